"""Proof that a build's figures follow from their sources and that nobody touched it afterwards."""
