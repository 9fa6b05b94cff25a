"""Choosing elements of a measure by their labels, and reading them at another year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import numpy as np

from assessbook.core.periods import Period
from assessbook.core.problems import DefinitionError, did_you_mean
from assessbook.measures.axes import Axes, Axis, Maps
from assessbook.measures.elements import Elements
from assessbook.measures.steps import Selection, take


class Selectable(Elements):
    """Elements that can be chosen: every choice leaves the derivation of what it shows as it was."""

    def at(
        self, *, region: str | None = None, year: int | str | Period | None = None, item: str | None = None
    ) -> Self:
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
    ) -> Self:
        """Keep the labels named, in that order; unobserved regions and years become missing elements."""
        for item in items or ():
            self._require_item(item)
        periods = None if years is None else [Period.of(year) for year in years]
        axes, maps = [], []
        for axis, labels in zip(self.axes, (regions, periods, items), strict=True):
            axes.append(axis if labels is None else Axis(tuple(labels)))
            maps.append(np.arange(len(axis)) if labels is None else axis.positions(labels))
        return self._selected((axes[0], axes[1], axes[2]), (maps[0], maps[1], maps[2]))

    def lag(self, years: int = 1) -> Self:
        """The value so many years earlier, standing at the later year. Spans of years have no lag."""
        regions, periods, items = self.axes
        before = Axis(tuple(period.shift(-years) for period in periods.labels))
        every = np.arange(len(regions)), np.arange(len(periods)), np.arange(len(items))
        # Read at the earlier years first, so that a missing element is labelled with the year it lacks.
        earlier = self._selected(
            (regions, before, items), (every[0], periods.positions(before.labels), every[2])
        )
        return earlier._selected(self.axes, every)

    def _selected(self, axes: Axes, maps: Maps) -> Self:
        values, missing = take(self.numbers, self.reasons, maps)
        return self._changed(axes=axes, numbers=values, reasons=missing, step=Selection(self, maps))

    def _require_item(self, item: str) -> None:
        if item not in self.items:
            known = [str(name) for name in self.items if name is not None]
            raise DefinitionError(f"{self.name} has no item {item!r}. {did_you_mean(item, known)}")
