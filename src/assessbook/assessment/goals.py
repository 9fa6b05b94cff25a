"""Goals: the plan's own number for a case, and the year it stands at."""

from __future__ import annotations

from assessbook.assessment.case import Case
from assessbook.assessment.plan import last_year
from assessbook.assessment.plan_numbers import base_value, threshold, upper_end
from assessbook.assessment.reading import Reading
from assessbook.measures import Measure


def against_threshold(case: Case, actual: Measure, when: str = "评价年度") -> Reading:
    """The actual against the plan's own number; what is missing keeps the goal beside it."""
    goal = plan_goal(case)
    if actual.scalar is None:
        return Reading(goal=goal, missing=(case.missing(case.measure, case.region, when, actual),))
    if goal is None:
        return Reading(actual=actual, missing=("原文未给出目标数值",))
    top = case.target.upper
    upper = upper_end(case.target, case.definitions, goal_year(case)) if top is not None else None
    return Reading(actual=actual, goal=goal, upper=upper)


def stated_base(case: Case, unit: str) -> Measure | None:
    """The value the plan states for the base year of the region it names; of other regions it says none."""
    if case.region != case.target.region:
        return None
    return base_value(case.target, case.definitions, unit)


def plan_goal(case: Case) -> Measure | None:
    """The number the plan itself gives; None where it gives none, or only one to be multiplied or added."""
    derived = case.target.kind in ("relative_growth", "multiple") and not _is_multiple(case)
    if case.target.threshold is None or derived:
        return None
    return threshold(case.target, case.definitions, goal_year(case))


def _is_multiple(case: Case) -> bool:
    measured = case.definitions.measures.get(case.measure)
    return measured is not None and measured.kind == case.target.kind


def as_goal(case: Case, element: Measure) -> Measure:
    """What is compared with, under the id of the target's goal unless it is a figure of its own."""
    return element if is_source(element) else case.computed(element, "goal", f"{case.target.name}（比较值）")


def is_source(element: Measure) -> bool:
    """Whether an element stands in a cell as it is."""
    return element.derivation_at((0, 0, 0)).observation is not None


def goal_year(case: Case) -> int:
    """The year a goal stands at: the year judged where it returns every year, else the due year."""
    returns = case.target.recurrence == "annual" or case.target.kind == "baseline"
    return case.year if returns else last_year(case.target)
