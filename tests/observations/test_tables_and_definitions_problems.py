"""Slips in YAML files are reported at their lines, together with those in workbooks."""

from __future__ import annotations

import pytest

from assessbook.core.problems import InputError
from assessbook.core.workspace import Workspace
from assessbook.observations.reader import load_dataset

TABLES = "data/sample/tables.yaml"


@pytest.mark.parametrize(
    ("old", "new", "line", "what", "action"),
    [
        ("人口数（人）: {measure: persons}", "人口数（人）: {measure: person}", 15, "measure person is not defined", "Did you mean persons?"),
        ("coverage: coverage_target}", "coverage: coverage_targets}", 25, "measure coverage_targets is not defined", "Did you mean coverage_target?"),
        ("D2: {measure: villages, region: qinghe", "D2: {measure: villages, region: qinge", 60, "region qinge is not defined", "Did you mean qinghe?"),
        ("种植业: {item: planting}", "种植业: {item: plantin}", 49, 'sheet 表4: item "plantin" is not in classification uses', "Known here" ),
        ("rows: {脱贫人口数（人）: {measure: exits}}", "rows: {脱贫人口数（人）: {measure: exits, item: water}}", 40, "measure exits has no classification", "Remove the item"),
        ("2017年: {year: 2017}", "2017年: {year: 二〇一七}", 38, "is not a year (2015)", "Correct the year."),
        ("2017年: {year: 2017}", "2017年: {}", 38, 'values of column "2017年" have no year', "Give it in the sheet's defaults"),
        ("D2: {measure: villages", "DD: {measure: villages", 60, "'DD' is not the address of a cell", "as in C7"),
        ("title: 表3 脱贫时序", "title: 表3 脱贫时序\n        titel: x", 32, "titel is not known here", "Did you mean title?"),
        ("label_column: 脱贫对象", "ignored_columns: [脱贫对象]", 40, "not which column holds the labels", "Add label_column."),
        ("2017年: {year: 2017}", "2017年: {year: 2017, region: dongshan, measure: persons}", 38, "measure persons contradicts measure exits of row", "one of the two places"),
    ],
)  # fmt: skip
def test_a_slip_in_tables_yaml(project, old, new, line, what, action):
    project.replace(TABLES, old, new)
    found = project.problems()
    assert [each.where for each in found] == [f"{TABLES}, line {line}"]
    assert what in found[0].what
    assert action in found[0].action


def test_two_columns_that_state_one_fact(project):
    project.replace(TABLES, "2017年: {year: 2017}", "2017年: {year: 2016}")
    found = project.problem()
    assert found.where == "data/sample/plan.xlsx › 表3 › C3"
    assert "states the same fact as B3" in found.what


def test_a_yaml_error_names_its_line(project):
    project.replace(TABLES, "        citation: 第一章表1\n", "        citation: [第一章表1\n")
    found = project.problem()
    assert found.where.startswith(f"{TABLES}, line ")
    assert found.what.startswith("not valid YAML")


def test_a_slip_in_one_sheets_description_does_not_hide_another_sheets_slips(project):
    project.replace(TABLES, "title: 表3 脱贫时序", "title: 表3 脱贫时序\n        titel: x")
    project.put("表1", "C3", "567人")
    places = [each.where for each in project.problems()]
    assert places == [f"{TABLES}, line 32", "data/sample/plan.xlsx › 表1 › C3"]


def test_a_slip_in_one_measure_does_not_hide_slips_in_workbooks_or_blame_them(project):
    project.replace("data/measures.yaml", "name: 贫困户, ", "nmae: 贫困户, ")
    project.put("表1", "C3", "567人")
    project.put("表1", "B3", "２７１")
    places = [each.where for each in project.problems()]
    assert set(places) == {
        "data/measures.yaml, line 3",
        "data/sample/plan.xlsx › 表1 › C3",
        "data/sample/plan.xlsx › 表1 › B3",
    }


@pytest.mark.parametrize(
    ("path", "old", "new", "where", "what"),
    [
        ("data/measures.yaml", "list_of: villages", "list_of: vilages", "data/measures.yaml, line 8", "measure vilages, named by village_listed, is not defined"),
        ("data/measures.yaml", "kind: target, classification: services", "kind: target, classification: service", "data/measures.yaml, line 6", "classification service is not defined"),
        ("data/measures.yaml", "unit: 亿元", "unit: 亿圆", "data/measures.yaml, line 7", "unit '亿圆' is not known"),
        ("data/items.yaml", "english: solar, parent: total", "english: solar, parent: totl", "data/items.yaml, line 15", "parent totl of solar is not defined"),
        ("data/sample/regions.yaml", "id: qinghe, name: 清河县, english: Qinghe, level: county", "id: qinghe, name: 清河县, english: Qinghe, level: county, parent: xiling", "data/sample/regions.yaml, line 2", "qinghe is its own forebear by way of xiling"),
        ("data/sample/regions.yaml", "id: nanwan", "id: xiling", "data/sample/regions.yaml, line 5", "xiling is defined twice, first in data/sample/regions.yaml, line 4"),
    ],
)  # fmt: skip
def test_a_slip_in_the_definitions(project, path, old, new, where, what):
    project.replace(path, old, new)
    assert any(each.where == where and what in each.what for each in project.problems())


