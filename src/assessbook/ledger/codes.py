"""Short codes of figures, for paper and spreadsheets, where an id is too long: F0001 in book order.

A code belongs to one edition; only the figure's id stays the same from build to build.
"""

from __future__ import annotations

from collections.abc import Iterable


def short_codes(figures: Iterable[str]) -> dict[str, str]:
    """Figure id -> short code, for ids in the order of the ledger."""
    return {figure: f"F{number:04d}" for number, figure in enumerate(figures, 1)}
