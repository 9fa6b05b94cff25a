"""The models of `plan.yaml`: what a programme's plan asks for, each entry citing its words.

Only shapes stand here; what entries must be to each other and to the definitions is for `plan_checks`.
A `Target` is an entry that knows the plan it stands in, so that a verdict can be given for it alone.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Literal

from pydantic import Field, field_validator

from assessbook.assessment.plan_words import (
    COUNTED,
    TASKS,
    TIMES_A_YEAR,
    Comparator,
    Frequency,
    Kind,
    MechanismKind,
)
from assessbook.core.periods import Period
from assessbook.observations.definitions import Strict

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Year = Annotated[int, Field(strict=True, ge=1949, le=2100)]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class PlanDocument(Strict):
    """The document that sets the targets: title, number and date as printed, empty where it has none."""

    title: str
    number: str = ""
    issued: str = ""
    level: Literal["province", "county"]
    period: str

    @field_validator("period", mode="before")
    @classmethod
    def _years(cls, value: object) -> str:
        return str(Period.of(str(value)))


class Base(Strict):
    """The state a target starts from. `value` in the target's unit; of a multiple or a share, the
    measure's unit. None where the plan only names the year."""

    year: Year
    value: Number | None = None


class TargetEntry(Strict):
    """One target as `plan.yaml` states it.

    Beside what the plan's own words give, some keys say what a measure can't: `reference_measure`, where
    the reference region is measured by another measure than `measure`; `household_measure`, the list of
    single households by which a target that binds each of them is judged; `price`, the prices (``nominal``
    or ``constant``) in which the target is to be judged where the plan says so, with `price_year`, the year
    whose prices those are where it isn't the base year. Without `equal_meets`, equality meets what the
    comparator says (>= but not >).
    """

    id: Identifier
    name: str
    english: str
    quote: str
    section: str
    kind: Kind
    source_kind: str = ""
    comparator: Comparator
    threshold: Number | None = None
    upper: Number | None = None
    unit: str = ""
    stated: Literal["yes", "implied", "repaired"] | None = None
    scope: str | None = ""
    region: str
    each: str | None = None
    base: Base | None = None
    reference: str | None = None
    reference_measure: str | None = None
    household_measure: str | None = None
    price: Literal["nominal", "constant"] | None = None
    price_year: Year | None = None
    deadline: str | None = None
    due_year: Year | None = None
    recurrence: Literal["once", "annual", "phase"] = "once"
    measure: str | None = None
    item: str | None = None
    equal_meets: bool | None = None
    note: str | None = ""

    @field_validator("deadline")
    @classmethod
    def _date(cls, value: str | None) -> str | None:
        if value is None:
            return None
        if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", value):
            raise ValueError("a date (2016-12-31), a month (2016-12) or a year (2016) is needed, in quotes")
        try:
            datetime.date.fromisoformat(value + "-01-01"[len(value) - 10 :] if len(value) < 10 else value)
        except ValueError:
            raise ValueError("there is no such date in the calendar") from None
        return value

    @property
    def due(self) -> int | None:
        """The year by which it is to be met; None where the plan names none."""
        if self.due_year is not None:
            return self.due_year
        return int(self.deadline[:4]) if self.deadline else None

    @property
    def is_task(self) -> bool:
        """Whether ``=`` names work to be completed, so that more of it fulfils the plan (超额完成).

        So read are flows, sums of flows and reports due, in whatever unit, and levels that count things
        (villages paired, projects built). Read exactly are: numbers of the starting situation (baseline),
        standards that are set (norm), shares, which can't exceed all of it, amounts that are levels
        (a ceiling of 20 万元), and levels of zero, of which any more is a failure.
        """
        if self.comparator != "=" or not self.threshold:
            return False
        return self.kind in TASKS or (self.kind == "level" and self.unit in COUNTED)


