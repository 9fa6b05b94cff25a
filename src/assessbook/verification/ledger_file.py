"""A build's ledger as verification reads it: plain rows with their JSON derivations, and its own order.

Reads the SQLite file itself, so that a row is what the file says, whatever the ledger's own classes make
of it.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from assessbook.verification.cells import Address, address_of
from assessbook.verification.report import Findings

Source = tuple[str, str, str, str]
"""Address (``file!sheet!cell``), raw content, citation, note."""

COPIED = (
    "figure", "programme", "year", "region", "region_name", "indicator", "indicator_name", "item",
    "item_name", "value", "unit", "text", "status", "formula",
)  # fmt: skip
"""The columns that a notebook's record of the figure has too."""


class Damaged(Exception):
    """A file that can't be read as what it should be; says why."""


@dataclass(frozen=True)
class Row:
    """A figure of the ledger.

    Parameters
    ----------
    columns : dict
        Columns of the table `figures` by name, without number and derivation.
    derivation : dict
        The tree as JSON.
    sources : tuple of Source
        In reading order.
    appearances : tuple of (notebook, cell)
        Every cell that shows it, in book order.
    """

    columns: dict[str, Any]
    derivation: dict[str, Any]
    sources: tuple[Source, ...]
    appearances: tuple[tuple[str, str], ...]

    @property
    def figure(self) -> str:
        """Its id."""
        return str(self.columns["figure"])

    @property
    def home(self) -> tuple[str, str]:
        """The notebook and the cell that its links lead to."""
        return str(self.columns["notebook"]), str(self.columns["cell"])

    @property
    def addresses(self) -> list[Address]:
        """The source cells that its derivation names."""
        return [address_of(source[0]) for source in self.leaves()]

    def leaves(self) -> Iterator[Source]:
        """The sources of the derivation, repeated as often as they are read."""
        yield from _leaves(self.derivation)


@dataclass(frozen=True)
class LedgerFile:
    """All rows by figure id, in book order, and what the ledger says of the edition."""

    rows: dict[str, Row]
    edition: dict[str, str]


def read_ledger(path: Path) -> LedgerFile:
    """Read a ledger.

    Raises
    ------
    Damaged
        If it isn't there, isn't a whole SQLite file, lacks a table or a column, or a derivation in it
        isn't JSON.
    """
    if not path.is_file():
        raise Damaged("no such file")
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if verdict != "ok":
            raise Damaged(str(verdict).splitlines()[0])
        return _read(connection)
    except (sqlite3.DatabaseError, ValueError, KeyError, TypeError, IndexError) as error:
        raise Damaged(f"it can't be read: {error}") from None
    finally:
        connection.close()


def check_rows(ledger: LedgerFile, shown: str, findings: Findings) -> None:
    """What each row says twice: id and parts, home and appearances, list of sources and derivation."""
    for row in ledger.rows.values():
        columns = row.columns
        names = [columns[name] for name in ("programme", "year", "region", "indicator", "item")]
        expected = "/".join(str(name) for name in names if name)
        if expected != row.figure:
            findings.add(shown, "id", expected, row.figure, figure=row.figure)
        if row.home not in row.appearances:
            places = ", ".join("#".join(place) for place in row.appearances)
            findings.add(shown, "home", places, "#".join(row.home), figure=row.figure)
        derived = dict.fromkeys(row.leaves())
        for number, (origin, copy) in enumerate(zip_longest(derived, row.sources), start=1):
            if origin != copy:
                was, now = (" | ".join(source) if source else "nothing" for source in (origin, copy))
                findings.add(shown, "list of sources", was, now, figure=row.figure, place=f"source {number}")


def _read(connection: sqlite3.Connection) -> LedgerFile:
    sources: dict[int, list[Source]] = defaultdict(list)
    query = "SELECT figure, address, raw, citation, note FROM sources ORDER BY figure, place"
    for number, *source in connection.execute(query):
        sources[number].append((source[0], source[1], source[2], source[3]))
    appearances: dict[int, list[tuple[str, str]]] = defaultdict(list)
    query = "SELECT figure, notebook, cell FROM appearances ORDER BY figure, place"
    for number, notebook, cell in connection.execute(query):
        appearances[number].append((notebook, cell))
    rows: dict[str, Row] = {}
    numbers = []
    for found in connection.execute("SELECT * FROM figures ORDER BY number"):
        columns = dict(found)
        numbers.append(number := columns.pop("number"))
        derivation = json.loads(columns.pop("derivation"))
        row = Row(columns, derivation, tuple(sources.pop(number, ())), tuple(appearances.pop(number, ())))
        for name in (*COPIED, "notebook", "cell"):
            if columns[name] is None:
                raise Damaged(f"{name} of figure number {number} is empty")
        list(row.leaves())  # a derivation of another shape is found here, not later
        rows[row.figure] = row
    if numbers != list(range(1, len(numbers) + 1)):
        gap = next(place for place, number in enumerate(numbers, 1) if place != number)
        raise Damaged(f"figures aren't numbered one after another: {numbers[gap - 1]} stands at place {gap}")
    for table, left in (("sources", sources), ("appearances", appearances)):
        if left:
            raise Damaged(f"{table} of a figure that isn't there: number {min(left)}")
    edition = dict(connection.execute("SELECT name, value FROM edition").fetchall())
    return LedgerFile(rows, edition)


def _leaves(node: dict[str, Any]) -> Iterator[Source]:
    source = node.get("source")
    if source is not None:
        address = f"{source['file']}!{source['sheet']}!{source['cell']}"
        yield address, source["raw"], source.get("citation", ""), source.get("note", "")
    for part in node.get("inputs", ()):
        yield from _leaves(part)
