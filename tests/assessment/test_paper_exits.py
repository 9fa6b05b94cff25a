"""Paper exits, households: heaping at the line, incomes repeated, last digits."""

from __future__ import annotations

import random

import pytest

from assessbook.core.missing import Missing
from tests.assessment.examples import Stated
from tests.assessment.paper_exit_examples import cells, found, incomes, number, only, reason

LINE: list[Stated] = [("poverty_line", "province", 2016, None, "3000")]
# Bins of 5 % of 3000: [2700, 2850), [2850, 3000), [3000, 3150), [3150, 3300), [3300, 3450).
BINS = (2700, 2850, 3000, 3150, 3300)


def unround(start: int, count: int) -> list[int]:
    """Distinct incomes from `start` + 1 on that end in 1 to 9, never in 0."""
    numbers = [value for value in range(start + 1, start + 150) if value % 10]
    return numbers[:count]


def in_bins(*counts: int) -> list[int]:
    """So many incomes in each of the five bins, and thirty far above."""
    near = [value for start, count in zip(BINS, counts, strict=True) for value in unround(start, count)]
    return near + unround(6000, 30)


# ---------------------------------------------------------------- heaping


def test_four_times_as_many_households_just_above_the_line_as_beside_it_are_a_strong_sign() -> None:
    suspicion = only([*LINE, *incomes(in_bins(10, 10, 40, 10, 10))], "heaping")
    assert (suspicion.region, suspicion.period.chinese, suspicion.strength) == ("county", "2016年", "strong")
    assert number(suspicion, "above") == 40
    assert number(suspicion, "below") == 10
    assert number(suspicion, "beside") == 40
    assert number(suspicion, "ratio") == 4  # 40 above; the four bins beside hold 10 on average


def test_the_count_above_the_line_rests_on_the_cells_of_those_households() -> None:
    suspicion = only([*LINE, *incomes(in_bins(10, 10, 40, 10, 10))], "heaping")
    # The line is in row 1, then 10 and 10 households below it, then the 40.
    assert cells(suspicion, "above") == {f"B{row}" for row in range(22, 62)}
    assert cells(suspicion, "line") == {"B1"}


def test_even_bins_show_nothing() -> None:
    assert found([*LINE, *incomes(in_bins(16, 16, 16, 16, 16))], "heaping") == []
    assert reason([*LINE, *incomes(in_bins(16, 16, 16, 16, 16))], "heaping") == ""


def test_a_slope_shows_nothing() -> None:
    assert found([*LINE, *incomes(in_bins(4, 12, 20, 28, 36))], "heaping") == []


def test_half_as_many_again_is_improbable_only_in_a_large_sample() -> None:
    # P(X >= 15), X binomial of 55 and 1/5, is about 0.13; mean 11, standard deviation 3.0.
    assert found([*LINE, *incomes(in_bins(10, 10, 15, 10, 10))], "heaping") == []
    # Eight times as large: 120 of 440, mean 88, standard deviation 8.4: 3.8 deviations.
    large = [*LINE, *incomes(in_bins(80, 80, 120, 80, 80))]
    assert only(large, "heaping").strength in ("moderate", "strong")
    # The ratio is 120 / 80 = 1.5 exactly, which is enough; a higher bound isn't reached.
    assert found(large, "heaping", heaping_ratio=1.51) == []


def test_an_income_equal_to_the_line_is_above_and_one_at_the_end_of_the_bin_is_not() -> None:
    values = in_bins(10, 10, 38, 10, 10)
    suspicion = only([*LINE, *incomes([*values, 3000, 3150, 2999.99])], "heaping")
    assert number(suspicion, "above") == 39
    assert number(suspicion, "below") == 11
    assert number(suspicion, "beside") == 42


def test_incomes_rounded_to_hundreds_are_compared_with_the_hundreds_in_each_bin() -> None:
    # Line 3100, bins of 155: the bin above holds 3100 and 3200, the one after next only 3500.
    line: list[Stated] = [("poverty_line", "county", 2016, None, "3100")]
    each = [value for value in range(2000, 5000, 100) for _ in range(20)]
    assert found([*line, *incomes(each)], "heaping") == []


def test_a_round_thousand_just_above_the_line_is_no_sign_where_thousands_are_usual() -> None:
    # Line 2952 as in 2016: 3000 lies in the bin above it and in none beside it.
    line: list[Stated] = [("poverty_line", "county", 2016, None, "2952")]
    thousands = [value for value in (1000, 2000, 3000, 4000, 5000) for _ in range(40)]
    others = [value for value in range(1003, 5000, 8) if value % 10]
    assert found([*line, *incomes([*others, *thousands])], "heaping") == []
    # The same forty are a sign where nobody else says thousands.
    forty = [*others, *[3000] * 40]
    assert [entry.strength for entry in found([*line, *incomes(forty)], "heaping")] == ["strong"]


