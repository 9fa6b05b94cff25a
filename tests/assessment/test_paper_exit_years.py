"""Paper exits, yearly figures of regions: growth, cumulative counts, headcounts, balances, completion."""

from __future__ import annotations

import pytest

from assessbook.core.missing import Missing
from tests.assessment.examples import Stated
from tests.assessment.paper_exit_examples import TOWNS, cells, found, number, only, reason, yearly

# ---------------------------------------------------------------- growth


def growing(*percentages: float) -> list[Stated]:
    """Towns whose income grows from 10000 yuan by so many per cent."""
    levels = {
        town: {2015: 10000, 2016: round(10000 * (100 + growth) / 100)}
        for town, growth in zip(TOWNS, percentages, strict=False)
    }
    return yearly("rural_disposable_income", levels)


def test_a_town_far_above_the_others_stands_out_with_median_and_robust_z() -> None:
    suspicion = only(growing(8, 9, 9, 10, 10, 11, 11, 12, 30), "growth_outlier")
    assert (suspicion.region, suspicion.period.start, suspicion.strength) == ("town9", 2016, "strong")
    assert number(suspicion, "growth") == 30
    assert number(suspicion, "median") == 10
    # Distances from 10: 0 0 1 1 1 1 2 2 20, median 1; 0.6745 x 20 / 1.
    assert number(suspicion, "score") == pytest.approx(13.49)
    assert "高于" in suspicion.statement


def test_the_median_stands_at_the_parent_and_rests_on_the_middle_town() -> None:
    suspicion = only(growing(1, 2, 3, 4, 5, 6, 7, 8, 60), "growth_outlier")
    assert suspicion.figures["median"].regions == ("county",)
    # The fifth town's two levels, in rows 9 and 10.
    assert cells(suspicion, "median") == {"B9", "B10"}


def test_the_median_of_an_even_number_is_the_mean_of_the_middle_two() -> None:
    suspicion = only(growing(8, 9, 10, 10, 12, 12, 13, 60), "growth_outlier")
    assert number(suspicion, "median") == 11


def test_a_fall_far_below_the_others_stands_out_too() -> None:
    suspicion = only(growing(8, 9, 9, 10, 10, 11, 11, 12, -30), "growth_outlier")
    assert "低于" in suspicion.statement


def test_a_score_that_equals_the_bound_is_no_sign() -> None:
    # Median 10, distances 0 0 1 1 1 1 1 1 5 5: median 1; the two outer towns score 0.6745 x 5 = 3.3725.
    towns = growing(10, 10, 9, 9, 9, 11, 11, 11, 15, 5)
    bounds = {"moderate": 5, "strong": 8}
    assert found(towns, "growth_outlier", growth_z={"weak": 3.3725, **bounds}) == []
    assert len(found(towns, "growth_outlier", growth_z={"weak": 3.37, **bounds})) == 2


def test_equal_growth_everywhere_is_no_sign() -> None:
    assert found(growing(*[10] * 9), "growth_outlier") == []
    assert reason(growing(*[10] * 9), "growth_outlier") == ""


def test_one_town_beside_many_equal_ones_stands_out_without_a_robust_z() -> None:
    # The median distance is 0; the mean distance is 20 / 9, and 20 / (1.253314 x 20 / 9) = 7.18.
    suspicion = only(growing(*[10] * 8, 30), "growth_outlier")
    assert suspicion.strength == "moderate"
    assert "score" not in suspicion.figures


def test_seven_towns_are_too_few() -> None:
    towns = growing(8, 9, 10, 10, 11, 12, 60)
    assert found(towns, "growth_outlier") == []
    assert reason(towns, "growth_outlier") == "相邻年度均有收入水平数据的同级地区过少"


def test_a_town_without_the_year_before_is_left_out_not_counted_as_zero() -> None:
    towns = growing(8, 9, 9, 10, 10, 11, 11, 12)
    newcomer = yearly("rural_disposable_income", {"town9": {2016: 20000}})
    absent: list[Stated] = [("rural_disposable_income", "town10", 2015, None, Missing.NO_OBSERVATION)]
    later = yearly("rural_disposable_income", {"town10": {2016: 20000}})
    assert found([*towns, *newcomer, *absent, *later], "growth_outlier") == []


# ---------------------------------------------------------------- cumulative counts


@pytest.mark.parametrize(
    ("later", "strength"), [(9999, "weak"), (9900, "weak"), (9899, "moderate"), (8999, "strong")]
)
def test_a_cumulative_count_that_falls_is_a_sign_the_stronger_the_more(later: int, strength: str) -> None:
    suspicion = only(
        yearly("exit_persons_cumulative", {"town1": {2015: 10000, 2016: later}}), "cumulative_fall"
    )
    assert suspicion.strength == strength
    assert number(suspicion, "fall") == 10000 - later
    assert suspicion.figures["fall"].periods == (suspicion.period,)
    assert suspicion.period.start == 2016


def test_a_cumulative_count_that_stands_still_or_rises_is_no_sign() -> None:
    years = yearly("exit_persons_cumulative", {"town1": {2014: 5, 2015: 5, 2016: 9}})
    assert found(years, "cumulative_fall") == []
    assert reason(years, "cumulative_fall") == ""


def test_a_missing_year_is_passed_over() -> None:
    absent: list[Stated] = [("exit_persons_cumulative", "town1", 2015, None, Missing.NO_OBSERVATION)]
    years = yearly("exit_persons_cumulative", {"town1": {2014: 50, 2016: 40}})
    assert number(only([*years, *absent], "cumulative_fall"), "fall") == 10
    assert (
        found([*yearly("exit_persons_cumulative", {"town1": {2014: 50}}), *absent], "cumulative_fall") == []
    )


