"""Targets that bind every household, judged by what was observed of single households.

Takes a case whose target names a list of households (`household_measure`); gives the judgement, with the
counts it rests on. The actual is the share of the households observed that meet the target's line. No
household's own number is published.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from assessbook.assessment.case import Case, Incomparable, require_one_concept
from assessbook.assessment.comparisons import converted, equality_meets, number
from assessbook.assessment.goals import plan_goal
from assessbook.assessment.judging import BOUND, Judgement
from assessbook.assessment.plan_numbers import threshold
from assessbook.assessment.plan_words import RELATIVE
from assessbook.assessment.reading import Reading
from assessbook.assessment.scope import regions_below
from assessbook.assessment.verdict import HouseholdCount, Outcome
from assessbook.core.missing import Missing
from assessbook.core.periods import Period
from assessbook.measures import Measure, source_measure
from assessbook.observations.observation import Observation

HOUSEHOLD = "户"
CAVEAT = "实际为抽样户中达到标准的户所占比重，抽样结果不能证明全部户均已达到"
_INCOMPLETE = "部分抽样户无数据"
_MOST_DECIMALS = 6
_WHOLE = Decimal(100)


def judge_households(case: Case) -> Judgement | None:
    """Judge a target by the households observed in the region and below it, in the year of the case.

    Parameters
    ----------
    case : Case
        Of a target that binds every household.

    Returns
    -------
    Judgement or None
        ``met`` only if every household meets the line, ``not_met`` as soon as one doesn't,
        ``no_observation`` while one of those that do has no value, or where there is no line to compare
        with. None if the target names no list of households, or none of it has a value in the year.

    Limitations
    -----------
    Whether the households are a fair sample, or all there are, isn't known here. Each is an element of one
    array over villages and households: that suits samples, or the list of a county, not of a province.
    """
    entries = _observed(case)
    known = [entry for entry in entries if entry.value is not None]
    if not known:
        return None
    goal = plan_goal(case)
    source = source_measure(known[0].measure, known, case.definitions)
    try:
        line = _line(case)
        require_one_concept(source, line)
    except Incomparable as reason:
        return Judgement("no_observation", Reading(goal=goal), reasons=(str(reason),))
    if line.scalar is None or any(entry.comparator for entry in known):
        reason = "无可比较的数值" if line.scalar is None else BOUND
        return Judgement("no_observation", Reading(goal=goal), reasons=(reason,))
    counts = _counts(case, source, line)
    missed = number(counts.reaching) < number(counts.observed)
    done = False if missed else True if len(known) == len(entries) else None
    reading = Reading(actual=_share(case, counts), goal=goal, done=done, households=counts)
    outcome: Outcome = "no_observation" if done is None else "met" if done else "not_met"
    return Judgement(outcome, reading, reasons=(CAVEAT, *([_INCOMPLETE] if len(known) < len(entries) else [])))


def _observed(case: Case) -> list[Observation]:
    """The households of the year, of the region and all below it, with a value or lacking one they should have."""
    inside = {case.region, *regions_below(case.definitions, case.region)}
    period = Period(case.year, case.year)
    return [
        entry
        for entry in case.dataset.of(case.target.household_measure or "")
        if entry.region in inside
        and entry.period == period
        and entry.item is not None
        and entry.missing != Missing.NOT_APPLICABLE
    ]


def _line(case: Case) -> Measure:
    """What each household is compared with: the plan's number, or that part of the reference's level.

    Raises
    ------
    Incomparable
        If the reference's level isn't known.
    """
    target = case.target
    stated = threshold(target, case.definitions, case.year)
    if target.kind not in RELATIVE or target.reference is None:
        return stated
    measure = target.reference_measure or case.measure
    level = case.value(measure, target.reference, case.year)
    if level.scalar is None:
        raise Incomparable(case.missing(measure, target.reference, "评价年度", level))
    return case.computed(level * stated.to(""), "line", f"{target.name}（折算的每户标准）")


def _counts(case: Case, source: Measure, line: Measure) -> HouseholdCount:
    target = case.target
    comparator = target.comparator if equality_meets(target) else target.comparator.rstrip("=")
    compared = converted(line, source)
    reaching = source.count_meeting(comparator, compared, HOUSEHOLD, into=case.region)
    observed = source.count_present(HOUSEHOLD, into=case.region)
    return HouseholdCount(
        observed=observed.named(f"{target.id}_households", f"{target.name}（抽样户数）", decimals=0),
        reaching=reaching.named(f"{target.id}_reaching", f"{target.name}（达到标准的抽样户数）", decimals=0),
        line=line,
    )


def _share(case: Case, counts: HouseholdCount) -> Measure:
    """The share of households that meet the line; it never prints as 100 unless all of them do."""
    share = (counts.reaching / counts.observed).to("%")
    value, decimals = number(share), 1
    while value < _WHOLE and decimals < _MOST_DECIMALS and _printed(value, decimals) >= _WHOLE:
        decimals += 1
    return share.named(
        f"{case.target.id}_actual", f"{case.target.name}（抽样户达到比重）", decimals=decimals
    )


def _printed(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
