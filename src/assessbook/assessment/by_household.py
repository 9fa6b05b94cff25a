"""Targets that bind every household, judged by what was observed of single households.

Takes a case whose target names a list of households (`household_measure`); gives the judgement, with the
counts it rests on. The actual is the share of the households observed that meet the target's line. No
household's own number is published.

An exit standard binds the households that have left poverty: those whose standing at the end of the year is
0 in the register. It says nothing of the others, nor of any household before its year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from assessbook.assessment.case import Case
from assessbook.assessment.comparable import Incomparable, require_one_concept
from assessbook.assessment.comparisons import converted, equality_meets, number
from assessbook.assessment.goals import plan_goal
from assessbook.assessment.judging import BOUND, Judgement
from assessbook.assessment.plan_models import Target
from assessbook.assessment.plan_numbers import threshold
from assessbook.assessment.plan_words import RELATIVE
from assessbook.assessment.reading import Reading
from assessbook.assessment.verdict import HouseholdCount, Outcome
from assessbook.core.missing import Missing
from assessbook.core.periods import Period
from assessbook.measures import Measure, constant, source_measure
from assessbook.observations.observation import Observation

HOUSEHOLD = "户"
STATUS = "household_status"
"""The standing of single households in the register at the end of a year: 1 poor, 0 no longer."""

_SAMPLED, _EXITED = "抽样户", "抽样脱贫户"
_EXIT_STANDARD = "exit_criterion"
_MOST_DECIMALS = 6
_WHOLE = Decimal(100)


@dataclass(frozen=True)
class _Bound:
    """The households that a target binds: what they are called, those with a value, how many lack one,
    and the measure of which each has an element."""

    name: str
    known: Sequence[Observation]
    unknown: int
    observed: Measure


def binds_the_exited(target: Target) -> bool:
    """Whether a target is a standard for leaving poverty, judged by single households."""
    return target.household_measure is not None and target.source_kind == _EXIT_STANDARD


def judge_households(case: Case) -> Judgement | None:
    """Judge a target by the households observed in the region and below it, in the year of the case.

    Parameters
    ----------
    case : Case
        Of a target that binds every household.

    Returns
    -------
    Judgement or None
        ``met`` only if every household bound meets the line, ``not_met`` as soon as one doesn't,
        ``no_observation`` while none of them falls short and one of them has no value, where it isn't
        known which of them are bound, or where there is nothing to compare with. None if the target names
        no list of households, or none of the list has a value in the year.

    Limitations
    -----------
    Whether the households are a fair sample, or all there are, isn't known here. Each is an element of one
    array over villages and households: that suits samples, or the list of a county, not of a province.
    """
    entries = _listed(case, case.target.household_measure or "")
    if all(entry.value is None for entry in entries):
        return None
    goal = plan_goal(case)
    try:
        bound = _bound(case, entries)
        line = _line(case)
        source = source_measure(entries[0].measure, bound.known, case.definitions)
        require_one_concept(source, line)
    except Incomparable as refusal:
        return Judgement("no_observation", Reading(goal=goal), reasons=(str(refusal),))
    if any(entry.comparator for entry in bound.known):
        return Judgement("no_observation", Reading(goal=goal), reasons=(BOUND,))
    counts = _counts(case, bound, source, line)
    missed = number(counts.reaching) < number(counts.observed)
    done = False if missed else None if bound.unknown else True
    outcome: Outcome = "no_observation" if done is None else "met" if done else "not_met"
    reasons = [f"实际为{bound.name}中达到标准的户所占比重，抽样结果不能证明全部户均已达到"]
    if bound.unknown:
        reasons.append(f"部分{bound.name}无数据")
    reading = Reading(actual=_share(case, counts), goal=goal, done=done, households=counts)
    return Judgement(outcome, reading, reasons=tuple(reasons))


def _listed(case: Case, measure: str) -> list[Observation]:
    """What a list says of the households of the region and all below it in the year; what doesn't apply is left out."""
    inside = {case.region, *case.definitions.below(case.region)}
    period = Period(case.year, case.year)
    return [
        entry
        for entry in case.dataset.of(measure)
        if entry.region in inside
        and entry.period == period
        and entry.item is not None
        and entry.missing != Missing.NOT_APPLICABLE
    ]


def _bound(case: Case, entries: Sequence[Observation]) -> _Bound:
    """The households that the target binds among those listed.

    Raises
    ------
    Incomparable
        If it binds those that have left poverty and none is known to have.
    """
    if not binds_the_exited(case.target):
        known = [entry for entry in entries if entry.value is not None]
        lacking = len(entries) - len(known)
        return _Bound(_SAMPLED, known, lacking, source_measure(known[0].measure, known, case.definitions))
    standing = {
        (entry.region, entry.item): entry for entry in _listed(case, STATUS) if entry.value is not None
    }
    if not standing:
        raise Incomparable("抽样户无年末登记状态，不能区分已脱贫户")
    # A household whose standing isn't known may be bound or not: it is one more that lacks a value.
    stands = [(entry, standing.get((entry.region, entry.item))) for entry in entries]
    exited = [(entry, status) for entry, status in stands if status is not None and status.value == 0]
    pairs = [(entry, status) for entry, status in exited if entry.value is not None]
    if not pairs:
        raise Incomparable("抽样户中没有可判定的已脱贫户")
    unknown = len(exited) - len(pairs) + sum(status is None for _, status in stands)
    observed = source_measure(STATUS, [status for _, status in pairs], case.definitions)
    return _Bound(_EXITED, [entry for entry, _ in pairs], unknown, observed)


def _line(case: Case) -> Measure:
    """What each household is compared with: the plan's number, or that part of the reference's level.

    Raises
    ------
    Incomparable
        If the reference's level isn't known, or the line can't be carried to the prices of the year.
    """
    target = case.target
    stated = threshold(target, case.definitions, case.year)
    if target.kind not in RELATIVE or target.reference is None:
        return case.carried(stated, target.household_measure or "")
    measure = target.reference_measure or case.measure
    level = case.value(measure, target.reference, case.year)
    if level.scalar is None:
        raise Incomparable(case.missing(measure, target.reference, "评价年度", level))
    return case.computed(level * stated.to(""), "line", f"{target.name}（折算的每户标准）")


def _counts(case: Case, bound: _Bound, source: Measure, line: Measure) -> HouseholdCount:
    target, region = case.target, case.region
    comparator = target.comparator if equality_meets(target) else target.comparator.rstrip("=")
    reaching = source.count_meeting(comparator, converted(line, source), HOUSEHOLD, into=region)
    observed = (
        bound.observed.count_meeting("=", constant(0, ""), HOUSEHOLD, into=region)
        if binds_the_exited(target)
        else bound.observed.count_present(HOUSEHOLD, into=region)
    )
    return HouseholdCount(
        name=bound.name,
        observed=observed.named(f"{target.id}_households", f"{target.name}（{bound.name}数）", decimals=0),
        reaching=reaching.named(
            f"{target.id}_reaching", f"{target.name}（达到标准的{bound.name}数）", decimals=0
        ),
        line=line,
    )


def _share(case: Case, counts: HouseholdCount) -> Measure:
    """The share of households that meet the line; it never prints as 100 unless all of them do."""
    share = (counts.reaching / counts.observed).to("%")
    value, decimals = number(share), 1
    while value < _WHOLE and decimals < _MOST_DECIMALS and _printed(value, decimals) >= _WHOLE:
        decimals += 1
    name = f"{case.target.name}（{counts.name}达到比重）"
    return share.named(f"{case.target.id}_actual", name, decimals=decimals)


def _printed(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
