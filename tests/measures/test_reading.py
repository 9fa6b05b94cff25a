"""Which facts are noted as read: those that the values shown rest on, and no others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assessbook.core import reads
from assessbook.core.periods import Period
from assessbook.core.reads import Reads
from assessbook.measures import Measure
from assessbook.measures.reading import settle
from tests.measures.examples import build

Y2014, Y2015 = Period(2014, 2014), Period(2015, 2015)


@pytest.fixture
def noted() -> Iterator[Reads]:
    yield reads.begin()
    reads.end()


def persons() -> Measure:
    return build(
        "persons", {("county", 2015): 60, ("north", 2015): 10, ("south", 2015): 20, ("east", 2015): 30}
    )


def test_computing_alone_reads_nothing(noted: Reads) -> None:
    persons() / persons().at(region="county")
    settle()
    assert noted.facts == {}


def test_a_share_rests_on_the_part_and_the_whole(noted: Reads) -> None:
    share = persons() / persons().at(region="county")
    assert share.at(region="north", year=2015).scalar == pytest.approx(1 / 6)
    settle()
    assert noted.facts == {"persons": {("north", Y2015, None), ("county", Y2015, None)}}


def test_a_rank_rests_on_all_that_are_ranked(noted: Reads) -> None:
    rank = persons().select(regions=["north", "south", "east"]).rank()
    assert rank.at(region="north", year=2015).scalar == 3
    settle()
    assert {region for region, _, _ in noted.facts["persons"]} == {"north", "south", "east"}


def test_a_sum_rests_on_its_terms_and_a_lag_on_the_year_before(noted: Reads) -> None:
    grants = build("grants", {("north", 2014): 5, ("north", 2015): 7, ("south", 2015): 1})
    assert (grants - grants.lag(1)).at(region="north", year=2015).scalar == 2
    assert grants.rollup(["north", "south"], into="county").at(year=2015).scalar == 8
    settle()
    assert noted.facts == {"grants": {("north", Y2014, None), ("north", Y2015, None), ("south", Y2015, None)}}


def test_what_is_counted_counts_in_full_also_where_there_is_no_value(noted: Reads) -> None:
    grants = build("grants", {("north", 2015): 5, ("south", 2014): 1})
    assert grants.at(year=2015).count_present("个", into="county").scalar == 1
    settle()
    assert noted.facts == {"grants": {("north", Y2015, None), ("south", Y2015, None)}}


def test_a_measure_keeps_its_facts_under_another_name(noted: Reads) -> None:
    named = persons().named("poor", "贫困人口")
    assert named.at(region="east", year=2015).scalar == 30
    settle()
    assert noted.facts == {"persons": {("east", Y2015, None)}}


def test_all_values_are_read_by_whoever_asks_for_the_array(noted: Reads) -> None:
    assert persons().values.sum() == 120
    settle()
    assert len(noted.facts["persons"]) == 4


def test_nothing_is_noted_where_it_is_noted_elsewhere(noted: Reads) -> None:
    with reads.unnoted():
        assert persons().at(region="north", year=2015).scalar == 10
    settle()
    assert noted.facts == {}
