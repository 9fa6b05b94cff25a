"""The register in words, its page, and what a draft says on every page."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from lxml import html

from assessbook.assessment.register import (
    Assumption,
    CheckItem,
    Register,
    Remark,
    ReviewEntry,
    SignOff,
)
from assessbook.book.pages import BookFacts
from assessbook.book.register import Section, register_sections
from assessbook.book.register_page import register_markdown
from assessbook.observations.corrections import Correction

DAY = datetime.date(2016, 3, 1)
REGISTER = Register(
    assumptions=(
        Assumption(
            id="path", text="按路径判断。", basis="规划。", parameters=["target_path", "target_years"]
        ),
        Assumption(id="missing", text="缺数不当作零。", basis="惯例。"),
    ),
    caveats=(Remark(id="towns", text="乡镇没有收入数据。"),),
    checklist=(CheckItem(id="a", text="来源核对"), CheckItem(id="b", text="结论核对")),
    review=(ReviewEntry(item="b", name="张三", date=DAY, finding="抽查30个<数字>"),),
)
PARAMETERS = {"target_path": "steps", "target_years": [2018, 2020], "reference_region": "china"}
CORRECTION = Correction("data/plan/t.xlsx", "表1", "C3", "567", "568", "与名册不符", "某镇", DAY)
SIGNED = SignOff(name="王五", office="某县办公室", date=DAY)
FACTS = BookFacts("plan", 2015, "报告", "", "编制组", "draft", "规划", "某县")


def sections(register: Register = REGISTER, *corrections: Correction) -> dict[str, Section]:
    made = register_sections(register, PARAMETERS, {"china": "全国"}, corrections)
    return {section.title: section for section in made}


def test_the_sections_stand_in_their_order() -> None:
    assert list(sections()) == ["假定", "数据更正", "局限", "审核清单", "签发"]


def test_an_assumption_tells_the_values_of_the_edition_s_parameters() -> None:
    assert sections()["假定"].rows == [
        [
            "1.",
            "按路径判断。",
            "规划。",
            "进度路径：按规划的分阶段目标（steps）；目标年份：2018年、2020年",
        ],
        ["2.", "缺数不当作零。", "惯例。", "—"],
    ]


def test_a_correction_tells_the_cell_both_contents_and_who_asked_for_it() -> None:
    assert sections()["数据更正"].otherwise == "本报告没有更正来源数据。"
    assert sections(REGISTER, CORRECTION)["数据更正"].rows == [
        ["data/plan/t.xlsx › 表1 › C3", "原值“567”，更正为“568”", "与名册不符", "某镇", "2016年3月1日"]
    ]


def test_what_nobody_has_looked_at_is_said_to_be_so() -> None:
    assert sections()["审核清单"].rows == [
        ["1.", "来源核对", "尚未审核", "—", "—"],
        ["2.", "结论核对", "张三", "2016年3月1日", "抽查30个<数字>"],
    ]


def test_a_sign_off_is_told_with_name_office_and_date() -> None:
    assert (sections()["签发"].rows, sections()["签发"].otherwise) == ([], "尚未签发。")
    signed = sections(replace(REGISTER, signed_off=SIGNED))["签发"]
    assert signed.rows == [["已签发", "王五", "某县办公室", "2016年3月1日"]]


def test_the_page_shows_every_section_and_escapes_what_people_wrote() -> None:
    text = register_markdown(list(sections(REGISTER, CORRECTION).values()))
    assert text.startswith("# 编制说明与签发\n")
    page = html.fragment_fromstring(text, create_parent="div")
    assert len(page.xpath(".//table")) == 4
    quoted = [each.text for each in page.xpath(".//span[@class='quote']")]
    assert "抽查30个<数字>" in quoted
    assert page.xpath("string(.//th/code)") == "data/plan/t.xlsx › 表1 › C3"


@pytest.mark.parametrize(
    ("status", "text", "notice", "mark"),
    [
        ("real", "真实数据", "", ""),
        ("draft", "征求意见稿", "征求意见稿，尚未签发，不得引用。", "征求意见稿"),
    ],
)
def test_the_notice_and_the_mark_go_by_the_standing(status: str, text: str, notice: str, mark: str) -> None:
    facts = replace(FACTS, status=status)
    assert (facts.status_text, facts.notice, facts.mark) == (text, notice, mark)
    assert facts.sign_off_text == ""


def test_the_sign_off_in_words() -> None:
    assert replace(FACTS, status="real", signed_off=SIGNED).sign_off_text == (
        "已签发，王五，某县办公室，2016年3月1日"
    )
