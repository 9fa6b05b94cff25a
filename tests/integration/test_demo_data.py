"""The demonstration data: made from a seed, in keeping with the plans, marked on every page, kept apart.

Numbers are read from the workbooks with openpyxl; what they must come to stands here as the plans print it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from openpyxl import load_workbook

from assessbook.assessment.entry_sheets import entry_kinds, entry_sheet_name
from assessbook.assessment.paper_exits import find_suspicions
from assessbook.assessment.plan import load_plan
from assessbook.core.workspace import Workspace
from assessbook.observations.dataset import Dataset
from assessbook.observations.observation import Observation
from assessbook.observations.reader import load_dataset
from tests.integration.books import ROOT, Book, assessbook, copy_project, hashes, line_of, replace

PROGRAMMES = ("jiaohe-2016", "jilin-2012", "jilin-2016", "lianzhou-2013", "zhejiang-2013")
EDITION = "params/demo/zhejiang-2013/2017.yaml"
LATE = "未报送"
Row = dict[str, Any]


def generate(out: Path, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "scripts/make_demo_data.py", "--out", str(out), *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def sheet(programme: str, name: str, file: str = "demo-observations.xlsx") -> list[Row]:
    """The rows of a sheet by header, in the order of their reports."""
    path = ROOT / "data/demo" / programme / file
    rows = load_workbook(path, read_only=True)[name].iter_rows(min_row=2, values_only=True)
    headers = [str(header).partition("（")[0] for header in next(rows)]
    found = [dict(zip(headers, row, strict=True)) for row in rows]
    return sorted(found, key=lambda row: row.get("报告年份", row["年份"]))


def values(programme: str, name: str) -> dict[tuple[str, int], float]:
    """Region and year -> value, as it was last reported."""
    rows = sheet(programme, name)
    return {(row["地区"], row["年份"]): row["数值"] for row in rows if row["数值"] != LATE}


def reported_in_time(programme: str, name: str) -> dict[tuple[str, int], float]:
    """Region and year -> value, as that year's own report has it."""
    rows = [row for row in sheet(programme, name) if row["报告年份"] == row["年份"]]
    return {(row["地区"], row["年份"]): row["数值"] for row in rows if row["数值"] != LATE}


def dataset(programme: str) -> Dataset:
    return load_dataset(Workspace.find(ROOT), programme)


# ---------------------------------------------------------------- the generator


def test_the_same_seed_gives_the_same_bytes_and_they_are_those_in_the_repository(tmp_path: Path) -> None:
    generate(tmp_path)
    assert hashes(tmp_path) == hashes(ROOT / "data/demo")


def test_another_seed_gives_other_numbers(tmp_path: Path) -> None:
    generate(tmp_path, "--seed", "7", "jilin-2012")
    made = hashes(tmp_path / "jilin-2012")
    kept = hashes(ROOT / "data/demo/jilin-2012")
    assert made["demo-observations.xlsx"] != kept["demo-observations.xlsx"]


