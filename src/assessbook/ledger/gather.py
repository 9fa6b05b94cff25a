"""Gathers figures from executed notebooks: which cell published what, and which cell is a figure's home.

A figure may be shown by several notebooks. Its home is the notebook that reports on its region, or
else the first one that shows it; there its link leads. Two notebooks that publish one id with different
content contradict each other, and that stops the build.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assessbook.core.problems import CheckFailed

BLOCK_MEDIA_TYPE = "application/vnd.assessbook.block+json"


@dataclass(frozen=True)
class ExecutedNotebook:
    """An executed notebook and its place.

    Parameters
    ----------
    name : str
        Its path in the build without ending: ``region/jiaohe``.
    region : str
        The region it reports on.
    rank : int
        Order of preference as home among notebooks that report on the same region; lower first.
    content : dict
        The notebook as JSON (nbformat 4).
    """

    name: str
    region: str
    rank: int
    content: dict[str, Any]


@dataclass(frozen=True)
class Publication:
    """A figure as one cell of one notebook published it."""

    notebook: str
    cell: str
    record: dict[str, Any]


def blocks_of(cell: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The records of the blocks that a cell shows, in order."""
    for output in cell.get("outputs", ()):
        record = output.get("data", {}).get(BLOCK_MEDIA_TYPE)
        if record is not None:
            yield record


def publications(notebook: ExecutedNotebook) -> Iterator[Publication]:
    """Every figure that a notebook shows, in reading order; a figure shown twice comes twice."""
    for cell in notebook.content["cells"]:
        if cell["cell_type"] == "code":
            for record in blocks_of(cell):
                for figure in record["figures"]:
                    yield Publication(notebook.name, cell["id"], figure)


def gather(notebooks: Sequence[ExecutedNotebook]) -> list[tuple[Publication, tuple[Publication, ...]]]:
    """Each figure with its home, and all its appearances, in the order of the book.

    Raises
    ------
    CheckFailed
        If one id was published with different values, texts or derivations.
    """
    found: dict[str, list[tuple[ExecutedNotebook, Publication]]] = {}
    for notebook in notebooks:
        for entry in publications(notebook):
            found.setdefault(entry.record["figure"], []).append((notebook, entry))
    conflicts = [line for entries in found.values() for line in _conflict(entries)]
    if conflicts:
        raise CheckFailed("Figures were published with different content:\n" + "\n".join(conflicts))
    homes = []
    for entries in found.values():
        _, home = min(
            enumerate(entries), key=lambda numbered: _preference(numbered[1][0], numbered[1][1], numbered[0])
        )
        homes.append((home[1], tuple(entry for _, entry in entries)))
    return homes


def _preference(notebook: ExecutedNotebook, entry: Publication, order: int) -> tuple[bool, int, int]:
    return (notebook.region != entry.record["region"], notebook.rank, order)


def _conflict(entries: Iterable[tuple[ExecutedNotebook, Publication]]) -> Iterator[str]:
    (_, first), *others = entries
    for _, other in others:
        for key in ("value", "text", "unit", "formula", "indicator_name", "derivation"):
            if other.record[key] != first.record[key]:
                yield (
                    f"  {first.record['figure']}: {key} is {_short(first.record[key])} in {first.notebook}, cell {first.cell}, "
                    f"and {_short(other.record[key])} in {other.notebook}, cell {other.cell}. "
                    "Give one of them another name in .named(...)."
                )
                break


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 120 else f"{text[:120]}…"
