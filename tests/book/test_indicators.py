"""Which indicators have a page across regions, and what stands on it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assessbook.book.indicator_chart import region_chart
from assessbook.book.indicator_page import ChartFiles, IndicatorPages
from assessbook.book.indicators import Indicator, gaps_of, indicators_of
from assessbook.ledger.store import FigureRow
from assessbook.observations.definitions import Definitions, MeasureDefinition, Region
from tests.assessment.plan_examples import target
from tests.book.rows import cell, leaf, row
from tests.ledger.notebooks import code, notebook

VALUES = {"county": 180.0, "a": 30.0, "b": 70.0, "c": 20.0, "d": 50.0, "e": 10.0}
REGIONS = {
    name: Region(
        id=name,
        name=f"{name}镇" if name != "county" else "某县",
        english=name,
        level="township" if name != "county" else "county",
        kind="镇" if name in "ab" else "乡",
        parent=None if name == "county" else "county",
    )
    for name in VALUES
}
DEFINITIONS = Definitions(
    measures={
        "persons": MeasureDefinition(
            name="贫困人口", english="persons", unit="人", kind="stock", definition="年末人数。"
        )
    },
    classifications={},
    regions=REGIONS,
)


def figure(
    region: str, value: float, indicator: str = "persons", year: str = "2015", **more: Any
) -> FigureRow:
    changes = {
        "figure": f"plan/{year}/{region}/{indicator}",
        "year": year,
        "region": region,
        "region_name": REGIONS[region].name,
        "indicator": indicator,
        "value": value,
        "text": f"{value:.0f}",
    }
    return replace(row("north", cell("C3")), **{**changes, **more})


def persons(values: dict[str, float] = VALUES) -> list[FigureRow]:
    return [figure(region, value) for region, value in values.items()]


def page_of(rows: list[FigureRow], gaps: dict[str, str] | None = None) -> str:
    found = indicators_of(rows, DEFINITIONS, [])
    return writer_of(found, gaps).pages()["indicators/persons"]


def writer_of(found: list[Indicator], gaps: dict[str, str] | None = None) -> IndicatorPages:
    files = ChartFiles("charts/x.svg", "charts/narrow.svg", [("SVG", "charts/x.svg")])
    return IndicatorPages(found, gaps or {}, DEFINITIONS, {"a": "region/a"}, "plan", lambda chart: files)


def test_an_indicator_of_three_regions_has_a_page_and_one_of_two_has_none() -> None:
    three = [figure(region, VALUES[region]) for region in "abc"]
    assert [each.page for each in indicators_of(three, DEFINITIONS, [])] == ["indicators/persons"]
    assert indicators_of(three[:2], DEFINITIONS, []) == []


def test_one_number_repeated_for_all_regions_has_no_page() -> None:
    assert indicators_of([figure(region, 1.0) for region in "abcde"], DEFINITIONS, []) == []


def test_years_are_columns_in_their_order() -> None:
    rows = [*(figure(region, VALUES[region] + 1, year="2016") for region in "abc"), *persons()]
    (found,) = indicators_of(rows, DEFINITIONS, [])
    assert [column.year for column in found.columns] == ["2015", "2016"]
    assert list(found.regions) == ["county", "a", "b", "c", "d", "e"]
    # Six regions in 2015, three in 2016: the year with more of them is drawn.
    assert found.headline.year == "2015"


def test_a_number_made_for_a_target_stands_on_the_page_of_its_measure() -> None:
    asked = target("level", "<=", 5.0, "人", id="people_gone", measure="persons")
    gaps = [figure(region, 3.0 + place, indicator="people_gone_gap") for place, region in enumerate("abc")]
    (found,) = indicators_of([*persons(), *gaps], DEFINITIONS, [asked])
    assert [column.indicator for column in found.columns] == ["persons", "people_gone_gap"]
    assert found.targets == [asked]


def test_every_number_leads_to_the_cell_that_published_it_and_sorts_by_value() -> None:
    text = page_of(persons())
    link = '<a class="figure" data-figure="plan/2015/a/persons" href="../region/north.html#cell-size">30</a>'
    assert f'<td class="number" data-order="30.0">{link}</td>' in text
    assert '<th scope="row"><a href="../region/a.html">a镇</a></th>' in text
    assert '<th scope="row">b镇</th>' in text


def test_a_missing_value_says_what_the_notebooks_say_and_otherwise_a_dash() -> None:
    rows = [*persons(), *(figure(region, VALUES[region], year="2016") for region in "ab")]
    text = page_of(rows, {"plan/2016/c/persons": "未到期"})
    assert text.count('<td class="missing" data-order="">未到期</td>') == 1
    # The county, d and e: nothing is said of them in 2016.
    assert text.count('<td class="missing" data-order="">—</td>') == 3
    assert "“未到期”：目标期限或统计时点尚未到来" in text
    assert "“—”：本报告未列该地区的这一数字" in text


def test_a_chart_is_offered_with_its_table_one_click_away() -> None:
    text = page_of(persons())
    chart, _, table = text.partition("</figure>")
    assert '<a href="#indicator-table">图中数据</a>' in chart
    assert 'srcset="../charts/narrow.svg"' in chart
    files = [
        '<a href="../charts/x.svg" download>SVG</a>',
        '<a href="../tables/indicators-persons.csv" download>CSV</a>',
    ]
    assert "".join(files) in chart
    assert 'id="indicator-table"' in table
    assert files[1] in table


def test_the_table_behind_a_page_holds_its_figures_and_what_is_said_in_their_place() -> None:
    rows = [*persons(), *(figure(region, VALUES[region], year="2016") for region in "ab")]
    (found,) = indicators_of(rows, DEFINITIONS, [])
    table = writer_of([found], {"plan/2016/c/persons": "未到期"}).table(found)
    assert table["stub"] == "地区"
    assert [(each["name"], each["unit"]) for each in table["columns"]] == [
        ("类别", ""),
        ("2015年", "人"),
        ("2016年", "人"),
    ]
    lines = {
        row["label"]: [run["text"] if isinstance(run, dict) else run for (run,) in row["cells"]]
        for row in table["rows"]
    }
    assert lines["a镇"] == ["镇", "30", "30"]
    assert lines["c镇"] == ["乡", "20", "未到期"]
    assert lines["d镇"] == ["乡", "50", "—"]
    assert table["rows"][1]["cells"][1][0]["figure"] == "plan/2015/a/persons"


def test_regions_of_several_kinds_can_be_chosen_by_kind() -> None:
    assert '<th scope="col" data-filter>类别</th>' in page_of(persons())
    only = {region: VALUES[region] for region in ("c", "d", "e")}
    assert "data-filter" not in page_of(persons(only))


def test_the_chart_names_the_highest_and_the_lowest_and_leaves_a_total_out() -> None:
    (found,) = indicators_of(persons(), DEFINITIONS, [])
    chart = region_chart(found.headline, {name: each.parent for name, each in REGIONS.items()})
    assert chart is not None
    assert (chart.highest.region, chart.lowest.region, chart.above) == ("b", "e", None)
    assert chart.alternative == "条形图：各地区贫困人口由高到低排列，最高为b镇70人，最低为e镇10人。"


def test_an_average_among_its_parts_is_drawn_with_them() -> None:
    (found,) = indicators_of(persons({**VALUES, "county": 36.0}), DEFINITIONS, [])
    chart = region_chart(found.headline, {name: each.parent for name, each in REGIONS.items()})
    assert chart is not None
    assert chart.above is not None
    assert chart.above.region == "county"
    assert chart.alternative.endswith("，某县为36人。")


@pytest.mark.parametrize(("unit", "values"), [("", VALUES), ("人", {"a": 1.0, "b": 2.0, "c": 3.0, "d": 4.0})])
def test_places_in_an_order_and_few_regions_are_not_drawn(unit: str, values: dict[str, float]) -> None:
    derivation = leaf("某数")._replace(unit=unit)
    rows = [figure(region, value, unit=unit, derivation=derivation) for region, value in values.items()]
    (found,) = indicators_of(rows, DEFINITIONS, [])
    assert region_chart(found.headline, {}) is None


def test_gaps_are_found_in_tables_by_the_id_that_a_value_would_have() -> None:
    gap = {"missing": "not_yet_due", "text": "未到期", "of": "plan/2016/c/persons"}
    nameless = {"missing": "no_observation", "text": "无数据"}
    record = {
        "schema": 1,
        "kind": "table",
        "content": {"rows": [{"label": "c镇", "cells": [[gap], [nameless]]}]},
        "figures": [],
    }
    assert gaps_of([notebook("plan", "county", 0, code("table", record))]) == {
        "plan/2016/c/persons": "未到期"
    }
