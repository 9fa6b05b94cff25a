"""Rows of long tables: each names its region and year, cites its source, and one is adopted."""

from __future__ import annotations

import pytest

SERIES = "data/reference/series.xlsx"


@pytest.mark.parametrize(
    ("address", "value", "what", "action"),
    [
        ("A3", "全囯家", 'region "全囯家" is not known', "清河县"),
        ("A3", None, "the region is blank", "Enter the region."),
        ("B3", 20155, "20155", "2016-2020"),
        ("B3", 1015, "year 1015 is not between 1949 and 2100", "Enter a year such as 2015"),
        ("B3", "上年", "is not a year (2015)", "Enter a year such as 2015"),
        ("C3", "10489元", 'income is text "10489元", a number is needed', "the header already says 元"),
        ("D3", None, "the citation is blank", "Name the source of this row."),
        ("E3", "对", '采用 is "对", 是 or 否 is needed', "Write 是 if this row is the preferred one"),
        ("E3", None, "采用 is blank, 是 or 否 is needed", "Write 是"),
    ],
)
def test_a_slip_in_a_row(project, address, value, what, action):
    project.put("收入", address, value, SERIES)
    found = project.problem()
    assert found.where == f"{SERIES} › 收入 › {address}"
    assert what in found.what
    assert action in found.action


def test_two_adopted_rows_of_one_fact(project):
    project.put("收入", "E4", "是", SERIES)
    found = project.problem()
    assert found.where == f"{SERIES} › 收入 › C5"
    assert "2 rows of this fact are marked 是" in found.what
    assert "same fact: C4" in found.what
    assert found.action == "Mark the preferred row 是 and the others 否."


def test_no_adopted_row_of_a_fact(project):
    project.put("收入", "E5", "否", SERIES)
    found = project.problem()
    assert found.where == f"{SERIES} › 收入 › C4"
    assert "0 rows of this fact are marked 是" in found.what


def test_a_year_that_cannot_be_read_does_not_hide_a_slip_in_its_row(project):
    project.put("收入", "B3", "上年", SERIES)
    project.put("收入", "C3", "１０４８９", SERIES)
    assert {found.where.split(" › ")[-1] for found in project.problems()} == {"B3", "C3"}


def test_a_large_long_table_is_read_whole(project):
    rows = [["人均可支配收入"], ["地区", "年份", "收入（元）", "来源", "采用", "备注"]]
    rows += [
        ["全国" if year % 2 else "清河县", year, year * 3, "年鉴", "是", None] for year in range(1949, 2101)
    ]
    project.workbook(SERIES, {"收入": rows})
    dataset = project.load()
    assert len(dataset.of("income")) == 152
    assert dataset.value("income", "qinghe", 2100).value == 6300


def test_items_of_a_long_table_are_found_by_any_of_their_labels(project):
    use_items(project, [["全国", 2015, "乡村旅游业", 3], ["全国", 2015, "planting", 5]])
    dataset = project.load()
    assert dataset.value("fund_uses", "china", 2015, "tourism").value == 3
    assert dataset.value("fund_uses", "china", 2015, "planting").value == 5


def test_an_item_outside_the_classification(project):
    use_items(project, [["全国", 2015, "种殖业", 3]])
    found = project.problem()
    assert found.where == f"{SERIES} › 投向 › C3"
    assert found.what == 'item "种殖业" is not in classification uses of measure fund_uses'
    assert found.action == "Did you mean 种植业?"


def test_a_region_merged_over_its_years_stands_for_each_of_them(project):
    use_items(project, [["全国", 2014, "种植业", 3], [None, 2015, "种植业", 5]])
    project.edit("投向", lambda sheet: sheet.merge_cells("A3:A4"), SERIES)
    assert project.load().value("fund_uses", "china", 2015, "planting").value == 5


def test_two_rows_of_one_fact_need_an_adopted_column(project):
    use_items(project, [["全国", 2015, "种植业", 3], ["全国", 2015, "种植业", 4]])
    found = project.problem()
    assert found.where == f"{SERIES} › 投向 › D4"
    assert found.what == "states the same fact as D3: fund_uses 种植业 全国 2015"


def use_items(project, rows):
    """Replace the reference tables by one long table with items."""
    project.workbook(SERIES, {"投向": [["投向"], ["地区", "年份", "项目", "金额（亿元）"], *rows]})
    project.write(
        "data/reference/tables.yaml",
        """\
workbooks:
  series.xlsx:
    document: 参考序列
    sheets:
      投向:
        title: 投向
        header_row: 2
        coordinate_columns: {地区: region, 年份: year, 项目: item}
        columns: {金额（亿元）: {measure: fund_uses}}
""",
    )
