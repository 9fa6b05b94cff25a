"""One identity: two numbers that should be the same, whether they are, and by what measure.

Takes two sides, each a measure with a single element, and an allowance for rounding; gives the
`Identity`. Which identities there are is for the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from assessbook.core.numbers import as_decimal
from assessbook.core.units import Unit
from assessbook.measures import Measure

Outcome = Literal["agree", "disagree", "unknown"]

WHOLE_NUMBERS = "按整数核对，须完全相等。"
ROUNDED_NUMBERS = "按所印小数位数核对，容许各数四舍五入造成的误差。"


@dataclass(frozen=True)
class Identity:
    """Two numbers that should be the same.

    Parameters
    ----------
    rule : str
        Id of the rule that found it.
    statement : str
        What should hold, one line of Chinese.
    left_name, right_name : str
        What the two numbers are and, for stated ones, the section that states them.
    left, right : Measure
        The numbers, one element each, with the ids they are published under.
    difference : Measure or None
        Left less right in the left one's unit; None when either is missing.
    outcome : str
        ``agree``, ``disagree`` or ``unknown`` (one of the numbers is missing).
    remark : str
        How the numbers were compared, why the outcome is unknown, what the difference equals. A
        template: its places in braces are filled with `figures`.
    figures : mapping
        The measures named in the remark.
    """

    rule: str
    statement: str
    left_name: str
    left: Measure
    right_name: str
    right: Measure
    difference: Measure | None
    outcome: Outcome
    remark: str
    figures: Mapping[str, Measure] = field(default_factory=dict)


@dataclass(frozen=True)
class Side:
    """One side of an identity, and how finely its numbers are printed.

    Parameters
    ----------
    name : str
        What it is, and where it is stated.
    measure : Measure
        One element, named.
    grains : tuple of Decimal
        One unit of the last printed decimal of every rounded number in it, in the measure's unit.
        Whole numbers that are counted, not rounded, have none.
    decimals : int
        Decimals it prints.
    """

    name: str
    measure: Measure
    grains: tuple[Decimal, ...] = ()
    decimals: int = 0

    @cached_property
    def value(self) -> Decimal | None:
        """The number, freed of binary noise; None when missing."""
        number = self.measure.scalar
        return None if number is None else as_decimal(number)

    def factor_to(self, unit: Unit) -> Decimal:
        """What the side's numbers are multiplied by to stand in a unit."""
        if self.measure.unit == unit:
            return Decimal(1)
        factor = self.measure.unit.factor_to(unit)
        return Decimal(factor.numerator) / Decimal(factor.denominator)

    def grains_in(self, unit: Unit) -> tuple[Decimal, ...]:
        """The grains in a unit."""
        factor = self.factor_to(unit)
        return tuple(grain * factor for grain in self.grains)


@dataclass(frozen=True)
class Allowance:
    """By how much two numbers may differ, in the left one's unit, and the remark that says so."""

    width: Decimal = Decimal(0)
    remark: str = WHOLE_NUMBERS


def sum_allowance(total: Side, parts: Side, unit: Unit) -> Allowance:
    """What rounding may do between a printed total and a sum of printed numbers.

    Counted whole numbers must agree exactly. Otherwise half a unit of the total's last decimal, once
    for the total and once for every rounded term, but no more than one unit of the coarsest number.
    """
    whole, terms = total.grains_in(unit), parts.grains_in(unit)
    if not whole and not terms:
        return Allowance()
    step = max(whole or terms)
    return Allowance(min(step / 2 * (len(terms) + 1), max(whole + terms)), ROUNDED_NUMBERS)


def gap_between(left: Side, right: Side) -> Decimal | None:
    """Left less right in the left one's unit; None when either is missing."""
    if left.value is None or right.value is None:
        return None
    return left.value - right.value * right.factor_to(left.measure.unit)


def judged(
    rule: str,
    statement: str,
    left: Side,
    right: Side,
    allowance: Allowance,
    *,
    difference: str,
    missing: Iterable[str] = (),
) -> Identity:
    """Compare two sides.

    Parameters
    ----------
    difference : str
        Id under which the difference is published.
    missing : iterable of str
        Names of what has no value, said when the outcome is unknown.

    Raises
    ------
    UnitError, ConceptError
        If the definitions relate measures that can't be compared.
    """
    gap = gap_between(left, right)
    if gap is None:
        sides = [side.name for side in (left, right) if side.value is None]
        remark = f"{_listed(list(missing) or sides)}无数据，无法核对。"
        return Identity(
            rule, statement, left.name, left.measure, right.name, right.measure, None, "unknown", remark
        )
    return Identity(
        rule,
        statement,
        left.name,
        left.measure,
        right.name,
        right.measure,
        _difference(left, right, difference),
        "agree" if abs(gap) <= allowance.width else "disagree",
        allowance.remark,
    )


def _difference(left: Side, right: Side, identifier: str) -> Measure:
    """Left less right, printed as finely as the finer of the two."""
    unit = left.measure.unit
    converted = right.measure if right.measure.unit.symbol == unit.symbol else right.measure.to(unit.symbol)
    decimals = max(left.decimals, right.decimals - right.factor_to(unit).adjusted())
    made = left.measure - converted
    return made.named(identifier, f"{left.measure.name}与{right.measure.name}之差", decimals=decimals)


def _listed(names: list[str]) -> str:
    """Names joined as a sentence lists them; of many, the first few."""
    shown = "、".join(names[:_NAMES_SHOWN])
    return f"{shown}等" if len(names) > _NAMES_SHOWN else shown


_NAMES_SHOWN = 5
