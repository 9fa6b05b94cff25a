"""The operations of the algebra. Each computes a whole array and, for any element, knows what it read.

A step is kept by the measure it made. `derive` unfolds one element; it is called for published
elements only, so nothing is recorded while computing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessbook.core import reads
from assessbook.core.missing import Missing
from assessbook.core.numbers import as_decimal
from assessbook.measures.axes import ABSENT, Axes, Maps, Position
from assessbook.measures.derivation import Derivation
from assessbook.measures.elements import Elements, Reading, Reasons, Values
from assessbook.observations.observation import Observation

_FUNCTIONS = {"add": np.add, "subtract": np.subtract, "multiply": np.multiply, "divide": np.divide}


def take(values: Values, missing: Reasons, maps: Maps) -> tuple[Values, Reasons]:
    """The elements that `maps` points to; where a map says ABSENT there is no observation."""
    if not values.size:
        shape = tuple(len(indexes) for indexes in maps)
        return np.full(shape, np.nan), np.full(shape, Missing.NO_OBSERVATION, np.int8)
    if maps[0].size == maps[1].size == maps[2].size == 1:
        return _take_one(values, missing, maps)
    grid = np.ix_(*(np.maximum(indexes, 0) for indexes in maps))
    taken, reasons = values[grid].copy(), missing[grid].copy()
    for axis, indexes in enumerate(maps):
        absent = indexes == ABSENT
        if absent.any():
            slices: list[slice | NDArray[np.bool_]] = [slice(None)] * 3
            slices[axis] = absent
            taken[tuple(slices)] = np.nan
            reasons[tuple(slices)] = Missing.NO_OBSERVATION
    return taken, reasons


def _take_one(values: Values, missing: Reasons, maps: Maps) -> tuple[Values, Reasons]:
    """As `take`, for a single element: so are most of those that identities are checked on."""
    place = int(maps[0][0]), int(maps[1][0]), int(maps[2][0])
    if ABSENT in place:
        return np.full((1, 1, 1), np.nan), np.full((1, 1, 1), Missing.NO_OBSERVATION, np.int8)
    region, period, item = (slice(index, index + 1) for index in place)
    return values[region, period, item].copy(), missing[region, period, item].copy()


def _moved(maps: Maps, position: Position) -> Position | None:
    moved = int(maps[0][position[0]]), int(maps[1][position[1]]), int(maps[2][position[2]])
    return None if ABSENT in moved else moved


def _all_moved(maps: Maps, positions: Iterable[Position]) -> list[Position]:
    """Where the elements at some positions come from; those that no observation could give come from nowhere."""
    return [there for position in positions if (there := _moved(maps, position)) is not None]


def _placed(position: Position, axis: int, index: int) -> Position:
    there = list(position)
    there[axis] = index
    return there[0], there[1], there[2]


def _node(
    measure: Elements,
    position: Position,
    operation: str,
    inputs: tuple[Derivation, ...],
    parameter: float | None = None,
) -> Derivation:
    missing = Missing(int(measure.reasons[position]))
    value = None if missing else float(measure.numbers[position])
    label = measure.label(position) if measure.is_named else ""
    return Derivation(operation, value, measure.unit.symbol, label, inputs, missing, None, parameter)


@dataclass(frozen=True)
class Read:
    """Values as they were observed: of which measure, and where on its axes."""

    measure: str
    axes: Axes
    observations: Mapping[Position, Observation]

    def derive(self, measure: Elements, position: Position) -> Derivation:
        """A source, or an absent one."""
        observation = self.observations.get(position)
        missing = Missing(int(measure.reasons[position]))
        value = None if missing else float(measure.numbers[position])
        operation = "source" if observation else "absent"
        label = measure.label(position)
        return Derivation(operation, value, measure.unit.symbol, label, (), missing, observation)

    def reads(self, positions: Iterable[Position]) -> Reading:
        """Nothing but facts, which are noted."""
        regions, periods, items = (axis.labels for axis in self.axes)
        facts = ((regions[region], periods[period], items[item]) for region, period, item in positions)
        reads.note_facts(self.measure, facts)
        return ()


@dataclass(frozen=True)
class Constant:
    """A number written in the notebook cell, such as the 1 of a growth rate."""

    def derive(self, measure: Elements, position: Position) -> Derivation:
        """A constant."""
        return _node(measure, position, "constant", ())

    def reads(self, positions: Iterable[Position]) -> Reading:
        """Nothing."""
        return ()


@dataclass(frozen=True)
class Selection:
    """The same elements at other positions: a choice of labels, a lag. Leaves no trace of its own."""

    source: Elements
    maps: Maps

    def derive(self, measure: Elements, position: Position) -> Derivation:
        """What the element it shows was derived from."""
        there = _moved(self.maps, position)
        if there is None:
            return Derivation(
                "absent", None, measure.unit.symbol, measure.label(position), (), Missing.NO_OBSERVATION
            )
        return self.source.unfolded(there)

    def reads(self, positions: Iterable[Position]) -> Reading:
        """The elements shown."""
        yield self.source, _all_moved(self.maps, positions)


@dataclass(frozen=True)
class Arithmetic:
    """Add, subtract, multiply or divide two aligned measures."""

    operation: str
    left: Elements
    right: Elements
    left_maps: Maps
    right_maps: Maps

    def compute(self) -> tuple[Values, Reasons]:
        """Values and reasons. A quotient by zero isn't applicable."""
        left, left_missing = take(self.left.numbers, self.left.reasons, self.left_maps)
        right, right_missing = take(self.right.numbers, self.right.reasons, self.right_maps)
        missing = np.maximum(left_missing, right_missing)
        with np.errstate(divide="ignore", invalid="ignore"):
            values: Values = _FUNCTIONS[self.operation](left, right)
        if self.operation == "divide":
            missing = np.where((missing == 0) & (right == 0), np.int8(Missing.NOT_APPLICABLE), missing)
        values = np.where(missing == 0, values, np.nan)
        return values, missing.astype(np.int8)

    def derive(self, measure: Elements, position: Position) -> Derivation:
        """The two elements read."""
        inputs = (
            _input(self.left, _moved(self.left_maps, position)),
            _input(self.right, _moved(self.right_maps, position)),
        )
        return _node(measure, position, self.operation, inputs)

    def reads(self, positions: Iterable[Position]) -> Reading:
        """The elements of both."""
        several = list(positions)
        yield self.left, _all_moved(self.left_maps, several)
        yield self.right, _all_moved(self.right_maps, several)


