"""A build as a record for archives: its RO-Crate, its place in the chain of editions, its signature."""
