"""Ten targets of Lianzhou's plan of 2013 to 2015 on made-up tables, at, just below and just above the number."""

from __future__ import annotations

import pytest

from tests.assessment.ten_targets import VILLAGE, Asked, judged, rows_of, target_of

PROGRAMME = "lianzhou-2013"

TEN = (
    Asked(  # 5549户20933人 once the lost 户 is put back.
        "lz_id_persons",
        "554920933人为重点帮扶对象",
        ("key_persons", "lianzhou", 2011, None),
        (("20932", "not_met"), ("20933", "met"), ("20934", "not_met")),
        year=2013,
    ),
    Asked(  # The document itself says that 3 isn't included.
        "lz_id_village_collective",
        "行政村集体经济收入低于3万元（不含3万元）",
        ("village_collective_income", VILLAGE, 2011, None),
        (("2.99", "met"), ("3.00", "not_met"), ("3.01", "not_met")),
        year=2013,
        village_in="xingzi",
    ),
    Asked(
        "lz_2013_housing",
        "住房改造建设任务290户",
        ("housing_rebuilt", "lianzhou", 2013, None),
        (("289", "not_met"), ("290", "met"), ("291", "met")),
    ),
    Asked(  # 每年: judged by the year itself, in the middle of the plan too; a sum of Qingyuan's.
        "lz_qy_fund",
        "每年安排1000万元扶贫专项资金",
        ("prefecture_special_fund", "qingyuan", 2014, None),
        (("999", "not_met"), ("1000", "met"), ("1001", "met")),
        beside=(("prefecture_special_fund", "qingyuan", 2013, None, "3000"),),
    ),
    Asked(  # 4 + 5 villages before, five more are fourteen.
        "lz_2015_demo",
        "完成14个“整村推进幸福安居示范村”建设",
        ("demonstration_villages", "lianzhou", 2015, None),
        (("4", "not_met"), ("5", "met"), ("6", "met")),
        beside=(
            ("demonstration_villages", "lianzhou", 2013, None, "4"),
            ("demonstration_villages", "lianzhou", 2014, None, "5"),
        ),
    ),
    Asked(  # 75% of the province's 12000 in the same year are 9000, and 以上 includes it.
        "lz_2015_city75",
        "达到当年全省农民人均纯收入的75%以上",
        ("rural_net_income", "lianzhou", 2015, None),
        (("8999", "not_met"), ("9000", "met"), ("9001", "met")),
        beside=(("rural_net_income", "guangdong", 2015, None, "12000"),),
    ),
    Asked(  # 60% of 12000 are 7200; 超过 is more than that.
        "lz_2015_village60",
        "超过当年全省农民人均纯收入的60%",
        ("key_village_net_income", VILLAGE, 2015, None),
        (("7199", "not_met"), ("7200", "not_met"), ("7201", "met")),
        beside=(("rural_net_income", "guangdong", 2015, None, "12000"),),
        village_in="xingzi",
    ),
    Asked(  # 达到或超过: at least.
        "lz_2015_collective5",
        "行政村集体经济收入达到或超过5万元",
        ("village_collective_income", VILLAGE, 2015, None),
        (("4.99", "not_met"), ("5.00", "met"), ("5.01", "met")),
        village_in="xingzi",
    ),
    Asked(  # 全部 is the whole; more than the whole there can't be. 963 of 964 are 99.9%.
        "lz_2015_housing",
        "住房改建任务全部完成",
        ("housing_completion_rate", "lianzhou", 2015, None),
        (("99.8", "not_met"), ("99.9", "not_met"), ("100.0", "met")),
    ),
    Asked(  # A grant that is set for each village, neither less nor more.
        "lz_village_grant",
        "每村20万元的标准给予补助",
        ("village_grant", "lianzhou", 2015, None),
        (("19.9", "not_met"), ("20.0", "met"), ("20.1", "not_met")),
    ),
)

BEFORE = (
    Asked(  # Fourteen in three years: 9.33 by 2014, of which 4 were built in 2013.
        "lz_2015_demo",
        "完成14个“整村推进幸福安居示范村”建设",
        ("demonstration_villages", "lianzhou", 2014, None),
        (("5", "behind"), ("6", "on_track"), ("7", "on_track")),
        beside=(("demonstration_villages", "lianzhou", 2013, None, "4"),),
    ),
    Asked(  # 6000 of 10000 in 2012 are 60%; 15 points in three years make 70% in 2014, 7700 of 11000.
        "lz_2015_city75",
        "达到当年全省农民人均纯收入的75%以上",
        ("rural_net_income", "lianzhou", 2014, None),
        (("7699", "behind"), ("7700", "on_track"), ("7701", "on_track")),
        beside=(
            ("rural_net_income", "guangdong", 2012, None, "10000"),
            ("rural_net_income", "lianzhou", 2012, None, "6000"),
            ("rural_net_income", "guangdong", 2014, None, "11000"),
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
