"""Cells read straight from a workbook's XML: every kind of content, its number format, and where it leads."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.hyperlink import Hyperlink

from assessbook.workbook.sheet_cells import CellLink, Sheet, SheetCell, read_sheets


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    book = Workbook()
    made = book.worksheets[0]
    made.title = "表1"
    made["A1"], made["B1"], made["C1"], made["D1"] = 12.5, "人口", True, "=1+1"
    made["A1"].number_format, made["B1"].number_format = '0.0"人"', "@"
    made["B3"] = 7
    made["B3"].number_format = "0.00"
    made["B3"].hyperlink = Hyperlink(ref="B3", location="'索引'!A4", tooltip="索引：F0001")
    made["A5"].hyperlink = Hyperlink(ref="A5", location="'索引'!A5")
    made["A5"].value, made["A5"].number_format = None, "@"
    made["B1"].comment = Comment("索引：F0002", "assessbook")
    book.save(tmp_path / "tables.xlsx")
    (read,) = read_sheets(tmp_path / "tables.xlsx")
    return read


def test_numbers_texts_truths_and_formulas_are_told_apart(sheet: Sheet) -> None:
    assert [cell.value for cell in sheet.rows[1].values()] == [12.5, "人口", True, "=1+1"]


def test_a_cell_has_its_own_and_the_builtin_number_formats(sheet: Sheet) -> None:
    formats = {cell.coordinate: cell.number_format for row in sheet.rows.values() for cell in row.values()}
    assert (formats["A1"], formats["B1"], formats["C1"], formats["B3"]) == ('0.0"人"', "@", "General", "0.00")


def test_a_linked_cell_is_told_with_where_it_leads_also_when_it_is_empty(sheet: Sheet) -> None:
    assert [(sheet.cell(place), link) for place, link in sheet.links.items()] == [
        (SheetCell("B3", 7.0, "0.00"), CellLink("'索引'!A4", "索引：F0001")),
        (SheetCell("A5", None, "@"), CellLink("'索引'!A5", "")),
    ]


def test_a_remark_is_told_with_its_cell(sheet: Sheet) -> None:
    assert sheet.remarks == {"B1": "索引：F0002"}
