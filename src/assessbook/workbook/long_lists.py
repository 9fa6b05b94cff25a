"""The lines of a long list, written straight as XML: as openpyxl would write them, in a tenth of the time.

openpyxl makes an object of every cell, which for a hundred thousand cells takes longer than all other sheets. A list
has its first and its last line written by openpyxl as usual; the lines between are put into the sheet's part of
the finished file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.compat import safe_string
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from assessbook.workbook.layout import row_height
from assessbook.workbook.sheets import TEXT, WRAPPED, Look, Value, dress, put_record

_LONG = 50
"""From so many lines on it is worth the while."""


class LongLists:
    """The lists of a workbook whose lines are put in when it has been saved."""

    def __init__(self) -> None:
        self._lines: dict[str, tuple[int, bytes]] = {}

    def write(
        self,
        sheet: Worksheet,
        first: int,
        records: Sequence[tuple[Sequence[Value], Mapping[int, str]]],
        widths: Sequence[int],
    ) -> None:
        """Write the lines of a list from the row `first` on, each with the number formats of its columns."""
        by_hand = range(1, len(records) - 1) if len(records) >= _LONG else range(0)
        made = []
        writer = _LineWriter(sheet, widths)
        for place, (values, formats) in enumerate(records):
            if place in by_hand:
                made.append(writer.line(first + place, values, formats))
            else:
                put_record(sheet, first + place, values, widths, formats)
        if made:
            text = "".join(made).encode("ascii", "xmlcharrefreplace")
            self._lines[sheet.title] = (first + len(records) - 1, text)

    def completed(self, book: Workbook) -> dict[str, Callable[[bytes], bytes]]:
        """Part of the saved file -> what puts the lines into it."""
        return {
            f"xl/worksheets/sheet{number}.xml": partial(_with_lines, *self._lines[sheet.title])
            for number, sheet in enumerate(book.worksheets, 1)
            if sheet.title in self._lines
        }


class _LineWriter:
    """Writes lines of one sheet."""

    def __init__(self, sheet: Worksheet, widths: Sequence[int]) -> None:
        # Cells that are no part of the sheet: one checks texts, others tell the numbers of styles.
        self._sheet, self._checker = sheet, _apart(sheet)
        self._widths = widths
        self._letters = [get_column_letter(column) for column in range(1, len(widths) + 1)]
        self._styles: dict[Look, int] = {}

    def line(self, row: int, values: Sequence[Value], formats: Mapping[int, str]) -> str:
        """A line as `put_record` writes it."""
        height = safe_string(row_height([str(value) for value in values], self._widths))
        cells = []
        for column, (letter, value) in enumerate(zip(self._letters, values, strict=True), 1):
            is_text = isinstance(value, str)
            look = WRAPPED if is_text else Look(number_format=formats.get(column, "General"))
            begin = (
                f'<c r="{letter}{row}" s="{self._style(look, is_text)}" t="{"inlineStr" if is_text else "n"}"'
            )
            cells.append(f"{begin}>{self._content(value)}</c>")
        return f'<row r="{row}" ht="{height}" customHeight="1">{"".join(cells)}</row>'

    def _content(self, value: Value) -> str:
        if not isinstance(value, str):
            return f"<v>{safe_string(value)}</v>"
        if not value:
            return ""
        text: str = self._checker.check_string(value)
        space = ' xml:space="preserve"' if text != text.strip() else ""
        return f"<is><t{space}>{escape(text, quote=False)}</t></is>"

    def _style(self, look: Look, is_text: bool) -> int:
        if look not in self._styles:
            cell = _apart(self._sheet)
            dress(cell, TEXT, look, "@" if is_text else look.number_format)
            self._styles[look] = int(cell.style_id)
        return self._styles[look]


def _apart(sheet: Worksheet) -> Any:
    return Cell(sheet, row=1, column=1)


def _with_lines(last: int, lines: bytes, content: bytes) -> bytes:
    """A sheet's part with the lines before its last one."""
    head, mark, tail = content.partition(b'<row r="%d" ' % last)
    if not mark:
        raise ValueError(f"the sheet has no row {last}")
    return head + lines + mark + tail
