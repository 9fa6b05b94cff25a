"""What one target must be: comparator, unit, dates, numbers, and names that the definitions know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assessbook.assessment.plan_models import TargetEntry
from assessbook.assessment.plan_words import NUMERIC, QUANTIFIED, RELATIVE, YES_NO
from assessbook.core.documents import Document, Location
from assessbook.core.problems import Problem, UnitError, did_you_mean
from assessbook.core.units import Unit
from assessbook.observations.definitions import Definitions, MeasureDefinition

_OF_HOUSEHOLDS = frozenset({"level", "baseline", "relative_level"})
"""Kinds that each household of a list can be held against."""

_SAME_UNIT = frozenset({"level", "flow", "cumulative", "range", "baseline", "norm", "ranking", "process"})
"""Kinds whose number is one of the measure itself."""


def target_problems(
    document: Document, location: Location, target: TargetEntry, definitions: Definitions
) -> Iterator[Problem]:
    """Every problem of one target by itself."""
    check = _Check(document, location, target, definitions)
    yield from check.comparator()
    yield from check.dates()
    yield from check.numbers()
    yield from check.names()
    yield from check.units()


def known_unit(document: Document, location: Location, symbol: str) -> Iterator[Problem]:
    """A problem for a unit that isn't known."""
    if symbol == YES_NO:
        return
    try:
        Unit.of(symbol)
    except UnitError as error:
        yield document.problem((*location, "unit"), str(error))


def meant(name: str, known: Iterable[str]) -> str:
    """The measure that may have been meant; the whole list would be too long to read."""
    suggestion = did_you_mean(name, known)
    defined = "Correct the name, or define it in the programme's measures.yaml."
    return suggestion if suggestion.startswith("Did you mean") else defined


