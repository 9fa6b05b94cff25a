"""Causes of a change, each altered by hand in a pair of small builds and named by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessbook.comparison.cause import Cause
from tests.comparison.builds import (
    PERSONS,
    PLAN,
    TEMPLATE,
    WORKBOOK,
    Made,
    one_cell,
    only_change,
    planned,
    valued,
)
from tests.ledger.notebooks import Json, figure, source, total

CHANGED_WORKBOOK = {WORKBOOK: "sha256:w2"}
CHANGED_TEMPLATE = {TEMPLATE: "sha256:t2"}
INCOME = 'income = measure("income").at(reference_region)\nreport.show(income)\n'


def labelled(cell: str, value: float, label: str) -> Json:
    return source(cell, value) | {"label": label}


def added(*cells: tuple[str, float]) -> Json:
    """The county's total of some cells."""
    return figure("county", total(*(labelled(cell, value, f"贫困人口（{cell}）") for cell, value in cells)))


def test_a_corrected_cell_is_data_and_the_first_of_several_is_named(tmp_path: Path) -> None:
    former = one_cell(added(("C3", 10), ("C4", 20), ("C5", 30), ("C6", 40)))
    present = one_cell(added(("C3", 10), ("C4", 21), ("C5", 33), ("C6", 40))).but(inputs=CHANGED_WORKBOOK)
    change = only_change(tmp_path, former, present)
    assert change.kind == "changed"
    assert change.causes == (Cause("data", "source", f"{WORKBOOK}!表1-1!C4", "20", "21", more=1),)


def test_another_parameter_is_a_parameter_and_not_the_data_that_it_chooses(tmp_path: Path) -> None:
    former = one_cell(figure("north", labelled("C6", 11422, "收入（全国）")), text=INCOME)
    present = one_cell(figure("north", labelled("C9", 19323, "收入（广州市）")), text=INCOME)
    change = only_change(
        tmp_path,
        former.but(parameters={"reference_region": "china", "base_year": 2014}),
        present.but(parameters={"reference_region": "guangzhou", "base_year": 2015}),
    )
    # base_year differs as well, but nothing behind the cell uses it.
    assert change.causes == (Cause("parameter", "value", "reference_region", '"china"', '"guangzhou"'),)


def test_an_altered_line_of_a_template_is_method_and_the_line_is_named(tmp_path: Path) -> None:
    parts = [labelled("C3", 10, "贫困人口（北镇）"), labelled("C4", 20, "贫困人口（南镇）")]
    former = one_cell(figure("county", total(*parts)), text="both = sum_of(\n    north,\n    south,\n)\n")
    present = one_cell(figure("county", total(parts[0])), text="both = sum_of(\n    north,  # 南镇不计\n)\n")
    change = only_change(tmp_path, former, present.but(inputs=CHANGED_TEMPLATE))
    assert change.causes == (
        Cause("method", "notebook", f"{TEMPLATE}!persons", "north,", "north,  # 南镇不计"),
    )


def test_an_altered_plan_entry_is_method_and_both_its_numbers_are_named(tmp_path: Path) -> None:
    former, present = (one_cell(figure("county", planned(value))) for value in (6000, 7000))
    change = only_change(tmp_path, former, present.but(inputs={PLAN: "sha256:p2"}))
    assert change.causes == (Cause("method", "plan", f"{PLAN}!targets!t1", "6000人", "7000人"),)


def test_a_cell_a_parameter_and_a_line_that_all_differ_are_all_named(tmp_path: Path) -> None:
    text = "shown = total(base_year)\n"
    former = one_cell(added(("C3", 10)), text=text).but(parameters={"base_year": 2014})
    present = one_cell(added(("C3", 11), ("C4", 20)), text=text.replace("total", "sum_of"))
    present = present.but(parameters={"base_year": 2015}, inputs=CHANGED_WORKBOOK | CHANGED_TEMPLATE)
    change = only_change(tmp_path, former, present)
    assert change.causes == (
        Cause("data", "source", f"{WORKBOOK}!表1-1!C3", "10", "11"),
        Cause("parameter", "value", "base_year", "2014", "2015"),
        Cause("method", "notebook", f"{TEMPLATE}!persons", "shown = total(base_year)", "shown = sum_of(base_year)"),
    )  # fmt: skip


def test_a_fact_that_is_now_taken_from_another_cell_names_both(tmp_path: Path) -> None:
    former, present = (
        one_cell(figure("north", source(cell, value))) for cell, value in (("C6", 10772), ("C7", 11422))
    )
    change = only_change(tmp_path, former, present.but(inputs=CHANGED_WORKBOOK))
    now, before = f"{WORKBOOK}!表1-1!C7", f"{WORKBOOK}!表1-1!C6"
    assert change.causes == (Cause("data", "source", now, "10772", "11422", before=before),)


def test_a_figure_from_an_unchanged_workbook_never_appears_because_of_data(tmp_path: Path) -> None:
    former = one_cell(valued(5))
    shown = figure("south", source("C4", 7))
    present = former.but(cells={"more": ('report.show("south")\n', [shown])}, inputs=CHANGED_TEMPLATE)
    change = only_change(tmp_path, former, present)
    assert change.kind == "appeared"
    assert change.causes == (Cause("method", "notebook", f"{TEMPLATE}!more", "", 'report.show("south")'),)


