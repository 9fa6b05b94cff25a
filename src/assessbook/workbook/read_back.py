"""The finished workbook read back: does every figure in it say what the ledger says?

A cell that leads to the index of figures shows the figures named by its link; a number there is printed by
its own format, and the text must be the ledger's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import cast

from openpyxl import load_workbook
from openpyxl.cell import Cell

from assessbook.core.numbers import printed
from assessbook.core.problems import CheckFailed

_CODE = re.compile(r"F\d{4,}")
_DECIMALS = re.compile(r"0(?:\.(0+))?(?:\"(.*)\")?")
INDEX = "数字索引"
_INDEX_TOP = 3


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
        raise CheckFailed(f"{path.name} differs from the ledger:\n" + "\n".join(differences))


def workbook_differences(path: Path, texts: Mapping[str, str], expected: Mapping[str, int]) -> Iterator[str]:
    """Every difference between a workbook and the ledger, a line each."""
    shown: Counter[str] = Counter()
    for sheet in load_workbook(path).worksheets:
        cells = [[cast(Cell, cell) for cell in row] for row in sheet.iter_rows()]
        if sheet.title == INDEX:
            yield from _index_differences(cells[_INDEX_TOP:], texts)
            continue
        for cell in (cell for row in cells for cell in row):
            for code in _codes(cell):
                shown[code] += 1
                if code not in texts:
                    yield f"  {sheet.title}!{cell.coordinate}: {code} is not in the ledger"
                elif not _says(cell, texts[code]):
                    text = cell_text(cell)
                    yield f"  {sheet.title}!{cell.coordinate}: {code} is {texts[code]}, here {text!r}"
    for code in sorted({*shown, *expected}):
        if shown[code] != expected.get(code, 0):
            yield f"  {code} stands in {shown[code]} cells of tables, not in {expected.get(code, 0)}"


def _says(cell: Cell, text: str) -> bool:
    """Whether a cell says a figure's text: a number nothing else, words among others."""
    shown = cell_text(cell)
    if isinstance(cell.value, str):
        return text in shown
    unit = _unit(cell)
    return shown == text + unit


def cell_text(cell: Cell) -> str:
    """What a cell shows: a number by its format, text as it is."""
    if isinstance(cell.value, bool) or not isinstance(cell.value, int | float):
        return str(cell.value or "")
    match = _DECIMALS.fullmatch(cell.number_format)
    if match is None:
        return f"a number in the format {cell.number_format}"
    return printed(float(cell.value), len(match[1] or "")) + (match[2] or "")


def _unit(cell: Cell) -> str:
    match = _DECIMALS.fullmatch(cell.number_format)
    return (match[2] or "") if match else ""


def _codes(cell: Cell) -> list[str]:
    link = cell.hyperlink
    if link is None or not (link.location or "").startswith(f"'{INDEX}'!") or not link.tooltip:
        return []
    return _CODE.findall(link.tooltip)


def _index_differences(rows: Sequence[Sequence[Cell]], texts: Mapping[str, str]) -> Iterator[str]:
    listed: dict[str, tuple[str, str]] = {}
    for row in rows:
        listed[str(row[0].value)] = (cell_text(row[5]), str(row[7].value))
    for code, text in texts.items():
        number, written = listed.pop(code, ("", ""))
        if text not in (number, written) or number != written:
            yield f"  {INDEX}: {code} is {text}, here {number!r} and {written!r}"
    for code in listed:
        yield f"  {INDEX}: {code} is not in the ledger"
