"""A small edition written down by hand: two tables, a chart, a sentence; five figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assessbook.book.pages import BookFacts, Page
from assessbook.book.register import Line, Section
from assessbook.ledger.gather import ExecutedNotebook, gather
from assessbook.ledger.store import FigureRow, Ledger, write_ledger
from assessbook.observations.definitions import Definitions
from assessbook.workbook.exhibits import Exhibit, exhibits_of
from tests.ledger.notebooks import code, figure, notebook, source, statement

FACTS = BookFacts(
    programme="plan",
    year=2015,
    title="=试验报告",
    subtitle="2015年度",
    office="某市统计局",
    status="synthetic",
    document="《规划》",
    region_name="某市",
)
NORTH = {**figure("north", source("C3", 600)), "text": "600"}
SOUTH = {**figure("south", source("C4", 300)), "text": "300"}
SHARE = {
    **figure("county", source("C5", 66.666667), indicator="share", indicator_name="占比"),
    "text": "66.67",
    "unit": "%",
    "value": 66.666667,
}
CHANGE = {
    **figure("county", source("C6", -3.0), indicator="change", indicator_name="增减"),
    "text": "\N{MINUS SIGN}3.0",
    "value": -3.0,
}
SAID = {**figure("county", source("C7", 5), indicator="said", indicator_name="文中数"), "text": "5"}


def run(record: dict[str, Any]) -> dict[str, str]:
    """A figure as a table's cell holds it."""
    return {"figure": record["figure"], "text": record["text"], "unit": record["unit"]}


def block(kind: str, content: dict[str, Any], *figures: dict[str, Any]) -> dict[str, Any]:
    """A block's record."""
    return {"schema": 1, "kind": kind, "content": content, "figures": list(figures)}


def row(label: str, *cells: list[Any], level: int = 0, total: bool = False) -> dict[str, Any]:
    """A table's row."""
    return {"label": label, "cells": list(cells), "level": level, "total": total}


def column(name: str, unit: str = "", numeric: bool = True) -> dict[str, Any]:
    """A table's column."""
    return {"name": name, "unit": unit, "numeric": numeric}


PEOPLE = {
    "caption": ["各镇人口共", "两镇"],
    "stub": "地区",
    "columns": [column("人口", "人"), column("人口", "人"), column("说明", numeric=False)],
    "rows": [
        row("北镇", [run(NORTH)], [{"missing": "no_observation", "text": "无数据"}], ["=1+1"], level=1),
        row("+南镇", [run(SOUTH)], [run(CHANGE)], ["占", run(SHARE), "%，前为", run(NORTH)], total=True),
    ],
    "notes": ["“无数据”：没有观测"],
    "sources": ["《规划》一"],
}
SHARES = {
    "caption": ["占比"],
    "stub": "地区",
    "columns": [column("数值", numeric=False)],
    "rows": [row("全市", [run(SHARE), "%"])],
    "notes": [],
    "sources": [],
}
WORDS = {**SHARES, "rows": [row("全市", ["没有数字的表"])]}


def notebooks() -> list[tuple[Page, ExecutedNotebook]]:
    """The executed notebooks with their pages."""
    chart = {"caption": ["占比图"], "svg": "<svg/>", "alternative": "图", "data": SHARES}
    first = notebook(
        "overview",
        "county",
        2,
        code("said", statement(SAID)),
        code("people", block("table", PEOPLE, NORTH, CHANGE, SOUTH, SHARE), block("table", WORDS)),
    )
    second = notebook("plan", "county", 1, code("shares", block("chart", chart, SHARE)))
    return [(Page("overview", "试验报告", "front"), first), (Page("plan", "目标", "main"), second)]


def rows_of(folder: Path) -> dict[str, FigureRow]:
    """The ledger's rows of the edition."""
    path = folder / "ledger.db"
    write_ledger(path, gather([entry for _, entry in notebooks()]), {"programme": "plan"})
    with Ledger.open(path) as ledger:
        return {row.figure: row for row in ledger.figures()}


def exhibits() -> list[Exhibit]:
    """Its tables."""
    return exhibits_of(notebooks())


REGISTER = (
    Section(
        "假定", "说明。", {"item": "编号", "content": "假定", "ground": "依据"}, [Line("1.", "按基期计算。", ground="规划。")]
    ),
    Section("签发", "说明。", {"item": "签发情况", "person": "签发人"}, (), "尚未签发。"),
)  # fmt: skip
DEFINITIONS = Definitions(measures={}, classifications={}, regions={})
DOCUMENTS = {"data/plan.xlsx": "《规划》"}
