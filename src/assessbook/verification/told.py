"""What a page says in the language of the report, for texts that a page or a workbook derives from the ledger.

The catalogues are shared with the builder: a translation is no number, and which one is right nothing can recompute.
"""

from __future__ import annotations

from assessbook.core.messages import shown


def told(text: str) -> str:
    """A text on its own in the language of the report, as plain text."""
    return str(shown(text))
