"""The real notebooks on the real data, from the command line to the finished book."""
