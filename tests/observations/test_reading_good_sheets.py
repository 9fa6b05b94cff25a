"""Sheets shaped as documents print them come out as the numbers printed, with their addresses."""

from __future__ import annotations

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from assessbook.core.missing import Missing
from assessbook.core.periods import Period


def test_a_town_of_a_region_table_keeps_its_value_and_its_address(project):
    found = project.load().value("persons", "dongshan", 2015)
    assert found.value == 567
    assert found.decimals == 0
    assert found.origin.address == "data/sample/plan.xlsx!表1!C3"
    assert found.origin.raw == "567"
    assert found.origin.citation == "《清河县规划》第一章表1"


def test_a_label_with_an_ideographic_space_still_names_its_region(project):
    assert project.load().value("persons", "xiling", 2015).value == 953


def test_a_total_printed_with_its_unit_is_read_as_a_number(project):
    found = project.load().value("households", "qinghe", 2015)
    assert found.value == 858
    assert found.origin.raw == "858户"
    assert found.origin.cell == "B6"


def test_a_printed_percentage_keeps_its_decimals(project):
    found = project.load().value("coverage", "qinghe", 2015, "water")
    assert (found.value, found.decimals, found.origin.raw) == (56.31, 2, "56.31%")


def test_a_threshold_keeps_its_comparator_and_becomes_the_columns_measure(project):
    found = project.load().value("coverage_target", "qinghe", 2020, "industry")
    assert (found.value, found.comparator) == (90, ">=")


def test_a_declared_blank_is_missing_and_not_zero(project):
    found = project.load().value("coverage", "qinghe", 2015, "industry")
    assert found.value is None
    assert found.missing is Missing.NO_OBSERVATION


def test_a_declared_word_is_its_kind_of_missing(project):
    found = project.load().value("exits", "qinghe", 2018)
    assert (found.value, found.missing, found.origin.raw) == (None, Missing.NOT_APPLICABLE, "巩固")


def test_a_span_of_years_is_a_period(project):
    found = project.load().value("fund_uses", "qinghe", "2016-2020", "total")
    assert found.value == 5.001
    assert found.decimals == 3
    assert found.period == Period(2016, 2020)


def test_a_list_of_villages_is_an_entry_of_one_for_each_name(project):
    villages = project.load().of("village_listed")
    assert [(each.region, each.item, each.value) for each in villages] == [
        ("dongshan", "新发村", 1),
        ("dongshan", "东桥村", 1),
        ("xiling", "红旗村", 1),
    ]


def test_single_cells_outside_the_grid_are_read_with_unit_and_prefix(project):
    dataset = project.load()
    assert dataset.value("villages", "qinghe", 2015).value == 3
    assert dataset.value("energy", "qinghe", 2020).value == 30


def test_a_long_table_gives_the_adopted_row_and_keeps_the_other(project):
    dataset = project.load()
    adopted = dataset.value("income", "china", 2015)
    assert adopted.value == 11421.7
    assert adopted.origin.citation == "公报2015"
    (other,) = dataset.restatements[adopted.key]
    assert (other.value, other.origin.citation, other.origin.note) == (11422, "年鉴2016", "初步数")


def test_a_year_typed_as_text_is_a_year(project):
    assert project.load().value("income", "qinghe", 2015).value == 10325


def test_all_observations_at_an_address_are_found(project):
    (found,) = project.load().at("data/reference/series.xlsx!收入!C4")
    assert found.value == 11422


def test_the_dataset_names_its_documents_and_every_file_it_read(project):
    dataset = project.load()
    assert dataset.documents["data/sample/plan.xlsx"] == "清河县规划"
    names = {path.relative_to(project.root.resolve()).as_posix() for path in dataset.inputs}
    assert names == {
        "data/measures.yaml",
        "data/items.yaml",
        "data/reference/regions.yaml",
        "data/reference/tables.yaml",
        "data/reference/series.xlsx",
        "data/sample/regions.yaml",
        "data/sample/tables.yaml",
        "data/sample/plan.xlsx",
    }


def test_made_up_data_say_so(project):
    assert project.load().synthetic is False
    project.replace("data/sample/tables.yaml", "workbooks:", "synthetic: true\nworkbooks:")
    assert project.load().synthetic is True


def test_a_document_with_title_marks_isnt_given_them_twice(project):
    project.replace("data/sample/tables.yaml", "document: 清河县规划", "document: 《清河县规划》（2016）")
    assert (
        project.load().value("persons", "nanwan", 2015).origin.citation == "《清河县规划》（2016）第一章表1"
    )


def test_a_region_merged_over_its_villages_stands_for_each_of_them(project):
    def merge(sheet: Worksheet) -> None:
        sheet["A4"] = None
        sheet.merge_cells("A3:A4")

    project.edit("表5", merge)
    assert [each.region for each in project.load().of("village_listed")] == ["dongshan", "dongshan", "xiling"]


def test_a_percentage_typed_into_excel_is_the_percentage_it_displays(project):
    def type_percentage(sheet: Worksheet) -> None:
        sheet["C4"] = 0.5631
        sheet["C4"].number_format = "0.00%"

    project.edit("表2", type_percentage)
    found = project.load().value("coverage", "qinghe", 2015, "water")
    assert (found.value, found.decimals) == (56.31, 2)


def test_zero_needs_no_unit(project):
    project.put("表2", "C4", 0)
    assert project.load().value("coverage", "qinghe", 2015, "water").value == 0


def test_the_note_of_a_cell_travels_with_its_value(project):
    project.replace(
        "data/sample/tables.yaml",
        "        citation: 第一章表1\n",
        "        citation: 第一章表1\n        notes: {C5: 原文如此}\n",
    )
    assert project.load().value("persons", "nanwan", 2015).origin.note == "原文如此"


def test_a_sheet_formatted_to_its_last_row_reads_as_usual(project):
    project.edit("表3", lambda sheet: setattr(sheet["A1048576"], "number_format", "0.00"))
    assert project.load().value("exits", "qinghe", 2016).value == 1000


def test_a_restating_sheet_is_used_only_where_the_primary_is_silent(project):
    project.workbook(
        "data/sample/more.xlsx",
        {"复述": [["复述"], ["指标", "2015年", "2014年"], ["贫困人口", 1500, 1800]]},
    )
    project.replace(
        "data/sample/tables.yaml",
        "workbooks:\n",
        """\
workbooks:
  more.xlsx:
    document: 报告
    sheets:
      复述:
        title: 复述
        header_row: 2
        label_column: 指标
        restates: true
        defaults: {region: qinghe}
        columns: {2015年: {year: 2015}, 2014年: {year: 2014}}
        rows: {贫困人口: {measure: persons}}
""",
    )
    dataset = project.load()
    primary = dataset.value("persons", "qinghe", 2015)
    assert primary.value == 1524
    assert [each.value for each in dataset.restatements[primary.key]] == [1500]
    assert dataset.value("persons", "qinghe", 2014).value == 1800


@pytest.mark.parametrize(("measure", "count"), [("persons", 4), ("never_observed", 0)])
def test_of_gives_all_observations_of_a_measure(project, measure, count):
    assert len(project.load().of(measure)) == count
