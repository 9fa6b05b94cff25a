"""Whether the reading of a case meets its target, as if it were due in the case's year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from assessbook.assessment.case import Case
from assessbook.assessment.comparisons import bounds_of, is_bound_enough, meets, number, surplus
from assessbook.assessment.reading import Reading
from assessbook.assessment.verdict import Condition, Outcome
from assessbook.assessment.verdict_rules import read
from assessbook.measures import Measure

BOUND = "观测值为界限值，不足以判断"


@dataclass(frozen=True)
class Judgement:
    """An outcome (``met``, ``not_met``, ``no_observation``), what it rests on, and by how much."""

    outcome: Outcome
    reading: Reading
    gap: Measure | None = None
    reasons: tuple[str, ...] = ()

    def condition(self, name: str) -> Condition:
        """The judgement as one condition among others."""
        made = self.reading
        return Condition(name, self.outcome, made.actual, made.goal, self.gap, self.reasons, made.conditions)


def judge(case: Case) -> Judgement:
    """Judge a case by the value of its year."""
    reading = read(case)
    gap = gap_of(case, reading)
    if reading.missing:
        return Judgement("no_observation", reading, gap, reading.missing)
    if reading.done is not None:
        return Judgement("met" if reading.done else "not_met", reading, gap)
    if reading.actual is None or reading.goal is None:
        return Judgement("no_observation", reading, gap, ("无可比较的数值",))
    if bounds_of(reading.actual) or bounds_of(reading.goal):
        enough = is_bound_enough(case.target, reading.actual, reading.goal)
        return (
            Judgement("met", reading, gap) if enough else Judgement("no_observation", reading, gap, (BOUND,))
        )
    met = meets(case.target, reading.actual, reading.goal, reading.upper)
    return Judgement("met" if met else "not_met", reading, gap)


_LEAST_SHOWN = Decimal("0.005")
_MOST_DECIMALS = 6


def gap_of(case: Case, reading: Reading) -> Measure | None:
    """The surplus over the goal under the target's id, standing where the actual stands."""
    if reading.actual is None or reading.goal is None:
        return None
    made = surplus(case.target, reading.actual, reading.goal, reading.upper)
    if case.target.kind == "multiple":  # Its goal is a product; the gap prints as the measure does.
        made = replace(made, decimals=reading.goal.decimals)
    elif case.is_deflated(case.measure):
        made = replace(made, decimals=reading.actual.decimals)
    return visible(case.computed(made, "gap", f"{case.target.name}（与目标的差距）"))


def visible(gap: Measure) -> Measure:
    """A gap that rounds to zero takes the decimals that show it: 0.00 short would read as met."""
    size = abs(number(gap)) if gap.scalar is not None else Decimal(0)
    if not 0 < size < _LEAST_SHOWN:
        return gap
    return replace(gap, decimals=min(-size.adjusted() + 1, _MOST_DECIMALS))
