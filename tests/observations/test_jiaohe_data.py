"""The transcribed plan and the reference series hold what their documents print.

Every expectation below was read from the printed plan, not from the workbooks.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from ruamel.yaml import YAML

from assessbook.core.documents import load_document
from assessbook.core.missing import Missing
from assessbook.core.workspace import Workspace
from assessbook.observations.dataset import Dataset
from assessbook.observations.reader import load_dataset

DATA = Path(__file__).parents[2] / "data"
PLAN = DATA / "jiaohe-2016" / "plan-tables.xlsx"
SERIES = DATA / "reference" / "series.xlsx"

PLAN_SHEETS = [
    "第一章经济概况",
    "十二五执行情况",
    "贫困人口构成",
    "表1-1",
    "表1-2",
    "致贫原因",
    "表1-3",
    "表2-1",
    "脱贫标准",
    "表2-2",
    "表3-1",
    "资金来源",
    "资金投向",
    "项目分类",
    "资金承诺",
    "序言与总体目标",
]
SERIES_SHEETS = [
    "农村居民人均可支配收入",
    "农村居民人均纯收入",
    "居民消费价格涨跌幅",
    "农村贫困人口",
    "农村贫困发生率",
    "农村居民收入名义增速",
    "农村居民收入实际增速",
]
TOWNSHIPS = {
    "漂河镇": (271, 567),
    "白石山镇": (583, 953),
    "庆岭镇": (582, 1538),
    "天岗镇": (611, 1086),
    "新站镇": (544, 1053),
    "松江镇": (522, 1260),
    "天北镇": (725, 1501),
    "黄松甸镇": (367, 745),
    "乌林乡": (252, 445),
    "前进乡": (348, 572),
    "河南街": (309, 540),
    "拉法街": (378, 716),
    "新农街": (184, 353),
    "奶子山街": (141, 253),
    "民主街": (11, 23),
    "长安街": (4, 4),
}
VILLAGES_OF = {
    "白石山镇": ["新发村", "东桥村"],
    "河南街": ["安乐村", "八垧地村", "牤牛河村"],
    "漂河镇": ["青背村", "二道村", "胜利村"],
    "前进乡": ["三河村"],
    "庆岭镇": ["葡萄沟村", "庆岭村", "新华村"],
    "松江镇": ["南台子村", "永兴村"],
    "新农街": ["南大村"],
    "新站镇": ["石门子村", "复兴村"],
    "天岗镇": ["五道河村", "七道河村"],
    "黄松甸镇": ["南顶子村"],
    "天北镇": ["岭东村", "牛心村"],
    "乌林乡": ["高家村"],
    "奶子山街": ["建设村"],
    "拉法街": ["海青村"],
}


@pytest.fixture(scope="module")
def plan() -> Workbook:
    return load_workbook(PLAN)


@pytest.fixture(scope="module")
def series() -> Workbook:
    return load_workbook(SERIES)


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    """Loading raises if anything in the data or its description is wrong."""
    return load_dataset(Workspace.find(DATA), "jiaohe-2016")


def column(sheet: Worksheet, header: str, label_header: str, header_row: int = 2) -> dict[object, object]:
    """Row label -> content of the column with this header, down to the notes."""
    headers = {cell.value: cell.column for cell in sheet[header_row]}
    found: dict[object, object] = {}
    for row in range(header_row + 1, sheet.max_row + 1):
        first = str(sheet.cell(row, 1).value or "")
        if first.startswith(("注：", "原文：", "资料来源")):
            break
        found[sheet.cell(row, headers[label_header]).value] = sheet.cell(row, headers[header]).value
    return found


def long_rows(sheet: Worksheet) -> list[tuple[object, ...]]:
    return [
        tuple(cell.value for cell in row)
        for row in sheet.iter_rows(min_row=3)
        if not str(row[0].value).startswith(("注：", "资料来源"))
    ]


def notes(sheet: Worksheet) -> str:
    """The lines below the table."""
    first_column = (str(row[0].value) for row in sheet.iter_rows(max_col=1))
    return "\n".join(text for text in first_column if text.startswith("注："))


def test_the_plan_has_every_sheet_in_the_order_of_the_document(plan: Workbook) -> None:
    assert plan.sheetnames == PLAN_SHEETS


def test_the_reference_series_have_one_sheet_a_measure(series: Workbook) -> None:
    assert series.sheetnames == SERIES_SHEETS


@pytest.mark.parametrize("programme", ["jiaohe-2016", "reference"])
def test_every_sheet_is_described_and_every_description_has_its_sheet(programme: str) -> None:
    path = DATA / programme / "tables.yaml"
    spec = load_document(path, "tables.yaml").content
    for name, workbook in spec["workbooks"].items():
        assert load_workbook(DATA / programme / name).sheetnames == list(workbook["sheets"])


def test_every_sheet_of_the_plan_names_the_chapter_it_transcribes(plan: Workbook) -> None:
    for sheet in plan:
        last = str(sheet.cell(sheet.max_row, 1).value)
        assert last.startswith("资料来源：《蛟河市“十三五”脱贫攻坚规划（2016-2020年）》")


def test_table_1_1_has_the_sixteen_townships_and_streets_as_printed(plan: Workbook) -> None:
    households = column(plan["表1-1"], "贫困户数（户）", "乡镇")
    persons = column(plan["表1-1"], "贫困人口数（人）", "乡镇")
    assert list(households)[:-1] == list(TOWNSHIPS)
    assert {name: (households[name], persons[name]) for name in TOWNSHIPS} == TOWNSHIPS


def test_the_total_of_table_1_1_keeps_the_units_printed_in_its_cells(plan: Workbook) -> None:
    sheet = plan["表1-1"]
    assert (sheet["A19"].value, sheet["B19"].value, sheet["C19"].value) == ("合计", "5832户", "11609人")


def test_the_townships_of_table_1_1_sum_to_its_total(plan: Workbook) -> None:
    sheet = plan["表1-1"]
    assert sum(sheet.cell(row, 2).value for row in range(3, 19)) == 5832
    assert sum(sheet.cell(row, 3).value for row in range(3, 19)) == 11609


def test_table_1_2_lists_25_villages_in_14_townships(plan: Workbook) -> None:
    sheet = plan["表1-2"]
    assert sheet["A3"].value == 25
    listed: dict[str, list[str]] = {}
    for row in range(3, 28):
        listed.setdefault(sheet.cell(row, 2).value, []).append(sheet.cell(row, 3).value)
    assert listed == VILLAGES_OF
    assert sum(len(villages) for villages in listed.values()) == 25


def test_the_types_of_household_share_out_all_registered_households_and_persons(plan: Workbook) -> None:
    households = column(plan["贫困人口构成"], "户数（户）", "对象")
    persons = column(plan["贫困人口构成"], "人口数（人）", "对象")
    types = ["低保户", "五保户", "一般户"]
    assert [households[name] for name in types] == [3560, 566, 1706]
    assert [persons[name] for name in types] == [7260, 687, 3662]
    assert (households["有劳户"], persons["有劳户"]) == (1732, 2614)
    assert (households["25个省级贫困村中贫困人口"], persons["25个省级贫困村中贫困人口"]) == (1121, 2412)


def test_the_ten_causes_sum_to_all_registered_households_and_persons(plan: Workbook) -> None:
    households = column(plan["致贫原因"], "户数（户）", "致贫原因")
    persons = column(plan["致贫原因"], "人口数（人）", "致贫原因")
    assert list(households.values()) == [4045, 981, 73, 8, 112, 257, 79, 49, 76, 152]
    assert list(persons.values()) == [8133, 1730, 203, 16, 258, 408, 153, 93, 163, 452]
    assert sum(households.values()) == 5832  # type: ignore[arg-type]
    assert sum(persons.values()) == 11609  # type: ignore[arg-type]


def test_the_economy_of_chapter_1_is_as_printed(plan: Workbook) -> None:
    values = column(plan["第一章经济概况"], "数值", "指标")
    units = column(plan["第一章经济概况"], "单位", "指标")
    assert len(values) == 31
    assert (values["总面积"], units["总面积"]) == (6235, "平方千米")
    assert (values["街道"], values["镇"], values["乡"]) == (7, 8, 2)
    assert (values["总人口"], values["农业人口"]) == (47, 27.1)
    assert (values["城镇人口可支配收入"], values["农村人口可支配收入"]) == (19130, 12090)
    assert values["地区生产总值"] == 201.66
    assert [values[f"第{n}产业增加值"] for n in "一二三"] == [36.56, 95.57, 69.53]
    assert [values[f"第{n}产业增加值年均增长"] for n in "一二三"] == [5.1, 9.0, 9.6]
    assert (values["固定资产投资累计"], values["社会消费品零售总额为2010年的倍数"]) == (829.4, 1.86)


def test_seven_streets_in_the_text_and_six_in_table_1_1_both_stand(plan: Workbook) -> None:
    streets = [name for name in column(plan["表1-1"], "贫困户数（户）", "乡镇") if str(name).endswith("街")]
    assert len(streets) == 6
    assert "7个街道" in notes(plan["第一章经济概况"])


def test_the_misprint_in_table_1_3_is_kept(plan: Workbook) -> None:
    assert plan["表1-3"]["B5"].value == "城镇居民可支配收入校长率"
    assert "校长率" in notes(plan["表1-3"])


def test_table_1_3_prints_its_units_in_the_cells(plan: Workbook) -> None:
    sheet = plan["表1-3"]
    assert sheet["A2"].value == "“十三五”区域经济发展指标"
    assert [cell.value for cell in sheet[4]] == [1, "地区生产总值年均增长率", "8.4%", "7%", "7%"]
    assert [cell.value for cell in sheet[7]] == [4, "人口自然增长率", "1.8%", "2.3%", "2.5%"]
    assert [cell.value for cell in sheet[10]] == [7, "九年义务教育巩固率", "99.19%", "99.4%", "99.5%"]
    assert [cell.value for cell in sheet[12]] == [9, "婴儿死亡率", "6‰", "5‰", "4‰"]


def test_rows_10_and_11_of_table_1_3_have_one_merged_target_and_no_base(plan: Workbook) -> None:
    sheet = plan["表1-3"]
    assert (sheet["C13"].value, sheet["D13"].value) == (None, "降低30%")
    assert (sheet["C14"].value, sheet["D14"].value) == (None, "降低20%")
    assert {"D13:E13", "D14:E14"} <= {str(area) for area in sheet.merged_cells.ranges}


def test_25658_stands_as_printed_and_its_contradiction_is_noted(plan: Workbook) -> None:
    sheet = plan["十二五执行情况"]
    assert [cell.value for cell in sheet[3]][:4] == [1, "2013年末建档立卡贫困户", 25658, "人"]
    assert "贫困户25658人" in notes(sheet)


def test_table_2_1_holds_numbers_and_the_word_consolidation(plan: Workbook) -> None:
    sheet = plan["表2-1"]
    rows = [[cell.value for cell in sheet[row]][1:] for row in (3, 4)]
    assert rows == [[11609, 6000, 5609, "巩固", "巩固", "巩固"], [25, 15, 10, "巩固", "巩固", "巩固"]]


def test_the_exit_line_rises_by_200_yuan_a_year_from_3000(plan: Workbook) -> None:
    assert column(plan["脱贫标准"], "脱贫标准（元）", "年份") == {
        "2015年": 3000,
        "2016年": 3200,
        "2017年": 3400,
        "2018年": 3600,
        "2019年": 3800,
        "2020年": 4000,
    }


def test_table_2_2_is_as_printed_with_three_empty_base_cells(plan: Workbook) -> None:
    sheet = plan["表2-2"]
    assert [cell.value for cell in sheet[3]][2:] == ["3.88%", 0, 0]
    assert [cell.value for cell in sheet[4]][2:] == [11609, 0, 0]
    assert [cell.value for cell in sheet[5]][2:] == [93, 0, 0]
    assert [cell.value for cell in sheet[8]][2:] == ["56.31%", "64.46%", "73.81%"]
    assert [sheet.cell(row, 3).value for row in (12, 13, 14)] == [None, None, None]
    assert [cell.value for cell in sheet[12]][3:] == ["≥90%", "≥90%"]
    assert [sheet.cell(row, 4).value for row in (13, 14)] == ["≥12%", "≥30%"]


def test_table_3_1_keeps_its_repeated_caption_and_a_total_three_above_its_rows(plan: Workbook) -> None:
    sheet = plan["表3-1"]
    assert str(sheet["A1"].value).split("  ")[1] == "“十三五”贫困状况变化指标"
    assert str(plan["表2-2"]["A1"].value).split("  ")[1] == "“十三五”贫困状况变化指标"
    paths = column(sheet, "带动贫困户人数（人次）", "精准脱贫方式")
    assert list(paths.values()) == [4415, 0, 89, 1159, 5943, 0, 11609]
    assert "11606" in notes(sheet)


def test_the_sources_of_funds_are_as_printed(plan: Workbook) -> None:
    sources = column(plan["资金来源"], "金额（亿元）", "资金来源")
    assert list(sources.values()) == [5.001, 2.071, 0.6, 1.406, 0.065, 2.24, 0.69]
    assert plan["资金来源"]["C3"].value == 262


def test_the_uses_of_funds_are_as_printed(plan: Workbook) -> None:
    uses = column(plan["资金投向"], "计划投入（亿元）", "资金投向")
    assert list(uses.values()) == [5.001, 4.61, 3.09, 0.54, 0.1, 0.03, 2.4, 0.02, 0.4, 0.3, 0.82, 0.391]


def test_the_classes_of_projects_are_as_printed_with_the_other_total_investment(plan: Workbook) -> None:
    projects = column(plan["项目分类"], "项目数（项）", "项目分类")
    assert list(projects.values()) == [262, 184, 176, 63, 6, 4, 100, 3, 8, 78]
    assert plan["项目分类"]["C3"].value == 4.701
    assert "5.001" in notes(plan["项目分类"])


def test_the_city_promises_3_million_yuan_in_each_year_of_the_plan(plan: Workbook) -> None:
    promised = column(plan["资金承诺"], "数值", "事项")
    assert [promised[f"{year}年市级扶贫资金预算"] for year in range(2016, 2021)] == [300] * 5
    assert (promised["信贷资金放大倍数"], promised["行政村"]) == (10, 256)
    assert "1500万元" in notes(plan["资金来源"])


def test_the_restated_numbers_stand_beside_their_section(plan: Workbook) -> None:
    sheet = plan["序言与总体目标"]
    plan_title = "《蛟河市“十三五”脱贫攻坚规划（2016-2020年）》"
    restated = [
        (row[2].value, row[3].value, str(row[5].value).removeprefix(plan_title))
        for row in sheet.iter_rows(min_row=3, max_row=13)
    ]
    assert restated == [
        (1.1, "万人", "序言"),
        (25, "个", "序言"),
        (25, "个", "第一章三"),
        (11609, "人", "第二章三（一）"),
        (25, "个", "第二章三（一）"),
        (6000, "人", "第二章三（二）"),
        (15, "个", "第二章三（二）"),
        (5609, "人", "第二章三（二）"),
        (10, "个", "第二章三（二）"),
        (4415, "人", "第三章一"),
        (25, "个", "第四章一"),
    ]


def test_the_communique_value_of_2015_is_adopted_and_the_exact_one_kept(series: Workbook) -> None:
    rows = [row for row in long_rows(series["农村居民人均可支配收入"]) if row[:2] == ("全国", 2015)]
    assert [(row[2], row[3]) for row in rows] == [(11422, "是"), (11421.71, "否")]
    assert rows[0][4] == "国家统计局《2015年国民经济和社会发展统计公报》"


def test_net_and_disposable_income_never_stand_in_one_sheet(series: Workbook) -> None:
    disposable = long_rows(series["农村居民人均可支配收入"])
    net = long_rows(series["农村居民人均纯收入"])
    assert all(str(row[5]).startswith("人均可支配收入") for row in disposable)
    assert all("纯收入" in str(row[5]).split("。")[0] for row in net)
    both_2015 = ({row[2] for row in rows if row[:2] == ("全国", 2015)} for rows in (disposable, net))
    assert list(both_2015) == [{11422, 11421.71}, {10772}]


def test_income_figures_of_2013_are_marked_with_their_concept(series: Workbook) -> None:
    disposable = [row for row in long_rows(series["农村居民人均可支配收入"]) if row[:2] == ("全国", 2013)]
    net = [row for row in long_rows(series["农村居民人均纯收入"]) if row[:2] == ("全国", 2013)]
    assert [(row[2], row[3]) for row in disposable] == [(9429.59, "是")]
    assert [(row[2], row[3]) for row in net] == [(8896, "是"), (8896, "否")]


def test_consumer_prices_of_the_statistical_office_are_preferred(series: Workbook) -> None:
    adopted = {
        row[1]: row[2]
        for row in long_rows(series["居民消费价格涨跌幅"])
        if row[0] == "全国" and row[3] == "是"
    }
    assert adopted == {
        2010: 3.18,
        2011: 5.55,
        2012: 2.62,
        2013: 2.62,
        2014: 2.0,
        2015: 1.4,
        2016: 2.0,
        2017: 1.6,
        2018: 2.1,
        2019: 2.9,
        2020: 2.5,
    }


def test_rounded_and_preliminary_figures_give_way(series: Workbook) -> None:
    poor = [row for row in long_rows(series["农村贫困人口"]) if row[:2] == ("全国", 2011)]
    assert {(row[2], row[3]) for row in poor} == {(12238, "是"), (12200, "否")}
    jilin = [row for row in long_rows(series["农村居民人均纯收入"]) if row[:2] == ("吉林省", 2013)]
    assert {(row[2], row[3]) for row in jilin} == {(9621, "是"), (9600, "否")}


@pytest.mark.parametrize("name", SERIES_SHEETS)
def test_one_row_is_adopted_for_each_region_and_year(series: Workbook, name: str) -> None:
    adopted: dict[tuple[object, object], int] = {}
    for row in long_rows(series[name]):
        assert row[3] in {"是", "否"}
        adopted[row[0], row[1]] = adopted.get((row[0], row[1]), 0) + (row[3] == "是")
    assert set(adopted.values()) == {1}


@pytest.mark.parametrize("name", SERIES_SHEETS)
def test_every_reference_row_cites_a_release_and_no_address(series: Workbook, name: str) -> None:
    for row in long_rows(series[name]):
        assert row[4]
        assert row[5]
        for mark in ("http", "www.", ".com", ".cn", "mirror", "GitHub"):
            assert mark not in f"{row[4]} {row[5]}"


@pytest.mark.parametrize("name", SERIES_SHEETS)
def test_the_rule_of_preference_stands_under_every_series(series: Workbook, name: str) -> None:
    assert "统计公报、统计年鉴" in notes(series[name])


def test_cells_with_numbers_hold_numbers_not_text(plan: Workbook) -> None:
    for sheet in plan:
        for row in sheet.iter_rows():
            for cell in row:
                assert not (isinstance(cell.value, str) and cell.value.strip().replace(".", "").isdigit())


def test_every_note_in_tables_yaml_stands_beside_a_value(plan: Workbook) -> None:
    content = YAML(typ="safe").load((DATA / "jiaohe-2016" / "tables.yaml").read_text(encoding="utf-8"))
    sheets = content["workbooks"]["plan-tables.xlsx"]["sheets"]
    empty = [
        (name, cell)
        for name, spec in sheets.items()
        for cell in spec.get("notes", {})
        if plan[name][cell].value is None
    ]
    assert empty == [("表2-2", "C12"), ("表2-2", "C13"), ("表2-2", "C14")]


# What the checks against paper exits read where a programme has it: samples and flows of the register.
REGISTER = {
    *("household_income", "household_net_income", "household_status", "household_exit_month"),
    *("exit_persons_cumulative", "return_persons", "new_poor_persons"),
}


def test_every_measure_is_observed_asked_for_by_the_plan_or_read_by_checks(dataset: Dataset) -> None:
    params = DATA.parent / "params" / "jiaohe-2016" / "plan.yaml"
    plan = YAML(typ="safe").load(params.read_text(encoding="utf-8"))
    asked = REGISTER | {entry["measure"] for entry in (*plan["targets"], *plan["fund_rules"])}
    # What is entered each year waits for its year.
    asked |= {
        name
        for name, entry in dataset.definitions.measures.items()
        if entry.classification in ("mechanisms", "reports_due")
    }
    assert [name for name in dataset.definitions.measures if not dataset.of(name) and name not in asked] == []


def test_the_city_stands_above_its_sixteen_townships_and_below_its_prefecture(dataset: Dataset) -> None:
    regions = dataset.definitions.regions
    assert [regions[name].name for name in dataset.definitions.children("jiaohe")] == list(TOWNSHIPS)
    forebears = ["jiaohe"]
    while parent := regions[forebears[-1]].parent:
        forebears.append(parent)
    assert forebears == ["jiaohe", "jilin-city", "jilin", "china"]


def test_persons_of_piaohe_are_traced_to_table_1_1(dataset: Dataset) -> None:
    observed = dataset.value("poor_persons", "piaohe", 2015)
    assert observed is not None
    assert (observed.value, observed.origin.sheet, observed.origin.cell) == (567, "表1-1", "C3")


def test_the_number_of_registered_persons_is_stated_five_times_alike(dataset: Dataset) -> None:
    observed = dataset.value("poor_persons", "jiaohe", 2015)
    assert observed is not None
    assert observed.origin.raw == "11609人"
    again = dataset.restatements[observed.key]
    assert [each.value for each in again] == [11609] * 4
    assert {each.origin.sheet for each in again} == {"贫困人口构成", "表2-1", "表2-2", "序言与总体目标"}


def test_total_investment_is_stated_as_5_001_and_once_as_4_701(dataset: Dataset) -> None:
    observed = dataset.value("fund_use", "jiaohe", "2016-2020", "total")
    assert observed is not None
    assert (observed.value, observed.origin.sheet) == (5.001, "资金投向")
    again = {each.origin.sheet: each.value for each in dataset.restatements[observed.key]}
    assert again == {"资金来源": 5.001, "项目分类": 4.701}


def test_consolidation_is_not_applicable_and_an_empty_base_is_no_observation(dataset: Dataset) -> None:
    consolidated = [dataset.value("planned_exit_villages", "jiaohe", year) for year in (2018, 2019, 2020)]
    assert {each.missing for each in consolidated if each} == {Missing.NOT_APPLICABLE}
    empty = dataset.value("coverage_rate", "jiaohe", 2015, "industry_return")
    assert empty is not None
    assert (empty.value, empty.missing) == (None, Missing.NO_OBSERVATION)


def test_targets_keep_the_comparator_their_cell_prints(dataset: Dataset) -> None:
    printed = dataset.value("coverage_target", "jiaohe", 2020, "industry_coverage")
    bare = dataset.value("coverage_target", "jiaohe", 2020, "ncms")
    assert printed is not None
    assert bare is not None
    assert (printed.value, printed.comparator) == (90, ">=")
    assert (bare.value, bare.comparator) == (98, "")


def test_reductions_are_read_from_the_merged_cells_of_table_1_3(dataset: Dataset) -> None:
    energy = dataset.value("intensity_reduction_target", "jiaohe", "2016-2020", "energy")
    water = dataset.value("intensity_reduction_target", "jiaohe", "2016-2020", "water")
    assert energy is not None
    assert water is not None
    assert (energy.value, energy.origin.raw) == (30, "降低30%")
    assert (water.value, water.origin.raw) == (20, "降低20%")


def test_uses_and_projects_share_the_ids_of_what_both_count(dataset: Dataset) -> None:
    groups = dataset.definitions.classifications
    assert set(groups["fund_use"].items) - set(groups["project_class"].items) == {"health", "social_security"}
    assert set(groups["project_class"].items) <= set(groups["fund_use"].items)


def test_every_observation_of_the_plan_cites_the_plan(dataset: Dataset) -> None:
    for observation in dataset.observations:
        if observation.origin.file.startswith("data/jiaohe-2016/"):
            assert observation.origin.citation.startswith("《蛟河市“十三五”脱贫攻坚规划（2016-2020年）》")
