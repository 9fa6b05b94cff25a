"""Totals of an overview against those of a volume: the same number, rounded or not, agrees; others don't."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assessbook.core.missing import Missing
from assessbook.core.periods import Period
from assessbook.core.problems import InputError
from assessbook.editions.edition import Edition
from assessbook.editions.volume_totals import compare_totals, comparison_of, write_totals
from assessbook.editions.volumes import Volume
from assessbook.observations.dataset import Dataset
from assessbook.observations.definitions import Definitions
from assessbook.observations.observation import Observation, Origin

NOTHING = Definitions(measures={}, classifications={}, regions={})


def stated(file: str, cell: str, value: float | None, *, decimals: int = 0, year: int = 2020) -> Observation:
    origin = Origin(file, "表", cell, "" if value is None else f"{value:.{decimals}f}", "")
    missing = Missing.PRESENT if value is not None else Missing.NO_OBSERVATION
    return Observation("rate", "p01", Period.of(year), None, value, missing, origin, decimals=decimals)


def dataset(*observations: Observation) -> Dataset:
    return Dataset(NOTHING, observations, {}, {}, (), synthetic=True)


def edition(status: str = "synthetic", volumes: tuple[Volume, ...] = ()) -> Edition:
    return Edition(
        path="params/x/2020.yaml",
        programme="x",
        year=2020,
        name="",
        document="",
        title="",
        subtitle="",
        issuing_office="",
        status=status,
        period="2016-2020",
        region="p01",
        regions=(),
        parameters={},
        overrides=(),
        runs=(),
        volumes=volumes,
    )


OVERVIEW = edition(volumes=(Volume("params/x-p01/2020.yaml", "x-p01", 2020, "p01", "甲省"),))


def found(folder: Path, ours: Observation, theirs: Observation) -> list[tuple[str, str, str, str]]:
    write_totals(folder, OVERVIEW, dataset(ours))
    compare_totals(folder, edition(), dataset(theirs))
    comparison = comparison_of(folder, "p01")
    assert comparison is not None
    return list(comparison.differences)


def test_a_number_that_differs_is_given_with_both_cells_and_both_contents(tmp_path: Path) -> None:
    differences = found(tmp_path, stated("all.xlsx", "C3", 120), stated("one.xlsx", "D9", 121))
    assert differences == [("all.xlsx › 表 › C3", "120", "one.xlsx › 表 › D9", "121")]


@pytest.mark.parametrize(
    ("value", "other", "agrees"),
    [(3.5, 3.46, True), (3.5, 3.55, True), (3.5, 3.44, False), (3.5, 3.56, False)],
)
def test_a_number_agrees_with_the_same_one_printed_with_more_digits(
    tmp_path: Path, value: float, other: float, agrees: bool
) -> None:
    ours, theirs = stated("a", "C3", value, decimals=1), stated("b", "D9", other, decimals=2)
    assert (found(tmp_path, ours, theirs) == []) is agrees


def test_what_only_one_of_them_states_is_not_compared(tmp_path: Path) -> None:
    assert found(tmp_path, stated("a", "C3", 5), stated("b", "D9", 6, year=2019)) == []
    assert comparison_of(tmp_path, "p01") is not None
    assert found(tmp_path, stated("a", "C3", 5), stated("b", "D9", None)) == []
    comparison = comparison_of(tmp_path, "p01")
    assert comparison is not None
    assert comparison.compared == 0


def test_a_real_volume_is_refused_by_a_made_up_overview(tmp_path: Path) -> None:
    write_totals(tmp_path, OVERVIEW, dataset(stated("a", "C3", 5)))
    with pytest.raises(InputError, match="never bound together"):
        compare_totals(tmp_path, replace(edition(), status="real"), dataset(stated("b", "D9", 5)))


def test_a_volume_whose_data_were_not_read_has_no_comparison(tmp_path: Path) -> None:
    assert comparison_of(tmp_path, "p01") is None
