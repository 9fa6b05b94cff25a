"""What a plan's mechanisms must be, and the reports and bands that belong to them.

Takes the document, so that every problem has a line, and the names that the rest of the plan and the
definitions know. Whether an id stands twice or a quote is missing is for `plan_checks`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Iterator

from assessbook.assessment.plan_models import GradeBand, Mechanism, ReportDue
from assessbook.assessment.target_checks import known_unit, meant
from assessbook.core.documents import Document, Location
from assessbook.core.problems import Problem, did_you_mean
from assessbook.observations.definitions import Definitions

_LEAP_YEAR = "2016-"
"""Before a day of every year, to find out whether there is such a day."""


def mechanism_problems(
    document: Document, place: Location, mechanism: Mechanism, targets: list[str], definitions: Definitions
) -> Iterator[Problem]:
    """Every problem of one mechanism.

    Parameters
    ----------
    document : Document
    place : Location
        Where the mechanism stands.
    mechanism : Mechanism
    targets : list of str
        The ids of the plan's targets.
    definitions : Definitions
        Know the measures.
    """
    for index, name in enumerate(mechanism.targets):
        if name not in targets:
            what = f"target {name}, named by {mechanism.id}, is not in this plan"
            yield document.problem((*place, "targets", index), what, did_you_mean(name, targets))
    for index, name in enumerate(mechanism.measures):
        if name not in definitions.measures:
            what = f"measure {name}, named by {mechanism.id}, is not defined"
            yield document.problem((*place, "measures", index), what, meant(name, definitions.measures))
    for key in ("targets", "measures"):
        for index in _repeated(getattr(mechanism, key)):
            what = f"{mechanism.id} names {getattr(mechanism, key)[index]} twice"
            yield document.problem((*place, key, index), what, "Name it once.")
    for index in _repeated(mechanism.also, [mechanism.kind]):
        what = f"{mechanism.id} is of the kind {mechanism.also[index]} twice"
        yield document.problem(
            (*place, "also", index), what, "Name each kind once, under kind or under also."
        )


def report_problems(
    document: Document, place: Location, report: ReportDue, mechanisms: list[str]
) -> Iterator[Problem]:
    """Every problem of one report due; `mechanisms` are the ids of the plan's."""
    yield from _mechanism_of(document, place, report, mechanisms)
    if report.deadline is None:
        return
    forms = {
        "once": (r"\d{4}-\d{2}-\d{2}", "", "a date (2012-04-30)"),
        "yearly": (r"\d{2}-\d{2}", _LEAP_YEAR, "a day of every year (12-31)"),
    }
    pattern, before, needed = forms.get(report.frequency, ("", "", ""))
    if not pattern:
        what = f"{report.id} is due {report.frequency} and has one deadline, {report.deadline}"
        yield document.problem(
            (*place, "deadline"), what, "Only what is due once or yearly has one; leave it out."
        )
    elif not re.fullmatch(pattern, report.deadline) or not _in_calendar(before + report.deadline):
        what = f"{report.id} is due {report.frequency}, but its deadline is {report.deadline}"
        yield document.problem((*place, "deadline"), what, f"Write {needed}, in quotes.")


def band_problems(
    document: Document, place: Location, band: GradeBand, mechanisms: list[str]
) -> Iterator[Problem]:
    """Every problem of one band of results; `mechanisms` are the ids of the plan's."""
    yield from _mechanism_of(document, place, band, mechanisms)
    if band.basis in ("score", "task_completion"):  # A place in a ranking has no unit of measurement.
        yield from known_unit(document, place, band.unit)
    bounds = (band.lower, band.upper)
    if (bounds == (None, None)) != (band.basis == "unstated"):
        what = f"{band.id} has the basis {band.basis} and {'no' if bounds == (None, None) else 'a'} bound"
        action = "A band whose bounds the plan doesn't state is unstated; any other has lower, upper or both."
        yield document.problem((*place, "basis"), what, action)
    if band.lower is not None and band.upper is not None and band.upper <= band.lower:
        what = f"{band.id} ends at {band.upper:g}, which is not above its beginning, {band.lower:g}"
        yield document.problem((*place, "upper"), what, "Write both ends of the band as the plan has them.")


def _mechanism_of(
    document: Document, place: Location, part: ReportDue | GradeBand, known: list[str]
) -> Iterator[Problem]:
    if part.mechanism not in known:
        what = f"mechanism {part.mechanism}, named by {part.id}, is not in this plan"
        yield document.problem((*place, "mechanism"), what, did_you_mean(part.mechanism, known))


def _repeated(names: Iterable[str], before: Collection[str] = ()) -> Iterator[int]:
    """The places of names that stood already."""
    seen = set(before)
    for index, name in enumerate(names):
        if name in seen:
            yield index
        seen.add(name)


def _in_calendar(date: str) -> bool:
    try:
        datetime.date.fromisoformat(date)
    except ValueError:
        return False
    return True
