"""Verdicts of this year beside those of last year: which targets changed, and how that is called.

Takes both lists of verdicts; gives groups of targets with a count each, traced to the lines of the plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessbook.assessment.deflation import DEFLATOR_REGION
from assessbook.assessment.paths import PathName
from assessbook.assessment.plan import Plan
from assessbook.assessment.verdict import OUTCOMES, Outcome, Verdict
from assessbook.assessment.verdict_counts import counted
from assessbook.assessment.verdicts import assess_plan
from assessbook.measures import Measure
from assessbook.observations.dataset import Dataset
from assessbook.observations.definitions import Definitions


@dataclass(frozen=True)
class VerdictChange:
    """Targets whose verdict changed in one way: from what, to what, which ones, how many (项)."""

    before: Outcome
    after: Outcome
    verdicts: tuple[Verdict, ...]
    count: Measure

    @property
    def name(self) -> str:
        """新达到（上年进度正常）; 由进度正常转为进度滞后."""
        before, after = OUTCOMES[self.before], OUTCOMES[self.after]
        return f"新达到（上年{before}）" if self.after == "met" else f"由{before}转为{after}"


def last_years_verdicts(
    plan: Plan,
    dataset: Dataset,
    year: int,
    *,
    path: PathName = "linear",
    deflator_region: str = DEFLATOR_REGION,
) -> list[Verdict]:
    """The verdicts of the year before, from what was known by then.

    Returns
    -------
    list of Verdict
        Empty where the year before isn't of the plan's period: in its base year and in its first year.
    """
    if year - 1 < plan.source.span.start:
        return []
    return assess_plan(plan, dataset.as_of(year - 1), year - 1, path, deflator_region)


def verdict_changes(
    now: Sequence[Verdict], before: Sequence[Verdict], definitions: Definitions
) -> tuple[VerdictChange, ...]:
    """The targets whose verdict isn't last year's, by the verdict they have now, then by the one they had.

    A target that last year wasn't judged (未到期, 无数据) and now is changes too. The starting situation
    (baselines) is no result, and doesn't change.
    """
    had = {verdict.target.id: verdict.outcome for verdict in before}
    groups: dict[tuple[Outcome, Outcome], list[Verdict]] = {}
    for verdict in now:
        earlier = had.get(verdict.target.id, verdict.outcome)
        if earlier != verdict.outcome and verdict.target.kind != "baseline":
            groups.setdefault((earlier, verdict.outcome), []).append(verdict)
    order = list(OUTCOMES)
    found = sorted(groups.items(), key=lambda pair: [order.index(each) for each in reversed(pair[0])])
    return tuple(
        VerdictChange(
            earlier,
            later,
            tuple(verdicts),
            counted(
                verdicts,
                definitions,
                f"targets_from_{earlier}_to_{later}",
                f"由“{OUTCOMES[earlier]}”转为“{OUTCOMES[later]}”的目标数",
            ),
        )
        for (earlier, later), verdicts in found
    )
