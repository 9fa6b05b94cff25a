"""The value a target should have reached on its way, in a year before it is due.

``linear``: on the straight line from the base year's value to the goal in the due year. ``steps``: the
last of the plan's own earlier targets for the same measure that is due by the year; without any, the line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from assessbook.assessment.case import Case
from assessbook.assessment.comparisons import converted, falls, meets, number
from assessbook.assessment.goals import stated_base
from assessbook.assessment.plan import first_year, last_year
from assessbook.assessment.plan_numbers import at_year, step_value
from assessbook.assessment.plan_words import NUMERIC
from assessbook.assessment.reading import Reading
from assessbook.assessment.verdict_rules import base_of_multiple, read
from assessbook.measures import Measure, constant

PathName = Literal["linear", "steps"]

KINDS = frozenset({"level", "cumulative", "share", "relative_level", "multiple", "norm", "range"})
"""Kinds whose value grows towards the goal; others are done, or are judged in one year."""


@dataclass(frozen=True)
class Way:
    """Where a target should stand in a year.

    `expected` is None where that can't be said, and `reason` says why. `rises`: more is further.
    """

    expected: Measure | None
    rises: bool = True
    reason: str = ""


def has_path(case: Case) -> bool:
    """Whether the target moves towards a number of the plan."""
    target = case.target
    return target.kind in KINDS and target.comparator in NUMERIC and target.threshold is not None


def way(case: Case, reading: Reading, path: PathName) -> Way:
    """What should have been reached in the case's year.

    Parameters
    ----------
    case : Case
        In a year before the due year.
    reading : Reading
        With an actual and a goal.

    Limitations
    -----------
    Where the plan states no base year, the year before its period is taken, and the reason says so.
    """
    actual, goal = reading.actual, reading.goal
    if actual is None or goal is None:
        return Way(None, reason="目标值或实际值无数据")
    zero = _starts_at_zero(case)
    base = None if zero else base_of(case)
    start = None if base is None else converted(base, actual)
    rises = True if zero else _rises(case, goal, start)
    aim = reading.upper if reading.upper is not None and not rises else goal
    if path == "steps" and case.target.waypoints:
        return _step(case, rises)
    if start is None and not zero:
        return Way(None, rises, "基期无数据，不能确定进度要求")
    exact = case.target.comparator == "=" and not case.target.is_task
    if start is not None and not exact and meets(case.target, start, goal, reading.upper):
        made = at_year(converted(aim, actual), case.region, case.year)
        return Way(case.computed(made, "expected", _name(case)), rises)
    note = "" if case.target.base else "原文未写明基期，以规划期前一年为基期"
    return Way(_on_line(case, start, converted(aim, actual)), rises, note)


def is_far_enough(case: Case, reading: Reading, found: Way) -> bool:
    """Whether the actual is at or beyond the path, or already meets the goal."""
    if reading.actual is None or reading.goal is None or found.expected is None:
        return False
    if meets(case.target, reading.actual, reading.goal, reading.upper):
        return True
    if (
        reading.upper is not None
        and found.rises
        and number(reading.actual) > number(reading.upper, reading.actual)
    ):
        return False
    here, there = number(reading.actual), number(found.expected, reading.actual)
    return here >= there if found.rises else here <= there


def _starts_at_zero(case: Case) -> bool:
    """Whether it is a sum of yearly flows, which starts from nothing."""
    return case.target.kind in ("cumulative", "share") and case.definition.kind in ("flow", "entry")


def base_of(case: Case) -> Measure | None:
    """The value of the base year; None where there is none."""
    target, start = case.target, first_year(case.target) - 1
    if target.kind == "multiple":
        once = case.definition.kind == "multiple"
        found = case.computed(constant(1, "倍"), "base") if once else base_of_multiple(case)
    else:
        stated = stated_base(case, target.unit)
        if stated is not None:
            return stated
        if target.reference is not None:
            return read(case.in_year(start)).actual
        found = case.value(case.measure, case.region, start)
    return found if found.scalar is not None else None


def _rises(case: Case, goal: Measure, start: Measure | None) -> bool:
    """Whether the way leads upwards."""
    if case.target.comparator not in ("=", "in_range") or case.target.is_task or start is None:
        return not falls(case.target)
    return number(start) <= number(goal, start)


def _step(case: Case, rises: bool) -> Way:
    due = [step for step in case.target.waypoints if step.year <= case.year]
    if not due:
        return Way(None, rises, "尚无到期的阶段目标")
    return Way(step_value(case.target, due[-1], case.definitions), rises)


def _on_line(case: Case, start: Measure | None, aim: Measure) -> Measure:
    """The straight line, in the unit of `aim`, standing at the case's year."""
    first, last = first_year(case.target) - 1, last_year(case.target)
    passed, whole = constant(case.year - first, "年"), constant(last - first, "年")
    made = aim * passed / whole if start is None else start + (aim - start) * passed / whole
    line = case.computed(at_year(made, case.region, case.year), "expected", _name(case))
    if not case.definition.integer or line.unit.is_ratio:
        return line
    # One decimal where the line runs between two whole numbers: 9 beside an expected 9.3 is behind, and
    # beside an expected "9" it would read as on track.
    return replace(line, decimals=0 if number(line) == round(number(line)) else 1)


def _name(case: Case) -> str:
    return f"{case.target.name}（进度要求）"
