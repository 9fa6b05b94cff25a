"""Alterations of the ledger, column by column."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from tests.integration.books import Book
from tests.verification.alterations.single import Done, keep, other_digit, told


def _ledger(book: Book, query: str, values: tuple[Any, ...]) -> Path:
    path = keep(book.ledger)
    connection = sqlite3.connect(path)
    connection.execute(query, values)
    connection.commit()
    connection.close()
    return path


def _rows(book: Book, query: str) -> list[Any]:
    connection = sqlite3.connect(book.ledger)
    rows = connection.execute(query).fetchall()
    connection.close()
    return rows


def ledger_value(book: Book, random: Random) -> Done:
    """A value at its full precision."""
    figure, value = random.choice(_rows(book, "SELECT figure, value FROM figures WHERE value <> 0"))
    now = value + random.choice([1, 0.01, -1])
    path = _ledger(book, "UPDATE figures SET value = ? WHERE figure = ?", (now, figure))
    return Done(path, figure, repr(value), repr(now))


def ledger_text(book: Book, random: Random) -> Done:
    """A digit of a text or a formula."""
    column = random.choice(["text", "formula"])
    figure, text = random.choice(_rows(book, f"SELECT figure, {column} FROM figures"))
    now = other_digit(text, random)
    path = _ledger(book, f"UPDATE figures SET {column} = ? WHERE figure = ?", (now, figure))
    return Done(path, figure, text, now)


def ledger_words(book: Book, random: Random) -> Done:
    """A unit, a status, a name, a region."""
    column = random.choice(["unit", "status", "indicator_name", "region_name", "year", "cell", "notebook"])
    figure, text = random.choice(_rows(book, f"SELECT figure, {column} FROM figures"))
    path = _ledger(book, f"UPDATE figures SET {column} = ? WHERE figure = ?", (f"{text}x", figure))
    return Done(path, figure, text, f"{text}x")


def ledger_derivation(book: Book, random: Random) -> Done:
    """A number or a word inside a derivation."""
    figure, text = random.choice(_rows(book, "SELECT figure, derivation FROM figures"))
    tree = json.loads(text)
    nodes = list(_nodes(tree))
    node = random.choice(nodes)
    source = node.get("source")
    entry, key = random.choice([(node, "value")] + [(source, key) for key in ("raw", "cell") if source])
    was = entry[key]
    entry[key] = was + 1 if isinstance(was, float) else f"{was}7"
    query = "UPDATE figures SET derivation = ? WHERE figure = ?"
    path = _ledger(book, query, (json.dumps(tree, ensure_ascii=False, separators=(",", ":")), figure))
    return Done(path, figure, told(was), told(entry[key]))


def ledger_source(book: Book, random: Random) -> Done:
    """The content of a cell, or its address, in the list of a figure's sources."""
    column = random.choice(["raw", "address"])
    query = f"SELECT sources.figure, place, {column}, figures.figure FROM sources JOIN figures ON number = sources.figure"
    number, place, text, figure = random.choice(_rows(book, query))
    path = _ledger(
        book, f"UPDATE sources SET {column} = ? WHERE figure = ? AND place = ?", (f"{text}7", number, place)
    )
    return Done(path, figure, text, f"{text}7")


def ledger_appearance(book: Book, random: Random) -> Done:
    """A cell that shows a figure."""
    query = "SELECT appearances.figure, place, appearances.cell, figures.figure FROM appearances JOIN figures ON number = appearances.figure"
    number, place, cell, figure = random.choice(_rows(book, query))
    query = "UPDATE appearances SET cell = ? WHERE figure = ? AND place = ?"
    return Done(_ledger(book, query, (f"{cell}x", number, place)), figure, cell, f"{cell}x")


def ledger_edition(book: Book, random: Random) -> Done:
    """What the ledger says of the edition."""
    name, value = random.choice(_rows(book, "SELECT name, value FROM edition WHERE value <> '[]'"))
    now = other_digit(value, random) if re.search("[0-9]", value) else f"{value}x"
    return Done(_ledger(book, "UPDATE edition SET value = ? WHERE name = ?", (now, name)))


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for part in node.get("inputs", ()):
        yield from _nodes(part)
