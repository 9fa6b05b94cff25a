"""Two builds of a programme compared: what changed, by how much, why, and what was published before."""
