"""A small book to test the shell with: a front page, a county, a town in a subfolder, and a source page.

Written by hand in the vocabulary that the book's pages use, so that no test of the shell depends on the
code that writes real pages. Numbers are those of a real plan's first table, shortened.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

SHELL = Path(__file__).resolve().parents[2] / "book"

HEADCOUNT = "sample/2015/jiaohe/poor_persons"
HOUSEHOLDS = "sample/2015/jiaohe/poor_households"
PIAOHE = "sample/2015/piaohe/poor_persons"
ILLNESS = "sample/2015/jiaohe/share/illness"

TOWNS = [
    ("新站镇", "1 463", "608", "6.1"),
    ("白石山镇", "1 092", "511", "5.4"),
    ("漂河镇", "567", "271", "4.0"),
    ("黄松甸镇", "634", "294", "4.9"),
    ("天岗镇", "1 208", "583", "5.2"),
]

CHART = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 220" width="640" height="220">
<rect x="90" y="20" width="480" height="36" fill="#3b6ea5"/><rect x="90" y="76" width="300" height="36" fill="#3b6ea5"/>
<rect x="90" y="132" width="180" height="36" fill="#3b6ea5"/><path d="M90 10v180" stroke="#444"/></svg>
"""


def figure(identifier: str, href: str, text: str) -> str:
    """A figure's link."""
    return f'<a class="figure" data-figure="{identifier}" href="{href}">{text}</a>'


def write_sample_book(folder: Path) -> Path:
    """Write the source folder of the sample book and return it."""
    shutil.copytree(SHELL, folder, dirs_exist_ok=True)
    (folder / "_toc.yml").write_text(_TOC, encoding="utf-8")
    (folder / "towns.md").write_text("# 各镇\n\n本组收录各镇的分册。\n", encoding="utf-8")
    (folder / "methods.md").write_text(_METHODS, encoding="utf-8")
    (folder / "sources").mkdir(exist_ok=True)
    (folder / "sources" / "plan-tables.md").write_text(_SOURCES, encoding="utf-8")
    (folder / "towns").mkdir(exist_ok=True)
    _write_notebook(folder / "index.ipynb", _front())
    _write_notebook(folder / "city.ipynb", _city())
    _write_notebook(folder / "towns" / "piaohe.ipynb", _town())
    return folder


def write_cards(site: Path) -> None:
    """Put the figure data and the chart into a built sample, as the end of a real build does."""
    for page, up in (("index", ""), ("city", ""), ("towns/piaohe", "../")):
        target = site / "_figures" / f"{page}.js"
        target.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(_cards(up), ensure_ascii=False)
        target.write_text(f"window.assessbookFigures = {text};\n", encoding="utf-8")
    (site / "charts").mkdir(exist_ok=True)
    (site / "charts" / "towns.svg").write_text(CHART, encoding="utf-8")


def _write_notebook(path: Path, cells: list[dict[str, Any]]) -> None:
    content = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "cells": cells,
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")


