"""A target this year beside last year and beside its path: change, lead or lag, and when it would be reached.

Takes this year's verdicts and the data; gives one `Standing` for each that has a value. How it reads in
Chinese is for `standing_sentences`; which targets changed their verdict is for `verdict_changes`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal

from assessbook.assessment.case import Case
from assessbook.assessment.comparable import Incomparable
from assessbook.assessment.comparisons import bounds_of, converted, number, shortfall
from assessbook.assessment.deflation import DEFLATOR_REGION
from assessbook.assessment.goals import is_source
from assessbook.assessment.judging import visible
from assessbook.assessment.paths import PathName, base_of, has_path, way
from assessbook.assessment.plan import first_year, last_year
from assessbook.assessment.plan_numbers import at_year
from assessbook.assessment.plan_words import NUMERIC, RELATIVE
from assessbook.assessment.reading import Reading
from assessbook.assessment.verdict import Verdict
from assessbook.assessment.verdict_rules import read
from assessbook.core.periods import Period
from assessbook.measures import Measure, constant
from assessbook.observations.dataset import Dataset

_LONGEST = 30
"""Years beyond which a date of reaching the goal says nothing."""


@dataclass(frozen=True)
class Standing:
    """Where a target stands in the year of the assessment.

    Parameters
    ----------
    verdict : Verdict
        This year's.
    now : Measure
        This year's value; after the due year the value of the year itself.
    last : Measure or None
        The same quantity last year.
    change : Measure or None
        This year's less last year's: percentage points between percentages.
    path : Measure or None
        What should have been reached this year: the path's value, or in the due year the goal.
    ahead : Measure or None
        By how much it is ahead of the path in the target's direction; negative is behind.
    goal : Measure or None
        What is to be reached in the end, where the way leads to a number of the plan.
    base : Measure or None
        The value of the base year from which the path starts.
    needed : Measure or None
        Years (年) to the goal if every year changed as this one did; None where it is reached, where the
        change leads away from it, or where that would take longer than `_LONGEST` years.
    rises : bool
        Whether more is further on the way.
    """

    verdict: Verdict
    now: Measure
    last: Measure | None = None
    change: Measure | None = None
    path: Measure | None = None
    ahead: Measure | None = None
    goal: Measure | None = None
    base: Measure | None = None
    needed: Measure | None = None
    rises: bool = True

    def beyond_path(self, role: str, words: str, *, turned: bool = False) -> Measure | None:
        """How far this year's value is beyond the path's, in the direction of the way, or short of it."""
        if self.path is None:
            return None
        sides = (self.now, self.path) if self.rises != turned else (self.path, self.now)
        exact = replace(self.now, decimals=self.path.decimals)
        return _difference(self.verdict, *sides, role, words, exact)

    @property
    def fall(self) -> Measure | None:
        """The change with its sign turned round, to be told as a fall."""
        if self.last is None:
            return None
        return _difference(self.verdict, self.last, self.now, "fall", "比上年减少", self.now)

    @property
    def lag(self) -> Measure | None:
        """The lead with its sign turned round, to be told as a lag; in the due year what is short of the goal."""
        verdict, goal = self.verdict, self.verdict.goal
        if self.ahead is None or self.ahead is not verdict.gap or goal is None:
            return self.beyond_path("lag", "落后进度要求", turned=True)
        lacking = shortfall(verdict.target, self.now, goal, verdict.upper)
        named = lacking.named(f"{verdict.target.id}_shortfall", f"{verdict.target.name}（距目标尚差）")
        return replace(named, decimals=self.ahead.decimals)

    @property
    def is_compared(self) -> bool:
        """Whether there are both a value of last year and one of the path."""
        return self.change is not None and self.ahead is not None

    @property
    def is_reached(self) -> bool:
        """Whether this year's value is at or beyond the goal already."""
        if self.goal is None:
            return False
        here, there = number(self.now), number(self.goal, self.now)
        return here >= there if self.rises else here <= there

    @property
    def is_behind(self) -> bool:
        """Whether it is behind its path."""
        return self.ahead is not None and number(self.ahead) < 0

    @property
    def lead(self) -> Decimal:
        """The lead as a share of the path's value, for ordering only; without a path nothing is said."""
        if self.ahead is None or self.path is None:
            return Decimal(0)
        lead, path = number(self.ahead), abs(number(self.path, self.now))
        return lead / path if path else lead * Decimal("Infinity") if lead else lead

    @property
    def reached(self) -> Period | None:
        """The year in which the goal would be reached at this year's pace."""
        if self.needed is None:
            return None
        years = int(number(self.needed).to_integral_value(rounding=ROUND_CEILING))
        return Period.of(self.verdict.year + years)