def test_a_programme_without_a_description_is_refused_with_the_near_one(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "scripts/make_demo_data.py", "--out", str(tmp_path), "zhejiang-2012"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "there is no zhejiang-2012.yaml\n  Did you mean zhejiang-2013?" in done.stderr


# ---------------------------------------------------------------- in keeping with the plans


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_a_demonstration_is_read_without_problems_and_is_synthetic(programme: str) -> None:
    found = dataset(f"demo-{programme}")
    assert found.synthetic
    made = [entry for entry in found.observations if "/demo/" in entry.origin.file]
    assert made
    assert all("演示数据" in entry.origin.citation for entry in made)
    assert all(entry.origin.file in found.yearly for entry in made)


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_the_programme_itself_reads_none_of_it(programme: str) -> None:
    found = dataset(programme)
    assert not found.synthetic
    assert not [path for path in found.inputs if "demo" in path.parts]


def test_the_poor_of_jiaohe_are_the_plans_11609_less_exits_and_plus_returns_and_new_ones() -> None:
    stock, exits, back, new = (
        values("jiaohe-2016", name)
        for name in ("建档立卡贫困人口", "当年脱贫人口", "当年返贫人口", "当年新增贫困人口")
    )
    before = 11609
    for year in range(2016, 2021):
        at = ("蛟河市", year)
        expected = before + back[at] + new[at] - exits[at]
        # In one township and year the stated headcount is 9 too high, which the checks are to find.
        assert stock[at] == expected + (9 if year == 2017 else 0)
        before = expected
    assert before == 0


def test_the_townships_of_jiaohe_start_from_the_plans_table_and_make_up_the_city() -> None:
    table = load_workbook(ROOT / "data/jiaohe-2016/plan-tables.xlsx", read_only=True)["表1-1"]
    base = {row[0]: row[2] for row in table.iter_rows(min_row=3, max_row=18, values_only=True)}
    assert (len(base), sum(base.values())) == (16, 11609)
    stock, exits, back, new = (
        values("jiaohe-2016", name)
        for name in ("建档立卡贫困人口", "当年脱贫人口", "当年返贫人口", "当年新增贫困人口")
    )
    for town, start in base.items():
        at = (town, 2016)
        assert stock[at] == start + back[at] + new[at] - exits[at]
    for year in range(2016, 2021):
        for measure in (stock, exits, back, new):
            assert sum(measure[town, year] for town in base) == measure["蛟河市", year]


def test_the_exits_of_jilin_start_from_the_839000_of_the_opinion() -> None:
    stock, exits, back, new = (
        values("jilin-2016", name)
        for name in ("建档立卡贫困人口", "当年脱贫人口", "当年返贫人口", "当年新增贫困人口")
    )
    at = ("吉林省", 2015)
    assert stock[at] == 839000 + back[at] + new[at] - exits[at]
    assert stock["吉林省", 2020] == 0
    assert [stock["长春市", year] for year in (2017, 2018)] == [0, 0]


def test_the_29_counties_are_29_and_their_income_is_the_mean_weighted_by_persons() -> None:
    persons = values("zhejiang-2013", "低收入农户人口")
    for reading, late in ((reported_in_time, {2015: 28, 2017: 28}), (values, {})):
        income = reading("zhejiang-2013", "低收入农户人均纯收入")
        for year in range(2012, 2018):
            counties = [region for region, at in income if at == year and region != "浙江29县"]
            assert len(counties) == late.get(year, 29)
            weights = sum(persons[county, year] for county in counties)
            mean = sum(income[county, year] * persons[county, year] for county in counties) / weights
            assert abs(income["浙江29县", year] - mean) <= 0.5


def test_zhejiang_keeps_the_totals_that_the_plan_prints() -> None:
    assert set(values("zhejiang-2013", "结对帮扶的扶贫重点村").values()) == {5000}
    assert set(values("zhejiang-2013", "省级团组结对的扶贫重点村").values()) == {2000}
    funds = values("zhejiang-2013", "新增扶贫资金互助会")
    for year in range(2013, 2018):
        total = sum(value for (region, at), value in funds.items() if at == year and region != "浙江29县")
        # In 2015 the stated total is 6 too high, which the chapter on data quality is to find.
        assert funds["浙江29县", year] - total == (6 if year == 2015 else 0)


def test_lianzhou_reports_of_57_key_villages() -> None:
    villages = {region for region, _ in values("lianzhou-2013", "省重点帮扶村农民人均纯收入")}
    assert len(villages) == 57


def test_there_are_late_reports_revisions_and_returns() -> None:
    rows = sheet("zhejiang-2013", "低收入农户人均纯收入")
    late = {(row["地区"], row["年份"]) for row in rows if row["数值"] == LATE}
    assert late == {("泰顺县", 2015), ("演示县十二", 2017)}
    found = dataset("demo-zhejiang-2013")

    def income(county: str, year: int, edition: int) -> Observation:
        entry = found.as_of(edition).value("low_income_net_income", county, year)
        assert entry is not None
        return entry

    assert income("taishun", 2015, 2015).value is None
    assert income("taishun", 2015, 2016).value is not None
    assert income("taishun", 2015, 2016).reporting == "迟报数，2016年补报。"
    first, revised = income("wencheng", 2016, 2016), income("wencheng", 2016, 2017)
    assert first.value is not None
    assert revised.value is not None
    assert 1.05 < first.value / revised.value < 1.07
    assert first.reporting == ""
    assert revised.reporting.startswith("修订数，2017年报送，原报数见")


# ---------------------------------------------------------------- returns on the mechanisms


def returns(programme: str, name: str) -> list[Row]:
    return sheet(programme, name, "annual-reports.xlsx")


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_every_kind_of_mechanism_has_returns_of_every_year_of_the_plan(programme: str) -> None:
    found = dataset(f"demo-{programme}")
    plan = load_plan(Workspace.find(ROOT), programme, found.definitions)
    kinds = entry_kinds(plan)
    assert len(kinds) >= 18
    for kind in kinds:
        years = {row["年份"] for row in returns(programme, entry_sheet_name(kind))}
        # What is due once or falls to a final year only isn't reported in the others.
        assert years == set(range(plan.source.span.start, plan.source.span.end + 1))


def test_the_persons_registered_are_those_of_the_register() -> None:
    register = values("jiaohe-2016", "建档立卡贫困人口")
    rows = returns("jiaohe-2016", "建档立卡与识别")
    entered = {
        (row["地区"], row["年份"]): row["登记人数"] for row in rows if row["事项"] == "贫困对象识别和建档立卡"
    }
    assert len(entered) == 17 * 5
    assert entered == {place: register[place] for place in entered}


def test_those_who_left_poverty_are_the_same_in_every_return() -> None:
    exits = values("jiaohe-2016", "当年脱贫人口")
    quotas = returns("jiaohe-2016", "年度脱贫计划、分阶段安排与累计进度")
    assert {row["年份"]: row["实际退出人数"] for row in quotas} == {
        year: exits["蛟河市", year] for year in range(2016, 2021)
    }


def test_funds_of_five_years_stay_within_the_500100000_yuan_of_the_plan() -> None:
    rows = [row for row in returns("jiaohe-2016", "资金来源、投向与结构") if row["事项"] == "资金来源"]
    assert len(rows) == 5
    arrived = sum(row["实际到位"] for row in rows)
    assert abs(arrived - 49120) <= 0.5  # 4.912 of 5.001 亿元
    assert all(row["实际支出"] <= row["实际到位"] <= row["计划安排"] for row in rows)


def test_places_follow_the_scores_of_the_57_villages_and_the_12_towns() -> None:
    rows = returns("lianzhou-2013", "年度考核、等次与排名")
    groups: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["事项"], row["年份"]].append(row)
    assert {name: len(group) for (name, year), group in groups.items() if year == 2015} == {
        "年度考核排名": 57,
        "三年期末奖励": 12,
        "市考核与省评分结合": 12,
    }
    assert ("三年期末奖励", 2014) not in groups
    for group in groups.values():
        for row in group:
            assert row["考核名次"] == 1 + sum(other["考核得分"] > row["考核得分"] for other in group)


