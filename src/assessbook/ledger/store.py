"""The ledger file: written once for a build, then only read.

One SQLite database, the same bytes for the same figures: rows go in in book order, nothing holds a
time. Tables: `figures` (a row each, in book order), `sources` (the cells a figure rests on, in reading
order), `appearances` (every cell that shows it), `edition` (name and value).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assessbook.core.numbers import printed
from assessbook.core.problems import InputError, Problem
from assessbook.ledger.gather import Publication

_SCHEMA = """
CREATE TABLE edition (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE figures (
    number INTEGER PRIMARY KEY, figure TEXT NOT NULL UNIQUE, programme TEXT NOT NULL, year TEXT NOT NULL,
    region TEXT NOT NULL, region_name TEXT NOT NULL, indicator TEXT NOT NULL, indicator_name TEXT NOT NULL,
    item TEXT NOT NULL, item_name TEXT NOT NULL, value REAL, unit TEXT NOT NULL, text TEXT NOT NULL,
    status TEXT NOT NULL, notebook TEXT NOT NULL, cell TEXT NOT NULL, formula TEXT NOT NULL,
    derivation TEXT NOT NULL
);
CREATE TABLE sources (
    figure INTEGER NOT NULL REFERENCES figures (number), place INTEGER NOT NULL, address TEXT NOT NULL,
    raw TEXT NOT NULL, citation TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (figure, place)
) WITHOUT ROWID;
CREATE INDEX sources_by_address ON sources (address, figure);
CREATE TABLE appearances (
    figure INTEGER NOT NULL REFERENCES figures (number), place INTEGER NOT NULL, notebook TEXT NOT NULL,
    cell TEXT NOT NULL, PRIMARY KEY (figure, place)
) WITHOUT ROWID;
"""

_COLUMNS = (
    "figure", "programme", "year", "region", "region_name", "indicator", "indicator_name", "item", "item_name",
    "value", "unit", "text", "status", "notebook", "cell", "formula",
)  # fmt: skip


@dataclass(frozen=True)
class Source:
    """A source cell: its address (``file!sheet!cell``), what stood there, and what it transcribes."""

    address: str
    raw: str
    citation: str
    note: str = ""


@dataclass(frozen=True)
class Derivation:
    """A node of a figure's derivation, as kept in the ledger. Leaves that are sources have an address."""

    operation: str
    value: float | None
    unit: str
    text: str
    label: str = ""
    inputs: tuple[Derivation, ...] = ()
    address: str | None = None
    raw: str = ""
    citation: str = ""
    note: str = ""
    parameter: float | None = None
    missing: str = ""

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Derivation:
        """Read the record a notebook keeps."""
        source = record.get("source", {})
        value = record["value"]
        return cls(
            operation=record["operation"],
            value=value,
            unit=record["unit"],
            text="" if value is None else printed(value, source.get("decimals")),
            label=record.get("label", ""),
            inputs=tuple(cls.from_json(part) for part in record.get("inputs", ())),
            address=f"{source['file']}!{source['sheet']}!{source['cell']}" if source else None,
            raw=source.get("raw", ""),
            citation=source.get("citation", ""),
            note=source.get("note", ""),
            parameter=record.get("parameter"),
            missing=record.get("missing", ""),
        )

    def sources(self) -> Iterator[Source]:
        """The source cells below, in reading order, repeated as often as they are read."""
        if self.address is not None:
            yield Source(self.address, self.raw, self.citation, self.note)
        for part in self.inputs:
            yield from part.sources()


@dataclass(frozen=True)
class FigureRow:
    """One figure of the ledger; columns as `assessbook figures --csv` writes them."""

    figure: str
    programme: str
    year: str
    region: str
    region_name: str
    indicator: str
    indicator_name: str
    item: str
    item_name: str
    value: float | None
    unit: str
    text: str
    status: str
    notebook: str
    cell: str
    formula: str
    sources: tuple[Source, ...]
    derivation: Derivation


def write_ledger(
    path: Path, figures: Sequence[tuple[Publication, tuple[Publication, ...]]], edition: Mapping[str, str]
) -> None:
    """Write the ledger of a build.

    Parameters
    ----------
    figures : sequence
        Each figure's home and appearances, from `gather`.
    edition : mapping
        What is said of the edition itself (programme, year, title, status).
    """
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    try:
        connection.executescript(_SCHEMA)
        connection.executemany("INSERT INTO edition VALUES (?, ?)", sorted(edition.items()))
        for number, (home, appearances) in enumerate(figures, 1):
            _insert(connection, number, home, appearances)
        connection.commit()
        connection.execute("VACUUM")
    finally:
        connection.close()


def _insert(
    connection: sqlite3.Connection, number: int, home: Publication, appearances: tuple[Publication, ...]
) -> None:
    record = {**home.record, "notebook": home.notebook, "cell": home.cell}
    derivation = json.dumps(record["derivation"], ensure_ascii=False, separators=(",", ":"))
    marks = ", ".join("?" * (len(_COLUMNS) + 2))
    values = [number, *(record[name] for name in _COLUMNS), derivation]
    connection.execute(f"INSERT INTO figures VALUES ({marks})", values)
    sources = dict.fromkeys(Derivation.from_json(record["derivation"]).sources())
    connection.executemany(
        "INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?)",
        [
            (number, place, cell.address, cell.raw, cell.citation, cell.note)
            for place, cell in enumerate(sources)
        ],
    )
    places = dict.fromkeys((entry.notebook, entry.cell) for entry in appearances)
    connection.executemany(
        "INSERT INTO appearances VALUES (?, ?, ?, ?)",
        [(number, place, notebook, cell) for place, (notebook, cell) in enumerate(places)],
    )


class Ledger:
    """A build's ledger, opened for reading."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.row_factory = sqlite3.Row

    @classmethod
    def open(cls, path: Path) -> Ledger:
        """Open a ledger file.

        Raises
        ------
        InputError
            If there is no such file, or it is not a ledger.
        """
        if not path.is_file():
            raise InputError(
                [
                    Problem(
                        path.as_posix(),
                        "there is no ledger here",
                        "Name a finished build, such as build/jiaohe-2016/2015.",
                    )
                ]
            )
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            connection.execute("SELECT figure FROM figures LIMIT 1")
            is_whole = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        except sqlite3.DatabaseError:
            is_whole = False
        if not is_whole:
            connection.close()
            problem = Problem(
                path.as_posix(), "this file is not a ledger, or it is damaged", "Build the edition again."
            )
            raise InputError([problem]) from None
        return cls(connection)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def edition(self) -> dict[str, str]:
        """What is said of the edition itself."""
        return {row["name"]: row["value"] for row in self._connection.execute("SELECT * FROM edition")}

    def ids(self) -> list[str]:
        """All figure ids, in book order."""
        return [row[0] for row in self._connection.execute("SELECT figure FROM figures ORDER BY number")]

    def figures(self) -> Iterator[FigureRow]:
        """All figures, in book order."""
        yield from self._rows("SELECT * FROM figures ORDER BY number", ())

    def figure(self, identifier: str) -> FigureRow | None:
        """One figure by its id."""
        return next(self._rows("SELECT * FROM figures WHERE figure = ?", (identifier,)), None)

    def figures_on(self, address: str) -> list[FigureRow]:
        """Every figure that rests on a source cell (``file!sheet!cell``), in book order."""
        query = (
            "SELECT figures.* FROM figures JOIN sources ON sources.figure = figures.number "
            "WHERE sources.address = ? ORDER BY number"
        )
        return list(self._rows(query, (address,)))

    def addresses(self) -> list[str]:
        """Every source cell that some figure rests on."""
        query = "SELECT DISTINCT address FROM sources ORDER BY address"
        return [row[0] for row in self._connection.execute(query)]

    def appearances(self) -> Iterator[tuple[str, str, str]]:
        """Figure id, notebook and cell of every place that shows a figure, in book order."""
        query = (
            "SELECT figures.figure, appearances.notebook, appearances.cell FROM appearances "
            "JOIN figures ON figures.number = appearances.figure ORDER BY number, place"
        )
        for row in self._connection.execute(query):
            yield row[0], row[1], row[2]

    def _rows(self, query: str, parameters: tuple[str, ...]) -> Iterator[FigureRow]:
        for row in self._connection.execute(query, parameters):
            sources = self._connection.execute(
                "SELECT address, raw, citation, note FROM sources WHERE figure = ? ORDER BY place",
                (row["number"],),
            )
            yield FigureRow(
                **{name: row[name] for name in _COLUMNS},
                sources=tuple(Source(**dict(source)) for source in sources),
                derivation=Derivation.from_json(json.loads(row["derivation"])),
            )
