"""The tables of a book, each with its number: what a CSV file and a sheet of `tables.xlsx` must hold.

Read from the executed notebooks, numbered by the links below the tables on the pages. A table's fields
are words, or a figure's number alone that can be calculated with. An outcome before an explanation ends in a
full stop, as files without frames and colours have it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from assessbook.core.messages import behind_number, is_chinese, shown
from assessbook.verification.blocks import in_brackets, shown_by
from assessbook.verification.book_links import target_of
from assessbook.verification.ledger_file import LedgerFile
from assessbook.verification.report import Findings, listed

_FILES = ".//p[@class='exhibit-files']/a"
_CSV = re.compile(r"tables/table-([0-9]{3,})\.csv")


@dataclass(frozen=True)
class Field:
    """A field of a table.

    Parameters
    ----------
    text : str
        As printed.
    figures : tuple of str
        The figures in it, in reading order.
    value : float or None
        Of a figure that stands alone, or with its unit behind it: its value in the ledger.
    number : str
        That figure's text.
    unit : str
        The unit printed behind it.
    """

    text: str
    figures: tuple[str, ...] = ()
    value: float | None = None
    number: str = ""
    unit: str = ""


@dataclass(frozen=True)
class BookTable:
    """A table of the book: its number, the notebook's file as shown, its caption, headings and rows."""

    number: int
    file: str
    caption: str
    heads: tuple[Field, ...]
    rows: tuple[tuple[Field, ...], ...]


class BookTables:
    """Collects the tables of a book, page by page.

    Parameters
    ----------
    ledger : LedgerFile
        Gives the figures' texts and values.
    findings : Findings
    """

    def __init__(self, ledger: LedgerFile, findings: Findings) -> None:
        self._ledger, self._findings = ledger, findings
        self.tables: list[BookTable] = []

    def add_page(
        self, page: str, tree: HtmlElement, file: str, notebook: Mapping[str, Any], notebook_file: str
    ) -> None:
        """Add the tables of a page, and check which files it offers below its tables and charts.

        Parameters
        ----------
        page : str
            Its name without ending.
        file, notebook_file : str
            The page, and the notebook it was made from, as shown.
        """
        for cell, records in shown_by(dict(notebook)):
            exhibits = [record for record in records if _is_exhibit(record)]
            expected = [name for record in exhibits for name in _offered(record)]
            containers = tree.xpath("//div[@id=$name]", name=f"cell-{cell['id']}")
            links = [link for container in containers for link in container.xpath(_FILES)]
            found = [target_of(page, str(link.get("href", "")))[0] for link in links]
            numbers = [int(match[1]) for name in found if (match := _CSV.fullmatch(name))]
            shown = ["a CSV file" if _CSV.fullmatch(name) else name for name in found]
            if shown != expected:
                place = f"cell-{cell['id']}"
                self._findings.add(
                    file, "files of the tables", listed(expected, 9), listed(shown, 9), place=place
                )
            else:
                for number, record in zip(numbers, exhibits, strict=True):
                    self.tables.append(self._table(number, notebook_file, record))

    def finish(self, book: str) -> dict[int, BookTable]:
        """When all pages are added: the tables by number, each of which stands once; `book` as shown."""
        numbers = [table.number for table in self.tables]
        for number in range(1, max(numbers, default=0) + 1):
            if (count := numbers.count(number)) != 1:
                self._findings.add(book, f"links to the CSV file of table {number}", "1", str(count))
        return {table.number: table for table in self.tables}

    def _table(self, number: int, file: str, record: Mapping[str, Any]) -> BookTable:
        content = record["content"]
        table = content["data"] if record["kind"] == "chart" else content
        rows = tuple(
            (Field(row["label"]), *(self._field(runs) for runs in row["cells"])) for row in table["rows"]
        )
        heads = tuple(Field(text) for text in _headings(table))
        return BookTable(number, file, self._field(content["caption"]).text, heads, rows)

    def _field(self, runs: list[Any]) -> Field:
        figures = tuple(run["figure"] for run in runs if isinstance(run, dict) and "figure" in run)
        texts = [run if isinstance(run, str) else self._text(run) for run in runs]
        text = "".join(map(_ended, texts[:-1], runs)) + "".join(texts[-1:])
        row = self._ledger.rows.get(figures[0]) if len(figures) == 1 else None
        value = None if row is None else row.columns["value"]
        unit = _unit_alone(runs)
        if row is None or value is None or unit is None:
            return Field(text, figures)
        return Field(text, figures, value, str(row.columns["text"]), unit)

    def _text(self, run: Mapping[str, Any]) -> str:
        row = self._ledger.rows.get(run.get("figure", ""))
        return str(run["text"] if row is None else row.columns["text"])


def _ended(text: str, run: Any) -> str:
    """What stands before something else in a field: an outcome with its full stop."""
    if isinstance(run, dict) and run.get("role", "").startswith("badge-"):
        return text + ("。" if is_chinese() else ". ")
    return text


def _is_exhibit(record: Mapping[str, Any]) -> bool:
    """Whether a block is a table with figures, or a chart."""
    return record["kind"] == "chart" or (record["kind"] == "table" and bool(record["figures"]))


def _offered(record: Mapping[str, Any]) -> Iterator[str]:
    """The files offered below a table or a chart."""
    if record["kind"] == "chart":
        name = hashlib.sha256(record["content"]["svg"].encode()).hexdigest()[:16]
        yield from (f"charts/{name}.svg", f"charts/{name}.png")
    yield "a CSV file"


def _unit_alone(runs: list[Any]) -> str | None:
    """The unit behind the only figure of a field, "" without one; None where anything else is said."""
    if len(runs) == 1:
        return ""
    if len(runs) == 2 and isinstance(runs[0], dict) and (unit := runs[0].get("unit")):
        return str(runs[1]) if runs[1] in (unit, behind_number(unit)) else None
    return None


def _headings(table: Mapping[str, Any]) -> Iterator[str]:
    """The headings with their units; one that was there before has a number behind it."""
    names = [table["stub"] or shown("项目")]
    for column in table["columns"]:
        names.append(column["name"] + in_brackets(column["unit"]))
    for place, name in enumerate(names):
        earlier = names[:place].count(name)
        yield f"{name}_{earlier + 1}" if earlier else name