def test_one_report_is_missing_and_some_are_late() -> None:
    rows = returns("lianzhou-2013", "进度报告制度")
    monthly = {row["年份"]: row["实报次数"] for row in rows if row["事项"] == "项目工程进度月报"}
    assert set(monthly.values()) <= {11, 12}
    late = [row for row in rows if row["按时报送次数"] < row["实报次数"]]
    assert 3 <= len(late) < len(rows) / 2


def test_a_township_whose_return_came_late_stands_in_the_next_edition_and_in_its_total() -> None:
    found = dataset("demo-jiaohe-2016")

    def persons(region: str, edition: int) -> float | None:
        entry = found.as_of(edition).value("registry_persons", region, 2018, "jh_s01")
        return None if entry is None else entry.value

    late = persons("lafa", 2019)
    assert persons("lafa", 2018) is None
    assert late is not None
    before, after = persons("jiaohe", 2018), persons("jiaohe", 2019)
    assert before is not None
    assert after == before + late


def test_600_households_of_16_townships_are_followed_over_six_years_and_a_few_return() -> None:
    rows = sheet("jiaohe-2016", "逐户抽样")
    histories: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows:
        histories[row["地区"], row["户号"]].append(row["年末登记状态"])
    assert len(histories) == 596
    assert {len(history) for history in histories.values()} == {6}
    returned = [key for key, history in histories.items() if (0, 1) in pairwise(history)]
    assert 3 <= len(returned) <= 5


def test_the_checks_find_what_was_planted_where_it_was_planted() -> None:
    found = find_suspicions(dataset("demo-jiaohe-2016"), "jiaohe")
    signs = {(sign.check, sign.region, sign.period.start) for sign in found if sign.strength != "weak"}
    assert {
        ("heaping", "tianbei", 2016),
        ("repeated_income", "putaogou", 2017),
        ("growth_outlier", "songjiang", 2018),
        ("cumulative_fall", "songjiang", 2018),
        ("balance", "qingling", 2017),
    } <= signs
    assert {(sign.check, sign.period.start) for sign in found} >= {("returned", 2018), ("returned", 2019)}


