"""The comparison with last year and the path, as readers see it, in base years, first years and later."""

from __future__ import annotations

import pytest

from assessbook.assessment.standings import Standing, by_lag, standings
from assessbook.assessment.verdict_changes import last_years_verdicts
from assessbook.report import Report, open_report
from assessbook.report.blocks import Block, Chart, Statements, Table
from assessbook.report.standing_sections import (
    changes_table,
    comparison,
    last_and_path,
    verdict_counts_table,
)

DEMO = "params/demo/zhejiang-2013/2014.yaml"


def opened(edition: str, region: str) -> tuple[Report, dict[str, Standing]]:
    report = open_report(edition, region)
    return report, standings(report.verdicts(), report.dataset)


def words(block: Block) -> str:
    """A block of sentences as it reads."""
    assert isinstance(block.content, Statements)
    return "\n".join(
        "".join(run if isinstance(run, str) else run.text for run in sentence)
        for sentence in block.content.sentences
    )


@pytest.mark.parametrize(
    ("year", "compared", "changed"),
    [
        (
            2015,
            "本年度为规划基期，与上年和进度路径的比较自规划期第一年开始。",
            "本年度为规划基期，没有上年的结论可比。",
        ),
        (
            2016,
            "没有执行结果的观测数据，不能与上年和进度路径比较。",
            "本年度为规划期第一年，没有上年的结论可比。",
        ),
    ],
)
def test_without_last_year_or_results_one_line_says_so(year: int, compared: str, changed: str) -> None:
    report, found = opened(f"params/jiaohe-2016/{year}.yaml", "jiaohe")
    (only,) = comparison(report, found)
    assert words(only) == compared
    now = report.verdicts()
    assert words(changes_table(report, now, [])) == changed
    counts = verdict_counts_table(report, now, []).content
    assert isinstance(counts, Table)
    assert [column.name for column in counts.columns] == ["本年目标数"]


def test_the_demonstration_tells_what_is_behind_in_words_a_table_and_charts() -> None:
    report, found = opened(DEMO, "zhejiang")
    blocks = comparison(report, found)
    behind = [each for each in by_lag(found.values()) if each.is_behind]
    assert words(blocks[0]).startswith(f"既有上年数据、又有进度要求的目标{len(by_lag(found.values()))}项")
    assert f"落后于进度的{len(behind)}项" in words(blocks[0])
    assert words(blocks[1]).startswith(f"{behind[0].verdict.target.name}：2014年为")
    (table,) = (block.content for block in blocks if isinstance(block.content, Table))
    assert [column.name for column in table.columns[:5]] == ["本年", "比上年", "比应达", "上年", "应达"]
    assert len(table.rows) == 15
    assert [row.label for row in table.rows[: len(behind)]] == [each.verdict.target.name for each in behind][
        :15
    ]
    charts = [block.content for block in blocks if isinstance(block.content, Chart)]
    assert len(charts) == 3
    assert all("进度路径" in chart.svg or chart.data.columns[1].name == "进度路径" for chart in charts)


def test_the_counts_of_both_years_add_up_to_all_targets() -> None:
    report, _ = opened(DEMO, "zhejiang")
    now, before = report.verdicts(), last_years_verdicts(report.plan, report.dataset, report.year)
    table = verdict_counts_table(report, now, before)
    assert isinstance(table.content, Table)
    totals = [run.text for cell in table.content.rows[-1].cells for run in cell if not isinstance(run, str)]
    assert totals == [str(len(report.plan.targets))] * 2
    changed = changes_table(report, now, before)
    assert isinstance(changed.content, Table)
    assert all(row.cells[0][0] for row in changed.content.rows)


def test_a_board_shows_the_path_only_while_the_target_is_on_its_way() -> None:
    report, found = opened(DEMO, "zhejiang")

    def shown(standing: Standing | None) -> list[str]:
        cells = last_and_path(report, standing)
        return [cell if isinstance(cell, str) else "".join(run.text for run in cell) for cell in cells]

    doubled, yearly = found["zj_income_double"], found["zj_relocation"]
    assert doubled.last is not None
    assert doubled.path is not None
    assert shown(doubled) == [f"{doubled.last.scalar:.0f}", f"{doubled.path.scalar:.2f}"]
    assert shown(yearly)[1] == "—"
    assert shown(None) == ["—", "—"]
