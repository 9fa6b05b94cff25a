"""What a chapter shows of this year beside last year and the path: sentences, a table, charts, changed verdicts.

Takes standings and verdicts; gives blocks. The numbers come from `assessment.standings`; nothing is computed
here but the years that a chart spans.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from assessbook.assessment.comparisons import converted, number
from assessbook.assessment.plan import first_year, last_year
from assessbook.assessment.plan_numbers import at_year
from assessbook.assessment.standing_sentences import told
from assessbook.assessment.standings import Standing, by_lag
from assessbook.assessment.verdict import OUTCOMES, Verdict
from assessbook.assessment.verdict_changes import verdict_changes
from assessbook.assessment.verdict_counts import counted, outcome_counts
from assessbook.core.periods import Period
from assessbook.measures import Measure
from assessbook.measures.stacking import over_years
from assessbook.report.blocks import Block, Column, Words
from assessbook.report.charts import Lines
from assessbook.report.session import Report
from assessbook.report.tables import Cell, Heading

ABSENT = "—"
_TOLD = 3
"""How many targets are told in words, and drawn."""
_ROWS = 15


def comparison(report: Report, found: Mapping[str, Standing]) -> list[Block]:
    """The section 与上年和进度路径的比较: how many are behind, which ones, all in a table, a few as charts.

    Parameters
    ----------
    report : Report
    found : mapping
        Standings by target, as `standings` gives them.

    Returns
    -------
    list of Block
        One line where nothing can be compared: in the base year, and where nothing was observed.
    """
    ordered = by_lag(found.values())
    if not ordered:
        return [report.text(_why_nothing(report, found))]
    behind = [each for each in ordered if each.is_behind]
    blocks = [_counts(report, ordered, behind)]
    blocks += [_sentence(report, each) for each in _distinct(behind)[:_TOLD]]
    blocks.append(_table(report, ordered[:_ROWS]))
    if len(ordered) > _ROWS:
        rest = [each.verdict for each in ordered[_ROWS:]]
        count = counted(rest, report.definitions, "targets_not_shown", "表中未列的目标数")
        blocks.append(report.text("表中按落后幅度只列前面各项，其余{rest}见“目标与结论”一章。", rest=count))
    drawable = [each for each in _distinct(ordered) if each.goal is not None and each.base is not None]
    return [*blocks, *(_course(report, each) for each in drawable[:_TOLD])]


def verdict_counts_table(report: Report, now: Sequence[Verdict], before: Sequence[Verdict]) -> Block:
    """How many targets have each verdict, this year beside last year where there was one."""
    definitions = report.definitions
    counts, earlier = outcome_counts(now, definitions), outcome_counts(before, definitions)
    year = Period.of(report.year)
    columns = [Column("本年目标数", "项")]
    total: list[Cell] = [counted(now, definitions, "targets_all", "规划目标总数")]
    if before:
        columns.append(Column("上年目标数", "项"))
        total.append(counted(before, definitions, "targets_all", "规划目标总数"))
    rows: list[tuple[str, list[Cell]]] = []
    for outcome, name in OUTCOMES.items():
        if outcome not in counts and outcome not in earlier:
            continue
        cells: list[Cell] = [counts.get(outcome, ABSENT)]
        if before:
            cells.append(earlier.get(outcome, ABSENT))
        rows.append((name, cells))
    caption = report.caption("截至{year}末各类结论的目标数", year=year)
    return report.grid(caption, "结论", columns, [*rows, ("合计", total)])


def changes_table(report: Report, now: Sequence[Verdict], before: Sequence[Verdict]) -> Block:
    """Which targets changed their verdict since last year; one line where there is no last year."""
    if not before:
        in_base = report.year < report.plan.source.span.start
        what = "规划基期" if in_base else "规划期第一年"
        return report.text(f"本年度为{what}，没有上年的结论可比。")
    groups = verdict_changes(now, before, report.definitions)
    return report.grid(
        "结论与上年相比有变化的目标",
        "变化",
        [Column("目标数", "项"), Column("目标", numeric=False)],
        [
            (group.name, [group.count, "；".join(verdict.target.name for verdict in group.verdicts)])
            for group in groups
        ],
        otherwise="各项目标的结论与上年相同。",
    )


def last_and_path(report: Report, standing: Standing | None) -> tuple[Cell, Cell]:
    """The cells 上年 and 进度应达 of a board, in the unit of this year's value and without it.

    The latter only on the way, where it isn't the goal itself.
    """
    if standing is None:
        return ABSENT, ABSENT
    on_the_way = standing.path if standing.goal is not None else None
    return _number(report, standing.last, standing.now), _number(report, on_the_way, standing.now)


def _number(report: Report, measure: Measure | None, like: Measure) -> Cell:
    """The number alone: units beside every number would leave no room for words."""
    if measure is None:
        return ABSENT
    same = measure.unit.symbol == like.unit.symbol
    shown = measure if same else replace(converted(measure, like), name=measure.name, is_named=True)
    return report.caption("{number:n}", number=shown)


def _distinct(found: Sequence[Standing]) -> list[Standing]:
    """Without targets that ask the same again: a plan's table often repeats what its text says."""
    first: dict[object, Standing] = {}
    for each in found:
        target, path = each.verdict.target, each.path
        asked = None if path is None else path.scalar
        first.setdefault((target.measure, target.item, each.verdict.region, asked), each)
    return list(first.values())


