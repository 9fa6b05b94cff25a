"""The finished workbook read back: does every figure in it say what the ledger says?

A cell shows the figures that its link to the index of figures names, or, where its words are too long for a
link, its remark. A number there is printed by its own format, and the text must be the ledger's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assessbook.core.messages import grouped, shown
from assessbook.core.numbers import printed
from assessbook.core.problems import CheckFailed
from assessbook.workbook.sheet_cells import Sheet, SheetCell, read_sheets

_CODE = re.compile(r"F\d{4,}")
_DECIMALS = re.compile(r"(?P<grouped>#,##)?0(?:\.(?P<decimals>0+))?(?:\"(?P<unit>.*)\")?")
INDEX = "数字索引"
_INDEX_TOP = 3
_INDEX_READ = "AFH"
"""Columns of the index: code, value, text."""


@dataclass(frozen=True)
class Difference:
    """A figure that a workbook shows otherwise than the ledger: where, what it must be and what it is."""

    place: str
    code: str
    was: str
    now: str

    def __str__(self) -> str:
        return f"  {self.place}: {self.code} is {self.was}, here {self.now}"


def check_workbook(path: Path, texts: Mapping[str, str], expected: Mapping[str, int]) -> None:
    """Compare a workbook with the ledger.

    Parameters
    ----------
    texts : mapping
        Short code -> the figure's text in the ledger.
    expected : mapping
        Short code -> how many cells of tables must show it.

    Raises
    ------
    CheckFailed
        With every difference: sheet, cell, what stands there and what the ledger says.
    """
    differences = list(workbook_differences(path, texts, expected))
    if differences:
        told = "\n".join(str(each) for each in differences)
        raise CheckFailed(f"{path.name} differs from the ledger:\n{told}")


def workbook_differences(
    path: Path, texts: Mapping[str, str], expected: Mapping[str, int]
) -> Iterator[Difference]:
    """Every difference between a workbook and the ledger."""
    counted: Counter[str] = Counter()
    for sheet in read_sheets(path, {shown(INDEX): set(_INDEX_READ)}):
        if sheet.title == shown(INDEX):
            yield from _index_differences(sheet, texts)
            continue
        for cell, codes in _showing(sheet):
            for code in codes:
                counted[code] += 1
                if not _says(cell, texts.get(code, "")):
                    place = f"{sheet.title}!{cell.coordinate}"
                    yield Difference(place, code, texts.get(code, "not in the ledger"), cell_text(cell))
    for code in sorted({*counted, *expected}):
        was, now = expected.get(code, 0), counted[code]
        if was != now:
            yield Difference("tables", code, f"shown by {was} cells", f"shown by {now}")


def _says(cell: SheetCell, text: str) -> bool:
    """Whether a cell says a figure's text: a number nothing else, words among others."""
    shown = cell_text(cell)
    if isinstance(cell.value, str):
        return text in shown
    unit = _unit(cell)
    return shown == text + unit


def cell_text(cell: SheetCell) -> str:
    """What a cell shows: a number by its format, text as it is."""
    if isinstance(cell.value, bool) or not isinstance(cell.value, int | float):
        return str(cell.value or "")
    match = _DECIMALS.fullmatch(cell.number_format)
    if match is None:
        return f"a number in the format {cell.number_format}"
    number = printed(float(cell.value), len(match["decimals"] or ""))
    return (grouped(number) if match["grouped"] else number) + (match["unit"] or "")


def _unit(cell: SheetCell) -> str:
    match = _DECIMALS.fullmatch(cell.number_format)
    return (match["unit"] or "") if match else ""


def _showing(sheet: Sheet) -> Iterator[tuple[SheetCell, list[str]]]:
    """The cells of a sheet that show figures, with the codes of these."""
    place = f"'{shown(INDEX)}'!"
    for coordinate in dict.fromkeys((*sheet.links, *sheet.remarks)):
        link = sheet.links.get(coordinate)
        if link is None:
            yield sheet.cell(coordinate), _CODE.findall(sheet.remarks[coordinate])
        elif link.location.startswith(place):
            yield sheet.cell(coordinate), _CODE.findall(link.tip)


def _index_differences(sheet: Sheet, texts: Mapping[str, str]) -> Iterator[Difference]:
    listed: dict[str, tuple[str, str]] = {}
    for place, row in sheet.rows.items():
        if place > _INDEX_TOP:
            first, value, printing = (
                row.get(column, SheetCell(f"{column}{place}")) for column in _INDEX_READ
            )
            listed[str(first.value)] = (cell_text(value), str(printing.value))
    for code, text in texts.items():
        for written in dict.fromkeys(listed.pop(code, ("not listed", "not listed"))):
            if written != text:
                yield Difference(INDEX, code, text, written)
    for code, (number, _) in listed.items():
        yield Difference(INDEX, code, "not in the ledger", number)
