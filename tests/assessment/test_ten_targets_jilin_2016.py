"""Ten targets of Jilin's plan of 2016 to 2020 on made-up tables, at, just below and just above the number."""

from __future__ import annotations

import pytest

from tests.assessment.ten_targets import Asked, judged, rows_of, target_of

PROGRAMME = "jilin-2016"

TEN = (
    Asked(  # 83.9 as printed stands for 83.85 up to, but not including, 83.95.
        "j16_base_poor",
        "农村贫困人口83.9万人(截至2014年年底)",
        ("registered_poor_persons", "jilin", 2014, None),
        (
            ("83.8", "not_met"),
            ("83.84", "not_met"),
            ("83.85", "met"),
            ("83.9", "met"),
            ("83.94", "met"),
            ("83.95", "not_met"),
        ),
        year=2016,
    ),
    Asked(  # 不到: less than. The plan names no year; the one before its period is read.
        "j16_base_income_ratio",
        "人均可支配收入不到全省平均水平的60%",
        ("poor_area_income_ratio", "jilin", 2015, None),
        (("59.9", "met"), ("60.0", "not_met"), ("60.1", "not_met")),
        year=2016,
    ),
    Asked(  # 0 + 1 + 3 of the eight counties had left by 2017; eight are to leave, a ninth would be more.
        "j16_exit_counties",
        "确保8个贫困县2018年全部摘帽",
        ("exit_counties", "jilin", 2018, None),
        (("3", "not_met"), ("4", "met"), ("5", "met")),
        beside=(
            ("exit_counties", "jilin", 2015, None, "0"),
            ("exit_counties", "jilin", 2016, None, "1"),
            ("exit_counties", "jilin", 2017, None, "3"),
        ),
    ),
    Asked(  # The plan counts in 万人, the measure in persons.
        "j16_exit_2016",
        "2016年30万人",
        ("exit_persons", "jilin", 2016, None),
        (("299999", "not_met"), ("300000", "met"), ("300001", "met")),
    ),
    Asked(  # All have left poverty when nobody remains; fewer than nobody there can't be.
        "j16_exit_all",
        "确保现行标准下农村贫困人口实现脱贫",
        ("poor_persons", "jilin", 2018, None),
        (("0", "met"), ("1", "not_met"), ("2", "not_met")),
    ),
    Asked(  # The nation grew by 1200 of 12000, 10%; 8800 of 8000 is as much, and 高于 is more.
        "j16_income_growth",
        "人均可支配收入增长幅度高于全国平均水平",
        ("poor_area_disposable_income", "jilin", 2018, None),
        (("8799", "not_met"), ("8800", "not_met"), ("8801", "met")),
        beside=(
            ("rural_disposable_income", "china", 2017, None, "12000"),
            ("rural_disposable_income", "china", 2018, None, "13200"),
            ("poor_area_disposable_income", "jilin", 2017, None, "8000"),
        ),
    ),
    Asked(  # 以上 includes the number itself.
        "j16_class2_share",
        "普通国省干线二级以上公路比重达到70%以上",
        ("commitment_rate", "jilin", 2018, "class_two_roads"),
        (("69.9", "not_met"), ("70.0", "met"), ("70.1", "met")),
    ),
    Asked(  # The second half of the sentence: above the province's own 82.5%.
        "j16_hardened_rate_and_province",
        "达到80%以上,高于全省平均水平",
        ("area_hardened_road_rate", "jilin", 2018, None),
        (("82.4", "not_met"), ("82.5", "not_met"), ("82.6", "met")),
        beside=(("hardened_road_rate", "jilin", 2018, None, "82.5"),),
    ),
    Asked(  # A rate that is set, neither lower nor higher.
        "j16_interest",
        "落实国家财政给予90%的贷款贴息",
        ("relocation_interest_subsidy", "jilin", 2020, None),
        (("89.9", "not_met"), ("90.0", "met"), ("90.1", "not_met")),
    ),
    Asked(
        "j16_pair_2020",
        "结对关系保持到2020年",
        ("milestone_done", "jilin", 2020, "pairing_kept"),
        (("0", "not_met"), ("1", "met")),
    ),
)

BEFORE = (
    Asked(  # 839000 to 0 in the four years after 2014: 419500 remain at the end of 2016.
        "j16_exit_all",
        "确保现行标准下农村贫困人口实现脱贫",
        ("poor_persons", "jilin", 2016, None),
        (("419499", "on_track"), ("419500", "on_track"), ("419501", "behind")),
    ),
    Asked(  # Two of eight counties a year: six by 2017, of which 0 + 2 had left before.
        "j16_exit_counties",
        "确保8个贫困县2018年全部摘帽",
        ("exit_counties", "jilin", 2017, None),
        (("3", "behind"), ("4", "on_track"), ("5", "on_track")),
        beside=(
            ("exit_counties", "jilin", 2015, None, "0"),
            ("exit_counties", "jilin", 2016, None, "2"),
        ),
    ),
)


@pytest.mark.parametrize(("asked", "printed", "expected"), rows_of(TEN))
def test_at_just_below_and_just_above_what_the_document_says(
    asked: Asked, printed: str, expected: str
) -> None:
    assert judged(PROGRAMME, asked, printed).outcome == expected


@pytest.mark.parametrize(("asked", "printed", "expected"), rows_of(BEFORE))
def test_before_the_due_year_it_is_held_against_the_straight_line(
    asked: Asked, printed: str, expected: str
) -> None:
    assert judged(PROGRAMME, asked, printed).outcome == expected


@pytest.mark.parametrize("asked", [*TEN, *BEFORE], ids=lambda asked: asked.target)
def test_the_plan_quotes_the_words_the_rows_rest_on(asked: Asked) -> None:
    assert target_of(PROGRAMME, asked.target).quote == asked.quote
