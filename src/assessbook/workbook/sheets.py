"""The sheets of `tables.xlsx`, after what statistical offices ask of accessible spreadsheets.

One table a sheet, with its title, chapter and notes above and nothing below; no merged and no empty cells
within a table; headings frozen and repeated in print. A sheet is printed one page wide.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, cast
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from assessbook.core.messages import said, shown
from assessbook.workbook.layout import lines_of, row_height

Value = float | str

_TITLE_SIZE, _TEXT_SIZE = 14, 11
TITLE = Font(name="等线", bold=True, size=_TITLE_SIZE)
TEXT = Font(name="等线", size=_TEXT_SIZE)
STRONG = Font(name="等线", bold=True, size=11)
LINK = Font(name="等线", size=11, underline="single", color="0B5394")
_HEAD_FILL = PatternFill("solid", fgColor="E8EEF4")
_HEAD_EDGE = Border(bottom=Side(style="thin", color="5B6B7B"), top=Side(style="thin", color="5B6B7B"))
_LANDSCAPE_FROM = 95
_LEAST_ABOVE = 60
_PAPER_A4 = 9
_WIDTH_KEPT = 0.92  # fonts differ from machine to machine
_UNSET_WIDTH = 8


class Look(NamedTuple):
    """How a cell looks, but for its font: how a number is printed, and where the content stands.

    `number_format` is for numbers only; text is always kept as text.
    """

    wrap: bool = False
    number_format: str = "General"
    to_the_right: bool = False
    indent: int = 0
    heading: bool = False


PLAIN, WRAPPED, HEADING = Look(), Look(wrap=True), Look(wrap=True, heading=True)
# To find a style among those of a workbook takes longer than all else that is done for a cell, and there are
# few of them: each is looked for once and copied from then on.
_made: WeakKeyDictionary[Workbook, dict[tuple[int, Look, str], Any]] = WeakKeyDictionary()


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """A cell of a sheet without merged cells."""
    return cast(Cell, sheet.cell(row, column))


def put(sheet: Worksheet, row: int, column: int, value: Value, font: Font = TEXT, look: Look = PLAIN) -> Cell:
    """Write a cell; text stays text, whatever it begins with, and is told in the language of the report."""
    return put_told(sheet, row, column, shown(value) if isinstance(value, str) else value, font, look)


def put_told(
    sheet: Worksheet, row: int, column: int, value: Value, font: Font = TEXT, look: Look = PLAIN
) -> Cell:
    """Write a cell as it is given: what blocks and the ledger say is in the language of the report already.

    `font` is one of this module's.
    """
    cell = cell_at(sheet, row, column)
    cell.value = value
    is_text = isinstance(value, str)
    if is_text:
        cell.data_type = "s"
    dress(cell, font, look, "@" if is_text else look.number_format)
    return cell


def dress(cell: Any, font: Font, look: Look, number_format: str) -> None:
    """Give a cell its look; `font` is one of this module's."""
    made = _made.setdefault(cell.parent.parent, {})
    key = (id(font), look, number_format)
    if key in made:
        cell._style = StyleArray(
            made[key]
        )  # a copy, because whoever changes a cell's look changes it in place
        return
    _set_look(cell, font, look, number_format)
    made[key] = StyleArray(cell._style)


def _set_look(cell: Cell, font: Font, look: Look, number_format: str) -> None:
    cell.number_format = number_format
    cell.font = font
    horizontal = "right" if look.to_the_right else None
    cell.alignment = Alignment(horizontal, vertical="top", wrap_text=look.wrap, indent=look.indent)
    if look.heading:
        cell.fill, cell.border = _HEAD_FILL, _HEAD_EDGE


def link_to(cell: Cell, sheet: str, target: str, tip: str = "") -> None:
    """Make a cell lead to a cell of another sheet."""
    place = f"'{shown(sheet)}'!{target}"
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place, tooltip=tip or None)


def put_lines(sheet: Worksheet, row: int, text: str, width: int, font: Font = TEXT) -> int:
    """Write a text in as many rows of the first column as the width asks; returns the row below."""
    fitting = int(max(width, _LEAST_ABOVE) * _WIDTH_KEPT * _TEXT_SIZE / (font.sz or _TEXT_SIZE))
    for line in lines_of(shown(text), fitting):
        put_told(sheet, row, 1, line, font)
        row += 1
    return row


def put_headings(sheet: Worksheet, row: int, headings: Sequence[str], widths: Sequence[int]) -> None:
    """Write the row of headings, freeze it with all above, and repeat it in print."""
    headings = [shown(heading) for heading in headings]
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True), 1):
        put_told(sheet, row, column, heading, STRONG, HEADING)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[row].height = row_height(headings, widths)
    sheet.freeze_panes = cell_at(sheet, row + 1, 2)
    sheet.print_title_rows = f"{row}:{row}"


def mark_table(sheet: Worksheet, name: str, first: int, last: int, columns: int) -> None:
    """Tell programs, and readers of the screen's text, where the table is."""
    table = Table(displayName=name, ref=f"A{first}:{get_column_letter(columns)}{last}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    # Filter buttons would cover the headings.
    table.autoFilter = None
    sheet.add_table(table)


def finish(sheet: Worksheet, widths: Sequence[int], rows: int, head: str) -> None:
    """Set a sheet's page: its area, one page wide, turned if the table is; status and numbers in the margins."""
    # What stands above a narrow table runs over the columns to its right.
    beside = max(0, math.ceil((_LEAST_ABOVE - sum(widths)) / _UNSET_WIDTH))
    sheet.print_area = f"A1:{get_column_letter(len(widths) + beside)}{rows}"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    setup = sheet.page_setup
    setup.paperSize, setup.fitToWidth, setup.fitToHeight = _PAPER_A4, 1, 0
    setup.orientation = "landscape" if sum(widths) >= _LANDSCAPE_FROM else "portrait"
    margins = HeaderFooter()
    if head:
        margins.oddHeader = HeaderFooterItem(center=_HeaderFooterPart(text=shown(head).replace("&", "&&")))
    margins.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text=said("第&P页，共&N页")))
    sheet.HeaderFooter = margins
    sheet.sheet_view.showGridLines = False


def put_record(
    sheet: Worksheet, row: int, texts: Sequence[Value], widths: Sequence[int], formats: Mapping[int, str]
) -> None:
    """Write a row of words and numbers that wraps; `formats`: column from 1 -> number format."""
    for column, value in enumerate(texts, 1):
        look = WRAPPED if isinstance(value, str) else Look(number_format=formats.get(column, "General"))
        put_told(sheet, row, column, value, look=look)
    sheet.row_dimensions[row].height = row_height([str(value) for value in texts], widths)
