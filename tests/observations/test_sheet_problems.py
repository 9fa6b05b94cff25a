"""Each slip in a workbook is reported at its cell with what to do about it."""

from __future__ import annotations

import pytest
from openpyxl.worksheet.worksheet import Worksheet

PLAN = "data/sample/plan.xlsx"


def test_a_unit_in_a_value_cell(project):
    project.put("表1", "C3", "567人")
    assert str(project.problem()) == (
        'data/sample/plan.xlsx › 表1 › C3: persons is text "567人", a whole number is needed\n'
        "  Remove the unit; the header already says 人."
    )


@pytest.mark.parametrize(
    ("value", "what", "action"),
    [
        ("五百六十七", 'text "五百六十七", a whole number is needed', "Enter the number"),
        ("５６７", 'text "５６７", a whole number is needed', "Enter 567 as a number, in half-width digits."),
        (None, "blank, a whole number is needed", "Enter the number, 0 if it is zero"),
        ("=B3*2", "formula =B3*2", "paste it as values"),
        (-3, "below its minimum 0", "Correct the number"),
        (True, "truth value TRUE", "Enter the number"),
    ],
)
def test_a_cell_that_is_no_number(project, value, what, action):
    project.put("表1", "C4", value)
    found = project.problem()
    assert found.where == f"{PLAN} › 表1 › C4"
    assert what in found.what
    assert action in found.action


def test_a_number_stored_as_text_in_a_year_column_says_what_the_label_says(project):
    project.put("表3", "B3", "1000人")
    assert project.problem().action == "Remove the unit; the row label already says 人."


def test_a_renamed_sheet(project):
    project.edit("表2", lambda sheet: setattr(sheet, "title", "表2新"))
    found = project.problem()
    assert found.where == f"{PLAN} › 表2"
    assert found.what == "there is no such sheet in the workbook"
    assert found.action == "Did you mean 表2新?"


def test_a_missing_sheet_without_a_near_one_names_the_line(project):
    project.edit("表2", lambda sheet: sheet.parent.remove(sheet))
    found = project.problem()
    assert found.where == f"{PLAN} › 表2"
    assert found.action == "Add the sheet, or remove it from data/sample/tables.yaml, line 16."


def test_a_swapped_sheet_is_noticed_by_its_title(project):
    project.put("表1", "A1", "表9 别的表")
    found = project.problem()
    assert found.where == f"{PLAN} › 表1 › A1"
    assert found.what == 'the title is "表9 别的表", "表1 各乡镇贫困人口" is expected'
    assert "data/sample/tables.yaml, line 6" in found.action


def test_a_renamed_header(project):
    project.put("表1", "C2", "人口总数（人）")
    found = project.problem()
    assert found.where == f"{PLAN} › 表1 › C2"
    assert found.what == 'the header is "人口总数（人）", "人口数（人）" is expected'
    assert found.action == "Write 人口数（人） here, or correct data/sample/tables.yaml, line 15."


def test_a_missing_header(project):
    project.edit("表2", lambda sheet: sheet.delete_cols(4))
    found = project.problem()
    assert found.where == f"{PLAN} › 表2 › row 2"
    assert found.what == 'header "到2020年底" is missing'
    assert "put the headers into row 2" in found.action


def test_an_unknown_header(project):
    project.put("表1", "D2", "备注")
    found = project.problem()
    assert found.where == f"{PLAN} › 表1 › D2"
    assert found.what == 'header "备注" is not in tables.yaml'
    assert "ignored_columns" in found.action


def test_a_header_that_stands_twice(project):
    project.put("表1", "D2", "户数（户）")
    found = project.problem()
    assert found.where == f"{PLAN} › 表1 › D2"
    assert "stands here and in B2" in found.what


def test_numbers_without_a_header(project):
    project.put("表1", "D3", 12)
    found = project.problem()
    assert found.where == f"{PLAN} › 表1 › D2"
    assert found.action == "Write its header here."


def test_a_header_whose_unit_contradicts_the_measure(project):
    project.put("表4", "B2", "金额（万元）")
    project.replace("data/sample/tables.yaml", "金额（亿元）", "金额（万元）")
    found = project.problem()
    assert found.where == f"{PLAN} › 表4 › B2"
    assert found.what == "the header says 万元, but measure fund_uses is in 亿元"
    assert "Convert the values to 亿元" in found.action


def test_a_row_label_whose_unit_contradicts_the_measure(project):
    project.put("表3", "A3", "脱贫人口数（户）")
    project.replace("data/sample/tables.yaml", "脱贫人口数（人）", "脱贫人口数（户）")
    found = project.problem()
    assert found.where == f"{PLAN} › 表3 › A3"
    assert found.what == "the row label says 户, but measure exits is in 人"