@dataclass(frozen=True)
class Scaled:
    """Every element multiplied by a factor (a conversion of units) or raised to a power."""

    operation: str
    source: Elements
    parameter: float

    def derive(self, measure: Elements, position: Position) -> Derivation:
        """The element converted."""
        return _node(measure, position, self.operation, (self.source.unfolded(position),), self.parameter)

    def reads(self, positions: Iterable[Position]) -> Reading:
        """The same elements."""
        yield self.source, positions


@dataclass(frozen=True)
class Sum:
    """Sums along one axis; `groups` holds, for each label of the result, the positions summed.

    With `skip_missing` only present elements are read (counting the entries of a list); otherwise one
    missing element makes the sum missing.
    """

    source: Elements
    axis: int
    groups: tuple[tuple[int, ...], ...]
    skip_missing: bool = False

    def compute(self) -> tuple[Values, Reasons]:
        """Values and reasons; an empty group has no observation."""
        shape = list(self.source.numbers.shape)
        shape[self.axis] = len(self.groups)
        values, missing = np.full(shape, np.nan), np.full(shape, Missing.NO_OBSERVATION, np.int8)
        for index, group in enumerate(self.groups):
            if not group:
                continue
            part = np.take(self.source.numbers, group, self.axis)
            reasons = np.take(self.source.reasons, group, self.axis)
            where: list[slice | int] = [slice(None)] * 3
            where[self.axis] = index
            if self.skip_missing:
                present = (reasons == 0).any(self.axis)
                total = np.where(reasons == 0, part, 0.0).sum(self.axis)
                reason = np.where(present, 0, reasons.max(self.axis))
            else:
                total, reason = part.sum(self.axis), reasons.max(self.axis)
            values[tuple(where)] = np.where(reason == 0, total, np.nan)
            missing[tuple(where)] = reason
        return values, missing

    def derive(self, measure: Elements, position: Position) -> Derivation:
        """The elements summed."""
        inputs = []
        for member in self.groups[position[self.axis]]:
            place = _placed(position, self.axis, member)
            if not (self.skip_missing and self.source.reasons[place]):
                inputs.append(self.source.unfolded(place))
        return _node(measure, position, "sum" if inputs else "absent", tuple(inputs))

    def reads(self, positions: Iterable[Position]) -> Reading:
        """The elements summed, and those that were skipped."""
        yield (
            self.source,
            [
                _placed(position, self.axis, member)
                for position in positions
                for member in self.groups[position[self.axis]]
            ],
        )


@dataclass(frozen=True)
class Rank:
    """Competition ranks along one axis: 1, 2, 2, 4. Ties share the better rank; missing aren't ranked.

    Values that agree in twelve significant digits are ties, or binary noise would rank 0.1 + 0.2 before 0.3.
    """

    source: Elements
    axis: int
    descending: bool

    def compute(self) -> tuple[Values, Reasons]:
        """Ranks, and the source's reasons."""
        lines = np.moveaxis(self.source.numbers, self.axis, -1)
        reasons = np.moveaxis(self.source.reasons, self.axis, -1)
        ranks = np.full(lines.shape, np.nan)
        for line in np.ndindex(lines.shape[:-1]):
            present = reasons[line] == 0
            numbers = np.array([float(as_decimal(number)) for number in lines[line][present]])
            signed = -numbers if self.descending else numbers
            ranks[line][present] = [1 + int((signed < number).sum()) for number in signed]
        return np.moveaxis(ranks, -1, self.axis), self.source.reasons.copy()

    def derive(self, measure: Elements, position: Position) -> Derivation:
        """The ranked element first, then all others that it was compared with."""
        others = [
            index for index in range(self.source.numbers.shape[self.axis]) if index != position[self.axis]
        ]
        inputs = [self.source.unfolded(position)]
        for index in others:
            place = _placed(position, self.axis, index)
            if not self.source.reasons[place]:
                inputs.append(self.source.unfolded(place))
        return _node(measure, position, "rank", tuple(inputs), 1.0 if self.descending else 0.0)

    def reads(self, positions: Iterable[Position]) -> Reading:
        """All elements ranked together."""
        every = range(self.source.numbers.shape[self.axis])
        lines = {_placed(position, self.axis, 0) for position in positions}
        yield self.source, [_placed(line, self.axis, index) for line in lines for index in every]


def _input(measure: Elements, position: Position | None) -> Derivation:
    if position is None:
        return Derivation("absent", None, measure.unit.symbol, measure.name, (), Missing.NO_OBSERVATION)
    return measure.unfolded(position)
