"""Each table as a CSV file beside the book's pages: UTF-8 with a byte order mark, which Excel needs."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from assessbook.core.messages import is_chinese, shown
from assessbook.ledger.store import FigureRow
from assessbook.workbook.cells import content_of, csv_text, harmless
from assessbook.workbook.exhibits import Exhibit


def write_csv_files(html: Path, exhibits: Sequence[Exhibit], figures: Mapping[str, FigureRow]) -> None:
    """Write every table into the finished book's folder."""
    for exhibit in exhibits:
        target = html / exhibit.file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(csv_of(exhibit, figures).encode("utf-8-sig"))


def csv_of(exhibit: Exhibit, figures: Mapping[str, FigureRow]) -> str:
    """A table as CSV: one row of headings with their units, then the rows as printed."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow([harmless(text) for text in headings(exhibit)])
    for row in exhibit.table["rows"]:
        cells = [csv_text(content_of(runs, figures), runs) for runs in row["cells"]]
        writer.writerow([harmless(row["label"]), *cells])
    return lines.getvalue()


def headings(exhibit: Exhibit) -> list[str]:
    """The headings of a table with their units, each different from the others.

    Spreadsheet tables refuse two columns of one name, so a repeated one is numbered.
    """
    named = [exhibit.table["stub"] or shown("项目")]
    opened, closed = ("（", "）") if is_chinese() else (" (", ")")
    for column in exhibit.table["columns"]:
        unit = f"{opened}{column['unit']}{closed}" if column["unit"] else ""
        named.append(column["name"] + unit)
    found: list[str] = []
    for name in named:
        number = sum(1 for earlier in named[: len(found)] if earlier == name)
        found.append(f"{name}_{number + 1}" if number else name)
    return found
