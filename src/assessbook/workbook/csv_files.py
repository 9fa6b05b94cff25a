"""Each table as a CSV file beside the book's pages: UTF-8 with a byte order mark, which Excel needs."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assessbook.core.messages import shown
from assessbook.ledger.store import FigureRow
from assessbook.report.rendering import in_brackets
from assessbook.workbook.cells import content_of, csv_text, harmless


def write_csv_files(
    html: Path, tables: Mapping[str, Mapping[str, Any]], figures: Mapping[str, FigureRow]
) -> None:
    """Write tables into the finished book's folder.

    Parameters
    ----------
    html : Path
    tables : mapping
        File of the book -> content of a table block.
    figures : mapping
        Figure id -> its row in the ledger.
    """
    for file, table in tables.items():
        target = html / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(csv_of(table, figures).encode("utf-8-sig"))


def csv_of(table: Mapping[str, Any], figures: Mapping[str, FigureRow]) -> str:
    """A table as CSV: one row of headings with their units, then the rows as printed."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow([harmless(text) for text in headings(table)])
    for row in table["rows"]:
        cells = [csv_text(content_of(runs, figures), runs) for runs in row["cells"]]
        writer.writerow([harmless(row["label"]), *cells])
    return lines.getvalue()


def headings(table: Mapping[str, Any]) -> list[str]:
    """The headings of a table with their units, each different from the others.

    Spreadsheet tables refuse two columns of one name, so a repeated one is numbered.
    """
    named = [table["stub"] or shown("项目")]
    named += [
        column["name"] + (in_brackets(column["unit"]) if column["unit"] else "")
        for column in table["columns"]
    ]
    found: list[str] = []
    for name in named:
        number = sum(1 for earlier in named[: len(found)] if earlier == name)
        found.append(f"{name}_{number + 1}" if number else name)
    return found
