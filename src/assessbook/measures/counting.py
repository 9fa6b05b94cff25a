"""Counts of single elements: how many there are, and how many of them meet a line.

One number for a list, such as the households of a sample, read from every element present. The comparison is
a part of the derivation, so that whoever recomputes the count compares each number anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from assessbook.core.missing import Missing
from assessbook.core.numbers import as_decimal
from assessbook.core.problems import DefinitionError, UnitError
from assessbook.core.units import Unit
from assessbook.measures.axes import Axis, Position
from assessbook.measures.concepts import combined_concept
from assessbook.measures.derivation import Derivation
from assessbook.measures.elements import Elements, Reading
from assessbook.measures.reading import every_position

COUNTS = {
    ">=": "count_at_least",
    ">": "count_above",
    "<=": "count_at_most",
    "<": "count_below",
    "=": "count_equal",
}
"""Comparator -> the operation that counts the elements that meet a line by it."""


@dataclass(frozen=True)
class Count:
    """How many of all present elements there are; with a line, how many meet it.

    Numbers are compared in twelve significant digits, or binary noise would put 0.1 + 0.2 above 0.3.
    """

    source: Elements
    operation: str = "count"
    line: Elements | None = None

    @property
    def places(self) -> list[Position]:
        """Where the source has a value, in order."""
        found = np.argwhere(self.source.reasons == Missing.PRESENT)
        return [(int(place[0]), int(place[1]), int(place[2])) for place in found]

    def compute(self) -> tuple[float, Missing]:
        """The count, or why there is none: no element at all, or no line."""
        places = self.places
        if not places:
            return float("nan"), Missing.NO_OBSERVATION
        if self.line is None:
            return float(len(places)), Missing.PRESENT
        if self.line.number_at((0, 0, 0)) is None:
            return float("nan"), Missing(int(self.line.reasons[0, 0, 0]))
        line = as_decimal(float(self.line.numbers[0, 0, 0]))
        numbers = [as_decimal(float(self.source.numbers[place])) for place in places]
        meeting = {
            "count_at_least": sum(number >= line for number in numbers),
            "count_above": sum(number > line for number in numbers),
            "count_at_most": sum(number <= line for number in numbers),
            "count_below": sum(number < line for number in numbers),
            "count_equal": sum(number == line for number in numbers),
        }
        return float(meeting[self.operation]), Missing.PRESENT

    def derive(self, measure: Elements, position: Position) -> Derivation:
        """The line first, then every element looked at."""
        missing = Missing(int(measure.reasons[position]))
        value = None if missing else float(measure.numbers[position])
        inputs = tuple(self.source.unfolded(place) for place in self.places)
        if inputs and self.line is not None:
            inputs = (self.line.unfolded((0, 0, 0)), *inputs)
        label = measure.label(position) if measure.is_named else ""
        operation = self.operation if inputs else "absent"
        return Derivation(operation, value, measure.unit.symbol, label, inputs, missing)

    def reads(self, positions: Iterable[Position]) -> Reading:
        """Every element, present or not, and the line."""
        yield self.source, every_position(self.source)
        if self.line is not None:
            yield self.line, [(0, 0, 0)]


class Countable(Elements):
    """Elements that can be counted one by one."""

    def count_present(self, unit: str, *, into: str) -> Self:
        """How many elements of one period have a value, of all regions and items, standing at a region.

        Parameters
        ----------
        unit : str
            What is counted, such as 户.
        into : str
            Id of the region that the count stands at.

        Raises
        ------
        DefinitionError
            If there is more than one period.
        """
        return self._counted(Count(self), unit, into)

    def count_meeting(self, comparator: str, line: Elements, unit: str, *, into: str) -> Self:
        """How many elements of one period meet a line; elements without a value are left out.

        Parameters
        ----------
        comparator : str
            One of >= > <= < =.
        line : Elements
            One element, in the unit of these.
        unit, into : str
            As in `count_present`.

        Raises
        ------
        DefinitionError
            If there is more than one period, or the comparator is another.
        UnitError, ConceptError
            If the line is in another unit, or speaks of another income, other prices or another standard.
        """
        if comparator not in COUNTS:
            raise DefinitionError(
                f"nothing can be counted by {comparator!r}. Known here: {', '.join(COUNTS)}."
            )
        if line.unit.symbol != self.unit.symbol:
            raise UnitError(
                f"{line.name} is in {line.unit.symbol or 'a plain number'}, {self.name} in "
                f"{self.unit.symbol or 'a plain number'}. Convert the line first: .to({self.unit.symbol!r})."
            )
        combined_concept(self, line)
        return self._counted(Count(self, COUNTS[comparator], line), unit, into)

    def _counted(self, step: Count, unit: str, into: str) -> Self:
        if len(self.periods) != 1:
            raise DefinitionError(
                f"{self.name} has {len(self.periods)} periods here; choose one with .at(year=...)"
            )
        value, missing = step.compute()
        axes = (Axis((into,), fixed=True), Axis(self.periods, fixed=True), Axis((None,), fixed=True))
        arrays = np.full((1, 1, 1), value), np.full((1, 1, 1), missing, np.int8)
        return replace(
            self._derived(step, axes, *arrays, Unit.of(unit)), concept={}, additive=True, decimals=0
        )
