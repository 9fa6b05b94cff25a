"""What is compared with what, one rule for each kind of target.

Each rule takes a case and gives a `Reading`: the actual and the goal, or what is missing. Whether the
goal is met, and what that means before its due year, is for `verdicts`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assessbook.assessment.case import Case, Incomparable, require_one_concept
from assessbook.assessment.checklists import items_checked
from assessbook.assessment.plan import first_year, last_year
from assessbook.assessment.plan_numbers import at_year, base_value, threshold, upper_end
from assessbook.assessment.plan_words import NUMERIC
from assessbook.assessment.reading import Reading
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
        return Reading(missing=("未确定可观测的指标",))
    rule = milestone if case.target.comparator in ("done", "members") else RULES[case.target.kind]
    try:
        if case.target.price == "constant" and case.definition.concept.get("price") != "constant":
            raise Incomparable("目标按不变价计算，观测值为现价，缺少平减指数，不可比较")
        made = rule(case)
        if made.actual is not None and made.goal is not None:
            require_one_concept(made.actual, made.goal)
    except Incomparable as reason:
        return Reading(missing=(str(reason),))
    return made


def level(case: Case) -> Reading:
    """The value of the year against the plan's number; against the reference where it has none.

    Limitations
    -----------
    A flow of a year that was only observed as part of a longer span has no value.
    """
    if case.target.reference is not None and case.target.comparator in NUMERIC:
        return relative_level(case)
    actual = case.value(case.measure, case.region, case.year)
    return _against_threshold(case, actual)


def cumulative(case: Case) -> Reading:
    """The sum of yearly flows from the year after the base year; stocks are cumulative themselves."""
    if case.definition.kind not in ("flow", "entry"):
        return level(case)
    first = first_year(case.target)
    if case.year < first:
        return Reading(missing=("评价年度早于起始年度",))
    actual = case.over_years(first, case.year)
    if actual.scalar is None:
        return Reading(missing=(case.missing(case.measure, case.region, "（起始年度至评价年度）", actual),))
    return _against_threshold(case, actual)


def share(case: Case) -> Reading:
    """A rate; or the cumulated flow as a share of the plan's base value."""
    if case.definition.kind != "flow" or case.definition.unit in ("%", "‰", "倍", ""):
        return level(case)
    base = base_value(case.target, case.definitions, case.definition.unit)
    made = cumulative(case)
    if base is None or made.actual is None:
        return made if made.missing else Reading(missing=("基期值无数据",))
    actual = (made.actual / base).to(case.target.unit or "%")
    return _against_threshold(case, case.computed(replace(actual, concept={})))


def relative_growth(case: Case) -> Reading:
    """Growth against that of the reference region in the same year, in the same concept.

    A measure that is a growth itself is taken as it stands; of a level, growth is this year's over last
    year's, in the prices of the measure. A threshold adds so many points (百分点) to the reference's
    growth, or multiplies it (倍).
    """
    other, measure = _reference(case)
    own, first = _growth(case, case.measure, case.region)
    theirs, second = _growth(case, measure, other)
    if own is None or theirs is None:
        return Reading(missing=(*first, *second))
    require_one_concept(own, theirs)
    if case.target.threshold is not None:
        number = threshold(case.target, case.definitions, case.year)
        theirs = theirs + number if case.target.unit == "百分点" else theirs * number.to("")
    actual = own if is_source(own) else case.computed(own)
    return Reading(actual=actual, goal=_as_goal(case, theirs))


def relative_level(case: Case) -> Reading:
    """The level against the reference's; with a threshold, as a percentage or multiple of it."""
    other, measure = _reference(case)
    own = case.value(case.measure, case.region, case.year)
    theirs = case.value(measure, other, case.year)
    missing = tuple(
        case.missing(name, region, "评价年度", element)
        for name, region, element in ((case.measure, case.region, own), (measure, other, theirs))
        if element.scalar is None
    )
    if missing:
        return Reading(missing=missing)
    require_one_concept(own, theirs)
    if case.target.threshold is None:
        return Reading(actual=own, goal=_as_goal(case, theirs))
    ratio = own / theirs
    if ratio.scalar is None:
        return Reading(missing=(f"{case.definitions.regions[other].name}数值为零，不能计算相对水平",))
    return _against_threshold(case, case.computed(replace(ratio.to(case.target.unit or "%"), concept={})))


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
    goal = at_year(base * times, case.region, goal_year(case))
    return Reading(actual=actual, goal=case.computed(goal, "goal", f"{case.target.name}（目标）"))


