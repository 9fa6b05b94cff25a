"""What a measure holds: a labelled array of one quantity with its unit, concept, names and derivation.

The fields, what an element is called, and how it came about. Choosing elements and computing with them is
for `selection`, `arithmetic` and `summation`; steps and concepts know a measure as no more than this.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from assessbook.core.periods import Period
from assessbook.core.problems import DefinitionError
from assessbook.core.units import Unit
from assessbook.measures.axes import ABSENT, Axes, Position
from assessbook.measures.derivation import Derivation
from assessbook.measures.reading import next_number, observe

Values = NDArray[np.float64]
Reasons = NDArray[np.int8]
Reading = Iterable[tuple["Elements", Iterable[Position]]]
"""Measures, each with the positions of the elements looked at."""


class Step(Protocol):
    """How a measure came about; `derive` unfolds the element at a position of that measure."""

    def derive(self, measure: Elements, position: Position) -> Derivation:
        """The derivation of one element."""
        ...

    def reads(self, positions: Iterable[Position]) -> Reading:
        """The elements of other measures that elements of this one rest on."""
        ...


@dataclass(frozen=True, eq=False, repr=False)
class Elements:
    """A labelled array of one quantity.

    Parameters
    ----------
    identifier, name : str
        Id in the ledger, and the printed Chinese name.
    unit : Unit
    axes : Axes
        Region ids, periods, item ids (``None`` for an undivided measure).
    numbers, reasons : arrays
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

    Attributes
    ----------
    number : int
        Larger than that of every measure it was made from.

    The arrays are for the algebra; whoever shows or chooses by values reads `values`, `missing`, `value` or
    `scalar`, which note what was looked at (`reading`).
    """

    identifier: str
    name: str
    unit: Unit
    axes: Axes
    numbers: Values
    reasons: Reasons
    step: Step
    concept: dict[str, str] = field(default_factory=dict)
    additive: bool = False
    decimals: int | None = None
    region_names: dict[str, str] = field(default_factory=dict)
    item_names: dict[str, str] = field(default_factory=dict)
    item_parents: dict[str, str] = field(default_factory=dict)
    is_named: bool = True
    is_stock: bool = False
    number: int = field(init=False, default_factory=next_number)

    def __repr__(self) -> str:
        shape = f"{len(self.regions)} regions, {len(self.periods)} periods, {len(self.items)} items"
        return f"<Measure {self.identifier}: {self.name}（{self.unit.symbol or '无单位'}）, {shape}>"

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

    def named(self, identifier: str, name: str, *, decimals: int | None = None) -> Self:
        """Give it the id under which its figures are published, and the name readers see."""
        return self._changed(
            identifier=identifier,
            name=name,
            decimals=self.decimals if decimals is None else decimals,
            is_named=True,
        )

    def derivation_at(self, position: Position) -> Derivation:
        """The derivation of the element at a position."""
        observe(self, [position])
        return self.unfolded(position)

    def unfolded(self, position: Position) -> Derivation:
        """The derivation of an element that another one's derivation goes through."""
        return self.step.derive(self, position)

    def position(self, region: str, period: Period, item: str | None) -> Position | None:
        """Where an element stands; None when an axis doesn't have the label."""
        found = (self.axes[0].position(region), self.axes[1].position(period), self.axes[2].position(item))
        return None if ABSENT in found else found

    @property
    def values(self) -> Values:
        """All values, in the unit; NaN where missing."""
        observe(self)
        return self.numbers

    @property
    def missing(self) -> Reasons:
        """For every element, which kind of missing it is; 0 where there is a value."""
        observe(self)
        return self.reasons

    def value(self, position: Position = (0, 0, 0)) -> float | None:
        """The value of an element, None where missing."""
        observe(self, [position])
        return self.number_at(position)

    def number_at(self, position: Position) -> float | None:
        """The value of an element that another one is computed from, None where missing."""
        return None if self.reasons[position] else float(self.numbers[position])

    @property
    def scalar(self) -> float | None:
        """The value of a measure with a single element.

        Raises
        ------
        DefinitionError
            If there are several; choose one with `.at(...)`.
        """
        self.require_single()
        return self.value()

    def require_single(self) -> None:
        """Refuse a measure with several elements, as `scalar` does."""
        if self.numbers.size != 1:
            raise DefinitionError(
                f"{self.name} has {len(self.regions)} regions, {len(self.periods)} periods and {len(self.items)} "
                "items here; choose one element with .at(region=..., year=..., item=...)"
            )

    def _changed(self, **fields: Any) -> Self:
        """The same with other fields, as `dataclasses.replace` gives it, which takes several times as long."""
        made = object.__new__(type(self))
        made.__dict__.update(self.__dict__, number=next_number(), **fields)
        return made

    def _derived(self, step: Step, axes: Axes, values: Values, missing: Reasons, unit: Unit) -> Self:
        return self._changed(
            unit=unit,
            axes=axes,
            numbers=values,
            reasons=missing,
            step=step,
            additive=False,
            decimals=None,
            is_named=False,
            is_stock=False,
        )
