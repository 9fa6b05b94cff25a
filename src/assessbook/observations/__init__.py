"""Workbooks and reference series read into one long table that never loses a cell's address."""
