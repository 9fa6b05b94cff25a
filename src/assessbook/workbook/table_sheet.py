"""A table of the book as a sheet: numbers one can calculate with, each leading to its line in the index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from assessbook.core.catalogue import Told
from assessbook.core.messages import shown
from assessbook.ledger.store import FigureRow
from assessbook.workbook.cells import CellContent, content_of
from assessbook.workbook.csv_files import headings
from assessbook.workbook.exhibits import Exhibit, text_of
from assessbook.workbook.layout import column_width, fits, row_height
from assessbook.workbook.sheets import (
    LINK,
    STRONG,
    TEXT,
    TITLE,
    WRAPPED,
    Look,
    finish,
    link_to,
    mark_table,
    put,
    put_headings,
    put_lines,
    put_told,
)

INDEX = "数字索引"
CONTENTS = "目录"


@dataclass(frozen=True)
class FigureIndex:
    """The sheet of all figures: figure id -> its row there, and -> its short code."""

    rows: Mapping[str, int]
    codes: Mapping[str, str]


def write_table(
    sheet: Worksheet,
    exhibit: Exhibit,
    figures: Mapping[str, FigureRow],
    index: FigureIndex,
    head: str,
) -> None:
    """Write a table's sheet.

    Parameters
    ----------
    figures : mapping
        Figure id -> its row in the ledger.
    index : FigureIndex
        Where the sheet of all figures has them.
    head : str
        Printed above each page.
    """
    heads = headings(exhibit.table)
    rows = [(row, [content_of(runs, figures) for runs in row["cells"]]) for row in exhibit.table["rows"]]
    widths = _widths(exhibit, heads, rows)
    line = put_lines(sheet, 1, f"{exhibit.name}　{exhibit.caption}", sum(widths), TITLE)
    origin = "图中数据，见" if exhibit.charted else "见"
    line = put_lines(sheet, line, f"{origin}报告“{shown(exhibit.page.title)}”一章", sum(widths))
    for note in exhibit.table["notes"]:
        line = put_lines(sheet, line, f"注：{note}。", sum(widths))
    if exhibit.table["sources"]:
        line = put_lines(sheet, line, f"资料来源：{'；'.join(exhibit.table['sources'])}。", sum(widths))
    put_way_back(sheet, line, head)
    first = line + 1
    put_headings(sheet, first, [Told(head) for head in heads], widths)
    for number, (row, cells) in enumerate(rows, first + 1):
        font = STRONG if row["total"] else TEXT
        put_told(sheet, number, 1, row["label"], font, Look(wrap=True, indent=row["level"]))
        for column, content in enumerate(cells, 2):
            _put_content(sheet, number, column, content, index, font, widths[column - 1])
        texts = [row["label"], *("" if content.is_number else str(content.value) for content in cells)]
        sheet.row_dimensions[number].height = row_height(texts, widths)
    mark_table(sheet, f"table_{exhibit.number}", first, first + len(rows), len(heads))
    finish(sheet, widths, first + len(rows), head)


def put_way_back(sheet: Worksheet, row: int, head: str) -> None:
    """Write the link to the contents, and beside it what is printed above each page: a screen shows no margins."""
    link_to(put(sheet, row, 1, "返回目录", LINK), CONTENTS, "A1")
    if head:
        put(sheet, row, 2, head, STRONG)


def _put_content(
    sheet: Worksheet, row: int, column: int, content: CellContent, index: FigureIndex, font: Font, width: int
) -> None:
    look = Look(number_format=content.number_format, to_the_right=True) if content.is_number else WRAPPED
    cell = put_told(sheet, row, column, content.value, font, look)
    if content.figures:
        codes = "、".join(index.codes[figure] for figure in content.figures)
        words = shown(f"{INDEX}：{codes}")
        # LibreOffice sets the text of a link on one line and cuts what is longer than the column.
        leads = content.is_number or fits(str(content.value), width)
        if leads:
            link_to(cell, INDEX, f"A{index.rows[content.figures[0]]}", words)
        if not leads or len(content.figures) > 1:
            # A cell leads to one place only; the others are named beside it.
            cell.comment = Comment(words, "assessbook")


def _widths(exhibit: Exhibit, heads: list[str], rows: list[tuple[Any, list[CellContent]]]) -> list[int]:
    labels = ["　" * row["level"] + row["label"] for row, _ in rows]
    widths = [column_width(heads[0], labels, least=12, most=40)]
    for place, column in enumerate(exhibit.table["columns"]):
        texts = [text_of(row["cells"][place]) for row, _ in rows]
        most = 24 if column["numeric"] else 52
        widths.append(column_width(heads[place + 1], texts, least=10, most=most))
    return widths
