"""`tables.xlsx` and a CSV file per table: the tables of the book for whoever calculates on.

Written from the executed notebooks' blocks and the ledger, like the pages; nothing is computed here.
"""
