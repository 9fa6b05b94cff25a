"""Verdicts: a target, a region and a year become an outcome with the numbers it rests on.

From the due year on a target is met or not; before it, on track or behind the path; both only where
the data say so. Rules by kind stand in `verdict_rules`, the path in `paths`, the wording in
`verdict_sentences`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from assessbook.assessment.by_household import binds_the_exited, judge_households
from assessbook.assessment.case import Case
from assessbook.assessment.comparisons import bounds_of
from assessbook.assessment.deflation import DEFLATOR_REGION
from assessbook.assessment.goals import plan_goal
from assessbook.assessment.judging import BOUND, Judgement, judge
from assessbook.assessment.paths import PathName, has_path, is_far_enough, way
from assessbook.assessment.plan import Plan, first_year, last_year
from assessbook.assessment.plan_models import Target
from assessbook.assessment.reading import Reading, settled
from assessbook.assessment.scope import binding, needs_units, not_by_unit, units_bound
from assessbook.assessment.verdict import OUTCOMES, Condition, Outcome, Verdict
from assessbook.assessment.verdict_rules import read
from assessbook.assessment.verdict_sentences import worded
from assessbook.core.problems import DefinitionError, did_you_mean
from assessbook.observations.dataset import Dataset

Stage = Literal["too_early", "before", "due", "after"]


def assess(
    target: Target,
    dataset: Dataset,
    *,
    region: str,
    year: int,
    path: PathName = "linear",
    deflator_region: str = DEFLATOR_REGION,
) -> Verdict:
    """Judge one target for a region in a year.

    Parameters
    ----------
    target : Target
        Of a loaded plan.
    dataset : Dataset
        Observations of the programme and the reference series.
    region : str
        Id of the region; a part of the target's region where the plan binds each part, or asks a rate.
    year : int
        The year of the assessment. Nothing observed later is read.
    path : "linear" or "steps"
        What is asked before the due year: the straight line, or the plan's own earlier targets.
    deflator_region : str
        Id of the region whose consumer prices bring incomes to the constant prices that a target asks for.

    Returns
    -------
    Verdict

    Raises
    ------
    DefinitionError
        If there is no such region.
    UnitError
        If a reference measure has another dimension than the target's measure.

    Limitations
    -----------
    Data are by year: a deadline within a year is judged at the year's end. A target without a deadline
    is due in the last year of the plan, and the reasons say so.
    """
    regions = dataset.definitions.regions
    if region not in regions:
        raise DefinitionError(f"there is no region {region!r}. {did_you_mean(region, regions)}")
    stage, judged = _stage(target, year)
    case = Case(target, dataset, region, judged, deflator_region)
    applies, remark = binding(target, dataset.definitions, region)
    if not applies:
        made = Verdict(target, region, year, "not_quantified", judged, reasons=(remark,))
    elif (refusal := _not_quantified(case)) is not None:
        made = _unquantified(case, year, refusal)
    else:
        made = _judged(case, stage, year, path)
    notes = [remark] if applies and remark else []
    if made.outcome not in ("not_quantified", "not_yet_due"):
        notes += _about_dates(target)
    if made.actual is not None and case.is_deflated(case.measure):
        prices = f"已按{regions[deflator_region].name}居民消费价格换算为"
        notes.append(f"观测值{prices}不变价" if made.households is None else f"标准{prices}当年价格")
    made = replace(made, reasons=tuple(dict.fromkeys((*made.reasons, *notes))))
    return worded(made, dataset.definitions)


def assess_plan(
    plan: Plan,
    dataset: Dataset,
    year: int,
    path: PathName = "linear",
    deflator_region: str = DEFLATOR_REGION,
) -> list[Verdict]:
    """The verdict of every target of a plan, each for the region it names, in the order of the plan."""
    return [
        assess(target, dataset, region=target.region, year=year, path=path, deflator_region=deflator_region)
        for target in plan.targets
    ]


def summary(verdicts: Iterable[Verdict]) -> dict[Outcome, int]:
    """How many verdicts have each outcome; all outcomes are there, and the counts add up to the verdicts."""
    counts: dict[Outcome, int] = dict.fromkeys(OUTCOMES, 0)
    for verdict in verdicts:
        counts[verdict.outcome] += 1
    return counts


def _stage(target: Target, year: int) -> tuple[Stage, int]:
    """Where a year stands to the target's dates, and the year whose value is judged."""
    first, last = first_year(target), last_year(target)
    if target.kind == "baseline":
        stated = target.base.year if target.base else target.due or target.source.span.start - 1
        return ("too_early" if year < stated else "due"), stated
    if year > last:
        return "after", last
    if year == last:
        return "due", year
    if year < first:
        return "too_early", year
    return ("due" if target.recurrence == "annual" else "before"), year


