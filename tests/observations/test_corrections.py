"""Corrections declared beside the workbooks: what they give, what is kept of the cell, and when they are refused."""

from __future__ import annotations

import datetime

import pytest
from tests.observations.conftest import PLAN, Project

FILE = "data/sample/corrections.yaml"
ENTRY = {
    "workbook": "plan.xlsx",
    "sheet": "表1",
    "cell": "C5",
    "old": "4",
    "new": "5",
    "reason": "与名册不符。",
    "reported_by": "南湾乡",
    "date": "2016-03-01",
}
# 567 + 953 + 4 = 1524 on the sheet; with 5 in 南湾乡 the sum of the townships is another, which is not refused.
NOTE = "更正：原值“4”，更正为“5”；与名册不符；南湾乡，2016年3月1日提出。"


def declare(project: Project, *changes: dict[str, str]) -> None:
    lines = ["corrections:"]
    for each in changes:
        first, *others = {**ENTRY, **each}.items()
        lines.append(f"  - {first[0]}: {first[1]}")
        lines += [f"    {name}: {value}" for name, value in others]
    project.write(FILE, "\n".join(lines) + "\n")


def test_the_observation_takes_the_new_value_and_its_origin_keeps_the_old_one(project: Project) -> None:
    declare(project, {})
    found = project.load().value("persons", "nanwan", 2015)
    assert found is not None
    assert found.value == 5.0
    assert found.origin.address == f"{PLAN}!表1!C5"
    assert (found.origin.raw, found.origin.note) == ("4", NOTE)


def test_all_other_cells_are_read_as_they_stand(project: Project) -> None:
    before = project.load()
    declare(project, {})
    after = project.load()
    changed = [
        (one, other)
        for one, other in zip(before.observations, after.observations, strict=True)
        if one != other
    ]
    assert [(one.value, other.value) for one, other in changed] == [(4.0, 5.0)]


def test_the_dataset_lists_what_was_corrected_and_its_file_is_an_input(project: Project) -> None:
    declare(project, {})
    dataset = project.load()
    (made,) = dataset.corrections
    assert (made.old, made.new, made.reported_by) == ("4", "5", "南湾乡")
    assert made.date == datetime.date(2016, 3, 1)
    assert (project.root / FILE).resolve() in dataset.inputs


def test_a_note_of_the_transcriber_stands_behind_that_of_the_correction(project: Project) -> None:
    project.replace(
        "data/sample/tables.yaml",
        "        defaults: {year: 2015}\n        columns:\n",
        "        defaults: {year: 2015}\n        notes: {C5: 原文不清。}\n        columns:\n",
    )
    declare(project, {})
    found = project.load().value("persons", "nanwan", 2015)
    assert found is not None
    assert found.origin.note == f"{NOTE} 原文不清。"


def test_a_cell_with_its_unit_is_corrected_as_it_is_written(project: Project) -> None:
    declare(project, {"cell": "C6", "old": "1524人", "new": "1525人"})
    found = project.load().value("persons", "qinghe", 2015)
    assert found is not None
    assert (found.value, found.origin.raw) == (1525.0, "1524人")


def test_a_blank_cell_can_be_filled(project: Project) -> None:
    declare(project, {"sheet": "表2", "cell": "C5", "old": '""', "new": "30%"})
    found = project.load().value("coverage", "qinghe", 2015, "industry")
    assert found is not None
    assert (found.value, found.origin.raw) == (30.0, "")


def test_a_new_content_must_fit_its_cell_like_any_other(project: Project) -> None:
    declare(project, {"new": "五"})
    assert "C5" in project.problem().where


def test_a_cell_that_holds_something_else_is_refused_at_the_line_of_old(project: Project) -> None:
    project.put("表1", "C5", 6)
    declare(project, {})
    found = project.problem()
    assert found.where == f"{FILE}, line 5"
    assert found.what == f"{PLAN} › 表1 › C5 holds “6”, the correction expects “4”"


def test_a_source_that_was_mended_ends_the_correction(project: Project) -> None:
    project.put("表1", "C5", 5)
    declare(project, {})
    found = project.problem()
    assert found.what == f"{PLAN} › 表1 › C5 holds “5”, the new content, so the source has been corrected"
    assert found.action == "Remove this correction."


@pytest.mark.parametrize(
    ("change", "line", "what", "action"),
    [
        ({"workbook": "plam.xlsx"}, 2, "workbook: tables.yaml describes no workbook plam.xlsx", "Did you mean plan.xlsx?"),
        ({"sheet": "表11"}, 3, "sheet: tables.yaml describes no sheet 表11 of plan.xlsx", "Did you mean 表1?"),
        ({"cell": "第五行"}, 4, "cell: 第五行 is not the address of a cell, as in C7", ""),
        ({"new": "4"}, 6, "old and new are both “4”", "Give what should stand there."),
        (
            {"cell": "A5", "old": "南湾乡", "new": "南湾 乡"}, 5,
            f"no value is read from {PLAN} › 表1 › A5; only a cell with a value can be corrected",
            "Correct names, headers and years in the workbook itself.",
        ),
        (
            {"date": '"2016-02-30"'}, 9,
            "corrections.0.date: a date of the calendar is needed, such as 2016-03-01 (found '2016-02-30')", "",
        ),
        ({"new": '" "'}, 6, "corrections.0.new: a number, or text in quotes, is needed; a cell can't be corrected to a blank (found ' ')", ""),
    ],
)  # fmt: skip
def test_an_entry_that_cannot_be_applied_is_refused_at_its_line(
    project: Project, change: dict[str, str], line: int, what: str, action: str
) -> None:
    declare(project, change)
    found = project.problem()
    assert (found.where, found.what, found.action) == (f"{FILE}, line {line}", what, action)


def test_a_cell_is_corrected_once(project: Project) -> None:
    declare(project, {}, {"new": "6"})
    found = project.problem()
    assert found.where == f"{FILE}, line 12"
    assert found.what == f"plan.xlsx › 表1 › C5 is corrected twice, first in {FILE}, line 4"


def test_every_problem_is_told_at_once(project: Project) -> None:
    project.put("表1", "C5", 6)
    declare(project, {}, {"sheet": "表9"}, {"workbook": "other.xlsx"})
    assert [problem.where for problem in project.problems()] == [
        f"{FILE}, line 5",
        f"{FILE}, line 11",
        f"{FILE}, line 18",
    ]


def test_a_date_that_is_not_in_the_calendar_is_named_with_its_line(project: Project) -> None:
    declare(project, {"date": "2016-02-30"})
    assert project.problem().where == f"{FILE}, line 9"
