"""Exact numbers: out of what a cell prints, into what a report prints, and the scale of a unit.

Written for verification alone: the reader of workbooks and the measures have their own, and a mistake
there must not be repeated here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache

SIGNIFICANT_DIGITS = 12
"""Printed numbers and ranks go by so many digits; beyond them binary arithmetic leaves its noise."""

_NUMBER = re.compile(r"(?P<number>-?[0-9]+(?:\.(?P<after>[0-9]+))?)(?P<unit>[^0-9]*)")
_BEFORE_NUMBER = ("≥", "≤", "降低")
_PERCENT_FORMAT = re.compile(r"%")
_SHOWN_DECIMALS = re.compile(r"[0#]\.(0+)")
_RATIOS = {
    "%": Fraction(1, 100),
    "‰": Fraction(1, 1000),
    "百分点": Fraction(1, 100),
    "上年=100": Fraction(1, 100),
}
_MULTIPLES = {"万": 10**4, "亿": 10**8}
_AREAS = {"平方米": Fraction(1, 10**6)}
_CONTEXT = Context(prec=SIGNIFICANT_DIGITS, rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True)
class Printed:
    """A number as a source prints it: its exact value, and its decimals."""

    value: Fraction
    decimals: int


def exact(number: int | float) -> Fraction:
    """The number that a float stands for, by its shortest decimal; noise after 15 digits is taken off."""
    shortest = Decimal(repr(number))
    if isinstance(number, float) and len(shortest.as_tuple().digits) > 15:
        shortest = _CONTEXT.create_decimal(shortest)
    return Fraction(shortest)


def number_of_cell(content: object, number_format: str, unit: str) -> Printed | None:
    """The number that a workbook's cell holds.

    Parameters
    ----------
    content : object
        As openpyxl gives it.
    number_format : str
        How the cell displays a number. A cell that holds 0.0388 and displays 3.88% stands for 3.88 in %.
    unit : str
        The unit in which the number is read; text may print it behind the number.

    Returns
    -------
    Printed or None
        None where the cell holds no number in that unit: a name, another unit, nothing.
    """
    if isinstance(content, bool):
        return None
    if isinstance(content, int | float):
        value = exact(content)
        if unit == "%" and _PERCENT_FORMAT.search(number_format):
            value *= 100
        displayed = _SHOWN_DECIMALS.search(number_format)
        return Printed(value, max(len(displayed[1]) if displayed else 0, decimals_needed(value)))
    if not isinstance(content, str):
        return None
    text = content
    for word in _BEFORE_NUMBER:
        text = text.removeprefix(word)
    match = _NUMBER.fullmatch(text)
    if match is None or match["unit"] not in ("", unit):
        return None
    return Printed(Fraction(match["number"]), len(match["after"] or ""))


def decimals_needed(value: Fraction) -> int:
    """The decimals that a finite decimal number needs: 0.5 needs one, 6000 none."""
    text = significant(value)
    return len(text.partition(".")[2])


def significant(value: Fraction) -> str:
    """The number at twelve significant digits, without an exponent or zeros at the end."""
    number = _rounded(value)
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def ranked(value: Fraction) -> Decimal:
    """The number as ranks compare it."""
    return _rounded(value)


def print_number(value: Fraction, decimals: int | None) -> str:
    """The number as a report prints it: half up, with U+2212 for minus; all digits without `decimals`."""
    if decimals is None:
        text = significant(value)
    else:
        number = _rounded(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
        text = f"{number.copy_abs() if number == 0 else number:f}"
    return text.replace("-", "\u2212")


@lru_cache(maxsize=4096)
def scale_of(unit: str) -> Fraction:
    """How much of the plain unit one of these is: 10,000 for 万元, one hundredth for %.

    Compounds are written as the ledger writes them (元/人, %·人). A symbol that is neither a ratio nor a
    multiple by 万 or 亿 is a plain unit.
    """
    above, _, below = unit.partition("/")
    scale = Fraction(1)
    for symbol in above.split("·"):
        scale *= _plain_scale(symbol)
    for symbol in below.split("·"):
        scale /= _plain_scale(symbol)
    return scale


def _plain_scale(symbol: str) -> Fraction:
    if symbol in _RATIOS:
        return _RATIOS[symbol]
    scale = Fraction(1)
    while len(symbol) > 1 and symbol[0] in _MULTIPLES:
        scale *= _MULTIPLES[symbol[0]]
        symbol = symbol[1:]
    return scale * _AREAS.get(symbol, Fraction(1))


def _rounded(value: Fraction) -> Decimal:
    return _CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))
