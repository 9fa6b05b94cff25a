"""Missing is not zero: no operation makes a number of an element that isn't there."""

import itertools

import pytest

from assessbook.core.missing import Missing
from assessbook.measures import rollup_ratio, weighted_mean
from tests.measures.examples import (
    CHILDREN,
    build,
    by_item,
    by_region,
    by_year,
    elements,
    one,
    over_regions,
    over_years,
)

KINDS = (Missing.NOT_APPLICABLE, Missing.NOT_YET_DUE, Missing.NO_OBSERVATION, Missing.SUPPRESSED)
GRAVER = {
    frozenset(pair): word
    for pair, word in [
        (("not_applicable", "not_applicable"), "not_applicable"),
        (("not_applicable", "not_yet_due"), "not_yet_due"),
        (("not_applicable", "no_observation"), "no_observation"),
        (("not_applicable", "suppressed"), "suppressed"),
        (("not_yet_due", "not_yet_due"), "not_yet_due"),
        (("not_yet_due", "no_observation"), "no_observation"),
        (("not_yet_due", "suppressed"), "suppressed"),
        (("no_observation", "no_observation"), "no_observation"),
        (("no_observation", "suppressed"), "suppressed"),
        (("suppressed", "suppressed"), "suppressed"),
    ]
}
OPERATIONS = {
    "add": lambda left, right: left + right,
    "subtract": lambda left, right: left - right,
    "multiply": lambda left, right: left * right,
    "divide": lambda left, right: left / right,
}


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize(("left", "right"), list(itertools.product(KINDS, KINDS)))
def test_the_graver_reason_stands_whichever_side_it_is_on(operation, left, right):
    made = OPERATIONS[operation](by_region("grants", left, 1, 1), by_region("grants", right, 1, 1))
    assert over_regions(made)[0] == GRAVER[frozenset((left.status, right.status))]


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("number", [0, 5])
def test_a_missing_operand_makes_the_result_missing(operation, kind, number):
    present, absent = one("grants", number), one("grants", kind)
    for made in (OPERATIONS[operation](present, absent), OPERATIONS[operation](absent, present)):
        assert over_regions(made) == [kind.status]
        assert made.scalar is None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "change",
    [
        lambda measure: measure * 0,
        lambda measure: 0 * measure,
        lambda measure: measure / 2,
        lambda measure: 2 / measure,
        lambda measure: measure.to("万元"),
        lambda measure: (measure / one("grants", 1)).root(2),
        lambda measure: measure.rollup(["county"], into="nation"),
        lambda measure: measure.sum_items(),
        lambda measure: measure.sum_periods(2015),
        lambda measure: measure.cumulate(),
        lambda measure: measure.rank(),
        lambda measure: measure.at(region="county"),
        lambda measure: measure.select(years=[2015]),
    ],
)
def test_every_operation_hands_the_reason_on(kind, change):
    assert over_regions(change(one("grants", kind))) == [kind.status]


def test_division_by_zero_is_not_applicable():
    assert over_regions(one("grants", 5) / one("persons", 0)) == ["not_applicable"]
    assert over_regions(one("grants", 0) / one("persons", 0)) == ["not_applicable"]
    assert over_regions(5 / one("persons", 0)) == ["not_applicable"]


def test_a_missing_numerator_over_zero_keeps_its_own_reason():
    assert over_regions(one("grants", Missing.SUPPRESSED) / one("persons", 0)) == ["suppressed"]


def test_zero_over_a_number_is_zero():
    assert over_regions(one("grants", 0) / one("persons", 5)) == [0]


def test_the_root_of_a_negative_ratio_is_not_applicable():
    assert over_regions(by_region("ratio", -8, 0, 9).root(2)) == ["not_applicable", 0, 3]


def test_one_missing_child_makes_the_sum_missing_for_the_gravest_reason():
    persons = by_region("persons", 5, Missing.NOT_YET_DUE, Missing.NO_OBSERVATION)
    assert persons.rollup(CHILDREN, into="county").scalar is None
    assert over_regions(persons.rollup(CHILDREN, into="county")) == ["no_observation"]
    assert over_regions(persons.rollup(["north", "south"], into="county")) == ["not_yet_due"]
    assert over_regions(persons.rollup(["north"], into="county")) == [5]


def test_a_child_that_was_never_observed_makes_the_sum_missing():
    persons = build("persons", {("north", 2015): 5, ("south", 2015): 6})
    assert over_regions(persons.rollup(CHILDREN, into="county")) == ["no_observation"]


def test_no_children_have_no_sum():
    assert over_regions(by_region("persons", 1, 2, 3).rollup([], into="county")) == ["no_observation"]


def test_an_item_that_was_not_observed_makes_the_sum_missing():
    causes = by_item("persons_by_cause", {"illness": 3, "schooling": 4})
    assert elements(causes) == {
        ("county", "2015", "illness"): 3,
        ("county", "2015", "schooling"): 4,
        ("county", "2015", "other"): "no_observation",
    }
    assert causes.sum_items().scalar is None
    assert causes.sum_items(["illness", "schooling"]).scalar == 7


