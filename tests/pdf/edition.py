"""A small edition written down by hand for the printed report: six figures, a plan, a chart, two regions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from assessbook.book.pages import Page
from assessbook.book.register import Line, Section
from assessbook.ledger.gather import ExecutedNotebook, gather
from assessbook.ledger.store import FigureRow, Ledger, write_ledger
from assessbook.pdf.document import Contents
from tests.ledger.notebooks import code, markdown, notebook
from tests.workbook.edition import (
    CHANGE,
    DEFINITIONS,
    DOCUMENTS,
    FACTS,
    NORTH,
    PEOPLE,
    SAID,
    SHARE,
    SHARES,
    SOUTH,
    block,
    column,
    row,
    run,
)

SHELL = Path(__file__).resolve().parents[2] / "book"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="350" height="80" viewBox="0 0 350 80">'
    '<rect width="200" height="60" fill="#1f4e79"/></svg>'
)
BOARD = {
    "caption": ["已达到的目标"],
    "stub": "目标",
    "columns": [column("实际", numeric=False), column("说明", numeric=False)],
    "rows": [
        row("北镇人口不少于500人", [run(NORTH), "人"], [{"text": "已达到", "role": "badge-agree"}]),
        row("占比不低于70%", [run(SHARE), "%"], [{"text": "未达到", "role": "badge-disagree"}]),
    ],
    "notes": [],
    "sources": [],
}

REGISTER = (
    Section(
        "编制假定",
        "下列假定由编制人员作出。",
        {"item": "编号", "content": "假定"},
        [Line("1", "缺数不当作零。")],
    ),
    Section("签发", "签发后内容不再改动。", {"item": "环节", "person": "姓名"}, otherwise="尚未签发"),
)
"""Assumptions, and a sign-off that has yet to be given."""


def headlines(*sentences: list[Any]) -> dict[str, Any]:
    """The record of the first page's sentences."""
    figures = {SAID["figure"]: SAID, NORTH["figure"]: NORTH, SHARE["figure"]: SHARE}
    shown = [part["figure"] for runs in sentences for part in runs if isinstance(part, dict)]
    content = {"sentences": list(sentences), "headline": True}
    return block("statements", content, *(figures[name] for name in dict.fromkeys(shown)))


def notebooks(*sentences: list[Any]) -> list[tuple[Page, ExecutedNotebook]]:
    """The executed notebooks with their pages; `sentences` stand on the first page instead of the usual two."""
    said = sentences or (["文中数为", run(SAID), "人。"], ["北镇", run(NORTH), "人，占", run(SHARE), "%。"])
    chart = {"caption": ["占比", run(SHARE), "%"], "svg": SVG, "alternative": "一条横条", "data": SHARES}
    front = notebook(
        "overview", "county", 2,
        markdown("title", "# 总览"),
        markdown("heads", "## 主要结论"),
        code("said", headlines(*said)),
        markdown("people-heads", "## 人口\n\n下列**各镇**的数字来自规划。"),
        code("people", block("table", PEOPLE, NORTH, CHANGE, SOUTH, SHARE)),
    )  # fmt: skip
    plan = notebook(
        "plan", "county", 1,
        markdown("intro", "本章逐项列出目标。\n\n## 一、已达到"),
        code("board", block("table", BOARD, NORTH, SHARE)),
    )  # fmt: skip
    parameters = code(
        "parameters",
        source='region = "county"  # 本页所述地区\nbase_year = 2015  # 基期年份\ntarget_path = "linear"  # 推进方式\n',
        tags=("parameters",),
    )
    values = {"region": "county", "base_year": 2012, "target_path": "linear"}
    whole = notebook(
        "region/county", "county", 0,
        parameters,
        markdown("shares", "## 占比"),
        code("chart", block("chart", chart, SHARE)),
        papermill={"input_path": "notebooks/region.ipynb", "parameters": values},
    )  # fmt: skip
    towns = [
        notebook(f"region/{name}", name, 0, markdown("size", "## 规模"), code("size", table(record)))
        for name, record in (("north", NORTH), ("south", SOUTH))
    ]
    quality = notebook("quality", "county", 1, markdown("q", "## 一致\n\n- 第一项\n- 第二项"))
    return [
        (Page("overview", "试验报告", "front"), front),
        (Page("region/county", "某市总体评估", "main"), whole),
        (Page("region/north", "北镇", "regions", "镇"), towns[0]),
        (Page("region/south", "南镇", "regions", "镇"), towns[1]),
        (Page("plan", "目标与结论", "main"), plan),
        (Page("quality", "数据质量", "main"), quality),
    ]


def table(record: dict[str, Any], columns: int = 1, rows: int = 1) -> dict[str, Any]:
    """A table whose every cell shows the same figure."""
    content = {
        "caption": ["人口"],
        "stub": "地区",
        "columns": [column(f"第{number}项人口", "人") for number in range(1, columns + 1)],
        "rows": [row(f"第{number}行", *([[run(record)]] * columns)) for number in range(1, rows + 1)],
        "notes": [],
        "sources": [],
    }
    return block("table", content, record)


def contents(
    folder: Path, *, entries: list[tuple[Page, ExecutedNotebook]] | None = None, **facts: Any
) -> Contents:
    """What the report is made from; its ledger is written into `folder`."""
    chosen = entries or notebooks()
    path = folder / "ledger.db"
    write_ledger(path, gather([entry for _, entry in chosen]), {"programme": "plan"})
    with Ledger.open(path) as ledger:
        figures: dict[str, FigureRow] = {each.figure: each for each in ledger.figures()}
    said = replace(FACTS, **{"status": "real", "title": "某市规划实施情况年度评估报告", **facts})
    return Contents(said, chosen, figures, DEFINITIONS, DOCUMENTS, SHELL, REGISTER)
