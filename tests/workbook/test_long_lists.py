"""The lines of a long list have the bytes that openpyxl would have written."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from assessbook.core.archives import without_times
from assessbook.workbook.long_lists import LongLists
from assessbook.workbook.sheets import Value, put_headings, put_record

WIDTHS = (10, 20, 12)
TEXTS = ["贫困人口", "a < b & c > d", ' "blanks" ', "", "=1+1", "行\n行", "1 − 2", "很长的说明" * 30]


def records(count: int) -> list[tuple[tuple[Value, ...], dict[int, str]]]:
    return [
        (
            (f"F{number:04d}", TEXTS[number % len(TEXTS)], 0.1 * number if number % 3 else TEXTS[0]),
            {3: '0.00"%"' if number % 2 else "0"},
        )
        for number in range(count)
    ]


def sheet_of(content: bytes) -> bytes:
    """The sheet's part without the numbers of styles, which are numbered as they are met."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return re.sub(rb' s="[0-9]+"', b"", archive.read("xl/worksheets/sheet1.xml"))


@pytest.mark.parametrize("count", [1, 49, 50, 51, 200])
def test_a_list_has_the_bytes_of_one_that_openpyxl_wrote(count: int) -> None:
    contents = []
    for is_long in (False, True):
        book, lists = Workbook(), LongLists()
        sheet = book.worksheets[0]
        put_headings(sheet, 3, ("编码", "说明", "数值"), WIDTHS)
        if is_long:
            lists.write(sheet, 4, records(count), WIDTHS)
        else:
            for row, (values, formats) in enumerate(records(count), 4):
                put_record(sheet, row, values, WIDTHS, formats)
        saved = io.BytesIO()
        book.save(saved)
        contents.append(sheet_of(without_times(saved.getvalue(), lists.completed(book))))
    assert contents[0] == contents[1]


def test_a_list_is_read_as_it_was_written() -> None:
    book, lists = Workbook(), LongLists()
    lists.write(book.worksheets[0], 1, records(100), WIDTHS)
    saved = io.BytesIO()
    book.save(saved)
    read = load_workbook(io.BytesIO(without_times(saved.getvalue(), lists.completed(book)))).worksheets[0]
    assert read.max_row == 100
    assert [cell.value for cell in read[2]] == ["F0001", "a < b & c > d", 0.1]
    assert [cell.value for cell in read[51]] == ["F0050", ' "blanks" ', pytest.approx(5.0)]
    assert read["C2"].number_format == '0.00"%"'
    assert read["C51"].number_format == "0"
    assert read["B4"].value is None
