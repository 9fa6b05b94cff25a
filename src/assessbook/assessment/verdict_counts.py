"""How many targets, or regions of a target, have each outcome; traced to the lines of the plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from assessbook.assessment.plan_numbers import SHEET
from assessbook.assessment.verdict import OUTCOMES, Outcome, Verdict
from assessbook.core.missing import Missing
from assessbook.core.periods import Period
from assessbook.core.units import Unit
from assessbook.measures import Measure, constant
from assessbook.measures.axes import Axis, Position
from assessbook.measures.steps import Read
from assessbook.observations.definitions import Definitions
from assessbook.observations.observation import Observation, Origin


def outcome_counts(verdicts: Sequence[Verdict], definitions: Definitions) -> dict[Outcome, Measure]:
    """The number of verdicts of each outcome that occurs; the outcomes that don't are left out.

    Returns
    -------
    dict
        Outcome -> one element, unit 项, standing at the year and the region of the first verdict. Its
        derivation is a sum of ones, one for each target, traced to the target's line in the plan.
    """
    found: dict[Outcome, Measure] = {}
    for outcome, name in OUTCOMES.items():
        chosen = [verdict for verdict in verdicts if verdict.outcome == outcome]
        if chosen:
            identifier, words = f"targets_{outcome}", f"“{name}”的目标数"
            region = verdicts[0].target.region
            found[outcome] = counted(chosen, definitions, identifier, words, region=region)
    return found


def counted(
    verdicts: Iterable[Verdict],
    definitions: Definitions,
    identifier: str,
    name: str,
    *,
    region: str | None = None,
) -> Measure:
    """The number of some verdicts, each counted once, standing at `region` or that of the first.

    Raises
    ------
    ValueError
        If there are none: a count of nothing has no source.
    """
    chosen = list(verdicts)
    names = {verdict.target.id: verdict.target.name for verdict in chosen}
    listed = replace(_listed(chosen, list(names), definitions, region), item_names=names)
    return listed.count_entries().named(identifier, name, decimals=0)


def counted_regions(
    verdicts: Iterable[Verdict], definitions: Definitions, identifier: str, name: str
) -> Measure:
    """The number of regions (个) among the verdicts of one target, standing at the region it names.

    Raises
    ------
    ValueError
        If there are none.
    """
    chosen = list(verdicts)
    names = {verdict.region: definitions.regions[verdict.region].name for verdict in chosen}
    listed = replace(_listed(chosen, list(names), definitions), item_names=names)
    # The target is judged once for each region, so that as many targets are as many regions.
    made = listed.count_entries() * constant(1, "个/项")
    return made.named(identifier, name, decimals=0)


def _listed(
    verdicts: Sequence[Verdict], labels: Sequence[str], definitions: Definitions, region: str | None = None
) -> Measure:
    """A one for each verdict, under its label, traced to the target's line in the plan."""
    if not verdicts:
        raise ValueError("no verdicts to count")
    region, period = region or verdicts[0].target.region, Period(verdicts[0].year, verdicts[0].year)
    places: dict[Position, Observation] = {}
    for place, (verdict, label) in enumerate(zip(verdicts, labels, strict=True)):
        target = verdict.target
        citation = f"{target.source.document}{target.section}"
        origin = Origin(target.source.file, SHEET, target.id, target.quote, citation, target.note or "")
        places[(0, 0, place)] = Observation(
            "plan_target", region, period, label, 1.0, Missing.PRESENT, origin
        )
    shape = (1, 1, len(verdicts))
    axes = (Axis((region,), fixed=True), Axis((period,), fixed=True), Axis(tuple(labels)))
    return Measure(
        identifier="plan_target",
        name="规划目标",
        unit=Unit.of("项"),
        axes=axes,
        numbers=np.ones(shape),
        reasons=np.zeros(shape, np.int8),
        step=Read("plan_target", axes, places),
        additive=True,
        region_names={key: entry.name for key, entry in definitions.regions.items()},
    )
