"""Units of measure, as they are printed in Chinese official tables.

A unit has dimensions and a scale: 亿元 is 1e8 of 元, % is one hundredth. Persons and person-times have
different dimensions, so they can't be added by accident. Percentage points are the difference of two
percentages; they are kept apart from percentages.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from assessbook.core.problems import UnitError

Dimensions = tuple[tuple[str, int], ...]

_BASE: dict[str, tuple[str, Fraction]] = {
    "人": ("person", Fraction(1)),
    "万人": ("person", Fraction(10_000)),
    "人次": ("person_time", Fraction(1)),
    "户": ("household", Fraction(1)),
    "元": ("yuan", Fraction(1)),
    "万元": ("yuan", Fraction(10_000)),
    "亿元": ("yuan", Fraction(100_000_000)),
    "个": ("unit", Fraction(1)),
    "项": ("project", Fraction(1)),
    "年": ("year", Fraction(1)),
    "平方千米": ("square_kilometre", Fraction(1)),
    "平方米": ("square_kilometre", Fraction(1, 1_000_000)),
    "公里": ("kilometre", Fraction(1)),
    "次": ("occasion", Fraction(1)),
    "万人次": ("person_time", Fraction(10_000)),
    "处": ("site", Fraction(1)),
    "条": ("road", Fraction(1)),
    "种": ("title", Fraction(1)),
    "份": ("document", Fraction(1)),
    "件": ("incident", Fraction(1)),
    "分": ("mark", Fraction(1)),
}
_RATIOS: dict[str, Fraction] = {
    "%": Fraction(1, 100),
    "‰": Fraction(1, 1000),
    "百分点": Fraction(1, 100),
    "倍": Fraction(1),
    "上年=100": Fraction(1, 100),
    "": Fraction(1),
}


@dataclass(frozen=True)
class Unit:
    """A unit: its printed symbol, its dimensions and its scale in base units."""

    symbol: str
    dimensions: Dimensions
    scale: Fraction

    @classmethod
    def of(cls, symbol: str | Unit) -> Unit:
        """The unit a symbol names; compounds are written with one slash (元/人, 百分点/年).

        Raises
        ------
        UnitError
            If the symbol isn't known. The message lists what is.
        """
        return symbol if isinstance(symbol, Unit) else _unit_of(symbol)

    @property
    def is_ratio(self) -> bool:
        """Whether it has no dimension (%, ‰, 倍, a plain number)."""
        return not self.dimensions

    def same_dimensions(self, other: Unit) -> bool:
        """Whether one can be converted into the other."""
        return self.dimensions == other.dimensions

    def factor_to(self, other: Unit) -> Fraction:
        """What a value is multiplied by to be expressed in the other unit."""
        if not self.same_dimensions(other):
            raise UnitError(f"{self.symbol or 'a plain number'} can't be converted to {other.symbol}")
        return self.scale / other.scale

    @lru_cache(maxsize=1024)  # noqa: B019 - a programme has few units
    def times(self, other: Unit) -> Unit:
        """The unit of a product."""
        above, below = _factors(self.symbol)
        other_above, other_below = _factors(other.symbol)
        symbol = _symbol(above + other_above, below + other_below)
        return Unit(symbol, _combine(self.dimensions, other.dimensions, 1), self.scale * other.scale)

    @lru_cache(maxsize=1024)  # noqa: B019
    def per(self, other: Unit) -> Unit:
        """The unit of a quotient; the same unit above and below gives a plain number."""
        above, below = _factors(self.symbol)
        other_above, other_below = _factors(other.symbol)
        symbol = _symbol(above + other_below, below + other_above)
        return Unit(symbol, _combine(self.dimensions, other.dimensions, -1), self.scale / other.scale)


@lru_cache(maxsize=1024)
def _unit_of(symbol: str) -> Unit:
    text = symbol.strip()
    if text in _BASE:
        dimension, scale = _BASE[text]
        return Unit(text, ((dimension, 1),), scale)
    if text in _RATIOS:
        return Unit(text, (), _RATIOS[text])
    above, _, below = text.partition("/")
    if below and "/" not in below:
        return _unit_of(above).per(_unit_of(below))
    known = ", ".join([*_BASE, *(symbol for symbol in _RATIOS if symbol)])
    raise UnitError(f"unit {symbol!r} is not known. Known units: {known}, and two of them joined by /.")


def _factors(symbol: str) -> tuple[list[str], list[str]]:
    """The symbols multiplied above and below the slash."""
    above, _, below = symbol.partition("/")
    return [part for part in above.split("·") if part], [part for part in below.split("·") if part]


def _symbol(above: list[str], below: list[str]) -> str:
    """The symbol of a quotient; what stands above and below cancels, so (元·人)/人 reads 元."""
    for part in tuple(above):
        if part in below:
            above.remove(part)
            below.remove(part)
    return "·".join(above) + ("/" + "·".join(below) if below else "")


def _combine(left: Dimensions, right: Dimensions, sign: int) -> Dimensions:
    powers = dict(left)
    for name, power in right:
        powers[name] = powers.get(name, 0) + sign * power
    return tuple(sorted((name, power) for name, power in powers.items() if power))
