"""Sums: parts and wholes, regions and their parent, balances, yearly flows."""

from __future__ import annotations

import pytest

from assessbook.core.missing import Missing
from assessbook.report.figures import Figure, publish
from tests.assessment.examples import Stated, dataset, found, only

REGIONS: list[Stated] = [
    ("persons", "north", 2015, None, "567"),
    ("persons", "south", 2015, None, "953"),
    ("persons", "east", 2015, None, "4"),
]
SPAN = "2016-2020"


def addresses(identity_side: object) -> list[str]:
    measure = identity_side
    return [origin.cell for origin in measure.derivation_at((0, 0, 0)).origins]  # type: ignore[attr-defined]


# ---------------------------------------------------------------- regions


def test_townships_that_sum_to_the_county_agree() -> None:
    identity = only(dataset(("persons", "county", 2015, None, "1524"), *REGIONS), "regions")
    assert identity.outcome == "agree"
    assert identity.statement == "各乡镇贫困人口之和等于全县数"
    assert (identity.left.scalar, identity.right.scalar) == (1524, 1524)
    assert addresses(identity.left) == ["B2", "B3", "B4"]
    assert addresses(identity.right) == ["B1"]


def test_counted_persons_that_differ_by_one_disagree() -> None:
    identity = only(dataset(("persons", "county", 2015, None, "1525"), *REGIONS), "regions")
    assert identity.outcome == "disagree"
    assert identity.difference is not None
    assert identity.difference.scalar == -1


def test_a_township_without_a_number_leaves_the_sum_unknown_and_is_named() -> None:
    data = dataset(("persons", "county", 2015, None, "1524"), *REGIONS[:2])
    identity = only(data, "regions")
    assert identity.outcome == "unknown"
    assert identity.difference is None
    assert identity.remark == "东乡无数据，无法核对。"


def test_a_county_number_that_no_township_shares_is_not_an_identity() -> None:
    assert found(dataset(("persons", "county", 2015, None, "1524")), "regions") == []


def test_rates_of_townships_are_not_summed() -> None:
    data = dataset(
        *(("incidence", region, 2015, None, "3.1") for region in ("county", "north", "south", "east"))
    )
    assert found(data, "regions") == []


def test_other_regions_than_the_one_asked_for_and_those_below_are_left_alone() -> None:
    data = dataset(("persons", "county", 2015, None, "1"), *REGIONS)
    assert found(data, "regions", "elsewhere") == []


def test_two_years_are_told_apart_in_the_statement() -> None:
    earlier: list[Stated] = [(name, region, 2014, item, text) for name, region, _, item, text in REGIONS]
    data = dataset(
        ("persons", "county", 2015, None, "1524"),
        *REGIONS,
        ("persons", "county", 2014, None, "1500"),
        *earlier,
    )
    assert [(entry.statement, entry.outcome) for entry in found(data, "regions")] == [
        ("各乡镇贫困人口之和等于全县数（2014年）", "disagree"),
        ("各乡镇贫困人口之和等于全县数（2015年）", "agree"),
    ]


# ---------------------------------------------------------------- rounding


def areas(total: str, *parts: str) -> list[Stated]:
    regions = ("county", "north", "south", "east")
    return [("area", region, 2015, None, text) for region, text in zip(regions, (total, *parts), strict=True)]


@pytest.mark.parametrize(
    ("total", "outcome"),
    [
        # 0.6 + 1.406 + 0.065 = 2.071; half of 0.001, for the total and each of three terms: 0.002.
        ("2.071", "agree"),
        ("2.073", "agree"),
        ("2.069", "agree"),
        ("2.074", "disagree"),
        ("2.068", "disagree"),
    ],
)
def test_a_rounded_sum_may_differ_by_half_a_unit_for_the_total_and_each_term(
    total: str, outcome: str
) -> None:
    identity = only(dataset(*areas(total, "0.6", "1.406", "0.065")), "regions")
    assert identity.outcome == outcome
    assert identity.remark.startswith("按所印小数位数核对")


