"""Sentences: figures with their units, years with their role, and no bare number."""

from __future__ import annotations

from typing import Any

import pytest

from assessbook.core.missing import Missing
from assessbook.core.periods import Period
from assessbook.core.problems import DefinitionError
from assessbook.measures import Measure
from assessbook.report.blocks import Block, Run, Words
from assessbook.report.figures import Figure, Gap
from assessbook.report.sentences import filled
from assessbook.report.session import Report
from tests.measures.examples import DEFINITIONS, by_region, one
from tests.report.worlds import report_of

PERSONS = one("persons", 567)
REPORT: Report = report_of(DEFINITIONS)


def words(runs: list[Run]) -> list[str]:
    """Runs as they read, one string each."""
    return [run if isinstance(run, str) else run.text for run in runs]


def said(block: Block) -> str:
    (sentence,) = block.content.sentences  # type: ignore[union-attr]
    return "".join(words(list(sentence)))


def test_a_measure_prints_its_number_and_its_unit() -> None:
    runs = filled("plan", "贫困人口{persons}。", {"persons": PERSONS})
    assert words(runs) == ["贫困人口", "567", "人", "。"]
    assert isinstance(runs[1], Figure)
    assert runs[1].figure == "plan/2015/county/persons"


def test_n_prints_the_number_alone() -> None:
    assert words(filled("plan", "{persons:n}名", {"persons": PERSONS})) == ["567", "名"]


def test_a_plain_ratio_has_no_unit_to_print() -> None:
    assert words(filled("plan", "比值{ratio}。", {"ratio": one("ratio", 2)})) == ["比值", "2", "。"]


def test_percentage_points_are_spoken_with_their_measure_word() -> None:
    gap = (one("incidence_goal", 3, decimals=1) - one("incidence", 1.5, decimals=1)).named("gap", "差距")
    assert words(filled("plan", "下降{gap}", {"gap": gap})) == ["下降", "1.5", "个百分点"]
    assert words(filled("plan", "下降{gap:n}个百分点", {"gap": gap})) == ["下降", "1.5", "个百分点"]


def test_percent_is_printed_as_it_is() -> None:
    assert words(filled("plan", "{rate}", {"rate": one("incidence", 3.88, decimals=2)})) == ["3.88", "%"]


def test_a_year_is_marked_as_no_result() -> None:
    assert filled("plan", "{year}末", {"year": Period.of(2015)}) == [Words("2015年", "year"), "末"]


def test_a_span_of_years_reads_as_official_texts_write_it() -> None:
    assert filled("plan", "{period}", {"period": Period.of("2016-2020")}) == [Words("2016—2020年", "year")]


def test_text_and_words_stand_as_given() -> None:
    quote = Words("一个不能少", "quote")
    assert filled("plan", "{name}：{quote}", {"name": "北镇", "quote": quote}) == ["北镇", "：", quote]


def test_text_given_as_a_value_is_not_read_as_a_template() -> None:
    assert filled("plan", "{name}", {"name": "{persons}"}) == ["{persons}"]


def test_doubled_braces_print_as_braces() -> None:
    assert "".join(words(filled("plan", "{{{name}}}", {"name": "甲"}))) == "{甲}"


def test_one_measure_named_twice_is_published_once() -> None:
    block = REPORT.text("{persons}，即{persons:n}。", persons=PERSONS)
    assert list(block.figures) == ["plan/2015/county/persons"]
    assert said(block) == "567人，即567。"


def test_a_missing_number_prints_its_word_without_a_unit() -> None:
    runs = filled("plan", "贫困人口{persons}。", {"persons": one("persons", Missing.NO_OBSERVATION)})
    assert words(runs) == ["贫困人口", "无数据", "。"]
    assert runs[1] == Gap(Missing.NO_OBSERVATION)


# ---------------------------------------------------------------- otherwise


def test_otherwise_is_said_when_a_number_is_missing() -> None:
    block = REPORT.text(
        "{name}贫困人口{persons}。",
        otherwise="{name}未列贫困人口。",
        name="北镇",
        persons=one("persons", Missing.NO_OBSERVATION),
    )
    assert said(block) == "北镇未列贫困人口。"
    assert block.figures == {}


def test_otherwise_is_not_said_for_zero() -> None:
    block = REPORT.text("贫困人口{persons}。", otherwise="没有数据。", persons=one("persons", 0))
    assert said(block) == "贫困人口0人。"


def test_one_missing_number_among_several_is_enough_for_otherwise() -> None:
    block = REPORT.text(
        "{first}、{second}。", otherwise="缺数。", first=PERSONS, second=one("households", Missing.SUPPRESSED)
    )
    assert said(block) == "缺数。"


def test_without_otherwise_the_gap_is_said() -> None:
    block = REPORT.text("贫困人口{persons}。", persons=one("persons", Missing.SUPPRESSED))
    assert said(block) == "贫困人口不公布。"


# ---------------------------------------------------------------- slips


def test_a_place_without_a_value_is_an_error_that_suggests_the_name() -> None:
    with pytest.raises(DefinitionError, match=r"\{person\}.*Did you mean persons\?"):
        REPORT.text("贫困人口{person}。", persons=PERSONS)


def test_a_place_of_otherwise_without_a_value_is_an_error_even_while_nothing_is_missing() -> None:
    with pytest.raises(DefinitionError, match=r"\{naem\}.*Did you mean name\?"):
        REPORT.text("{name}{persons}。", otherwise="{naem}无数据。", persons=PERSONS, name="北镇")


def test_a_value_without_a_place_is_an_error() -> None:
    with pytest.raises(DefinitionError, match="no place for households, persons: 没有数字"):
        REPORT.text("没有数字。", persons=PERSONS, households=one("households", 3))


def test_a_value_that_only_otherwise_uses_has_a_place() -> None:
    block = REPORT.text("贫困人口{persons}。", otherwise="{name}未列。", persons=PERSONS, name="北镇")
    assert said(block) == "贫困人口567人。"


def test_a_caption_refuses_a_value_without_a_place() -> None:
    with pytest.raises(DefinitionError, match="no place for persons"):
        REPORT.caption("各镇贫困人口", persons=PERSONS)


def test_a_caption_refuses_a_place_without_a_value() -> None:
    with pytest.raises(DefinitionError, match=r"\{persons\}"):
        REPORT.caption("贫困人口{persons}")


@pytest.mark.parametrize("value", [16, 3.5, None])
def test_a_bare_number_is_refused(value: Any) -> None:
    with pytest.raises(DefinitionError, match=r"towns= is .*no reader could follow"):
        REPORT.text("共{towns}个镇。", towns=value)


@pytest.mark.parametrize("several", [by_region("persons", 6, 3, 1)])
def test_a_measure_with_several_elements_is_refused(several: Measure) -> None:
    with pytest.raises(DefinitionError, match=r"3 regions.*\.at\("):
        REPORT.text("{persons}", persons=several)
