"""Sheets that wait for entry: layouts shared by name, rows left blank, items that are the plan's own."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from tests.observations.conftest import TABLES, Project

from assessbook.core.missing import Missing
from assessbook.observations.blank_forms import is_blank

FORMS = "data/sample/forms.xlsx"
LAYOUTS = """\
common:
  header_row: 2
  coordinate_columns: {地区: region, 年份: year, 事项: item}
  citation_column: 来源
  note_column: 说明
  entry_form: true
layouts:
  disclosure:
    title: 公告公示年度报送表
    columns:
      应公示（个）: {measure: disclosure_due}
      已公示（个）: {measure: disclosure_done}
"""
ENTRIES = """\
measures:
  disclosure_due: {name: 应公示, english: due, unit: 个, kind: flow, additive: true, classification: mechanisms}
  disclosure_done: {name: 已公示, english: done, unit: 个, kind: flow, additive: true, classification: mechanisms}
"""
PLAN = """\
programme: sample
mechanisms:
  - {id: s_funds, kind: fund_supervision, name: 资金公示}
  - {id: s_lists, kind: fund_supervision, name: 名单公示}
reports_due:
  - {id: s_monthly, name: 月报}
"""
READ_BY = """\
  forms.xlsx:
    document: 清河县年度报送表
    yearly: true
    sheets:
      公示: {layout: disclosure}