@pytest.mark.parametrize(
    ("total", "outcome"), [("6.07", "agree"), ("6.05", "agree"), ("6.08", "disagree"), ("6.04", "disagree")]
)
def test_the_allowance_never_exceeds_one_unit_of_the_coarsest_number(total: str, outcome: str) -> None:
    # 1.01 + 2.02 + 3.03 = 6.06; half units would allow 0.02, the cap allows 0.01.
    assert only(dataset(*areas(total, "1.01", "2.02", "3.03")), "regions").outcome == outcome


# ---------------------------------------------------------------- parts

USES: list[Stated] = [
    ("uses", "county", SPAN, "total", "5.001"),
    ("uses", "county", SPAN, "industry", "4.61"),
    ("uses", "county", SPAN, "planting", "4.31"),
    ("uses", "county", SPAN, "livestock", "0.3"),
    ("uses", "county", SPAN, "roads", "0.391"),
]


def test_every_level_of_a_classification_is_summed() -> None:
    identities = found(dataset(*USES), "parts")
    assert [identity.statement for identity in identities] == [
        "资金投向各项之和等于合计数",
        "资金投向中“产业”所属各项之和等于该项数",
    ]
    assert [identity.outcome for identity in identities] == ["agree", "agree"]
    assert [addresses(identity.left) for identity in identities] == [["B2", "B5"], ["B3", "B4"]]


def test_the_sums_of_two_parents_and_the_stated_totals_have_different_figure_ids() -> None:
    identities = found(dataset(*USES), "parts")
    sides = [side for identity in identities for side in (identity.left, identity.right, identity.difference)]
    figures = [publish("example", side) for side in sides if side is not None]
    assert [figure.figure for figure in figures if isinstance(figure, Figure)] == [
        "example/2016-2020/county/uses_sum_of_parts/total",
        "example/2016-2020/county/uses/total",
        "example/2016-2020/county/uses_sum_of_parts_difference/total",
        "example/2016-2020/county/uses_sum_of_parts/industry",
        "example/2016-2020/county/uses/industry",
        "example/2016-2020/county/uses_sum_of_parts_difference/industry",
    ]


def test_a_difference_equal_to_another_item_is_pointed_out_as_a_fact() -> None:
    short = [("uses", "county", SPAN, "total", "4.701"), *USES[1:]]
    total, _ = found(dataset(*short), "parts")
    assert total.outcome == "disagree"
    assert total.remark.endswith("差额与“养殖”的数值（{clue_1}）相等。")
    assert total.figures["clue_1"].scalar == 0.3


def test_a_difference_that_equals_nothing_gives_no_clue() -> None:
    total, _ = found(dataset(("uses", "county", SPAN, "total", "4.9"), *USES[1:]), "parts")
    assert total.outcome == "disagree"
    assert dict(total.figures) == {}
    assert "相等。" not in total.remark.replace("须完全相等。", "")


def test_a_missing_part_leaves_its_parent_unknown_and_is_named_with_single_quotes_inside() -> None:
    total, industry = found(dataset(*USES[:4]), "parts")
    assert (total.outcome, total.remark) == ("unknown", "“‘村村通’道路”无数据，无法核对。")
    assert industry.outcome == "agree"


def test_items_of_an_incomplete_classification_and_rates_are_not_summed() -> None:
    data = dataset(("coverage", "county", 2015, "water", "50"), ("coverage", "county", 2015, "roads", "50"))
    assert found(data, "parts") == []


# ---------------------------------------------------------------- partition

CAUSES: list[Stated] = [
    ("persons_by_cause", "county", 2015, "illness", "900"),
    ("persons_by_cause", "county", 2015, "schooling", "600"),
    ("persons_by_cause", "county", 2015, "other", "24"),
]


@pytest.mark.parametrize(("whole", "outcome"), [("1524", "agree"), ("1523", "disagree")])
def test_causes_share_out_all_persons(whole: str, outcome: str) -> None:
    identity = only(dataset(*CAUSES, ("persons", "county", 2015, None, whole)), "partition_of")
    assert identity.outcome == outcome
    assert identity.statement == "贫困人口（按原因）各项之和等于“贫困人口”"
    assert identity.left.scalar == 1524


