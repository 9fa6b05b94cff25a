"""Sections on mechanisms: what was entered this year beside last year, and one line where nothing was."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
import pytest

from assessbook.assessment.mechanisms import MECHANISM_KINDS
from assessbook.core.missing import Missing
from assessbook.core.periods import Period
from assessbook.core.workspace import Workspace
from assessbook.measures import Measure
from assessbook.observations.observation import Observation, Origin
from assessbook.observations.reader import load_dataset
from assessbook.report.blocks import Block
from assessbook.report.mechanism_sections import MechanismSections
from assessbook.report.session import Report

ROOT = Path(__file__).parents[2]
CHAPTERS = ["identification", "responsibility", "funds", "help"]
WHERE = "annual-reports.xlsx › 资金监管、公示与绩效评价"


@pytest.fixture(autouse=True)
def _in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@cache
def lianzhou() -> Report:
    return Report("lianzhou-2013", 2014, "lianzhou", load_dataset(Workspace(ROOT), "lianzhou-2013"))


def entered(*facts: tuple[str, str, int, float]) -> Report:
    """Lianzhou's report with some entries: measure, region, year, value, all of mechanism lz_s27."""
    made = [
        Observation(
            measure, region, Period(year, year), "lz_s27", value, Missing.PRESENT,
            Origin("form.xlsx", "表", f"D{row}", str(value), "年报", ""), "", 0,
        )
        for row, (measure, region, year, value) in enumerate(facts, 3)
    ]  # fmt: skip
    dataset = lianzhou().dataset
    return replace(lianzhou(), data=replace(dataset, observations=(*dataset.observations, *made)))


def supervision(report: Report) -> list[Measure]:
    due, done = report.measure("disclosure_due"), report.measure("disclosure_done")
    rate = (done / due).to("%").named("disclosure_rate", "公告公示率", decimals=1)
    return [due, done, rate]


def texts(block: Block) -> list[list[str]]:
    """A table as texts, row by row; sentences as one row each."""
    content: Any = block.to_json()["content"]

    def read(runs: list[Any]) -> str:
        return "".join(run if isinstance(run, str) else run["text"] for run in runs)

    if "sentences" in content:
        return [[read(runs)] for runs in content["sentences"]]
    return [[row["label"], *(read(cell) for cell in row["cells"])] for row in content["rows"]]


def test_without_an_entry_one_line_says_where_to_enter_and_there_is_no_empty_grid() -> None:
    report = lianzhou()
    blocks = MechanismSections(report).section("fund_supervision", supervision(report))
    assert texts(blocks[-1]) == [[f"全部事项2014年没有观测数据，可在{WHERE}填报。"]]
    captions = ["".join(map(str, block.to_json()["content"].get("caption", ()))) for block in blocks]
    assert not any("年度报送数" in caption for caption in captions)


def test_entries_stand_beside_those_of_last_year_with_the_rate_computed() -> None:
    report = entered(
        ("disclosure_due", "lianzhou", 2013, 10), ("disclosure_done", "lianzhou", 2013, 7),
        ("disclosure_due", "lianzhou", 2014, 8), ("disclosure_done", "lianzhou", 2014, 6),
    )  # fmt: skip
    blocks = MechanismSections(report).entries("fund_supervision", supervision(report))
    (table,) = map(texts, blocks)
    assert table == [
        ["应公告公示项目", "8项", "10项"],
        ["已公告公示项目", "6项", "7项"],
        ["公告公示率", "75.0%", "70.0%"],
    ]


def test_towns_that_reported_are_listed_above_the_city() -> None:
    report = entered(
        ("disclosure_due", "xingzi", 2014, 5), ("disclosure_due", "dongbei", 2014, 3),
        ("disclosure_due", "lianzhou", 2014, 8),
    )  # fmt: skip
    blocks = MechanismSections(report).entries("fund_supervision", supervision(report))
    assert texts(blocks[-1]) == [["星子镇", "5"], ["东陂镇", "3"], ["连州市", "8"]]


def test_a_mechanism_with_an_entry_is_not_named_among_those_without() -> None:
    report = entered(("disclosure_due", "lianzhou", 2014, 8))
    (line,) = MechanismSections(report).lacking("fund_supervision", supervision(report))
    # Of the two mechanisms of the kind, lz_s27 (稳定投入和专款专用) has an entry.
    assert texts(line) == [[f"“‘广东扶贫济困日’募集资金”2014年没有观测数据，可在{WHERE}填报。"]]


def test_a_kind_that_the_plan_lacks_has_no_section() -> None:
    sections = MechanismSections(lianzhou())
    assert not sections.has("asset_shares")
    assert sections.section("asset_shares", []) == []


@pytest.mark.parametrize(
    ("kind", "year", "label", "cells"),
    [
        # 表1-1: 11609 persons at the end of 2015, the year before, which the plan reports as observed.
        ("registry", 2016, "建档立卡贫困人口", ["无数据", "11609人", "—"]),
        # 表2-1: 5609 persons are to leave poverty in 2017; nothing is known of 2017 and 2016.
        ("quotas", 2017, "计划脱贫人口", ["5609人"]),
    ],
)
def test_numbers_of_the_plan_itself_stand_in_their_own_column(
    kind: str, year: int, label: str, cells: list[str]
) -> None:
    report = Report("jiaohe-2016", year, "jiaohe", load_dataset(Workspace(ROOT), "jiaohe-2016"))
    blocks = MechanismSections(report).section(kind, [])
    (table,) = [block for block in blocks if "有关指标" in str(block.to_json()["content"].get("caption"))]
    rows = {row[0]: row[1:] for row in texts(table)}
    assert rows[label] == cells


# ---------------------------------------------------------------- the four chapters


def test_each_kind_has_its_own_heading_and_cell_in_one_of_the_chapters() -> None:
    found: dict[str, str] = {}
    for chapter in CHAPTERS:
        cells = nbformat.read(ROOT / "notebooks" / f"{chapter}.ipynb", as_version=4).cells
        for before, cell in pairwise(cells):
            if before.id.startswith("section-"):
                kind = cell.id.replace("-", "_")
                assert before.source.startswith("## ")
                assert f'chapter.section("{kind}", ' in cell.source
                assert kind not in found
                found[kind] = chapter
    assert set(found) == set(MECHANISM_KINDS)