class _Check:
    def __init__(
        self, document: Document, location: Location, target: TargetEntry, definitions: Definitions
    ) -> None:
        self.document = document
        self.location = location
        self.target = target
        self.definitions = definitions

    def problem(self, key: str, what: str, action: str) -> Problem:
        return self.document.problem((*self.location, key), f"{self.target.id}: {what}", action)

    @property
    def measure(self) -> MeasureDefinition | None:
        return self.definitions.measures.get(self.target.measure or "")

    def comparator(self) -> Iterator[Problem]:
        target = self.target
        if target.comparator == "done" and target.unit not in (YES_NO, ""):
            yield self.problem(
                "comparator",
                f"comparator done can't go with the unit {target.unit}; what is done or not has the unit {YES_NO}",
                f"Write unit: {YES_NO}, or compare with a number (>=).",
            )
        if target.comparator in NUMERIC and target.unit == YES_NO:
            yield self.problem(
                "comparator",
                f"comparator {target.comparator} can't go with the unit {YES_NO}",
                "Write comparator: done, or the unit that is counted.",
            )
        if target.comparator in (">", "<") and target.equal_meets:
            yield self.problem(
                "equal_meets",
                f"comparator {target.comparator} is not met by equality, but equal_meets is true",
                f"Write equal_meets: false, or comparator {target.comparator}=.",
            )

    def dates(self) -> Iterator[Problem]:
        target = self.target
        year = int(target.deadline[:4]) if target.deadline else None
        if year is not None and target.due_year is not None and year != target.due_year:
            yield self.problem(
                "due_year",
                f"due_year {target.due_year} isn't the year of the deadline {target.deadline}",
                "Correct one of the two.",
            )
        due = min((date for date in (year, target.due) if date is not None), default=None)
        if target.base is not None and due is not None and due < target.base.year:
            yield self.problem(
                "deadline" if target.deadline else "due_year",
                f"the deadline {target.deadline or due} lies before the base year {target.base.year}",
                "Correct the deadline or the base year.",
            )

    def numbers(self) -> Iterator[Problem]:
        target = self.target
        if target.threshold is None and target.comparator in NUMERIC and target.kind in QUANTIFIED:
            hint = (
                f"To compare with the level of {target.reference}, write kind: relative_level."
                if target.reference
                else "Write the plan's number, or kind: qualitative where it gives none."
            )
            yield self.problem("threshold", f"kind {target.kind} needs a threshold", hint)
        if target.comparator == "in_range":
            if target.upper is None:
                yield self.problem("upper", "comparator in_range needs an upper end", "Write upper.")
            elif target.threshold is not None and target.upper < target.threshold:
                yield self.problem(
                    "upper",
                    f"the upper end {target.upper:g} lies below the threshold {target.threshold:g}",
                    "Write the lower end as threshold, the upper one as upper.",
                )
        elif target.kind == "range":
            yield self.problem(
                "comparator", f"kind range can't go with {target.comparator}", "Write comparator: in_range."
            )
        if target.price_year is not None and target.price != "constant":
            yield self.problem(
                "price_year",
                f"price_year {target.price_year} is given, but the target isn't at constant prices",
                "Write price: constant, or leave price_year out.",
            )
        growth = target.kind == "relative_growth" and target.threshold is not None
        if growth and target.unit not in ("百分点", "倍"):
            yield self.problem(
                "threshold",
                f"growth above a reference's by {target.threshold:g} {target.unit} can be read in two ways",
                "Write unit: 百分点 (so many points more) or 倍 (so many times), or threshold: null.",
            )

    def names(self) -> Iterator[Problem]:
        target, regions = self.target, self.definitions.regions
        for key in ("region", "reference"):
            name = getattr(target, key)
            if name is not None and name not in regions:
                yield self.problem(key, f"there is no region {name}", did_you_mean(name, regions))
        if target.kind in RELATIVE and target.reference is None:
            yield self.problem(
                "reference",
                f"kind {target.kind} needs a reference region",
                "Write reference: china or another.",
            )
        measures = self.definitions.measures
        for key in ("measure", "reference_measure", "household_measure"):
            name = getattr(target, key)
            if name is not None and name not in measures:
                yield self.problem(key, f"there is no measure {name} in measures.yaml", meant(name, measures))
        if target.measure is None and target.comparator in NUMERIC and target.kind in QUANTIFIED | RELATIVE:
            yield self.problem(
                "measure",
                f"kind {target.kind} is judged by a number, but no measure is named",
                "Name the measure that would show it; define it in the programme's measures.yaml if it is new.",
            )
        yield from self._item()
        yield from self._households()
        if self.measure is not None and self.measure.kind == "target":
            yield self.problem(
                "measure",
                f"{target.measure} is a number of the plan itself; a target is judged by what is observed",
                "Name the measure that is observed.",
            )

    def _item(self) -> Iterator[Problem]:
        target, measure = self.target, self.measure
        if measure is None:
            return
        group = self.definitions.classifications.get(measure.classification or "")
        items = list(group.items) if group else []
        if target.item is not None and target.item not in items:
            what = f"{target.measure} has no item {target.item}"
            action = did_you_mean(target.item, items) or "Write item: null; the measure isn't divided."
            yield self.problem("item", what, action)
        if target.item is None and items and target.kind != "checklist":
            yield self.problem(
                "item",
                f"{target.measure} is divided by {measure.classification}, but no item is named",
                "Known here: " + ", ".join(items) + ".",
            )

    def _households(self) -> Iterator[Problem]:
        target = self.target
        measure = self.definitions.measures.get(target.household_measure or "")
        if measure is None:
            return
        key, name = "household_measure", target.household_measure
        compared = target.comparator in (">=", ">", "<=", "<") and target.threshold is not None
        if target.each != "household" or target.kind not in _OF_HOUSEHOLDS or not compared:
            what = f"{name} holds single households, but they can't be judged one by one by this target"
            action = "It goes with each: household, a level with a threshold, and >=, >, <= or <."
            yield self.problem(key, what, action)
        elif target.price == "constant":
            what = f"{name} is judged as it was observed, but the target is at constant prices"
            yield self.problem(key, what, "Leave household_measure out.")
        if measure.kind != "entry" or measure.classification is not None:
            what = f"{name} isn't a list of single households"
            yield self.problem(key, what, "Name a measure of kind: entry that isn't divided.")
        own = self.measure
        if own is not None and not Unit.of(measure.unit).same_dimensions(Unit.of(own.unit)):
            what = f"{name} is in {measure.unit or 'a plain number'}, {target.measure} in {own.unit or 'a plain number'}"
            yield self.problem(key, what, "Name a measure of the same quantity.")

    def units(self) -> Iterator[Problem]:
        target = self.target
        problems = list(known_unit(self.document, self.location, target.unit))
        yield from problems
        if problems or self.measure is None or target.comparator not in NUMERIC or target.unit == YES_NO:
            return
        unit, own = Unit.of(target.unit), Unit.of(self.measure.unit)
        compared = target.reference is None or not unit.is_ratio
        direct = target.kind in _SAME_UNIT and compared and target.threshold is not None
        if direct and not unit.same_dimensions(own):
            yield self.problem(
                "unit",
                f"the unit {target.unit or '(none)'} can't be compared with {target.measure}, which is in "
                f"{self.measure.unit or 'a plain number'}",
                "Correct the unit, or name another measure.",
            )
        if target.kind in ("share", "multiple") and not unit.is_ratio:
            yield self.problem(
                "unit", f"kind {target.kind} can't have the unit {target.unit}", "Write unit: '%' or 倍."
            )
        if target.kind == "share" and not own.is_ratio and not self._is_flow_of_a_base():
            yield self.problem(
                "measure",
                f"{target.measure} is no rate, and there is no base value that it could be a share of",
                "Name a rate, or write base: {year: …, value: …} for the share of a flow in it.",
            )

    def _is_flow_of_a_base(self) -> bool:
        base, measure = self.target.base, self.measure
        return measure is not None and measure.kind == "flow" and base is not None and bool(base.value)
