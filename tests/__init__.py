"""Tests, one folder for each layer of the package."""
