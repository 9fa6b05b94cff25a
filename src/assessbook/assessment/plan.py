"""A programme's plan, read from `params/<programme>/plan.yaml` and checked as a whole.

Takes a workspace, a programme and its definitions; gives a `Plan`, or raises one `InputError` with every
problem, each with file and line.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assessbook.assessment.plan_checks import line_of, problems_of
from assessbook.assessment.plan_models import (
    Definition,
    FundRule,
    GradeBand,
    Mechanism,
    PlanDocument,
    PlanFile,
    PlanSource,
    PovertyLine,
    ReportDue,
    Target,
    TargetEntry,
    Waypoint,
)
from assessbook.assessment.plan_words import NUMERIC
from assessbook.core.documents import load_document
from assessbook.core.problems import DefinitionError, InputError, Problem, did_you_mean
from assessbook.core.remembered import Remembered, state_of
from assessbook.core.workspace import Workspace, real_programme
from assessbook.observations.definitions import Definitions


@dataclass(frozen=True)
class Plan:
    """What a plan asks for.

    Parameters
    ----------
    source : PlanSource
        Programme, file, title and period.
    document : PlanDocument
    targets : tuple of Target
        In the order of the file.
    definitions, poverty_lines, fund_rules, mechanisms, reports_due, grade_bands : tuples
        As in the file.
    """

    source: PlanSource
    document: PlanDocument
    targets: tuple[Target, ...]
    definitions: tuple[Definition, ...]
    poverty_lines: tuple[PovertyLine, ...]
    fund_rules: tuple[FundRule, ...]
    mechanisms: tuple[Mechanism, ...]
    reports_due: tuple[ReportDue, ...] = ()
    grade_bands: tuple[GradeBand, ...] = ()

    def target(self, identifier: str) -> Target:
        """The target of an id.

        Raises
        ------
        DefinitionError
            If the plan has none, with the id that may have been meant.
        """
        for target in self.targets:
            if target.id == identifier:
                return target
        known = [target.id for target in self.targets]
        raise DefinitionError(
            f"{self.source.file} has no target {identifier!r}. {did_you_mean(identifier, known)}"
        )

    def due(self, year: int) -> tuple[Target, ...]:
        """The targets to be met in a year: due then, or every year of a span that holds it."""
        return tuple(target for target in self.targets if _is_due(target, year))

    def poverty_line(self, year: int) -> PovertyLine | None:
        """The poverty line of a year; None where the plan sets none."""
        return next((line for line in self.poverty_lines if line.year == year), None)


# A programme and its demonstration have one plan, but definitions of their own.
_plans: Remembered[Plan] = Remembered(2)


def load_plan(workspace: Workspace, programme: str, definitions: Definitions) -> Plan:
    """Read a programme's plan; an unchanged file only once in a process.

    Parameters
    ----------
    workspace : Workspace
        The project.
    programme : str
        Id of a programme; that of a demonstration names the plan of the programme it demonstrates.
    definitions : Definitions
        Measures, items and regions that the plan may name.

    Raises
    ------
    InputError
        With every problem of the file: keys, ids, comparators, dates, references, sums of tasks.
    """
    # A demonstration is of the programme's own plan.
    real = real_programme(programme)
    path = workspace.programme_folder("params", real) / "plan.yaml"
    return _plans.get(
        (path, programme),
        (state_of([path]), definitions),
        lambda: _read_plan(workspace, path, real, definitions),
    )


def _read_plan(workspace: Workspace, path: Path, programme: str, definitions: Definitions) -> Plan:
    document = load_document(path, workspace.shown(path))
    refused: list[Problem] = []
    content: PlanFile | None = None
    try:
        content = document.validated(PlanFile)
    except InputError as error:
        refused += error.problems
    problems = [*refused, *problems_of(document, programme, definitions)]
    if problems or content is None:
        raise InputError(sorted(dict.fromkeys(problems), key=line_of))
    source = PlanSource(
        programme=programme,
        file=document.shown,
        document=content.document.title,
        period=content.document.period,
    )
    return Plan(
        source=source,
        document=content.document,
        targets=tuple(_placed(entry, content.targets, source) for entry in content.targets),
        definitions=tuple(content.definitions),
        poverty_lines=tuple(content.poverty_lines),
        fund_rules=tuple(content.fund_rules),
        mechanisms=tuple(content.mechanisms),
        reports_due=tuple(content.reports_due),
        grade_bands=tuple(content.grade_bands),
    )


def first_year(target: Target) -> int:
    """The first year a target can be judged in: after its base year, or from the plan's first year."""
    return target.base.year + 1 if target.base else target.source.span.start


def last_year(target: Target) -> int:
    """The year a target is due; the plan's last year where it names none."""
    return target.due or target.source.span.end


def _is_due(target: Target, year: int) -> bool:
    if target.recurrence == "annual":
        return first_year(target) <= year <= last_year(target)
    return target.due == year


def _placed(entry: TargetEntry, entries: list[TargetEntry], source: PlanSource) -> Target:
    steps = sorted(
        (
            Waypoint(
                target=other.id,
                name=other.name,
                year=other.due,
                value=other.threshold,
                unit=other.unit,
                quote=other.quote,
                section=other.section,
            )
            for other in entries
            if other.due is not None and other.threshold is not None and _leads_to(other, entry)
        ),
        key=lambda step: step.year,
    )
    return Target(**dict(entry), source=source, waypoints=tuple(steps))


def _leads_to(other: TargetEntry, entry: TargetEntry) -> bool:
    """Whether another target asks the same, to be met earlier."""
    same = ("measure", "item", "region", "kind", "each", "reference", "reference_measure")
    return (
        entry.measure is not None
        and all(getattr(other, key) == getattr(entry, key) for key in same)
        and other.due is not None
        and entry.due is not None
        and other.due < entry.due
        and {other.comparator, entry.comparator} <= NUMERIC
    )
