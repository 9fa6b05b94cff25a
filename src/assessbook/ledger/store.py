"""The ledger file: written once for a build, then only read.

One SQLite database, the same bytes for the same figures: rows go in in book order, nothing holds a
time. Tables: `figures` (a row each, in book order), `sources` (the cells a figure rests on, in reading
order), `appearances` (every cell that shows it), `edition` (name and value).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from assessbook.core.problems import InputError, Problem
from assessbook.ledger.gather import Publication
from assessbook.ledger.rows import COLUMNS, Derivation, FigureRow, Source

__all__ = ["Derivation", "FigureRow", "Ledger", "Source", "write_ledger"]

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
    marks = ", ".join("?" * (len(COLUMNS) + 2))
    values = [number, *(record[name] for name in COLUMNS), derivation]
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

    def __init__(self, connection: sqlite3.Connection, file: str) -> None:
        self._connection, self._file = connection, file
        connection.row_factory = sqlite3.Row

    @classmethod
    def open(cls, path: Path, *, checked: bool = True) -> Ledger:
        """Open a ledger file.

        Parameters
        ----------
        checked : bool
            Whether the whole file is checked for damage, which takes the longer the larger it is. Without,
            damage is met where a damaged page is read, or not at all.

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
            is_whole = not checked or connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        except sqlite3.DatabaseError:
            is_whole = False
        if not is_whole:
            connection.close()
            raise _damaged(path.as_posix())
        return cls(connection, path.as_posix())

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
        try:
            yield from self._read(query, parameters)
        except sqlite3.DatabaseError:
            raise _damaged(self._file) from None

    def _read(self, query: str, parameters: tuple[str, ...]) -> Iterator[FigureRow]:
        plain = self._connection.cursor()
        plain.row_factory = None  # columns by their places: a figure may have thousands of sources
        for row in self._connection.execute(query, parameters):
            sources = plain.execute(
                "SELECT address, raw, citation, note FROM sources WHERE figure = ? ORDER BY place",
                (row["number"],),
            )
            yield FigureRow(
                **{name: row[name] for name in COLUMNS},
                sources=tuple([Source(*source) for source in sources]),
                derivation=Derivation.from_text(row["derivation"]),
            )


def _damaged(path: str) -> InputError:
    return InputError(
        [Problem(path, "this file is not a ledger, or it is damaged", "Build the edition again.")]
    )
