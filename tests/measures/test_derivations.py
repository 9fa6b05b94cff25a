"""A derivation names exactly the cells that were read."""

import pytest

from assessbook.core.missing import Missing
from assessbook.measures import rollup_ratio, weighted_mean
from tests.measures.examples import CHILDREN, address, build, by_item, by_region, by_year, one


def cells(measure, position=(0, 0, 0)):
    return [origin.address for origin in measure.derivation_at(position).origins]


@pytest.fixture
def incomes():
    return build(
        "income",
        {
            ("north", 2014): 100,
            ("south", 2014): 200,
            ("north", 2015): 110,
            ("south", 2015): 230,
            ("nation", 2015): 500,
        },
    )


def test_an_observed_element_rests_on_its_own_cell(incomes):
    assert cells(incomes.at(region="south", year=2014)) == ["data/example/tables.xlsx!income!D2014"]


def test_a_lag_reads_the_cell_of_the_year_before(incomes):
    before = incomes.lag(1).at(region="south", year=2015)
    assert before.scalar == 200
    assert cells(before) == [address("income", "south", 2014)]


def test_growth_reads_the_cells_of_both_years_the_later_one_first(incomes):
    growth = (incomes / incomes.lag(1) - 1).at(region="north", year=2015)
    assert cells(growth) == [address("income", "north", 2015), address("income", "north", 2014)]


def test_a_gap_reads_the_cell_of_the_region_compared_with(incomes):
    gap = incomes.at(region="north", year=2015) - incomes.at(region="nation", year=2015)
    assert cells(gap) == [address("income", "north", 2015), address("income", "nation", 2015)]


def test_a_cell_read_twice_is_named_once():
    uses = by_item("investment_by_use", {"industry": 6, "roads": 4, "total": 10, "planting": 1})
    share = uses.at(item="roads") / uses.sum_items(["industry", "roads"])
    assert cells(share) == [
        address("investment_by_use", "county", 2015, "roads"),
        address("investment_by_use", "county", 2015, "industry"),
    ]


def test_a_sum_of_items_reads_the_totals_or_the_parts_but_not_both():
    uses = by_item("investment_by_use", {"industry": 6, "roads": 4, "total": 10, "planting": 1})
    assert cells(uses.sum_items()) == [address("investment_by_use", "county", 2015, "total")]


def test_a_roll_up_reads_the_cells_of_the_children_in_the_order_named():
    persons = by_region("persons", 1, 2, 3)
    assert cells(persons.rollup(["east", "north"], into="county")) == [
        address("persons", "east", 2015),
        address("persons", "north", 2015),
    ]


def test_a_rolled_up_ratio_reads_all_numerators_then_all_denominators():
    rate = rollup_ratio(
        by_region("persons", 1, 2, 3), by_region("rural_persons", 4, 5, 6), CHILDREN, into="county"
    )
    assert cells(rate) == [
        *(address("persons", child, 2015) for child in CHILDREN),
        *(address("rural_persons", child, 2015) for child in CHILDREN),
    ]


def test_a_weighted_mean_reads_each_value_with_its_weight():
    mean = weighted_mean(
        by_region("income", 1, 2, 3), by_region("persons", 4, 5, 6), ["north", "south"], into="county"
    )
    assert cells(mean) == [
        address("income", "north", 2015),
        address("persons", "north", 2015),
        address("income", "south", 2015),
        address("persons", "south", 2015),
    ]


def test_a_running_sum_reads_the_years_up_to_its_own():
    grants = by_year("grants", {2013: 1, 2014: 2, 2015: 4})
    assert cells(grants.cumulate(), (0, 1, 0)) == [
        address("grants", "county", 2013),
        address("grants", "county", 2014),
    ]


def test_a_rank_reads_its_own_cell_first_and_all_it_was_compared_with():
    ranks = by_region("income", 1, Missing.NO_OBSERVATION, 3).rank()
    assert cells(ranks, (2, 0, 0)) == [address("income", "east", 2015), address("income", "north", 2015)]


def test_a_count_of_entries_reads_the_entries_present():
    villages = build("villages", {("north", 2015, "甲村"): 1, ("south", 2015, "乙村"): 1})
    assert cells(villages.count_entries()) == [address("villages", "north", 2015, "甲村")]


def test_a_cell_that_says_why_there_is_no_value_is_a_source():
    derivation = one("persons", Missing.SUPPRESSED).derivation_at((0, 0, 0))
    assert (derivation.operation, derivation.value, derivation.missing) == (
        "source",
        None,
        Missing.SUPPRESSED,
    )
    assert [origin.address for origin in derivation.origins] == [address("persons", "county", 2015)]


def test_an_element_nobody_observed_is_absent_and_rests_on_no_cell():
    derivation = one("persons", 5).at(region="east").derivation_at((0, 0, 0))
    assert derivation.operation == "absent"
    assert derivation.label == "贫困人口（东镇，2015年）"
    assert derivation.origins == ()


def test_an_absent_year_before_is_labelled_with_the_year_it_lacks():
    growth = one("income", 100) / one("income", 100).lag(1)
    present, absent = growth.derivation_at((0, 0, 0)).inputs
    assert present.label == "可支配收入（某县，2015年）"
    assert (absent.operation, absent.label) == ("absent", "可支配收入（某县，2014年）")


def test_a_sum_without_terms_is_absent():
    empty = by_region("persons", 1, 2, 3).rollup([], into="county").derivation_at((0, 0, 0))
    assert (empty.operation, empty.inputs, empty.missing) == ("absent", (), Missing.NO_OBSERVATION)


def test_labels_say_item_region_and_period():
    causes = by_item("persons_by_cause", {"illness": 5})
    derivation = causes.at(item="illness").derivation_at((0, 0, 0))
    assert derivation.label == "贫困人口（按原因）（因病，某县，2015年）"
    assert derivation.unit == "人"


def test_an_intermediate_result_has_no_label_and_a_named_one_has_its_own():
    gap = one("income", 5) - one("balance", 2)
    assert gap.derivation_at((0, 0, 0)).label == ""
    assert gap.named("gap", "差距").derivation_at((0, 0, 0)).label == "差距（某县，2015年）"


def test_a_conversion_keeps_its_factor_and_a_root_its_exponent():
    converted = one("output", 2).to("元").derivation_at((0, 0, 0))
    assert (converted.operation, converted.parameter, converted.unit) == ("convert", 100_000_000, "元")
    root = one("ratio", 2).root(4).derivation_at((0, 0, 0))
    assert (root.operation, root.parameter) == ("power", 0.25)
