"""Drawings of the book's own charts: drawn once for the same values, and kept from build to build."""

from __future__ import annotations

import json
from collections.abc import Callable

from assessbook.core.kept_bytes import NOTHING_KEPT, KeptBytes

Drawn = tuple[str, str]
"""The SVG for a page, and that for a telephone."""


class Drawings:
    """The drawings of a book.

    Parameters
    ----------
    kept : KeptBytes
        Those of an earlier build.
    """

    def __init__(self, kept: KeptBytes = NOTHING_KEPT) -> None:
        self._kept = kept
        self._used: list[str] = []

    def of(self, shown: object, draw: Callable[[], Drawn]) -> Drawn:
        """The drawing of what is shown, whose printed form decides it."""
        made_from = repr(shown)
        self._used.append(made_from)
        if (kept := self._kept.get(made_from)) is not None:
            page, telephone = json.loads(kept)
            return page, telephone
        drawn = draw()
        self._kept.keep(made_from, json.dumps(drawn).encode())
        return drawn

    def keep_only_used(self) -> None:
        """Drop the drawings that weren't asked for."""
        self._kept.keep_only(self._used)
