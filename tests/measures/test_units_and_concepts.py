"""What must not be combined is refused, and what may be combined has the right unit."""

import pytest

from assessbook.core.problems import ConceptError, DefinitionError, UnitError
from assessbook.measures import constant, rollup_ratio, weighted_mean
from tests.measures.examples import CHILDREN, build, by_item, by_region, by_year, one, over_regions

# ---------------------------------------------------------------- units


def test_yuan_and_ten_thousand_yuan_are_not_added_and_the_message_says_how_to_convert():
    with pytest.raises(UnitError) as caught:
        one("grants", 5) + one("investment", 2)
    assert str(caught.value) == ('投资 (万元) can\'t be added to 补助 (元). Convert one first: .to("元").')


def test_after_the_conversion_they_are_added():
    total = one("grants", 5) + one("investment", 2).to("元")
    assert total.scalar == 20005
    assert total.unit.symbol == "元"


def test_yuan_and_persons_are_not_subtracted_and_no_conversion_is_suggested():
    with pytest.raises(UnitError) as caught:
        one("grants", 5) - one("persons", 2)
    assert str(caught.value) == "贫困人口 (人) can't be subtracted from 补助 (元)."


def test_a_plain_number_is_not_added_to_a_unit():
    with pytest.raises(UnitError, match=r"5 \(a plain number\) can't be added to 补助 \(元\)"):
        one("grants", 5) + 5


def test_an_unknown_unit_is_refused():
    with pytest.raises(UnitError, match="is not known"):
        one("grants", 5).to("块")


def test_yuan_is_not_converted_to_persons():
    with pytest.raises(UnitError, match="元 can't be converted to 人"):
        one("grants", 5).to("人")


def test_conversions_between_yuan_and_hundred_million_yuan():
    assert one("output", 2.5).to("元").scalar == 250_000_000
    assert one("investment", 12_345).to("亿元").scalar == pytest.approx(1.2345, rel=1e-15)


def test_persons_by_yuan_is_yuan_per_person():
    per_head = one("grants", 600) / one("persons", 4)
    assert per_head.unit.symbol == "元/人"
    assert per_head.scalar == 150


def test_a_quotient_of_one_unit_is_a_plain_number_and_converts_to_percent():
    share = one("persons", 1) / one("rural_persons", 8)
    assert share.unit.symbol == ""
    assert share.to("%").scalar == 12.5
    assert share.to("‰").scalar == 125


def test_the_difference_of_two_percentages_is_in_percentage_points():
    change = one("incidence", 12.5) - one("incidence_goal", 10)
    assert change.unit.symbol == "百分点"
    assert change.scalar == 2.5


def test_percentage_points_added_to_or_taken_from_a_percentage_give_a_percentage():
    assert (one("incidence", 12.5) + one("points", 2)).unit.symbol == "%"
    assert (one("points", 2) + one("incidence", 12.5)).unit.symbol == "%"
    lowered = one("incidence", 12.5) - one("points", 2)
    assert (lowered.unit.symbol, lowered.scalar) == ("%", 10.5)


def test_a_percentage_is_not_taken_from_percentage_points():
    with pytest.raises(UnitError, match="can't be subtracted from 下降幅度"):
        one("points", 2) - one("incidence", 12.5)


def test_percentage_points_stay_percentage_points():
    assert (one("points", 2) - one("points", 5)).unit.symbol == "百分点"


def test_a_percentage_is_not_added_to_a_plain_number():
    with pytest.raises(UnitError, match=r'Convert one first: \.to\(""\)'):
        1 - one("incidence", 12.5)


def test_points_over_years_are_points_per_year():
    yearly = one("points", 6) / constant(3, "年")
    assert (yearly.unit.symbol, yearly.scalar) == ("百分点/年", 2)


def test_a_root_is_taken_of_plain_ratios_only():
    assert (one("grants", 8) / one("grants", 1)).root(3).scalar == pytest.approx(2)
    with pytest.raises(UnitError, match="a root is taken of a plain ratio, not of %"):
        one("incidence", 8).root(3)


@pytest.mark.parametrize("degree", [0, -2])
def test_a_root_needs_a_degree_of_one_or_more(degree):
    with pytest.raises(DefinitionError, match="degree"):
        one("ratio", 8).root(degree)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_is_not_finite_is_refused(number):
    with pytest.raises(DefinitionError, match="finite"):
        one("grants", 8) * number