class PlanSource(Strict):
    """The plan a target stands in: its file as shown, its document's title, its period."""

    programme: str
    file: str
    document: str
    period: str

    @property
    def span(self) -> Period:
        """The plan's period."""
        return Period.of(self.period)


class Waypoint(Strict):
    """What another target of the plan asks of the same measure in an earlier year."""

    target: str
    name: str
    year: int
    value: float
    unit: str
    quote: str
    section: str


class Target(TargetEntry):
    """A target with the plan it stands in, and the plan's own steps towards it, by year."""

    source: PlanSource
    waypoints: tuple[Waypoint, ...] = ()

    @property
    def prices_of(self) -> int:
        """The year whose prices a target at constant prices is in: as stated, or its base year, or the year
        before the plan."""
        if self.price_year is not None:
            return self.price_year
        return self.base.year if self.base else self.source.span.start - 1


class Definition(Strict):
    """A term the plan defines. `conditions`: ids of the targets that make up an exit standard."""

    id: Identifier
    term: str
    quote: str
    section: str
    meaning: str
    items: list[str] = []
    conditions: list[str] = []


class PovertyLine(Strict):
    """The income below which a person is poor, by year."""

    year: Year
    value: Number
    unit: str
    price: Literal["nominal", "constant"]
    income: Literal["net", "disposable"]
    section: str
    quote: str


class FundRule(Strict):
    """A rule about funds; `check` says what is compared with what."""

    id: Identifier
    name: str
    quote: str
    section: str
    comparator: Comparator
    threshold: Number | None = None
    upper: Number | None = None
    unit: str = ""
    check: str
    measure: str | None = None
    denominator: str | None = None


class Mechanism(Strict):
    """A mechanism the plan sets up, and what the annual report should show of it.

    `kind` is what it is first of all; `also` names the other kinds it is, where one mechanism of a plan does
    the work of several, in the order of the kinds.
    `targets` are the ids of the plan's targets that rest on it, `measures` those of the measures that say
    how far it has come, each in the order in which a report shows them.
    """

    id: Identifier
    kind: MechanismKind
    also: list[MechanismKind] = []
    name: str
    quote: str
    section: str
    shows: str
    sheet: str | None = None
    targets: list[Identifier] = []
    measures: list[Identifier] = []


class ReportDue(Strict):
    """A report, filing or inspection that the plan asks for, and when.

    `mechanism` is the id of the mechanism it belongs to. `deadline` is a date for what is due once
    (2012-04-30), a day of every year for what is due yearly (12-31), and empty where the plan names none.
    """

    id: Identifier
    mechanism: Identifier
    name: str
    reporter: str
    receiver: str = ""
    frequency: Frequency
    deadline: str | None = None
    quote: str
    section: str

    def times_due(self, year: int) -> int | None:
        """How often it is due in a year; None where the plan leaves it open."""
        if self.frequency == "once":
            return int(self.deadline is not None and self.deadline[:4] == str(year))
        return TIMES_A_YEAR[self.frequency]


class GradeBand(Strict):
    """A band of results of the yearly assessment, and what follows for whoever falls into it.

    `basis`: whether `lower` and `upper` are scores, shares of the task met, or places in the ranking from the
    top or the bottom; ``unstated`` where the plan names the band without its bounds. `lower` belongs to
    the band, `upper` doesn't.
    """

    id: Identifier
    mechanism: Identifier
    name: str
    basis: Literal["score", "task_completion", "rank_from_top", "rank_from_bottom", "unstated"]
    lower: Number | None = None
    upper: Number | None = None
    unit: str = ""
    consequence: str
    quote: str
    section: str


class PlanFile(Strict):
    """A whole `plan.yaml`."""

    programme: str
    document: PlanDocument
    targets: list[TargetEntry]
    definitions: list[Definition] = []
    poverty_lines: list[PovertyLine] = []
    fund_rules: list[FundRule] = []
    mechanisms: list[Mechanism] = []
    reports_due: list[ReportDue] = []
    grade_bands: list[GradeBand] = []