def base_of_multiple(case: Case) -> Measure:
    """The value of the base year: the plan's own, or what was observed."""
    stated = base_value(case.target, case.definitions, case.definition.unit)
    if stated is not None:
        # The plan speaks of the same quantity as the measure.
        return replace(stated, concept=dict(case.definition.concept))
    return case.value(case.measure, case.region, first_year(case.target) - 1)


def trend(case: Case) -> Reading:
    """Narrowing: the gap this year is smaller than in the base year, or than last year.

    Last year is compared with where the plan names no base year, or asks for it every year. Without a
    reference the measure is itself the gap. With one, the gap is the difference between percentages,
    or, of levels, the difference as a percentage of the reference's level (相对差距).
    """
    annual = case.target.recurrence == "annual" or case.target.base is None
    then = case.year - 1 if annual else first_year(case.target) - 1
    before, first = _distance(case, then, "上年" if annual else "基期")
    reverse = before is not None and case.target.reference is not None and (before.scalar or 0) < 0
    if reverse:
        before, first = _distance(case, then, "", reverse=True)
    now, second = _distance(case, case.year, "评价年度", reverse=reverse)
    if now is None or before is None:
        return Reading(missing=(*second, *first))
    return Reading(actual=now, goal=_as_goal(case, before))


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


def is_source(element: Measure) -> bool:
    """Whether an element stands in a cell as it is."""
    return element.derivation_at((0, 0, 0)).observation is not None


def goal_year(case: Case) -> int:
    """The year a goal stands at: the year judged where it returns every year, else the due year."""
    returns = case.target.recurrence == "annual" or case.target.kind == "baseline"
    return case.year if returns else last_year(case.target)


def _against_threshold(case: Case, actual: Measure) -> Reading:
    if actual.scalar is None:
        return Reading(missing=(case.missing(case.measure, case.region, "评价年度", actual),))
    if case.target.threshold is None:
        return Reading(actual=actual, missing=("原文未给出目标数值",))
    year = goal_year(case)
    upper = upper_end(case.target, case.definitions, year) if case.target.upper is not None else None
    return Reading(actual=actual, goal=threshold(case.target, case.definitions, year), upper=upper)


def _reference(case: Case) -> tuple[str, str]:
    """The region compared with, and the measure it is compared by."""
    if case.target.reference is None:
        raise Incomparable("未指明参照地区")
    return case.target.reference, case.target.reference_measure or case.measure


def _growth(case: Case, measure: str, region: str) -> tuple[Measure | None, tuple[str, ...]]:
    """The growth of a measure over last year in percent, unnamed where computed; or what is missing."""
    now = case.value(measure, region, case.year)
    if case.definitions.measures[measure].kind == "growth":
        return (
            (now, ()) if now.scalar is not None else (None, (case.missing(measure, region, "评价年度", now),))
        )
    before = case.value(measure, region, case.year - 1)
    missing = tuple(
        case.missing(measure, region, when, element)
        for when, element in (("评价年度", now), ("上年", before))
        if element.scalar is None
    )
    if missing:
        return None, missing
    made = (now / before - 1).to("%")
    if made.scalar is None:
        return None, (f"{case.definitions.regions[region].name}上年数值为零，不能计算增长率",)
    return made, ()


def _distance(
    case: Case, year: int, when: str, *, reverse: bool = False
) -> tuple[Measure | None, tuple[str, ...]]:
    """The gap of a year: the measure itself, or what it lacks to the reference's (reversed: exceeds it by)."""
    own = case.value(case.measure, case.region, year)
    if case.target.reference is None:
        return (
            (own, ())
            if own.scalar is not None
            else (None, (case.missing(case.measure, case.region, when, own),))
        )
    other, measure = _reference(case)
    theirs = case.value(measure, other, year)
    missing = tuple(
        case.missing(name, region, when, element)
        for name, region, element in ((case.measure, case.region, own), (measure, other, theirs))
        if element.scalar is None
    )
    if missing:
        return None, missing
    require_one_concept(own, theirs)
    gap = own - theirs if reverse else theirs - own
    if not own.unit.is_ratio:
        gap = (gap / theirs).to("%")
    if gap.scalar is None:
        return None, (f"{case.definitions.regions[other].name}数值为零，不能计算相对差距",)
    name = f"{case.target.name}（与{case.definitions.regions[other].name}的差距）"
    return case.computed(at_year(gap, case.region, year), "actual", name), ()


def _as_goal(case: Case, element: Measure) -> Measure:
    """What is compared with, under the id of the target's goal unless it is a figure of its own."""
    return element if is_source(element) else case.computed(element, "goal", f"{case.target.name}（比较值）")
