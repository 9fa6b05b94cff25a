"""Rules for targets that compare a region with a reference region: growth, level, the gap between them.

Both sides are of the same year and the same concept; net is never compared with disposable income, nor
nominal with real growth. What is missing is named.
"""

from __future__ import annotations

from dataclasses import replace

from assessbook.assessment.case import Case
from assessbook.assessment.comparable import Incomparable, require_one_concept
from assessbook.assessment.goals import against_threshold, as_goal, is_source
from assessbook.assessment.plan import first_year
from assessbook.assessment.plan_numbers import at_year, threshold
from assessbook.assessment.reading import Reading
from assessbook.measures import Measure


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
    return Reading(actual=actual, goal=as_goal(case, theirs))


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
        return Reading(actual=own, goal=as_goal(case, theirs))
    ratio = own / theirs
    if ratio.scalar is None:
        return Reading(missing=(f"{case.definitions.regions[other].name}数值为零，不能计算相对水平",))
    return against_threshold(case, case.computed(replace(ratio.to(case.target.unit or "%"), concept={})))


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
    return Reading(actual=now, goal=as_goal(case, before))


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
