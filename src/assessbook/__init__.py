"""Reproducible annual assessment books in which every number is traced to its sources."""

__version__ = "0.1.0"