def test_an_unknown_region(project):
    project.put("表1", "A3", "东山县")
    found = project.problem()
    assert found.where == f"{PLAN} › 表1 › A3"
    assert found.what == 'region "东山县" is not known'
    assert found.action == "Did you mean 东山镇?"


def test_an_unknown_region_does_not_hide_a_slip_in_its_row(project):
    project.put("表1", "A3", "东山县")
    project.put("表1", "B3", "271户")
    assert {found.where.split(" › ")[-1] for found in project.problems()} == {"A3", "B3"}


def test_a_duplicate_region(project):
    project.put("表1", "A5", "东山镇")
    found = project.problem()
    assert found.where == f"{PLAN} › 表1 › A5"
    assert found.what == '"东山镇" stands here and in A3'
    assert "Keep one of the two rows" in found.action


def test_a_region_that_is_missing_beside_its_siblings(project):
    project.edit("表1", lambda sheet: sheet.delete_rows(5))
    found = project.problem()
    assert found.where == f"{PLAN} › 表1"
    assert found.what == 'row "南湾乡" is missing'
    assert "Add the row" in found.action


def test_a_row_label_that_is_missing(project):
    project.edit("表4", lambda sheet: sheet.delete_rows(6))
    found = project.problem()
    assert found.where == f"{PLAN} › 表4"
    assert found.what == 'row "乡村旅游业" is missing'
    assert "data/sample/tables.yaml, line 51" in found.action


def test_a_renamed_row_label(project):
    project.put("表4", "A6", "乡村旅游")
    found = project.problem()
    assert found.where == f"{PLAN} › 表4 › A6"
    assert found.what == 'the label is "乡村旅游", "乡村旅游业" is expected'


def test_a_row_label_nobody_described(project):
    project.put("表4", "A7", "其他项目")
    project.put("表4", "B7", 0.3)
    found = project.problem()
    assert found.where == f"{PLAN} › 表4 › A7"
    assert found.what == 'label "其他项目" is not in tables.yaml'


def test_numbers_beside_a_blank_label(project):
    project.put("表1", "A4", None)
    found = project.problem()
    assert found.where == f"{PLAN} › 表1 › A4"
    assert found.what == "the label is blank, but the row holds values"


def test_a_blank_row_does_not_drop_what_follows_in_silence(project):
    project.replace(
        "data/sample/tables.yaml", "        extra_rows: {合计: {region: qinghe, unit_in_cell: true}}\n", ""
    )
    project.edit("表1", lambda sheet: sheet.delete_rows(6, 2))
    project.edit("表1", lambda sheet: sheet.insert_rows(5))
    found = project.problem()
    assert found.where == f"{PLAN} › 表1 › A6"
    assert found.what == "the table ends at row 5, but row 6 holds values"
    assert "Remove the blank row" in found.action


def test_a_merged_value_cell_is_not_spread_over_its_rows(project):
    def merge(sheet: Worksheet) -> None:
        sheet["C4"] = None
        sheet.merge_cells("C3:C4")

    project.edit("表1", merge)
    found = project.problem()
    assert found.where == f"{PLAN} › 表1 › C4"
    assert "merged into C3" in found.what
    assert "Unmerge the cells" in found.action


def test_a_village_listed_twice_in_one_town(project):
    project.put("表5", "B4", "新发村")
    found = project.problem()
    assert found.where == f"{PLAN} › 表5 › B4"
    assert found.what == "states the same fact as B3: village_listed 新发村 东山镇 2015"


def test_a_number_in_a_list_of_names(project):
    project.put("表5", "B4", 12)
    found = project.problem()
    assert found.where == f"{PLAN} › 表5 › B4"
    assert "a name is needed" in found.what


def test_a_single_cell_without_its_prefix(project):
    project.put("表5", "D3", "30%")
    found = project.problem()
    assert found.where == f"{PLAN} › 表5 › D3"
    assert "Write the word 降低 before the number" in found.action


def test_an_empty_table(project):
    project.edit("表5", lambda sheet: sheet.delete_rows(3, 3))
    project.replace(
        "data/sample/tables.yaml",
        "          D3: {measure: energy, region: qinghe, year: 2020, unit_in_cell: true, prefix: 降低}\n",
        "",
    )
    found = project.problem()
    assert found.where == f"{PLAN} › 表5"
    assert "no rows below its headers in row 2" in found.what
