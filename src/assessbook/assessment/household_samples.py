"""Household samples: observations whose item is a household, and counts of them that can be followed.

Takes the evidence; gives households by area and year, the exit line that holds for them, and counts as
measures: every household counted is read from its own cell, once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from assessbook.assessment.evidence import Evidence
from assessbook.assessment.suspicion import PaperExitParameters
from assessbook.core.numbers import as_decimal
from assessbook.core.periods import Period
from assessbook.core.units import Unit
from assessbook.measures import Derivation, Measure, constant, source_measure
from assessbook.measures.axes import Axis, Position
from assessbook.measures.elements import Elements, Reading
from assessbook.observations.observation import Observation

HOUSEHOLD = Unit.of("户")


@dataclass(frozen=True)
class Sample:
    """The households of an area and a year for which a measure has a value."""

    area: str
    period: Period
    entries: tuple[Observation, ...]

    def __len__(self) -> int:
        return len(self.entries)


def households(evidence: Evidence, measure: str) -> list[Observation]:
    """What was observed of single households in the evidence's region and below, yearly, with a value."""
    inside = set(evidence.scope)
    return [
        entry
        for entry in evidence.dataset.of(measure)
        if entry.region in inside
        and entry.item is not None
        and entry.period.is_year
        and entry.value is not None
    ]


def samples(evidence: Evidence, measure: str, *, own: bool = False) -> list[Sample]:
    """The samples of a measure, by area in the order of the definitions, then by year.

    Parameters
    ----------
    own : bool
        Areas are the regions named in the data (villages). Otherwise the evidence's region as a whole and
        the regions directly below it, each with everything inside it; a region that holds the whole
        sample isn't listed a second time.
    """
    entries = households(evidence, measure)
    if own:
        return _by_year([(entry.region, entry) for entry in entries], evidence.scope)
    owner = {
        place: child
        for child in evidence.definitions.children(evidence.region)
        for place in evidence.below(child)
    }
    whole = _by_year([(evidence.region, entry) for entry in entries], evidence.scope)
    sizes = {sample.period: len(sample) for sample in whole}
    below = [(owner[entry.region], entry) for entry in entries if entry.region in owner]
    parts = _by_year(below, evidence.scope)
    return whole + [part for part in parts if len(part) < sizes[part.period]]


def _by_year(entries: Iterable[tuple[str, Observation]], order: Sequence[str]) -> list[Sample]:
    groups: dict[tuple[str, Period], list[Observation]] = defaultdict(list)
    for area, entry in entries:
        groups[area, entry.period].append(entry)
    places = {area: index for index, area in enumerate(order)}
    keys = sorted(groups, key=lambda key: (places[key[0]], key[1]))
    return [Sample(area, period, tuple(groups[area, period])) for area, period in keys]


def income_of(entry: Observation) -> Decimal:
    """An income, freed of binary noise."""
    return as_decimal(entry.value or 0.0)


def yuan_of(entry: Observation) -> int:
    """An income to the yuan, rounded half up."""
    return int(income_of(entry).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def observed_incomes(evidence: Evidence, parameters: PaperExitParameters) -> list[str]:
    """The income measures with at least one household."""
    return [name for name in parameters.income_measures if households(evidence, name)]


def exit_line(
    evidence: Evidence, parameters: PaperExitParameters, income: str, area: str, period: Period
) -> Measure | None:
    """The exit line that holds for incomes of one concept in an area and a year; None if none is stated.

    Looked for in the area, then in the regions above it. A line of another income concept or of constant
    prices is never used for nominal incomes. A line stated for a span of years holds in each of them.
    """
    concept = evidence.definition(income).concept
    for name in parameters.line_measures:
        definition = evidence.definitions.measures.get(name)
        if definition is None or any(
            concept.get(key, word) != word for key, word in definition.concept.items()
        ):
            continue
        place: str | None = area
        while place is not None:
            stated = [
                entry
                for entry in evidence.dataset.of(name)
                if entry.region == place
                and entry.value is not None
                and entry.period.start <= period.start <= entry.period.end
            ]
            if stated:
                nearest = min(stated, key=lambda entry: entry.period.end - entry.period.start)
                return evidence.measure(name).at(region=place, year=nearest.period, item=nearest.item)
            place = evidence.definitions.regions[place].parent
    return None


# ---------------------------------------------------------------- counts


@dataclass(frozen=True)
class _Stacked:
    """Single elements set below each other. Leaves no trace of its own, like a selection."""

    parts: tuple[Measure, ...]

    def derive(self, measure: Elements, position: Position) -> Derivation:
        """What the element at this place was derived from."""
        return self.parts[position[0]].unfolded((0, 0, 0))

    def reads(self, positions: Iterable[Position]) -> Reading:
        """The parts that stand there."""
        return [(self.parts[place], [(0, 0, 0)]) for place, _, _ in positions]


def counted(
    evidence: Evidence,
    entries: Sequence[Observation],
    sample: Sample,
    identifier: str,
    name: str,
) -> Measure:
    """How many households there are among some observations, standing at a sample's area and year.

    Each counts one: its number times zero, plus one, so that a household without income counts, too. If
    there are none, the count is the sum of the whole sample's numbers times zero: a zero that can be
    followed to the cells that were looked through.

    Parameters
    ----------
    entries : sequence of Observation
        Observations of one measure, each with a value; they may be of several regions and years.
    sample : Sample
        Where the count stands, and what was looked through.
    """
    one = 1.0 if entries else 0.0
    groups: dict[tuple[str, Period], list[Observation]] = defaultdict(list)
    for entry in entries or sample.entries:
        groups[entry.region, entry.period].append(entry)
    # Each region and year by itself: together they would be an array of mostly empty places.
    parts = tuple(_count_of(evidence, group, one) for group in groups.values())
    labels = tuple(f"{region}/{period}" for region, period in groups)
    stacked = replace(
        parts[0],
        axes=(Axis(labels), Axis((sample.period,), fixed=True), Axis((None,), fixed=True)),
        numbers=np.array([[[part.scalar]] for part in parts], dtype=np.float64),
        reasons=np.zeros((len(parts), 1, 1), np.int8),
        step=_Stacked(parts),
    )
    return stacked.rollup(labels, into=sample.area).named(identifier, name, decimals=0)


def _count_of(evidence: Evidence, entries: Sequence[Observation], one: float) -> Measure:
    source = source_measure(entries[0].measure, entries, evidence.definitions)
    symbol = source.unit.symbol
    nothing = source * constant(0.0, f"{HOUSEHOLD.symbol}/{symbol}" if symbol else HOUSEHOLD.symbol)
    ones = nothing + constant(one, HOUSEHOLD.symbol)
    return replace(ones, concept={}).count_entries()


def share_of(part: Measure, whole: Measure, identifier: str, name: str) -> Measure:
    """A count as a percentage of another."""
    return (part / whole).to("%").named(identifier, name, decimals=1)
