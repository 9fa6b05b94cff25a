"""Runs of a block as the template of the printed report takes them.

A run is a text, or a mapping with `kind` and `text`: a figure with its code, a gap, a place, a badge, a
reference. Nothing here is Typst source: texts reach the template as data, so no character needs escaping.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assessbook.core.messages import behind_number

Run = str | dict[str, Any]

WORD_JOINER = "\u2060"
"""Keeps a number and its unit on one line; has no width and no ink."""


class RunWriter:
    """Writes runs for the template.

    Parameters
    ----------
    codes : mapping
        Figure id -> short code; empty where figures lead nowhere, as in an edition without the index.
    """

    def __init__(self, codes: Mapping[str, str]) -> None:
        self._codes = codes

    def runs(self, runs: Sequence[Any]) -> list[Run]:
        """The runs of a sentence, a caption or a cell, from a block's record."""
        written: list[Run] = []
        for place, run in enumerate(runs):
            before = runs[place - 1] if place else None
            if isinstance(run, str):
                written.append(f"{WORD_JOINER}{run}" if is_unit_of(run, before) else tidy(run))
            else:
                written.append(self._marked(run))
        return written

    def figure(self, identifier: str, text: str) -> dict[str, Any]:
        """One figure."""
        return {"kind": "figure", "text": text, "code": self._codes.get(identifier, "")}

    def _marked(self, run: Mapping[str, Any]) -> Run:
        if "figure" in run:
            return self.figure(run["figure"], run["text"])
        if "missing" in run:
            return {"kind": "missing", "text": run["text"]}
        return {"kind": run["role"], "text": tidy(run["text"])}


def is_unit_of(run: str, before: Any) -> bool:
    """Whether a text is the unit of the figure before it."""
    if not isinstance(before, Mapping) or not before.get("unit"):
        return False
    return run in (before["unit"], f"个{before['unit']}", behind_number(before["unit"]))


def tidy(text: str) -> str:
    """A text on one line, as a page sets it: line ends and runs of blanks become one blank."""
    lead = " " if text[:1].isspace() else ""
    end = " " if text.strip() and text[-1:].isspace() else ""
    return f"{lead}{' '.join(text.split())}{end}"


def reference(target: str, text: str) -> dict[str, Any]:
    """A link to a table, a chart or a heading of the report."""
    return {"kind": "reference", "text": text, "target": target}


def page_of(target: str, opened: str = "（第", closed: str = "页）") -> dict[str, Any]:
    """The number of the page on which something stands, between words that go where it isn't told."""
    return {"kind": "page", "text": "", "target": target, "opened": opened, "closed": closed}
