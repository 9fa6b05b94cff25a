"""What the entries of a plan must be, beyond their shape: to themselves, to each other, to the definitions.

Takes the document, so that every problem has a line; entries whose shape is wrong are passed over, the
model has already said what is wrong with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from assessbook.assessment.mechanism_checks import band_problems, mechanism_problems, report_problems
from assessbook.assessment.plan_models import (
    Definition,
    FundRule,
    GradeBand,
    Mechanism,
    PlanDocument,
    PovertyLine,
    ReportDue,
    TargetEntry,
)
from assessbook.assessment.target_checks import known_unit, meant, target_problems
from assessbook.core.documents import Document, Location, plain
from assessbook.core.numbers import as_decimal, printed
from assessbook.core.problems import Problem, did_you_mean
from assessbook.observations.definitions import Definitions

Entry = TypeVar("Entry", bound=BaseModel)
Placed = tuple[Location, Entry]


def problems_of(document: Document, programme: str, definitions: Definitions) -> list[Problem]:
    """Every problem of a plan that its model doesn't see."""
    targets = _entries(document, "targets", TargetEntry)
    terms = _entries(document, "definitions", Definition)
    lines = _entries(document, "poverty_lines", PovertyLine)
    rules = _entries(document, "fund_rules", FundRule)
    mechanisms = _entries(document, "mechanisms", Mechanism)
    due = _entries(document, "reports_due", ReportDue)
    bands = _entries(document, "grade_bands", GradeBand)
    found = [*_head(document, programme)]
    for location, target in targets:
        found += target_problems(document, location, target, definitions)
    for same in (targets, terms, rules, mechanisms, due, bands):
        found += _repeated(document, [(place, entry.id, "id") for place, entry in same])
    found += _repeated(document, [(place, str(entry.year), "year") for place, entry in lines])
    for cited in (targets, terms, lines, rules, mechanisms, due, bands):
        found += _uncited(document, [(place, dict(entry)) for place, entry in cited])
    for place, line in lines:
        found += known_unit(document, place, line.unit)
    for place, rule in rules:
        found += _rule(document, place, rule, definitions)
    for place, term in terms:
        found += _conditions(document, place, term, _ids(document, "targets"))
    for place, mechanism in mechanisms:
        found += mechanism_problems(document, place, mechanism, _ids(document, "targets"), definitions)
    for place, report in due:
        found += report_problems(document, place, report, _ids(document, "mechanisms"))
    for place, band in bands:
        found += band_problems(document, place, band, _ids(document, "mechanisms"))
    found += _decompositions(document, targets, definitions)
    return found


def line_of(problem: Problem) -> int:
    """The line a problem stands at, to list problems in the order of the file; 0 where it has none."""
    _, _, number = problem.where.rpartition("line ")
    return int(number) if number.isdigit() else 0


def parts_above_whole(
    document: Document,
    whole: tuple[Location, str, float],
    parts: Sequence[tuple[Location, str, float]],
    unit: str,
) -> Iterator[Problem]:
    """A problem when tasks handed down add up to more than the task they are parts of.

    Parameters
    ----------
    whole, parts : (location, name, number)
        The task and its parts, all in `unit`; the problem stands at the whole's line.
    """
    location, name, number = whole
    total = sum((as_decimal(part) for _, _, part in parts), start=as_decimal(0.0))
    if total > as_decimal(number):
        names = ", ".join(f"{part} {printed(value)}" for _, part, value in parts)
        what = (
            f"{name} is {printed(number)} {unit}, but its parts add up to {printed(float(total))} "
            f"{unit} ({names})"
        )
        yield document.problem(location, what, "Correct the number that isn't the plan's.")


def _entries(document: Document, key: str, model: type[Entry]) -> list[Placed[Entry]]:
    """The entries of a list that have the right shape, with their places."""
    content = document.content.get(key)
    found: list[Placed[Entry]] = []
    for index, value in enumerate(content if isinstance(content, list) else ()):
        try:
            found.append(((key, index), model.model_validate(plain(value))))
        except ValidationError:
            continue
    return found


def _ids(document: Document, key: str) -> list[str]:
    """The ids of a list, also of entries whose shape is wrong: what names them isn't wrong for that."""
    content = document.content.get(key)
    entries = content if isinstance(content, list) else []
    return [str(entry["id"]) for entry in entries if isinstance(entry, Mapping) and "id" in entry]


def _head(document: Document, programme: str) -> Iterator[Problem]:
    stated = document.content.get("programme")
    if isinstance(stated, str) and stated != programme:
        what = f"programme is {stated}, but the file stands in the folder of {programme}"
        yield document.problem(("programme",), what, f"Write programme: {programme}.")
    head = document.content.get("document")
    try:
        made = PlanDocument.model_validate(plain(head))
    except ValidationError:
        return
    if not made.title.strip():
        yield document.problem(("document", "title"), "the plan's title is empty", "Write it as printed.")


def _repeated(document: Document, entries: list[tuple[Location, str, str]]) -> Iterator[Problem]:
    first: dict[str, Location] = {}
    for location, name, key in entries:
        if name in first:
            where = document.line((*first[name], key))
            what = f"{key} {name} stands twice, first in line {where}"
            yield document.problem((*location, key), what, "Keep one of the two, or give one another id.")
        else:
            first[name] = location


def _uncited(document: Document, entries: list[tuple[Location, Mapping[str, object]]]) -> Iterator[Problem]:
    action = {
        "quote": "Copy the few words of the document that say it.",
        "section": "Say where in the document the words stand.",
    }
    for location, entry in entries:
        name = entry.get("id", entry.get("year"))
        for key, what_to_do in action.items():
            if not str(entry[key]).strip():
                yield document.problem((*location, key), f"{name} has no {key}", what_to_do)


def _rule(document: Document, place: Location, rule: FundRule, definitions: Definitions) -> Iterator[Problem]:
    yield from known_unit(document, place, rule.unit)
    for key in ("measure", "denominator"):
        name = getattr(rule, key)
        if name is not None and name not in definitions.measures:
            what = f"measure {name}, named by {rule.id}, is not defined"
            yield document.problem((*place, key), what, meant(name, definitions.measures))
    if rule.comparator == "in_range" and (
        rule.upper is None or rule.threshold is None or rule.upper < rule.threshold
    ):
        what = f"{rule.id} is a range and needs a threshold and an upper end that isn't below it"
        yield document.problem((*place, "upper"), what, "Write both ends of the range.")


def _conditions(document: Document, place: Location, term: Definition, known: list[str]) -> Iterator[Problem]:
    for index, name in enumerate(term.conditions):
        if name not in known:
            what = f"target {name}, a condition of {term.id}, is not in this plan"
            yield document.problem((*place, "conditions", index), what, did_you_mean(name, known))


def _decompositions(
    document: Document, targets: list[Placed[TargetEntry]], definitions: Definitions
) -> Iterator[Problem]:
    """Tasks of the regions directly below one that exceed its own task for the same measure and year."""
    keys = ("measure", "item", "kind", "unit", "due", "recurrence")
    for location, whole in targets:
        if whole.threshold is None or whole.measure is None or whole.kind not in ("flow", "cumulative"):
            continue
        below = set(definitions.children(whole.region))
        parts = [
            ((*place, "threshold"), part.id, part.threshold)
            for place, part in targets
            if part.threshold is not None
            and part.region in below
            and all(getattr(part, key) == getattr(whole, key) for key in keys)
        ]
        task = ((*location, "threshold"), whole.id, whole.threshold)
        yield from parts_above_whole(document, task, parts, whole.unit)