def _about_dates(target: Target) -> list[str]:
    """What is assumed about the date where the plan names none, or one within a year."""
    if target.due is None and target.recurrence != "annual" and target.kind != "baseline":
        return ["原文未写明期限，按规划期末评价"]
    within = target.deadline is not None and len(target.deadline) > 4 and "-12" not in target.deadline[4:7]
    return ["期限在年度之内，按年度数据评价"] if within else []


def _not_quantified(case: Case) -> str | None:
    """Why a target can't be judged by a number, whatever is observed."""
    target = case.target
    if target.kind == "qualitative" or target.comparator == "qualitative":
        return "原文未提出量化要求"
    if target.comparator == "near":
        return "原文为约数或“接近”，未规定允许的偏差"
    if target.kind in ("ranking", "process") and (target.measure is None or not case.is_observed):
        return "原文为程序性或名次要求，无观测值"
    return None


def _unquantified(case: Case, year: int, reason: str) -> Verdict:
    """The numbers are shown where there are any, without an outcome."""
    named = case.target.measure is not None and case.target.comparator == "near"
    made = judge(case) if named else Judgement("no_observation", Reading())
    return _verdict(case, year, "not_quantified", made, (reason,))


def _judged(case: Case, stage: Stage, year: int, path: PathName) -> Verdict:
    units = units_bound(case.target, case.definitions, case.region)
    made = judge_households(case)
    if made is None and (units or needs_units(case.target, case.definitions, case.region)):
        made = _by_units(case, units)
    made = made or judge(case)
    if stage == "too_early":
        return _verdict(case, year, "not_yet_due", made, ("评价年度尚未进入目标期",))
    if stage == "before":
        return _before(case, year, made, path)
    verdict = _verdict(case, year, made.outcome, made, made.reasons)
    of_whole = not units and made.reading.households is None
    if stage == "after" and case.target.kind != "flow" and of_whole:
        return replace(verdict, later=read(case.in_year(year)).actual)
    return verdict


def _by_units(case: Case, units: tuple[str, ...]) -> Judgement | None:
    """The judgement of every unit bound; None where the region's own value can stand for them."""
    found = [(unit, judge(replace(case, region=unit))) for unit in units]
    if all(made.outcome == "no_observation" for _, made in found):
        if not needs_units(case.target, case.definitions, case.region):
            return None
        return Judgement("no_observation", Reading(goal=plan_goal(case)), reasons=(not_by_unit(case.target),))
    names = case.definitions.regions
    conditions: tuple[Condition, ...] = tuple(made.condition(names[unit].name) for unit, made in found)
    done = settled(conditions)
    goals = [made.reading.goal for _, made in found if made.reading.goal is not None]
    same = len({(goal.identifier, goal.regions, goal.scalar) for goal in goals}) == 1
    reading = Reading(goal=goals[0] if same else None, done=done, conditions=conditions)
    if done is None:
        return Judgement("no_observation", reading, reasons=("部分地区无数据",))
    return Judgement("met" if done else "not_met", reading)


def _before(case: Case, year: int, made: Judgement, path: PathName) -> Verdict:
    """Before the due year: on track or behind where that can be said, otherwise not yet due."""
    reading = made.reading
    if case.target.kind == "flow" or binds_the_exited(case.target):
        return _verdict(
            case, year, "not_yet_due", Judgement("no_observation", Reading(goal=reading.goal)), ()
        )
    if reading.done is not None or reading.conditions or reading.households:
        return _verdict(case, year, "on_track" if reading.done else "not_yet_due", made, made.reasons)
    if reading.actual is None or reading.goal is None or reading.missing:
        return _verdict(case, year, "not_yet_due", made, made.reasons)
    if not has_path(case):
        moving = case.target.kind in ("relative_growth", "relative_level", "trend", "level")
        compared: Outcome = "behind" if moving else "not_yet_due"
        if made.outcome == "no_observation":
            compared = "not_yet_due"
        return _verdict(case, year, "on_track" if made.outcome == "met" else compared, made, made.reasons)
    found = way(case, reading, path)
    reasons = (found.reason,) if found.reason else ()
    if made.outcome == "met":
        outcome: Outcome = "on_track"
    elif found.expected is None:
        outcome = "not_yet_due"
    elif bounds_of(reading.actual):
        outcome, reasons = "not_yet_due", (BOUND,)
    else:
        outcome = "on_track" if is_far_enough(case, reading, found) else "behind"
    return replace(_verdict(case, year, outcome, made, reasons), expected=found.expected)


def _verdict(case: Case, year: int, outcome: Outcome, made: Judgement, reasons: tuple[str, ...]) -> Verdict:
    reading = made.reading
    return Verdict(
        target=case.target,
        region=case.region,
        year=year,
        outcome=outcome,
        judged=case.year,
        actual=reading.actual,
        goal=reading.goal,
        upper=reading.upper,
        gap=made.gap,
        conditions=reading.conditions,
        households=reading.households,
        reasons=reasons,
    )