# ---------------------------------------------------------------- headcounts


def register(
    opening: object, closing: object, exits: object, returns: object = None, new: object = None
) -> list[Stated]:
    """The register of the first town in 2015 and 2016."""
    numbers = {
        "exit_persons": exits,
        "return_persons": returns,
        "new_poor_persons": new,
    }
    return [
        *yearly("poor_persons", {"town1": {2015: opening, 2016: closing}}),
        *(
            entry
            for measure, value in numbers.items()
            if value is not None
            for entry in yearly(measure, {"town1": {2016: value}})
        ),
    ]


def test_more_poor_persons_after_exits_are_a_weak_sign_while_returns_are_unknown() -> None:
    suspicion = only(register(100, 120, 30), "rising_headcount")
    assert suspicion.strength == "weak"
    assert (number(suspicion, "opening"), number(suspicion, "closing"), number(suspicion, "exits")) == (
        100,
        120,
        30,
    )
    assert "返贫和新增人口无数据" in suspicion.observed


def test_more_poor_persons_are_explained_by_returns_and_new_entries_that_outweigh_the_exits() -> None:
    # 100 - 30 + 20 + 30 = 120.
    assert found(register(100, 120, 30, 20, 30), "rising_headcount") == []


def test_returns_and_new_entries_that_fall_short_by_one_leave_a_strong_sign() -> None:
    assert only(register(100, 120, 30, 20, 29), "rising_headcount").strength == "strong"


def test_fewer_or_as_many_poor_persons_are_no_sign_and_neither_is_a_rise_without_exits() -> None:
    assert found(register(100, 100, 30), "rising_headcount") == []
    assert found(register(100, 120, 0), "rising_headcount") == []


def test_a_missing_headcount_is_not_a_fall_to_zero() -> None:
    absent: list[Stated] = [("poor_persons", "town1", 2015, None, Missing.NO_OBSERVATION)]
    data = [
        *absent,
        *yearly("poor_persons", {"town1": {2016: 120}}),
        *yearly("exit_persons", {"town1": {2016: 5}}),
    ]
    assert found(data, "rising_headcount") == []
    assert reason(data, "rising_headcount") == "没有相邻年度的贫困人口和当年脱贫人口数据"


# ---------------------------------------------------------------- balances


def test_flows_that_lead_from_opening_to_closing_are_no_sign() -> None:
    assert found(register(1000, 795, 300, 15, 80), "balance") == []
    assert reason(register(1000, 795, 300, 15, 80), "balance") == ""


@pytest.mark.parametrize(
    ("closing", "strength"),
    [(796, "weak"), (805, "weak"), (806, "moderate"), (846, "strong"), (744, "strong")],
)
def test_a_gap_is_a_sign_the_stronger_the_larger(closing: int, strength: str) -> None:
    # Due are 1000 - 300 + 15 + 80 = 795; one per cent of 1000 are 10, five per cent 50.
    suspicion = only(register(1000, closing, 300, 15, 80), "balance")
    assert suspicion.strength == strength
    assert number(suspicion, "due") == 795
    assert number(suspicion, "gap") == closing - 795
    assert len(cells(suspicion, "due")) == 4


def test_a_balance_with_a_missing_part_is_not_drawn_up() -> None:
    data = register(1000, 700, 300, None, 80)
    assert found(data, "balance") == []
    assert reason(data, "balance") == "没有同时具备年初、年末贫困人口和当年脱贫、返贫、新增人口的地区"


# ---------------------------------------------------------------- exact completion


def completed(exact: int, towns: int) -> list[Stated]:
    """So many towns, of which the first ones exit exactly as planned and the others three more."""
    chosen = TOWNS[:towns]
    return [
        *yearly("planned_exit_persons", {town: {2016: 100 + 7 * n} for n, town in enumerate(chosen)}),
        *yearly(
            "exit_persons",
            {town: {2016: 100 + 7 * n + (0 if n < exact else 3)} for n, town in enumerate(chosen)},
        ),
    ]


@pytest.mark.parametrize(("exact", "strength"), [(6, "weak"), (8, "moderate"), (10, "strong")])
def test_exact_completion_in_most_towns_is_a_sign(exact: int, strength: str) -> None:
    suspicion = only(completed(exact, 10), "exact_completion")
    assert (suspicion.region, suspicion.strength) == ("county", strength)
    assert (number(suspicion, "exact"), number(suspicion, "both")) == (exact, 10)
    assert number(suspicion, "share") == exact * 10
    assert len(cells(suspicion, "exact")) == 2 * exact  # plan and exits of every town counted


def test_exactly_half_of_the_towns_is_no_sign() -> None:
    assert found(completed(5, 10), "exact_completion") == []


def test_nine_tenths_are_not_more_than_nine_tenths() -> None:
    assert only(completed(9, 10), "exact_completion").strength == "moderate"


def test_four_towns_are_too_few_for_exact_completion() -> None:
    assert found(completed(4, 4), "exact_completion") == []
    assert reason(completed(4, 4), "exact_completion") == "同时有计划数和实际数的同级地区过少"


def test_a_plan_of_nought_and_a_missing_number_are_no_exact_completion() -> None:
    none = [
        *yearly("planned_exit_persons", {town: {2016: 0} for town in TOWNS}),
        *yearly("exit_persons", {town: {2016: 0} for town in TOWNS}),
    ]
    assert found(none, "exact_completion") == []
    planned = yearly("planned_exit_persons", {town: {2016: 10} for town in TOWNS})
    absent: list[Stated] = [("exit_persons", town, 2016, None, Missing.NO_OBSERVATION) for town in TOWNS]
    assert found([*planned, *absent], "exact_completion") == []