def test_causes_without_a_stated_whole_are_unknown() -> None:
    identity = only(dataset(*CAUSES), "partition_of")
    assert identity.outcome == "unknown"
    assert identity.remark == "贫困人口无数据，无法核对。"


# ---------------------------------------------------------------- balance

SOURCES: list[Stated] = [
    ("sources", "county", SPAN, "local", "2.761"),
    ("sources", "county", SPAN, "loans", "2.24"),
]


def test_uses_balance_with_sources_whose_total_is_not_stated() -> None:
    identity = only(dataset(*USES, *SOURCES), "balance_with")
    assert identity.outcome == "agree"
    assert (identity.left.identifier, identity.right.identifier) == ("uses", "sources_sum_of_parts")
    assert identity.right.scalar == pytest.approx(5.001)


def test_a_total_stated_differently_elsewhere_is_checked_against_the_sources_too() -> None:
    again: list[Stated] = [
        ("uses", "county", SPAN, "total", "5.001"),
        ("uses", "county", SPAN, "total", "4.701"),
    ]
    adopted, other = found(dataset(*USES, *SOURCES, again=again), "balance_with")
    assert (adopted.outcome, other.outcome) == ("agree", "disagree")
    assert (other.left.identifier, other.left.scalar) == ("uses_restated_2", 4.701)
    assert other.remark.endswith("差额的绝对值与“养殖”的数值（{clue_1}）相等。")


def test_uses_without_any_source_are_unknown() -> None:
    identity = only(dataset(*USES), "balance_with")
    assert (identity.outcome, identity.remark) == ("unknown", "“地方资金”、“贷款”无数据，无法核对。")


# ---------------------------------------------------------------- accumulation


def exits(*numbers: str | Missing, whole: str = "11609") -> list[Stated]:
    years = [("exits", "county", 2016 + index, None, number) for index, number in enumerate(numbers)]
    return [("persons", "county", 2015, None, whole), *years]


def test_yearly_exits_sum_to_the_opening_stock_and_years_of_consolidation_are_left_out() -> None:
    later = [Missing.NOT_APPLICABLE] * 3
    identity = only(dataset(*exits("6000", "5609", *later)), "accumulates_to")
    assert identity.outcome == "agree"
    assert (identity.left.scalar, identity.right.scalar) == (11609, 11609)
    assert addresses(identity.left) == ["B2", "B3"]


def test_yearly_exits_that_fall_short_disagree() -> None:
    assert only(dataset(*exits("6000", "5600")), "accumulates_to").outcome == "disagree"


def test_a_year_without_observation_leaves_the_sum_unknown_and_is_named() -> None:
    identity = only(dataset(*exits("6000", Missing.NO_OBSERVATION, "5609")), "accumulates_to")
    assert (identity.outcome, identity.remark) == ("unknown", "2017年无数据，无法核对。")


def budgets(local: str) -> list[Stated]:
    years = [("budget", "county", year, None, "300") for year in range(2016, 2021)]
    return [*years, ("sources", "county", SPAN, "local", local)]  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("local", "outcome", "difference"),
    # 0.065 of 亿元 is 650 of 万元; one unit of the third decimal is 10 of 万元.
    [("0.065", "disagree", 850), ("0.15", "agree", 0), ("0.151", "agree", -10), ("0.152", "disagree", -20)],
)
def test_a_yearly_budget_is_compared_with_an_item_stated_in_another_unit(
    local: str, outcome: str, difference: float
) -> None:
    identity = only(dataset(*budgets(local)), "accumulates_to")
    assert identity.outcome == outcome
    assert (identity.left.scalar, identity.left.unit.symbol) == (1500, "万元")
    assert (identity.right.scalar, identity.right.unit.symbol) == (float(local), "亿元")
    assert identity.difference is not None
    assert identity.difference.scalar == pytest.approx(difference)
    assert identity.difference.unit.symbol == "万元"
