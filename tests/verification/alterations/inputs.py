"""Alterations of what a build was made from: workbooks, plan, edition file, definitions, templates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from random import Random

from openpyxl import load_workbook

from tests.integration.books import Book
from tests.verification.alterations.single import Done, altered_match, keep, other_digit, text_of

WORKBOOK = "data/jiaohe-2016/plan-tables.xlsx"


def _number(book: Book, name: str, random: Random) -> tuple[Path, str]:
    """A number of a workbook altered: the file, and what the number was."""
    path = keep(book.root / name)
    workbook = load_workbook(path)
    cells = [
        cell
        for sheet in workbook.worksheets
        for line in sheet.iter_rows()
        for cell in line
        if isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    ]
    cell = random.choice(cells)
    was = cell.value
    cell.value = was + random.choice([1, 10, -1])
    workbook.save(path)
    return path, f"{was:g}" if isinstance(was, float) else str(was)


def source_cell(book: Book, random: Random) -> Done:
    """A number in the programme's workbook, whether a figure rests on it or not."""
    path, was = _number(book, WORKBOOK, random)
    return Done(path, "", was, "")


def reference_cell(book: Book, random: Random) -> Done:
    """A number in the reference series."""
    path, was = _number(book, "data/reference/series.xlsx", random)
    return Done(path, "", was, "")


def source_text(book: Book, random: Random) -> Done:
    """A cell that prints its unit behind the number."""
    path = keep(book.root / WORKBOOK)
    workbook = load_workbook(path)
    cells = [
        cell
        for sheet in workbook.worksheets
        for line in sheet.iter_rows()
        for cell in line
        if isinstance(cell.value, str) and re.fullmatch(r"[0-9.]+[户人%]", cell.value)
    ]
    cell = random.choice(cells)
    was = cell.value
    cell.value = other_digit(was, random)
    workbook.save(path)
    return Done(path, "", was, cell.value)


def plan(book: Book, random: Random) -> Done:
    """A threshold of the plan."""
    path = book.root / "params/jiaohe-2016/plan.yaml"
    altered_match(path, r"threshold: (?P<value>[0-9]+)\n", random)
    return Done(path)


def edition_file(book: Book, random: Random) -> Done:
    """A parameter of the edition file."""
    path = book.root / "params/jiaohe-2016/2015.yaml"
    match, value = altered_match(path, r"(?:base_year: |target_years: \[)(?P<value>20[0-9]{2})", random)
    return Done(path, "", match["value"], value)


def programme(book: Book, random: Random) -> Done:
    """The file of the programme."""
    return _any_digit(book, ["params/jiaohe-2016/programme.yaml"], random)


def register(book: Book, random: Random) -> Done:
    """The name of an entry in the register of assumptions, caveats and review."""
    path = book.root / "params/jiaohe-2016/register.yaml"
    text = text_of(path)
    match = random.choice(list(re.finditer(r"- id: [a-z-]+", text)))
    path.write_text(f"{text[: match.end()]}-x{text[match.end() :]}", encoding="utf-8")
    return Done(path)


def definition(book: Book, random: Random) -> Done:
    """A definition: measures, items, regions."""
    return _any_digit(
        book,
        [
            "data/measures.yaml",
            "data/jiaohe-2016/regions.yaml",
            "data/entry_measures.yaml",
            "data/reference/regions.yaml",
        ],
        random,
    )


def layout(book: Book, random: Random) -> Done:
    """How sheets become observations."""
    return _any_digit(
        book, ["data/jiaohe-2016/tables.yaml", "data/reference/tables.yaml", "data/entry_sheets.yaml"], random
    )


def template(book: Book, random: Random) -> Done:
    """A notebook template."""
    return _any_digit(
        book, ["notebooks/region.ipynb", "notebooks/plan.ipynb", "notebooks/overview.ipynb"], random
    )


def shell(book: Book, random: Random) -> Done:
    """The shell of the book, and the lock file."""
    return _any_digit(book, ["book/_static/assessbook.css", "book/_config.yml", "requirements.lock"], random)


def _any_digit(book: Book, names: Sequence[str], random: Random) -> Done:
    path = book.root / random.choice(names)
    altered_match(path, r"(?P<value>[0-9]+)", random)
    return Done(path)
