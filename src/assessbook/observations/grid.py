"""One worksheet, read once into memory: which cells hold what, and which are merged.

Takes an openpyxl worksheet; gives a `Grid` of the cells that hold anything. Everything later looks cells
up here, so no sheet is walked twice and a sheet formatted down to its last row costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string as column_index
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.utils.exceptions import CellCoordinatesException
from openpyxl.worksheet.worksheet import Worksheet

MAXIMUM_COLUMNS = 1_000
# A sheet whose formats reach row 1,048,576 is walked no further than this below its last content.
BLANK_ROWS_AT_THE_END = 1_000

_SPACE = re.compile(r"[\s\u200b\ufeff]+")


@lru_cache(maxsize=65_536)  # Long tables repeat the names of regions and items in every row.
def squashed(text: str) -> str:
    """The text without any white space (U+3000 and line breaks included), for comparing labels."""
    return _SPACE.sub("", text)


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell that holds something.

    Parameters
    ----------
    address : str
        As in ``C7``.
    kind : str
        number, text, formula, error, boolean or date.
    value : object
        The value as openpyxl gives it; for a formula, its text.
    number_format : str
        How the cell displays a number (``0.00%``).
    """

    address: str
    kind: str
    value: object
    number_format: str = "General"

    @property
    def text(self) -> str:
        """The content as text, exactly as read; whole numbers without ``.0``."""
        if isinstance(self.value, bool):
            return str(self.value).upper()
        if isinstance(self.value, float) and self.value.is_integer() and abs(self.value) < 1e15:
            return str(int(self.value))
        return str(self.value)

    @property
    def label(self) -> str:
        """The content as a label is compared: without white space."""
        return squashed(self.text)


class Grid:
    """The cells of a worksheet that hold anything.

    Parameters
    ----------
    file, sheet : str
        Names for addresses and problems.
    cells : dict
        Cells by row and column, both counted from 1.
    merged : dict
        For each cell inside a merged area, the row and column of the area's top-left cell.
    """

    def __init__(
        self,
        file: str,
        sheet: str,
        cells: dict[tuple[int, int], SheetCell],
        merged: dict[tuple[int, int], tuple[int, int]],
    ) -> None:
        self.file = file
        self.sheet = sheet
        self._cells = cells
        self._merged = merged
        self.last_row = max((row for row, _ in cells), default=0)
        self.last_column = max((column for _, column in cells), default=0)
        self._filled_rows = {row for row, _ in cells}
        self._corrected: dict[str, tuple[str, str]] = {}

    @classmethod
    def of(cls, worksheet: Worksheet, file: str) -> Grid:
        """Read a worksheet once.

        Limitations
        -----------
        Columns beyond the thousandth, and what follows a thousand blank rows, aren't read.
        """
        cells: dict[tuple[int, int], SheetCell] = {}
        blank_run = 0
        lines = worksheet.iter_rows(max_col=min(worksheet.max_column, MAXIMUM_COLUMNS))
        for row, line in enumerate(lines, start=1):
            blank_run += 1
            for column, cell in enumerate(line, start=1):
                value = cell.value
                if value is None or (isinstance(value, str) and not value):
                    continue
                blank_run = 0
                kind = _kind(value, cell.data_type)
                if kind == "formula":
                    value = getattr(value, "text", None) or str(value)
                cells[row, column] = SheetCell(
                    cell.coordinate, kind, value, str(cell.number_format or "General")
                )
            if blank_run > BLANK_ROWS_AT_THE_END:
                break
        grid = cls(file, worksheet.title, cells, {})
        grid._merged.update(grid._merged_within(worksheet))
        return grid

    def _merged_within(self, worksheet: Worksheet) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        for area in worksheet.merged_cells.ranges:
            # Below the last content a merged area names no row of the table; leave it out.
            for row in range(area.min_row, min(area.max_row, self.last_row) + 1):
                for column in range(area.min_col, min(area.max_col, self.last_column) + 1):
                    yield (row, column), (area.min_row, area.min_col)

    def at(self, row: int, column: int) -> SheetCell | None:
        """The cell itself; None where it is blank."""
        return self._cells.get((row, column))

    def label_at(self, row: int, column: int) -> SheetCell | None:
        """The cell as a label: inside a merged area, the area's top-left cell."""
        return self._cells.get(self._merged.get((row, column), (row, column)))

    def merged_into(self, row: int, column: int) -> str:
        """The address of the top-left cell of the merged area this cell is hidden in, else empty."""
        top = self._merged.get((row, column))
        return address_of(*top) if top and top != (row, column) else ""

    def find(self, address: str) -> SheetCell | None:
        """The cell at an address such as C7; None where it is blank, or the text is no address."""
        try:
            return self.at(*position_of(address))
        except ValueError:
            return None

    def correct(self, cell: SheetCell, note: str, content: str) -> None:
        """Put a corrected cell in place of what stands at its address.

        Parameters
        ----------
        note : str
            What is said of the correction.
        content : str
            What the cell really holds, as text.
        """
        row, column = position_of(cell.address)
        self._cells[row, column] = cell
        self._filled_rows.add(row)
        self.last_row, self.last_column = max(self.last_row, row), max(self.last_column, column)
        self._corrected[cell.address] = (note, content)

    def correction(self, address: str) -> tuple[str, str] | None:
        """The note of a corrected cell and what it really holds; None for any other cell."""
        return self._corrected.get(address)

    def row_is_blank(self, row: int) -> bool:
        """Whether no cell of the row holds anything."""
        return row not in self._filled_rows

    def row_is_inside_merged(self, row: int) -> bool:
        """Whether the row continues a merged area that began above it."""
        return any(
            self._merged.get((row, column), (row, column))[0] < row
            for column in range(1, self.last_column + 1)
        )

    def first_in_row(self, row: int) -> SheetCell | None:
        """The leftmost cell of the row that holds anything."""
        found = (self.at(row, column) for column in range(1, self.last_column + 1))
        return next((cell for cell in found if cell), None)

    def where(self, address: str = "") -> str:
        """The place, as problems name it."""
        return " › ".join(part for part in (self.file, self.sheet, address) if part)


def address_of(row: int, column: int) -> str:
    """The address of a cell, as in C7."""
    return f"{get_column_letter(column)}{row}"


def position_of(address: str) -> tuple[int, int]:
    """Row and column of an address.

    Raises
    ------
    ValueError
        If the text isn't the address of one cell.
    """
    try:
        column, row = coordinate_from_string(address)
        return int(row), column_index(column)
    except (CellCoordinatesException, ValueError, TypeError):
        raise ValueError(f"{address!r} is not the address of a cell, as in C7") from None


def is_address(text: str) -> bool:
    """Whether the text is the address of one cell."""
    try:
        position_of(text)
    except ValueError:
        return False
    return True


def _kind(value: object, data_type: str) -> str:
    if data_type == "f":
        return "formula"
    if data_type == "e":
        return "error"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, date | datetime | time | timedelta):
        return "date"
    return "number" if isinstance(value, int | float) else "text"
