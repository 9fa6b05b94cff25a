"""Rows written as a workbook of long tables, with the `tables.yaml` that reads it.

The same rows give the same bytes: a workbook's dates and the times in its archive are fixed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from ruamel.yaml import YAML

from assessbook.core.archives import without_times
from assessbook.observations.definitions import Definitions, MeasureDefinition
from demo_data.figures import LATE, Row

MARK = "演示数据"
WORKBOOK = "demo-observations.xlsx"
_LONGEST = 31
ENTRY_WORKBOOK = "annual-reports.xlsx"
REPORTED = "报告年份"
_WIDTHS = {"地区": 16, "年份": 8, "项目": 30, "事项": 34, REPORTED: 10, "来源": 44, "口径与说明": 40}


@dataclass
class Sheet:
    """A sheet to be written: its title, headers, lines, and how `tables.yaml` reads it."""

    name: str
    title: str
    headers: Sequence[str]
    lines: list[Sequence[str | int | float | None]]
    reading: dict[str, Any]
    decimals: dict[str, int] = field(default_factory=dict)


def report_sheets(rows: Iterable[Row], definitions: Definitions, citation: str) -> list[Sheet]:
    """One sheet for each measure, its rows in the order given.

    Parameters
    ----------
    citation : str
        What every row cites; the year is added.
    """
    by_measure: dict[str, list[Row]] = {}
    for row in rows:
        by_measure.setdefault(row.measure, []).append(row)
    names: set[str] = set()
    return [
        _report_sheet(measure, found, definitions, citation, names) for measure, found in by_measure.items()
    ]


def write_workbook(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write sheets as one workbook, the same bytes every time."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        page.append([sheet.title])
        page.append(list(sheet.headers))
        for line in sheet.lines:
            page.append(list(line))
        page["A1"].font = Font(bold=True, size=14)
        for cell in page[2]:
            cell.font = Font(bold=True)
        for index, header in enumerate(sheet.headers, 1):
            page.column_dimensions[get_column_letter(index)].width = _WIDTHS.get(header, 18)
            decimals = sheet.decimals.get(header, 0)
            if decimals:
                for cell in page[get_column_letter(index)][2:]:
                    cell.number_format = "0." + "0" * decimals
        page.freeze_panes = "A3"
    buffer = io.BytesIO()
    book.save(buffer)
    path.write_bytes(without_times(buffer.getvalue()))


def write_tables(path: Path, document: str, workbooks: Mapping[str, Sequence[Sheet]]) -> None:
    """Write the `tables.yaml` that reads the workbooks, all of one document."""
    content = {
        "synthetic": True,
        "workbooks": {
            name: {
                "document": document,
                "yearly": True,
                "sheets": {sheet.name: sheet.reading for sheet in sheets},
            }
            for name, sheets in workbooks.items()
        },
    }
    write_yaml(path, content, "How the made-up reports beside this file are read.")


def write_yaml(path: Path, content: dict[str, Any], about: str) -> None:
    """Write a YAML file that says it was written by the program."""
    yaml = YAML(typ="rt")
    yaml.width = 110
    buffer = io.StringIO()
    yaml.dump(content, buffer)
    path.write_text(
        f"# {about}\n# Written by scripts/make_demo_data.py: change that, not this.\n{buffer.getvalue()}",
        "utf-8",
    )


def _report_sheet(
    measure: str, rows: list[Row], definitions: Definitions, citation: str, names: set[str]
) -> Sheet:
    definition = definitions.measures[measure]
    has_items = any(row.item is not None for row in rows)
    value = value_header(definition)
    headers = ["地区", "年份", *(["项目"] if has_items else []), REPORTED, value, "来源", "口径与说明"]
    lines: list[Sequence[str | int | float | None]] = []
    for row in rows:
        region = definitions.regions[row.region].name
        item = [definitions.item_name(measure, row.item)] if has_items else []
        shown = LATE if row.value is None else _number(row.value, row.decimals)
        source = f"{citation}{row.reported_in}年报表"
        lines.append([region, row.year, *item, row.reported_in, shown, source, row.note or None])
    coordinates = {"地区": "region", "年份": "year"} | ({"项目": "item"} if has_items else {})
    coordinates |= {REPORTED: "reported"}
    title = f"{definition.name}（{MARK}）"
    reading = {
        "title": title,
        "header_row": 2,
        "coordinate_columns": coordinates,
        "citation_column": "来源",
        "note_column": "口径与说明",
        "columns": {value: {"measure": measure}},
    }
    if any(row.value is None for row in rows):
        reading["symbols"] = {LATE: "no_observation"}
    decimals = max(row.decimals for row in rows)
    return Sheet(_sheet_name(definition.name, names), title, headers, lines, reading, {value: decimals})


def value_header(definition: MeasureDefinition) -> str:
    """The header of a column of values, with its unit."""
    return f"数值（{definition.unit}）" if definition.unit else "数值"


def _number(value: float, decimals: int) -> int | float:
    return round(value) if decimals == 0 else value


def _sheet_name(name: str, taken: set[str]) -> str:
    plain = re.sub(r"[\[\]:*?/\\'“”‘’]", "", name)[:_LONGEST]
    number = 2
    chosen = plain
    while chosen in taken:
        chosen = f"{plain[: _LONGEST - 2]}{number}"
        number += 1
    taken.add(chosen)
    return chosen