def test_a_gap_that_was_filled_came_late_because_of_data(tmp_path: Path) -> None:
    former = Made({"persons": (PERSONS, [valued(5)])})
    present = Made({"persons": (PERSONS, [valued(5), figure("south", source("C4", 7))])})
    change = only_change(tmp_path, former, present.but(inputs=CHANGED_WORKBOOK))
    assert change.kind == "late"
    assert change.causes == (Cause("data", "source", f"{WORKBOOK}!表1-1!C4", "", "7"),)


def test_a_figure_whose_data_were_withdrawn_is_gone_because_of_data(tmp_path: Path) -> None:
    former = Made({"persons": (PERSONS, [valued(5), figure("south", source("C4", 7))])})
    change = only_change(tmp_path, former, one_cell(valued(5)).but(inputs=CHANGED_WORKBOOK))
    assert change.kind == "gone"
    assert change.causes == (Cause("data", "source", f"{WORKBOOK}!表1-1!C4", "7", ""),)


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"inputs": {"data/measures.yaml": "sha256:m2"}}, Cause("method", "definitions", "data/measures.yaml", "", "")),
        ({"libraries": {"assessbook": "1.0", "pandas": "3.1"}}, Cause("method", "package", "pandas", "2.2", "3.1")),
        ({}, Cause("method", "package", "assessbook", "1.0", "1.0")),
    ],
)  # fmt: skip
def test_where_nothing_behind_the_figure_differs_what_touches_everything_is_named(
    tmp_path: Path, changes: dict[str, dict[str, str]], cause: Cause
) -> None:
    former = one_cell(added(("C3", 10), ("C4", 20))).but(inputs={"data/measures.yaml": "sha256:m1"})
    present = one_cell(figure("county", source("C3", 10), formula="10")).but(
        inputs={"data/measures.yaml": "sha256:m1"}
    )
    assert only_change(tmp_path, former, present.but(**changes)).causes == (cause,)


def test_another_code_of_the_package_is_known_by_its_digest(tmp_path: Path) -> None:
    parts = added(("C3", 10), ("C4", 20))
    former = one_cell(parts).but(code="sha256:0123456789abcdef")
    present = one_cell(figure("county", source("C3", 10))).but(code="sha256:fedcba9876543210")
    assert only_change(tmp_path, former, present).causes == (
        Cause("method", "package", "assessbook", "1.0 (0123456789ab)", "1.0 (fedcba987654)"),
    )


def test_comments_layout_other_cells_and_other_imports_are_no_cause(tmp_path: Path) -> None:
    former = one_cell(added(("C3", 10)), text='from report import Bars\npersons = measure("persons")\n')
    text = 'from report import Bars, Descent\n# 贫困人口\npersons = measure( "persons" )\n'
    present = one_cell(added(("C3", 10), ("C4", 20)), text=text)
    present = present.but(
        cells={"other": ("unused = 1\n", [])}, inputs=CHANGED_TEMPLATE, libraries={"assessbook": "1.1"}
    )
    change = only_change(tmp_path, former.but(libraries={"assessbook": "1.0"}), present)
    assert [cause.where for cause in change.causes] == [f"{TEMPLATE}!persons"]
    assert change.causes[0].was == ""


def test_a_line_that_another_cell_needs_counts_as_the_code_behind_it(tmp_path: Path) -> None:
    def made(first: str, *parts: tuple[str, float]) -> Made:
        cells = {"first": (f"places = {first}\n", []), "persons": ("report.show(places)\n", [added(*parts)])}
        return Made(cells)

    change = only_change(tmp_path, made("[1]", ("C3", 10)), made("[1, 2]", ("C3", 10), ("C4", 20)))
    assert change.causes == (
        Cause("method", "notebook", f"{TEMPLATE}!first", "places = [1]", "places = [1, 2]"),
    )


def test_another_way_of_printing_is_the_line_that_asks_for_it(tmp_path: Path) -> None:
    former = one_cell(valued(2.5, text="2.50"), text="show(size, decimals=2)\n")
    present = one_cell(valued(2.5, text="2.5"), text="show(size, decimals=1)\n").but(inputs=CHANGED_TEMPLATE)
    change = only_change(tmp_path, former, present)
    assert change.kind == "form"
    assert change.causes == (
        Cause("method", "notebook", f"{TEMPLATE}!persons", "show(size, decimals=2)", "show(size, decimals=1)"),
    )  # fmt: skip


def test_a_source_that_is_written_otherwise_is_the_cause_of_another_way_of_printing(tmp_path: Path) -> None:
    precise = source("C3", 5)
    precise["source"]["raw"] = "5.0"
    change = only_change(
        tmp_path,
        one_cell(valued(5)),
        one_cell(figure("north", precise, text="5.0")).but(inputs=CHANGED_WORKBOOK),
    )
    assert change.kind == "form"
    assert change.causes == (Cause("data", "source", f"{WORKBOOK}!表1-1!C3", "5", "5.0"),)
