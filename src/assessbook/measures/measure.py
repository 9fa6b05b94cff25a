"""Measure: a labelled array over region, period and item, with unit, concept and derivation.

The algebra is closed: every operation gives a measure whose elements can be unfolded to source cells.
Units must fit, concepts must not mix, and what isn't additive can't be added up. Arrays are numpy;
nothing here reads files or formats text.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from assessbook.core.missing import Missing
from assessbook.core.periods import Period
from assessbook.core.problems import ConceptError, DefinitionError, UnitError, did_you_mean
from assessbook.core.units import Unit
from assessbook.measures.axes import ABSENT, AXIS_NAMES, Axes, Axis, IndexMap, align
from assessbook.measures.concepts import combined_concept, combined_unit
from assessbook.measures.derivation import Derivation
from assessbook.measures.steps import (
    Arithmetic,
    Constant,
    Maps,
    Position,
    Rank,
    Reasons,
    Scaled,
    Selection,
    Step,
    Sum,
    Values,
    take,
)

_NOWHERE: Axes = (Axis(("",), fixed=True), Axis((Period(0, 0),), fixed=True), Axis((None,), fixed=True))
"""Where constants, and what is computed from constants alone, stand."""


@dataclass(frozen=True, eq=False)
class Measure:
    """A labelled array of one quantity.

    Parameters
    ----------
    identifier, name : str
        Id in the ledger, and the printed Chinese name.
    unit : Unit
    axes : Axes
        Region ids, periods, item ids (``None`` for an undivided measure).
    values, missing : arrays
        Region x period x item: values in `unit` (NaN where missing) and kinds of missing.
    step : Step
        How it came about.
    concept : dict
        What must not mix: ``income: net | disposable``, ``price: nominal | constant``.
    additive : bool
        Whether elements may be added up over regions and items.
    decimals : int or None
        Decimals printed; None prints what the value needs.
    region_names, item_names : dict
        Printed names of ids.
    item_parents : dict
        The item that an item is a part of.
    is_named : bool
        Whether readers know it by `name`; intermediate results have none of their own.
    is_stock : bool
        Whether it stands at a point in time, so that years can't be added up.
    """

    identifier: str
    name: str
    unit: Unit
    axes: Axes
    values: Values
    missing: Reasons
    step: Step
    concept: dict[str, str] = field(default_factory=dict)
    additive: bool = False
    decimals: int | None = None
    region_names: dict[str, str] = field(default_factory=dict)
    item_names: dict[str, str] = field(default_factory=dict)
    item_parents: dict[str, str] = field(default_factory=dict)
    is_named: bool = True
    is_stock: bool = False

    def __repr__(self) -> str:
        shape = f"{len(self.regions)} regions, {len(self.periods)} periods, {len(self.items)} items"
        return f"<Measure {self.identifier}: {self.name}（{self.unit.symbol or '无单位'}）, {shape}>"

    # ---------------------------------------------------------------- labels and choice

    @property
    def regions(self) -> tuple[str, ...]:
        """Region ids, in order."""
        return self.axes[0].labels

    @property
    def periods(self) -> tuple[Period, ...]:
        """Periods, in order."""
        return self.axes[1].labels

    @property
    def items(self) -> tuple[str | None, ...]:
        """Item ids, in order; ``(None,)`` for an undivided measure."""
        return self.axes[2].labels

    def label(self, position: Position) -> str:
        """What an element is, in words: name, item, region, period."""
        region, period, item = (axis.labels[place] for axis, place in zip(self.axes, position, strict=True))
        parts = [self.region_names.get(region, region)]
        if period is not None:
            parts.append(period.chinese)
        if item is not None:
            parts.insert(0, self.item_names.get(item, item))
        return f"{self.name}（{'，'.join(parts)}）"

    def at(
        self, *, region: str | None = None, year: int | str | Period | None = None, item: str | None = None
    ) -> Measure:
        """Choose one label on an axis; it stretches over the other operand in later operations.

        A region or year without observations gives a missing element. An unknown item is an error.
        """
        chosen = (region, None if year is None else Period.of(year), item)
        if item is not None:
            self._require_item(item)
        axes, maps = [], []
        for axis, label in zip(self.axes, chosen, strict=True):
            axes.append(axis if label is None else Axis((label,), fixed=True))
            maps.append(np.arange(len(axis)) if label is None else axis.positions([label]))
        return self._selected((axes[0], axes[1], axes[2]), (maps[0], maps[1], maps[2]))

    def select(
        self,
        *,
        regions: Sequence[str] | None = None,
        years: Sequence[int | str | Period] | None = None,
        items: Sequence[str] | None = None,
    ) -> Measure:
        """Keep the labels named, in that order; unobserved regions and years become missing elements."""
        for item in items or ():
            self._require_item(item)
        periods = None if years is None else [Period.of(year) for year in years]
        axes, maps = [], []
        for axis, labels in zip(self.axes, (regions, periods, items), strict=True):
            axes.append(axis if labels is None else Axis(tuple(labels)))
            maps.append(np.arange(len(axis)) if labels is None else axis.positions(labels))
        return self._selected((axes[0], axes[1], axes[2]), (maps[0], maps[1], maps[2]))

    def lag(self, years: int = 1) -> Measure:
        """The value so many years earlier, standing at the later year. Spans of years have no lag."""
        regions, periods, items = self.axes
        before = Axis(tuple(period.shift(-years) for period in periods.labels))
        every = np.arange(len(regions)), np.arange(len(periods)), np.arange(len(items))
        # Read at the earlier years first, so that a missing element is labelled with the year it lacks.
        earlier = self._selected(
            (regions, before, items), (every[0], periods.positions(before.labels), every[2])
        )
        return earlier._selected(self.axes, every)

    def named(self, identifier: str, name: str, *, decimals: int | None = None) -> Measure:
        """Give it the id under which its figures are published, and the name readers see."""
        return replace(
            self,
            identifier=identifier,
            name=name,
            decimals=self.decimals if decimals is None else decimals,
            is_named=True,
        )

    # ---------------------------------------------------------------- arithmetic

    def __add__(self, other: Measure | float) -> Measure:
        return self._combined("add", self._operand(other))

    def __radd__(self, other: float) -> Measure:
        return self._operand(other)._combined("add", self)

    def __sub__(self, other: Measure | float) -> Measure:
        return self._combined("subtract", self._operand(other))

    def __rsub__(self, other: float) -> Measure:
        return self._operand(other)._combined("subtract", self)

    def __mul__(self, other: Measure | float) -> Measure:
        return self._combined("multiply", self._operand(other))

    def __rmul__(self, other: float) -> Measure:
        return self._operand(other)._combined("multiply", self)

    def __truediv__(self, other: Measure | float) -> Measure:
        return self._combined("divide", self._operand(other))

    def __rtruediv__(self, other: float) -> Measure:
        return self._operand(other)._combined("divide", self)

    def root(self, degree: int) -> Measure:
        """The `degree`-th root of a plain ratio: the yearly factor of a multiple over so many years.

        The root of a negative ratio isn't applicable.
        """
        if degree < 1:
            raise DefinitionError(f"a root has a degree of 1 or more, not {degree}")
        if not self.unit.is_ratio or self.unit.scale != 1:
            raise UnitError(f"a root is taken of a plain ratio, not of {self.unit.symbol or 'this unit'}")
        with np.errstate(invalid="ignore"):
            values = self.values ** (1 / degree)
            missing = np.where(self.values < 0, np.int8(Missing.NOT_APPLICABLE), self.missing)
        return self._derived(Scaled("power", self, 1 / degree), self.axes, values, missing, self.unit)

    def to(self, symbol: str) -> Measure:
        """The same quantity in another unit, such as ``.to("%")``."""
        unit = Unit.of(symbol)
        factor = float(self.unit.factor_to(unit))
        made = self._derived(
            Scaled("convert", self, factor), self.axes, self.values * factor, self.missing, unit
        )
        return replace(made, additive=self.additive, is_stock=self.is_stock)

    # ---------------------------------------------------------------- along an axis

    def rollup(self, regions: Sequence[str], *, into: str) -> Measure:
        """The sum over regions, standing at their parent.

        Raises
        ------
        ConceptError
            For rates, averages and levels. Roll up the numerator and the denominator:
            `rollup_ratio`.
        """
        return self._summed(0, tuple(regions), Axis((into,), fixed=True))

    def sum_items(self, items: Sequence[str] | None = None) -> Measure:
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

    def sum_periods(self, period: int | str | Period) -> Measure:
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

    def cumulate(self) -> Measure:
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

    def count_entries(self) -> Measure:
        """How many entries a list has in each region: the entries present, each counted once."""
        groups = (tuple(range(len(self.axes[2]))),)
        step = Sum(self, 2, groups, skip_missing=True)
        axes = (self.axes[0], self.axes[1], Axis((None,), fixed=True))
        return replace(self._derived(step, axes, *step.compute(), self.unit), additive=True)

    def rank(self, axis: str = "region", *, descending: bool = True) -> Measure:
        """Rank along an axis, 1 the largest unless `descending` is false; ties share the better rank."""
        if axis not in AXIS_NAMES:
            raise DefinitionError(f"there is no axis {axis!r}. {did_you_mean(axis, AXIS_NAMES)}")
        step = Rank(self, AXIS_NAMES.index(axis), descending)
        return replace(self._derived(step, self.axes, *step.compute(), Unit.of("")), decimals=0)

    # ---------------------------------------------------------------- elements

    def derivation_at(self, position: Position) -> Derivation:
        """The derivation of the element at a position."""
        return self.step.derive(self, position)

    def position(self, region: str, period: Period, item: str | None) -> Position | None:
        """Where an element stands; None when an axis doesn't have the label."""
        found = (self.axes[0].position(region), self.axes[1].position(period), self.axes[2].position(item))
        return None if ABSENT in found else found

    def value(self, position: Position = (0, 0, 0)) -> float | None:
        """The value of an element, None where missing."""
        return None if self.missing[position] else float(self.values[position])

    @property
    def scalar(self) -> float | None:
        """The value of a measure with a single element.

        Raises
        ------
        DefinitionError
            If there are several; choose one with `.at(...)`.
        """
        if self.values.size != 1:
            raise DefinitionError(
                f"{self.name} has {len(self.regions)} regions, {len(self.periods)} periods and {len(self.items)} "
                "items here; choose one element with .at(region=..., year=..., item=...)"
            )
        return self.value()

    # ---------------------------------------------------------------- inside

    def _operand(self, other: Measure | float) -> Measure:
        if isinstance(other, Measure):
            return other
        return constant(other, "")

    def _combined(self, operation: str, other: Measure) -> Measure:
        unit = combined_unit(operation, self, other)
        concept = combined_concept(self, other)
        aligned = [
            align(left, right, ordered=index == 1)
            for index, (left, right) in enumerate(zip(self.axes, other.axes, strict=True))
        ]
        axes: Axes = (aligned[0][0], aligned[1][0], aligned[2][0])
        if self.axes == _NOWHERE:
            axes = _coordinates_of(other, axes)
        left_maps: Maps = (aligned[0][1], aligned[1][1], aligned[2][1])
        right_maps: Maps = (aligned[0][2], aligned[1][2], aligned[2][2])
        step = Arithmetic(operation, self, other, left_maps, right_maps)
        base = other if self.axes == _NOWHERE else self
        made = base._derived(step, axes, *step.compute(), unit)
        # A number divided by a measure is the one scaling that can't be added up any more.
        scaled = (operation == "multiply" and self.axes == _NOWHERE) or (
            operation in ("multiply", "divide") and other.axes == _NOWHERE
        )
        both_additive = self.additive and other.additive and operation in ("add", "subtract")
        return replace(
            made,
            concept=concept,
            additive=both_additive or (scaled and base.additive),
            is_stock=(operation == "add" and self.is_stock and other.is_stock) or (scaled and base.is_stock),
            region_names={**other.region_names, **self.region_names},
            item_names={**other.item_names, **self.item_names},
            item_parents={**other.item_parents, **self.item_parents},
        )

    def _summed(self, axis: int, labels: tuple[Any, ...], result: Axis) -> Measure:
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

    def _selected(self, axes: Axes, maps: tuple[IndexMap, IndexMap, IndexMap]) -> Measure:
        values, missing = take(self.values, self.missing, maps)
        return replace(self, axes=axes, values=values, missing=missing, step=Selection(self, maps))

    def _derived(self, step: Step, axes: Axes, values: Values, missing: Reasons, unit: Unit) -> Measure:
        return replace(
            self,
            unit=unit,
            axes=axes,
            values=values,
            missing=missing,
            step=step,
            additive=False,
            decimals=None,
            is_named=False,
            is_stock=False,
        )

    def _wholes_of(self, item: str | None) -> set[str]:
        """Everything that an item is a part of, directly or through another item."""
        wholes: set[str] = set()
        while item in self.item_parents and self.item_parents[item] not in wholes:
            item = self.item_parents[item]
            wholes.add(item)
        return wholes

    def _require_item(self, item: str) -> None:
        if item not in self.items:
            known = [str(name) for name in self.items if name is not None]
            raise DefinitionError(f"{self.name} has no item {item!r}. {did_you_mean(item, known)}")

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


def constant(value: float, unit: str) -> Measure:
    """A number written in a notebook cell, such as the three years between two targets.

    It has no coordinates of its own: what is computed with it stands where the other operand does.

    Raises
    ------
    DefinitionError
        If the number isn't finite.
    """
    if not math.isfinite(value):
        raise DefinitionError(f"{value} can't be computed with; a finite number is needed")
    return Measure(
        identifier="constant",
        name=f"{value:g}",
        unit=Unit.of(unit),
        axes=_NOWHERE,
        values=np.full((1, 1, 1), float(value)),
        missing=np.zeros((1, 1, 1), np.int8),
        step=Constant(),
        is_named=False,
    )


def _coordinates_of(measure: Measure, axes: Axes) -> Axes:
    """A constant has no coordinates of its own; the result stands where the other operand does."""
    return (
        measure.axes[0] if axes[0].fixed else axes[0],
        measure.axes[1] if axes[1].fixed else axes[1],
        measure.axes[2] if axes[2].fixed else axes[2],
    )