# ---------------------------------------------------------------- concepts


@pytest.mark.parametrize("operation", ["__add__", "__sub__", "__truediv__"])
def test_persons_and_person_times_never_mix(operation):
    with pytest.raises(ConceptError, match="persons and person-times"):
        getattr(one("persons", 4), operation)(one("visits", 8))
    with pytest.raises(ConceptError, match="persons and person-times"):
        getattr(one("visits", 8), operation)(one("persons", 4))


@pytest.mark.parametrize("operation", ["__add__", "__sub__", "__mul__", "__truediv__"])
def test_net_and_disposable_income_never_mix(operation):
    with pytest.raises(ConceptError) as caught:
        getattr(one("net_income", 4), operation)(one("income", 8))
    assert str(caught.value) == (
        "纯收入 and 可支配收入 can't be combined: income is net in one and disposable in the other"
    )


def test_nominal_and_constant_prices_never_mix():
    with pytest.raises(ConceptError, match="price is nominal in one and constant in the other"):
        one("income", 4) - one("real_income", 8)


def test_the_concept_travels_through_a_computation():
    growth = by_year("income", {2014: 100, 2015: 110})
    growth = growth / growth.lag(1)
    net = by_year("net_income", {2014: 100, 2015: 110})
    with pytest.raises(ConceptError, match="income is disposable in one and net in the other"):
        growth - net / net.lag(1)


def test_a_measure_without_a_concept_combines_with_any():
    assert (one("income", 4) - one("balance", 1)).concept == {"income": "disposable", "price": "nominal"}
    assert (one("balance", 4) - one("income", 1)).concept == {"income": "disposable", "price": "nominal"}


# ---------------------------------------------------------------- what can be added up


@pytest.mark.parametrize("identifier", ["incidence", "income", "multiple", "cpi"])
def test_rates_averages_and_levels_are_not_rolled_up_and_the_message_names_rollup_ratio(identifier):
    with pytest.raises(ConceptError, match=r"can't be added up.*rollup_ratio"):
        by_region(identifier, 1, 2, 3).rollup(CHILDREN, into="county")


def test_a_quotient_of_additive_measures_is_not_additive():
    rate = by_region("persons", 1, 2, 3) / by_region("rural_persons", 10, 20, 30)
    with pytest.raises(ConceptError, match="rollup_ratio"):
        rate.rollup(CHILDREN, into="county")


def test_a_number_over_an_additive_measure_is_not_additive():
    # 100 ÷ 1 + 100 ÷ 2 isn't 100 ÷ 3.
    with pytest.raises(ConceptError, match="rollup_ratio"):
        (100 / by_region("persons", 1, 2, 2)).rollup(CHILDREN, into="county")


@pytest.mark.parametrize("compute", [lambda rate: 2 * rate, lambda rate: rate / 2, lambda rate: rate.to("‰")])
def test_a_multiple_of_a_rate_is_not_additive(compute):
    with pytest.raises(ConceptError, match="rollup_ratio"):
        compute(by_region("incidence", 1, 2, 3)).rollup(CHILDREN, into="county")


def test_a_rank_is_not_additive():
    with pytest.raises(ConceptError):
        by_region("persons", 1, 2, 3).rank().rollup(CHILDREN, into="county")


def test_sums_differences_multiples_and_conversions_of_additive_measures_are_additive():
    uses, grants = by_region("investment", 1, 2, 3), by_region("grants", 10_000, 0, 30_000)
    assert (uses + grants.to("万元")).rollup(CHILDREN, into="county").scalar == 10
    assert (uses - grants.to("万元")).rollup(CHILDREN, into="county").scalar == 2
    assert (2 * uses).rollup(CHILDREN, into="county").scalar == 12
    assert (uses / 2).rollup(CHILDREN, into="county").scalar == 3
    assert (uses / constant(3, "年")).rollup(CHILDREN, into="county").scalar == 2


def test_the_ratio_of_a_parent_is_the_ratio_of_the_sums():
    # (10 + 30 + 20) ÷ (100 + 200 + 300); the mean of the three rates would be 10.56%.
    rate = rollup_ratio(
        by_region("persons", 10, 30, 20), by_region("rural_persons", 100, 200, 300), CHILDREN, into="county"
    )
    assert rate.to("%").scalar == 10
    assert rate.regions == ("county",)