def standings(
    verdicts: Iterable[Verdict],
    dataset: Dataset,
    *,
    path: PathName = "linear",
    deflator_region: str = DEFLATOR_REGION,
) -> dict[str, Standing]:
    """Where the targets stand whose verdicts rest on a value.

    Parameters
    ----------
    verdicts : iterable of Verdict
        Of one year.
    dataset, path, deflator_region
        What the verdicts were made with.

    Returns
    -------
    dict
        Id of the target -> its standing, in the order of the verdicts. Left out are targets without a value,
        those that are done or not or have conditions, the starting situation (baselines), and yearly tasks
        of an earlier year.
    """
    found = ((verdict.target.id, _standing(verdict, dataset, path, deflator_region)) for verdict in verdicts)
    return {identifier: made for identifier, made in found if made is not None}


def by_lag(found: Iterable[Standing]) -> list[Standing]:
    """The standings that have both last year and a path, the one farthest behind its path first."""
    return sorted((each for each in found if each.is_compared), key=lambda each: each.lead)


def _standing(verdict: Verdict, dataset: Dataset, path: PathName, deflator_region: str) -> Standing | None:
    target = verdict.target
    if target.kind == "baseline" or target.comparator not in NUMERIC | {"narrowing"} or verdict.conditions:
        return None
    now = verdict.actual if verdict.judged == verdict.year else verdict.later
    if now is None or now.scalar is None:
        return None
    case = Case(target, dataset, verdict.region, verdict.year, deflator_region)
    made = Standing(verdict, now)
    if bounds_of(now):
        return made
    last = _last_year(case, verdict)
    if last is not None and last.unit.same_dimensions(now.unit):
        change = _difference(verdict, now, last, "change", "比上年变化", now)
        made = replace(made, last=last, change=change)
    if verdict.judged == verdict.year:
        made = _on_the_way(made, case, path)
    return made


def _last_year(case: Case, verdict: Verdict) -> Measure | None:
    """What was observed a year earlier; of a gap that is to narrow, what it is compared with if that is it."""
    annual = case.target.recurrence == "annual" or case.target.base is None
    if case.target.comparator == "narrowing" and annual and verdict.judged == verdict.year:
        found = verdict.goal
    else:
        found = _read(case.in_year(case.year - 1)).actual
    return found if found is not None and found.scalar is not None and not bounds_of(found) else None


def _read(case: Case) -> Reading:
    try:
        return read(case)
    except Incomparable:
        return Reading()


def _on_the_way(made: Standing, case: Case, path: PathName) -> Standing:
    """The standing with its path; with its goal and the years to it where a path leads there."""
    verdict, target = made.verdict, case.target
    goal = verdict.goal
    if target.kind in RELATIVE or target.comparator == "narrowing":
        return made
    # A line that each household of a sample is held against isn't in the unit of the share that reach it.
    if goal is None or goal.scalar is None or not goal.unit.same_dimensions(made.now.unit):
        return made
    if case.year >= last_year(target) or target.recurrence == "annual":
        return _due(made, goal)
    if not has_path(case) or case.year < first_year(target):
        return made
    found = way(case, Reading(actual=made.now, goal=goal, upper=verdict.upper), path)
    aim = verdict.upper if verdict.upper is not None and not found.rises else goal
    made = replace(made, goal=aim, base=base_of(case))
    if found.expected is not None and found.expected.scalar is not None:
        made = replace(made, path=found.expected, rises=found.rises)
        made = replace(made, ahead=made.beyond_path("lead", "领先进度要求"))
    return replace(made, needed=_years_needed(made, case))


def _due(made: Standing, goal: Measure) -> Standing:
    """The standing in the due year, against the goal itself; what must be met exactly has no lead."""
    target = made.verdict.target
    exact = target.comparator == "=" and not target.is_task and target.kind != "share"
    if exact and target.threshold == 0:  # None may be left: any more is behind.
        made = replace(made, path=goal, rises=False)
        return replace(made, ahead=made.beyond_path("lead", "领先进度要求"))
    if exact or target.upper is not None:
        return made
    return replace(made, path=goal, ahead=made.verdict.gap)


def _years_needed(made: Standing, case: Case) -> Measure | None:
    """The remaining way over the way of this year, in years."""
    if made.change is None or made.last is None or made.goal is None or made.is_reached:
        return None
    goal = converted(made.goal, made.now)
    pace, left = number(made.now) - number(made.last), number(goal) - number(made.now)
    if pace == 0 or left / pace <= 0 or left / pace > _LONGEST:
        return None
    years = (goal - made.now) / (made.now - made.last) * constant(1, "年")
    name = f"{case.target.name}（按本年变化速度还需时间）"
    return at_year(years, case.region, case.year).named(f"{case.target.id}_years_needed", name, decimals=2)


def _difference(
    verdict: Verdict, left: Measure, right: Measure, role: str, words: str, like: Measure
) -> Measure:
    """A difference under the target's id, in the unit of `like` and with its decimals, standing at this year."""
    made = at_year(converted(left, like) - converted(right, like), verdict.region, verdict.year)
    named = made.named(f"{verdict.target.id}_{role}", f"{verdict.target.name}（{words}）")
    read_as_they_are = all(is_source(each) for each in (left, right))
    return visible(replace(named, decimals=None if read_as_they_are else like.decimals))
