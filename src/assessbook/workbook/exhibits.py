"""The tables of an edition in the order of its book, those behind charts among them.

Takes the executed notebooks with their pages; gives one `Exhibit` a table, numbered. A table that says
nothing but words is left to the pages when it holds no figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assessbook.book.pages import Page
from assessbook.core.messages import is_chinese, shown
from assessbook.ledger.gather import ExecutedNotebook, blocks_of


@dataclass(frozen=True)
class Exhibit:
    """A table of the book.

    Parameters
    ----------
    number : int
        Its place among the tables, from 1.
    page : Page
        The page it stands on.
    cell : str
        Id of the notebook cell that shows it.
    place : int
        Its place among the blocks of that cell, from 0.
    caption : str
        As printed, with the numbers in it.
    table : dict
        Content of a table block: stub, columns, rows, notes, sources.
    charted : bool
        Whether it is the data behind a chart.
    """

    number: int
    page: Page
    cell: str
    place: int
    caption: str
    table: dict[str, Any]
    charted: bool

    @property
    def name(self) -> str:
        """How sheets and files are named: 表12."""
        return shown(f"表{self.number}")

    @property
    def file(self) -> str:
        """Its CSV file in the book, by a name that every system takes."""
        return f"tables/table-{self.number:03d}.csv"


def exhibits_of(notebooks: Sequence[tuple[Page, ExecutedNotebook]]) -> list[Exhibit]:
    """Every table of the book that holds a figure, in reading order."""
    return [
        Exhibit(number, *found)
        for number, found in enumerate((found for entry in notebooks for found in _tables(*entry)), 1)
    ]


def text_of(runs: Sequence[Any]) -> str:
    """Runs as plain text; a badge, which pages set apart by its frame, is a sentence before what follows it."""
    stop = "。" if is_chinese() else ". "
    texts = []
    for place, run in enumerate(runs):
        is_badge = isinstance(run, dict) and run.get("role", "").startswith("badge-")
        text = run if isinstance(run, str) else run["text"]
        texts.append(text + stop if is_badge and runs[place + 1 :] else text)
    return "".join(texts)


def _tables(page: Page, notebook: ExecutedNotebook) -> Iterator[tuple[Page, str, int, str, Any, bool]]:
    for cell in notebook.content["cells"]:
        if cell["cell_type"] != "code":
            continue
        for place, record in enumerate(blocks_of(cell)):
            content = record["content"]
            charted = record["kind"] == "chart"
            if charted or (record["kind"] == "table" and record["figures"]):
                table = content["data"] if charted else content
                yield page, cell["id"], place, text_of(content["caption"]), table, charted
