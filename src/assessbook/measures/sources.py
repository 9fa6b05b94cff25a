"""Observations of one measure as a `Measure`, with the concept, unit and names of its definition."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from assessbook.core.missing import Missing
from assessbook.core.problems import DefinitionError, did_you_mean
from assessbook.core.units import Unit
from assessbook.measures.axes import ABSENT, Axis, Position
from assessbook.measures.measure import Measure
from assessbook.measures.steps import Read
from assessbook.observations.dataset import Dataset
from assessbook.observations.definitions import Definitions
from assessbook.observations.observation import Observation


class SourceMeasures:
    """The measures of a dataset, each built when it is first asked for.

    Parameters
    ----------
    dataset : Dataset
        Where the observations and definitions are from.
    """

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self._built: dict[str, Measure] = {}

    def of(self, identifier: str) -> Measure:
        """A measure, as `source_measure` builds it."""
        if identifier not in self._built:
            observations, definitions = self.dataset.of(identifier), self.dataset.definitions
            self._built[identifier] = source_measure(identifier, observations, definitions)
        return self._built[identifier]


def source_measure(identifier: str, observations: Iterable[Observation], definitions: Definitions) -> Measure:
    """Build a measure from its observations.

    Parameters
    ----------
    identifier : str
        Id of the measure in `measures.yaml`.
    observations : iterable of Observation
        Those of this measure, one for each region, period and item.

    Returns
    -------
    Measure
        Region x period x item. Items are all of the measure's classification (missing where nothing
        was observed), or the names met for lists. A measure without observations has no regions.

    Raises
    ------
    DefinitionError
        If the id isn't defined, an observation's item isn't in the measure's classification (or is
        missing from it, or the measure isn't classified), or two observations state one fact.
    """
    definition = definitions.measures.get(identifier)
    if definition is None:
        raise DefinitionError(
            f"there is no measure {identifier!r}. {did_you_mean(identifier, definitions.measures)}"
        )
    found = list(observations)
    regions = Axis(tuple(dict.fromkeys(entry.region for entry in found)))
    periods = Axis(tuple(sorted({entry.period for entry in found})))
    group = definitions.classifications.get(definition.classification or "")
    if group is not None:
        items = Axis(tuple(group.items))
    elif definition.kind == "entry":
        items = Axis(tuple(dict.fromkeys(entry.item for entry in found)))
    else:
        items = Axis((None,), fixed=True)
    shape = (len(regions), len(periods), len(items))
    values = np.full(shape, np.nan)
    missing = np.full(shape, Missing.NO_OBSERVATION, np.int8)
    places: dict[Position, Observation] = {}
    at = tuple(
        {label: index for index, label in enumerate(axis.labels)} for axis in (regions, periods, items)
    )
    for entry in found:
        place = (at[0][entry.region], at[1][entry.period], at[2].get(entry.item, ABSENT))
        if ABSENT in place:
            raise DefinitionError(f"{identifier} has no item {entry.item!r}, read from {entry.origin.shown}")
        if place in places:
            both = f"{places[place].origin.shown} and {entry.origin.shown}"
            raise DefinitionError(f"{identifier} has two observations of one fact: {both}")
        places[place] = entry
        missing[place] = entry.missing
        if entry.value is not None:
            values[place] = entry.value
    entries = group.items if group else {}
    axes = (regions, periods, items)
    return Measure(
        identifier=identifier,
        name=definition.name,
        unit=Unit.of(definition.unit),
        axes=axes,
        numbers=values,
        reasons=missing,
        step=Read(identifier, axes, places),
        concept=dict(definition.concept),
        additive=definition.additive,
        decimals=definition.decimals,
        region_names={name: region.name for name, region in definitions.regions.items()},
        item_names={name: item.name for name, item in entries.items()},
        item_parents={name: item.parent for name, item in entries.items() if item.parent},
        is_stock=definition.kind == "stock",
    )
