"""What to do about text where a number belongs.

Takes the text a person typed and the unit that was expected; gives one instruction. It recognises units
in the cell, full-width digits, separators, spaces and letters typed for digits, also together.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from assessbook.core.problems import UnitError
from assessbook.core.units import Unit

_LETTERS = str.maketrans({"O": "0", "o": "0", "〇": "0", "○": "0", "l": "1", "I": "1"})
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_NUMBER = re.compile(r"(?P<comparator>[≥≤]?)(?P<number>-?[0-9]+(?:\.[0-9]+)?)(?P<unit>\D*)")
_MAYBE_NUMBER = re.compile(r"[≥≤]?-?(?=[OolI〇○0-9,.]*[0-9])[OolI〇○0-9,.]+")


def advice(text: str, *, unit: str | None, unit_in_cell: bool, unit_stated_by: str, prefix: str = "") -> str:
    """One instruction that turns the text into what is expected.

    Parameters
    ----------
    text : str
        The text after the prefix, if one is expected.
    unit : str or None
        The measure's unit; None when it isn't known.
    unit_in_cell : bool
        Whether the cell is to print the unit.
    unit_stated_by : str
        ``header``, ``row label`` or empty: what already says the unit.
    prefix : str
        The word printed before the number, repeated in the instruction.
    """
    cleaned, manners = _cleaned(text)
    match = _NUMBER.fullmatch(cleaned)
    if match is None:
        return (
            "Enter the number; if the document prints a word here, declare it under symbols: in tables.yaml."
        )
    comparator, number, found_unit = match["comparator"], match["number"], match["unit"]
    if found_unit and unit is not None and found_unit != unit:
        return _other_unit(number, found_unit, unit, unit_in_cell)
    if unit_in_cell:
        return f"Write {prefix}{comparator}{number}{unit or found_unit}{_listed(manners)}."
    enter = f"Enter {prefix}{comparator}{number}{'' if comparator or prefix else ' as a number'}{_listed(manners)}."
    if not found_unit:
        return enter
    says = f"the {unit_stated_by} already says" if unit_stated_by else "the measure is in"
    remove = f"Remove the unit; {says} {unit or found_unit}."
    return f"{remove} {enter}" if manners else remove


def _cleaned(text: str) -> tuple[str, list[str]]:
    """The text as it was meant, and how it differs from what was typed."""
    manners: list[str] = []
    # NFKC turns full-width digits and signs and the ideographic space into plain ones.
    narrow = unicodedata.normalize("NFKC", text).replace("\N{MINUS SIGN}", "-")
    cleaned = re.sub(r"[\s\u200b\ufeff]+", "", narrow)
    if any(unicodedata.east_asian_width(sign) == "F" and not sign.isspace() for sign in text):
        manners.append("in half-width digits")
    if cleaned != narrow:
        manners.append("without spaces")
    head = _MAYBE_NUMBER.match(cleaned)
    if head:
        mended = head[0].translate(_LETTERS)
        if mended != head[0]:
            manners.append("with the digits 0 and 1, not letters")
        bare = mended.lstrip("≥≤-")
        if _GROUPED.fullmatch(bare):
            manners.append("without thousands separators")
            mended = mended.replace(",", "")
        cleaned = mended + cleaned[head.end() :]
    return cleaned, manners


def _other_unit(number: str, found: str, unit: str, unit_in_cell: bool) -> str:
    """What to do about a number that prints another unit than the measure's."""
    try:
        factor = Unit.of(found).factor_to(Unit.of(unit))
    except UnitError:
        return (
            f"The measure is in {unit or 'plain numbers'}, not {found}: enter the number alone, "
            "or correct the row, the column or the measure in tables.yaml."
        )
    converted = Decimal(number) * factor.numerator / factor.denominator
    plain = f"{converted:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return f"The measure is in {unit}, not {found}: {number}{found} is {plain}{unit}. Enter {plain}{unit if unit_in_cell else ''}."


def _listed(manners: list[str]) -> str:
    return "".join(f", {manner}" for manner in manners)
