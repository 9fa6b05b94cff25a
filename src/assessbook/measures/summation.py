"""Sums, counts and ranks along an axis: roll-ups over regions, totals of items, years added up.

Only what is additive is added up; a stock's years aren't, and nothing is counted twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Self

from assessbook.core.periods import Period
from assessbook.core.problems import ConceptError, DefinitionError, did_you_mean
from assessbook.core.units import Unit
from assessbook.measures.axes import ABSENT, AXIS_NAMES, Axis
from assessbook.measures.selection import Selectable
from assessbook.measures.steps import Rank, Sum


class Summable(Selectable):
    """Elements that can be added up, counted and ranked."""

    def rollup(self, regions: Sequence[str], *, into: str) -> Self:
        """The sum over regions, standing at their parent.

        Raises
        ------
        ConceptError
            For rates, averages and levels. Roll up the numerator and the denominator:
            `rollup_ratio`.
        """
        return self._summed(0, tuple(regions), Axis((into,), fixed=True))

    def sum_items(self, items: Sequence[str] | None = None) -> Self:
        """The sum over items, undivided. One missing item makes it missing.

        Without `items`, the sum of those that are no part of another one here: totals and subtotals
        aren't counted beside their parts.
        """
        tops = tuple(item for item in self.items if not self._wholes_of(item) & set(self.items))
        chosen = tops if items is None else tuple(items)
        for item in chosen:
            for whole in self._wholes_of(item) & set(chosen):
                raise DefinitionError(
                    f"{self.name}: {whole} already contains {item}; the sum would count it twice"
                )
        return self._summed(2, chosen, Axis((None,), fixed=True))

    def sum_periods(self, period: int | str | Period) -> Self:
        """The sum of a yearly flow over every year of a period, standing at that period.

        One missing year makes it missing; values of spans of years aren't read.

        Raises
        ------
        ConceptError
            For stocks, such as a headcount at year end.
        """
        self._require_flow()
        span = Period.of(period)
        years = tuple(Period(year, year) for year in range(span.start, span.end + 1))
        return self._summed(1, years, Axis((span,), fixed=True))

    def cumulate(self) -> Self:
        """The running sum of a yearly flow from its first year up to and including each year.

        Missing from the first missing year on, and at spans of years.

        Raises
        ------
        ConceptError
            For stocks, such as a headcount at year end.
        """
        self._require_additive()
        self._require_flow()
        single = [period.start for period in self.periods if period.is_year]
        years = range(min(single), max(single) + 1) if single else range(0)
        source = self.select(years=years)
        groups = tuple(
            tuple(range(period.start - years.start + 1)) if period.is_year else () for period in self.periods
        )
        step = Sum(source, 1, groups)
        made = self._derived(step, self.axes, *step.compute(), self.unit)
        return replace(made, additive=True)

    def count_entries(self) -> Self:
        """How many entries a list has in each region: the entries present, each counted once."""
        groups = (tuple(range(len(self.axes[2]))),)
        step = Sum(self, 2, groups, skip_missing=True)
        axes = (self.axes[0], self.axes[1], Axis((None,), fixed=True))
        return replace(self._derived(step, axes, *step.compute(), self.unit), additive=True)

    def rank(self, axis: str = "region", *, descending: bool = True) -> Self:
        """Rank along an axis, 1 the largest unless `descending` is false; ties share the better rank."""
        if axis not in AXIS_NAMES:
            raise DefinitionError(f"there is no axis {axis!r}. {did_you_mean(axis, AXIS_NAMES)}")
        step = Rank(self, AXIS_NAMES.index(axis), descending)
        return replace(self._derived(step, self.axes, *step.compute(), Unit.of("")), decimals=0)

    def _summed(self, axis: int, labels: tuple[Any, ...], result: Axis) -> Self:
        self._require_additive()
        repeated = [label for label in dict.fromkeys(labels) if labels.count(label) > 1]
        if repeated:
            raise DefinitionError(f"{self.name}: {repeated[0]} is named twice; the sum would count it twice")
        positions = self.axes[axis].positions(labels)
        source, indexes = self, tuple(int(index) for index in positions)
        if ABSENT in indexes:
            keywords = {0: "regions", 1: "years", 2: "items"}
            source = self.select(**{keywords[axis]: labels})
            indexes = tuple(range(len(labels)))
        step = Sum(source, axis, (indexes,))
        axes = list(self.axes)
        axes[axis] = result
        made = self._derived(step, (axes[0], axes[1], axes[2]), *step.compute(), self.unit)
        return replace(made, additive=True, is_stock=self.is_stock)

    def _wholes_of(self, item: str | None) -> set[str]:
        """Everything that an item is a part of, directly or through another item."""
        wholes: set[str] = set()
        while item in self.item_parents and self.item_parents[item] not in wholes:
            item = self.item_parents[item]
            wholes.add(item)
        return wholes

    def _require_additive(self) -> None:
        if not self.additive:
            raise ConceptError(
                f"{self.name} ({self.unit.symbol or 'a ratio'}) can't be added up: the sum of rates, averages or "
                "levels means nothing. Add up the numerators and the denominators and divide: rollup_ratio(...)"
            )

    def _require_flow(self) -> None:
        if self.is_stock:
            raise ConceptError(
                f"{self.name} ({self.unit.symbol}) is a stock, standing at a point in time: its years can't be added "
                "up. Add up its yearly changes: (x - x.lag(1)).cumulate()"
            )