"""
HEADERS = ["地区", "年份", "事项", "应公示（个）", "已公示（个）", "来源", "说明"]


@pytest.fixture
def forms(project: Project) -> Project:
    """The sample project with a form of two rows, both blank."""
    project.write("data/entry_sheets.yaml", LAYOUTS)
    project.write("data/entry_measures.yaml", ENTRIES)
    project.write("params/sample/plan.yaml", PLAN)
    project.write("data/sample/tables.yaml", TABLES + READ_BY)
    rows = [["清河县", 2016, "资金公示"], ["清河县", 2016, "名单公示"]]
    title = ["公告公示年度报送表", None, None, "填报说明"]
    project.workbook(FORMS, {"公示": [title, HEADERS, *rows]})
    return project


def enter(project: Project, row: int, *values: object) -> None:
    """Fill in a row from the column 应公示 on."""
    for column, value in zip("DEFG", values, strict=False):
        if value is not None:
            project.put("公示", f"{column}{row}", value, FORMS)


def test_a_blank_form_states_nothing_and_is_no_source(forms: Project) -> None:
    dataset = forms.load()
    assert dataset.of("disclosure_due") == ()
    assert FORMS not in dataset.documents


def test_an_entry_belongs_to_the_mechanism_whose_name_stands_in_its_row(forms: Project) -> None:
    enter(forms, 4, 12, 9, "县财政局年报")
    found = forms.load().value("disclosure_done", "qinghe", 2016, "s_lists")
    assert found is not None
    assert (found.value, found.origin.cell, found.origin.citation) == (9, "E4", "县财政局年报")
    assert forms.load().value("disclosure_done", "qinghe", 2016, "s_funds") is None


def test_an_empty_cell_beside_an_entry_is_no_observation(forms: Project) -> None:
    enter(forms, 3, 12, None, "县财政局年报")
    found = forms.load().value("disclosure_done", "qinghe", 2016, "s_funds")
    assert found is not None
    assert found.missing is Missing.NO_OBSERVATION


def test_rows_shown_to_readers_are_the_headers_and_those_entered(forms: Project) -> None:
    enter(forms, 4, 12, 9, "县财政局年报")
    assert forms.load().rows_entered() == {(FORMS, "公示"): {1, 2, 4}}


@pytest.mark.parametrize(
    ("row", "values", "where", "what"),
    [
        (3, (12, 9), "F3", "the citation is blank"),
        (3, ("12个", 9, "年报"), "D3", 'disclosure_due is text "12个"'),
        (4, (-1, 9, "年报"), "D4", "disclosure_due"),
    ],
)
def test_a_row_filled_halfway_or_wrongly(
    forms: Project, row: int, values: tuple[object, ...], where: str, what: str
) -> None:
    enter(forms, row, *values)
    found = forms.problem()
    assert found.where == f"{FORMS} › 公示 › {where}"
    assert what in found.what


def test_a_mechanism_that_the_plan_does_not_have(forms: Project) -> None:
    enter(forms, 3, 12, 9, "年报")
    forms.put("公示", "C3", "资金公开", FORMS)
    found = forms.problem()
    assert found.where == f"{FORMS} › 公示 › C3"
    assert 'item "资金公开" is not in classification mechanisms' in found.what
    assert "资金公示" in found.action


def test_an_unknown_layout_is_named_with_its_line_and_the_one_that_was_meant(forms: Project) -> None:
    forms.replace("data/sample/tables.yaml", "{layout: disclosure}", "{layout: disclosures}")
    found = forms.problem()
    line = (TABLES + READ_BY).splitlines().index("      公示: {layout: disclosure}") + 1
    assert found.where == f"data/sample/tables.yaml, line {line}"
    assert found.what == "layout disclosures is not in data/entry_sheets.yaml"
    assert found.action == "Did you mean disclosure?"


def test_what_a_sheet_says_itself_comes_before_its_layout(forms: Project) -> None:
    forms.replace("data/sample/tables.yaml", "{layout: disclosure}", "{layout: disclosure, title: 另一标题}")
    enter(forms, 3, 12, 9, "年报")
    assert "另一标题" in forms.problem().what


def test_a_layout_that_is_no_description_of_a_sheet(forms: Project) -> None:
    forms.replace(
        "data/entry_sheets.yaml", "    title: 公告公示年度报送表\n", "    titel: 公告公示年度报送表\n"
    )
    found = forms.problems()
    assert {each.where for each in found} == {"data/entry_sheets.yaml, line 8"}
    assert any("titel is not known here" in each.what for each in found)
    assert any("title is missing" in each.what for each in found)


def test_a_missing_file_of_layouts(forms: Project) -> None:
    (forms.root / "data/entry_sheets.yaml").unlink()
    assert [str(each).splitlines()[0] for each in forms.problems()] == [
        "data/entry_sheets.yaml: there is no such file"
    ]


def test_a_form_without_columns_for_region_or_year_is_refused(forms: Project) -> None:
    forms.replace(
        "data/entry_sheets.yaml", "  coordinate_columns: {地区: region, 年份: year, 事项: item}\n", ""
    )
    assert any("entry_form is for long tables" in found.what for found in forms.problems())


def test_reports_due_are_items_too(forms: Project) -> None:
    items = forms.load().definitions.classifications["reports_due"].items
    assert {name: item.name for name, item in items.items()} == {"s_monthly": "月报"}


# ---------------------------------------------------------------- told from the archive


def saved(folder: Path, cells: dict[str, object]) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    for address, value in cells.items():
        sheet[address] = value
    path = folder / "form.xlsx"
    book.save(path)
    return path


FORM: dict[str, object] = {"A1": "标题", "D1": "说明", "A2": "地区", "F2": "来源", "A3": "甲", "C3": "事项"}


@pytest.mark.parametrize("cells", [{}, {"D2": "数值"}, {"C9": "另一事项"}, {"D5": ""}])
def test_headers_coordinates_and_empty_cells_leave_a_form_blank(
    tmp_path: Path, cells: dict[str, object]
) -> None:
    assert is_blank(saved(tmp_path, FORM | cells), 2, 3)


@pytest.mark.parametrize("cells", [{"D3": 0}, {"E7": "无"}, {"F3": "来源"}, {"D3": "=1+1"}, {"AA3": 1}])
def test_anything_else_is_an_entry(tmp_path: Path, cells: dict[str, object]) -> None:
    assert not is_blank(saved(tmp_path, FORM | cells), 2, 3)


def test_a_cell_without_an_address_is_taken_for_an_entry(tmp_path: Path) -> None:
    path = saved(tmp_path, FORM)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b' r="A3"', b"")
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert load_workbook(path).worksheets[0]["A1"].value == "标题"
    assert not is_blank(path, 2, 3)


def test_a_form_with_a_sheet_too_many_is_read_in_full(tmp_path: Path) -> None:
    assert not is_blank(saved(tmp_path, FORM), 2, 3, sheets=2)
