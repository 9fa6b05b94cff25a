"""The generator of a made-up country: totals are sums, the same arguments give the same bytes, all is marked."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
import yaml
from openpyxl import load_workbook

from tests.integration.books import hashes
from tests.integration.country import SMALL, make_country

Rows = dict[tuple[str, int], dict[str, float]]


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("country") / "project"
    done = make_country(out, "--provinces", "2", "--counties", "5", "--years", "3")
    assert done.returncode == 0, done.stderr
    return out


def rows_of(path: Path) -> Rows:
    """Region and year -> header -> value, of all sheets together."""
    found: Rows = defaultdict(dict)
    for sheet in load_workbook(path, read_only=True).worksheets:
        headers, *lines = sheet.iter_rows(min_row=2, values_only=True)
        for region, year, *values in lines:
            found[str(region), int(str(year))] |= dict(zip(map(str, headers[2:]), values, strict=True))  # type: ignore[arg-type]
    return found


def test_a_province_is_the_sum_of_its_counties(country: Path) -> None:
    rows = rows_of(country / "data/yanshi-2016-p01/county-reports.xlsx")
    counties = [f"演示省01·第00{number}县" for number in (1, 2, 3)]
    for header in ("建档立卡贫困人口（人）", "当年脱贫人口（人）", "财政扶贫资金（万元）"):
        for year in (2016, 2017, 2018):
            parts = sum(rows[county, year][header] for county in counties)
            assert rows["演示省01", year][header] == pytest.approx(parts, abs=1e-6)


def test_the_nation_is_the_sum_of_its_provinces(country: Path) -> None:
    provinces = rows_of(country / "data/yanshi-2016/province-reports.xlsx")
    nation = rows_of(country / "data/reference/series.xlsx")
    header = "农村人口（人）"
    for year in (2016, 2017, 2018):
        parts = provinces["演示省01", year][header] + provinces["演示省02", year][header]
        assert nation["演示国", year][header] == parts


def test_the_overview_states_of_a_province_what_its_volume_states(country: Path) -> None:
    overview = rows_of(country / "data/yanshi-2016/province-reports.xlsx")
    volume = rows_of(country / "data/yanshi-2016-p02/county-reports.xlsx")
    assert len(overview["演示省02", 2018]) == 60
    for year in (2016, 2017, 2018):
        assert overview["演示省02", year] == volume["演示省02", year]


def test_a_rate_is_the_quotient_of_its_parts(country: Path) -> None:
    rows = rows_of(country / "data/yanshi-2016-p01/county-reports.xlsx")
    for values in rows.values():
        quotient = 100 * values["建档立卡贫困人口（人）"] / values["农村人口（人）"]
        assert values["贫困发生率（%）"] == pytest.approx(quotient, abs=0.005001)


def test_the_poor_of_a_year_are_those_before_less_exits_and_more_new_and_returned(country: Path) -> None:
    rows = rows_of(country / "data/yanshi-2016-p02/county-reports.xlsx")
    for year in (2017, 2018):
        before, now = (rows["演示省02·第001县", each] for each in (year - 1, year))
        expected = (
            before["建档立卡贫困人口（人）"]
            - now["当年脱贫人口（人）"]
            + now["当年新识别贫困人口（人）"]
            + now["当年返贫人口（人）"]
        )
        assert now["建档立卡贫困人口（人）"] == expected


def test_everything_says_that_it_is_made_up(country: Path) -> None:
    for path in country.glob("params/*/2018.yaml"):
        assert yaml.safe_load(path.read_text(encoding="utf-8"))["status"] == "synthetic"
    tables = list(country.glob("data/*/tables.yaml"))
    assert len(tables) == 4
    for path in tables:
        assert yaml.safe_load(path.read_text(encoding="utf-8"))["synthetic"] is True


def test_the_same_arguments_give_the_same_bytes_and_a_smaller_country_the_same_counties(
    country: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again"
    make_country(again, "--provinces", "2", "--counties", "5", "--years", "3")
    assert hashes(again) == hashes(country)
    one = tmp_path / "one"
    make_country(one, "--provinces", "1", "--counties", "1", "--years", "3")
    assert [path.name for path in sorted((one / "params").iterdir())] == ["yanshi-2016-p01"]
    file, place = "data/yanshi-2016-p01/county-reports.xlsx", ("演示省01·第001县", 2017)
    assert rows_of(one / file)[place] == rows_of(country / file)[place]


def test_a_folder_that_holds_something_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    done = make_country(tmp_path, *SMALL)
    assert done.returncode == 2
    assert "is not empty" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
