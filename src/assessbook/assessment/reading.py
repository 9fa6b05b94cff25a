"""What a rule read of the data: an actual and a goal, or conditions, or what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from assessbook.assessment.verdict import Condition, HouseholdCount
from assessbook.measures import Measure


@dataclass(frozen=True)
class Reading:
    """One reading of a case.

    Parameters
    ----------
    actual, goal : Measure or None
        One named element each.
    upper : Measure or None
        The upper end of a range.
    missing : tuple of str
        Chinese: what has no value or can't be compared. Nothing is judged where it isn't empty.
    done : bool or None
        The outcome, where it isn't a comparison of actual and goal: a milestone, a checklist.
    conditions : tuple of Condition
        The items of a checklist.
    households : HouseholdCount or None
        What the actual is made of, where single households were judged.
    """

    actual: Measure | None = None
    goal: Measure | None = None
    upper: Measure | None = None
    missing: tuple[str, ...] = ()
    done: bool | None = None
    conditions: tuple[Condition, ...] = ()
    households: HouseholdCount | None = None


def settled(conditions: tuple[Condition, ...], needed: int | None = None) -> bool | None:
    """Whether enough conditions are met: all, or `needed` of them; None while that is open."""
    wanted = len(conditions) if needed is None else needed
    met = sum(1 for condition in conditions if condition.outcome == "met")
    failed = sum(1 for condition in conditions if condition.outcome == "not_met")
    if not conditions:
        return None
    if met >= wanted:
        return True
    return False if len(conditions) - failed < wanted else None
