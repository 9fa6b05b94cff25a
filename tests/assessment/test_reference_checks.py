"""A reference region of which nothing is known is a problem at its line; a gap in a series is none."""

from __future__ import annotations

from pathlib import Path

from assessbook.assessment.reference_checks import parameter_without_data, plan_problems
from assessbook.core.workspace import Workspace
from tests.assessment.examples import Stated, dataset
from tests.assessment.plan_examples import DEFINITIONS
from tests.assessment.test_plan import FILE, HEAD, changed

GROWTH = changed(
    kind="relative_growth", threshold="null", unit='"%"', measure="disposable", reference="province"
)
COUNTY: Stated = ("disposable", "county", 2016, None, "5000")


def found(tmp_path: Path, *stated: Stated) -> list[str]:
    path = tmp_path / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + GROWTH, encoding="utf-8")
    data = dataset(*stated, definitions=DEFINITIONS)
    return [str(problem) for problem in plan_problems(Workspace(tmp_path.resolve()), "example", data)]


def test_a_reference_region_without_any_data_is_named_with_its_line(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, COUNTY)
    assert problem.startswith(f"{FILE}, line 22: t_one: the reference region province has no data at all")


def test_a_reference_region_without_the_measure_that_others_have_is_named(tmp_path: Path) -> None:
    other: Stated = ("poor", "province", 2016, None, "1")
    nation: Stated = ("disposable", "china", 2016, None, "9000")
    (problem,) = found(tmp_path, COUNTY, other, nation)
    assert problem.startswith(
        f"{FILE}, line 22: t_one: disposable, by which it is compared, has no data of the reference region province\n"
        "  There are data of china; correct the name or add the rows."
    )


def test_a_series_that_has_not_begun_is_no_problem_of_the_input(tmp_path: Path) -> None:
    other: Stated = ("poor", "province", 2016, None, "1")
    assert found(tmp_path, COUNTY, other) == []


def test_a_gap_in_the_references_series_is_no_problem_of_the_input(tmp_path: Path) -> None:
    assert found(tmp_path, COUNTY, ("disposable", "province", 2011, None, "4000")) == []


def test_a_plan_with_problems_of_its_own_tells_those(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.parent.mkdir(parents=True)
    path.write_text(HEAD + changed(quote='""'), encoding="utf-8")
    problems = plan_problems(Workspace(tmp_path.resolve()), "example", dataset(definitions=DEFINITIONS))
    assert [str(problem).splitlines()[0] for problem in problems] == [f"{FILE}, line 10: t_one has no quote"]


def test_the_regions_of_an_edition_need_incomes_and_prices() -> None:
    data = dataset(
        ("disposable", "china", 2016, None, "9000"),
        ("consumer_price_change", "province", 2016, None, "1.9"),
        ("poor", "county", 2016, None, "1"),
        definitions=DEFINITIONS,
    )
    assert parameter_without_data(data, "reference_region", "china") is None
    assert parameter_without_data(data, "deflator_region", "province") is None
    incomes = parameter_without_data(data, "reference_region", "county")
    prices = parameter_without_data(data, "deflator_region", "china")
    assert incomes is not None
    assert incomes[0] == "reference_region: the data have no incomes of county"
    assert prices is not None
    assert prices == (
        "deflator_region: the data have no consumer prices of china",
        "There are data of province; correct the name or add the rows.",
    )
