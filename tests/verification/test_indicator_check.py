"""The check of an indicator's page against the ledger: what it finds, each alteration by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import html

from assessbook.verification.csv_check import check_csv_file
from assessbook.verification.indicator_check import (
    check_indicator,
    check_offered,
    compared_on,
    gaps_recorded,
    table_shown,
)
from assessbook.verification.ledger_file import LedgerFile, Row
from assessbook.verification.report import Findings
from tests.ledger.notebooks import code

PAGE = (
    '<div><table class="statistics sorted-table indicator"><thead><tr><th>地区</th><th>2015年（人）</th></tr></thead>'
    '<tbody><tr><th>甲镇</th><td data-order="30.0"><a data-figure="plan/2015/a/persons">30</a></td></tr>'
    '<tr><th>乙镇</th><td data-order="70.0"><a data-figure="plan/2015/b/persons">70</a></td></tr>'
    "<tr><th>丙镇</th><td>{gap}</td>{more}</tr></tbody></table></div>"
)


def row(region: str, name: str, value: float) -> Row:
    columns: dict[str, Any] = {
        "figure": f"plan/2015/{region}/persons",
        "region": region,
        "region_name": name,
        "indicator": "persons",
        "year": "2015",
        "item": "",
        "unit": "人",
        "value": value,
        "text": f"{value:.0f}",
        "notebook": "region/a",
        "cell": "size",
    }
    return Row(columns=columns, derivation={}, sources=(), appearances=())


LEDGER = LedgerFile(
    {each.figure: each for each in (row("a", "甲镇", 30.0), row("b", "乙镇", 70.0))}, {"programme": "plan"}
)


def found(page: str, ledger: LedgerFile = LEDGER) -> list[tuple[str, str, str]]:
    findings = Findings()
    check_indicator(html.fragment_fromstring(page), "page", ledger, "ledger", {}, findings)
    return [(each.kind, each.was, each.now) for each in findings.sorted()]


def test_a_page_that_says_what_the_ledger_says_is_left_alone() -> None:
    assert found(PAGE.format(gap="—", more="")) == []


@pytest.mark.parametrize(
    ("was", "now", "finding"),
    [
        ('data-order="30.0"', 'data-order="3.0"', ("order in the table", "30.0", "3.0")),
        ("<th>甲镇</th>", "<th>乙镇</th>", ("region in the table", "甲镇", "乙镇")),
        ("2015年（人）", "2014年（人）", ("heading in the table", "True", "False")),
    ],
)
def test_an_altered_page_is_found_out(was: str, now: str, finding: tuple[str, str, str]) -> None:
    assert finding in found(PAGE.format(gap="—", more="").replace(was, now))


def test_a_figure_left_out_of_its_column_is_found_out() -> None:
    more = LedgerFile({**LEDGER.rows, "plan/2015/c/persons": row("c", "丙镇", 5.0)}, LEDGER.edition)
    assert ("figure in the table", "once", "0 times") in found(PAGE.format(gap="—", more=""), more)


def test_a_gap_says_what_the_notebook_recorded() -> None:
    gap = {"missing": "not_yet_due", "text": "未到期", "of": "plan/2015/c/persons"}
    record = {"schema": 1, "kind": "table", "content": {"rows": [{"cells": [[gap]]}]}, "figures": []}
    notebook = {"cells": [code("table", record)]}
    assert gaps_recorded({"plan": notebook}) == {"plan/2015/c/persons": "未到期"}


def test_figures_of_tables_are_known_by_their_page() -> None:
    tree = html.fragment_fromstring(PAGE.format(gap="—", more=""))
    assert compared_on({"indicators/persons": tree, "plan": tree}) == {
        "plan/2015/a/persons": "indicators/persons",
        "plan/2015/b/persons": "indicators/persons",
    }


@pytest.mark.parametrize(
    ("content", "kinds"),
    [
        ("\ufeff地区,2015年（人）\r\n甲镇,30\r\n乙镇,70\r\n丙镇,—\r\n", []),
        ("\ufeff地区,2015年（人）\r\n甲镇,31\r\n乙镇,70\r\n丙镇,—\r\n", ["text"]),
        ("地区,2015年（人）\r\n甲镇,30\r\n丁镇,70\r\n丙镇,—\r\n", ["byte order mark", "words"]),
        ("\ufeff地区,2015年（人）\r\n甲镇,30\r\n乙镇,70\r\n", ["line"]),
        (None, ["file"]),
    ],
)
def test_the_file_of_the_table_holds_what_the_page_shows(
    tmp_path: Path, content: str | None, kinds: list[str]
) -> None:
    path, findings = tmp_path / "indicators-persons.csv", Findings()
    if content is not None:
        path.write_bytes(content.encode())
    table = table_shown(html.fragment_fromstring(PAGE.format(gap="—", more="")), "page", LEDGER)
    check_csv_file(path, "file", table, "ledger", findings)
    assert sorted(each.kind for each in findings.sorted()) == kinds


@pytest.mark.parametrize(("name", "found"), [("persons", 0), ("households", 1)])
def test_a_page_offers_the_file_of_its_own_table(name: str, found: int) -> None:
    page = (
        '<div><p class="exhibit-files"><a href="../charts/a.svg">SVG</a>'
        f'<a href="../tables/indicators-{name}.csv">CSV</a></p></div>'
    )
    findings = Findings()
    check_offered(html.fragment_fromstring(page), "indicators/persons", "page", findings)
    assert len(findings.sorted()) == found
