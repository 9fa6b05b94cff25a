"""Rows that say when they were reported: an edition reads what had been reported by its year."""

from __future__ import annotations

import pytest

from assessbook.assessment.identities import find_identities
from assessbook.core.missing import Missing
from assessbook.core.problems import InputError
from assessbook.core.workspace import Workspace
from assessbook.measures import source_measure
from assessbook.observations.dataset import Dataset
from assessbook.observations.reader import load_dataset
from assessbook.report.figures import derivation_to_json

TABLES = "data/demo/sample/tables.yaml"
WORKBOOK = "data/demo/sample/reports.xlsx"
REPORTS = """\
synthetic: true
workbooks:
  reports.xlsx:
    document: 演示数据：年度报送表
    yearly: true
    sheets:
      收入:
        title: 收入
        header_row: 2
        coordinate_columns: {地区: region, 年份: year, 报告年份: reported}
        citation_column: 来源
        note_column: 说明
        columns: {收入（元）: {measure: income}}
        symbols: {未报送: no_observation}
"""
HEADERS = ["地区", "年份", "报告年份", "收入（元）", "来源", "说明"]
ROWS = [
    ["收入"],
    HEADERS,
    ["东山镇", 2016, 2016, 9100, "演示数据", None],  # row 3: in time
    ["西岭镇", 2016, 2016, "未报送", "演示数据", None],  # row 4
    ["西岭镇", 2016, 2017, 8700, "演示数据", "补报表"],  # row 5: a year late
    ["南湾乡", 2016, 2016, 8000, "演示数据", None],  # row 6
    ["南湾乡", 2016, 2018, 8300, "演示数据", None],  # row 7: revised two years later
    ["清河县", 2016, 2019, 8900, "演示数据", None],  # row 8: late, and never said to be
]


@pytest.fixture
def reports(project):
    """The sample project with yearly reports of four regions."""
    project.write(TABLES, REPORTS)
    project.workbook(WORKBOOK, {"收入": ROWS})
    return project


def load(project) -> Dataset:
    return load_dataset(Workspace(project.root.resolve()), "demo-sample")


def income(dataset: Dataset, region: str) -> float | None:
    found = dataset.value("income", region, 2016)
    return None if found is None else found.value


def problem(project) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        load(project)
    (found,) = caught.value.problems
    return found.where, found.what


def test_what_was_reported_in_time_is_known_from_its_own_year(reports):
    dataset = load(reports)
    assert income(dataset.as_of(2015), "dongshan") is None
    assert [income(dataset.as_of(year), "dongshan") for year in (2016, 2019)] == [9100, 9100]
    entry = dataset.as_of(2016).value("income", "dongshan", 2016)
    assert (entry.reported, entry.reporting) == (2016, "")


def test_a_late_value_is_missing_in_the_edition_of_its_year_and_there_in_the_next(reports):
    dataset = load(reports)
    early = dataset.as_of(2016).value("income", "xiling", 2016)
    assert (early.value, early.missing, early.origin.raw) == (None, Missing.NO_OBSERVATION, "未报送")
    late = dataset.as_of(2017).value("income", "xiling", 2016)
    assert (late.value, late.origin.cell, late.reporting) == (8700, "D5", "迟报数，2017年补报。")


def test_a_late_value_that_nobody_announced_is_unknown_until_it_comes(reports):
    dataset = load(reports)
    assert [dataset.as_of(year).value("income", "qinghe", 2016) for year in (2016, 2017, 2018)] == [None] * 3
    assert dataset.as_of(2019).value("income", "qinghe", 2016).reporting == "迟报数，2019年补报。"


def test_editions_show_the_first_figure_until_the_revised_one_was_reported(reports):
    dataset = load(reports)
    assert [income(dataset.as_of(year), "nanwan") for year in (2016, 2017, 2018, 2019)] == [
        8000,
        8000,
        8300,
        8300,
    ]
    assert dataset.as_of(2017).value("income", "nanwan", 2016).reporting == ""
    revised = dataset.as_of(2018).value("income", "nanwan", 2016)
    assert revised.reporting == "修订数，2018年报送，原报数见“收入”D6。"


def test_the_first_figure_stays_beside_the_revised_one(reports):
    dataset = load(reports)
    key = dataset.value("income", "nanwan", 2016).key
    assert key not in dataset.as_of(2017).restatements
    assert [entry.value for entry in dataset.as_of(2018).restatements[key]] == [8000]


def test_the_basis_of_a_late_figure_says_so_behind_the_rows_own_note(reports):
    dataset = load(reports).as_of(2018)
    measure = source_measure("income", dataset.of("income"), dataset.definitions)
    element = measure.at(region="xiling", year=2016)
    record = derivation_to_json(element.derivation_at((0, 0, 0)))
    assert record["source"]["note"] == "补报表 迟报数，2017年补报。"


def test_a_revision_is_no_contradiction(reports):
    found = find_identities(load(reports).as_of(2018), "qinghe")
    assert [identity for identity in found if "收入" in identity.statement] == []


def test_a_third_report_replaces_the_second(reports):
    reports.workbook(WORKBOOK, {"收入": [*ROWS, ["南湾乡", 2016, 2019, 8250, "演示数据", None]]})
    dataset = load(reports)
    assert [income(dataset.as_of(year), "nanwan") for year in (2017, 2018, 2019)] == [8000, 8300, 8250]
    said = dataset.as_of(2019).value("income", "nanwan", 2016).reporting
    assert said == "修订数，2019年报送，原报数见“收入”D7。"


def test_a_later_report_of_the_same_value_is_neither_late_nor_a_revision(reports):
    reports.workbook(WORKBOOK, {"收入": [*ROWS, ["东山镇", 2016, 2018, 9100, "演示数据", None]]})
    assert load(reports).as_of(2018).value("income", "dongshan", 2016).reporting == ""


def test_two_rows_of_one_report_that_state_one_fact_are_a_problem(reports):
    reports.workbook(WORKBOOK, {"收入": [*ROWS, ["东山镇", 2016, 2016, 9100, "演示数据", None]]})
    where, what = problem(reports)
    assert where == f"{WORKBOOK} › 收入 › D9"
    assert what == "states the same fact as D3: income 东山镇 2016"


@pytest.mark.parametrize(
    ("written", "what"),
    [
        (2015, "reported in 2015, but the row speaks of 2016"),
        (None, "the reporting year is blank"),
        ("2016-2018", "the reporting year is the span 2016-2018"),
        ("明年", "year: '明年' is not a year (2015) or a span of years (2016-2020)"),
    ],
)
def test_a_slip_in_the_reporting_year(reports, written, what):
    reports.put("收入", "C3", written, WORKBOOK)
    assert problem(reports) == (f"{WORKBOOK} › 收入 › C3", what)


def test_a_sheet_that_says_when_rows_were_reported_needs_no_column_of_adopted_rows(reports):
    reports.replace(TABLES, "        note_column: 说明", "        adopted_column: 说明")
    where, what = problem(reports)
    assert where == f"{TABLES}, line 12"
    assert what.startswith("of rows that say when they were reported, the last is adopted")


def test_reporting_years_count_in_workbooks_that_are_not_yearly_too(reports):
    reports.replace(TABLES, "    yearly: true\n", "")
    dataset = load(reports)
    assert income(dataset.as_of(2017), "nanwan") == 8000
    assert income(dataset.as_of(2015), "dongshan") is None
