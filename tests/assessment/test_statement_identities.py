"""Facts stated again, rates, the growth behind a multiple."""

from __future__ import annotations

import pytest

from assessbook.core.missing import Missing
from assessbook.report.figures import Figure, publish
from tests.assessment.examples import Stated, dataset, found, only

SPAN = "2016-2020"


def stated_twice(first: str | Missing, second: str | Missing, measure: str = "population") -> list[object]:
    return [
        (identity.outcome, identity.left.scalar, identity.right.scalar)
        for identity in found(
            dataset((measure, "county", 2015, None, first), again=[(measure, "county", 2015, None, second)]),
            "restated",
        )
    ]


# ---------------------------------------------------------------- restated


def test_the_same_number_in_two_chapters_agrees() -> None:
    assert stated_twice("11609", "11609", "persons") == [("agree", 11609, 11609)]


def test_whole_numbers_must_be_equal() -> None:
    assert stated_twice("11609", "11606", "persons") == [("disagree", 11606, 11609)]


@pytest.mark.parametrize(
    ("coarse", "outcome"),
    # 27.15 lies half a unit from 27.2 and from 27.1.
    [("27.2", "agree"), ("27.1", "agree"), ("27.3", "disagree"), ("27.0", "disagree")],
)
def test_a_coarser_statement_agrees_within_half_a_unit_of_its_last_decimal(coarse: str, outcome: str) -> None:
    assert stated_twice("27.15", coarse) == [(outcome, float(coarse), 27.15)]


def test_a_number_cut_off_instead_of_rounded_agrees_and_the_remark_says_so() -> None:
    # 11609 persons are 1.1609 of 万人, which rounds to 1.2; without its last digits it is 1.1.
    data = dataset(("persons", "county", 2015, None, "11609"), ("persons_about", "county", 2015, None, "1.1"))
    identity = only(data, "restated")
    assert identity.outcome == "agree"
    assert identity.remark == "四舍五入后不相等，舍去尾数后相等，视为按所述精度一致。"
    assert identity.difference is not None
    assert identity.difference.scalar == pytest.approx(-0.0609)


@pytest.mark.parametrize(("about", "outcome"), [("1.2", "agree"), ("1.3", "disagree"), ("1.0", "disagree")])
def test_a_number_restated_in_another_unit_is_compared_in_that_unit(about: str, outcome: str) -> None:
    data = dataset(("persons", "county", 2015, None, "11609"), ("persons_about", "county", 2015, None, about))
    assert only(data, "restated").outcome == outcome


def test_a_restating_measure_whose_fact_is_not_stated_is_unknown() -> None:
    identity = only(dataset(("persons_about", "county", 2015, None, "1.1")), "restated")
    assert (identity.outcome, identity.remark) == ("unknown", "贫困人口无数据，无法核对。")


def test_a_bound_is_not_compared_with_a_number() -> None:
    assert stated_twice("90", "≥90") == [("unknown", 90, 90)]


def test_a_statement_without_a_value_is_nothing_to_check() -> None:
    assert stated_twice("90", Missing.NO_OBSERVATION) == []


def test_a_restated_total_has_an_id_and_the_section_of_its_own() -> None:
    data = dataset(
        ("uses", "county", SPAN, "total", "5.001"), again=[("uses", "county", SPAN, "total", "4.701")]
    )
    identity = only(data, "restated")
    assert identity.statement == "资金投向合计前后表述一致"
    assert identity.left_name == "资金投向合计（第九章“二、总结”）"
    assert identity.left.name == "资金投向（第九章“二、总结”再次表述）"
    figures = [publish("example", side) for side in (identity.left, identity.right)]
    assert [(figure.figure, figure.status) for figure in figures if isinstance(figure, Figure)] == [
        ("example/2016-2020/county/uses_restated_1/total", "observed"),
        ("example/2016-2020/county/uses/total", "observed"),
    ]


# ---------------------------------------------------------------- rate


