"""Single elements of one quantity set side by side over years, so that a chart can draw them as one series."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assessbook.core.problems import DefinitionError, UnitError
from assessbook.measures.axes import Axis, Position
from assessbook.measures.derivation import Derivation
from assessbook.measures.elements import Elements, Reading
from assessbook.measures.measure import Measure


@dataclass(frozen=True)
class Stacked:
    """Elements in the order of their years. Leaves no trace of its own, like a selection."""

    parts: tuple[Elements, ...]

    def derive(self, measure: Elements, position: Position) -> Derivation:
        """What the element of this year was derived from."""
        return self.parts[position[1]].unfolded((0, 0, 0))

    def reads(self, positions: Iterable[Position]) -> Reading:
        """The parts that stand there."""
        return [(self.parts[period], [(0, 0, 0)]) for _, period, _ in positions]


def over_years(elements: Sequence[Measure]) -> Measure:
    """Single elements as one measure over their years; of two of the same year the first is kept.

    Parameters
    ----------
    elements : sequence of Measure
        At least one; single elements of one region, in one unit, each standing at its year.

    Returns
    -------
    Measure
        One region x the years in order, unnamed. Never additive: what is stacked may already be sums.

    Raises
    ------
    DefinitionError, UnitError
        If there is none, one has several elements, or units differ.
    """
    if not elements:
        raise DefinitionError("no elements to stack")
    units = list(dict.fromkeys(each.unit.symbol for each in elements))
    if len(units) > 1:
        raise UnitError(f"elements in {' and '.join(units)} can't be one series; convert them first")
    for each in elements:
        each.require_single()
    by_year = {each.periods[0]: each for each in reversed(elements)}
    periods = tuple(sorted(by_year))
    parts = tuple(by_year[period] for period in periods)
    values = [part.numbers[0, 0, 0] for part in parts]
    missing = [int(part.reasons[0, 0, 0]) for part in parts]
    return replace(
        elements[0],
        axes=(elements[0].axes[0], Axis(periods), Axis((None,), fixed=True)),
        numbers=np.array(values, dtype=np.float64).reshape(1, -1, 1),
        reasons=np.array(missing, dtype=np.int8).reshape(1, -1, 1),
        step=Stacked(parts),
        additive=False,
        is_named=False,
    )
