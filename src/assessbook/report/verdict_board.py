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
from assessbook.assessment.verdict_sentences import worded_briefly
from assessbook.core.periods import Period
from assessbook.report.blocks import Block, Column, Role, Run, Statements, Words
from assessbook.report.sentences import Value, filled
from assessbook.report.session import Report
from assessbook.report.tables import Cell, free_table

ABSENT = "—"
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
