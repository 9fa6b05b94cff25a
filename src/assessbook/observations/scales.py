"""Magnitudes that can't be meant: fractions for percentages, 万元 for 亿元, parts above their wholes.

Takes statements and adopted observations; gives problems. A value whose cell has a note in `tables.yaml`
is taken as meant: that is how a misprint of the source document is kept as it is printed.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from assessbook.core.numbers import printed
from assessbook.core.problems import Problem
from assessbook.core.units import Unit
from assessbook.observations.adoption import fact_name, shown_value
from assessbook.observations.definitions import Definitions, MeasureDefinition
from assessbook.observations.observation import Observation
from assessbook.observations.sheet_reader import Key, Statement

KEEP = "If the document prints it so, say that under notes: of the sheet in tables.yaml."
# An entry so many times the others is in a smaller unit; 万元 for 亿元 is ten thousand times.
SUSPICIOUS_RATIO = 1000
SMALLER_UNIT = {"亿元": "万元", "万元": "元"}
PERCENTAGES_ABOVE = 10


@dataclass(frozen=True)
class _Entry:
    """A statement with a value other than zero."""

    observation: Observation
    value: float
    noted: bool


def implausible_magnitudes(statements: Iterable[Statement], definitions: Definitions) -> Iterator[Problem]:
    """Fractions among percentages and small units among large ones, looked for sheet by sheet."""
    groups: dict[tuple[str, str, str], list[_Entry]] = {}
    for statement in statements:
        observation = statement.observation
        if observation.value and observation.measure in definitions.measures:
            origin = observation.origin
            group = groups.setdefault((origin.file, origin.sheet, observation.measure), [])
            group.append(_Entry(observation, observation.value, statement.noted))
    for (_, _, measure), entries in groups.items():
        definition = definitions.measures[measure]
        if definition.unit == "%" and definition.kind != "growth":
            yield from _fractions(entries)
        elif definition.unit in SMALLER_UNIT:
            yield from _smaller_units(entries, definition, definitions)


def _fractions(entries: list[_Entry]) -> Iterator[Problem]:
    """0.95 beside 95.2."""
    others = [entry for entry in entries if entry.value > 1]
    if sum(entry.value > PERCENTAGES_ABOVE for entry in others) * 2 <= len(others):
        return
    for entry in entries:
        if entry.noted or not 0 < entry.value <= 1 or _shares_add_up(entry, entries):
            continue
        neighbour = _neighbour(entry, entries) or median(other.value for other in others)
        as_printed = abs(math.log(entry.value / neighbour))
        as_fraction = abs(math.log(100 * entry.value / neighbour))
        if as_fraction >= as_printed:
            continue  # A rate that fell below 1% over the years continues its own series.
        example = min(others, key=lambda other: abs(other.value - 100 * entry.value))
        found, meant = printed(entry.value), printed(100 * entry.value)
        yield Problem(
            entry.observation.origin.shown,
            f"{entry.observation.measure}: found {found} beside {printed(example.value)} "
            f"({example.observation.origin.cell}); a percentage is needed",
            f"Write {meant} if {meant}% is meant. {KEEP}",
        )


def _neighbour(entry: _Entry, entries: list[_Entry]) -> float | None:
    """The value of the same region and item at the nearest other year."""
    here = entry.observation
    series = [
        other
        for other in entries
        if other is not entry
        and (other.observation.region, other.observation.item) == (here.region, here.item)
        and other.value > 0
    ]
    nearest = min(series, key=lambda other: abs(other.observation.period.end - here.period.end), default=None)
    return nearest.value if nearest else None


def _shares_add_up(entry: _Entry, entries: list[_Entry]) -> bool:
    """Whether the items of one region and year add up to 100 as printed, as shares of a whole do."""
    here = entry.observation
    shares = [
        other.value
        for other in entries
        if other.observation.item is not None
        and (other.observation.region, other.observation.period) == (here.region, here.period)
    ]
    return len(shares) > 1 and abs(sum(shares) - 100) <= 0.1


def _smaller_units(
    entries: list[_Entry], definition: MeasureDefinition, definitions: Definitions
) -> Iterator[Problem]:
    """6000 (万元) in a column of 亿元, compared with entries of regions of the same level."""
    levels: dict[str, list[_Entry]] = {}
    for entry in entries:
        region = definitions.regions.get(entry.observation.region)
        levels.setdefault(region.level if region else "", []).append(entry)
    smaller = SMALLER_UNIT[definition.unit]
    factor = float(Unit.of(smaller).factor_to(Unit.of(definition.unit)))
    for level in levels.values():
        ordered = sorted(abs(entry.value) for entry in level)
        for entry in level if len(level) > 1 else ():
            usual = _median_without(ordered, abs(entry.value))
            if entry.noted or abs(entry.value) < SUSPICIOUS_RATIO * usual:
                continue
            found, meant = printed(entry.value), printed(entry.value * factor)
            yield Problem(
                entry.observation.origin.shown,
                f"{entry.observation.measure} is {found}{definition.unit}, {printed(abs(entry.value) / usual, 0)} "
                f"times the median of the other entries; {found}{smaller} would be {meant}{definition.unit}",
                f"If it is in {smaller}, enter {meant}. {KEEP}",
            )


def _median_without(ordered: Sequence[float], one: float) -> float:
    """The median of the others, without going through them all again for each entry of a long sheet."""
    left, place = len(ordered) - 1, bisect_left(ordered, one)
    middle = [ordered[index + (index >= place)] for index in {(left - 1) // 2, left // 2}]
    return sum(middle) / len(middle)


def parts_above_wholes(
    observations: Iterable[Observation], definitions: Definitions, noted: set[str]
) -> Iterator[Problem]:
    """Items larger than the item they belong to, and regions larger than the region they lie in.

    Parameters
    ----------
    observations : iterable
        One per fact.
    definitions : Definitions
        Parents of items and regions, and which measures add up.
    noted : set of str
        Addresses of cells with a note; a value there is taken as meant.

    Limitations
    -----------
    Ratios and levels are left out: a township's rate may exceed its county's.
    """
    facts = {each.key: each for each in observations if each.value is not None and not each.comparator}
    for part in facts.values():
        definition = definitions.measures.get(part.measure)
        if definition is None or part.origin.address in noted:
            continue
        wholes: list[Observation | None] = []
        if part.item is not None and _items_add_up(definition):
            wholes.append(_whole_item(part, definition, definitions, facts))
        if definition.additive:
            wholes.append(_whole_region(part, definitions, facts))
        for whole in wholes:
            if whole and whole.origin.address not in noted and _exceeds(part, whole):
                yield Problem(
                    part.origin.shown,
                    f"{fact_name(part, definitions)} is {shown_value(part, definitions)}, more than the whole it is "
                    f"part of: {fact_name(whole, definitions)} is {shown_value(whole, definitions)} in {whole.origin.shown}",
                    f"Correct one of the two cells. {KEEP}",
                )


def _items_add_up(definition: MeasureDefinition) -> bool:
    is_amount = definition.kind in ("stock", "flow", "entry") and not Unit.of(definition.unit).is_ratio
    return definition.additive or is_amount


def _whole_item(
    part: Observation,
    definition: MeasureDefinition,
    definitions: Definitions,
    facts: dict[Key, Observation],
) -> Observation | None:
    """The nearest forebear of the item with a value, or the undivided measure."""
    group = definitions.classifications.get(definition.classification or "")
    if group is None:
        return None
    item, seen = part.item, set[str]()
    while item is not None and item in group.items and item not in seen:
        seen.add(item)
        item = group.items[item].parent
        whole = facts.get((part.measure, part.region, part.period, item))
        if whole:
            return whole
    return None


def _whole_region(
    part: Observation, definitions: Definitions, facts: dict[Key, Observation]
) -> Observation | None:
    """The nearest region above with a value."""
    region = definitions.regions.get(part.region)
    seen = {part.region}
    while region and region.parent and region.parent not in seen:
        seen.add(region.parent)
        whole = facts.get((part.measure, region.parent, part.period, part.item))
        if whole:
            return whole
        region = definitions.regions.get(region.parent)
    return None


def _exceeds(part: Observation, whole: Observation) -> bool:
    """Whether a part is larger than its whole by more than both are rounded."""
    rounding = 0.5 * 10.0**-part.decimals + 0.5 * 10.0**-whole.decimals
    if part.decimals == whole.decimals == 0:
        rounding = 0.0  # Whole numbers are counts.
    return (part.value or 0.0) > (whole.value or 0.0) + rounding * (1 + 1e-9)
