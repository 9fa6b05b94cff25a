"""The CSV files beside a book's pages, field by field against the tables that they hold."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from itertools import zip_longest
from pathlib import Path

from assessbook.core.messages import ungrouped
from assessbook.verification.book_tables import BookTable, Field
from assessbook.verification.report import Findings, Statement

_MARK = b"\xef\xbb\xbf"
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def check_csv_files(
    build: Path, shown: str, tables: Mapping[int, BookTable], ledger: str, findings: Findings
) -> None:
    """Check every CSV file of a build; `shown` and `ledger` are the folder and the ledger as shown."""
    for number, table in sorted(tables.items()):
        name = f"html/tables/table-{number:03d}.csv"
        check_csv_file(build / name, f"{shown}/{name}", table, ledger, findings)


def check_csv_file(path: Path, file: str, table: BookTable, ledger: str, findings: Findings) -> None:
    """Check one CSV file; `file` and `ledger` are the file and the ledger as shown."""
    if path.is_file():
        _check(path.read_bytes(), file, table, ledger, findings)
    else:
        findings.add(file, "file", "there", "no such file")


def _check(content: bytes, file: str, table: BookTable, ledger: str, findings: Findings) -> None:
    if not content.startswith(_MARK):
        findings.add(file, "byte order mark", "there", "not there")
    try:
        lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        findings.add(file, "file", "readable", f"it can't be read: {error}")
        return
    for number, (fields, line) in enumerate(zip_longest((table.heads, *table.rows), lines), 1):
        if fields is None or line is None or len(fields) != len(line):
            was, now = (_count(each) for each in (fields, line))
            findings.add(file, "line", was, now, place=f"line {number}")
            continue
        for column, (field, text) in enumerate(zip(fields, line, strict=True), 1):
            _compare(field, text, (file, table.file, ledger), f"line {number}, field {column}", findings)


def _compare(field: Field, text: str, files: tuple[str, str, str], place: str, findings: Findings) -> None:
    file, notebook, ledger = files
    expected = (
        ungrouped(field.number).replace("\N{MINUS SIGN}", "-")
        if field.value is not None
        else _harmless(field.text)
    )
    origin = Statement(ledger if field.figures else notebook, expected)
    kind = "text" if field.figures else "words"
    figure = field.figures[0] if field.figures else ""
    findings.compare(kind, origin, Statement(file, text), figure=figure, place=place)


def _harmless(text: str) -> str:
    """Words that a spreadsheet would take for a formula have an apostrophe before them."""
    return f"'{text}" if text.startswith(_RISKY) else text


def _count(fields: Iterable[object] | None) -> str:
    return "no such line" if fields is None else f"{len(list(fields))} fields"
