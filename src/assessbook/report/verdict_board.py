"""All verdicts at a glance: one table of targets by regions that readers sort and filter, and the sentences
that its rows lead to.

Takes verdicts, those of the whole and those of the regions below; gives blocks. Judges nothing itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assessbook.assessment.by_region import MISSED, REACHED
from assessbook.assessment.deflation import DEFLATOR_REGION
from assessbook.assessment.paths import PathName
from assessbook.assessment.plan import last_year
from assessbook.assessment.verdict import OUTCOMES, Outcome, Verdict
from assessbook.assessment.verdict_counts import counted
from assessbook.assessment.verdict_sentences import worded_briefly
from assessbook.core.periods import Period
from assessbook.report.blocks import Block, Column, Role, Run, Statements, Words
from assessbook.report.distribution_charts import VerdictHeat
from assessbook.report.sentences import Value, filled
from assessbook.report.session import Report
from assessbook.report.tables import Cell, free_table

ABSENT = "—"
_LEAST_TARGETS = 2
_LEAST_REGIONS = 5
_BADGES: dict[Outcome, Role] = {
    **dict.fromkeys(REACHED, "badge-agree"),
    **dict.fromkeys(MISSED, "badge-disagree"),
}
_COLUMNS = (
    Column("地区", numeric=False, filtered=True),
    Column("结论", numeric=False, filtered=True),
    Column("期限", numeric=False, filtered=True),
    Column("实际", numeric=False),
    Column("要求", numeric=False),
    Column("差距", numeric=False),
    Column("规划章节", numeric=False),
)


@dataclass(frozen=True)
class VerdictBoard:
    """The verdicts of a plan, target by target: that of the whole, then those of the regions below.

    Parameters
    ----------
    report : Report
    wholes : sequence of Verdict
        As `Report.verdicts` gives them.
    path, deflator_region
        As in `Report.verdicts`.
    """

    report: Report
    wholes: Sequence[Verdict]
    path: PathName = "linear"
    deflator_region: str = DEFLATOR_REGION

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Every verdict, a target's regions after its whole."""
        found: list[Verdict] = []
        for whole in self.wholes:
            found.append(whole)
            below = self.report.by_region(whole, path=self.path, deflator_region=self.deflator_region)
            found += below.verdicts if below else ()
        return tuple(found)

    def table(self) -> Block:
        """The board: a row for each verdict, its target leading to the sentence that says it in full.

        A verdict that judges nothing has no sentence; its row leads to the table of its outcome.
        """
        report = self.report
        table = free_table(
            report.programme,
            report.caption("截至{year}末各项目标的结论", year=Period.of(report.year)),
            "目标",
            _COLUMNS,
            [(verdict.target.name, self._cells(verdict)) for verdict in self.verdicts],
        )
        rows = [
            replace(row, leads_to=_anchor(verdict))
            for row, verdict in zip(table.rows, self.verdicts, strict=True)
        ]
        return Block.of(replace(table, rows=rows, sortable=True))

    def regions_chart(self) -> Block | None:
        """The verdicts of targets that are judged region by region, a square each.

        None for fewer than `_LEAST_TARGETS` such targets or `_LEAST_REGIONS` regions.
        """
        below = [
            verdict
            for verdict in self.verdicts
            if verdict.region != verdict.target.region and verdict.target.kind != "baseline"
        ]
        targets, regions = {verdict.target.id for verdict in below}, {verdict.region for verdict in below}
        if len(targets) < _LEAST_TARGETS or len(regions) < _LEAST_REGIONS:
            return None
        return self.report.chart(
            self._finding(below),
            VerdictHeat(below, [region for region in self.report.definitions.regions if region in regions]),
            alternative="方格图：各行为目标，各列为地区，方格的底色和符号表示结论。",
        )

    def _finding(self, below: Sequence[Verdict]) -> list[Run]:
        """Which region misses the most of the targets that are judged region by region."""
        missed: dict[str, list[Verdict]] = {}
        for verdict in below:
            if verdict.outcome in MISSED:
                missed.setdefault(verdict.region, []).append(verdict)
        if not missed:
            return self.report.caption("分地区评价的目标没有未达到或进度滞后的")
        most = max(map(len, missed.values()))
        worst = [region for region, verdicts in missed.items() if len(verdicts) == most]
        count = counted(
            missed[worst[0]],
            self.report.definitions,
            "targets_missed",
            "未达到或进度滞后的目标数",
            region=worst[0],
        )
        template = "分地区评价的目标，{place}" + ("等地" if len(worst) > 1 else "")
        return self.report.caption(
            template + "未达到或进度滞后的最多，有{count}", place=self.report.name_of(worst[0]), count=count
        )

    def sentences(self) -> Block:
        """The sentences of all verdicts that judge something; those of regions are brief, below their whole's."""
        judged = [verdict for verdict in self.verdicts if _is_judged(verdict)]
        if not judged:
            return self.report.text("本年度没有可以评价的目标。")
        return Block.of(
            Statements(
                [self._sentence(verdict) for verdict in judged],
                anchors=[_anchor(verdict) for verdict in judged],
            )
        )

    def _cells(self, verdict: Verdict) -> list[Cell]:
        return [
            self.report.name_of(verdict.region),
            _badge(verdict),
            _deadline(verdict),
            verdict.actual or ABSENT,
            verdict.goal or ABSENT,
            verdict.gap or ABSENT,
            verdict.target.section or ABSENT,
        ]

    def _sentence(self, verdict: Verdict) -> list[Run]:
        values: dict[str, Value] = {"board_outcome": _badge(verdict)}
        if verdict.region == verdict.target.region:
            template = "{board_outcome}" + verdict.sentence
        else:
            verdict = worded_briefly(verdict, self.report.definitions)
            values["board_region"] = self.report.name_of(verdict.region)
            template = "{board_outcome}地区：{board_region}；" + verdict.sentence
        return filled(self.report.programme, template, {**values, **verdict.values})


def _is_judged(verdict: Verdict) -> bool:
    return verdict.outcome in (*REACHED, *MISSED)


def _anchor(verdict: Verdict) -> str:
    if _is_judged(verdict):
        return f"verdict-{verdict.target.id}-{verdict.region}"
    return f"cell-verdicts-{verdict.outcome.replace('_', '-')}"


def _badge(verdict: Verdict) -> Words:
    return Words(OUTCOMES[verdict.outcome], _BADGES.get(verdict.outcome, "badge-unknown"))


def _deadline(verdict: Verdict) -> Cell:
    """The year a target is due; the word for one that is asked every year."""
    if verdict.target.kind == "baseline" or verdict.outcome == "not_quantified":
        return ABSENT
    if verdict.target.recurrence == "annual":
        return "每年"
    year = last_year(verdict.target)
    return Words(Period(year, year).chinese, "year")