def _text(identifier: str, source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": identifier, "metadata": {}, "source": source}


def _code(identifier: str, source: str, *outputs: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": identifier,
        "metadata": {"tags": ["hide-input"]},
        "source": source,
        "execution_count": None,
        "outputs": [
            {"output_type": "display_data", "metadata": {}, "data": {"text/html": html}} for html in outputs
        ],
    }


def _front() -> list[dict[str, Any]]:
    headcount = figure(HEADCOUNT, "city.html#cell-poverty-headcount", "11609")
    households = figure(HOUSEHOLDS, "city.html#cell-poverty-headcount", "5832")
    illness = figure(ILLNESS, "city.html#cell-causes", "48.0")
    head = (
        "# 蛟河市脱贫攻坚2015年度评估报告\n\n"
        '<p class="subtitle">依据《蛟河市“十三五”脱贫攻坚规划》</p>'
        '<ul class="edition"><li>编制单位：蛟河市扶贫开发办公室</li><li>评估年度：2015年</li><li>数据性质：真实数据</li></ul>'
    )
    headlines = (
        '<ol class="headlines">'
        f'<li><p class="statement">2015年末，蛟河市建档立卡贫困人口{headcount}人、{households}户，分布在10个镇。</p></li>'
        f'<li><p class="statement">因病致贫占全部贫困人口的{illness}%，是首要致贫原因。</p></li>'
        '<li><p class="statement">到2020年，现行标准下贫困人口全部脱贫的目标<span class="verdict verdict-unknown">无法核对</span>，'
        '贫困户数与分镇合计<span class="verdict verdict-disagree">不一致</span>，人口数<span class="verdict verdict-agree">一致</span>。</p></li></ol>'
    )
    return [
        _text("title", head),
        _text("main", "## 主要结论"),
        _code("headlines", "headlines(poor_persons, causes)", headlines),
    ]


def _city() -> list[dict[str, Any]]:
    rows = "".join(
        f'<tr><th scope="row"{" class=level-1"}>{town}</th>'
        f'<td class="number">{figure(PIAOHE, "towns/piaohe.html#cell-town", persons) if town == "漂河镇" else persons}</td>'
        f'<td class="number">{households}</td><td class="number">{rate}</td>'
        '<td class="number">12.50</td><td class="missing">无数据</td><td class="number">2 336</td><td class="words">未到期</td></tr>'
        for town, persons, households, rate in TOWNS
    )
    total = figure(HEADCOUNT, "city.html#cell-poverty-headcount", "11609")
    heads = "".join(
        f'<th scope="col" class="number">{name}<span class="unit">（{unit}）</span></th>'
        for name, unit in (
            ("贫困人口", "人"),
            ("贫困户", "户"),
            ("贫困发生率", "%"),
            ("比重", "%"),
            ("劳动力", "人"),
            ("人均纯收入", "元"),
        )
    )
    table = (
        '<figure class="block table-block"><figcaption>表1　2015年末蛟河市建档立卡贫困人口</figcaption>'
        '<div class="table-scroll" tabindex="0"><table class="statistics"><thead><tr><th scope="col">地区</th>'
        f'{heads}<th scope="col">脱贫时限</th></tr></thead><tbody><tr class="total"><th scope="row">合计</th>'
        f'<td class="number">{total}</td><td class="number">5 832</td><td class="number">5.3</td>'
        '<td class="number">100.00</td><td class="missing">无数据</td><td class="number">2 410</td>'
        f'<td class="words">2018年</td></tr>{rows}</tbody></table></div>'
        '<p class="note">注：“无数据”：来源文件和参考资料均未给出观测值，不等于零。</p>'
        '<p class="source">资料来源：《蛟河市“十三五”脱贫攻坚规划》第一章 三 表1-1。</p></figure>'
    )
    statement = f'<p class="statement">2015年末，全市建档立卡贫困人口{total}人，其中漂河镇{figure(PIAOHE, "towns/piaohe.html#cell-town", "567")}人。</p>'
    chart = (
        '<figure class="block chart-block"><figcaption>图1　致贫原因构成</figcaption><img src="charts/towns.svg" alt="因病致贫占48.0%，居首位">'
        '<details class="chart-data"><summary>图中数据</summary><div class="table-scroll" tabindex="0"><table class="statistics">'
        '<thead><tr><th scope="col">原因</th><th scope="col" class="number">比重<span class="unit">（%）</span></th></tr></thead>'
        f'<tbody><tr><th scope="row">因病</th><td class="number">{figure(ILLNESS, "city.html#cell-causes", "48.0")}</td></tr>'
        '<tr><th scope="row">缺劳动力</th><td class="number">30.0</td></tr></tbody></table></div></details>'
        '<p class="source">资料来源：规划第一章 四。</p></figure>'
    )
    more = "\n\n".join(
        f"第{number}段说明。贫困人口按国家统一的建档立卡口径统计，截止时点为2015年12月31日，与上年口径一致，可以比较。"
        for number in range(1, 9)
    )
    return [
        _text("title", "# 全市总体情况"),
        _text("count-head", "## 贫困人口规模"),
        _code(
            "poverty-headcount",
            'poor_persons = measure("poor_persons")\npublish(poor_persons.total())',
            statement,
            table,
            _basis(
                (HEADCOUNT, "贫困人口", "11609人", "271 + 583 + … = 11609人"),
                (HOUSEHOLDS, "贫困户", "5832户", "取自来源单元格的原值 5832户"),
            ),
        ),
        _text("cause-head", f"## 致贫原因\n\n{more}"),
        _code(
            "causes",
            'share = causes.share()\npublish(share["illness"])',
            chart,
            _basis((ILLNESS, "因病致贫比重", "48.0%", "5572 ÷ 11609 × 100% = 48.0%")),
        ),
    ]


def _town() -> list[dict[str, Any]]:
    total = figure(HEADCOUNT, "../city.html#cell-poverty-headcount", "11609")
    own = figure(PIAOHE, "piaohe.html#cell-town", "567")
    statement = f'<p class="statement">漂河镇建档立卡贫困人口{own}人，占全市{total}人的4.9%。光伏扶贫项目覆盖3个村。</p>'
    return [
        _text("title", "# 漂河镇"),
        _text("head", "## 贫困人口"),
        _code(
            "town",
            "publish(poor_persons[region])",
            statement,
            _basis((PIAOHE, "贫困人口", "567人", "取自来源单元格的原值 567人")),
        ),
    ]


def _basis(*rows: tuple[str, str, str, str]) -> str:
    body = "".join(
        f'<tr data-figure="{identifier}"><th scope="row">{name}<span class="place">蛟河市，2015年</span></th>'
        f'<td class="number">{value}</td><td>{formula}</td>'
        '<td><ul><li><a href="sources/plan-tables.html#sheet-1-C3">data/sample/plan-tables.xlsx › 表1-1 › C3</a>：<q class="raw">567</q></li></ul></td></tr>'
        for identifier, name, value, formula in rows
    )
    return (
        f'<details class="basis"><summary>计算依据（{len(rows)}个数字）</summary><div class="table-scroll" tabindex="0">'
        '<table class="basis-table"><thead><tr><th scope="col">指标</th><th scope="col">数值</th><th scope="col">计算式</th>'
        f'<th scope="col">来源单元格</th></tr></thead><tbody>{body}</tbody></table></div></details>'
    )


def _cards(up: str) -> dict[str, Any]:
    source = {
        "address": "data/sample/plan-tables.xlsx › 表1-1 › C3",
        "raw": "567",
        "citation": "《蛟河市“十三五”脱贫攻坚规划》第一章 三 表1-1",
        "note": "",
        "href": f"{up}sources/plan-tables.html#sheet-1-C3",
    }
    common = {"region": "蛟河市", "period": "2015年", "item": "", "sources": [source], "more": 0}
    formula = " + ".join(["271", "583", "608", "1463", "1092", "567", "634", "1208"] * 2) + " + … = 11609人"
    return {
        HEADCOUNT: {**common, "name": "建档立卡贫困人口", "text": "11609", "unit": "人", "formula": formula,
                    "sources": [source] * 6, "more": 13, "cell": f"{up}city.html#cell-poverty-headcount"},
        HOUSEHOLDS: {**common, "name": "建档立卡贫困户", "text": "5832", "unit": "户",
                     "formula": "取自来源单元格的原值 5832户", "cell": f"{up}city.html#cell-poverty-headcount"},
        ILLNESS: {**common, "name": "致贫原因比重", "item": "因病", "text": "48.0", "unit": "%",
                  "formula": "5572 ÷ 11609 × 100% = 48.0%", "cell": f"{up}city.html#cell-causes"},
        PIAOHE: {**common, "name": "<b>建档立卡贫困人口</b>", "region": "漂河镇", "text": "567", "unit": "人",
                 "formula": "取自来源单元格的原值 567人", "cell": f"{up}towns/piaohe.html#cell-town"},
    }  # fmt: skip


_TOC = """format: jb-book
root: index
parts:
  - caption: 总体评估
    chapters:
      - file: city
  - caption: 分地区评估
    chapters:
      - file: towns
        sections:
          - file: towns/piaohe
  - caption: 方法与来源
    chapters:
      - file: methods
      - file: sources/plan-tables
"""

_METHODS = """# 编制方法

本报告的全部数字由笔记本计算得出。贫困发生率等于贫困人口除以农业户籍人口。

## 缺失值

- “无数据”与零不同。
- “未到期”表示目标期限尚未到来。

| 符号 | 含义 |
|---|---|
| 无数据 | 来源未给出 |
"""

_SOURCES = """# 来源数据：plan-tables.xlsx

## 表1-1

<div class="table-scroll" tabindex="0"><table class="sheet"><thead><tr><th scope="col"><span class="visually-hidden">行号</span></th><th scope="col">A</th><th scope="col">B</th><th scope="col">C</th></tr></thead><tbody><tr><th scope="row">1</th><td id="sheet-1-A1">表1-1</td><td id="sheet-1-B1"></td><td id="sheet-1-C1"></td></tr><tr><th scope="row">3</th><td id="sheet-1-A3">1</td><td id="sheet-1-B3">漂河镇</td><td id="sheet-1-C3" class="read"><details class="resting"><summary>567</summary><ul><li><a href="../towns/piaohe.html#cell-town" data-follow="sample/2015/piaohe/poor_persons">漂河镇·贫困人口：567人</a></li></ul></details></td></tr></tbody></table></div>
"""