def test_a_bin_below_without_households_is_a_zero_that_rests_on_the_whole_sample() -> None:
    suspicion = only([*LINE, *incomes(in_bins(10, 0, 40, 10, 10))], "heaping")
    assert number(suspicion, "below") == 0
    assert len(cells(suspicion, "below")) == 100  # 70 in the bins and 30 far above


def test_without_any_household_beside_the_bin_there_is_no_ratio() -> None:
    suspicion = only([*LINE, *incomes(in_bins(0, 0, 40, 0, 0))], "heaping")
    assert "ratio" not in suspicion.figures
    assert number(suspicion, "beside") == 0


def test_each_town_is_looked_at_beside_the_county() -> None:
    east = incomes(in_bins(10, 10, 40, 10, 10))
    other = incomes(in_bins(16, 16, 16, 16, 16), region="town2", start=500)
    assert [entry.region for entry in found([*LINE, *east, *other], "heaping")] == ["county", "town1"]


def test_the_probability_is_corrected_for_the_number_of_tests() -> None:
    east = incomes(in_bins(10, 10, 22, 10, 10))
    once = only([*LINE, *east], "heaping")
    other = incomes(in_bins(16, 16, 16, 16, 16), region="town2", start=500)
    town1 = only(
        [*LINE, *east, *other], "heaping", probability={"weak": 0.5, "moderate": 0.1, "strong": 0.01}
    )
    assert town1.region == "town1"
    # County, first town and second town are three tests instead of one.
    assert once.probability is not None
    assert town1.probability == pytest.approx(3 * once.probability)


def test_fewer_than_thirty_households_cannot_be_checked() -> None:
    values = in_bins(0, 0, 29, 0, 0)[:29]
    assert found([*LINE, *incomes(values)], "heaping") == []
    assert reason([*LINE, *incomes(values)], "heaping") == "各地区各年度有收入数据的户数均过少，不足以检验"
    assert reason([*LINE, *incomes([*values, 3149])], "heaping") == ""


def test_households_without_an_income_are_not_counted_towards_the_thirty() -> None:
    absent: list[Stated] = [("household_income", "east", 2016, "户99", Missing.NO_OBSERVATION)]
    values = in_bins(0, 0, 29, 0, 0)[:29]
    assert reason([*LINE, *incomes(values), *absent], "heaping") != ""


def test_net_incomes_are_not_compared_with_a_line_of_disposable_income() -> None:
    net = incomes(in_bins(10, 10, 40, 10, 10), measure="household_net_income")
    assert found([*LINE, *net], "heaping") == []
    assert reason([*LINE, *net], "heaping") == "没有与逐户收入同年、同口径的脱贫标准"


def test_the_line_of_another_year_is_not_used() -> None:
    line: list[Stated] = [("poverty_line", "county", 2015, None, "3000")]
    assert reason([*line, *incomes(in_bins(10, 10, 40, 10, 10))], "heaping") != ""


def test_a_line_stated_for_a_span_holds_in_each_of_its_years() -> None:
    line: list[Stated] = [("poverty_line", "county", "2016-2020", None, "3000")]
    assert only([*line, *incomes(in_bins(10, 10, 40, 10, 10))], "heaping").strength == "strong"


def test_the_line_of_the_county_stands_before_that_of_the_province() -> None:
    own: list[Stated] = [("poverty_line", "county", 2016, None, "9000")]
    assert found([*LINE, *own, *incomes(in_bins(10, 10, 40, 10, 10))], "heaping") == []


# ---------------------------------------------------------------- incomes repeated


def spread(count: int, start: int = 2003, step: int = 37) -> list[int]:
    """Incomes that all differ."""
    return [start + step * index for index in range(count)]


def test_twelve_households_of_a_village_with_one_odd_income_are_a_strong_sign() -> None:
    suspicion = only(incomes([*spread(50), *[3127] * 12]), "repeated_income")
    assert (suspicion.region, suspicion.strength) == ("east", "strong")
    assert number(suspicion, "income") == 3127
    assert number(suspicion, "households") == 12
    assert cells(suspicion, "households") == {f"B{row}" for row in range(51, 63)}


def test_incomes_agree_to_the_yuan_whatever_their_decimals() -> None:
    suspicion = only(incomes([*spread(50), *[3127.2] * 3, *[3126.5] * 3]), "repeated_income")
    assert number(suspicion, "households") == 6


def test_four_households_with_one_income_are_too_few_to_mention() -> None:
    assert found(incomes([*spread(50), *[3127] * 4]), "repeated_income") == []
    assert len(found(incomes([*spread(50), *[3127] * 5]), "repeated_income")) == 1


