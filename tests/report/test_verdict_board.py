"""All verdicts at a glance: a row for each target and region, leading to the sentence that says it in full."""

from __future__ import annotations

from functools import cached_property

from lxml import html

from assessbook.assessment.verdict import Verdict
from assessbook.assessment.verdicts import assess
from assessbook.report.blocks import Block, Statements, Table
from assessbook.report.rendering import preview
from assessbook.report.session import Report
from assessbook.report.verdict_board import VerdictBoard
from tests.assessment.examples import dataset
from tests.assessment.plan_examples import DEFINITIONS, target

DOUBLED = target("multiple", ">=", 2, "倍", measure="disposable", base={"year": 2015}, name="收入翻番")
PATHS = target(
    "level", ">=", 90, "%", id="t_two", measure="coverage", item="water", name="饮水安全率", due_year=2020
)
YEARLY = target("flow", ">=", 600, "人", id="t_three", measure="exits", name="年度脱贫", recurrence="annual")
DATA = dataset(
    ("disposable", "county", 2015, None, "5000"),
    ("disposable", "county", 2018, None, "10400"),
    ("disposable", "hill", 2015, None, "3900"),
    ("disposable", "hill", 2018, None, "8000"),
    ("disposable", "south", 2015, None, "6000"),
    ("disposable", "south", 2018, None, "11400"),
    definitions=DEFINITIONS,
)


class _Board:
    """The board of three targets: one doubled in the village alone, one not due, one never observed."""

    @cached_property
    def made(self) -> VerdictBoard:
        wholes = [assess(aim, DATA, region="county", year=2018) for aim in (DOUBLED, PATHS, YEARLY)]
        return VerdictBoard(Report("example", 2018, "county", DATA), wholes)

    @cached_property
    def table(self) -> Table:
        content = self.made.table().content
        assert isinstance(content, Table)
        return content


BOARD = _Board()


def cell(column: str) -> list[str]:
    """The texts of a column."""
    place = [each.name for each in BOARD.table.columns].index(column)
    return [
        "".join(run if isinstance(run, str) else run.text for run in row.cells[place])
        for row in BOARD.table.rows
    ]


def page_of(block: Block) -> html.HtmlElement:
    return html.fragment_fromstring(preview(block.to_json()), create_parent="div")


def test_a_target_stands_once_for_the_whole_and_once_for_each_region_that_is_judged() -> None:
    assert [row.label for row in BOARD.table.rows] == ["收入翻番"] * 3 + ["饮水安全率", "年度脱贫"]
    assert cell("地区") == ["某县", "南镇", "山村", "某县", "某县"]
    assert cell("结论") == ["已达到", "未达到", "已达到", "未到期", "无数据"]


def test_what_is_asked_each_year_has_no_single_deadline() -> None:
    assert cell("期限") == ["2018年", "2018年", "2018年", "2020年", "每年"]


def test_numbers_stand_beside_what_was_asked_and_what_is_lacking() -> None:
    # Twice 6000 is 12000, and 11400 is 600 less.
    assert [cell(name)[1] for name in ("实际", "要求", "差距")] == ["11400元", "12000.00元", "−600.00元"]
    assert [cell(name)[4] for name in ("实际", "差距")] == ["—", "—"]


def test_each_judged_row_leads_to_its_sentence_and_the_others_to_the_table_of_their_outcome() -> None:
    assert [row.leads_to for row in BOARD.table.rows] == [
        "verdict-t_one-county",
        "verdict-t_one-south",
        "verdict-t_one-hill",
        "cell-verdicts-not-yet-due",
        "cell-verdicts-no-observation",
    ]
    sentences = page_of(BOARD.made.sentences())
    assert sentences.xpath("//p[@class='statement']/@id") == [row.leads_to for row in BOARD.table.rows[:3]]
    leading = page_of(BOARD.made.table()).xpath("//tbody//th/a/@href")
    assert leading == [f"#{row.leads_to}" for row in BOARD.table.rows]


def test_the_sentence_of_a_region_is_brief_since_that_of_the_whole_stands_above_it() -> None:
    whole, south, _ = [
        paragraph.text_content()
        for paragraph in page_of(BOARD.made.sentences()).xpath("//p[@class='statement']")
    ]
    assert whole.startswith("已达到目标：收入翻番，")
    assert "依据：《某县脱贫攻坚规划》第二章“原文数语”。" in whole
    assert south == "未达到地区：南镇；目标：不低于12000.00元；实际：2018年为11400元；差距：尚差600.00元。"


def test_readers_sort_by_value_and_choose_regions_outcomes_and_deadlines() -> None:
    page = page_of(BOARD.made.table())
    (table,) = page.xpath("//table")
    assert "sorted-table" in table.get("class").split()
    assert page.xpath("//th[@data-filter]/text()") == ["地区", "结论", "期限"]
    # Every cell of the column, or the library takes it for words.
    assert page.xpath("//tbody/tr/td[4]/@data-order") == ["10400.0", "11400.0", "8000.0", "", ""]
    assert page.xpath("//tbody/tr/td[1]/@data-order") == []


def test_a_year_without_anything_judged_says_so() -> None:
    whole: Verdict = assess(PATHS, DATA, region="county", year=2018)
    board = VerdictBoard(Report("example", 2018, "county", DATA), [whole])
    content = board.sentences().content
    assert isinstance(content, Statements)
    assert content.sentences == [["本年度没有可以评价的目标。"]]
