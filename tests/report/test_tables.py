"""Tables: what stands in the cells, below the table, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessbook.core.missing import Missing
from assessbook.core.problems import DefinitionError, UnitError
from assessbook.measures import Measure, source_measure
from assessbook.report.blocks import Block, Column, Statements, Table, Words
from assessbook.report.figures import Figure, Gap
from assessbook.report.tables import Cell, Heading, is_empty
from tests.measures.examples import (
    CHILDREN,
    COUNTY,
    DEFINITIONS,
    Cells,
    build,
    by_item,
    by_region,
    by_year,
    observed,
    one,
)
from tests.report.worlds import report_of

REPORT = report_of(DEFINITIONS)
PERSONS = by_region("persons", 600, 300, 100)
HOUSEHOLDS = by_region("households", 200, Missing.NO_OBSERVATION, 50)
USES = by_item("investment_by_use", {"total": 30, "industry": 20, "planting": 12, "roads": 10})


def grid_of(block: Block) -> Table:
    assert isinstance(block.content, Table)
    return block.content


def texts(block: Block) -> list[list[str]]:
    """The cells of a table as they read, row by row, each after its label."""
    return [
        [
            row.label,
            *("".join(run if isinstance(run, str) else run.text for run in cell) for cell in row.cells),
        ]
        for row in grid_of(block).rows
    ]


def cited(measure: str, cells: Cells, citation: str) -> Measure:
    """A measure whose cells transcribe a document."""
    found = [
        replace(each, origin=replace(each.origin, citation=citation)) for each in observed(measure, cells)
    ]
    return source_measure(measure, found, DEFINITIONS)


# ---------------------------------------------------------------- rows and columns


def test_a_row_for_each_region_and_a_column_for_each_measure() -> None:
    block = REPORT.table("各镇", [PERSONS, HOUSEHOLDS], rows="region")
    assert texts(block) == [["北镇", "600", "200"], ["南镇", "300", "无数据"], ["东镇", "100", "50"]]
    table = grid_of(block)
    assert (table.stub, table.caption) == ("地区", ["各镇"])
    assert table.columns == [Column("贫困人口", "人"), Column("贫困户", "户")]


def test_every_number_of_a_table_is_a_figure() -> None:
    block = REPORT.table("各镇", [PERSONS, HOUSEHOLDS], rows="region")
    assert list(block.figures) == [
        "plan/2015/north/persons",
        "plan/2015/north/households",
        "plan/2015/south/persons",
        "plan/2015/east/persons",
        "plan/2015/east/households",
    ]


def test_rows_come_in_the_order_of_the_labels_given() -> None:
    block = REPORT.table("各镇", [PERSONS], rows="region", labels=["east", "north"])
    assert texts(block) == [["东镇", "100"], ["北镇", "600"]]


def test_years_are_rows_with_their_unit_of_time() -> None:
    measure = by_year("persons", {2013: 900, 2014: 700, 2015: 567})
    block = REPORT.table("历年", [measure], rows="year", labels=[2013, 2015])
    assert texts(block) == [["2013年", "900"], ["2015年", "567"]]
    assert grid_of(block).stub == "年份"


def test_a_span_of_years_is_a_row_too() -> None:
    measure = by_year("investment", {2015: 1, "2016-2020": 9})
    assert texts(REPORT.table("投资", [measure], rows="year")) == [["2015年", "1"], ["2016—2020年", "9"]]


def test_items_are_rows_with_their_printed_names() -> None:
    measure = by_item("persons_by_cause", {"illness": 12, "schooling": 3, "other": 5})
    block = REPORT.table("原因", [measure], rows="item")
    assert texts(block) == [["因病", "12"], ["因学", "3"], ["其他", "5"]]
    assert grid_of(block).stub == "项目"


def test_parts_are_indented_below_their_whole() -> None:
    block = REPORT.table("投向", [USES], rows="item", classification="use")
    assert [(row.label, row.level) for row in grid_of(block).rows] == [
        ("合计", 0),
        ("产业", 1),
        ("种植", 2),
        ("道路", 1),
    ]


def test_without_a_classification_no_row_is_indented() -> None:
    block = REPORT.table("投向", [USES], rows="item")
    assert {row.level for row in grid_of(block).rows} == {0}


def test_only_the_rows_named_are_totals() -> None:
    measure = build("persons", {("north", 2015): 600, (COUNTY, 2015): 1000})
    block = REPORT.table("各镇", [measure], rows="region", totals=[COUNTY])
    assert [(row.label, row.total) for row in grid_of(block).rows] == [("北镇", False), ("某县", True)]


def test_a_column_takes_its_own_heading() -> None:
    block = REPORT.table("各镇", [Heading("2015年", PERSONS)], rows="region")
    assert grid_of(block).columns == [Column("2015年", "人")]


def test_a_column_chosen_at_one_year_stands_in_a_table_of_items() -> None:
    measure = build(
        "investment_by_use",
        {(COUNTY, 2014, "total"): 7, (COUNTY, 2015, "total"): 8, (COUNTY, 2015, "roads"): 3},
    )
    block = REPORT.table("投向", [measure.at(year=2015)], rows="item", labels=["total", "roads"])
    assert texts(block) == [["合计", "8"], ["道路", "3"]]


@pytest.mark.parametrize(
    ("measure", "rows", "words"),
    [
        (build("persons", {("north", 2014): 1, ("north", 2015): 2}), "region", "贫困人口 has 2 periods"),
        (PERSONS, "year", "贫困人口 has 3 regions"),
        (USES, "region", "投资（按投向） has 4 items"),
    ],
)
def test_a_column_with_several_labels_on_another_axis_is_refused(
    measure: Measure, rows: str, words: str
) -> None:
    with pytest.raises(DefinitionError) as refused:
        REPORT.table("表", [measure], rows=rows)
    assert words in str(refused.value)
    assert ".at(" in str(refused.value)


def test_an_unknown_region_among_the_labels_is_refused_with_the_right_name() -> None:
    with pytest.raises(DefinitionError, match=r"'nroth'.*Did you mean north"):
        REPORT.table("各镇", [PERSONS], rows="region", labels=["nroth"])


# ---------------------------------------------------------------- missing


def test_a_label_that_a_column_does_not_have_was_not_observed() -> None:
    block = REPORT.table("各镇", [PERSONS], rows="region", labels=["north", COUNTY])
    assert texts(block)[1] == ["某县", "无数据"]


def test_a_total_that_a_column_does_not_have_is_not_applicable() -> None:
    rank = PERSONS.rank().named("rank", "位次")
    block = REPORT.table("各镇", [rank], rows="region", labels=["north", COUNTY], totals=[COUNTY])
    assert texts(block) == [["北镇", "1"], ["某县", "不适用"]]


def test_notes_explain_exactly_the_symbols_used() -> None:
    measure = by_region("persons", Missing.NOT_YET_DUE, 300, Missing.NO_OBSERVATION)
    block = REPORT.table("各镇", [measure], rows="region", notes=["位次从大到小"])
    assert list(grid_of(block).notes) == [
        "位次从大到小",
        "“未到期”：目标期限或统计时点尚未到来",
        "“无数据”：来源文件和参考资料均未给出观测值，不等于零",
    ]


def test_a_table_without_gaps_explains_no_symbol() -> None:
    assert grid_of(REPORT.table("各镇", [PERSONS], rows="region")).notes == []


def test_zero_is_a_number_and_needs_no_note() -> None:
    block = REPORT.table("各镇", [by_region("persons", 0, 0, 0)], rows="region")
    assert texts(block) == [["北镇", "0"], ["南镇", "0"], ["东镇", "0"]]
    assert grid_of(block).notes == []


# ---------------------------------------------------------------- sources


def test_each_document_is_cited_once_in_reading_order() -> None:
    cells: Cells = {("north", 2015): 1, ("south", 2015): 2}
    columns = [
        cited("persons", cells, "规划表1-1"),
        cited("households", cells, "规划表1-2"),
        cited("rural_persons", cells, "规划表1-1"),
    ]
    table = grid_of(REPORT.table("各镇", columns, rows="region"))
    assert list(table.sources) == ["规划表1-1", "规划表1-2"]


def test_a_derived_column_cites_the_documents_of_its_inputs() -> None:
    cells: Cells = {("north", 2015): 1, ("south", 2015): 2}
    share = (cited("persons", cells, "规划表1-1") / cited("rural_persons", cells, "统计年鉴")).to("%")
    table = grid_of(REPORT.table("各镇", [share.named("share", "占比")], rows="region"))
    assert list(table.sources) == ["规划表1-1", "统计年鉴"]


def test_documents_of_rows_that_are_not_shown_are_not_cited() -> None:
    both = [
        *observed("persons", {("north", 2015): 1}),
        *(
            replace(each, origin=replace(each.origin, citation="另一文件"))
            for each in observed("persons", {("south", 2015): 2})
        ),
    ]
    measure = source_measure("persons", both, DEFINITIONS)
    table = grid_of(REPORT.table("北镇", [measure], rows="region", labels=["north"]))
    assert list(table.sources) == ["示例文件"]


# ---------------------------------------------------------------- empty tables


def test_a_table_without_any_value_becomes_one_line() -> None:
    nothing = by_region("persons", *[Missing.NO_OBSERVATION] * 3)
    block = REPORT.table("各镇", [nothing], rows="region", otherwise="规划未列各镇贫困人口。")
    assert block.content == Statements([["规划未列各镇贫困人口。"]])


def test_one_value_is_enough_to_keep_the_grid() -> None:
    block = REPORT.table(
        "各镇", [by_region("persons", Missing.NO_OBSERVATION, 0, Missing.NO_OBSERVATION)],
        rows="region", otherwise="没有数据。",
    )  # fmt: skip
    assert texts(block) == [["北镇", "无数据"], ["南镇", "0"], ["东镇", "无数据"]]


def test_without_otherwise_an_empty_table_stays_a_grid() -> None:
    block = REPORT.table("各镇", [by_region("persons", *[Missing.SUPPRESSED] * 3)], rows="region")
    assert is_empty(grid_of(block))
    assert texts(block)[0] == ["北镇", "不公布"]


def test_a_grid_without_rows_becomes_one_line() -> None:
    block = REPORT.grid("不一致", "核对", [Column("一处")], [], otherwise="没有发现不一致。")
    assert block.content == Statements([["没有发现不一致。"]])


# ---------------------------------------------------------------- cell by cell


def test_a_numeric_cell_prints_without_its_unit_and_a_cell_of_words_with_it() -> None:
    block = REPORT.grid(
        "规模",
        "指标",
        [Column("数", "人"), Column("说明", numeric=False)],
        [("贫困人口", [one("persons", 567), one("persons", 567)])],
    )
    assert texts(block) == [["贫困人口", "567", "567人"]]
    assert list(block.figures) == ["plan/2015/county/persons"]


def test_a_cell_takes_words_runs_and_text() -> None:
    block = REPORT.grid(
        "核对",
        "项目",
        [Column(name, numeric=False) for name in ("结论", "说明", "备注")],
        [("人口", [Words("一致", "badge-agree"), REPORT.caption("共{n}", n=one("persons", 5)), "无"])],
    )
    assert texts(block) == [["人口", "一致", "共5人", "无"]]
    assert grid_of(block).rows[0].cells[0] == [Words("一致", "badge-agree")]


def test_a_gap_among_words_has_no_unit_and_is_explained() -> None:
    block = REPORT.grid(
        "规模", "指标", [Column("数", numeric=False)], [("贫困人口", [one("persons", Missing.SUPPRESSED)])]
    )
    assert texts(block) == [["贫困人口", "不公布"]]
    assert grid_of(block).rows[0].cells[0] == [Gap(Missing.SUPPRESSED)]
    assert list(grid_of(block).notes) == ["“不公布”：有观测值，但按规定不予公布"]


def test_a_grid_cites_its_sources_once() -> None:
    rows = [("人口", [one("persons", 5)]), ("户", [one("households", 2)])]
    table = grid_of(REPORT.grid("规模", "指标", [Column("数")], rows))
    assert list(table.sources) == ["示例文件"]


def test_a_number_never_stands_under_another_unit() -> None:
    with pytest.raises(UnitError, match=r"投资 \(万元\).*数值 \(亿元\).*\.to\(\"亿元\"\)"):
        REPORT.grid("投资", "项目", [Column("数值", "亿元")], [("甲", [one("investment", 5)])])


def test_a_column_without_a_unit_may_hold_numbers_of_several_units() -> None:
    rows: list[tuple[str, list[Cell]]] = [
        ("贫困人口", ["人", one("persons", 567)]),
        ("发生率", ["%", one("incidence", 3.88, decimals=2)]),
    ]
    columns = [Column("单位", numeric=False), Column("2015年")]
    block = REPORT.grid("规模", "指标", columns, rows)
    assert texts(block) == [["贫困人口", "人", "567"], ["发生率", "%", "3.88"]]


def test_a_cell_with_several_elements_is_refused() -> None:
    with pytest.raises(DefinitionError, match="3 regions"):
        REPORT.grid("规模", "指标", [Column("数", "人")], [("贫困人口", [PERSONS])])


def test_a_row_with_too_few_cells_is_refused() -> None:
    with pytest.raises(DefinitionError, match="人口 has 1 cells, the table has 2 columns"):
        REPORT.grid("规模", "指标", [Column("一"), Column("二")], [("人口", [one("persons", 1)])])


def test_figures_in_a_caption_are_published_with_the_table() -> None:
    caption = REPORT.caption("共{total}", total=one("persons", 1000))
    block = REPORT.table(caption, [PERSONS], rows="region", labels=["north"])
    assert list(block.figures) == ["plan/2015/county/persons", "plan/2015/north/persons"]
    assert isinstance(caption[1], Figure)


def test_the_regions_of_the_report_are_its_children_in_order() -> None:
    assert REPORT.children == CHILDREN
