"""A demonstration reads the programme's definitions and plan tables, and reports of its own, marked as made up."""

from __future__ import annotations

import pytest

from assessbook.core.problems import InputError
from assessbook.core.workspace import Workspace
from assessbook.observations.dataset import Dataset
from assessbook.observations.reader import load_dataset

TABLES = "data/demo/sample/tables.yaml"
WORKBOOK = "data/demo/sample/reports.xlsx"
DEMO_TABLES = """\
synthetic: true
workbooks:
  reports.xlsx:
    document: 演示数据：年度报送表
    yearly: true
    sheets:
      收入:
        title: 收入
        header_row: 2
        coordinate_columns: {地区: region, 年份: year}
        citation_column: 来源
        adopted_column: 采用
        columns: {收入（元）: {measure: income}}
        symbols: {未报送: no_observation}
"""
ROWS = [
    ["收入"],
    ["地区", "年份", "收入（元）", "来源", "采用"],
    ["东山镇", 2016, 9100, "演示数据", "是"],
    ["东山镇", 2017, 9900, "演示数据", "否"],
    ["东山镇", 2017, 9800, "演示数据", "是"],
    ["新村", 2017, 7600, "演示数据", "是"],
    ["新村", 2018, "未报送", "演示数据", "是"],
]


@pytest.fixture
def demo(project):
    """The sample project with a demonstration of one more village."""
    project.write(TABLES, DEMO_TABLES)
    project.write(
        "data/demo/sample/regions.yaml",
        "regions:\n  - {id: xincun, name: 新村, english: Xincun, level: village, parent: dongshan}\n",
    )
    project.workbook(WORKBOOK, {"收入": ROWS})
    return project


def load(project) -> Dataset:
    return load_dataset(Workspace(project.root.resolve()), "demo-sample")


def test_a_demonstration_has_its_own_reports_beside_the_plans_tables_and_the_reference(demo):
    dataset = load(demo)
    assert dataset.value("income", "dongshan", 2017).value == 9800
    assert dataset.value("persons", "dongshan", 2015).value == 567
    assert dataset.value("income", "china", 2014).value == 10489
    assert dataset.definitions.regions["xincun"].parent == "dongshan"


def test_a_demonstration_is_synthetic_and_the_programme_itself_is_not(demo):
    assert load(demo).synthetic
    real = demo.load()
    assert not real.synthetic
    assert "xincun" not in real.definitions.regions
    assert not [path for path in real.inputs if "demo" in path.parts]


def test_demonstration_data_that_do_not_say_so_are_refused(demo):
    demo.replace(TABLES, "synthetic: true\n", "")
    with pytest.raises(InputError) as caught:
        load(demo)
    (found,) = caught.value.problems
    assert found.where == TABLES
    assert found.what == "demonstration data must say that they are made up"
    assert found.action == "Write synthetic: true."


def test_the_programmes_data_may_not_hide_behind_the_word(demo):
    demo.replace(TABLES, "synthetic: true", "synthetic: false")
    with pytest.raises(InputError) as caught:
        load(demo)
    assert [problem.where for problem in caught.value.problems] == [f"{TABLES}, line 1"]


def test_the_edition_of_a_year_knows_nothing_of_later_reports(demo):
    early = load(demo).as_of(2016)
    assert early.value("income", "dongshan", 2016).value == 9100
    assert early.value("income", "dongshan", 2017) is None
    assert early.restatements.keys() == load(demo).as_of(2016).restatements.keys()
    assert not [key for key in early.restatements if key[1] == "dongshan"]
    assert early.at(f"{WORKBOOK}!收入!C5") == ()


def test_what_the_plan_says_of_later_years_is_known_from_the_start(demo):
    early = load(demo).as_of(2015)
    assert early.value("exits", "qinghe", 2016).value == 1000
    assert early.value("coverage_target", "qinghe", 2020, "water").value == 73.81


def test_a_dataset_without_yearly_reports_is_the_same_in_every_year(project):
    dataset = project.load()
    assert dataset.as_of(2014) is dataset


def test_an_unknown_demonstration_is_named_with_its_folder(demo):
    with pytest.raises(InputError) as caught:
        load_dataset(Workspace(demo.root.resolve()), "demo-smple")
    (found,) = caught.value.problems
    assert found.where == "data/demo/smple"
    assert found.action == "Did you mean demo-sample?"


def test_households_of_a_sample_are_known_by_the_numbers_that_the_sheet_gives_them(project):
    project.replace(
        "data/measures.yaml",
        "  income: {",
        "  household_income: {name: 逐户收入, english: household income, unit: 元, kind: entry}\n"
        "  household_status: {name: 逐户状态, english: household status, unit: '', kind: entry}\n"
        "  income: {",
    )
    project.write(
        "data/reference/tables.yaml",
        """\
workbooks:
  series.xlsx:
    document: 抽样
    sheets:
      逐户:
        title: 逐户
        header_row: 2
        coordinate_columns: {地区: region, 年份: year, 户号: item}
        columns:
          收入（元）: {measure: household_income}
          状态: {measure: household_status, blank: not_applicable}
""",
    )
    rows = [["逐户"], ["地区", "年份", "户号", "收入（元）", "状态"]]
    rows += [["东山镇", 2015, "H-001", 2870, 1], ["东山镇", 2015, "H-002", 3310, None]]
    project.workbook("data/reference/series.xlsx", {"逐户": rows})
    dataset = project.load()
    assert dataset.value("household_income", "dongshan", 2015, "H-002").value == 3310
    assert dataset.value("household_status", "dongshan", 2015, "H-001").value == 1
    assert dataset.value("household_status", "dongshan", 2015, "H-002").value is None
