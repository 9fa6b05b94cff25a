"""A traced figure reads from the published number down to its source cells."""

from __future__ import annotations

from dataclasses import replace

from assessbook.commands.trace_text import trace_text
from assessbook.ledger.store import Derivation, FigureRow, Source

FILE = "data/jiaohe-2016/plan-tables.xlsx"
SECTION = "第六章 资金筹措与投向"


def source(cell: str, text: str, label: str, note: str = "") -> Derivation:
    return Derivation(
        "source", float(text), "亿元", text, label, (), f"{FILE}!表4-2!{cell}", f"{text}亿元", SECTION, note
    )


SHARE = Derivation(
    "convert",
    47.99040191961607,
    "%",
    "47.9904019196",
    "光伏产业占总投资比重",
    (
        Derivation(
            "divide",
            0.4799040191961607,
            "",
            "0.479904019196",
            "",
            (
                source("C7", "2.4", "计划投入，光伏产业"),
                source("C3", "5.001", "计划投入", "正文另作4.701亿元"),
            ),
        ),
    ),
    parameter=100.0,
)
ROW = FigureRow(
    figure="jiaohe-2016/2015/jiaohe/fund_share/photovoltaics",
    programme="jiaohe-2016",
    year="2016-2020",
    region="jiaohe",
    region_name="蛟河市",
    indicator="fund_share",
    indicator_name="占总投资比重",
    item="photovoltaics",
    item_name="光伏产业",
    value=47.99040191961607,
    unit="%",
    text="47.99",
    status="derived",
    notebook="region/jiaohe",
    cell="fund-mix",
    formula="2.4 ÷ 5.001 × 100%",
    sources=(
        Source(f"{FILE}!表4-2!C7", "2.4亿元", SECTION),
        Source(f"{FILE}!表4-2!C3", "5.001亿元", SECTION),
    ),
    derivation=SHARE,
)


def test_each_step_stands_below_the_one_it_feeds_down_to_raw_cells_and_citations() -> None:
    assert trace_text(ROW, "build/jiaohe-2016/2015") == (
        "jiaohe-2016/2015/jiaohe/fund_share/photovoltaics\n"
        "  蛟河市，2016-2020，占总投资比重，光伏产业: 47.99% (derived)\n"
        "  Full precision: 47.99040191961607 %\n"
        "  Published by cell fund-mix of notebook region/jiaohe in build/jiaohe-2016/2015\n"
        "  Formula: 2.4 ÷ 5.001 × 100% = 47.99%\n"
        "\n"
        "47.9904019196%  光伏产业占总投资比重  [in other units, × 100]\n"
        "  0.479904019196  [first ÷ second]\n"
        "    2.4亿元  计划投入，光伏产业\n"
        "      data/jiaohe-2016/plan-tables.xlsx › 表4-2 › C7 reads “2.4亿元”\n"
        "      Source: 第六章 资金筹措与投向\n"
        "    5.001亿元  计划投入\n"
        "      data/jiaohe-2016/plan-tables.xlsx › 表4-2 › C3 reads “5.001亿元”\n"
        "      Source: 第六章 资金筹措与投向\n"
        "      Note: 正文另作4.701亿元"
    )


def test_a_missing_figure_says_why_instead_of_a_number() -> None:
    absent = Derivation("absent", None, "元", "", "人均可支配收入", missing="no_observation")
    row = FigureRow(
        "jiaohe-2016/2015/piaohe/income", "jiaohe-2016", "2015", "piaohe", "漂河镇", "income", "人均可支配收入",
        "", "", None, "元", "无数据", "no_observation", "region/piaohe", "income", "无数据", (), absent,
    )  # fmt: skip
    lines = trace_text(row, "build/jiaohe-2016/2015").splitlines()
    assert lines[1] == "  漂河镇，2015，人均可支配收入: 无数据 (no_observation)"
    assert lines[-1] == "无数据  人均可支配收入  [absent]"
    assert not any("Full precision" in line for line in lines)


def test_a_count_says_how_many_and_what_they_are_compared_with() -> None:
    numbers = (source("C7", "2.4", "光伏产业"), source("C3", "5.001", "合计"))
    reaching = Derivation("count_at_least", 1.0, "户", "1", "达到的", (numbers[0], *numbers))
    every = Derivation("count", 2.0, "户", "2", "全部", numbers)
    text = trace_text(
        replace(ROW, derivation=Derivation("divide", 0.5, "", "0.5", "", (reaching, every))), "x"
    )
    assert "1户  达到的  [how many of the 2 below it are at least the first]" in text
    assert "2户  全部  [how many they are: 2]" in text
