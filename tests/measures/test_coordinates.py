"""Where results stand, and which labels they have."""

import pytest

from assessbook.core.problems import DefinitionError
from assessbook.measures import constant, source_measure
from tests.measures.examples import (
    CHILDREN,
    DEFINITIONS,
    build,
    by_item,
    by_region,
    by_year,
    elements,
    observed,
    one,
    over_regions,
    over_years,
)


def where(measure):
    return measure.regions, tuple(str(period) for period in measure.periods), measure.items


def test_the_gap_of_a_county_to_the_nation_stands_at_the_county():
    incomes = build("income", {("county", 2015): 9000, ("nation", 2015): 11_422})
    gap = incomes.at(region="county") - incomes.at(region="nation")
    assert where(gap) == (("county",), ("2015",), (None,))
    assert gap.scalar == -2422


def test_the_distance_to_a_target_stands_at_the_target_year():
    incomes = by_year("income", {2015: 9000, 2018: 12_000})
    distance = incomes.at(year=2018) - incomes.at(year=2015)
    assert where(distance) == (("county",), ("2018",), (None,))
    assert distance.scalar == 3000


def test_a_share_of_one_item_in_the_sum_stands_at_the_item():
    causes = by_item("persons_by_cause", {"illness": 6, "schooling": 3, "other": 3})
    share = causes.at(item="illness") / causes.sum_items()
    assert where(share) == (("county",), ("2015",), ("illness",))
    assert share.scalar == 0.5


@pytest.mark.parametrize(
    ("compute", "value"),
    [
        (lambda x: 1 - x, -3),
        (lambda x: 100 / x, 25),
        (lambda x: 1 + x, 5),
        (lambda x: 3 * x, 12),
        (lambda x: x - 1, 3),
        (lambda x: x / 2, 2),
        (lambda x: constant(3, "") - x, -1),
        (lambda x: constant(3, "") / constant(2, "") * x, 6),
        (lambda x: constant(300, "%").to("") - x, -1),
    ],
)
def test_a_number_written_in_a_cell_takes_the_coordinates_of_the_measure(compute, value):
    ratio = one("ratio", 4)
    assert where(compute(ratio)) == (("county",), ("2015",), (None,))
    assert compute(ratio).scalar == value
    chosen = ratio.at(region="county", year=2015)
    assert where(compute(chosen)) == (("county",), ("2015",), (None,))


def test_a_number_keeps_many_labels_and_their_names():
    doubled = 2 * by_item("persons_by_cause", {"illness": 1, "schooling": 2, "other": 3})
    assert elements(doubled) == {
        ("county", "2015", "illness"): 2,
        ("county", "2015", "schooling"): 4,
        ("county", "2015", "other"): 6,
    }
    assert doubled.item_names["illness"] == "因病"
    assert doubled.region_names["county"] == "某县"


def test_a_message_about_a_number_and_a_measure_names_the_measure():
    with pytest.raises(DefinitionError, match="贫困人口（按原因） has no item 'ilness'"):
        (2 * by_item("persons_by_cause", {"illness": 1})).at(item="ilness")


def test_one_chosen_region_stretches_over_many():
    incomes = build("income", {("county", 2015): 50, ("north", 2015): 60, ("south", 2015): 40})
    gaps = incomes.select(regions=["north", "south"]) - incomes.at(region="county")
    assert gaps.regions == ("north", "south")
    assert over_regions(gaps) == [10, -10]
    turned = incomes.at(region="county") - incomes.select(regions=["north", "south"])
    assert turned.regions == ("north", "south")
    assert over_regions(turned) == [-10, 10]


def test_a_base_year_stretches_over_all_years():
    incomes = by_year("income", {2013: 100, 2014: 110, 2015: 125})
    assert over_years(incomes - incomes.at(year=2013)) == {"2013": 0, "2014": 10, "2015": 25}


def test_an_undivided_measure_stretches_over_items():
    causes = by_item("persons_by_cause", {"illness": 6, "schooling": 3, "other": 1})
    shares = (causes / one("persons", 20)).to("%")
    assert list(elements(shares).values()) == [30, 15, 5]


def test_one_region_that_was_not_chosen_does_not_stretch():
    # The county's figure isn't silently taken for a township's.
    difference = by_region("income", 1, 2, 3) - one("income", 5)
    assert difference.regions == (*CHILDREN, "county")
    assert over_regions(difference) == ["no_observation"] * 4