# ---------------------------------------------------------------- kept apart


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project, for a test to spoil."""
    return copy_project(tmp_path / "project")


@pytest.mark.parametrize("status", ["real", "draft"])
def test_a_real_edition_that_reads_demonstration_data_is_refused(project: Path, status: str) -> None:
    replace(project / EDITION, "status: synthetic", f"status: {status}")
    done = assessbook(project, "build", EDITION)
    assert done.returncode == 2
    line = line_of(project / EDITION, "status:")
    assert done.stderr == (
        f"{EDITION}, line {line}: status is {status}, but demo-zhejiang-2013 reads demonstration data (演示数据)\n"
        "  Write status: synthetic; or name the programme's own data, without demo.\n"
        "1 problem in all. Nothing was built.\n"
    )
    assert [path.name for path in (project / "build").glob("*") if path.name != ".results"] == []


def test_a_synthetic_edition_of_real_data_is_refused(project: Path) -> None:
    edition = "params/zhejiang-2013/2017.yaml"
    replace(project / edition, "status: real", "status: synthetic")
    done = assessbook(project, "check", edition)
    assert done.returncode == 2
    line = line_of(project / edition, "status:")
    assert (
        f"{edition}, line {line}: status is synthetic, but the data of zhejiang-2013 are real" in done.stderr
    )


# ---------------------------------------------------------------- the book


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The demonstration of Zhejiang in 2017, front page only."""
    root = copy_project(tmp_path_factory.mktemp("demo") / "project")
    programme = root / "params/demo/zhejiang-2013/programme.yaml"
    head, _, _ = programme.read_text(encoding="utf-8").partition("notebooks:\n")
    entry = "  - {template: notebooks/programme.ipynb, regions: none, page: overview}\n"
    programme.write_text(f"{head}notebooks:\n{entry}", encoding="utf-8")
    done = assessbook(root, "build", EDITION)
    assert done.returncode == 0, done.stderr
    return Book(root, root / "build/demo-zhejiang-2013/2017")


def pages(book: Book) -> Iterator[tuple[str, Any]]:
    for path in sorted(book.html.rglob("*.html")):
        yield path.relative_to(book.html).as_posix(), html.parse(path).getroot()


@pytest.mark.slow
def test_every_page_says_that_its_data_are_made_up(book: Book) -> None:
    names = []
    for name, page in pages(book):
        names.append(name)
        assert page.findtext(".//title").strip().startswith("演示数据 · "), name
        (notice,) = page.xpath("//*[@class='status-notice']")
        assert notice.text_content().split() == [
            "演示数据",
            "本书数据由程序生成，仅供演示和检验，不反映任何地区的实际情况，不得引用。",
        ]
        assert len(page.xpath("//*[@class='status-seal']")) == 1, name
    assert {"index.html", "methods.html", "search.html", "sources.html"} <= set(names)
    assert "sources/zhejiang-2013-demo-observations.html" in names


@pytest.mark.slow
def test_every_chart_has_the_word_drawn_across_it(book: Book) -> None:
    charts = sorted((book.html / "charts").glob("*.svg"))
    assert charts
    for chart in charts:
        text = chart.read_text(encoding="utf-8")
        assert text.count('class="watermark"') == text.count("<title>演示数据</title>") == 1


@pytest.mark.slow
def test_the_first_page_says_whether_income_doubled_which_counties_did_not_and_why(book: Book) -> None:
    income = values("zhejiang-2013", "低收入农户人均纯收入")
    counties = {region for region, year in income if year == 2012} - {"浙江29县"}
    reported = {county for county in counties if (county, 2017) in income}
    short = {county for county in reported if income[county, 2017] < 2 * income[county, 2012]}
    assert (len(reported), short) == (28, {"黄岩区", "庆元县", "演示县九"})
    whole, base = income["浙江29县", 2017], income["浙江29县", 2012]
    assert whole >= 2 * base

    page = html.parse(book.html / "index.html").getroot()
    (said,) = [
        item.text_content()
        for item in page.xpath("//ol[@class='headlines']/li")
        if "低收入农户收入翻番" in item.text_content()
    ]
    assert said.startswith("已达到")
    assert f"不低于{2 * base}元（2017年到期）；实际：2017年为{whole}元" in said
    assert f"差距：超出目标{whole - 2 * base}元" in said
    assert (
        "依据：《低收入农户收入倍增计划（2013—2017年）》一（三）“低收入农户人均纯收入比2012年翻一番”" in said
    )
    assert f"浙江29县总体相当于基期的{whole / base:.2f}倍" in said
    listed = "黄岩区、演示县九、庆元县"
    assert f"已达到25个，未达到3个（{listed}），无数据1个（演示县十二）。" in said

    (table,) = [
        figure
        for figure in page.xpath("//figure[contains(@class, 'table-block')]")
        if "“低收入农户收入翻番”未达到" in figure.findtext("figcaption", default="")
    ]
    rows = {
        row[0].text_content(): [cell.text_content() for cell in row[1:]] for row in table.xpath(".//tbody/tr")
    }
    assert set(rows) == short | {"演示县十二"}
    for county in short:
        now, goal = income[county, 2017], 2 * income[county, 2012]
        assert rows[county][:3] == [f"{now}元", f"{goal}元", f"−{goal - now}元"]
        assert rows[county][4] == "未达到"
    assert rows["演示县十二"][4] == "无数据"
