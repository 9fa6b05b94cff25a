"""Tasks handed down: what the regions below are given may not add up to more than the region's own task.

Takes adopted observations; gives problems, at the cell of the whole. Only measures that their definition
declares to be tasks (``task: true`` in measures.yaml: planned exits, villages to be started) are looked at:
a sum above its whole among results is a finding for the quality chapter, not bad input. A document's own
contradiction isn't refused either: where a note in `tables.yaml` says of the whole or of a part that the
document disagrees with itself (不一致, 不符), the numbers are taken as printed and the quality chapter shows
both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assessbook.core.numbers import as_decimal, printed
from assessbook.core.problems import Problem
from assessbook.observations.adoption import fact_name, shown_value
from assessbook.observations.definitions import Definitions
from assessbook.observations.observation import Observation
from assessbook.observations.sheet_reader import Key

CONTRADICTORY = ("不一致", "不符")
"""Words by which a note says that the document disagrees with itself."""

_SHOWN = 6


def tasks_above_wholes(observations: Iterable[Observation], definitions: Definitions) -> Iterator[Problem]:
    """Tasks whose parts add up to more than the whole by more than all of them are rounded.

    Parameters
    ----------
    observations : iterable
        One per fact.
    definitions : Definitions
        Which measures are tasks, and which region lies in which.

    Limitations
    -----------
    A part is held against the nearest region above it that has a task of its own. Areas that cut across
    other regions (片区) are left out, or their counties would be counted twice. Less than the whole may be
    handed down: whether the rest was forgotten can't be told.
    """
    facts = {
        each.key: each
        for each in observations
        if each.value is not None and not each.comparator and _is_task(each, definitions)
    }
    parts: dict[Key, list[Observation]] = {}
    for part in facts.values():
        whole = _nearest_above(part, definitions, facts)
        if whole is not None and definitions.regions[part.region].level != "area":
            parts.setdefault(whole.key, []).append(part)
    for key, below in parts.items():
        whole = facts[key]
        if any(word in each.origin.note for each in (whole, *below) for word in CONTRADICTORY):
            continue
        if any((part.value or 0.0) > (whole.value or 0.0) for part in below):
            continue  # `parts_above_wholes` names the part.
        total = sum((as_decimal(part.value or 0.0) for part in below), start=as_decimal(0.0))
        if total > as_decimal((whole.value or 0.0) + _rounding([whole, *below])):
            unit = definitions.measures[whole.measure].unit
            listed = ", ".join(f"{part.region} {printed(part.value or 0.0)}" for part in below[:_SHOWN])
            more = ", …" if len(below) > _SHOWN else ""
            yield Problem(
                whole.origin.shown,
                f"{fact_name(whole, definitions)} is {shown_value(whole, definitions)}, but the tasks handed down "
                f"add up to {printed(float(total))}{unit} ({listed}{more}), in {below[0].origin.shown} and others",
                "Correct the cell that is wrong. If the document contradicts itself, say so (不一致) under notes: "
                "of the sheet in tables.yaml.",
            )


def _is_task(entry: Observation, definitions: Definitions) -> bool:
    definition = definitions.measures.get(entry.measure)
    return definition is not None and definition.task and entry.region in definitions.regions


def _nearest_above(
    part: Observation, definitions: Definitions, facts: dict[Key, Observation]
) -> Observation | None:
    """The same fact of the nearest region above that states one."""
    region, seen = definitions.regions[part.region], {part.region}
    while region.parent is not None and region.parent in definitions.regions and region.parent not in seen:
        seen.add(region.parent)
        whole = facts.get((part.measure, region.parent, part.period, part.item))
        if whole is not None:
            return whole
        region = definitions.regions[region.parent]
    return None


def _rounding(entries: list[Observation]) -> float:
    """Half of the last printed digit of each number; whole numbers are counts."""
    return sum(0.5 * 10.0**-entry.decimals for entry in entries if entry.decimals)
