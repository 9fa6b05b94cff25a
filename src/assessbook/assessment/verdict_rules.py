"""What is compared with what, one rule for each kind of target.

Each rule takes a case and gives a `Reading`: the actual and the goal, or what is missing. Whether the
goal is met, and what that means before its due year, is for `verdicts`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assessbook.assessment.case import Case
from assessbook.assessment.checklists import items_checked
from assessbook.assessment.comparable import Incomparable, require_one_concept
from assessbook.assessment.goals import against_threshold, goal_year, plan_goal, stated_base
from assessbook.assessment.plan import first_year, last_year
from assessbook.assessment.plan_numbers import at_year, threshold
from assessbook.assessment.plan_words import NUMERIC
from assessbook.assessment.reading import Reading
from assessbook.assessment.reference_rules import relative_growth, relative_level, trend
from assessbook.core.units import Unit
from assessbook.measures import Measure

Rule = Callable[[Case], Reading]
"""What a rule is."""


def read(case: Case) -> Reading:
    """Read what the kind of the target asks for.

    Returns
    -------
    Reading
        Without an actual or a goal where something is missing or can't be compared; `missing` says what.
    """
    if case.target.measure is None:
        return Reading(goal=plan_goal(case), missing=("未确定可观测的指标",))
    try:
        if case.target.price == "constant" and not _has_constant_prices(case):
            raise Incomparable("目标按不变价计算，观测值不能换算为不变价，不可比较")
        made = _rule(case)(case)
        if made.actual is not None and made.goal is not None:
            require_one_concept(made.actual, made.goal)
    except Incomparable as reason:
        return Reading(goal=plan_goal(case), missing=(str(reason),))
    return made


def _rule(case: Case) -> Rule:
    comparator = case.target.comparator
    if comparator in ("done", "members"):
        return milestone
    return trend if comparator == "narrowing" else RULES[case.target.kind]


def level(case: Case) -> Reading:
    """The value of the year against the plan's number, or against the reference region's value.

    The latter where the plan gives no number, or a percentage of a measure that is none.

    Limitations
    -----------
    A flow of a year that was only observed as part of a longer span has no value.
    """
    if case.target.reference is not None and _is_relative(case):
        return relative_level(case)
    actual = case.value(case.measure, case.region, case.year)
    return against_threshold(case, actual)


def cumulative(case: Case) -> Reading:
    """The sum of yearly flows from the year after the base year; stocks are cumulative themselves."""
    if case.definition.kind not in ("flow", "entry"):
        return level(case)
    first = first_year(case.target)
    if case.year < first:
        return Reading(missing=("评价年度早于起始年度",))
    return against_threshold(case, case.over_years(first, case.year), "起始年度至评价年度")


def share(case: Case) -> Reading:
    """A rate; or the cumulated flow as a share of the plan's base value."""
    if case.definition.kind != "flow" or case.definition.unit in ("%", "‰", "倍", ""):
        return level(case)
    base = stated_base(case, case.definition.unit)
    made = cumulative(case)
    if base is None or made.actual is None:
        return made if made.missing else Reading(missing=("基期值无数据",))
    actual = (made.actual / base).to(case.target.unit or "%")
    return against_threshold(case, case.computed(replace(actual, concept={})))


def multiple(case: Case) -> Reading:
    """At least so many times the value of the base year, both in the prices of the measure."""
    if case.definition.kind == "multiple":
        return level(case)
    actual = case.value(case.measure, case.region, case.year)
    base = base_of_multiple(case)
    missing = [
        case.missing(case.measure, case.region, when, element)
        for when, element in (("评价年度", actual), ("基期", base))
        if element.scalar is None
    ]
    if missing:
        return Reading(missing=tuple(missing))
    times = threshold(case.target, case.definitions, case.year).to("")
    goal = replace(at_year(base * times, case.region, goal_year(case)), decimals=case.definition.decimals)
    return Reading(actual=actual, goal=case.computed(goal, "goal", f"{case.target.name}（目标）"))


def base_of_multiple(case: Case) -> Measure:
    """The value of the base year: the plan's own, or what was observed."""
    stated = stated_base(case, case.definition.unit)
    if stated is not None:
        # The plan speaks of the same quantity as the measure.
        return replace(stated, concept=case.concept)
    return case.value(case.measure, case.region, first_year(case.target) - 1)


def milestone(case: Case) -> Reading:
    """Done or not: 1 or 0; of a measure in years (年), the year in which it was done.

    What was done in an earlier year stays done, unless it is to be kept up through a phase or every year.

    Limitations
    -----------
    Observations are of years: whether a date within the year was kept can't be told.
    """
    target = case.target
    first = case.year if target.recurrence != "once" else min(target.source.span.start, case.year)
    found = [case.value(case.measure, case.region, year) for year in range(case.year, first - 1, -1)]
    known = [element for element in found if element.scalar is not None]
    if not known:
        return Reading(missing=(case.missing(case.measure, case.region, "评价年度", found[0]),))
    value = known[0].scalar or 0
    done = value >= 1 and (case.definition.unit != "年" or value <= last_year(target))
    if not done and found[0].scalar is None:
        return Reading(missing=(case.missing(case.measure, case.region, "评价年度", found[0]),))
    return Reading(actual=known[0], done=done)


def checklist(case: Case) -> Reading:
    """Every item of the measure's classification; a count of items where it has none."""
    group = case.definitions.classifications.get(case.definition.classification or "")
    return level(case) if group is None or case.target.item else items_checked(case, group)


RULES: dict[str, Rule] = {
    "level": level,
    "flow": level,
    "cumulative": cumulative,
    "share": share,
    "relative_growth": relative_growth,
    "relative_level": relative_level,
    "multiple": multiple,
    "range": level,
    "checklist": checklist,
    "milestone": level,
    "trend": trend,
    "baseline": level,
    "norm": level,
    "ranking": level,
    "process": level,
}
"""The rule of each kind. A milestone with a number is a level to be reached by its date."""


def _has_constant_prices(case: Case) -> bool:
    """Whether the measure is at constant prices, or can be brought to them by consumer prices."""
    return case.definition.concept.get("price") == "constant" or case.is_deflated(case.measure)


def _is_relative(case: Case) -> bool:
    """Whether it is the relation to the reference that is judged, not the value itself."""
    if case.target.threshold is None:
        return case.target.comparator in NUMERIC
    return Unit.of(case.target.unit).is_ratio and not Unit.of(case.definition.unit).is_ratio
