"""Whether a number meets a comparator, and by how much: in printed decimals, never in binary.

`0.1 + 0.2` meets `0.3`; above is not at least; a bound (≥90%) is taken for no more than it says.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from assessbook.assessment.plan_models import Target
from assessbook.assessment.plan_numbers import decimals_of
from assessbook.core.numbers import as_decimal
from assessbook.measures import Measure

Direction = Literal["up", "down"]


def number(measure: Measure, like: Measure | None = None) -> Decimal:
    """The value of an element, freed of binary noise, in its own unit or in that of another.

    Raises
    ------
    ValueError
        If the element is missing.
    """
    value = measure.scalar
    if value is None:
        raise ValueError(f"{measure.name} has no value")
    if like is None or like.unit.symbol == measure.unit.symbol:
        return as_decimal(value)
    factor = measure.unit.factor_to(like.unit)
    return as_decimal(float(as_decimal(value) * factor.numerator / factor.denominator))


def equality_meets(target: Target) -> bool:
    """Whether the goal itself is enough."""
    by_comparator = target.comparator not in (">", "<", "narrowing")
    return by_comparator and target.equal_meets is not False


def meets(target: Target, actual: Measure, goal: Measure, upper: Measure | None = None) -> bool:
    """Whether an actual meets its goal by the target's comparator."""
    found, asked = number(actual), number(goal, actual)
    if target.kind == "baseline" and target.comparator == "=":
        return _as_precise(actual, goal) == number(goal)
    if target.comparator == "in_range":
        top = asked if upper is None else number(upper, actual)
        inside = asked <= found <= top
        return inside and (equality_meets(target) or found not in (asked, top))
    if target.comparator == "=":
        return found >= asked if target.is_task else found == asked
    if found == asked:
        return equality_meets(target)
    return found < asked if falls(target) else found > asked


def falls(target: Target) -> bool:
    """Whether less is better."""
    return target.comparator in ("<", "<=", "narrowing")


def surplus(target: Target, actual: Measure, goal: Measure, upper: Measure | None = None) -> Measure:
    """By how much an actual is beyond its goal in the comparator's direction; unnamed.

    In the actual's unit (percentage points between percentages), standing where the actual stands.
    """
    left, right = _sides(target, actual, goal, upper)
    return replace(_less(left, right, actual), axes=actual.axes)


def shortfall(target: Target, actual: Measure, goal: Measure, upper: Measure | None = None) -> Measure:
    """The surplus with its sign turned round."""
    left, right = _sides(target, actual, goal, upper)
    return replace(_less(right, left, actual), axes=actual.axes)


def bounds_of(measure: Measure) -> set[str]:
    """The comparators printed beside the numbers that an element was read or computed from."""
    leaves = measure.derivation_at((0, 0, 0)).leaves()
    return {leaf.observation.comparator for leaf in leaves if leaf.observation} - {""}


def is_bound_enough(target: Target, actual: Measure, goal: Measure) -> bool:
    """Whether a bound that was observed itself (≥90%) settles the comparison."""
    bounds = bounds_of(actual)
    is_source = actual.derivation_at((0, 0, 0)).observation is not None
    if bounds_of(goal) or not is_source or not meets(target, actual, goal):
        return False
    floor = target.is_task or target.comparator in (">=", ">")
    return (bounds == {">="} and floor) or (bounds == {"<="} and target.comparator in ("<=", "<"))


def converted(measure: Measure, like: Measure) -> Measure:
    """An element in the unit of another."""
    same = measure.unit.symbol == like.unit.symbol
    return measure if same else measure.to(like.unit.symbol)


def _sides(target: Target, actual: Measure, goal: Measure, upper: Measure | None) -> tuple[Measure, Measure]:
    """What is subtracted from what; of a range, at the end that is nearer or was passed."""
    if target.comparator == "in_range" and upper is not None:
        found = number(actual)
        low, high = found - number(goal, actual), number(upper, actual) - found
        return (actual, goal) if low <= high else (upper, actual)
    return (goal, actual) if falls(target) else (actual, goal)


def _less(left: Measure, right: Measure, like: Measure) -> Measure:
    return converted(left, like) - converted(right, like)


def _as_precise(actual: Measure, goal: Measure) -> Decimal:
    """The actual in the goal's unit, rounded to the decimals the plan prints."""
    value = number(goal)
    step = Decimal(1).scaleb(-decimals_of(float(value)))
    return number(actual, goal).quantize(step, rounding=ROUND_HALF_UP)
