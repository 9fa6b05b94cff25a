"""What two measures may be combined to: the unit and the concept of a sum, difference, product, quotient.

Units must fit; persons and person-times never mix; where both operands say whether an income is net or
disposable, nominal or constant, they must say the same.
"""

from __future__ import annotations

from assessbook.core.problems import ConceptError, UnitError
from assessbook.core.units import Unit
from assessbook.measures.elements import Elements

_EXCLUSIVE = ("income", "price", "standard")
"""Concept keys on which two operands must agree whatever the operation."""


def combined_unit(operation: str, left: Elements, right: Elements) -> Unit:
    """The unit of a result; the difference of two percentages is in percentage points.

    Raises
    ------
    UnitError, ConceptError
        If the units don't fit, with the conversion that would mend it.
    """
    if operation == "divide" and _persons_over_times(left.unit, right.unit):
        raise ConceptError(f"{left.name} and {right.name}: persons and person-times (人次) never mix")
    if operation == "multiply":
        return left.unit.times(right.unit)
    if operation == "divide":
        return left.unit.per(right.unit)
    if left.unit.symbol == right.unit.symbol:
        return Unit.of("百分点") if operation == "subtract" and left.unit.symbol == "%" else left.unit
    symbols = {left.unit.symbol, right.unit.symbol}
    if symbols == {"%", "百分点"} and (operation == "add" or left.unit.symbol == "%"):
        return Unit.of("%")
    word = "added to" if operation == "add" else "subtracted from"
    if {dimension for unit in (left.unit, right.unit) for dimension, _ in unit.dimensions} == {
        "person",
        "person_time",
    }:
        raise ConceptError(f"{left.name} and {right.name}: persons and person-times (人次) never mix")
    hint = f' Convert one first: .to("{left.unit.symbol}").' if left.unit.same_dimensions(right.unit) else ""
    raise UnitError(
        f"{right.name} ({right.unit.symbol or 'a plain number'}) can't be {word} "
        f"{left.name} ({left.unit.symbol or 'a plain number'}).{hint}"
    )


def _persons_over_times(left: Unit, right: Unit) -> bool:
    names = {name for unit in (left, right) for name, _ in unit.dimensions}
    return {"person", "person_time"} <= names


def combined_concept(left: Elements, right: Elements) -> dict[str, str]:
    """The concept of a result: what both say, and what only one of them says.

    Raises
    ------
    ConceptError
        If they differ on income, prices or standard.
    """
    for key in _EXCLUSIVE:
        words = left.concept.get(key), right.concept.get(key)
        if None not in words and words[0] != words[1]:
            raise ConceptError(
                f"{left.name} and {right.name} can't be combined: {key} is {words[0]} in one and {words[1]} in the other"
            )
    shared = {key: word for key, word in right.concept.items() if left.concept.get(key, word) == word}
    return {**shared, **left.concept}
