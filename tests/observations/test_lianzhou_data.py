"""The Lianzhou workbook holds what the scheme of 2013 prints, with the lost characters mended.

Every expectation below was read from the printed scheme, not from the workbook.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from assessbook.core.documents import load_document
from assessbook.core.missing import Missing
from assessbook.core.workspace import Workspace
from assessbook.observations.dataset import Dataset
from assessbook.observations.reader import load_dataset

FOLDER = Path(__file__).parents[2] / "data" / "lianzhou-2013"
SCHEME = "《连州市新一轮扶贫开发“规划到户、责任到人”帮扶工作实施方案》"
SHEETS = ["重点帮扶村", "重点帮扶对象", "帮扶单位", "阶段任务", "目标值", "资金扶持", "考核奖惩"]
VILLAGES_OF = {
    "大路边镇": 5,
    "星子镇": 6,
    "西江镇": 2,
    "龙坪镇": 5,
    "九陂镇": 6,
    "连州镇": 5,
    "保安镇": 6,
    "西岸镇": 6,
    "东陂镇": 6,
    "瑶安乡": 3,
    "丰阳镇": 6,
    "三水乡": 1,
}


@pytest.fixture(scope="module")
def workbook() -> Workbook:
    return load_workbook(FOLDER / "plan-tables.xlsx")


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    """Loading raises if anything in the data or its description is wrong."""
    return load_dataset(Workspace.find(FOLDER), "lianzhou-2013")


def value(
    dataset: Dataset, measure: str, year: int | str, item: str | None = None, region: str = "lianzhou"
) -> float | None:
    observed = dataset.value(measure, region, year, item)
    assert observed is not None, f"nothing states {measure} of {region} in {year}"
    return observed.value


def notes(sheet: Worksheet) -> str:
    first_column = (str(row[0].value) for row in sheet.iter_rows(max_col=1))
    return "\n".join(text for text in first_column if text.startswith("注："))


def test_the_workbook_has_every_sheet_that_is_described(workbook: Workbook) -> None:
    spec = load_document(FOLDER / "tables.yaml", "tables.yaml").content
    assert workbook.sheetnames == SHEETS == list(spec["workbooks"]["plan-tables.xlsx"]["sheets"])


def test_every_sheet_names_the_section_it_transcribes(workbook: Workbook) -> None:
    for sheet in workbook:
        assert str(sheet.cell(sheet.max_row, 1).value).startswith(f"资料来源：{SCHEME}")


def test_twelve_towns_and_ethnic_townships_stand_below_the_city(dataset: Dataset) -> None:
    regions = dataset.definitions.regions
    children = [regions[name] for name in dataset.definitions.children("lianzhou")]
    assert [child.name for child in children] == list(VILLAGES_OF)
    assert [child.name for child in children if child.kind == "民族乡"] == ["瑶安乡", "三水乡"]
    assert {child.kind for child in children} == {"镇", "民族乡"}


def test_the_city_lies_in_qingyuan_and_guangdong(dataset: Dataset) -> None:
    forebears = ["lianzhou"]
    while parent := dataset.definitions.regions[forebears[-1]].parent:
        forebears.append(parent)
    assert forebears == ["lianzhou", "qingyuan", "guangdong", "china"]


def test_each_town_has_the_key_villages_that_the_scheme_gives_it(dataset: Dataset) -> None:
    regions = dataset.definitions.regions
    found = {
        regions[town].name: value(dataset, "key_villages", 2011, region=town)
        for town in dataset.definitions.children("lianzhou")
    }
    assert found == VILLAGES_OF


def test_the_towns_sum_to_the_57_key_villages(dataset: Dataset) -> None:
    assert value(dataset, "key_villages", 2011) == 57
    assert 5 + 6 + 2 + 5 + 6 + 5 + 6 + 6 + 6 + 3 + 6 + 1 == 57


def test_the_town_called_lianzhou_is_not_the_city(dataset: Dataset) -> None:
    observed = dataset.value("key_villages", "lianzhou-town", 2011)
    assert observed is not None
    assert (observed.value, observed.origin.sheet, observed.origin.cell) == (5, "重点帮扶村", "B8")


def test_the_helping_units_share_out_the_57_villages(dataset: Dataset) -> None:
    helpers = ["provincial", "guangzhou", "qingyuan", "lianzhou"]
    shares = [value(dataset, "key_villages_by_helper", 2013, helper) for helper in helpers]
    assert shares == [7, 25, 13, 12]
    assert value(dataset, "key_villages", 2013) == 57 == 7 + 25 + 13 + 12


@pytest.mark.parametrize(("measure", "number"), [("key_households", 5549), ("key_persons", 20933)])
def test_554920933_persons_are_read_as_5549_households_with_20933_persons(
    dataset: Dataset, measure: str, number: int
) -> None:
    observed = dataset.value(measure, "lianzhou", 2011)
    assert observed is not None
    assert observed.value == number
    assert "554920933人" in observed.origin.note
    assert "5549户20933人" in observed.origin.note


@pytest.mark.parametrize(
    ("measure", "number"), [("planned_relocation_households", 324), ("planned_relocation_persons", 1064)]
)
def test_3241064_persons_are_read_as_324_households_with_1064_persons(
    dataset: Dataset, measure: str, number: int
) -> None:
    observed = dataset.value(measure, "lianzhou", 2013)
    assert observed is not None
    assert observed.value == number
    assert "3241064人" in observed.origin.note
    assert "324户1064人" in observed.origin.note


def test_the_damaged_text_stands_beside_the_mended_numbers(workbook: Workbook) -> None:
    assert "低于3093元的554920933人为" in str(workbook["重点帮扶对象"]["E7"].value)
    assert "搬迁安置任务3241064人" in str(workbook["阶段任务"]["F5"].value)
    assert "剩余的964农村低收入住房困难户" in str(workbook["阶段任务"]["F3"].value)
    for sheet in ("重点帮扶对象", "阶段任务"):
        assert "脱“户”字" in notes(workbook[sheet])


def test_who_is_helped_was_identified_by_three_lines_of_2011(dataset: Dataset) -> None:
    assert value(dataset, "village_income_line", 2011) == 5623
    assert value(dataset, "village_collective_line", 2011) == 3
    assert value(dataset, "household_income_line", 2011) == 3093
    assert value(dataset, "city_key_villages", 2013) == 17


def test_housing_has_290_households_in_2013_and_964_in_three_years(dataset: Dataset) -> None:
    assert value(dataset, "planned_housing", 2013) == 290
    assert value(dataset, "planned_housing", "2013-2015") == 964
    for year in (2014, 2015):
        observed = dataset.value("planned_housing", "lianzhou", year)
        assert observed is not None
        assert observed.missing is Missing.NO_OBSERVATION


def test_relocation_ends_in_2013_so_later_years_have_no_task(dataset: Dataset) -> None:
    assert value(dataset, "planned_relocation_households", "2013-2015") == 324
    later = [dataset.value("planned_relocation_households", "lianzhou", year) for year in (2014, 2015)]
    assert {each.missing for each in later if each} == {Missing.NOT_APPLICABLE}


def test_14_demonstration_villages_are_planned_without_a_yearly_split(dataset: Dataset) -> None:
    assert value(dataset, "planned_demonstration_villages", "2013-2015") == 14
    observed = dataset.value("planned_demonstration_villages", "lianzhou", 2014)
    assert observed is not None
    assert observed.missing is Missing.NO_OBSERVATION


def test_incomes_of_2015_are_set_against_the_province_at_45_60_and_75_percent(dataset: Dataset) -> None:
    groups = ["able_households", "key_villages", "city"]
    assert [value(dataset, "relative_income_target", 2015, group) for group in groups] == [45, 60, 75]
    assert value(dataset, "collective_income_target", 2015) == 5
    assert value(dataset, "collective_increase_target", 2013) == 1


def test_the_special_fund_is_of_the_prefecture_and_not_of_the_city(dataset: Dataset) -> None:
    years = (2013, 2014, 2015)
    assert [value(dataset, "planned_prefecture_fund", year, region="qingyuan") for year in years] == [
        1000
    ] * 3
    assert {each.region for each in dataset.of("planned_prefecture_fund")} == {"qingyuan"}


def test_the_rates_of_support_are_as_printed(dataset: Dataset) -> None:
    assert value(dataset, "village_grant_norm", "2014-2015") == 20
    assert value(dataset, "subsidy_norm", "2013-2015", "contributions") == 50
    assert value(dataset, "subsidy_norm", "2013-2015", "loan_interest") == 40
    assert value(dataset, "town_award_norm", 2015, region="qingyuan") == 50


def test_the_ranking_has_bands_of_30_10_and_30_villages_and_10_towns(dataset: Dataset) -> None:
    bands = ["praised_villages", "merit_villages", "criticised_villages"]
    found = [value(dataset, "ranking_band", "2013-2015", band, "qingyuan") for band in bands]
    assert found == [30, 10, 30]
    assert value(dataset, "ranking_band", 2015, "awarded_towns", "qingyuan") == 10


def test_the_households_helped_are_not_the_registered_poor_of_later_years(dataset: Dataset) -> None:
    measures = dataset.definitions.measures
    assert measures["key_persons"].concept["population"] != measures["poor_persons"].concept["population"]


def test_incomes_that_are_compared_are_all_net_and_of_different_people(dataset: Dataset) -> None:
    names = ["key_village_net_income", "able_household_net_income", "key_household_net_income"]
    concepts = [dataset.definitions.measures[name].concept for name in names]
    assert {concept["income"] for concept in concepts} == {"net"}
    assert len({concept["population"] for concept in concepts}) == 3


def test_cells_with_numbers_hold_numbers_not_text(workbook: Workbook) -> None:
    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                assert not (isinstance(cell.value, str) and cell.value.strip().replace(".", "").isdigit())


def test_every_observation_of_the_scheme_cites_the_scheme(dataset: Dataset) -> None:
    own = [each for each in dataset.observations if each.origin.file.startswith("data/lianzhou-2013/")]
    # 13 villages by town, 6 identified, 5 by helper, 16 tasks, 5 targets, 7 funds, 4 bands.
    assert len(own) == 13 + 6 + 5 + 16 + 5 + 7 + 4
    assert {each.origin.citation.startswith(SCHEME) for each in own} == {True}
