"""Targets that bind every household, on a made-up list of households: at, just below and above the line."""

from __future__ import annotations

import pytest

from assessbook.assessment.plan_models import Target
from assessbook.assessment.verdict import Verdict
from assessbook.core.missing import Missing
from assessbook.measures.formula import formula
from tests.assessment.examples import Stated
from tests.assessment.plan_examples import target, verdict
from tests.assessment.test_verdict_sentences import read


def income(value: str | Missing, household: str, place: str = "hill", year: int = 2018) -> Stated:
    return ("each_household", place, year, household, value)


def line(comparator: str = ">=", threshold: float = 3000, kind: str = "level", **more: object) -> Target:
    facts: dict[str, object] = {"measure": "disposable", "name": "脱贫收入标准", "quote": "3000元/年", **more}
    return target(
        kind, comparator, threshold, str(facts.pop("unit", "元")),
        each="household", household_measure="each_household", **facts,
    )  # fmt: skip


BELOW, AT, ABOVE = income("2999.99", "甲"), income("3000", "乙"), income("3000.01", "丙")


def share(made: Verdict) -> float | None:
    return None if made.actual is None else made.actual.scalar


@pytest.mark.parametrize(
    ("comparator", "outcome", "reaching"),
    [(">=", "not_met", 2), (">", "not_met", 1), ("<=", "not_met", 2), ("<", "not_met", 1)],
)
def test_of_three_households_at_below_and_above_the_line(
    comparator: str, outcome: str, reaching: int
) -> None:
    made = verdict(line(comparator), BELOW, AT, ABOVE)
    assert made.households is not None
    assert (made.outcome, made.households.reaching.scalar) == (outcome, reaching)
    assert made.households.observed.scalar == 3
    assert share(made) == pytest.approx(100 * reaching / 3)


@pytest.mark.parametrize(
    ("comparator", "household", "outcome"),
    [
        (">=", BELOW, "not_met"),
        (">=", AT, "met"),
        (">=", ABOVE, "met"),
        (">", AT, "not_met"),
        (">", ABOVE, "met"),
        ("<", BELOW, "met"),
        ("<", AT, "not_met"),
        ("<=", AT, "met"),
        ("<=", ABOVE, "not_met"),
    ],
)
def test_one_household_decides_by_the_comparator(comparator: str, household: Stated, outcome: str) -> None:
    assert verdict(line(comparator), household).outcome == outcome


def test_a_floor_that_equality_does_not_meet_is_strict() -> None:
    assert verdict(line(equal_meets=False), AT, ABOVE).outcome == "not_met"


def test_it_is_met_only_if_every_household_meets_it() -> None:
    assert verdict(line(), AT, ABOVE).outcome == "met"
    assert verdict(line(), AT, ABOVE, BELOW).outcome == "not_met"


def test_the_sentence_counts_the_sample_and_says_what_it_does_not_prove() -> None:
    made = verdict(line(), BELOW, AT, ABOVE, income("3500", "丁", "south"))
    assert read(made) == (
        "目标：脱贫收入标准，每户不低于3000元（2018年到期）；实际：2018年抽样户4户，其中3户达到，占75.0%；"
        "依据：《某县脱贫攻坚规划》第二章“3000元/年”。"
        "实际为抽样户中达到标准的户所占比重，抽样结果不能证明全部户均已达到。"
    )
    assert "抽样结果不能证明全部户均已达到。" in read(verdict(line(), AT))


def test_the_share_is_worked_out_from_the_line_and_the_cells_of_the_households() -> None:
    made = verdict(line(), BELOW, AT, income("3500", "丁", "south"))
    assert made.actual is not None
    found = made.actual.derivation_at((0, 0, 0))
    assert formula(found) == "(3 个数中不低于 3000 的个数) ÷ (共 3 个数) × 100%"
    cells = [origin.cell for origin in found.origins]
    assert cells[0] == "t_one"
    assert len(cells) == 1 + 3


