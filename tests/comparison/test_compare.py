"""Changes by kind and size, and their record as JSON."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessbook.comparison.cause import Cause
from assessbook.comparison.side import read_sides
from assessbook.core.problems import InputError
from tests.comparison.builds import WORKBOOK, compared, dated, one_cell, only_change, valued
from tests.ledger.notebooks import figure, source, total

CHANGED = {WORKBOOK: "sha256:w2"}


@pytest.mark.parametrize(
    ("was", "now", "size", "tier"),
    [
        (100, 300, 0.5, "at_least_50_percent"),  # 200 of 400
        (-5, 5, 1.0, "at_least_50_percent"),
        (0, 3, 1.0, "at_least_50_percent"),
        (90, 110, 0.1, "10_to_50_percent"),  # 20 of 200
        (99, 101, 0.01, "1_to_10_percent"),  # 2 of 200
        (999, 1001, 0.001, "below_1_percent"),  # 2 of 2000
    ],
)
def test_the_size_is_the_difference_over_the_sum_of_both(
    tmp_path: Path, was: float, now: float, size: float, tier: str
) -> None:
    change = only_change(tmp_path, one_cell(valued(was)), one_cell(valued(now)).but(inputs=CHANGED))
    assert (change.kind, change.size, change.tier) == ("changed", pytest.approx(size), tier)


def test_a_figure_in_another_unit_has_no_size(tmp_path: Path) -> None:
    present = figure("north", source("C3", 5, unit="户"), unit="户")
    change = only_change(tmp_path, one_cell(valued(5)), one_cell(present))
    assert (change.kind, change.size, change.tier) == ("changed", None, "other_unit")


def test_binary_noise_in_the_last_digits_is_no_change(tmp_path: Path) -> None:
    former, present = (one_cell(valued(value, text="0.30")) for value in (0.3, 0.1 + 0.2))
    assert compared(tmp_path, former, present).changes == ()


def test_the_same_number_by_other_steps_is_a_change_of_the_basis_and_no_difference(tmp_path: Path) -> None:
    parts = total(source("C3", 2), source("C4", 3) | {"label": "贫困人口（南镇，2015年）"})
    comparison = compared(tmp_path, one_cell(valued(5)), one_cell(figure("north", parts, text="5")))
    assert [change.kind for change in comparison.changes] == ["basis"]
    assert comparison.differences == ()
    assert comparison.counts["unchanged"] == 1


def test_between_editions_the_same_period_is_revised_and_the_new_year_is_new(tmp_path: Path) -> None:
    goal = figure("county", source("D9", 3000), indicator="goal")
    former = one_cell(valued(11609), dated("2020", goal))
    this_year = dated("2016", figure("north", source("D3", 6000)))
    present = one_cell(valued(11600), this_year).but(year="2016", inputs=CHANGED)
    comparison = compared(tmp_path, former, present)
    assert {change.row.figure: change.kind for change in comparison.changes} == {
        "plan/2015/north/persons": "changed",
        "plan/2016/north/persons": "new",
        "plan/2020/county/goal": "gone",
    }
    assert comparison.counts == {
        "former": 2, "present": 2, "changed": 1, "form": 0, "late": 0, "new": 1, "appeared": 0, "gone": 1,
        "basis": 0, "unchanged": 0,
    }  # fmt: skip


def test_a_target_of_a_later_year_that_is_first_published_is_not_of_the_new_year(tmp_path: Path) -> None:
    goal = dated("2020", figure("county", source("D9", 3000), indicator="goal"))
    present = one_cell(valued(5), goal).but(year="2016")
    change = only_change(tmp_path, one_cell(valued(5)), present)
    assert change.kind == "appeared"
    assert change.causes == (Cause("parameter", "year", "year", "2015", "2016"),)


def test_the_json_has_its_agreed_keys(tmp_path: Path) -> None:
    comparison = compared(tmp_path, one_cell(valued(100)), one_cell(valued(300)).but(inputs=CHANGED))
    record = comparison.to_json()
    assert record["schema"] == 1
    assert record["former"] == {
        "build": "a", "edition": "plan/2015", "title": "2015年度评估报告", "figures": 1,
        "ledger": comparison.former.ledger_digest,
    }  # fmt: skip
    shown = {"unit": "人", "notebook": "region/north", "cell": "persons"}
    assert record["changes"] == [
        {
            "figure": "plan/2015/north/persons",
            "name": "北镇，2015，贫困人口",
            "kind": "changed",
            "tier": "at_least_50_percent",
            "size": 0.5,
            "former": {"value": 100.0, "text": "100", "formula": "100", **shown},
            "present": {"value": 300.0, "text": "300", "formula": "300", **shown},
            "causes": [
                {
                    "kind": "data", "part": "source", "where": f"{WORKBOOK}!表1-1!C3", "was": "100",
                    "now": "300", "before": "", "more": 0,
                }
            ],
        }
    ]  # fmt: skip


def test_two_folders_that_are_no_builds_are_both_named(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
    with pytest.raises(InputError) as caught:
        read_sides((tmp_path / "a", "a"), (tmp_path / "b", "b"))
    assert len(caught.value.problems) == 2


def test_builds_of_two_programmes_are_not_compared(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a build of other, not of plan"):
        compared(tmp_path, one_cell(valued(1)).but(programme="other"), one_cell(valued(1)))