def test_a_measure_defined_by_the_project_and_the_programme(project):
    project.write(
        "data/sample/measures.yaml", "measures:\n  persons: {name: 人, english: p, unit: 人, kind: stock}\n"
    )
    found = project.problem()
    assert found.where == "data/sample/measures.yaml, line 2"
    assert found.what == "persons is defined twice, first in data/measures.yaml, line 2"


def test_a_programme_may_add_measures_of_its_own(project):
    project.write(
        "data/sample/measures.yaml", "measures:\n  dibao: {name: 低保户, english: d, unit: 户, kind: stock}\n"
    )
    assert project.load().definitions.measures["dibao"].unit == "户"


def test_a_missing_workbook_is_named(project):
    (project.root / "data/sample/plan.xlsx").rename(project.root / "data/sample/plans.xlsx")
    found = project.problem()
    assert found.where == "data/sample/plan.xlsx"
    assert found.action == "Did you mean plans.xlsx?"


def test_a_workbook_must_lie_beside_its_tables_file(project):
    project.replace(TABLES, "  plan.xlsx:", "  ../sample/plan.xlsx:")
    found = project.problem()
    assert found.where == f"{TABLES}, line 2"
    assert "is a path" in found.what


def test_two_primary_sheets_that_contradict_each_other(project):
    project.put("收入", "A6", "全国", "data/reference/series.xlsx")
    project.put("收入", "B6", 2013, "data/reference/series.xlsx")
    project.workbook("data/sample/own.xlsx", {"收": [["收"], ["地区", "收入（元）"], ["全国", 9000]]})
    project.replace(
        TABLES,
        "workbooks:\n",
        """\
workbooks:
  own.xlsx:
    document: 本县报告
    sheets:
      收:
        title: 收
        header_row: 2
        coordinate_columns: {地区: region}
        defaults: {year: 2013}
        columns: {收入（元）: {measure: income}}
""",
    )
    found = project.problem()
    assert found.where == "data/sample/own.xlsx › 收 › B3"
    assert (
        found.what == "income 全国 2013 is 9000元 here, but 10325元 in data/reference/series.xlsx › 收入 › C6"
    )
    assert "restates: true" in found.action


def test_an_unknown_programme_names_the_near_one(project):
    with pytest.raises(InputError) as caught:
        load_dataset(Workspace(project.root.resolve()), "smple")
    (found,) = caught.value.problems
    assert found.what == "there is no programme smple"
    assert found.action == "Did you mean sample?"


def test_the_reference_folder_is_no_programme(project):
    with pytest.raises(InputError):
        load_dataset(Workspace(project.root.resolve()), "reference")


def test_all_problems_of_all_files_are_listed_at_once(project):
    project.put("表1", "A1", "表7")
    project.put("表1", "C2", "人口总数（人）")
    project.put("表1", "B3", "271户")
    project.put("表1", "C4", "９５３")
    project.put("表1", "A5", "东山镇")
    project.put("表2", "C3", 0.95)
    project.put("表4", "B4", 5400)
    project.put("表4", "B6", None)
    project.put("收入", "A3", "全国人民", "data/reference/series.xlsx")
    project.edit("表5", lambda sheet: setattr(sheet, "title", "表5改"))
    project.replace("data/measures.yaml", "name: 能耗降低, ", "nmae: 能耗降低, ")
    project.replace(TABLES, "2017年: {year: 2017}", "2017年: {yaer: 2017}")
    places = {each.where for each in project.problems()}
    assert places >= {
        "data/measures.yaml, line 10",
        f"{TABLES}, line 38",
        "data/sample/plan.xlsx › 表1 › A1",
        "data/sample/plan.xlsx › 表1 › C2",
        "data/sample/plan.xlsx › 表1 › B3",
        "data/sample/plan.xlsx › 表1 › C4",
        "data/sample/plan.xlsx › 表1 › A5",
        "data/sample/plan.xlsx › 表2 › C3",
        "data/sample/plan.xlsx › 表4 › B4",
        "data/sample/plan.xlsx › 表4 › B6",
        "data/sample/plan.xlsx › 表5",
        "data/reference/series.xlsx › 收入 › A3",
    }
