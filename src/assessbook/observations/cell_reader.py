"""One value cell: a number, a word that stands for a missing value, a blank, or a name.

Takes a cell, its measure's definition and how the sheet prints it; gives a `ReadCell` or a `Fault`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from assessbook.core.missing import Missing
from assessbook.observations.definitions import MeasureDefinition
from assessbook.observations.grid import SheetCell, squashed
from assessbook.observations.printed_numbers import Fault, Printing, read_number

_LAYOUT_SPACE = re.compile(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])")


@dataclass(frozen=True)
class CellFormat:
    """How a cell prints its value.

    Parameters
    ----------
    unit_in_cell : bool
        The unit stands behind the number.
    blank : str or None
        The kind of missing a blank means; None makes a blank a problem.
    symbols : mapping
        Words that stand for a missing value.
    unit_stated_by : str
        ``header``, ``row label`` or empty: what already says the unit.
    merged_into : str
        The address that holds the value of the merged area this cell is hidden in.
    prefix : str
        A word before the number.
    """

    unit_in_cell: bool = False
    blank: str | None = None
    symbols: Mapping[str, str] = field(default_factory=dict)
    unit_stated_by: str = ""
    merged_into: str = ""
    prefix: str = ""


@dataclass(frozen=True)
class ReadCell:
    """What a cell says. `name` is the entry of a list; else empty."""

    value: float | None
    missing: Missing
    raw: str
    comparator: str = ""
    decimals: int = 0
    name: str = ""


def read_cell(
    cell: SheetCell | None, measure: str, definition: MeasureDefinition | None, expected: CellFormat
) -> ReadCell | Fault:
    """Read a cell that holds a number, or says why there is none."""
    absent = _absent(cell, expected.symbols, expected.blank)
    if absent:
        return absent
    if (cell is None or not cell.label) and expected.merged_into:
        return Fault(
            f"{measure} is blank here: the cell is merged into {expected.merged_into}",
            f"Unmerge the cells and enter a number in each; the value stands only in {expected.merged_into}.",
        )
    printing = Printing(
        subject=measure,
        unit=definition.unit if definition else None,
        unit_in_cell=expected.unit_in_cell,
        prefix=expected.prefix,
        integer=bool(definition and definition.integer),
        minimum=definition.minimum if definition else None,
        maximum=definition.maximum if definition else None,
        unit_stated_by=expected.unit_stated_by,
    )
    number = read_number(cell, printing)
    if isinstance(number, Fault):
        return number
    raw = cell.text if cell else ""
    return ReadCell(number.value, Missing.PRESENT, raw, number.comparator, number.decimals)


def read_name(
    cell: SheetCell | None, symbols: Mapping[str, str], blank: str | None, measure: str
) -> ReadCell | Fault:
    """Read a cell of a list, whose entries are names and count one each."""
    absent = _absent(cell, symbols, blank)
    if absent:
        return absent
    if cell is None or not cell.label:
        return Fault(
            f"{measure} is blank, a name is needed",
            "Enter the name, or say under blank: in tables.yaml what an empty cell means.",
        )
    if cell.kind != "text":
        return Fault(
            f"{measure} is the {cell.kind} {cell.text}, a name is needed",
            "Enter the name as the document prints it.",
        )
    return ReadCell(1.0, Missing.PRESENT, cell.text, name=_name(cell.text))


def _name(text: str) -> str:
    """A name without the spaces that only lay it out; those between Latin words stay."""
    return re.sub(r"\s+", " ", _LAYOUT_SPACE.sub("", text))


def _absent(cell: SheetCell | None, symbols: Mapping[str, str], blank: str | None) -> ReadCell | None:
    """A cell that says, by a word or by being blank, why there is no value."""
    if cell is None or not cell.label:
        return ReadCell(None, Missing.from_status(blank), "") if blank else None
    if cell.kind == "text":
        for word, meaning in symbols.items():
            if squashed(word) == cell.label:
                return ReadCell(None, Missing.from_status(meaning), cell.text)
    return None