def test_the_same_income_in_different_villages_is_no_repetition() -> None:
    east = incomes([*spread(40), *[3127] * 3])
    west = incomes([*spread(40), *[3127] * 3], region="west", start=100)
    assert found([*east, *west], "repeated_income") == []


def test_round_incomes_are_not_taken_for_repetition() -> None:
    # Everybody says thousands or five hundreds.
    each = [value for value in (1500, 2000, 2500, 3000, 3500, 4000) for _ in range(12)]
    assert found(incomes(each), "repeated_income") == []


def test_a_round_income_is_a_sign_where_nobody_else_rounds() -> None:
    suspicion = only(incomes([*spread(60), *[3000] * 15]), "repeated_income")
    assert number(suspicion, "income") == 3000


def test_households_without_income_are_not_a_repetition() -> None:
    assert found(incomes([*spread(50), *[0] * 12]), "repeated_income") == []


def test_two_incomes_repeated_in_one_village_have_figures_of_their_own() -> None:
    both = found(incomes([*spread(50), *[3127] * 12, *[2892] * 10]), "repeated_income")
    assert [number(entry, "households") for entry in both] == [10, 12]
    assert len({entry.figures["households"].identifier for entry in both}) == 2


def test_a_village_of_fewer_than_thirty_households_is_not_looked_at() -> None:
    assert found(incomes([*spread(10), *[3127] * 12]), "repeated_income") == []
    assert reason(incomes([*spread(10), *[3127] * 12]), "repeated_income") != ""


# ---------------------------------------------------------------- last digits


def ending(counts: dict[int, int]) -> list[int]:
    """Distinct incomes with so many of each last digit."""
    return [1000 + 10 * place + digit for digit, count in counts.items() for place in range(count)]


ROUNDED = {0: 40, 5: 20, **dict.fromkeys((1, 2, 3, 4, 6, 7, 8, 9), 5)}
# A hundred households; of them forty end in 0.


def test_a_year_in_which_most_incomes_end_in_seven_stands_out() -> None:
    usual = incomes(ending(ROUNDED), year=2015)
    odd = incomes(ending({7: 63, 0: 37}), year=2016)
    later = [entry for entry in found([*usual, *odd], "last_digit") if entry.period.start == 2016]
    (suspicion,) = later
    assert suspicion.strength == "strong"
    assert (number(suspicion, "part"), number(suspicion, "whole")) == (63, 100)
    assert (number(suspicion, "share"), number(suspicion, "other_share")) == (63, 5)
    assert "收入末位为7的户有" in suspicion.observed


def test_a_preference_for_nought_and_five_that_all_years_share_is_none() -> None:
    years = [entry for year in (2014, 2015, 2016) for entry in incomes(ending(ROUNDED), year=year)]
    assert found(years, "last_digit") == []
    assert reason(years, "last_digit") == ""


def test_one_year_of_one_place_has_nothing_to_be_compared_with() -> None:
    assert reason(incomes(ending(ROUNDED)), "last_digit").startswith(
        "有足够户数收入数据的只有单个地区的单个年度"
    )


def test_a_difference_of_a_few_households_is_below_the_least_distance() -> None:
    usual = incomes(ending(ROUNDED), year=2015)
    # Nine of a hundred households end in another digit: a distance of 0.09.
    other = incomes(ending({**ROUNDED, 0: 31, 7: 14}), year=2016)
    assert (
        found([*usual, *other], "last_digit", probability={"weak": 1.1, "moderate": 0.1, "strong": 0.01})
        == []
    )
    nearly = incomes(ending({**ROUNDED, 0: 30, 7: 15}), year=2016)
    assert (
        len(
            found([*usual, *nearly], "last_digit", probability={"weak": 1.1, "moderate": 0.1, "strong": 0.01})
        )
        == 2
    )


def test_net_and_disposable_incomes_are_not_compared_with_each_other() -> None:
    net = incomes(ending({7: 63, 0: 37}), year=2013, measure="household_net_income")
    assert found([*incomes(ending(ROUNDED), year=2015), *net], "last_digit") == []


# ---------------------------------------------------------------- no sign where there is none


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("grain", [1, 10, 100])
def test_a_smooth_sample_shows_no_sign_however_it_is_rounded(seed: int, grain: int) -> None:
    draw = random.Random(seed)
    line: list[Stated] = [("poverty_line", "county", year, None, "2952") for year in (2015, 2016)]
    sample = [
        stated
        for year in (2015, 2016)
        for region, start in (("east", 1), ("west", 400), ("town2", 800))
        for stated in incomes(
            [grain * round(draw.lognormvariate(8.1, 0.3) / grain) for _ in range(150)],
            region=region,
            year=year,
            start=start,
        )
    ]
    for check in ("heaping", "repeated_income", "last_digit"):
        assert found([*line, *sample], check) == []
        assert reason([*line, *sample], check) == ""
