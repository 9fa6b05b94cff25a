"""Targets that compare with a reference region: growth, level, gap; concepts never mix."""

from __future__ import annotations

import pytest

from tests.assessment.examples import Stated
from tests.assessment.plan_examples import outcome, target, verdict

NATION: list[Stated] = [
    ("disposable", "china", 2017, None, "10000"),
    ("disposable", "china", 2018, None, "10900"),  # 9.00% more
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
    assert made.reasons == ("目标按不变价计算，观测值为现价，缺少平减指数，不可比较",)


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
