"""Magnitudes that can't be meant are found, and odd numbers of real documents are left alone."""

from __future__ import annotations

PLAN = "data/sample/plan.xlsx"

COLUMN = """\
workbooks:
  rates.xlsx:
    document: 报告
    sheets:
      率:
        title: 率
        header_row: 2
        label_column: 乡镇
        rows: regions
        extra_rows: {合计: {region: qinghe}}
        defaults: {year: 2015, item: medical}
        columns: {参合率（%）: {measure: coverage}}
"""


def rates(project, *values):
    """A programme whose only table is a column of rates, for 合计 and the three towns."""
    names = ["合计", "东山镇", "西岭镇", "南湾乡"]
    rows = [
        ["率"],
        ["乡镇", "参合率（%）"],
        *([name, value] for name, value in zip(names, values, strict=True)),
    ]
    project.workbook("data/sample/rates.xlsx", {"率": rows})
    project.write("data/sample/tables.yaml", COLUMN)


def series(project, measure, unit, *values):
    """A programme whose only table is one region's years from 2011."""
    years = [2011 + index for index in range(len(values))]
    project.workbook(
        "data/sample/series.xlsx",
        {"列": [["列"], ["年份", f"值（{unit}）"], *zip(years, values, strict=True)]},
    )
    project.write(
        "data/sample/tables.yaml",
        f"""\
workbooks:
  series.xlsx:
    document: 报告
    sheets:
      列:
        title: 列
        header_row: 2
        coordinate_columns: {{年份: year}}
        defaults: {{region: qinghe, item: {"medical" if measure == "coverage" else "planting"}}}
        columns: {{值（{unit}）: {{measure: {measure}}}}}
""",
    )


def test_a_fraction_beside_percentages(project):
    rates(project, 95.2, 98.1, 0.95, 97)
    found = project.problem()
    assert found.where == "data/sample/rates.xlsx › 率 › B5"
    assert found.what == "coverage: found 0.95 beside 95.2 (B3); a percentage is needed"
    assert found.action.startswith("Write 95 if 95% is meant.")


def test_several_fractions_are_each_found(project):
    rates(project, 95.2, 98.1, 0.95, 0.97)
    assert [each.where.split(" › ")[-1] for each in project.problems()] == ["B5", "B6"]


def test_a_fraction_typed_with_the_unit_is_found_too(project):
    project.put("表2", "C4", "0.95%")
    project.put("表2", "C5", "92%")
    found = project.problem()
    assert found.where == f"{PLAN} › 表2 › C4"
    assert "found 0.95 beside 95.2 (C3)" in found.what


def test_a_fraction_typed_without_the_unit_it_should_print(project):
    project.put("表2", "C4", 0.95)
    found = project.problem()
    assert found.where == f"{PLAN} › 表2 › C4"
    assert "0.95 and 95% can't be told apart" in found.what
    assert "95% or 0.95%" in found.action


def test_small_percentages_beside_large_ones_are_left_alone(project):
    rates(project, 63.8, 99.19, 1.8, 39.6)
    assert project.load().value("coverage", "xiling", 2015, "medical").value == 1.8


def test_small_percentages_among_small_ones_are_left_alone(project):
    rates(project, 3.88, 0.5, 2.1, 0.9)
    assert len(project.load().of("coverage")) == 4


def test_a_rate_that_falls_below_one_percent_over_the_years_is_left_alone(project):
    series(project, "coverage", "%", 97.5, 73.5, 49.8, 17.2, 10.2, 4.5, 1.7, 0.6)
    assert len(project.load().of("coverage")) == 8


def test_shares_that_add_up_to_a_hundred_are_left_alone(project):
    project.put("表2", "C3", "60%")
    project.put("表2", "C4", "39.2%")
    project.put("表2", "C5", "0.8%")
    assert project.load().value("coverage", "qinghe", 2015, "industry").value == 0.8


def test_a_note_says_that_a_fraction_is_meant(project):
    rates(project, 95.2, 98.1, 0.95, 97)
    project.replace("data/sample/tables.yaml", "title: 率", "title: 率\n        notes: {B5: 原文如此}")
    assert project.load().value("coverage", "xiling", 2015, "medical").value == 0.95


def test_wan_yuan_in_a_column_of_yi_yuan(project):
    project.put("表4", "B4", 5400)
    project.put("表4", "B3", 6000)
    (first, second) = project.problems()
    assert first.where == f"{PLAN} › 表4 › B3"
    assert second.where == f"{PLAN} › 表4 › B4"
    # Median of 6000, 2.4 and 0.02 is 2.4; 5400 / 2.4 = 2250.
    assert second.what == (
        "fund_uses is 5400亿元, 2250 times the median of the other entries; 5400万元 would be 0.54亿元"
    )
    assert second.action.startswith("If it is in 万元, enter 0.54.")


def test_fund_uses_from_two_hundredths_to_five_are_left_alone(project):
    assert project.load().value("fund_uses", "qinghe", "2016-2020", "tourism").value == 0.02


def test_a_nation_beside_towns_is_not_taken_for_another_unit(project):
    series(project, "fund_uses", "亿元", 3, 4, 5)
    project.replace("data/sample/tables.yaml", "{年份: year}", "{年份: year, 地区: region}")
    project.replace("data/sample/tables.yaml", "region: qinghe, ", "")
    project.workbook(
        "data/sample/series.xlsx",
        {
            "列": [
                ["列"],
                ["年份", "地区", "值（亿元）"],
                [2015, "全国", 9000],
                [2015, "东山镇", 3],
                [2015, "西岭镇", 4],
            ]
        },
    )
    assert project.load().value("fund_uses", "china", 2015, "planting").value == 9000


def test_an_item_larger_than_its_whole_names_both_cells(project):
    project.put("表4", "B5", 5.4)
    found = project.problem()
    assert found.where == f"{PLAN} › 表4 › B5"
    assert "光伏 清河县 2016-2020 is 5.4亿元" in found.what
    assert "合计 清河县 2016-2020 is 5.001亿元 in data/sample/plan.xlsx › 表4 › B3" in found.what
    assert found.action.startswith("Correct one of the two cells.")


def test_an_item_above_its_whole_by_rounding_only_is_left_alone(project):
    # A whole printed as 5 may stand for up to 5.5, so that 5.4 may well be a part of it.
    project.put("表4", "B3", 5)
    project.put("表4", "B5", 5.4)
    assert len(project.load().of("fund_uses")) == 4


def test_a_town_larger_than_its_county_names_both_cells(project):
    project.put("表1", "C3", 1600)
    found = project.problem()
    assert found.where == f"{PLAN} › 表1 › C3"
    assert "东山镇 2015 is 1600人" in found.what
    assert "清河县 2015 is 1524人 in data/sample/plan.xlsx › 表1 › C6" in found.what


def test_a_count_larger_by_one_than_its_whole_is_found(project):
    project.put("表1", "C6", "952人")
    assert project.problem().where == f"{PLAN} › 表1 › C4"


def test_a_towns_rate_may_exceed_its_countys(project):
    rates(project, 95.2, 98.1, 99, 90)
    assert project.load().value("coverage", "xiling", 2015, "medical").value == 99
