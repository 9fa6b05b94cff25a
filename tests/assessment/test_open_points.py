"""Cells with a transcriber's note are listed in the order of the sheets."""

from __future__ import annotations

from assessbook.assessment.open_points import open_points
from tests.assessment.examples import dataset_of, noted


def test_noted_cells_come_in_the_order_of_sheets_rows_and_columns() -> None:
    entries = [
        noted("表1", "C10", ("population", "county", 2015, None, "27.1"), "约数"),
        noted("表1", "C4", ("towns", "county", 2015, None, "7"), "只列6个"),
        noted("表1", "B10", ("area", "county", 2015, None, "9"), "缺位"),
        noted("表2", "B2", ("villages", "north", 2015, None, "2"), "年份不明"),
        noted("表2", "B1", ("persons", "north", 2015, None, "2"), ""),
    ]
    points = open_points(dataset_of(entries, {}), "county")
    assert [(entry.origin.sheet, entry.origin.cell, note) for entry, note in points] == [
        ("表1", "C4", "只列6个"),
        ("表1", "B10", "缺位"),
        ("表1", "C10", "约数"),
        ("表2", "B2", "年份不明"),
    ]


def test_a_fact_adopted_from_a_later_sheet_does_not_disturb_the_order_of_the_sheets() -> None:
    adopted = noted("表2", "B9", ("persons", "county", 2015, None, "11609"), "印有单位")
    first_met = noted("表1", "B3", ("persons", "county", 2015, None, "11609"), "重述")
    once = noted("表1", "B4", ("towns", "county", 2015, None, "7"), "只列6个")
    later = noted("表2", "B1", ("area", "county", 2015, None, "9"), "")
    data = dataset_of([adopted, once, later], {adopted.key: (first_met,)})
    assert [note for _, note in open_points(data, "county")] == ["重述", "只列6个", "印有单位"]


def test_notes_about_other_regions_are_left_out() -> None:
    entry = noted("表1", "B1", ("persons", "elsewhere", 2015, None, "5"), "疑误")
    assert open_points(dataset_of([entry], {}), "county") == []


def test_a_cell_that_states_two_facts_is_listed_once() -> None:
    first = noted("表1", "B1", ("persons", "county", 2015, None, "5"), "疑误")
    second = noted("表1", "B1", ("villages", "county", 2015, None, "5"), "疑误")
    assert len(open_points(dataset_of([first, second], {}), "county")) == 1
