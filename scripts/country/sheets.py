"""Workbooks of long tables, one sheet a topic, written row by row; and the `tables.yaml` that reads them.

The same rows give the same bytes. A sheet has a title, headers, and a row for each region and year.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from assessbook.core.archives import without_times
from country.rules import MeasureRule
from country.series import Series

MARK = "演示数据"
REGION, YEAR = "地区", "年份"
_HEADER_ROW = 2


@dataclass(frozen=True)
class Place:
    """A region as the sheets name it, and its series."""

    id: str
    name: str
    series: Series


def write_workbook(
    path: Path, topics: Mapping[str, Sequence[MeasureRule]], places: Sequence[Place], years: Sequence[int]
) -> None:
    """Write one workbook: a sheet for each topic, its rows by year and then by region."""
    book = Workbook(write_only=True)
    for topic, rules in topics.items():
        sheet = book.create_sheet(topic)
        headers = [REGION, YEAR, *(rule.header for rule in rules)]
        for number, header in enumerate(headers, 1):
            sheet.column_dimensions[get_column_letter(number)].width = 22 if number == 1 else 4 + len(header)
        sheet.freeze_panes = "C3"
        sheet.append([_bold(sheet, title_of(topic))])
        sheet.append([_bold(sheet, header) for header in headers])
        for offset, year in enumerate(years):
            for place in places:
                sheet.append([place.name, year, *(_stored(rule, place, offset) for rule in rules)])
    buffer = io.BytesIO()
    book.save(buffer)
    path.write_bytes(without_times(buffer.getvalue()))


def reading(document: str, topics: Mapping[str, Sequence[MeasureRule]]) -> dict[str, Any]:
    """How `tables.yaml` reads such a workbook."""
    return {
        "document": document,
        "yearly": True,
        "sheets": {
            topic: {
                "title": title_of(topic),
                "citation": f"“{topic}”表",
                "header_row": _HEADER_ROW,
                "coordinate_columns": {REGION: "region", YEAR: "year"},
                "columns": {rule.header: {"measure": rule.id} for rule in rules},
            }
            for topic, rules in topics.items()
        },
    }


def title_of(topic: str) -> str:
    """What stands in A1."""
    return f"{topic}年度报表（{MARK}）"


def _stored(rule: MeasureRule, place: Place, offset: int) -> float:
    value = place.series[rule.id][offset]
    return value if rule.decimals else int(value)


def _bold(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value=text)
    cell.font = Font(bold=True)
    return cell


def region_entries(entries: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    """`regions.yaml`."""
    return {"regions": [dict(entry) for entry in entries]}
