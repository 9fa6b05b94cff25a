"""Ten targets of Jiaohe's plan of 2016 to 2020 on made-up tables, at, just below and just above the number."""

from __future__ import annotations

import pytest

from tests.assessment.ten_targets import Asked, judged, rows_of, target_of

PROGRAMME = "jiaohe-2016"

TEN = (
    Asked(  # The number of persons in the registers at the end of 2015, to the person.
        "jh_base_persons",
        "共有建档立卡贫困人口5832户11609人",
        ("poor_persons", "jiaohe", 2015, None),
        (("11608", "not_met"), ("11609", "met"), ("11610", "not_met")),
        year=2016,
    ),
    Asked(  # More than half of 11609 persons, which is 5804.5: nobody is half a person.
        "jh_2016_half",
        "贫困人口和贫困村脱贫数量双过半",
        ("exit_persons", "jiaohe", 2016, None),
        (("5804", "not_met"), ("5805", "met"), ("5806", "met")),
    ),
    Asked(
        "jh_2016_villages",
        "到2016年末，完成15个贫困村摘帽",
        ("exit_villages", "jiaohe", 2016, None),
        (("14", "not_met"), ("15", "met"), ("16", "met")),
    ),
    Asked(  # 6000 persons in 2016 leave 5609 for 2017.
        "jh_2017_all",
        "确保现行标准下11609名贫困人口实现脱贫",
        ("exit_persons", "jiaohe", 2017, None),
        (("5608", "not_met"), ("5609", "met"), ("5610", "met")),
        beside=(("exit_persons", "jiaohe", 2016, None, "6000"),),
    ),
    Asked(  # The nation grew by 1600 of 16000, 10%; 11000 of 10000 is as much, and 高于 is more.
        "jh_2020_growth",
        "实现贫困村农村人均可支配收入增长幅度高于全国平均水平",
        ("poor_village_disposable_income", "jiaohe", 2020, None),
        (("10999", "not_met"), ("11000", "not_met"), ("11001", "met")),
        beside=(
            ("rural_disposable_income", "china", 2019, None, "16000"),
            ("rural_disposable_income", "china", 2020, None, "17600"),
            ("poor_village_disposable_income", "jiaohe", 2019, None, "10000"),
        ),
    ),
    Asked(  # 39.6% in 2015, 43% in 2018, 45% in 2020: it is to rise.
        "jh_t13_05_2020",
        "城镇化率 39.6% 43% 45%",
        ("development_indicator", "jiaohe", 2020, "urbanisation"),
        (("44.9", "not_met"), ("45.0", "met"), ("45.1", "met")),
    ),
    Asked(  # 6‰ in 2015, 5‰ in 2018, 4‰ in 2020: it is to fall.
        "jh_t13_09_2020",
        "婴儿死亡率 6‰ 5‰ 4‰",
        ("infant_mortality", "jiaohe", 2020, None),
        (("3.9", "met"), ("4.0", "met"), ("4.1", "not_met")),
    ),
    Asked(  # Loans of ten times the fund.
        "jh_credit10",
        "信贷资金按1：10放大",
        ("credit_leverage_achieved", "jiaohe", 2020, None),
        (("9.9", "not_met"), ("10.0", "met"), ("10.1", "met")),
    ),
    Asked(  # Eight groups to be set up; a ninth is more than the plan asks.
        "jh_groups8",
        "等8个服务指导组",
        ("guidance_groups", "jiaohe", 2020, None),
        (("7", "not_met"), ("8", "met"), ("9", "met")),
    ),
    Asked(  # Kept or not in the last of the three years.
        "jh_consolidate",
        "2018至2020年，继续保留对口帮扶",
        ("milestone_done", "jiaohe", 2020, "consolidation"),
        (("0", "not_met"), ("1", "met")),
    ),
)

BEFORE = (
    Asked(  # 5.4 points in five years, 1.08 a year: 39.6 + 3.24 in 2018.
        "jh_t13_05_2020",
        "城镇化率 39.6% 43% 45%",
        ("development_indicator", "jiaohe", 2018, "urbanisation"),
        (("42.83", "behind"), ("42.84", "on_track"), ("42.85", "on_track")),
    ),
    Asked(  # 2‰ less in five years, 0.4 a year: 6 - 1.6 in 2019.
        "jh_t13_09_2020",
        "婴儿死亡率 6‰ 5‰ 4‰",
        ("infant_mortality", "jiaohe", 2019, None),
        (("4.3", "on_track"), ("4.4", "on_track"), ("4.5", "behind")),
    ),
    Asked(  # 11609 in two years: 5804.5 by the end of 2016.
        "jh_2017_all",
        "确保现行标准下11609名贫困人口实现脱贫",
        ("exit_persons", "jiaohe", 2016, None),
        (("5804", "behind"), ("5805", "on_track"), ("5806", "on_track")),
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
