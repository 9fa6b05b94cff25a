"""Targets that compare with a reference region: growth, level, gap; concepts never mix."""

from __future__ import annotations

import pytest

from assessbook.assessment.verdicts import assess
from tests.assessment.examples import Stated, dataset
from tests.assessment.plan_examples import DEFINITIONS, outcome, target, verdict

NATION: list[Stated] = [
    ("disposable", "china", 2017, None, "10000"),
    ("disposable", "china", 2018, None, "10900"),  # 9.00% more
]

PRICES: list[Stated] = [
    ("consumer_price_change", "china", 2017, None, "10.0"),
    ("consumer_price_change", "china", 2018, None, "1.0"),
]


def growth_aim(**more: object):  # type: ignore[no-untyped-def]
    entry = {"measure": "disposable", "reference": "china", "equal_meets": False, **more}
    threshold, unit = entry.pop("threshold", None), entry.pop("unit", "%")
    return target("relative_growth", ">", threshold, unit, **entry)  # type: ignore[arg-type]


def incomes(measure: str, before: str, now: str) -> list[Stated]:
    return [(measure, "county", 2017, None, before), (measure, "county", 2018, None, now)]


@pytest.mark.parametrize(("now", "expected"), [("5449", "not_met"), ("5450", "not_met"), ("5451", "met")])
def test_growth_above_the_nations_is_above_it_in_the_same_year(now: str, expected: str) -> None:
    # 5450 is 9.00% more than 5000.
    made = verdict(growth_aim(), *NATION, *incomes("disposable", "5000", now))
    assert made.outcome == expected
    assert made.goal is not None
    assert made.goal.scalar == pytest.approx(9)
    assert made.goal.unit.symbol == "%"


def test_growth_so_many_points_above_the_nations() -> None:
    aim = growth_aim(threshold=2, unit="百分点", equal_meets=None)
    # 9% and 2 points are 11%: 5550 of 5000, which isn't more.
    assert outcome(aim, *NATION, *incomes("disposable", "5000", "5550")) == "not_met"
    assert outcome(aim, *NATION, *incomes("disposable", "5000", "5551")) == "met"


def test_growth_so_many_times_the_nations() -> None:
    aim = growth_aim(threshold=1.5, unit="倍", equal_meets=None)
    # 1.5 times 9% are 13.5%: 5675 of 5000.
    assert outcome(aim, *NATION, *incomes("disposable", "5000", "5675")) == "not_met"
    assert outcome(aim, *NATION, *incomes("disposable", "5000", "5676")) == "met"


def test_what_is_missing_of_the_reference_is_named() -> None:
    made = verdict(growth_aim(), NATION[1], *incomes("disposable", "5000", "6000"))
    assert (made.outcome, made.reasons) == ("no_observation", ("全国可支配收入上年无数据",))


def test_net_income_of_the_reference_does_not_stand_in_for_disposable_income() -> None:
    made = verdict(
        growth_aim(),
        ("net", "china", 2017, None, "10000"),
        ("net", "china", 2018, None, "10100"),
        *incomes("disposable", "5000", "6000"),
    )
    assert made.outcome == "no_observation"
    assert made.reasons == (
        "全国可支配收入评价年度无数据，另有纯收入，口径不同，不作替代",
        "全国可支配收入上年无数据，另有纯收入，口径不同，不作替代",
    )


def test_a_reference_measure_of_another_concept_is_refused() -> None:
    made = verdict(
        growth_aim(reference_measure="net"),
        ("net", "china", 2017, None, "10000"),
        ("net", "china", 2018, None, "10100"),
        *incomes("disposable", "5000", "6000"),
    )
    assert (made.outcome, made.reasons) == (
        "no_observation",
        ("口径不同（一为可支配收入，一为纯收入），不可比较",),
    )


def test_nominal_growth_is_not_compared_with_real_growth() -> None:
    stated = (("nominal_growth", "county", 2018, None, "9.5"), ("real_growth", "china", 2018, None, "7.0"))
    aim = growth_aim(measure="nominal_growth", reference_measure="real_growth")
    made = verdict(aim, *stated)
    assert made.outcome == "no_observation"
    assert made.reasons == ("口径不同（一为现价（名义），一为不变价（实际）），不可比较",)


def test_a_reference_measure_of_the_same_concept_is_compared() -> None:
    aim = growth_aim(measure="village_income", reference_measure="disposable")
    assert outcome(aim, *NATION, *incomes("village_income", "5000", "5451")) == "met"


