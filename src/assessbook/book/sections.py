"""Which cells of an executed notebook readers are shown: not the setup, nor sections that came out empty.

A template serves plans that ask for different things. A section whose code cells show nothing is left out
with its heading and its words; one that has no code cells is all words, and stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from assessbook.ledger.gather import blocks_of

_SETUP_TAGS = {"parameters", "injected-parameters", "setup"}

Cell = dict[str, Any]


def shown_cells(cells: Iterable[Cell]) -> Iterator[Cell]:
    """The cells shown, in order: markdown, and code cells that show blocks.

    Limitations
    -----------
    A section begins at a markdown cell whose first line is a heading of the second level.
    """
    for section in _sections(cells):
        code = [cell for cell in section if cell["cell_type"] == "code"]
        filled = [cell for cell in code if any(blocks_of(cell))]
        if code and not filled and _begins_section(section[0]):
            continue
        yield from (cell for cell in section if cell["cell_type"] == "markdown" or cell in filled)


def _sections(cells: Iterable[Cell]) -> Iterator[list[Cell]]:
    """The cells from one heading of the second level to the next; first those before any."""
    section: list[Cell] = []
    for cell in cells:
        if _SETUP_TAGS & set(cell["metadata"].get("tags", ())):
            continue
        if _begins_section(cell) and section:
            yield section
            section = []
        section.append(cell)
    if section:
        yield section


def _begins_section(cell: Cell) -> bool:
    source = "".join(cell["source"])
    return cell["cell_type"] == "markdown" and source.startswith("## ")
