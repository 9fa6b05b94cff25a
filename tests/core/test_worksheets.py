"""The worksheets of a workbook by name: in their order, without chart sheets."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from assessbook.core.worksheets import worksheets_of


def test_worksheets_are_named_in_their_order_and_chart_sheets_left_out(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].title = "表1-1"
    book.create_chartsheet("图")
    book.create_sheet("表1-2")
    book.save(tmp_path / "tables.xlsx")
    assert worksheets_of(tmp_path / "tables.xlsx") == [
        ("表1-1", "xl/worksheets/sheet1.xml"),
        ("表1-2", "xl/worksheets/sheet2.xml"),
    ]