def test_one_of_many_that_falls_short_does_not_print_as_all_of_them() -> None:
    # 2999 of 3000: 99.9666…%, which rounds to 100.0.
    most = [income("3000", f"户{number}") for number in range(2999)]
    made = verdict(line(), *most, income("2000", "末"))
    assert made.outcome == "not_met"
    assert "其中2999户达到，占99.97%" in read(made)


def test_a_household_without_a_value_leaves_it_open_unless_another_falls_short() -> None:
    unknown = income(Missing.NO_OBSERVATION, "戊")
    made = verdict(line(), AT, ABOVE, unknown)
    assert made.outcome == "no_observation"
    assert "部分抽样户无数据" in made.reasons
    assert "抽样户2户，其中2户达到" in read(made)
    assert verdict(line(), BELOW, ABOVE, unknown).outcome == "not_met"


def test_a_household_to_which_it_does_not_apply_is_not_part_of_the_sample() -> None:
    assert verdict(line(), AT, income(Missing.NOT_APPLICABLE, "戊")).outcome == "met"


def test_without_a_sample_there_is_no_observation_whatever_the_mean_says() -> None:
    mean = ("disposable", "county", 2018, None, "9000")
    for statements in ([mean], [mean, income("9000", "甲", year=2017)], [income("9000", "甲", "province")]):
        made = verdict(line(), *statements)
        assert made.outcome == "no_observation"
        assert made.actual is None
        assert "目标要求每户达到，无分户数据，总体数值不能说明" in made.reasons


def test_the_sample_and_not_the_mean_decides() -> None:
    made = verdict(line(), ("disposable", "county", 2018, None, "9000"), BELOW, ABOVE)
    assert (made.outcome, share(made)) == ("not_met", 50)


def test_a_bound_does_not_say_on_which_side_of_the_line_a_household_stands() -> None:
    made = verdict(line(), income("≥2900", "甲"), ABOVE)
    assert made.outcome == "no_observation"


def test_the_line_is_read_in_the_unit_of_the_households() -> None:
    made = verdict(line(threshold=0.3, unit="万元"), BELOW, AT)
    assert (made.outcome, share(made)) == ("not_met", 50)
    assert "每户不低于0.3万元（2018年到期）" in read(made)


def test_before_the_due_year_it_is_on_track_only_if_all_meet_it_already() -> None:
    early = [income("3000", "甲", year=2017), income("3100", "乙", year=2017)]
    assert verdict(line(), *early, year=2017).outcome == "on_track"
    made = verdict(line(), *early, income("2000", "丙", year=2017), year=2017)
    assert made.outcome == "not_yet_due"
    assert made.expected is None


def test_after_the_due_year_the_households_of_the_due_year_count() -> None:
    later = income("2000", "甲", year=2019)
    made = verdict(line(), AT, later, ("disposable", "county", 2019, None, "9000"), year=2019)
    assert (made.outcome, made.judged, made.later) == ("met", 2018, None)


def test_a_part_of_the_level_of_the_province_is_a_line_for_each_household() -> None:
    aim = line(kind="relative_level", threshold=45, unit="%", reference="province")
    province = ("disposable", "province", 2018, None, "10000")
    # 45% of 10,000 yuan is 4,500 yuan.
    at, below = income("4500", "甲"), income("4499.99", "乙")
    assert verdict(aim, province, at).outcome == "met"
    made = verdict(aim, province, at, below)
    assert (made.outcome, share(made)) == ("not_met", 50)
    assert (
        "每户不低于45%（折合4500.00元）（2018年到期）；实际：2018年抽样户2户，其中1户达到，占50.0%"
        in read(made)
    )
    lacking = verdict(aim, at)
    assert lacking.outcome == "no_observation"
    assert "某省可支配收入评价年度无数据" in lacking.reasons


def test_a_line_of_another_income_is_not_used() -> None:
    made = verdict(line(measure="net"), AT)
    assert made.outcome == "no_observation"
    assert "口径不同（一为可支配收入，一为纯收入），不可比较" in made.reasons


def test_households_identified_by_a_line_are_held_against_it_in_the_year_of_the_base() -> None:
    aim = line("<", 3000, kind="baseline", equal_meets=False, base={"year": 2015}, due_year=None)
    poor, at = income("2999", "甲", year=2015), income("3000", "乙", year=2015)
    assert verdict(aim, poor, year=2016).outcome == "met"
    made = verdict(aim, poor, at, year=2016)
    assert (made.outcome, share(made)) == ("not_met", 50)
    assert "每户低于3000元" in read(made)


