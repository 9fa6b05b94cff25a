"""What a verdict is: a target, a region and a year, and whether what was observed meets it.

Plain records. How they come about is for `verdicts` and the rules; how they read in Chinese is for
`verdict_sentences`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from assessbook.assessment.plan_models import Target
from assessbook.core.periods import Period
from assessbook.measures import Measure

Outcome = Literal["met", "not_met", "on_track", "behind", "not_yet_due", "no_observation", "not_quantified"]

OUTCOMES: dict[Outcome, str] = {
    "met": "已达到",
    "not_met": "未达到",
    "on_track": "进度正常",
    "behind": "进度滞后",
    "not_yet_due": "未到期",
    "no_observation": "无数据",
    "not_quantified": "不作量化评价",
}
"""The outcomes in the order in which they are listed, and how they print."""


@dataclass(frozen=True)
class Condition:
    """One condition of a target that has several: an item of a checklist, a region, an exit standard's part.

    `outcome` is ``met``, ``not_met`` or ``no_observation``; `gap` is signed as a verdict's is.
    """

    name: str
    outcome: Outcome
    actual: Measure | None = None
    goal: Measure | None = None
    gap: Measure | None = None
    reasons: tuple[str, ...] = ()
    parts: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class HouseholdCount:
    """Single households: what they are called, how many were observed and how many of them meet the line
    (户), and the line itself."""

    name: str
    observed: Measure
    reaching: Measure
    line: Measure


@dataclass(frozen=True)
class Verdict:
    """Whether a target is met.

    Parameters
    ----------
    target : Target
    region : str
        Id of the region judged.
    year : int
        The year of the assessment.
    outcome : str
        ``met`` or ``not_met`` from the due year on, ``on_track`` or ``behind`` before it,
        ``not_yet_due`` before it where nothing can be said, ``no_observation``, ``not_quantified``.
    judged : int
        The year whose value was judged: `year`, or the due year where that has passed.
    actual, goal : Measure or None
        What was observed and what it is compared with, one element each, named for publishing.
    upper : Measure or None
        The upper end of a range.
    gap : Measure or None
        Positive is a surplus over the goal in the direction of the comparator: above a floor, below a
        ceiling, inside a range. For ``=`` it is the actual less the goal. In the actual's unit;
        percentage points between percentages.
    expected : Measure or None
        Before the due year: the value of the path for `year`.
    later : Measure or None
        After the due year: what was observed in `year`.
    conditions : tuple of Condition
    households : HouseholdCount or None
        Where single households were judged: what the actual, their share, is made of.
    reasons : tuple of str
        Chinese: what is missing, why nothing can be compared, what was assumed.
    sentence : str
        目标…；实际…；差距…；依据…, a template; its places are the keys of `values`.
    figures, periods, words : mappings
        What fills the places: measures, years, and texts quoted from the plan.
    """

    target: Target
    region: str
    year: int
    outcome: Outcome
    judged: int
    actual: Measure | None = None
    goal: Measure | None = None
    upper: Measure | None = None
    gap: Measure | None = None
    expected: Measure | None = None
    later: Measure | None = None
    conditions: tuple[Condition, ...] = ()
    households: HouseholdCount | None = None
    reasons: tuple[str, ...] = ()
    sentence: str = ""
    figures: Mapping[str, Measure] = field(default_factory=dict)
    periods: Mapping[str, Period] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, Measure | Period | str]:
        """Everything the sentence has a place for, as `report.text` takes it."""
        return {**self.figures, **self.periods, **self.words}
