"""Ten targets of Jilin's programme of 2012 on made-up tables, at, just below and just above the number.

All of the programme is due within its one year, so that no year lies on the way to a goal.
"""

from __future__ import annotations

import pytest

from tests.assessment.ten_targets import Asked, judged, rows_of, target_of

PROGRAMME = "jilin-2012"

TEN = (
    Asked(
        "j12_exit_persons",
        "实现30万农村贫困人口脱贫",
        ("exit_persons", "jilin", 2012, None),
        (("299999", "not_met"), ("300000", "met"), ("300001", "met")),
    ),
    Asked(  # Two hundred to be started; the list of annex 3 itself has 209.
        "j12_villages_launched",
        "新启动实施200个贫困村整村推进",
        ("villages_launched", "jilin", 2012, None),
        (("199", "not_met"), ("200", "met"), ("201", "met")),
    ),
    Asked(  # The province grew by 700 of 7000, 10%; 5500 of 5000 is as much, and 高于 is more.
        "j12_village_income_growth",
        "农民人均收入增长幅度高于全省平均水平",
        ("launched_village_net_income", "jilin", 2012, None),
        (("5499", "not_met"), ("5500", "not_met"), ("5501", "met")),
        beside=(
            ("rural_net_income", "jilin", 2011, None, "7000"),
            ("rural_net_income", "jilin", 2012, None, "7700"),
            ("launched_village_net_income", "jilin", 2011, None, "5000"),
        ),
    ),
    Asked(
        "j12_cohort2011_carryover",
        "继续抓好2011年启动实施的210个村整村推进",
        ("carryover_villages_finished", "jilin", 2012, None),
        (("209", "not_met"), ("210", "met"), ("211", "met")),
    ),
    Asked(  # Two yuan of other funds to each of the special fund.
        "j12_leverage",
        "财政专项扶贫资金与整合联动投入1:2",
        ("linked_investment_ratio", "jilin", 2012, None),
        (("1.9", "not_met"), ("2.0", "met"), ("2.1", "met")),
    ),
    Asked(  # 确保: at least.
        "j12_industry_share",
        "确保70%的财政专项扶贫资金用于产业开发等",
        ("industry_fund_share", "jilin", 2012, None),
        (("69.9", "not_met"), ("70.0", "met"), ("70.1", "met")),
    ),
    Asked(
        "j12_planned_villages",
        "省规划的1500个贫困村",
        ("planned_poor_villages", "jilin", 2012, None),
        (("1499", "not_met"), ("1500", "met"), ("1501", "not_met")),
    ),
    Asked(  # 以上: from 4, and beyond 5 as well.
        "j12_special_fund",
        "筹措财政专项扶贫资金4—5亿元以上",
        ("special_fund", "jilin", 2012, None),
        (("3.99", "not_met"), ("4.00", "met"), ("4.01", "met"), ("5.01", "met")),
    ),
    Asked(  # Without 以上 both ends belong to it and nothing beyond them.
        "j12_subsidised_loans",
        "引导扶贫贴息贷款2—5亿元",
        ("subsidised_loans", "jilin", 2012, None),
        (
            ("1.99", "not_met"),
            ("2.00", "met"),
            ("2.01", "met"),
            ("4.99", "met"),
            ("5.00", "met"),
            ("5.01", "not_met"),
        ),
    ),
    Asked(
        "j12_fund_evaluation",
        "2012年年内适时开展财政专项扶贫资金绩效考评",
        ("milestone_done", "jilin", 2012, "fund_evaluation"),
        (("0", "not_met"), ("1", "met")),
    ),
)

BEFORE = (
    Asked(  # In the year before the programme nothing is asked yet, whatever was reached.
        "j12_exit_persons",
        "实现30万农村贫困人口脱贫",
        ("exit_persons", "jilin", 2011, None),
        (("299999", "not_yet_due"), ("300000", "not_yet_due"), ("300001", "not_yet_due")),
    ),
    Asked(
        "j12_industry_share",
        "确保70%的财政专项扶贫资金用于产业开发等",
        ("industry_fund_share", "jilin", 2011, None),
        (("69.9", "not_yet_due"), ("70.0", "not_yet_due"), ("70.1", "not_yet_due")),
    ),
)


@pytest.mark.parametrize(("asked", "printed", "expected"), rows_of(TEN))
def test_at_just_below_and_just_above_what_the_document_says(
    asked: Asked, printed: str, expected: str
) -> None:
    assert judged(PROGRAMME, asked, printed).outcome == expected


@pytest.mark.parametrize(("asked", "printed", "expected"), rows_of(BEFORE))
def test_before_its_one_year_nothing_is_due(asked: Asked, printed: str, expected: str) -> None:
    assert judged(PROGRAMME, asked, printed).outcome == expected


@pytest.mark.parametrize("asked", [*TEN, *BEFORE], ids=lambda asked: asked.target)
def test_the_plan_quotes_the_words_the_rows_rest_on(asked: Asked) -> None:
    assert target_of(PROGRAMME, asked.target).quote == asked.quote
