"""Every published figure of an edition, with its derivation and sources, in one SQLite file."""
