"""Runs, Markdown, source cells in short, key figures, glyphs: the words of the printed report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessbook.core.problems import CheckFailed
from assessbook.ledger.codes import short_codes
from assessbook.pdf.chapters import chinese_numeral
from assessbook.pdf.figure_index import cells_in_short, cells_text, cut_short
from assessbook.pdf.glyph_check import check_glyphs
from assessbook.pdf.markdown import items_of
from assessbook.pdf.runs import RunWriter, tidy
from assessbook.pdf.summary import key_figures
from tests.book.rows import cell

FIGURE = {"figure": "plan/2015/north/persons", "text": "600", "unit": "百分点"}


def test_codes_count_the_ledger_and_have_four_digits_at_least() -> None:
    assert short_codes(["a", "b"]) == {"a": "F0001", "b": "F0002"}
    assert short_codes(map(str, range(10_000)))["9999"] == "F10000"


def test_a_unit_is_kept_on_the_line_of_its_number_and_other_words_are_not() -> None:
    written = RunWriter({FIGURE["figure"]: "F0007"}).runs(["提高", FIGURE, "个百分点", "，占", FIGURE, "项"])
    assert written == [
        "提高",
        {"kind": "figure", "text": "600", "code": "F0007"},
        "\u2060个百分点",
        "，占",
        {"kind": "figure", "text": "600", "code": "F0007"},
        "项",
    ]


def test_line_ends_of_a_source_become_blanks() -> None:
    assert tidy("第一行\n第二行") == "第一行 第二行"
    assert tidy(" 前 后 ") == " 前 后 "


@given(st.text())
def test_tidy_words_stand_on_one_line(text: str) -> None:
    assert len(tidy(text).splitlines()) <= 1
    assert tidy(text).split() == text.split()


def test_markdown_becomes_headings_paragraphs_and_lists() -> None:
    assert items_of("# 题\n\n一**二**`三`\n四\n\n- 甲\n- 乙\n  - 丙\n") == [
        {"kind": "heading", "text": "题", "level": 1, "target": "", "breaks": False, "outlined": True},
        {
            "kind": "paragraph",
            "runs": ["一", {"kind": "strong", "text": "二"}, {"kind": "code", "text": "三"}, "四"],
        },
        {"kind": "list", "entries": [["甲"], ["乙"], ["丙"]]},
    ]


def test_markdown_that_the_report_has_no_form_for_is_refused() -> None:
    with pytest.raises(ValueError, match="no form for fence"):
        items_of("```\n1 + 1\n```\n")


@pytest.mark.parametrize(
    ("cells", "short"),
    [
        (["C3"], "C3"),
        (["C3", "C4"], "C3、C4"),
        (["C3", "C4", "C5", "D9"], "C3—C5、D9"),
        (["B2", "C2", "D2", "D3"], "B2—D2、D3"),
        (["Z1", "AA1", "AB1"], "Z1—AB1"),
        (["C5", "C4", "C3"], "C5、C4、C3"),
        (["C3", "C3", "C4"], "C3、C4"),
        (["jh_poor", "jh_exit", "jh_rate"], "jh_poor、jh_exit、jh_rate"),
    ],
)
def test_neighbouring_cells_are_drawn_together(cells: list[str], short: str) -> None:
    assert cells_in_short(cells) == short


def test_source_cells_are_told_by_file_and_sheet() -> None:
    sources = [cell("C3"), cell("B1", sheet="表1-2"), cell("C4")]
    assert cells_text(sources, {"data/plan/tables.xlsx": 2}) == "〔2〕表1-1：C3、C4；〔2〕表1-2：B1"


def test_source_cells_that_would_fill_a_page_are_cut_short_and_counted() -> None:
    text = "〔1〕targets：" + "、".join(f"target_{number:03}" for number in range(120))
    short = cut_short(text, 120)
    assert short.startswith("〔1〕targets：target_000、target_001、")
    assert short.endswith("等，共120个单元格，全部见数字台账")
    # No cell is cut in two: each id has ten characters.
    assert all(len(part) == 10 for part in short.partition("等，")[0].partition("：")[2].split("、"))
    assert cut_short("〔1〕表1-1：C3", 1) == "〔1〕表1-1：C3"


@pytest.mark.parametrize(
    ("number", "numeral"), [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")]
)
def test_chapters_are_counted_in_chinese(number: int, numeral: str) -> None:
    assert chinese_numeral(number) == numeral


def sentence(*names: str) -> list[object]:
    return ["共", *({"figure": f"plan/2015/north/{name}", "text": "1", "unit": ""} for name in names)]


def test_the_five_numbers_that_matter_follow_the_template_s_patterns_then_the_sentences() -> None:
    sentences = [sentence("a", "b", "c"), sentence("fund/total", "fund/other"), sentence("e", "f")]
    chosen = key_figures(sentences, ["fund/*", "b", "missing"])
    assert [name.removeprefix("plan/2015/north/") for name in chosen] == [
        "fund/total",
        "b",
        "a",
        "fund/other",
        "e",
    ]


def test_fewer_numbers_than_five_are_all_taken_once() -> None:
    assert len(key_figures([sentence("a", "b"), sentence("a")], ["a"])) == 2
    assert key_figures([["没有数字"]], ["a"]) == []


def test_a_character_that_no_font_has_stops_the_build_and_names_text_and_chapter() -> None:
    content = {
        "meta": {"title": "报告"},
        "chapters": [
            {"title": "第一章　总览", "items": [{"kind": "paragraph", "runs": ["乡镇\U0001f33e增收"]}]}
        ],
    }
    with pytest.raises(CheckFailed) as raised:
        check_glyphs(content)
    assert (
        str(raised.value).splitlines()[1] == "  第一章　总览: '\U0001f33e' (U+1F33E) in “乡镇\U0001f33e增收”"
    )


def test_chinese_latin_and_signs_of_a_report_all_have_glyphs() -> None:
    check_glyphs(
        {"meta": {"text": "脱贫攻坚“规划”——《意见》…›×÷−≤≥％‰〔2016〕①C3km²，。；：！？（）【】、·"}}
    )
