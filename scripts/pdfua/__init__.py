"""veraPDF, called from Python: what `scripts/validate_pdfua.py` checks a PDF with."""
