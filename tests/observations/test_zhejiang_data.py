"""The Zhejiang workbook holds what the plan for 2013-2017 prints.

Every expectation below was read from the printed plan, not from the workbook.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from assessbook.core.documents import load_document
from assessbook.core.workspace import Workspace
from assessbook.observations.dataset import Dataset
from assessbook.observations.reader import load_dataset

FOLDER = Path(__file__).parents[2] / "data" / "zhejiang-2013"
PLAN = "《低收入农户收入倍增计划（2013—2017年）》"
ALL, KEY = "zhejiang-29-counties", "zhejiang-12-counties"
SHEETS = [
    "扶持对象和标准",
    "扶持范围",
    "12县名单",
    "部分乡镇列入的县",
    "主要目标",
    "主要任务指标",
    "搬迁计划",
    "搬迁补助和用地标准",
    "主要举措指标",
    "12县目标",
]
KEY_COUNTIES = {
    "文成": "文成县",
    "泰顺": "泰顺县",
    "开化": "开化县",
    "松阳": "松阳县",
    "庆元": "庆元县",
    "景宁": "景宁畲族自治县",
    "磐安": "磐安县",
    "衢江": "衢江区",
    "常山": "常山县",
    "龙泉": "龙泉市",
    "遂昌": "遂昌县",
    "云和": "云和县",
}


@pytest.fixture(scope="module")
def workbook() -> Workbook:
    return load_workbook(FOLDER / "plan-tables.xlsx")


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    """Loading raises if anything in the data or its description is wrong."""
    return load_dataset(Workspace.find(FOLDER), "zhejiang-2013")


def value(
    dataset: Dataset, measure: str, year: int | str, item: str | None = None, region: str = "zhejiang"
) -> float | None:
    observed = dataset.value(measure, region, year, item)
    assert observed is not None, f"nothing states {measure} of {region} in {year}"
    return observed.value


def test_the_workbook_has_every_sheet_that_is_described(workbook: Workbook) -> None:
    spec = load_document(FOLDER / "tables.yaml", "tables.yaml").content
    assert workbook.sheetnames == SHEETS == list(spec["workbooks"]["plan-tables.xlsx"]["sheets"])


def test_every_sheet_names_the_section_it_transcribes(workbook: Workbook) -> None:
    for sheet in workbook:
        assert str(sheet.cell(sheet.max_row, 1).value).startswith(f"资料来源：{PLAN}")


def test_the_12_key_counties_stand_below_the_area_of_29(dataset: Dataset) -> None:
    regions = dataset.definitions.regions
    assert [regions[name].name for name in dataset.definitions.children(KEY)] == list(KEY_COUNTIES.values())
    assert (regions[KEY].parent, regions[ALL].parent) == (ALL, "zhejiang")


def test_three_more_counties_are_named_of_which_some_townships_are_included(dataset: Dataset) -> None:
    regions = dataset.definitions.regions
    named = [regions[name].name for name in dataset.definitions.children(ALL) if name != KEY]
    assert named == ["黄岩区", "婺城区", "兰溪市"]
    listed = {each.region: each.item for each in dataset.of("partly_supported_county_listed")}
    assert listed == {"huangyan": "台州市黄岩区", "wucheng": "金华市婺城区", "lanxi": "兰溪市"}


def test_the_short_names_of_the_plan_belong_to_the_12_counties(dataset: Dataset) -> None:
    regions = dataset.definitions.regions
    listed = {str(each.item): regions[each.region].name for each in dataset.of("key_county_listed")}
    assert listed == KEY_COUNTIES
    assert value(dataset, "key_counties", 2014, region=KEY) == 12 == len(KEY_COUNTIES)


def test_the_29_counties_are_26_and_parts_of_3(dataset: Dataset) -> None:
    kinds = ["underdeveloped", "partial"]
    assert [value(dataset, "supported_counties_by_kind", 2013, kind) for kind in kinds] == [26, 3]
    assert value(dataset, "supported_counties", 2013) == 29 == 26 + 3


def test_the_line_of_2010_is_4600_yuan_and_5500_yuan_in_2012(dataset: Dataset) -> None:
    assert [value(dataset, "low_income_line", year) for year in (2010, 2012)] == [4600, 5500]


def test_a_local_line_is_about_45_percent_of_income_and_covers_10_percent(dataset: Dataset) -> None:
    parts = ["local_line", "local_population"]
    assert [value(dataset, "identification_ratio", 2012, part) for part in parts] == [45, 10]
    about = dataset.value("identification_ratio", "zhejiang", 2012, "local_line")
    assert about is not None
    assert "左右" in about.origin.note
    assert value(dataset, "scope_population", "2013-2017") == 2


def test_income_is_to_double_and_to_reach_10000_yuan_by_2017(dataset: Dataset) -> None:
    assert value(dataset, "income_multiple_target", 2017, region=ALL) == 2
    assert value(dataset, "income_target", 2017, "low_income", ALL) == 10000
    assert value(dataset, "share_target", 2017, "above_8000", ALL) == 70
    assert value(dataset, "income_target", 2017, "household_line", ALL) == 8000


def test_the_12_counties_have_goals_of_their_own_for_2016(dataset: Dataset) -> None:
    assert value(dataset, "income_target", 2016, "key_county", KEY) == 11000
    assert value(dataset, "share_target", 2016, "from_8000", KEY) == 50


def test_8000_yuan_itself_counts_in_the_12_counties_but_not_in_the_29(dataset: Dataset) -> None:
    measures = dataset.definitions.measures
    assert "等于8000元的不计" in measures["low_income_share_above_8000"].definition
    assert "等于8000元的计入" in measures["low_income_share_from_8000"].definition


def test_the_subsistence_line_is_stated_twice_as_5000_yuan(dataset: Dataset) -> None:
    observed = dataset.value("assistance_target", "zhejiang", 2017, "dibao")
    assert observed is not None
    assert (observed.value, observed.origin.sheet, observed.origin.cell) == (5000, "主要目标", "C7")
    again = dataset.restatements[observed.key]
    assert [(each.value, each.origin.sheet) for each in again] == [(5000, "主要任务指标")]
    assert value(dataset, "assistance_target", 2017, "topup") == 80


def test_60000_persons_are_to_be_relocated_in_each_of_five_years(dataset: Dataset) -> None:
    years = range(2013, 2018)
    assert [value(dataset, "planned_relocation", year, region=ALL) for year in years] == [6] * 5


def test_8400_yuan_a_head_are_5600_to_the_household_and_2800_to_the_county(dataset: Dataset) -> None:
    parts = ["total", "household", "county"]
    norms = [value(dataset, "relocation_subsidy_norm", "2013-2017", part, ALL) for part in parts]
    assert norms == [8400, 5600, 2800]
    assert 5600 + 2800 == 8400


def test_the_land_quota_is_80_and_40_square_metres_a_head(dataset: Dataset) -> None:
    kinds = ["hazard", "mountain"]
    assert [value(dataset, "land_quota_norm", "2013-2017", kind, ALL) for kind in kinds] == [80, 40]
    assert dataset.definitions.measures["land_quota_norm"].unit == "平方米/人"


@pytest.mark.parametrize(
    ("measure", "item", "region", "number"),
    [
        ("count_target", "base_classes", ALL, 5),
        ("share_target", "extension", ALL, 50),
        ("person_target", "processing_workers", ALL, 130),
        ("amount_target", "processing_fees", ALL, 130),
        ("turnover_target", "tourism_household", ALL, 5),
        ("turnover_target", "village_collective", "zhejiang", 5),
        ("road_target", None, "zhejiang", 8000),
        ("share_target", "village_bus", "zhejiang", 95),
        ("share_target", "bus_integration", "zhejiang", 60),
        ("person_target", "water_improved", "zhejiang", 200),
        ("count_target", "mutual_funds", "zhejiang", 5),
        ("count_target", "new_mutual_funds", ALL, 500),
        ("count_target", "parks", "zhejiang", 9),
        ("amount_target", "cooperation_funds", "zhejiang", 1800),
        ("training_target", None, "zhejiang", 10),
        ("count_target", "paired_villages", ALL, 5000),
        ("count_target", "paired_by_province", ALL, 2000),
        ("count_target", "pairing_groups", "zhejiang", 29),
        ("count_target", "upgraded_classes", ALL, 5),
    ],
)
def test_the_tasks_of_2017_are_as_printed(
    dataset: Dataset, measure: str, item: str | None, region: str, number: float
) -> None:
    assert value(dataset, measure, 2017, item, region) == number


def test_micro_credit_is_lent_at_five_times_the_fund_and_140_percent_of_the_rate(dataset: Dataset) -> None:
    assert value(dataset, "credit_norm", "2013-2017") == 5
    assert value(dataset, "rate_ceiling", "2013-2017") == 140
    assert value(dataset, "pairing_norm", "2013-2017", region=ALL) == 5


def test_it_is_noted_that_processing_fees_may_be_yearly_or_of_five_years(dataset: Dataset) -> None:
    observed = dataset.value("amount_target", ALL, 2017, "processing_fees")
    assert observed is not None
    assert observed.origin.note == "原文未说明是年度数还是五年累计数。"


def test_income_of_low_income_households_is_never_that_of_all_rural_residents(dataset: Dataset) -> None:
    measures = dataset.definitions.measures
    low = measures["low_income_net_income"]
    assert low.concept == {"income": "net", "price": "nominal", "population": "low_income_households"}
    assert "population" not in measures["rural_net_income"].concept
    assert dataset.of("low_income_net_income") == ()


def test_cells_with_numbers_hold_numbers_not_text(workbook: Workbook) -> None:
    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                assert not (isinstance(cell.value, str) and cell.value.strip().replace(".", "").isdigit())


def test_every_observation_of_the_plan_cites_the_plan(dataset: Dataset) -> None:
    own = [each for each in dataset.observations if each.origin.file.startswith("data/zhejiang-2013/")]
    # 5 lines, 3 counts of counties, 12 names and their number, 3 names, 5 goals, 11 tasks (one of the 12
    # stated before), 5 years, 5 norms, 12 measures, 3 goals of the 12 counties.
    assert len(own) == 5 + 3 + 13 + 3 + 5 + 11 + 5 + 5 + 12 + 3
    assert {each.origin.citation.startswith(PLAN) for each in own} == {True}
