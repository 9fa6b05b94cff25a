"""The printed report: one PDF, typeset with Typst from the executed notebooks and the ledger."""