def test_a_missing_weight_or_value_makes_the_mean_missing():
    incomes, persons = by_region("income", 8, 9, 10), by_region("persons", 1, 2, 3)
    without_weight = by_region("persons", 1, Missing.SUPPRESSED, 3)
    without_value = by_region("income", 8, Missing.NO_OBSERVATION, 10)
    assert over_regions(weighted_mean(incomes, without_weight, CHILDREN, into="county")) == ["suppressed"]
    assert over_regions(weighted_mean(without_value, persons, CHILDREN, into="county")) == ["no_observation"]


def test_a_missing_numerator_makes_the_rolled_up_rate_missing():
    rate = rollup_ratio(
        by_region("persons", 1, Missing.NO_OBSERVATION, 3),
        by_region("rural_persons", 9, 9, 9),
        CHILDREN,
        into="county",
    )
    assert over_regions(rate) == ["no_observation"]


def test_missing_elements_are_not_ranked_and_do_not_count():
    incomes = by_region("income", 7, Missing.NO_OBSERVATION, 9)
    assert over_regions(incomes.rank()) == [2, "no_observation", 1]
    assert over_regions(incomes.rank(descending=False)) == [1, "no_observation", 2]


def test_the_first_year_has_no_year_before():
    incomes = by_year("income", {2013: 100, 2014: 110, 2015: 121})
    assert over_years(incomes.lag(1)) == {"2013": "no_observation", "2014": 100, "2015": 110}


def test_a_gap_of_a_year_is_not_bridged():
    incomes = by_year("income", {2012: 100, 2014: 110})
    assert over_years(incomes.lag(1)) == {"2012": "no_observation", "2014": "no_observation"}
    assert over_years(incomes.lag(2)) == {"2012": "no_observation", "2014": 100}


def test_a_span_of_years_has_no_lag():
    grants = by_year("grants", {"2011-2015": 5, "2016-2020": 6, 2015: 1, 2016: 2})
    assert over_years(grants.lag(1)) == {
        "2011-2015": "no_observation",
        "2015": "no_observation",
        "2016": 1,
        "2016-2020": "no_observation",
    }


def test_a_year_that_was_never_observed_makes_the_sum_of_its_period_missing():
    grants = by_year("grants", {2016: 1, 2017: 2, 2019: 4, 2020: 5})
    assert over_years(grants.sum_periods("2016-2017")) == {"2016-2017": 3}
    assert over_years(grants.sum_periods("2016-2020")) == {"2016-2020": "no_observation"}
    assert over_years(grants.sum_periods("2020-2021")) == {"2020-2021": "no_observation"}


def test_a_span_is_not_added_to_the_years_within_it():
    grants = by_year("grants", {2016: 1, 2017: 2, "2016-2017": 3})
    assert over_years(grants.sum_periods("2016-2017")) == {"2016-2017": 3}
    assert over_years(grants.cumulate()) == {"2016": 1, "2016-2017": "no_observation", "2017": 3}


def test_a_running_sum_ends_at_the_first_gap():
    grants = by_year("grants", {2016: 1, 2017: 2, 2019: 4})
    assert over_years(grants.cumulate()) == {"2016": 1, "2017": 3, "2019": "no_observation"}


def test_a_running_sum_follows_the_calendar_not_the_order_of_the_columns():
    grants = by_year("grants", {2015: 1, 2016: 2, 2017: 4}).select(years=[2017, 2016, 2015])
    assert over_years(grants.cumulate()) == {"2017": 7, "2016": 3, "2015": 1}


def test_regions_and_years_without_observations_are_missing_elements():
    persons = one("persons", 5)
    assert over_regions(persons.at(region="east")) == ["no_observation"]
    assert over_years(persons.at(year=2019)) == {"2019": "no_observation"}
    assert over_regions(persons.select(regions=["east", "county"])) == ["no_observation", 5]


def test_a_measure_without_observations_is_missing_wherever_it_is_asked():
    nothing = build("persons", {})
    assert over_regions(nothing.at(region="county", year=2015)) == ["no_observation"]
    assert over_regions(one("persons", 5) - nothing) == ["no_observation"]
    assert over_regions(nothing - one("persons", 5)) == ["no_observation"]


def test_entries_of_a_list_are_counted_once_each():
    villages = build(
        "villages",
        {("north", 2015, "甲村"): 1, ("north", 2015, "乙村"): 1, ("south", 2015, "丙村"): 1},
    )
    assert over_regions(villages.count_entries()) == [2, 1]
    assert villages.count_entries().rollup(["north", "south"], into="county").scalar == 3


def test_a_region_without_entries_has_no_count_rather_than_zero():
    villages = build("villages", {("north", 2015, "甲村"): 1}).select(regions=["north", "south"])
    assert over_regions(villages.count_entries()) == [1, "no_observation"]