def _why_nothing(report: Report, found: Mapping[str, Standing]) -> str:
    if report.year < report.plan.source.span.start:
        return "本年度为规划基期，与上年和进度路径的比较自规划期第一年开始。"
    if found:
        return "有观测值的目标缺少上年数据或没有进度要求，不能与上年和进度路径比较。"
    return "没有执行结果的观测数据，不能与上年和进度路径比较。"


def _counts(report: Report, ordered: Sequence[Standing], behind: Sequence[Standing]) -> Block:
    definitions = report.definitions

    def count(chosen: Sequence[Standing], identifier: str, name: str) -> Measure:
        return counted([each.verdict for each in chosen], definitions, identifier, name)

    values: dict[str, Any] = {
        "compared": count(ordered, "targets_compared", "可与上年和进度路径比较的目标数")
    }
    parts = ["既有上年数据、又有进度要求的目标{compared}"]
    level = [each for each in ordered if not each.is_behind]
    if level:
        parts.append("领先或符合进度的{level}")
        values["level"] = count(level, "targets_at_path", "领先或符合进度要求的目标数")
    if behind:
        parts.append("落后于进度的{behind}")
        values["behind"] = count(behind, "targets_below_path", "落后于进度要求的目标数")
    return report.text("，".join(parts) + "。", **values)


def _sentence(report: Report, standing: Standing) -> Block:
    text = told(standing)
    values: dict[str, Any] = dict(text.values)
    return report.text(text.sentence, **values)


def _table(report: Report, ordered: Sequence[Standing]) -> Block:
    reached = any(each.reached is not None for each in ordered)
    # What is told first stands first: a phone shows only the first columns without scrolling.
    headings = ["本年", "比上年", "比应达", "上年", "应达", *(["预计达到"] if reached else [])]
    rows = []
    for each in ordered:
        cells: list[Cell] = [
            each.now,
            _signed(report, each.change, each.fall, ("增", "减", "持平"), rate=each.now.unit.is_ratio),
            _signed(report, each.ahead, each.lag, ("领先", "落后", "持平")),
            each.last or ABSENT,
            each.path or ABSENT,
        ]
        if reached:
            cells.append(ABSENT if each.reached is None else [Words(each.reached.chinese, "year")])
        rows.append((each.verdict.target.name, cells))
    notes = ["按落后进度的幅度排列；应达：期限之前按进度路径推算，到期当年为目标值"]
    if reached:
        notes.append("预计达到：本年变化速度保持不变时达到目标的年份，已达到或按此速度不能达到的不列")
    return report.grid(
        report.caption("{year}与上年和进度路径的比较", year=Period.of(report.year)),
        "目标",
        [Column(heading, numeric=False) for heading in headings],
        rows,
        notes=notes,
    )


def _signed(
    report: Report,
    plus: Measure | None,
    minus: Measure | None,
    words: tuple[str, str, str],
    *,
    rate: bool = False,
) -> Cell:
    """A difference in words for its direction: 增, 减, or 升, 降 of rates."""
    if plus is None or minus is None:
        return ABSENT
    rises, falls, same = ("升", "降", words[2]) if rate else words
    size = number(plus)
    if size == 0:
        return same
    return report.caption("{word}{by}", word=rises if size > 0 else falls, by=plus if size > 0 else minus)


def _course(report: Report, standing: Standing) -> Block:
    """Base, last year and this year against the path to the goal, as two lines."""
    verdict, target, like = standing.verdict, standing.verdict.target, standing.now
    start, due = first_year(target) - 1, last_year(target)
    region = verdict.region

    def at(element: Measure | None, year: int) -> list[Measure]:
        return [] if element is None else [at_year(converted(element, like), region, year)]

    observed = [*at(standing.base, start), *at(standing.last, verdict.year - 1), *at(like, verdict.year)]
    asked = [*at(standing.base, start), *at(standing.path, verdict.year), *at(standing.goal, due)]
    series = [
        Heading("实际", over_years(observed).named(f"{target.id}_course", f"{target.name}（实际）")),
        Heading("进度路径", over_years(asked).named(f"{target.id}_path", f"{target.name}（进度路径）")),
    ]
    years = sorted({start, verdict.year - 1, verdict.year, due})
    size = number(standing.ahead) if standing.ahead is not None else 0
    word = "与进度持平" if size == 0 else "领先进度{by}" if size > 0 else "落后进度{by}"
    by: dict[str, Any] = {} if size == 0 else {"by": standing.ahead if size > 0 else standing.lag}
    return report.chart(
        report.caption("{name}：{year}" + word, name=target.name, year=Period.of(verdict.year), **by),
        Lines(series, years=years, emphasise="实际"),
        alternative="折线图：基期、上年和本年的实际数值，与从基期到目标的进度路径相比。",
    )