def test_stated_growth_is_compared_as_it_stands() -> None:
    aim = growth_aim(measure="real_growth")
    stated = (("real_growth", "county", 2018, None, "7.1"), ("real_growth", "china", 2018, None, "7.0"))
    assert outcome(aim, *stated) == "met"


def test_constant_prices_are_never_compared_with_current_ones() -> None:
    doubled = target(
        "multiple", ">=", 2, "倍", measure="disposable", base={"year": 2012, "value": 5000}, price="constant"
    )
    made = verdict(doubled, ("disposable", "county", 2018, None, "20000"))
    assert made.outcome == "no_observation"
    assert made.reasons == ("目标按不变价计算，观测值为现价，全国居民消费价格涨跌幅不全，不能换算，不可比较",)


@pytest.mark.parametrize(("now", "expected"), [("11109", "not_met"), ("11110", "met")])
def test_income_is_deflated_by_consumer_prices_chained_from_the_base_year(now: str, expected: str) -> None:
    # Prices rose by 10% in 2017 and by 1% in 2018: 1.1 x 1.01 = 1.111; twice 5000 at the prices of 2016 are
    # 10000, which are 11110 at those of 2018.
    doubled = target(
        "multiple", ">=", 2, "倍", measure="disposable", base={"year": 2016, "value": 5000}, price="constant"
    )
    made = verdict(doubled, *PRICES, ("disposable", "county", 2018, None, now))
    assert made.outcome == expected
    assert made.actual is not None
    assert made.goal is not None
    assert made.actual.scalar == pytest.approx(int(now) / 1.111)
    assert made.goal.scalar == 10000
    assert "观测值已按全国居民消费价格换算为不变价" in made.reasons


def test_the_observed_base_is_at_the_prices_of_the_base_year() -> None:
    # 5500 of 2016 are 5000 at the prices of 2015, when they were a tenth lower; 2018 is deflated by 1.1 x 1.111.
    doubled = target(
        "multiple",
        ">=",
        2,
        "倍",
        measure="disposable",
        base={"year": 2016},
        price="constant",
        price_year=2015,
    )
    earlier = ("consumer_price_change", "china", 2016, None, "10.0")
    stated = (*PRICES, earlier, ("disposable", "county", 2016, None, "5500"))
    for now, expected in (("12220", "not_met"), ("12221", "met")):
        made = verdict(doubled, *stated, ("disposable", "county", 2018, None, now))
        assert made.outcome == expected
        assert made.goal is not None
        assert made.goal.scalar == pytest.approx(10000)


def test_a_line_at_constant_prices_is_held_against_deflated_income() -> None:
    # 2300 at the prices of 2016 are 2300 x 1.111 = 2555.3 at those of 2018.
    line = target("level", ">=", 2300, "元", measure="net", price="constant", price_year=2016)
    for now, expected in (("2555", "not_met"), ("2556", "met")):
        made = verdict(line, *PRICES, ("net", "county", 2018, None, now))
        assert (made.outcome, made.region) == (expected, "county")
        assert made.actual is not None
        assert made.actual.name == "纯收入（2016年价格）"


def test_a_year_without_a_price_change_breaks_the_chain() -> None:
    line = target("level", ">=", 2300, "元", measure="net", price="constant", price_year=2016)
    made = verdict(line, PRICES[1], ("net", "county", 2018, None, "9000"))
    assert made.outcome == "no_observation"
    assert made.actual is None


def test_in_the_year_of_the_prices_nothing_is_deflated() -> None:
    line = target("level", ">=", 2300, "元", measure="net", price="constant", price_year=2018)
    for now, expected in (("2299", "not_met"), ("2300", "met")):
        assert outcome(line, ("net", "county", 2018, None, now)) == expected


def test_the_deflator_is_that_of_the_region_chosen() -> None:
    # In the province prices doubled: 4600 of 2018 are 2300 at the prices of 2017.
    line = target("level", ">=", 2300, "元", measure="net", price="constant", price_year=2017)
    data = dataset(
        ("consumer_price_change", "china", 2018, None, "1.0"),
        ("consumer_price_change", "province", 2018, None, "100"),
        ("net", "county", 2018, None, "4599"),
        definitions=DEFINITIONS,
    )
    by = {
        region: assess(line, data, region="county", year=2018, deflator_region=region).outcome
        for region in ("china", "province")
    }
    assert by == {"china": "met", "province": "not_met"}


