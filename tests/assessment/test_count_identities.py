"""Named entries against their stated number; regions of a kind against those a table lists."""

from __future__ import annotations

import pytest

from tests.assessment.examples import Stated, dataset, found, only

LISTED: list[Stated] = [
    ("village_list", "north", 2015, "新发村", "1"),
    ("village_list", "north", 2015, "东桥村", "1"),
    ("village_list", "east", 2015, "安乐村", "1"),
]


@pytest.mark.parametrize(("number", "outcome"), [("3", "agree"), ("4", "disagree")])
def test_listed_villages_are_counted_over_all_townships(number: str, outcome: str) -> None:
    identity = only(dataset(*LISTED, ("villages", "county", 2015, None, number)), "list_of")
    assert identity.outcome == outcome
    assert (identity.left.scalar, identity.right.scalar) == (3, float(number))
    cells = [origin.cell for origin in identity.left.derivation_at((0, 0, 0)).origins]
    assert cells == ["B1", "B2", "B3"]


def test_listed_villages_are_counted_for_each_township_with_a_stated_number() -> None:
    data = dataset(*LISTED, ("villages", "north", 2015, None, "2"), ("villages", "east", 2015, None, "2"))
    assert [(entry.statement, entry.outcome) for entry in found(data, "list_of")] == [
        ("贫困村名单所列个数等于“贫困村”数（北镇）", "agree"),
        ("贫困村名单所列个数等于“贫困村”数（东乡）", "disagree"),
    ]


def test_a_township_with_a_number_but_nothing_listed_is_unknown() -> None:
    identity = only(dataset(*LISTED, ("villages", "south", 2015, None, "1")), "list_of")
    assert identity.outcome == "unknown"


def test_a_township_without_villages_and_without_entries_is_nothing_to_check() -> None:
    assert found(dataset(*LISTED, ("villages", "south", 2015, None, "0")), "list_of") == []


def test_a_number_of_another_year_than_the_list_is_not_compared() -> None:
    assert found(dataset(*LISTED, ("villages", "county", 2013, None, "3")), "list_of") == []


def listing(stated: str, north: str = "567") -> list[Stated]:
    return [
        ("towns", "county", 2015, None, stated),
        ("persons", "north", 2015, None, north),
        ("persons", "south", 2015, None, "953"),
        ("persons", "east", 2015, None, "4"),
    ]


@pytest.mark.parametrize(("stated", "outcome", "difference"), [("2", "agree", 0), ("3", "disagree", 1)])
def test_stated_towns_are_compared_with_those_in_the_table(
    stated: str, outcome: str, difference: int
) -> None:
    identity = only(dataset(*listing(stated)), "counts_kind")
    assert identity.outcome == outcome
    assert (identity.right.scalar, identity.right.unit.symbol) == (2, "个")
    assert identity.difference is not None
    assert identity.difference.scalar == difference


def test_a_counted_town_is_followed_to_its_cell() -> None:
    identity = only(dataset(*listing("2")), "counts_kind")
    cells = [origin.cell for origin in identity.right.derivation_at((0, 0, 0)).origins]
    assert cells == ["B2", "B3"]


def test_towns_are_counted_in_the_widest_table() -> None:
    data = dataset(("area", "north", 2015, None, "10.5"), *listing("2"))
    identity = only(data, "counts_kind")
    assert identity.right.scalar == 2


def test_a_town_whose_cell_holds_zero_can_not_be_counted_and_is_named() -> None:
    identity = only(dataset(*listing("2", north="0")), "counts_kind")
    assert (identity.outcome, identity.remark) == ("unknown", "北镇无数据，无法核对。")


def test_stated_towns_without_any_table_are_nothing_to_check() -> None:
    assert found(dataset(("towns", "county", 2015, None, "2")), "counts_kind") == []
