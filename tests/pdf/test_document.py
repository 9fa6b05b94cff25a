"""What the printed report holds, for which audience, in which order, under which numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assessbook.pdf.audience import Audience
from assessbook.pdf.document import Document, make_document
from tests.pdf.edition import contents, notebooks

NORTH = "plan/2015/north/persons"


def document(folder: Path, audience: Audience = "full", **facts: Any) -> Document:
    return make_document(contents(folder, **facts), audience)


def titles(made: Document) -> list[str]:
    return [chapter["title"].replace("　", " ") for chapter in made.content["chapters"]]


def items(made: Document, title: str) -> list[dict[str, Any]]:
    (chapter,) = [entry for entry in made.content["chapters"] if title in entry["title"]]
    found: list[dict[str, Any]] = chapter["items"]
    return found


def words(runs: list[Any]) -> str:
    text = "".join(part if isinstance(part, str) else part["text"] for part in runs)
    return text.replace("\u2060", "")


def test_verdicts_come_first_then_themes_regions_quality_methods_sign_off_and_the_lists(
    tmp_path: Path,
) -> None:
    assert titles(document(tmp_path)) == [
        "第一章 目标与结论",
        "第二章 总览",
        "第三章 某市总体评估",
        "第四章 分地区评估",
        "第五章 数据质量",
        "第六章 编制方法与指标口径",
        "第七章 编制说明与签发",
        "附录一 图中数据",
        "附录二 数字索引",
    ]


def test_leadership_gets_no_townships_no_data_of_charts_and_no_list_of_figures(tmp_path: Path) -> None:
    made = document(tmp_path, "leadership")
    assert titles(made) == [
        "第一章 目标与结论",
        "第二章 总览",
        "第三章 某市总体评估",
        "第四章 数据质量",
        "第五章 编制方法与指标口径",
        "第六章 编制说明与签发",
    ]
    assert made.listed == ()
    (chart,) = [item for item in items(made, "总体评估") if item["kind"] == "chart"]
    assert not any("图中数据" in words(foot) for foot in chart["feet"])


def test_the_list_holds_every_figure_in_the_order_of_the_ledger_with_cell_and_source_cells(
    tmp_path: Path,
) -> None:
    lead, index = items(document(tmp_path), "数字索引")
    assert "〔1〕data/plan/tables.xlsx" in words(lead["runs"])
    lines = {line["code"]: line for line in index["lines"]}
    assert list(lines) == ["F0001", "F0002", "F0003", "F0004", "F0005"]
    assert lines["F0002"] == {
        "code": "F0002",
        "name": "贫困人口",
        "place": "北镇，2015年",
        "text": "600",
        "unit": "人",
        "notebook": "region/north",
        "cell": "size",
        "sources": "〔1〕表1-1：C3",
    }


def test_every_figure_carries_the_code_of_its_line(tmp_path: Path) -> None:
    made = document(tmp_path)
    first = made.content["summary"]["sentences"][0][1]
    assert first == {"kind": "figure", "text": "5", "code": "F0001"}
    assert made.shown[:1] == [("plan/2015/county/said", "5")]
    assert {figure for figure, _ in made.shown} == set(made.listed)


def test_tables_and_charts_are_numbered_by_chapter_and_named_in_the_text_before_them(tmp_path: Path) -> None:
    heading, lead, table = items(document(tmp_path), "总览")
    assert heading["text"] == "人口"
    assert words(lead["runs"]) == "下列各镇的数字来自规划。见表2-1。"
    assert lead["runs"][1] == {"kind": "strong", "text": "各镇"}
    assert lead["runs"][-2] == {"kind": "reference", "text": "表2-1", "target": "table-2-1"}
    assert (table["number"], table["target"]) == ("表2-1", "table-2-1")


def test_a_chart_without_text_before_it_gets_a_line_that_names_it(tmp_path: Path) -> None:
    _, lead, chart = items(document(tmp_path), "总体评估")
    assert words(lead["runs"]) == "图示见图3-1。"
    assert (chart["number"], chart["width"]) == ("图3-1", 0.5)
    assert words(chart["feet"][-1]) == "图中数据：见附表1。"


def test_the_data_of_a_chart_stand_in_the_appendix(tmp_path: Path) -> None:
    (table,) = items(document(tmp_path), "图中数据")
    assert table["number"] == "附表1"
    assert words(table["caption"]) == "图3-1的数据：占比66.67%"


def test_the_headlines_stand_in_the_summary_and_their_empty_section_nowhere(tmp_path: Path) -> None:
    made = document(tmp_path)
    assert [words(runs) for runs in made.content["summary"]["sentences"]] == [
        "文中数为5人。",
        "北镇600人，占66.67%。",
    ]
    assert all(item.get("text") != "主要结论" for item in items(made, "总览"))


def test_regions_are_sections_and_each_but_the_first_begins_a_page(tmp_path: Path) -> None:
    sections = [item for item in items(document(tmp_path), "分地区") if item["kind"] == "heading"]
    assert [(each["text"], each["level"], each["breaks"]) for each in sections] == [
        ("北镇", 2, False),
        ("规模", 3, False),
        ("南镇", 2, True),
        ("规模", 3, False),
    ]


def test_the_board_shows_every_target_under_its_verdict(tmp_path: Path) -> None:
    (board,) = [item for item in items(document(tmp_path), "目标与结论") if item["kind"] == "board"]
    assert board["groups"] == [
        {"outcome": "已达到", "role": "badge-agree", "names": ["北镇人口不少于500人"]},
        {"outcome": "未达到", "role": "badge-disagree", "names": ["占比不低于70%"]},
    ]


def test_parameters_are_told_with_the_words_of_the_template(tmp_path: Path) -> None:
    (table,) = [item for item in items(document(tmp_path), "说明与签发") if item["kind"] == "table"]
    rows = [
        (row["label"], *(words(cell["runs"]) for cell in row["cells"])) for row in table["parts"][0]["rows"]
    ]
    assert rows == [
        ("base_year", "基期年份", "2012年"),
        ("target_path", "推进方式", "按直线推进（linear）"),
    ]


def test_a_sign_off_is_left_to_be_signed_by_hand(tmp_path: Path) -> None:
    (signatures,) = [item for item in items(document(tmp_path), "说明与签发") if item["kind"] == "signatures"]
    assert signatures["rows"] == [["编制", "", "", ""], ["审核", "", "", ""], ["签发", "", "", ""]]


@pytest.mark.parametrize(
    ("status", "mark"), [("real", ""), ("draft", "征求意见稿"), ("synthetic", "演示数据")]
)
def test_the_mark_on_every_page_says_what_the_data_are(tmp_path: Path, status: str, mark: str) -> None:
    assert document(tmp_path, status=status).content["meta"]["mark"] == mark


def test_the_title_is_broken_before_what_is_done_about_the_plan(tmp_path: Path) -> None:
    assert document(tmp_path).content["meta"]["title_lines"] == ["某市规划", "实施情况年度评估报告"]


def test_a_section_of_the_printed_methods_takes_the_place_of_the_book_s(tmp_path: Path) -> None:
    paragraphs = [
        item["runs"] for item in items(document(tmp_path), "编制方法") if item["kind"] == "paragraph"
    ]
    text = "\n".join(words(runs) for runs in paragraphs)
    assert "在电子版中点击数字" in text
    assert "将光标停在数字上" not in text
    assert "单位不同的数" not in text  # a list, not a paragraph: the book's own section is still there
    assert any(item["kind"] == "list" for item in items(document(tmp_path), "编制方法"))


def test_a_figure_that_the_text_does_not_show_is_no_figure_of_the_report(tmp_path: Path) -> None:
    made = make_document(contents(tmp_path, entries=notebooks(["没有数字。"])), "full")
    assert "plan/2015/county/said" not in {figure for figure, _ in made.shown}
    assert NORTH in {figure for figure, _ in made.shown}