def test_labels_of_either_side_are_kept_and_missing_where_one_side_lacks_them():
    left = build("grants", {("north", 2013): 1, ("south", 2013): 2, ("north", 2014): 3, ("south", 2014): 4})
    right = build(
        "grants", {("south", 2014): 10, ("east", 2014): 20, ("south", 2015): 30, ("east", 2015): 40}
    )
    total = left + right
    assert where(total) == (("north", "south", "east"), ("2013", "2014", "2015"), (None,))
    present = {key: value for key, value in elements(total).items() if value != "no_observation"}
    assert present == {("south", "2014", None): 14}


def test_years_of_both_sides_come_in_the_order_of_the_calendar():
    made = by_year("grants", {2015: 1, 2013: 2}) + by_year("grants", {2014: 3, "2013-2015": 4})
    assert where(made)[1] == ("2013", "2013-2015", "2014", "2015")


def test_the_same_labels_in_another_order_are_matched_by_label():
    left = by_region("grants", 1, 2, 3)
    assert over_regions(left - left.select(regions=["east", "north", "south"])) == [0, 0, 0]


def test_selection_keeps_the_order_asked_for():
    chosen = by_region("grants", 1, 2, 3).select(regions=["east", "north"])
    assert chosen.regions == ("east", "north")
    assert over_regions(chosen) == [3, 1]


def test_a_sum_over_regions_stands_at_the_parent():
    assert where(by_region("grants", 1, 2, 3).rollup(CHILDREN, into="county")) == (
        ("county",),
        ("2015",),
        (None,),
    )


def test_a_sum_over_years_stands_at_the_period():
    total = by_year("grants", {2013: 1, 2014: 2, 2015: 4}).sum_periods("2013-2015")
    assert where(total) == (("county",), ("2013-2015",), (None,))
    assert total.scalar == 7


def test_ranks_along_years_and_items():
    assert over_years(by_year("income", {2013: 5, 2014: 7, 2015: 6}).rank("period")) == {
        "2013": 3,
        "2014": 1,
        "2015": 2,
    }
    causes = by_item("persons_by_cause", {"illness": 6, "schooling": 3, "other": 9})
    assert list(elements(causes.rank("item")).values()) == [2, 3, 1]


def test_regions_are_ranked_within_each_year():
    incomes = build(
        "income", {("north", 2014): 5, ("south", 2014): 7, ("north", 2015): 9, ("south", 2015): 8}
    )
    assert elements(incomes.rank()) == {
        ("north", "2014", None): 2,
        ("north", "2015", None): 1,
        ("south", "2014", None): 1,
        ("south", "2015", None): 2,
    }


def test_binary_noise_does_not_break_a_tie():
    # 0.1 + 0.2 is 0.30000000000000004 in binary.
    left = build("balance", {("north", 2015): 0.1, ("south", 2015): 0.3})
    right = build("balance", {("north", 2015): 0.2, ("south", 2015): 0.0})
    assert over_regions((left + right).rank()) == [1, 1]


def test_a_named_result_has_the_name_and_decimals_given():
    named = one("income", 4).named("gap", "收入差距", decimals=1)
    assert (named.identifier, named.name, named.decimals) == ("gap", "收入差距", 1)
    assert one("income", 4).named("gap", "收入差距").decimals == 0


# ---------------------------------------------------------------- reading observations


def test_observations_of_an_item_outside_the_classification_are_refused_with_their_cell():
    stray = observed("persons_by_cause", {("county", 2015, "drought"): 5})
    with pytest.raises(
        DefinitionError,
        match=r"no item 'drought', read from data/example/tables\.xlsx › persons_by_cause-drought › B2015",
    ):
        source_measure("persons_by_cause", stray, DEFINITIONS)


def test_an_observation_without_item_does_not_slip_into_a_classified_measure():
    with pytest.raises(DefinitionError, match="has no item None"):
        build("persons_by_cause", {("county", 2015, "other"): 1, ("county", 2015): 99})


def test_an_observation_with_item_does_not_slip_into_an_undivided_measure():
    with pytest.raises(DefinitionError, match="has no item 'illness'"):
        build("persons", {("county", 2015): 1, ("county", 2015, "illness"): 99})


def test_two_observations_of_one_fact_are_refused_with_both_cells():
    with pytest.raises(DefinitionError, match=r"two observations of one fact: .* › B2015 and .* › B2015"):
        source_measure(
            "persons",
            [*observed("persons", {("county", 2015): 1}), *observed("persons", {("county", 2015): 2})],
            DEFINITIONS,
        )
