"""Ten targets of Zhejiang's plan of 2013 to 2017 on made-up tables, at, just below and just above the number."""

from __future__ import annotations

import pytest

from tests.assessment.ten_targets import Asked, judged, rows_of, target_of

PROGRAMME = "zhejiang-2013"

COUNTIES = "zhejiang-29-counties"

TEN = (
    Asked(
        "zj_26",
        "部分乡镇（以下称“29县”）",
        ("supported_counties", "zhejiang", 2013, None),
        (("28", "not_met"), ("29", "met"), ("30", "not_met")),
    ),
    Asked(  # 以上 includes the number itself; asked of one county here.
        "zj_scope_pop",
        "农村人口在2万人以上的县（市、区）",
        ("rural_population", "cangnan", 2012, None),
        (("1.99", "not_met"), ("2.00", "met"), ("2.01", "met")),
        year=2013,
        region="cangnan",
    ),
    Asked(  # 翻一番 is twice the 5000 of 2012.
        "zj_income_double",
        "低收入农户人均纯收入比2012年翻一番",
        ("low_income_net_income", COUNTIES, 2017, None),
        (("9999", "not_met"), ("10000", "met"), ("10001", "met")),
        beside=(("low_income_net_income", COUNTIES, 2012, None, "5000"),),
    ),
    Asked(
        "zj_income_10000",
        "达到10000元以上（现价）",
        ("low_income_net_income", COUNTIES, 2017, None),
        (("9999", "not_met"), ("10000", "met"), ("10001", "met")),
    ),
    Asked(
        "zj_share_8000",
        "70%以上低收入农户（“低保”户除外）家庭人均纯收入超过8000元",
        ("low_income_share_above_8000", COUNTIES, 2017, None),
        (("69.9", "not_met"), ("70.0", "met"), ("70.1", "met")),
    ),
    Asked(  # 6000 lacked 40% of 10000 the year before; 7200 lacks 40% of 12000 as well.
        "zj_gap_income",
        "与全省农村居民人均纯收入相对差距呈缩小趋势",
        ("low_income_net_income", COUNTIES, 2017, None),
        (("7199", "not_met"), ("7200", "not_met"), ("7201", "met")),
        beside=(
            ("rural_net_income", "zhejiang", 2016, None, "10000"),
            ("rural_net_income", "zhejiang", 2017, None, "12000"),
            ("low_income_net_income", COUNTIES, 2016, None, "6000"),
        ),
    ),
    Asked(  # 不高于: at most.
        "zj_rate140",
        "不高于同期基准利率140%的利率",
        ("microcredit_rate_ratio", "zhejiang", 2017, None),
        (("139.9", "met"), ("140.0", "met"), ("140.1", "not_met")),
    ),
    Asked(  # 每年: judged by the year itself; what the year before had too much doesn't count.
        "zj_relocation",
        "29县每年搬迁6万人以上",
        ("relocated_persons", COUNTIES, 2015, None),
        (("5.99", "not_met"), ("6.00", "met"), ("6.01", "met")),
        beside=(("relocated_persons", COUNTIES, 2014, None, "9.00"),),
    ),
    Asked(  # A rate that is set, neither lower nor higher.
        "zj_reloc_subsidy",
        "补助标准提高到人均8400元",
        ("relocation_subsidy", COUNTIES, 2017, None),
        (("8399", "not_met"), ("8400", "met"), ("8401", "not_met")),
    ),
    Asked(  # Four years of 40.1 are 160.4; 39.6 more are 200.
        "zj_water200",
        "改善提高200万人饮水安全条件",
        ("water_improved_persons", "zhejiang", 2017, None),
        (("39.5", "not_met"), ("39.6", "met"), ("39.7", "met")),
        beside=tuple(
            ("water_improved_persons", "zhejiang", year, None, "40.1") for year in (2013, 2014, 2015, 2016)
        ),
    ),
)

BEFORE = (
    Asked(  # From once to twice 5000 in five years: 8000 in the third.
        "zj_income_double",
        "低收入农户人均纯收入比2012年翻一番",
        ("low_income_net_income", COUNTIES, 2015, None),
        (("7999", "behind"), ("8000", "on_track"), ("8001", "on_track")),
        beside=(("low_income_net_income", COUNTIES, 2012, None, "5000"),),
    ),
    Asked(  # 200 in five years are 80 by 2014; 40.1 were reached in 2013.
        "zj_water200",
        "改善提高200万人饮水安全条件",
        ("water_improved_persons", "zhejiang", 2014, None),
        (("39.8", "behind"), ("39.9", "on_track"), ("40.0", "on_track")),
        beside=(("water_improved_persons", "zhejiang", 2013, None, "40.1"),),
    ),
    Asked(  # The gap of a year on the way is held against the year before: 40% in 2014.
        "zj_gap_income",
        "与全省农村居民人均纯收入相对差距呈缩小趋势",
        ("low_income_net_income", COUNTIES, 2015, None),
        (("7199", "behind"), ("7200", "behind"), ("7201", "on_track")),
        beside=(
            ("rural_net_income", "zhejiang", 2014, None, "10000"),
            ("rural_net_income", "zhejiang", 2015, None, "12000"),
            ("low_income_net_income", COUNTIES, 2014, None, "6000"),
        ),
    ),
)


@pytest.mark.parametrize(("asked", "printed", "expected"), rows_of(TEN))
def test_at_just_below_and_just_above_what_the_document_says(
    asked: Asked, printed: str, expected: str
) -> None:
    assert judged(PROGRAMME, asked, printed).outcome == expected


@pytest.mark.parametrize(("asked", "printed", "expected"), rows_of(BEFORE))
def test_before_the_due_year_it_is_held_against_what_is_asked_by_then(
    asked: Asked, printed: str, expected: str
) -> None:
    assert judged(PROGRAMME, asked, printed).outcome == expected


@pytest.mark.parametrize("asked", [*TEN, *BEFORE], ids=lambda asked: asked.target)
def test_the_plan_quotes_the_words_the_rows_rest_on(asked: Asked) -> None:
    assert target_of(PROGRAMME, asked.target).quote == asked.quote