def incidence(printed: str, persons: str, population: str) -> list[Stated]:
    return [
        ("incidence", "county", 2015, None, printed),
        ("persons", "county", 2015, None, persons),
        ("population", "county", 2015, None, population),
    ]


def test_a_rate_that_follows_from_its_numbers_agrees() -> None:
    # 11609 of 299200 persons are 3.88%.
    identity = only(dataset(*incidence("3.88", "11609", "29.92")), "rate")
    assert identity.outcome == "agree"
    assert "implied" not in identity.figures


def test_a_rate_that_does_not_follow_names_the_denominator_it_implies() -> None:
    # 11609 of 271000 persons are 4.2838%; 11609 persons at 3.88% are of 29.9201 of 万人.
    identity = only(dataset(*incidence("3.88", "11609", "27.1")), "rate")
    assert identity.outcome == "disagree"
    assert identity.right.scalar == pytest.approx(4.283764)
    assert identity.difference is not None
    assert identity.difference.unit.symbol == "百分点"
    assert identity.difference.scalar == pytest.approx(-0.403764)
    assert identity.figures["implied"].scalar == pytest.approx(29.92010, abs=1e-5)
    assert identity.figures["implied"].unit.symbol == "万人"
    assert identity.remark.endswith("所对应的分母为{implied}。")


@pytest.mark.parametrize(
    ("printed", "outcome"),
    # 1000 of 10 of 万人 are 1%. 10 may stand for 9.5 (1.0526%); 1.05 may stand for 1.045, 1.06 for 1.055.
    [("1.05", "agree"), ("1.06", "disagree"), ("1.00", "agree")],
)
def test_rounding_of_the_denominator_widens_what_a_rate_may_be(printed: str, outcome: str) -> None:
    assert only(dataset(*incidence(printed, "1000", "10")), "rate").outcome == outcome


def test_a_rate_without_its_denominator_is_unknown() -> None:
    identity = only(dataset(*incidence("3.88", "11609", "27.1")[:2]), "rate")
    assert (identity.outcome, identity.remark) == ("unknown", "农业人口无数据，无法核对。")


# ---------------------------------------------------------------- growth


def multiple(times: str, growth: str | Missing, span: str = "2011-2015") -> list[Stated]:
    return [("multiple", "county", 2015, None, times), ("growth", "county", span, None, growth)]


@pytest.mark.parametrize(
    ("times", "growth", "outcome"),
    [
        ("1.5", "8.4", "agree"),  # 1.084 to the fifth is 1.4967
        ("1.86", "13.2", "agree"),  # 1.132 to the fifth is 1.8588
        ("1.6", "8.4", "disagree"),
        ("2.1", "14.8", "disagree"),  # 1.148 to the fifth is 1.9940, at most 1.9983
        # 1.152 to the fifth is 2.0290, the lower edge of 2.1 is 2.05; 1.154 to the fifth is 2.0466
        # and half a unit of 15.4 adds 0.0044.
        ("2.1", "15.2", "disagree"),
        ("2.1", "15.4", "agree"),
    ],
)
def test_growth_compounded_over_five_years_gives_the_multiple(times: str, growth: str, outcome: str) -> None:
    assert only(dataset(*multiple(times, growth)), "growth").outcome == outcome


def test_the_number_of_years_is_the_length_of_the_growths_period() -> None:
    # 1.1 squared is 1.21.
    identity = only(dataset(*multiple("1.21", "10", "2014-2015")), "growth")
    assert identity.right.scalar == pytest.approx(1.21)


def test_growth_up_to_another_year_is_not_compared() -> None:
    assert found(dataset(*multiple("1.5", "8.4", "2009-2014")), "growth") == []


def test_a_multiple_whose_growth_has_no_value_is_unknown() -> None:
    identity = only(dataset(*multiple("1.5", Missing.NO_OBSERVATION)), "growth")
    assert identity.outcome == "unknown"
    assert identity.remark == "产值年均增长（第一章）无数据，无法核对。"
