"""The two transcribed documents of Jilin Province hold what they print.

Every expectation below was read from the documents, not from the workbooks.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from assessbook.core.missing import Missing
from assessbook.core.workspace import Workspace
from assessbook.observations.dataset import Dataset
from assessbook.observations.reader import load_dataset

ROOT = Path(__file__).parents[2]

# Annex 3 of 2012: the numbers in the parentheses behind each prefecture's name.
VILLAGES_BY_PREFECTURE = {
    "changchun": 16,
    "jilin-city": 13,
    "siping": 14,
    "liaoyuan": 8,
    "tonghua": 15,
    "baishan": 20,
    "songyuan": 13,
    "baicheng": 44,
    "yanbian": 65,
    "changbaishan": 1,
}
# Counted in the annex by hand, for the counties with most villages and for one with two of one name.
VILLAGES_BY_COUNTY = {"tongyu": 10, "zhenlai": 12, "daan": 15, "longjing": 12, "wangqing": 15, "antu": 15}
BATCHES = {
    "production": 405_629,
    "relocation": 57_532,
    "ecology": 25_052,
    "education": 13_849,
    "health": 153_497,
    "social_security": 300_791,
}


@pytest.fixture(scope="module")
def of_2012() -> Dataset:
    return load_dataset(Workspace.find(ROOT), "jilin-2012")


@pytest.fixture(scope="module")
def of_2016() -> Dataset:
    return load_dataset(Workspace.find(ROOT), "jilin-2016")


def number(dataset: Dataset, measure: str, year: int | str, item: str | None = None) -> float | None:
    entry = dataset.value(measure, "jilin", year, item)
    assert entry is not None
    return entry.value


def test_the_annex_names_209_villages_and_the_text_speaks_of_200(of_2012: Dataset) -> None:
    assert len(of_2012.of("village_to_launch_listed")) == 209
    assert number(of_2012, "villages_to_launch", 2012) == 200


def test_the_prefectures_print_how_many_villages_they_have(of_2012: Dataset) -> None:
    printed = {
        entry.region: entry.value for entry in of_2012.of("villages_to_launch") if entry.region != "jilin"
    }
    assert printed == VILLAGES_BY_PREFECTURE


def test_as_many_villages_are_listed_for_each_prefecture_as_it_prints(of_2012: Dataset) -> None:
    regions = of_2012.definitions.regions
    listed = dict.fromkeys(VILLAGES_BY_PREFECTURE, 0)
    for entry in of_2012.of("village_to_launch_listed"):
        listed[regions[entry.region].parent or ""] += 1
    assert listed == VILLAGES_BY_PREFECTURE


@pytest.mark.parametrize(("county", "count"), VILLAGES_BY_COUNTY.items())
def test_villages_stand_in_their_counties(of_2012: Dataset, county: str, count: int) -> None:
    villages = [entry for entry in of_2012.of("village_to_launch_listed") if entry.region == county]
    assert len(villages) == count


def test_two_villages_of_one_name_in_wangqing_are_told_apart(of_2012: Dataset) -> None:
    names = {entry.item for entry in of_2012.of("village_to_launch_listed") if entry.region == "wangqing"}
    assert {"天桥岭镇河南村", "大兴沟镇河南村"} <= names


def test_a_village_without_its_own_township_takes_the_one_before_it(of_2012: Dataset) -> None:
    # 土桥镇忠厚村、双羊村
    names = {entry.item for entry in of_2012.of("village_to_launch_listed") if entry.region == "yushu"}
    assert "土桥镇双羊村" in names


def test_the_villages_of_2011_are_a_result_and_not_a_plan(of_2012: Dataset) -> None:
    assert number(of_2012, "villages_launched", 2011) == 210


def test_ranges_keep_both_ends(of_2012: Dataset) -> None:
    ends = ("planned_special_fund_minimum", "planned_special_fund_maximum")
    assert [number(of_2012, name, 2012) for name in ends] == [4, 5]
    ends = ("planned_loans_minimum", "planned_loans_maximum")
    assert [number(of_2012, name, 2012) for name in ends] == [2, 5]


def test_the_yearly_plan_of_2016_is_read_in_ten_thousands(of_2016: Dataset) -> None:
    years = {2015: 12.5, 2016: 30, 2017: 25, 2018: 20}
    assert {year: number(of_2016, "planned_exit_persons_rounded", year) for year in years} == years
    assert number(of_2016, "registered_poor_persons", 2014) == 83.9


@pytest.mark.parametrize("year", [2019, 2020])
def test_years_without_a_task_are_not_zero(of_2016: Dataset, year: int) -> None:
    entry = of_2016.value("planned_exit_persons_rounded", "jilin", year)
    assert entry is not None
    assert (entry.value, entry.missing) == (None, Missing.NOT_APPLICABLE)


def test_six_batches_have_a_number_and_the_seventh_has_none(of_2016: Dataset) -> None:
    assert {name: number(of_2016, "persons_by_batch", 2014, name) for name in BATCHES} == BATCHES
    seventh = of_2016.value("persons_by_batch", "jilin", 2014, "case_by_case")
    assert seventh is not None
    assert seventh.missing is Missing.NO_OBSERVATION


def test_an_upper_limit_without_a_number_is_not_an_observation(of_2016: Dataset) -> None:
    # 不到全省平均水平的60%
    assert of_2016.of("poor_area_income_ratio") == ()


@pytest.mark.parametrize("name", ["of_2012", "of_2016"])
def test_every_number_cites_its_document(request: pytest.FixtureRequest, name: str) -> None:
    dataset: Dataset = request.getfixturevalue(name)
    own = [entry for entry in dataset.observations if not entry.origin.file.startswith("data/reference/")]
    assert own
    document = {"of_2012": "《吉林省2012年实现30万农村贫困人口脱贫工作方案》", "of_2016": "《中共吉林省委"}[
        name
    ]
    assert all(entry.origin.citation.startswith(document) for entry in own)
