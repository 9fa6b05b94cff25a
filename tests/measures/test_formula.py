"""Formulas with their numbers, worked out by hand."""

import pytest

from assessbook.core.missing import Missing
from assessbook.measures import constant
from assessbook.measures.formula import formula
from tests.measures.examples import CHILDREN, build, by_item, by_region, by_year, one


def text(measure, position=(0, 0, 0)):
    return formula(measure.derivation_at(position))


def test_an_element_read_from_a_cell_is_its_number_as_printed_there():
    assert text(one("income", 12_090)) == "12090"
    assert text(one("incidence", 3.5, decimals=2)) == "3.50"
    assert text(one("balance", -5)) == "−5"


def test_a_choice_of_labels_leaves_no_trace():
    incomes = by_year("income", {2014: 10_522, 2015: 12_090})
    assert text(incomes.at(region="county", year=2015)) == "12090"
    assert text(incomes.select(years=[2015]).at(year=2015)) == "12090"


def test_growth():
    incomes = by_year("income", {2014: 10_522, 2015: 12_090})
    growth = (incomes / incomes.lag(1) - 1).to("%")
    assert text(growth, (0, 1, 0)) == "(12090 ÷ 10522 − 1) × 100%"


def test_growth_in_the_first_year_shows_what_is_missing():
    incomes = by_year("income", {2014: 10_522, 2015: 12_090})
    growth = (incomes / incomes.lag(1) - 1).to("%")
    assert text(growth, (0, 0, 0)) == "(10522 ÷ 无数据 − 1) × 100%"


def test_a_share():
    assert text((one("investment", 2.4, decimals=1) / one("investment", 5.001, decimals=3)).to("%")) == (
        "2.4 ÷ 5.001 × 100%"
    )


def test_a_sum_of_three():
    assert text(by_region("persons", 567, 1204, 88).rollup(CHILDREN, into="county")) == "567 + 1204 + 88"


def towns(count):
    names = [f"town{number}" for number in range(1, count + 1)]
    return build("persons", {(name, 2015): 10 * number for number, name in enumerate(names, 1)}).rollup(
        names, into="county"
    )


def test_a_sum_of_six_shows_all_its_terms():
    assert text(towns(6)) == "10 + 20 + 30 + 40 + 50 + 60"


def test_a_long_sum_shows_the_first_two_terms_the_last_and_how_many():
    assert text(towns(7)) == "10 + 20 + … + 70（共7项）"
    assert text(towns(16)) == "10 + 20 + … + 160（共16项）"


def test_a_long_sum_is_bracketed_as_a_whole():
    assert text(towns(16) / one("households", 340)) == "(10 + 20 + … + 160（共16项）) ÷ 340"


def test_a_sum_of_one_is_its_term():
    single = by_region("persons", 5, 6, 7).rollup(["south"], into="county")
    assert text(single) == "6"
    assert text(single / one("households", 2)) == "6 ÷ 2"
    assert text(100 * single / one("households", 2)) == "100 × 6 ÷ 2"


@pytest.mark.parametrize(
    ("compute", "shown"),
    [
        (lambda a, b, c: a - b - c, "12 − 4 − 2"),
        (lambda a, b, c: a - (b - c), "12 − (4 − 2)"),
        (lambda a, b, c: a - (b + c), "12 − (4 + 2)"),
        (lambda a, b, c: (a + b) / c, "(12 + 4) ÷ 2"),
        (lambda a, b, c: a / (b + c), "12 ÷ (4 + 2)"),
        (lambda a, b, c: a / b / c, "12 ÷ 4 ÷ 2"),
        (lambda a, b, c: a / (b / c), "12 ÷ (4 ÷ 2)"),
        (lambda a, b, c: a / (b * c), "12 ÷ (4 × 2)"),
        (lambda a, b, c: a * (b / c), "12 × (4 ÷ 2)"),
        (lambda a, b, c: a * b - c, "12 × 4 − 2"),
        (lambda a, b, c: a - b / c, "12 − 4 ÷ 2"),
        (lambda a, b, c: (a - b) * c, "(12 − 4) × 2"),
        (lambda a, b, c: (1 - a) / 3, "(1 − 12) ÷ 3"),
    ],
)
def test_brackets_stand_where_reading_order_would_change_the_meaning(compute, shown):
    assert text(compute(one("ratio", 12), one("ratio", 4), one("ratio", 2))) == shown


