"""The book: prepared notebooks and pages become an HTML site that is read from disk, in Chinese."""
