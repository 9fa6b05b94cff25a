"""Arithmetic of measures: element by element, over the labels that either operand has.

Units must fit and concepts must not mix (`concepts`); a missing element makes the result missing.
"""

from __future__ import annotations

import math
from typing import Self

import numpy as np

from assessbook.core.missing import Missing
from assessbook.core.periods import Period
from assessbook.core.problems import DefinitionError, UnitError
from assessbook.core.units import Unit
from assessbook.measures.axes import Axes, Axis, Maps, align
from assessbook.measures.concepts import combined_concept, combined_unit
from assessbook.measures.selection import Selectable
from assessbook.measures.steps import Arithmetic, Constant, Scaled

_NOWHERE: Axes = (Axis(("",), fixed=True), Axis((Period(0, 0),), fixed=True), Axis((None,), fixed=True))
"""Where constants, and what is computed from constants alone, stand."""


class Computable(Selectable):
    """Elements that can be computed with."""

    @classmethod
    def of_number(cls, value: float, unit: str) -> Self:
        """A number that stands nowhere; what is computed with it stands where the other operand does.

        Raises
        ------
        DefinitionError
            If the number isn't finite.
        """
        if not math.isfinite(value):
            raise DefinitionError(f"{value} can't be computed with; a finite number is needed")
        return cls(
            identifier="constant",
            name=f"{value:g}",
            unit=Unit.of(unit),
            axes=_NOWHERE,
            numbers=np.full((1, 1, 1), float(value)),
            reasons=np.zeros((1, 1, 1), np.int8),
            step=Constant(),
            is_named=False,
        )

    def __add__(self, other: Self | float) -> Self:
        return self._combined("add", self._operand(other))

    def __radd__(self, other: float) -> Self:
        return self._operand(other)._combined("add", self)

    def __sub__(self, other: Self | float) -> Self:
        return self._combined("subtract", self._operand(other))

    def __rsub__(self, other: float) -> Self:
        return self._operand(other)._combined("subtract", self)

    def __mul__(self, other: Self | float) -> Self:
        return self._combined("multiply", self._operand(other))

    def __rmul__(self, other: float) -> Self:
        return self._operand(other)._combined("multiply", self)

    def __truediv__(self, other: Self | float) -> Self:
        return self._combined("divide", self._operand(other))

    def __rtruediv__(self, other: float) -> Self:
        return self._operand(other)._combined("divide", self)

    def root(self, degree: int) -> Self:
        """The `degree`-th root of a plain ratio: the yearly factor of a multiple over so many years.

        The root of a negative ratio isn't applicable.
        """
        if degree < 1:
            raise DefinitionError(f"a root has a degree of 1 or more, not {degree}")
        if not self.unit.is_ratio or self.unit.scale != 1:
            raise UnitError(f"a root is taken of a plain ratio, not of {self.unit.symbol or 'this unit'}")
        with np.errstate(invalid="ignore"):
            values = self.numbers ** (1 / degree)
            missing = np.where(self.numbers < 0, np.int8(Missing.NOT_APPLICABLE), self.reasons)
        return self._derived(Scaled("power", self, 1 / degree), self.axes, values, missing, self.unit)

    def to(self, symbol: str) -> Self:
        """The same quantity in another unit, such as ``.to("%")``."""
        unit = Unit.of(symbol)
        factor = float(self.unit.factor_to(unit))
        made = self._derived(
            Scaled("convert", self, factor), self.axes, self.numbers * factor, self.reasons, unit
        )
        return made._changed(additive=self.additive, is_stock=self.is_stock)

    def _operand(self, other: Self | float) -> Self:
        return other if isinstance(other, Computable) else self.of_number(other, "")

    def _combined(self, operation: str, other: Self) -> Self:
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
        return made._changed(
            concept=concept,
            additive=both_additive or (scaled and base.additive),
            is_stock=(operation == "add" and self.is_stock and other.is_stock) or (scaled and base.is_stock),
            region_names={**other.region_names, **self.region_names},
            item_names={**other.item_names, **self.item_names},
            item_parents={**other.item_parents, **self.item_parents},
        )


def _coordinates_of(measure: Computable, axes: Axes) -> Axes:
    """A constant has no coordinates of its own; the result stands where the other operand does."""
    return (
        measure.axes[0] if axes[0].fixed else axes[0],
        measure.axes[1] if axes[1].fixed else axes[1],
        measure.axes[2] if axes[2].fixed else axes[2],
    )
