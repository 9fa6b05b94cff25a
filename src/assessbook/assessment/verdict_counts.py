"""How many targets of a plan have each outcome, as numbers that can be traced to the targets counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from assessbook.assessment.plan_numbers import SHEET
from assessbook.assessment.verdict import OUTCOMES, Outcome, Verdict
from assessbook.core.missing import Missing
from assessbook.core.periods import Period
from assessbook.core.units import Unit
from assessbook.measures import Measure
from assessbook.measures.axes import Axis
from assessbook.measures.steps import Position, Read
from assessbook.observations.definitions import Definitions
from assessbook.observations.observation import Observation, Origin


def outcome_counts(verdicts: Sequence[Verdict], definitions: Definitions) -> dict[Outcome, Measure]:
    """The number of verdicts of each outcome that occurs; the outcomes that don't are left out.

    Returns
    -------
    dict
        Outcome -> one element, unit 项, standing at the year and the region of the verdicts. Its
        derivation is a sum of ones, one for each target, traced to the target's line in the plan.
    """
    found: dict[Outcome, Measure] = {}
    for outcome, name in OUTCOMES.items():
        chosen = [verdict for verdict in verdicts if verdict.outcome == outcome]
        if chosen:
            found[outcome] = counted(chosen, definitions, f"targets_{outcome}", f"“{name}”的目标数")
    return found


def counted(verdicts: Iterable[Verdict], definitions: Definitions, identifier: str, name: str) -> Measure:
    """The number of some verdicts, each counted once.

    Raises
    ------
    ValueError
        If there are none: a count of nothing has no source.
    """
    chosen = list(verdicts)
    if not chosen:
        raise ValueError("no verdicts to count")
    region, period = chosen[0].target.region, Period(chosen[0].year, chosen[0].year)
    places: dict[Position, Observation] = {}
    for place, verdict in enumerate(chosen):
        target = verdict.target
        citation = f"{target.source.document}{target.section}"
        origin = Origin(target.source.file, SHEET, target.id, target.quote, citation, target.note or "")
        places[(0, 0, place)] = Observation(
            "plan_target", region, period, target.id, 1.0, Missing.PRESENT, origin
        )
    shape = (1, 1, len(chosen))
    listed = Measure(
        identifier="plan_target",
        name="规划目标",
        unit=Unit.of("项"),
        axes=(
            Axis((region,), fixed=True),
            Axis((period,), fixed=True),
            Axis(tuple(verdict.target.id for verdict in chosen)),
        ),
        values=np.ones(shape),
        missing=np.zeros(shape, np.int8),
        step=Read(places),
        additive=True,
        region_names={key: entry.name for key, entry in definitions.regions.items()},
        item_names={verdict.target.id: verdict.target.name for verdict in chosen},
    )
    return listed.count_entries().named(identifier, name, decimals=0)
