"""The operations of derivations in exact arithmetic, and when two numbers are the same.

Written for verification alone. A root alone is taken in binary.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from assessbook.verification.formulas import Recomputed
from assessbook.verification.numerals import ranked

_RELATIVE = Fraction(1, 10**9)
# What cancels to nearly nothing keeps the noise of binary arithmetic, of the size of what it comes from.
_NOISE = Fraction(1, 10**12)
_MEETS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "count_at_least": operator.ge,
    "count_above": operator.gt,
    "count_at_most": operator.le,
    "count_below": operator.lt,
    "count_equal": operator.eq,
}


def computed(operation: str, inputs: Sequence[Recomputed], parameter: Fraction | None) -> Fraction | None:
    """The value of an operation; None where an input is unknown or it can't be worked out."""
    values = [part.value for part in inputs if part.value is not None]
    if len(values) < len(inputs) or not values:
        return None
    if operation == "sum":
        return sum(values, Fraction(0))
    if operation == "rank":
        own, *others = (ranked(value) for value in values)
        better = (other > own if parameter == 1 else other < own for other in others)
        return Fraction(1 + sum(better))
    if operation == "count":
        return Fraction(len(values))
    if operation in _MEETS:
        line, *numbers = (ranked(value) for value in values)
        return Fraction(sum(_MEETS[operation](number, line) for number in numbers))
    if len(values) == 1:
        if operation == "convert" and parameter is not None:
            return values[0] * parameter
        if operation == "power" and parameter is not None and values[0] >= 0:
            return Fraction(float(values[0]) ** (1 / float(parameter)))
        return None
    if len(values) != 2:
        return None
    first, second = values
    if operation == "divide":
        return first / second if second else None
    return {"add": first + second, "subtract": first - second, "multiply": first * second}.get(operation)


@lru_cache(maxsize=65_536, typed=True)
def as_exact(number: int | float) -> Fraction:
    """The number that a record writes, digit for digit."""
    return Fraction(repr(number))


def size_of(
    operation: str, inputs: Sequence[Recomputed], value: Fraction | None, parameter: Fraction | None
) -> Fraction:
    """The largest number that went into a node, brought into the node's unit (`Recomputed.size`)."""
    own = abs(value or Fraction(0))
    if operation in ("add", "subtract", "sum"):
        return max([own, *(part.size for part in inputs)])
    if operation == "convert" and parameter is not None:
        return inputs[0].size * abs(parameter)
    if operation in ("multiply", "divide") and len(inputs) == 2:
        first, second = inputs
        if operation == "multiply":
            return max(own, first.size * second.size)
        return max(own, first.size / abs(second.value)) if second.value else own
    return own


def agree(found: Fraction, expected: Fraction, size: Fraction = Fraction(0)) -> bool:
    """Whether two numbers are the same: to 1e-9 of themselves, or to the noise of what they come from."""
    return abs(found - expected) <= max(max(abs(found), abs(expected)) * _RELATIVE, size * _NOISE)
