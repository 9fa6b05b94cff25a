"""Every element of random computations is recomputed from its source cells by a second evaluator."""

from __future__ import annotations

import math

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessbook.core.missing import Missing
from assessbook.measures import Measure, constant
from tests.measures.examples import REGIONS, build
from tests.measures.recompute import LEAVES, nodes, recomputed

YEARS = (2012, 2013, 2014, 2015)
KINDS = [Missing.NOT_APPLICABLE, Missing.NOT_YET_DUE, Missing.NO_OBSERVATION, Missing.SUPPRESSED]
values = st.one_of(
    st.integers(-9999, 9999),
    st.integers(1, 9999),
    st.integers(1, 9999).map(lambda n: n / 8),
    st.sampled_from(KINDS),
)


@st.composite
def read(draw: st.DrawFn) -> Measure:
    """A yearly flow in yuan with gaps: some regions, some years, some cells."""
    regions = draw(st.lists(st.sampled_from(REGIONS), min_size=1, max_size=4, unique=True))
    years = draw(st.lists(st.sampled_from(YEARS), min_size=1, max_size=4, unique=True))
    places = [(region, year) for region in regions for year in years]
    observed = draw(st.lists(st.sampled_from(places), min_size=1, unique=True))
    return build("grants", {place: draw(values) for place in observed})


CHANGES = {
    "lag": lambda x: x.lag(1),
    "lag 2": lambda x: x.lag(2),
    "choose region": lambda x: x.at(region="county"),
    "choose year": lambda x: x.at(year=2014),
    "select": lambda x: x.select(regions=["south", "north", "west"], years=[2014, 2013]),
    "multiple": lambda x: x * 3,
    "part": lambda x: x / 4,
    "there and back": lambda x: x.to("万元").to("元"),
    "roll up": lambda x: x.rollup(["north", "south"], into="county"),
    "cumulate": lambda x: x.cumulate(),
    "sum of years": lambda x: x.sum_periods("2013-2014"),
    "sum of items": lambda x: x.sum_items(),
}
PAIRS = {"add": lambda x, y: x + y, "subtract": lambda x, y: x - y}
FINISHES = {
    "as it is": lambda x, y: x,
    "ratio": lambda x, y: x / y,
    "percent": lambda x, y: (x / y).to("%"),
    "growth": lambda x, y: x / x.lag(1) - 1,
    "remainder": lambda x, y: 1 - x / y,
    "inverse": lambda x, y: 100 / x,
    "yearly factor": lambda x, y: (x / y).root(3),
    "product": lambda x, y: x * (y / x),
    "per year": lambda x, y: (x - y) / constant(3, "年"),
    "rank": lambda x, y: x.rank(),
    "rank of ratio": lambda x, y: (x / y).rank(descending=False),
    "rank over years": lambda x, y: x.rank("period"),
    "rank change": lambda x, y: x.rank() - x.rank().lag(1),
}


@st.composite
def amounts(draw: st.DrawFn, depth: int) -> Measure:
    """An additive computation in yuan."""
    if depth == 0:
        return draw(read())
    kind = draw(st.sampled_from([*CHANGES, *PAIRS]))
    left = draw(amounts(depth - 1))
    if kind in CHANGES:
        return CHANGES[kind](left)
    return PAIRS[kind](left, draw(amounts(draw(st.integers(0, depth - 1)))))


@st.composite
def computations(draw: st.DrawFn) -> Measure:
    finish = FINISHES[draw(st.sampled_from(list(FINISHES)))]
    return finish(draw(amounts(draw(st.integers(0, 3)))), draw(amounts(draw(st.integers(0, 2)))))


def positions(measure: Measure) -> list[tuple[int, int, int]]:
    regions, periods, items = measure.values.shape
    return [(r, p, i) for r in range(regions) for p in range(periods) for i in range(items)]


def agrees(found: float | str, expected: float | str) -> bool:
    if isinstance(found, str) or isinstance(expected, str):
        return found == expected
    return math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-9)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(computations())
def test_every_element_follows_from_its_source_cells(measure):
    for position in positions(measure):
        reason = Missing(int(measure.missing[position]))
        value = measure.value(position)
        shown = reason.status if value is None else value
        derivation = measure.derivation_at(position)
        assert agrees(recomputed(derivation), shown), derivation


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(computations())
def test_derivations_end_in_cells_numbers_or_absent_elements(measure):
    for position in positions(measure):
        derivation = measure.derivation_at(position)
        for leaf in derivation.leaves():
            assert leaf.operation in LEAVES
            assert (leaf.observation is not None) == (leaf.operation == "source")
            assert (leaf.value is None) == (leaf.missing is not Missing.PRESENT)
        cells = [node.observation.origin for node in nodes(derivation) if node.observation is not None]
        assert derivation.origins == tuple(dict.fromkeys(cells))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(computations())
def test_every_node_of_a_derivation_carries_the_value_its_inputs_give(measure):
    for position in positions(measure):
        for node in nodes(measure.derivation_at(position)):
            shown = node.missing.status if node.value is None else node.value
            assert agrees(recomputed(node), shown), node