def test_a_negative_number_is_bracketed_after_a_sign():
    loss, gain = one("balance", -5), one("balance", 3)
    assert text(gain - loss) == "3 − (−5)"
    assert text(gain + loss) == "3 + (−5)"
    assert text(gain / loss) == "3 ÷ (−5)"
    assert text(loss + gain) == "−5 + 3"
    assert text(gain * -2) == "3 × (−2)"


def test_a_negative_term_of_a_sum_is_bracketed():
    assert text(by_region("grants", 1, -2, 3).rollup(CHILDREN, into="county")) == "1 + (−2) + 3"
    assert text(by_region("grants", -1, 2, 3).rollup(CHILDREN, into="county")) == "−1 + 2 + 3"


def test_conversions_show_their_factor():
    assert text(one("output", 2.5, decimals=1).to("元")) == "2.5 × 100000000"
    assert text(one("output", 2.5, decimals=1).to("万元")) == "2.5 × 10000"
    assert text(one("investment", 5001).to("亿元")) == "5001 ÷ 10000"
    assert text(one("grants", 7).to("亿元")) == "7 ÷ 100000000"
    assert text(one("incidence", 7).to("")) == "7 ÷ 100"
    assert text(one("ratio", 7).to("‰")) == "7 × 1000"


def test_a_conversion_that_changes_nothing_is_not_shown():
    assert text(one("grants", 7).to("元")) == "7"
    assert text((one("grants", 7) + one("grants", 8)).to("元") / one("persons", 3)) == "(7 + 8) ÷ 3"


def test_a_conversion_of_a_sum_and_after_a_division_is_bracketed():
    assert text((one("investment", 1) + one("investment", 2)).to("元")) == "(1 + 2) × 10000"
    assert text(one("persons", 8) / one("investment", 2).to("元")) == "8 ÷ (2 × 10000)"


def test_a_root_is_a_power():
    ratio = one("output", 40) / one("output", 20)
    assert text((ratio.root(5) - 1).to("%")) == "((40 ÷ 20)^(1/5) − 1) × 100%"
    assert text(one("ratio", 2).root(3)) == "2^(1/3)"


def test_a_root_of_a_root_and_of_a_negative_number_are_bracketed():
    assert text(one("ratio", 16).root(2).root(3)) == "(16^(1/2))^(1/3)"
    assert text(one("ratio", -8).root(3)) == "(−8)^(1/3)"


def test_a_rank_names_the_number_ranked_and_among_how_many():
    incomes = by_region("income", 9000, 7000, 8000)
    assert text(incomes.rank(), (2, 0, 0)) == "8000 在 3 个数中的位次"


def test_a_rank_in_a_computation_is_bracketed():
    incomes = by_region("income", 9000, 7000, 8000)
    assert text(incomes.rank() - 1, (2, 0, 0)) == "(8000 在 3 个数中的位次) − 1"


def test_numbers_written_in_a_cell_print_as_written():
    assert text(one("points", 6) / constant(3, "年")) == "6 ÷ 3"
    assert text(1.5 * one("grants", 6)) == "1.5 × 6"


def test_missing_operands_print_their_reason():
    assert text(one("grants", 5) + one("grants", Missing.SUPPRESSED)) == "5 + 不公布"
    assert text(one("grants", 5) / one("persons", 0)) == "5 ÷ 0"
    assert (
        text(by_region("persons", 1, Missing.NOT_YET_DUE, 3).rollup(CHILDREN, into="county"))
        == "1 + 未到期 + 3"
    )
    assert text(by_item("persons_by_cause", {"illness": 1, "other": 2}).sum_items()) == "1 + 无数据 + 2"
    assert text(by_region("persons", 1, 2, 3).rollup([], into="county")) == "无数据"
