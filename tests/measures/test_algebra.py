"""Laws that hold for any numbers."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from assessbook.core.missing import Missing
from assessbook.measures import Measure, rollup_ratio, weighted_mean
from tests.measures.examples import (
    CHILDREN,
    REGIONS,
    YEARS,
    Key,
    build,
    by_item,
    by_region,
    by_year,
    elements,
)

laws = settings(max_examples=60, deadline=None)

amounts = st.integers(-(10**7), 10**7)
positives = st.integers(1, 10**7)
kinds = st.sampled_from(
    [Missing.NOT_APPLICABLE, Missing.NOT_YET_DUE, Missing.NO_OBSERVATION, Missing.SUPPRESSED]
)
children = st.tuples(positives, positives, positives)
OPERATIONS = {
    "add": lambda left, right: left + right,
    "subtract": lambda left, right: left - right,
    "multiply": lambda left, right: left * right,
    "divide": lambda left, right: left / right,
}
operations = st.sampled_from(list(OPERATIONS))


@st.composite
def tables(draw: st.DrawFn, numbers: st.SearchStrategy = amounts) -> dict[Key, float | Missing]:
    """Cells of some regions and years, some of them missing, some never observed."""
    regions = draw(st.lists(st.sampled_from(REGIONS), min_size=1, unique=True))
    years = draw(st.lists(st.sampled_from(YEARS), min_size=1, unique=True))
    places = st.sampled_from([(region, year) for region in regions for year in years])
    return draw(st.dictionaries(places, st.one_of(numbers, numbers, kinds), min_size=1))


def close(left: float, right: float) -> bool:
    return math.isclose(left, right, rel_tol=1e-9)


def same(left: Measure, right: Measure) -> bool:
    """Whether two measures have the same elements, whatever the order of their labels."""
    mine, theirs = elements(left), elements(right)
    return mine.keys() == theirs.keys() and all(
        mine[key] == theirs[key]
        if isinstance(mine[key], str) or isinstance(theirs[key], str)
        else math.isclose(mine[key], theirs[key], rel_tol=1e-9, abs_tol=1e-9)
        for key in mine
    )


def status(table: dict[Key, float | Missing], key: Key) -> float | str:
    """What a table says about a key, in the words of `elements`."""
    entry = table.get(key, Missing.NO_OBSERVATION)
    return entry.status if isinstance(entry, Missing) else entry


# ---------------------------------------------------------------- arithmetic


@laws
@given(tables(), tables())
def test_adding_and_taking_away_again_changes_nothing_that_is_present(first, second):
    a, b = build("grants", first), build("grants", second)
    original = elements(a)
    for key, value in elements(a + b - b).items():
        if not isinstance(value, str):
            assert value == original[key]


@laws
@given(tables(), tables())
def test_dividing_and_multiplying_again_changes_nothing_that_is_present(first, second):
    a, b = build("grants", first), build("persons", second)
    back = (a / b) * b
    original = elements(a)
    assert back.unit == a.unit
    for key, value in elements(back).items():
        if not isinstance(value, str):
            assert math.isclose(value, original[key], rel_tol=1e-12)


@laws
@given(tables(), tables())
def test_addition_and_multiplication_do_not_depend_on_the_order(first, second):
    a, b = build("grants", first), build("grants", second)
    assert same(a + b, b + a)
    assert same(a * b, b * a)


@laws
@given(tables(), tables(), tables())
def test_addition_does_not_depend_on_the_brackets(first, second, third):
    a, b, c = (build("grants", table) for table in (first, second, third))
    assert same((a + b) + c, a + (b + c))


@laws
@given(tables(), tables(), operations)
def test_no_label_of_either_side_is_dropped(first, second, operation):
    a, b = build("grants", first), build("grants", second)
    made = OPERATIONS[operation](a, b)
    assert set(made.regions) == {key[0] for key in (*first, *second)}
    assert {period.start for period in made.periods} == {key[1] for key in (*first, *second)}
    assert list(made.periods) == sorted(made.periods)


@laws
@given(tables(), tables(), operations)
def test_a_result_is_present_exactly_where_both_sides_are(first, second, operation):
    made = OPERATIONS[operation](build("grants", first), build("grants", second))
    for (region, year, _), value in elements(made).items():
        left, right = (status(table, (region, int(year))) for table in (first, second))
        order = ["not_applicable", "not_yet_due", "no_observation", "suppressed"]
        reasons = [entry for entry in (left, right) if isinstance(entry, str)]
        if reasons:
            assert value == max(reasons, key=order.index)
        elif operation == "divide" and right == 0:
            assert value == "not_applicable"
        else:
            assert not isinstance(value, str)


@laws
@given(tables(), operations)
def test_reasons_do_not_depend_on_which_side_they_are_on(table, operation):
    a, b = build("grants", table), build("grants", dict.fromkeys(table, 7))
    left, right = OPERATIONS[operation](a, b), OPERATIONS[operation](b, a)
    zeros = {key for key, value in table.items() if not isinstance(value, Missing) and value == 0}
    turned = elements(right)
    for (region, year, item), value in elements(left).items():
        if isinstance(value, str) and (region, int(year)) not in zeros:
            assert turned[region, year, item] == value


@laws
@given(tables(), st.sampled_from(["元", "万元", "亿元"]))
def test_a_conversion_there_and_back_changes_nothing(table, symbol):
    a = build("grants", table)
    assert same(a.to(symbol).to("元"), a)


@laws
@given(tables(positives))
def test_the_root_of_a_power_is_the_ratio(table):
    ratio = build("ratio", table)
    assert same((ratio * ratio * ratio).root(3), ratio)


# ---------------------------------------------------------------- sums, ratios and means


@laws
@given(st.tuples(amounts, amounts, amounts))
def test_a_roll_up_is_the_sum_of_the_children(values):
    assert by_region("persons", *values).rollup(CHILDREN, into="county").scalar == sum(values)


@laws
@given(tables(), tables())
def test_the_roll_up_of_a_sum_is_the_sum_of_the_roll_ups(first, second):
    a, b = build("grants", first), build("grants", second)
    together = (a + b).rollup(CHILDREN, into="county")
    apart = a.rollup(CHILDREN, into="county") + b.rollup(CHILDREN, into="county")
    assert same(together, apart)


@laws
@given(children, children)
def test_a_rolled_up_ratio_is_the_ratio_of_the_sums_and_lies_between_the_children(above, below):
    rate = rollup_ratio(
        by_region("persons", *above), by_region("rural_persons", *below), CHILDREN, into="county"
    ).scalar
    assert math.isclose(rate, sum(above) / sum(below), rel_tol=1e-12)
    ratios = [upper / lower for upper, lower in zip(above, below, strict=True)]
    assert min(ratios) * (1 - 1e-12) <= rate <= max(ratios) * (1 + 1e-12)


@laws
@given(st.tuples(amounts, amounts, amounts), children)
def test_a_weighted_mean_lies_between_the_smallest_and_the_largest_value(values, weights):
    mean = weighted_mean(
        by_region("income", *values), by_region("persons", *weights), CHILDREN, into="county"
    ).scalar
    margin = 1e-9 * max(1, *(abs(value) for value in values))
    assert min(values) - margin <= mean <= max(values) + margin


@laws
@given(st.tuples(amounts, amounts, amounts), positives)
def test_equal_weights_give_the_plain_mean(values, weight):
    mean = weighted_mean(
        by_region("income", *values), by_region("persons", weight, weight, weight), CHILDREN, into="county"
    ).scalar
    assert math.isclose(mean, sum(values) / 3, rel_tol=1e-9, abs_tol=1e-9)


@laws
@given(children)
def test_shares_of_a_total_sum_to_100_percent(values):
    causes = by_item("persons_by_cause", dict(zip(("illness", "schooling", "other"), values, strict=True)))
    shares = (causes / causes.sum_items()).to("%")
    assert math.isclose(sum(elements(shares).values()), 100, rel_tol=1e-12)


# ---------------------------------------------------------------- years


@laws
@given(tables(), st.integers(1, 2), st.integers(1, 2))
def test_a_lag_of_a_lag_is_the_lag_of_both(table, first, second):
    a = build("grants", {**dict.fromkeys([("nation", year) for year in YEARS], 1), **table})
    assert elements(a.lag(first).lag(second)) == elements(a.lag(first + second))


@laws
@given(tables())
def test_a_lag_shows_what_the_earlier_year_says(table):
    a = build("grants", table)
    for (region, year, _), value in elements(a.lag(1)).items():
        assert value == status(table, (region, int(year) - 1))


@laws
@given(st.tuples(amounts, amounts, amounts))
def test_the_last_running_sum_is_the_sum_over_the_period(values):
    grants = by_year("grants", dict(zip(YEARS, values, strict=True)))
    last = grants.cumulate().at(year=2015).scalar
    assert last == sum(values) == grants.sum_periods("2013-2015").scalar


@laws
@given(st.tuples(amounts, amounts, amounts))
def test_the_yearly_changes_of_a_running_sum_are_the_flow(values):
    running = by_year("grants", dict(zip(YEARS, values, strict=True))).cumulate()
    changes = elements(running - running.lag(1))
    assert [changes["county", year, None] for year in ("2014", "2015")] == list(values[1:])


# ---------------------------------------------------------------- ranks


@laws
@given(tables(), st.integers(1, 1000), st.booleans())
def test_ranks_do_not_change_when_all_values_are_multiplied(table, factor, descending):
    a = build("grants", table)
    assert elements((a * factor).rank(descending=descending)) == elements(a.rank(descending=descending))


@laws
@given(tables(st.integers(1, 4)))
def test_a_rank_is_one_more_than_the_number_of_larger_values_so_ties_share_the_better_rank(table):
    for (region, year, _), rank in elements(build("grants", table).rank()).items():
        own = status(table, (region, int(year)))
        if isinstance(own, str):
            assert rank == own
            continue
        others = [status(table, (other, int(year))) for other in REGIONS]
        assert rank == 1 + sum(not isinstance(other, str) and other > own for other in others)


@laws
@given(st.permutations([10, 20, 20, 40, 50]))
def test_after_a_tie_a_rank_is_left_out(values):
    ranks = elements(
        build("grants", {(region, 2015): value for region, value in zip(REGIONS, values, strict=True)}).rank()
    )
    by_value = {}
    for region, value in zip(REGIONS, values, strict=True):
        by_value.setdefault(value, set()).add(ranks[region, "2015", None])
    assert by_value == {50: {1}, 40: {2}, 20: {3}, 10: {5}}


# ---------------------------------------------------------------- origins

RESULTS = {
    "growth": lambda x: x / x.lag(1) - 1,
    "roll up": lambda x: x.rollup(CHILDREN, into="county"),
    "share": lambda x: x / x.rollup(CHILDREN, into="county"),
    "running sum": lambda x: x.cumulate(),
    "gap": lambda x: x - x.at(region="south"),
    "since the first year": lambda x: x / x.at(year=2013),
    "rank": lambda x: x.rank(),
    "rank of growth": lambda x: (x / x.lag(1)).rank(),
}


@laws
@given(
    st.lists(positives, min_size=9, max_size=9),
    st.sampled_from(list(RESULTS)),
    st.sampled_from([(region, year) for region in CHILDREN for year in YEARS]),
    positives,
)
def test_a_cell_that_a_result_does_not_name_can_change_without_changing_it(values, name, changed, other):
    places = [(region, year) for region in CHILDREN for year in YEARS]
    before_cells = dict(zip(places, values, strict=True))
    before = RESULTS[name](build("grants", before_cells))
    after = RESULTS[name](build("grants", {**before_cells, changed: other}))
    changed_elements = elements(after)
    cell = f"{'ABCDE'[REGIONS.index(changed[0])]}{changed[1]}"
    for key, value in elements(before).items():
        position = before.position(key[0], before.periods[YEARS.index(int(key[1]))], None)
        if cell not in {origin.cell for origin in before.derivation_at(position).origins}:
            assert changed_elements[key] == value
