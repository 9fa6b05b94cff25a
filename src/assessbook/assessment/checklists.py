"""Checklists: every item of a classification, observed as 1 or 0 (or as a coverage of 100%)."""

from __future__ import annotations

from dataclasses import replace

from assessbook.assessment.case import Case
from assessbook.assessment.plan import last_year
from assessbook.assessment.plan_numbers import threshold
from assessbook.assessment.reading import Reading, settled
from assessbook.assessment.verdict import Condition, Outcome
from assessbook.core.numbers import as_decimal
from assessbook.core.periods import Period
from assessbook.core.units import Unit
from assessbook.measures import Measure, source_measure
from assessbook.observations.definitions import Classification


def items_checked(case: Case, group: Classification) -> Reading:
    """Each item's condition, and how many are met where all were observed.

    An item is met by 1, by 100 where the measure is a percentage. All are needed, or as many as the
    target's threshold says.
    """
    parents = {item.parent for item in group.items.values()}
    items = [name for name in group.items if name not in parents]
    conditions = tuple(_condition(case, item, group.items[item].name) for item in items)
    needed = None if case.target.threshold is None else min(int(case.target.threshold), len(items))
    missing = tuple(each.reasons[0] for each in conditions if each.reasons)
    done = settled(conditions, needed)
    count = _count(case, items) if not missing else None
    goal = None
    if case.target.threshold is not None:
        goal = threshold(case.target, case.definitions, last_year(case.target))
    return Reading(
        actual=count,
        goal=goal,
        missing=missing if done is None else (),
        done=done,
        conditions=conditions,
    )


def _condition(case: Case, item: str, name: str) -> Condition:
    one = replace(case, target=case.target.model_copy(update={"item": item}))
    actual = one.value(case.measure, case.region, case.year)
    if actual.scalar is None:
        place = case.definitions.regions[case.region].name
        return Condition(name, "no_observation", reasons=(f"{place}“{name}”无数据",))
    outcome: Outcome = "met" if as_decimal(actual.scalar) >= _full(case) else "not_met"
    return Condition(name, outcome, actual=actual)


def _count(case: Case, items: list[str]) -> Measure | None:
    """How many items are met: the sum of their ones; None for percentages."""
    if _full(case) != 1:
        return None
    period = Period(case.year, case.year)
    found = (case.entry(case.measure, case.region, period, item) for item in items)
    entries = [entry for entry in found if entry is not None]
    made = source_measure(case.measure, entries, case.definitions).at(region=case.region, year=period)
    total = replace(made, additive=True).sum_items(items)
    unit = Unit.of(case.target.unit or "项")
    return case.computed(replace(total, unit=unit)) if total.scalar is not None else None


def _full(case: Case) -> int:
    return 100 if case.definition.unit == "%" else 1