def test_a_weighted_mean_has_the_unit_of_what_is_averaged():
    # (8000 × 1 + 9000 × 2 + 10000 × 1) ÷ 4
    mean = weighted_mean(
        by_region("income", 8000, 9000, 10_000), by_region("persons", 1, 2, 1), CHILDREN, into="county"
    )
    assert (mean.scalar, mean.unit.symbol) == (9000, "元")
    rate = weighted_mean(
        by_region("incidence", 10, 20, 30), by_region("persons", 1, 2, 1), CHILDREN, into="county"
    )
    assert (rate.scalar, rate.unit.symbol) == (20, "%")


def test_a_mean_is_not_weighted_by_a_rate():
    with pytest.raises(ConceptError, match="can't be added up"):
        weighted_mean(by_region("income", 1, 2, 3), by_region("incidence", 1, 2, 3), CHILDREN, into="county")


def test_year_end_stocks_are_not_added_up_over_years():
    persons = by_year("persons", {2014: 10, 2015: 8})
    with pytest.raises(ConceptError, match="is a stock"):
        persons.sum_periods("2014-2015")
    with pytest.raises(ConceptError, match="is a stock"):
        persons.cumulate()
    with pytest.raises(ConceptError, match="is a stock"):
        (2 * persons + persons).to("万人").cumulate()


def test_the_yearly_changes_of_a_stock_are_added_up_over_years():
    persons = by_year("persons", {2013: 10, 2014: 8, 2015: 5})
    fall = persons.lag(1) - persons
    assert fall.sum_periods("2014-2015").scalar == 5


def test_a_region_named_twice_is_not_counted_twice():
    with pytest.raises(DefinitionError, match="north is named twice"):
        by_region("persons", 1, 2, 3).rollup(["north", "south", "north"], into="county")


def test_totals_are_not_added_to_their_parts():
    uses = by_item("investment_by_use", {"total": 10, "industry": 6, "planting": 1, "roads": 4})
    assert uses.sum_items().scalar == 10
    assert uses.sum_items(["industry", "roads"]).scalar == 10
    with pytest.raises(DefinitionError, match="total already contains roads"):
        uses.sum_items(["total", "roads"])
    with pytest.raises(DefinitionError, match="total already contains planting"):
        uses.sum_items(["total", "planting"])


def test_without_their_total_the_highest_items_left_are_added():
    uses = by_item("investment_by_use", {"total": 10, "industry": 6, "planting": 1, "roads": 4})
    assert uses.select(items=["industry", "planting", "roads"]).sum_items().scalar == 10
    assert (2 * uses).select(items=["planting", "roads"]).sum_items().scalar == 10


# ---------------------------------------------------------------- names that aren't known


def test_an_unknown_measure_gets_a_suggestion():
    with pytest.raises(DefinitionError, match=r"there is no measure 'incom'\. Did you mean income\?"):
        build("incom", {})


@pytest.mark.parametrize(
    "choose",
    [
        lambda measure: measure.at(item="ilness"),
        lambda measure: measure.select(items=["ilness"]),
        lambda measure: measure.sum_items(["ilness"]),
    ],
)
def test_an_unknown_item_gets_a_suggestion(choose):
    with pytest.raises(DefinitionError, match=r"has no item 'ilness'\. Did you mean illness\?"):
        choose(by_item("persons_by_cause", {"illness": 1}))


def test_an_unknown_axis_gets_the_axes_that_are_known():
    with pytest.raises(DefinitionError, match=r"there is no axis 'regions'\. Did you mean region\?"):
        by_region("persons", 1, 2, 3).rank("regions")


def test_a_scalar_is_not_taken_of_several_elements():
    with pytest.raises(DefinitionError, match=r"has 3 regions, 1 periods and 1 items .*\.at\("):
        _ = by_region("persons", 1, 2, 3).scalar


def test_ranks_are_plain_numbers_without_decimals():
    ranks = by_region("income", 9, 7, 8).rank()
    assert over_regions(ranks) == [1, 3, 2]
    assert (ranks.unit.symbol, ranks.decimals) == ("", 0)
