"""Numbers as people print them: rounding half up, at a stated number of decimals."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

_WHOLE = 10**12
"""Whole numbers below it have no noise and print as they are."""


def as_decimal(value: float) -> Decimal:
    """The decimal a binary float stands for, freed of the last digits' binary noise.

    Sixteen-digit noise such as 0.30000000000000004 would otherwise decide a rounding; twelve
    significant digits are kept, more than any source here prints.
    """
    return Decimal(f"{value:.12g}")


def rounded(value: float, decimals: int) -> Decimal:
    """Round half up, as statistical offices do (0.125 to two decimals is 0.13)."""
    return as_decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


@lru_cache(maxsize=65_536)
def printed(value: float, decimals: int | None = None) -> str:
    """The number as text: fixed decimals, or as many as it needs when none are given.

    A negative number takes the minus sign U+2212, which lines up with digits in tables.
    """
    if not decimals and float(value).is_integer() and abs(value) < _WHOLE:
        text = str(int(value))
    else:
        number = as_decimal(value).normalize() if decimals is None else rounded(value, decimals)
        text = f"{abs(number) if number == 0 else number:f}"
    return text.replace("-", "\N{MINUS SIGN}")
