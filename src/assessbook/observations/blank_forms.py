"""Whether a workbook of entry forms is still blank, told from its XML, hundreds of times as fast as opening it.

Takes a workbook whose archive has been judged safe; says whether any sheet holds more than headers and the
coordinates of rows that wait for entry. Whatever isn't plainly blank is called filled, and read in full.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from assessbook.observations.table_spec import WorkbookSpec

_CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_ADDRESS = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_SHEET = "xl/worksheets/sheet"


def is_blank_form(path: Path, spec: WorkbookSpec) -> bool:
    """Whether nothing has been entered in a workbook of entry forms; False for any other workbook.

    Parameters
    ----------
    path : Path
        The workbook.
    spec : WorkbookSpec
        Its description: the forms of all its sheets begin below the same row, with as many columns of
        coordinates.

    Limitations
    -----------
    Titles and headers of a blank form aren't checked; they are once a row holds something.
    """
    forms = {
        (sheet.header_row, len(sheet.coordinate_columns)) if sheet.entry_form else None
        for sheet in spec.sheets.values()
    }
    if len(forms) != 1 or None in forms:
        return False
    header_row, coordinates = next(form for form in forms if form)
    return is_blank(path, header_row or 0, coordinates, sheets=len(spec.sheets))


def is_blank(path: Path, header_row: int, coordinates: int, *, sheets: int | None = None) -> bool:
    """Whether no sheet holds more than headers and coordinates.

    Parameters
    ----------
    header_row : int
        The row of the headers; above it and in it anything may stand.
    coordinates : int
        How many columns of coordinates come first.
    sheets : int, optional
        How many sheets the workbook must have.
    """
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.startswith(_SHEET) and name.endswith(".xml")]
        return (sheets is None or len(names) == sheets) and all(
            _is_expected(match[1], header_row, coordinates)
            for name in names
            for match in _CELL.finditer(archive.read(name))
            if match[2]
        )


def _is_expected(attributes: bytes, header_row: int, coordinates: int) -> bool:
    """Whether a cell that holds something is a header or a coordinate."""
    address = _ADDRESS.search(attributes)
    if address is None:
        return False
    column, row = address[1], int(address[2])
    return row <= header_row or (len(column) == 1 and column[0] - ord("A") < coordinates)