def test_a_target_of_the_whole_is_not_judged_by_single_households() -> None:
    aim = target("level", ">=", 3000, "元", measure="disposable")
    assert verdict(aim, AT).outcome == "no_observation"


# ---------------------------------------------------------------- standards for leaving poverty


def standing(value: str | Missing, household: str, year: int = 2018) -> Stated:
    return ("household_status", "hill", year, household, value)


EXIT_LINE = line(source_kind="exit_criterion")


def test_an_exit_line_binds_the_households_that_have_left_poverty() -> None:
    still_poor = income("2000", "丁"), standing("1", "丁")
    made = verdict(EXIT_LINE, AT, standing("0", "乙"), ABOVE, standing("0", "丙"), *still_poor)
    assert made.outcome == "met"
    assert "实际：2018年抽样脱贫户2户，其中2户达到，占100.0%；" in read(made)
    made = verdict(EXIT_LINE, BELOW, standing("0", "甲"), ABOVE, standing("0", "丙"), *still_poor)
    assert (made.outcome, share(made)) == ("not_met", 50)


def test_that_they_have_left_is_read_from_the_register() -> None:
    made = verdict(EXIT_LINE, AT, standing("0", "乙"), ABOVE, standing("0", "丙"))
    assert made.actual is not None
    found = made.actual.derivation_at((0, 0, 0))
    assert formula(found) == "(2 个数中不低于 3000 的个数) ÷ (2 个数中等于 0 的个数) × 100%"


def test_a_household_whose_standing_is_not_known_leaves_an_exit_line_open() -> None:
    left = AT, standing("0", "乙")
    made = verdict(EXIT_LINE, *left, BELOW)
    assert made.outcome == "no_observation"
    assert "部分抽样脱贫户无数据" in made.reasons
    fallen = income("2000", "丁"), standing("0", "丁")
    assert verdict(EXIT_LINE, *left, BELOW, *fallen).outcome == "not_met"


def test_without_the_register_an_exit_line_is_not_judged() -> None:
    made = verdict(EXIT_LINE, AT, ABOVE)
    assert (made.outcome, made.actual) == ("no_observation", None)
    assert "抽样户无年末登记状态，不能区分已脱贫户" in made.reasons


def test_where_nobody_has_left_poverty_an_exit_line_is_not_judged() -> None:
    made = verdict(EXIT_LINE, AT, standing("1", "乙"))
    assert made.outcome == "no_observation"
    assert "抽样户中没有可判定的已脱贫户" in made.reasons


def test_the_exit_line_of_a_later_year_says_nothing_of_those_who_left_before() -> None:
    early = income("3000", "乙", year=2017), standing("0", "乙", 2017)
    made = verdict(EXIT_LINE, *early, year=2017)
    assert (made.outcome, made.actual) == ("not_yet_due", None)


def test_a_line_at_constant_prices_is_carried_to_the_prices_of_the_incomes() -> None:
    # 3000 at the prices of 2016 are 3000 x 1.1 x 1.01 = 3333 at those of 2018.
    aim = line(price="constant", price_year=2016)
    prices: tuple[Stated, ...] = (
        ("consumer_price_change", "china", 2017, None, "10.0"),
        ("consumer_price_change", "china", 2018, None, "1.0"),
    )
    assert verdict(aim, *prices, income("3332.99", "甲")).outcome == "not_met"
    made = verdict(aim, *prices, income("3333", "甲"))
    assert made.outcome == "met"
    assert "标准已按全国居民消费价格换算为当年价格" in made.reasons


def test_a_line_at_constant_prices_is_held_against_no_income_without_a_deflator() -> None:
    made = verdict(line(price="constant", price_year=2016), income("9000", "甲"))
    assert made.outcome == "no_observation"
    assert made.reasons[0] == "目标按不变价计算，观测值为现价，全国居民消费价格涨跌幅不全，不能换算，不可比较"