def test_nominal_growth_is_not_deflated() -> None:
    line = target("level", ">=", 5, "%", measure="nominal_growth", price="constant", price_year=2016)
    made = verdict(line, *PRICES, ("nominal_growth", "county", 2018, None, "9.0"))
    assert made.outcome == "no_observation"
    assert made.reasons == ("目标按不变价计算，观测值不能换算为不变价，不可比较",)


def test_income_in_current_prices_does_not_stand_in_for_income_in_constant_prices() -> None:
    doubled = target("multiple", ">=", 2, "倍", measure="constant", base={"year": 2012, "value": 5000})
    made = verdict(doubled, ("disposable", "county", 2018, None, "20000"))
    assert made.outcome == "no_observation"
    assert made.reasons == ("某县可支配收入（不变价）评价年度无数据，另有可支配收入，口径不同，不作替代",)


@pytest.mark.parametrize(("own", "expected"), [("5999", "not_met"), ("6000", "met"), ("6001", "met")])
def test_a_level_is_a_percentage_of_the_references(own: str, expected: str) -> None:
    aim = target("relative_level", ">=", 60, "%", measure="net", reference="province")
    stated = (("net", "county", 2018, None, own), ("net", "province", 2018, None, "10000"))
    assert outcome(aim, *stated) == expected


@pytest.mark.parametrize(("own", "expected"), [("3.0", "met"), ("3.1", "not_met"), ("3.2", "not_met")])
def test_below_the_provinces_average_is_below_its_value(own: str, expected: str) -> None:
    aim = target(
        "relative_level", "<", None, "%", measure="incidence", reference="province", equal_meets=False
    )
    stated = (("incidence", "county", 2018, None, own), ("incidence", "province", 2018, None, "3.1"))
    assert outcome(aim, *stated) == expected


def test_a_reference_without_a_value_is_named() -> None:
    aim = target("relative_level", ">=", 60, "%", measure="net", reference="province")
    made = verdict(aim, ("net", "county", 2018, None, "6000"))
    assert (made.outcome, made.reasons) == ("no_observation", ("某省纯收入评价年度无数据",))


@pytest.mark.parametrize(("now", "expected"), [("2.79", "met"), ("2.80", "not_met"), ("2.81", "not_met")])
def test_a_gap_that_is_measured_itself_narrows_when_it_is_smaller_than_in_the_base_year(
    now: str, expected: str
) -> None:
    aim = target("trend", "narrowing", None, "", measure="income_ratio", base={"year": 2015})
    stated = (
        ("income_ratio", "county", 2015, None, "2.80"),
        ("income_ratio", "county", 2017, None, "2.50"),
        ("income_ratio", "county", 2018, None, now),
    )
    assert outcome(aim, *stated) == expected


def test_without_a_base_year_a_gap_is_compared_with_last_years() -> None:
    aim = target("trend", "narrowing", None, "", measure="income_ratio")
    stated = (("income_ratio", "county", 2017, None, "2.50"), ("income_ratio", "county", 2018, None, "2.60"))
    assert outcome(aim, *stated) == "not_met"


def test_the_gap_of_incomes_is_relative_to_the_reference() -> None:
    # 2017: (10000 - 6000) / 10000 is 40%. 2018: (12000 - 7320) / 12000 is 39%, though 4680 yuan are more.
    aim = target("trend", "narrowing", None, "", measure="net", reference="province")
    made = verdict(
        aim,
        ("net", "county", 2017, None, "6000"),
        ("net", "province", 2017, None, "10000"),
        ("net", "county", 2018, None, "7320"),
        ("net", "province", 2018, None, "12000"),
    )
    assert made.outcome == "met"
    assert made.actual is not None
    assert made.actual.scalar == pytest.approx(39)
    assert made.gap is not None
    assert made.gap.scalar == pytest.approx(1)
    assert made.gap.unit.symbol == "百分点"


def test_a_burden_above_the_references_narrows_from_above() -> None:
    # 2017: 8.0 - 5.0 are 3 points more than the province. 2018: 7.5 - 5.0 are 2.5, 8.2 - 5.0 are 3.2.
    aim = target("trend", "narrowing", None, "", measure="incidence", reference="province")
    before = [("incidence", "county", 2017, None, "8.0"), ("incidence", "province", 2017, None, "5.0")]
    for own, expected in (("7.5", "met"), ("8.2", "not_met")):
        now = [("incidence", "county", 2018, None, own), ("incidence", "province", 2018, None, "5.0")]
        assert outcome(aim, *before, *now) == expected
