"""The cells of a finished workbook as reading it back needs them: contents, number formats, and where they lead.

Takes the file of a workbook; gives its sheets one after the other, straight from their XML. All else that a
workbook holds isn't read: to make it into openpyxl's objects would take as long as writing the workbook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from zipfile import ZipFile

from lxml import etree
from openpyxl.packaging.relationship import get_dependents
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.cell import rows_from_range
from openpyxl.xml.constants import COMMENTS_NS

from assessbook.core.worksheets import worksheets_of

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ROW, _LINK, _FORMULA, _VALUE = f"{_MAIN}row", f"{_MAIN}hyperlink", f"{_MAIN}f", f"{_MAIN}v"
_COMMENT, _TEXT = f"{_MAIN}comment", f"{_MAIN}t"
_COLUMN = re.compile(r"[A-Z]+")


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell: where it stands, what it holds (a formula as text that begins with =), how a number is printed."""

    coordinate: str
    value: float | str | bool | None = None
    number_format: str = "General"


@dataclass(frozen=True, slots=True)
class CellLink:
    """Where a cell of the same workbook leads, and what is said of it."""

    location: str
    tip: str


@dataclass(frozen=True)
class Sheet:
    """A sheet.

    Parameters
    ----------
    title : str
        Its name.
    rows : mapping
        Number of a row -> column letters -> cell, for cells that the file lists.
    links : mapping
        Coordinate -> where the cell leads.
    remarks : mapping
        Coordinate -> what is remarked on the cell.
    """

    title: str
    rows: Mapping[int, Mapping[str, SheetCell]]
    links: Mapping[str, CellLink]
    remarks: Mapping[str, str]

    def cell(self, coordinate: str) -> SheetCell:
        """A cell; one that the file doesn't list is empty."""
        column = _column_of(coordinate)
        row = self.rows.get(int(coordinate.removeprefix(column)), {})
        return row.get(column, SheetCell(coordinate))


def read_sheets(path: Path, columns: Mapping[str, Set[str]] = {}) -> Iterator[Sheet]:
    """The sheets of a workbook, in their order.

    Parameters
    ----------
    columns : mapping
        Name of a sheet -> the letters of the columns that are read of it; of other sheets all are.

    Limitations
    -----------
    A number that stands for a date is given as the number.
    """
    reader = ExcelReader(path, read_only=True)
    with reader.archive:
        reader.read_manifest()
        reader.read_strings()
        reader.read_workbook()
        apply_stylesheet(reader.archive, reader.wb)
        formats = _number_formats(reader.wb)
        for title, part in worksheets_of(path):
            with reader.archive.open(part) as stream:
                rows, links = _content(stream, reader.shared_strings, formats, columns.get(title))
            yield Sheet(title, rows, links, _remarks(reader.archive, part))


def _number_formats(workbook: Any) -> list[str]:
    """The number format of each style, by the number that cells name it by."""
    known = dict(enumerate(workbook._number_formats, BUILTIN_FORMATS_MAX_SIZE)) | BUILTIN_FORMATS
    return [known.get(style.numFmtId, "General") for style in workbook._cell_styles]


def _remarks(archive: ZipFile, part: str) -> dict[str, str]:
    """Coordinate -> remark, of the sheet in a part of the file."""
    folder, _, file = part.rpartition("/")
    path = f"{folder}/_rels/{file}.rels"
    if path not in archive.namelist():
        return {}
    return {
        str(comment.get("ref")): "".join(comment.itertext(_TEXT))
        for relation in get_dependents(archive, path)
        if relation.Type == COMMENTS_NS
        for comment in etree.fromstring(archive.read(relation.target)).iter(_COMMENT)
    }


def _content(
    stream: IO[bytes], strings: Sequence[str], formats: Sequence[str], columns: Set[str] | None
) -> tuple[dict[int, dict[str, SheetCell]], dict[str, CellLink]]:
    rows: dict[int, dict[str, SheetCell]] = {}
    links: dict[str, CellLink] = {}
    element: Any
    for _, element in etree.iterparse(stream, tag=(_ROW, _LINK), resolve_entities=False):
        if element.tag == _ROW:
            places = [(_column_of(each.get("r")), each) for each in element]
            rows[int(element.get("r"))] = {
                column: _cell(each, strings, formats)
                for column, each in places
                if columns is None or column in columns
            }
            element.clear()
        else:
            link = CellLink(element.get("location", ""), element.get("tooltip", ""))
            for line in rows_from_range(element.get("ref")):
                links |= dict.fromkeys(line, link)
    return rows, links


def _cell(element: Any, strings: Sequence[str], formats: Sequence[str]) -> SheetCell:
    return SheetCell(
        element.get("r"), _value(element, element.get("t", "n"), strings), formats[int(element.get("s", 0))]
    )


def _value(element: Any, kind: str, strings: Sequence[str]) -> float | str | bool | None:
    if kind == "inlineStr":
        return "".join(element.itertext())
    formula: str | None = element.findtext(_FORMULA)
    if formula is not None:
        return f"={formula}"
    text: str | None = element.findtext(_VALUE)
    if text is None or kind in ("str", "e", "d"):
        return text
    if kind == "s":
        return strings[int(text)]
    return bool(int(text)) if kind == "b" else float(text)


def _column_of(coordinate: str) -> str:
    match = _COLUMN.match(coordinate)
    return match[0] if match else ""
