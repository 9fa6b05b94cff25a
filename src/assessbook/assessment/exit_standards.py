"""Exit standards of persons, villages and counties: several conditions, met only when all are.

A standard is a definition of the plan that names its conditions (`conditions`), or else the exit
criteria (`source_kind: exit_criterion`) that bind the same kind of unit. Each condition is a target of
the plan, judged by the value of the year.
"""

from __future__ import annotations

from dataclasses import dataclass

from assessbook.assessment.case import Case
from assessbook.assessment.deflation import DEFLATOR_REGION
from assessbook.assessment.judging import judge
from assessbook.assessment.plan import Plan
from assessbook.assessment.plan_models import Target
from assessbook.assessment.reading import settled
from assessbook.assessment.scope import not_by_unit
from assessbook.assessment.verdict import Condition, Verdict
from assessbook.assessment.verdict_sentences import worded
from assessbook.core.problems import DefinitionError, did_you_mean
from assessbook.observations.dataset import Dataset

_CRITERION = "exit_criterion"
_SUBJECTS = {
    "person": "贫困人口脱贫标准",
    "household": "贫困户脱贫标准",
    "village": "贫困村退出标准",
    "township": "乡镇退出标准",
    "county": "贫困县退出标准",
}


@dataclass(frozen=True)
class ExitStandard:
    """A standard: its id and name, whom it binds (`each`), where it is cited, and its conditions."""

    id: str
    name: str
    each: str | None
    quote: str
    section: str
    conditions: tuple[Target, ...]

    def in_year(self, year: int) -> tuple[Target, ...]:
        """The conditions that hold in a year: those of that year, and those of no year in particular."""
        return tuple(
            target
            for target in self.conditions
            if target.due is None or target.due == year or target.recurrence != "once"
        )


def exit_standards(plan: Plan) -> tuple[ExitStandard, ...]:
    """The exit standards of a plan, in the order of the plan."""
    made = []
    named: set[str] = set()
    for term in plan.definitions:
        if term.conditions:
            targets = tuple(plan.target(name) for name in term.conditions)
            named |= set(term.conditions)
            bound = {target.each for target in targets}
            each = bound.pop() if len(bound) == 1 else None
            made.append(ExitStandard(term.id, term.term, each, term.quote, term.section, targets))
    loose: dict[str | None, list[Target]] = {}
    for target in plan.targets:
        if target.source_kind == _CRITERION and target.id not in named:
            loose.setdefault(target.each, []).append(target)
    for each, found in loose.items():
        first = found[0]
        name = _SUBJECTS.get(each or "", "退出标准")
        quote = "；".join(dict.fromkeys(target.quote for target in found))
        identifier = f"exit_standard_{each or 'all'}"
        made.append(ExitStandard(identifier, name, each, quote, first.section, tuple(found)))
    return tuple(made)


def assess_standard(
    standard: ExitStandard,
    dataset: Dataset,
    *,
    region: str,
    year: int,
    deflator_region: str = DEFLATOR_REGION,
) -> Verdict:
    """Judge every condition of a standard for a region by its values of a year.

    Returns
    -------
    Verdict
        Met only if all conditions are met, not met if any isn't, otherwise without observation. Its
        target stands for the standard as a whole.

    Raises
    ------
    DefinitionError
        If there is no such region, or the standard has no condition for the year.

    Limitations
    -----------
    A standard for each household or person can't be judged by the mean of a region: its conditions are
    then without observation.
    """
    regions = dataset.definitions.regions
    if region not in regions:
        raise DefinitionError(f"there is no region {region!r}. {did_you_mean(region, regions)}")
    targets = standard.in_year(year)
    if not targets:
        raise DefinitionError(f"{standard.name} ({standard.id}) has no condition for {year}")
    cases = [Case(target, dataset, region, year, deflator_region) for target in targets]
    conditions = tuple(_condition(case, standard) for case in cases)
    done = settled(conditions)
    reasons = tuple(dict.fromkeys(reason for each in conditions for reason in each.reasons))
    made = Verdict(
        target=_as_target(standard, targets, region, year),
        region=region,
        year=year,
        outcome="no_observation" if done is None else "met" if done else "not_met",
        judged=year,
        conditions=conditions,
        reasons=reasons,
    )
    return worded(made, dataset.definitions)


def _condition(case: Case, standard: ExitStandard) -> Condition:
    target = case.target
    each = target.each or standard.each
    if each is not None and case.definitions.regions[case.region].level != each:
        bound = target.model_copy(update={"each": each})
        return Condition(target.name, "no_observation", reasons=(not_by_unit(bound),))
    if target.kind == "qualitative" or target.comparator in ("qualitative", "near"):
        return Condition(target.name, "no_observation", reasons=(f"“{target.name}”原文未提出量化要求",))
    return judge(case).condition(target.name)


def _as_target(standard: ExitStandard, targets: tuple[Target, ...], region: str, year: int) -> Target:
    """The standard as one target with several conditions."""
    return targets[0].model_copy(
        update={
            "id": standard.id,
            "name": standard.name,
            "quote": standard.quote,
            "section": standard.section,
            "kind": "checklist",
            "comparator": "=",
            "threshold": None,
            "reference": None,
            "region": region,
            "measure": None,
            "item": None,
            "due_year": year,
            "deadline": None,
            "recurrence": "annual",
        }
    )
