import pytest

from assessbook.core.catalogue import Catalogue
from assessbook.core.chinese_marks import sentence_case
from assessbook.core.messages import behind_number, grouped, shown, speaking, ungrouped, unit_shown, with_unit

MESSAGES = {
    "贫困户": "poor households",
    "漂河镇": "Piaohe Town",
    "光伏产业": "photovoltaics",
    "目标": "target",
    "实际": "actual",
    "无数据": "no data",
    "{name}有{persons}": "{name} has {persons}",
    "{left}与{right}之差": "difference between {left} and {right}",
    "第{chapter}章{section}": "chapter {chapter}, section {section}",
    "一": "1",
    "三": "3",
    "表{table}": "table {table}",
    "{section}表{table}": "{section}, table {table}",
    "{quotation}（第{chapter}章{section}）": "{quotation} (chapter {chapter}, section {section})",
    "25个贫困村摘帽": "25 poor villages leave the list",
    "见工作表“{sheet}”": "see sheet “{sheet}”",
    "不低于{goal}": "not below {goal}",
    "{judged}为{actual}": "{actual} in {judged}",
    "缺数不当作零。": "Missing is not zero.",
}
COUNTED = {"户": ("household", "households"), "万元": ("ten thousand yuan", "ten thousand yuan")}


@pytest.fixture
def catalogue():
    return Catalogue(MESSAGES, COUNTED)


def test_a_message_is_found_as_a_whole_and_begins_with_a_capital(catalogue):
    assert catalogue.text("贫困户") == "Poor households"
    assert catalogue.part("贫困户") == "poor households"


def test_what_stands_in_the_places_of_a_message_is_looked_up_too(catalogue):
    assert catalogue.text("贫困户与光伏产业之差") == "Difference between poor households and photovoltaics"


def test_a_template_keeps_its_places(catalogue):
    assert catalogue.part("{name}有{persons}") == "{name} has {persons}"


def test_a_text_put_together_from_clauses_is_told_clause_by_clause(catalogue):
    assert catalogue.part("目标：{name}，不低于{goal}；实际：无数据。") == (
        "target: {name}, not below {goal}; actual: no data."
    )


def test_a_list_is_told_entry_by_entry(catalogue):
    assert catalogue.part("“贫困户”、“光伏产业”") == "“poor households”, “photovoltaics”"


def test_brackets_at_the_end_belong_to_the_whole_before_them(catalogue):
    assert catalogue.part("贫困户（目标）") == "poor households (target)"


def test_places_for_numbers_take_nothing_else(catalogue):
    assert catalogue.part("第三章一表3-1") == "chapter 3, section 1, table 3-1"
    catalogue.part("代表")
    assert list(catalogue.missing) == ["代表"]


def test_a_message_of_single_characters_takes_only_places(catalogue):
    catalogue.part("光伏产业为贫困户")
    assert list(catalogue.missing) == ["光伏产业为贫困户"]


def test_the_words_of_a_plan_stay_with_their_translation_behind_them(catalogue):
    told = "“25个贫困村摘帽” [25 poor villages leave the list] (chapter 3, section 1)"
    assert catalogue.part("“25个贫困村摘帽”（第三章一）") == told
    assert catalogue.part("“没有译文”（第三章一）") == "“没有译文” (chapter 3, section 1)"
    assert not catalogue.missing


def test_behind_a_badge_a_name_may_stand_alone(catalogue):
    assert catalogue.part("{badge}漂河镇") == "{badge}Piaohe Town"


def test_names_of_sheets_stay_as_they_are(catalogue):
    assert catalogue.part("见工作表“资金来源”") == "see sheet “资金来源”"
    assert (
        catalogue.text("data/x/plan-tables.xlsx › 资金来源 › B3") == "data/x/plan-tables.xlsx › 资金来源 › B3"
    )


def test_what_is_not_known_is_kept_and_named_whole(catalogue):
    assert catalogue.text("全新的说法，没有人译过。") == "全新的说法，没有人译过。"
    assert list(catalogue.missing) == ["全新的说法，没有人译过。"]


def test_of_a_text_that_is_partly_known_only_the_rest_is_named(catalogue):
    catalogue.text("目标：全新的说法")
    assert list(catalogue.missing) == ["全新的说法"]


def test_a_text_that_was_told_is_not_told_again(catalogue):
    once = catalogue.text("贫困户与光伏产业之差")
    assert catalogue.text(once) is once
    assert catalogue.text("Basis: “25个贫困村摘帽”") == "Basis: “25个贫困村摘帽”"
    assert not catalogue.missing


def test_a_sentence_without_its_full_stop_is_the_same_message(catalogue):
    assert catalogue.part("缺数不当作零") == "Missing is not zero"


def test_units_are_counted_and_measure_words_are_not_said(catalogue):
    assert [catalogue.unit("户", "1"), catalogue.unit("户", "5,832")] == ["household", "households"]
    assert catalogue.unit("万元/户") == "ten thousand yuan per household"
    assert catalogue.unit("万元/个") == "ten thousand yuan each"
    assert catalogue.unit("个") == ""
    assert catalogue.unit("%") == "%"


def test_chinese_reports_say_everything_as_it_is():
    assert (shown("贫困户。"), unit_shown("户"), grouped("11609"), with_unit("5832", "户")) == (
        "贫困户。", "户", "11609", "5832户",
    )  # fmt: skip


def test_english_numbers_have_separators_and_stay_with_their_unit(catalogue):
    with speaking(catalogue):
        assert [grouped(text) for text in ("11609", "567", "−1234567.891", "0.12345")] == [
            "11,609", "567", "−1,234,567.891", "0.12345",
        ]  # fmt: skip
        assert ungrouped("11,609") == "11609"
        assert with_unit("5,832", "households") == "5,832\N{NO-BREAK SPACE}households"
        assert with_unit("1", "households") == "1\N{NO-BREAK SPACE}household"
        assert behind_number("%") == "%"
    assert grouped("11609") == "11609"


def test_each_sentence_begins_with_a_capital():
    assert sentence_case("poor households. none of them; “two”. (yes)") == (
        "Poor households. None of them; “two”. (yes)"
    )


def test_a_quotation_with_a_quotation_in_it_is_translated_too():
    # Whoever quotes it has turned its own marks into single ones.
    catalogue = Catalogue({"实现“六个确保”": "fulfils the “six guarantees”"}, {})
    assert catalogue.quotation("“实现‘六个确保’”") == "“实现‘六个确保’” [fulfils the ‘six guarantees’]"
    assert catalogue.quotation("“实现‘八有’”") == "“实现‘八有’”"


def test_a_subject_is_no_more_than_a_clause():
    # Of two reasons the first is told first, also where the message of the second says more words itself.
    catalogue = Catalogue(
        {
            "户数": "households",
            "人数": "persons",
            "{subject}上年无数据；{note}": "no data last year on {subject}; {note}",
            "{subject}评价年度无数据": "no data this year on {subject}",
        },
        {},
    )
    told = catalogue.part("户数上年无数据；人数评价年度无数据")
    assert told == "no data last year on households; no data this year on persons"
