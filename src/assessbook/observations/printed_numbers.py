"""One cell as a printed number: value, comparator, and how many decimals the source prints.

Takes a cell and what is expected of it (`Printing`); gives a `PrintedNumber`, or a `Fault` worded for
the person who typed the cell. Where the value belongs, and what a blank or a word such as 巩固 means, is
for the sheet reader.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from assessbook.core.numbers import as_decimal, printed
from assessbook.observations.grid import SheetCell
from assessbook.observations.number_suggestions import advice

COMPARATORS = {"≥": ">=", "≤": "<=", "": ""}

_PRINTED = re.compile(r"(?P<comparator>[≥≤]?)(?P<number>-?[0-9]+(?:\.[0-9]+)?)(?P<unit>\D*)")


@dataclass(frozen=True)
class Printing:
    """What is expected of a cell.

    Parameters
    ----------
    subject : str
        The measure's id, with which problems begin.
    unit : str or None
        The measure's unit; None when its definition can't be read, and then no unit is checked.
    unit_in_cell : bool
        The cell prints the unit behind the number.
    prefix : str
        A word printed before the number.
    integer : bool
        Only whole numbers are values of this measure.
    minimum, maximum : float or None
        Bounds of the value, in the measure's unit.
    unit_stated_by : str
        What already says the unit: ``header``, ``row label`` or nothing.
    """

    subject: str
    unit: str | None
    unit_in_cell: bool = False
    prefix: str = ""
    integer: bool = False
    minimum: float | None = None
    maximum: float | None = None
    unit_stated_by: str = ""

    @property
    def needed(self) -> str:
        """What is needed, as problems say it."""
        number = "a whole number" if self.integer else "a number"
        with_unit = f" with its unit {self.unit}" if self.unit_in_cell and self.unit else ""
        before = f" after the word {self.prefix}" if self.prefix else ""
        return f"{number}{with_unit}{before} is needed"


@dataclass(frozen=True)
class PrintedNumber:
    """A number as printed; `comparator` is ``>=``, ``<=`` or empty, `decimals` what the source prints."""

    value: float
    comparator: str
    decimals: int


@dataclass(frozen=True)
class Fault:
    """What is wrong with one cell, and what to do."""

    what: str
    action: str


def read_number(cell: SheetCell | None, printing: Printing) -> PrintedNumber | Fault:
    """The number a cell prints.

    Parameters
    ----------
    cell : SheetCell or None
        The cell; None when it is blank, which is a fault here.
    printing : Printing
        What is expected.

    Returns
    -------
    PrintedNumber or Fault
        The value in the measure's unit, or why there is none.
    """
    if cell is None or not cell.text.strip():
        return _fault(
            printing,
            "is blank",
            "Enter the number, 0 if it is zero; or say under blank: in tables.yaml what an empty cell means.",
        )
    found = {
        "number": _from_number,
        "text": _from_text,
        "formula": _formula,
        "error": _error,
        "boolean": _boolean,
        "date": _date,
    }[cell.kind](cell, printing)
    return found if isinstance(found, Fault) else _bounded(found, printing)


def _from_number(cell: SheetCell, printing: Printing) -> PrintedNumber | Fault:
    value = cast("int | float", cell.value)
    if not math.isfinite(value):
        return _fault(printing, f"is {value}", "Enter the number.")
    number = _decimal(value)
    displays_percent = "%" in cell.number_format
    if printing.prefix:
        return _fault(
            printing,
            f"is {number:f}",
            f"Write it as the document prints it: {printing.prefix}{number:f}{printing.unit or ''}.",
        )
    if displays_percent and number != 0:
        shown = number * 100
        if not (printing.unit_in_cell and printing.unit == "%"):
            return _fault(
                printing,
                f"displays {_plain(shown)}% but holds {_plain(number)}",
                f"Format the cell as a number, not as a percentage, and enter {_plain(shown)}."
                if printing.unit == "%"
                else "Format the cell as a number, not as a percentage.",
            )
        return _made(shown, _shown_decimals(cell.number_format))
    if printing.unit_in_cell and printing.unit and number != 0 and printing.unit not in cell.number_format:
        return _unit_is_missing(f"{number:f}", printing)
    return _made(number, _shown_decimals(cell.number_format))


def _from_text(cell: SheetCell, printing: Printing) -> PrintedNumber | Fault:
    text = cell.text
    if printing.prefix and not text.startswith(printing.prefix):
        return _fault(
            printing,
            f'is text "{text}"',
            f"Write the word {printing.prefix} before the number, or correct prefix: in tables.yaml.",
        )
    match = _PRINTED.fullmatch(text.removeprefix(printing.prefix))
    if match is None:
        return _not_a_number(text, printing)
    number, unit = match["number"], match["unit"]
    found = PrintedNumber(float(number), COMPARATORS[match["comparator"]], len(number.partition(".")[2]))
    if not math.isfinite(found.value):
        return _not_a_number(text, printing)
    if printing.unit_in_cell and printing.unit is None:
        return found
    if printing.unit_in_cell and printing.unit:
        if unit == printing.unit or (not unit and found.value == 0):
            return found
        return _unit_is_missing(text, printing) if not unit else _not_a_number(text, printing)
    # A comparator or a prefix can only be typed as text; a bare number has no reason to be.
    return found if not unit and (found.comparator or printing.prefix) else _not_a_number(text, printing)


def _not_a_number(text: str, printing: Printing) -> Fault:
    action = advice(
        text.removeprefix(printing.prefix),
        unit=printing.unit,
        unit_in_cell=printing.unit_in_cell,
        unit_stated_by=printing.unit_stated_by,
        prefix=printing.prefix,
    )
    return _fault(printing, f'is text "{text}"', action)


def _unit_is_missing(number: str, printing: Printing) -> Fault:
    if printing.unit == "%":
        return _fault(
            printing,
            f"is {number} without the unit %, so that 0.95 and 95% can't be told apart",
            f"Write the percentage with its unit as the document prints it, such as {_percentages(number)}.",
        )
    return _fault(printing, f"is {number} without its unit", f"Write {number}{printing.unit}.")


def _percentages(number: str) -> str:
    """The readings a number without % may have: 0.95 may be meant as 95% or 0.95%."""
    bare = number.lstrip("≥≤")
    value = Decimal(bare)
    return f"{_plain(value * 100)}% or {bare}%" if abs(value) <= 1 else f"{number}%"


def _formula(cell: SheetCell, printing: Printing) -> Fault:
    return _fault(
        printing,
        f"is the formula {cell.text[:60]}",
        "Replace the formula by its value: copy the cell and paste it as values.",
    )


def _error(cell: SheetCell, printing: Printing) -> Fault:
    return _fault(printing, f"is the error value {cell.text}", "Enter the number the document prints.")


def _boolean(cell: SheetCell, printing: Printing) -> Fault:
    return _fault(printing, f"is the truth value {cell.text}", "Enter the number the document prints.")


def _date(cell: SheetCell, printing: Printing) -> Fault:
    return _fault(
        printing, f"is the date {cell.text}", "Format the cell as a number and enter the number again."
    )


def _bounded(found: PrintedNumber, printing: Printing) -> PrintedNumber | Fault:
    unit = printing.unit or ""
    shown = f"is {printed(found.value)}{unit}"
    correct = "Correct the number; if it is right, correct the bounds of the measure in measures.yaml."
    if printing.integer and not found.value.is_integer():
        return _fault(
            printing, shown, "Enter a whole number, or correct integer: of the measure in measures.yaml."
        )
    if printing.minimum is not None and found.value < printing.minimum:
        return Fault(
            f"{printing.subject} {shown}, below its minimum {printed(printing.minimum)}{unit}", correct
        )
    if printing.maximum is not None and found.value > printing.maximum:
        return Fault(
            f"{printing.subject} {shown}, above its maximum {printed(printing.maximum)}{unit}", correct
        )
    return found


def _fault(printing: Printing, found: str, action: str) -> Fault:
    return Fault(f"{printing.subject} {found}, {printing.needed}", action)


def _decimal(value: int | float) -> Decimal:
    """The number as its shortest decimal; the noise of binary arithmetic is taken off."""
    shortest = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    digits = len(shortest.as_tuple().digits)
    cleaned = as_decimal(value) if digits > 15 and isinstance(value, float) else shortest
    return Decimal(_plain(cleaned))


def _plain(number: Decimal) -> str:
    """Without an exponent and without zeros at the end: 95, 3.88."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _shown_decimals(number_format: str) -> int:
    """Decimals that a cell's number format always shows: two for ``0.00``, none for ``General``.

    A workbook keeps 9.0 as 9; only the format remembers that the document prints a decimal.
    """
    match = re.search(r"[0#]\.(0+)", number_format)
    return len(match[1]) if match else 0


def _made(number: Decimal, shown: int) -> PrintedNumber:
    return PrintedNumber(float(number), "", max(shown, len(_plain(number).partition(".")[2])))
