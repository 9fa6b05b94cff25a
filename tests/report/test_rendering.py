"""Blocks as HTML: escaped text, links of figures, decimals lined up, previews without links."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html

from assessbook.core.missing import Missing
from assessbook.measures import source_measure
from assessbook.report.blocks import MEDIA_TYPE, Block, Column, Words
from assessbook.report.rendering import preview, render
from tests.measures.examples import CHILDREN, COUNTY, DEFINITIONS, by_item, by_region, observed, one
from tests.report.worlds import report_of

REPORT = report_of(DEFINITIONS)
NASTY = '<b>甲 & "乙"</b>'


def drawn(block: Block) -> html.HtmlElement:
    """A block as a page of the book shows it: every figure linked, every chart a file."""
    return html.fragment_fromstring(
        render(block.to_json(), lambda figure: f"../page.html#{figure}", lambda svg: "../charts/one.svg"),
        create_parent="div",
    )


def previewed(block: Block) -> html.HtmlElement:
    return html.fragment_fromstring(preview(block.to_json()), create_parent="div")


def texts(tree: html.HtmlElement, path: str) -> list[str]:
    return [found.text_content() for found in tree.xpath(path)]


def chart_record(**changes: Any) -> dict[str, Any]:
    """The record of a chart with a table of one number."""
    table = REPORT.table("数据", [by_region("persons", 600, 300, 100)], rows="region").to_json()
    content = {
        "caption": ["各镇贫困人口"],
        "svg": '<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>',
        "narrow": '<svg xmlns="http://www.w3.org/2000/svg"><circle/></svg>',
        "alternative": "横条图",
        "data": table["content"],
    }
    return {**table, "kind": "chart", "content": {**content, **changes}}


# ---------------------------------------------------------------- escaping


def test_no_text_of_a_table_is_read_as_markup() -> None:
    block = REPORT.grid(
        NASTY,
        NASTY,
        [Column(NASTY, NASTY, numeric=False)],
        [(NASTY, [[NASTY, Words(NASTY, "quote")]])],
        notes=[NASTY],
    )
    record = block.to_json()
    record["content"]["sources"] = [NASTY]
    tree = html.fragment_fromstring(render(record, lambda figure: "", lambda svg: ""), create_parent="div")
    assert tree.xpath("//b") == []
    assert texts(tree, "//figcaption") == [NASTY]
    assert texts(tree, "//thead/tr/th") == [NASTY, f"{NASTY}（{NASTY}）"]
    assert texts(tree, "//tbody/tr/th") == [NASTY]
    assert texts(tree, "//tbody/tr/td") == [NASTY * 2]
    assert texts(tree, "//p[@class='note']") == [f"注：{NASTY}。"]
    assert texts(tree, "//p[@class='source']") == [f"资料来源：{NASTY}。"]


def test_no_text_of_a_sentence_is_read_as_markup() -> None:
    tree = drawn(REPORT.text("1 < 2 & {name}", name=NASTY))
    assert texts(tree, "//p[@class='statement']") == [f"1 < 2 & {NASTY}"]
    assert tree.xpath("//b") == []


def test_a_chart_s_alternative_text_and_address_are_escaped() -> None:
    record = chart_record(alternative=NASTY)
    tree = html.fragment_fromstring(
        render(record, lambda figure: "", lambda svg: 'charts/"a"&b.svg'), create_parent="div"
    )
    (image,) = tree.xpath("//img")
    assert (image.get("alt"), image.get("src")) == (NASTY, 'charts/"a"&b.svg')


def test_a_figure_s_id_and_address_are_escaped() -> None:
    measure = one("persons", 5).named('a"b<c', "名")
    record = REPORT.text("{n}", n=measure).to_json()
    tree = html.fragment_fromstring(
        render(record, lambda figure: 'x.html?a="1"&b=<2>', lambda svg: ""), create_parent="div"
    )
    (link,) = tree.xpath("//a")
    assert link.get("data-figure") == 'plan/2015/county/a"b<c'
    assert link.get("href") == 'x.html?a="1"&b=<2>'


# ---------------------------------------------------------------- figures


def test_a_figure_is_a_link_with_its_id_and_its_text() -> None:
    tree = drawn(REPORT.text("贫困人口{n}。", n=one("persons", 567)))
    (link,) = tree.xpath("//a[@class='figure']")
    assert link.get("data-figure") == "plan/2015/county/persons"
    assert link.get("href") == "../page.html#plan/2015/county/persons"
    assert link.text_content() == "567"
    assert texts(tree, "//p") == ["贫困人口567人。"]


def test_a_link_holds_the_number_without_unit_or_padding() -> None:
    measure = by_item("investment_by_use", {"total": 1.5, "industry": 1.25}, decimals=2)
    tree = drawn(REPORT.table("投向", [measure], rows="item", labels=["total", "industry"]))
    assert texts(tree, "//a[@class='figure']") == ["1.50", "1.25"]


def test_a_preview_has_no_links_and_tells_the_formula_in_a_tooltip() -> None:
    share = (one("persons", 1) / one("rural_persons", 4)).to("%").named("share", "占比")
    tree = previewed(REPORT.text("占{share}。", share=share))
    assert tree.xpath("//a") == []
    (figure,) = tree.xpath("//span[@class='figure']")
    assert figure.get("title") == "1 ÷ 4 × 100%"
    assert figure.get("data-figure") == "plan/2015/county/share"
    assert figure.text_content() == "25.00"


def test_a_preview_of_an_observed_number_tells_the_number_of_its_cell() -> None:
    tree = previewed(REPORT.text("{n}", n=one("persons", 567)))
    assert tree.xpath("//span[@class='figure']/@title") == ["567"]


def test_jupyter_gets_the_record_and_the_preview() -> None:
    block = REPORT.text("{n}", n=one("persons", 567))
    bundle = block._repr_mimebundle_()
    assert bundle[MEDIA_TYPE] == block.to_json()
    assert bundle["text/html"] == preview(block.to_json())
    assert bundle["text/plain"] == "<statements>"


def test_a_number_and_its_unit_are_kept_on_one_line() -> None:
    gap = (one("incidence_goal", 3, decimals=1) - one("incidence", 1.5, decimals=1)).named("gap", "差距")
    tree = drawn(
        REPORT.text("{n}，差{gap}，比值{ratio}。", n=one("persons", 567), gap=gap, ratio=one("ratio", 2))
    )
    assert texts(tree, "//span[@class='quantity']") == ["567人", "1.5个百分点"]
    assert texts(tree, "//p") == ["567人，差1.5个百分点，比值2。"]
    assert texts(tree, "//a[@class='figure']") == ["567", "1.5", "2"]


def test_words_that_only_begin_with_the_unit_are_not_tied_to_the_number() -> None:
    tree = drawn(REPORT.text("{n:n}人次、{n:n}", n=one("persons", 567)))
    assert tree.xpath("//span[@class='quantity']") == []
    assert texts(tree, "//p") == ["567人次、567"]


# ---------------------------------------------------------------- runs


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("badge-agree", "verdict verdict-agree"),
        ("badge-disagree", "verdict verdict-disagree"),
        ("badge-unknown", "verdict verdict-unknown"),
        ("quote", "quote"),
        ("year", "year"),
    ],
)
def test_words_are_shown_by_their_role(role: Any, kind: str) -> None:
    tree = drawn(REPORT.text("{words}", words=Words("一致", role)))
    (span,) = tree.xpath("//p/span")
    assert (span.get("class"), span.text_content()) == (kind, "一致")


def test_a_gap_in_a_sentence_is_marked_as_missing() -> None:
    tree = drawn(REPORT.text("{n}", n=one("persons", Missing.NOT_YET_DUE)))
    assert texts(tree, "//span[@class='missing']") == ["未到期"]


def test_headlines_are_a_numbered_list_and_sentences_are_paragraphs() -> None:
    sentences = [REPORT.text("甲。"), REPORT.text("乙。")]
    tree = drawn(REPORT.headlines(*sentences))
    assert texts(tree, "//ol[@class='headlines']/li/p[@class='statement']") == ["甲。", "乙。"]
    assert drawn(sentences[0]).xpath("//ol") == []


# ---------------------------------------------------------------- tables


def test_decimal_points_line_up_by_padding_the_digits_that_a_source_does_not_print() -> None:
    cells = [("north", 0.6, 1), ("south", 1.406, 3), ("east", 2, 0)]
    found = [
        each for name, value, decimals in cells
        for each in observed("investment", {(name, 2015): value}, decimals=decimals)
    ]  # fmt: skip
    measure = source_measure("investment", found, DEFINITIONS)
    tree = drawn(REPORT.table("投资", [measure], rows="region", labels=CHILDREN))
    assert texts(tree, "//td[@class='number']") == ["0.6", "1.406", "2"]
    fills = [cell.xpath("string(span[@class='padding']/@data-fill)") for cell in tree.xpath("//td")]
    assert fills == ["00", "", ".000"]


def test_columns_are_padded_each_by_itself() -> None:
    columns = [by_region("persons", 600, 300, 100), by_region("investment", 0.5, 1.5, 2.5, decimals=1)]
    tree = drawn(REPORT.table("各镇", columns, rows="region"))
    assert tree.xpath("//span[@class='padding']") == []


def test_a_missing_cell_is_marked_and_is_no_number() -> None:
    tree = drawn(
        REPORT.table("各镇", [by_region("persons", 600, Missing.NO_OBSERVATION, 100)], rows="region")
    )
    assert texts(tree, "//td[@class='missing']") == ["无数据"]
    assert texts(tree, "//td[@class='number']") == ["600", "100"]


def test_a_figure_in_a_column_of_words_reads_with_its_unit() -> None:
    block = REPORT.grid("规模", "指标", [Column("数", numeric=False)], [("人口", [one("persons", 567)])])
    tree = drawn(block)
    assert texts(tree, "//td[@class='words']") == ["567人"]
    assert texts(tree, "//thead/tr/th") == ["指标", "数"]


def test_headings_show_units_and_mark_numeric_columns() -> None:
    tree = drawn(REPORT.table("各镇", [by_region("persons", 1, 2, 3)], rows="region"))
    assert texts(tree, "//thead/tr/th") == ["地区", "贫困人口（人）"]
    assert texts(tree, "//th[@class='number']/span[@class='unit']") == ["（人）"]


def test_totals_and_indents_are_marked() -> None:
    measure = by_item("investment_by_use", {"total": 30, "industry": 20, "planting": 12, "roads": 10})
    tree = drawn(REPORT.table("投向", [measure], rows="item", classification="use", totals=["total"]))
    assert texts(tree, "//tr[@class='total']/th") == ["合计"]
    assert texts(tree, "//th[@class='level-1']") == ["产业", "道路"]
    assert texts(tree, "//th[@class='level-2']") == ["种植"]


def test_one_note_has_no_number_and_several_are_numbered() -> None:
    measure = by_region("persons", 600, Missing.NO_OBSERVATION, 100)
    one_note = drawn(REPORT.table("各镇", [measure], rows="region"))
    assert texts(one_note, "//p[@class='note']") == [
        "注：“无数据”：来源文件和参考资料均未给出观测值，不等于零。"
    ]
    two = drawn(REPORT.table("各镇", [measure], rows="region", notes=["口径见附录"]))
    assert texts(two, "//p[@class='note']") == [
        "注1：口径见附录。",
        "注2：“无数据”：来源文件和参考资料均未给出观测值，不等于零。",
    ]


def cited(*sources: str) -> str:
    """The line of sources below a table that cites these."""
    record = REPORT.grid("表", "项", [Column("一", numeric=False)], [("甲", ["乙"])]).to_json()
    record["content"]["sources"] = list(sources)
    tree = html.fragment_fromstring(render(record, lambda figure: "", lambda svg: ""), create_parent="div")
    return str(tree.xpath("string(//p[@class='source'])"))


def test_a_document_is_named_once_while_its_parts_follow_each_other() -> None:
    assert cited("《规划》第一章", "《规划》第二章") == "资料来源：《规划》第一章；第二章。"


def test_the_parts_of_a_document_stand_together() -> None:
    assert cited("《规划》第一章", "《年鉴》表3", "《规划》第二章") == (
        "资料来源：《规划》第一章；第二章；《年鉴》表3。"
    )
    assert cited("《规划》第一章", "国家统计局公报", "《规划》第二章") == (
        "资料来源：《规划》第一章；第二章；国家统计局公报。"
    )


def test_a_document_cited_as_a_whole_is_named_without_parts() -> None:
    assert cited("《规划》", "《年鉴》表3") == "资料来源：《规划》；《年鉴》表3。"


def test_more_than_ten_parts_of_a_document_are_not_listed() -> None:
    ten = [f"《规划》第{number}节" for number in range(1, 11)]
    assert cited(*ten).endswith("第9节；第10节。")
    assert cited(*ten, "《规划》第11节") == "资料来源：《规划》各有关章节。"


def test_only_tables_with_a_column_of_words_are_wordy() -> None:
    words = REPORT.grid("表", "项", [Column("一"), Column("二", numeric=False)], [("甲", ["乙", "丙"])])
    numbers = REPORT.table("各镇", [by_region("persons", 1, 2, 3)], rows="region")
    assert drawn(words).xpath("//table/@class") == ["statistics wordy"]
    assert drawn(numbers).xpath("//table/@class") == ["statistics"]


def test_a_table_without_sources_has_no_line_for_them() -> None:
    tree = drawn(REPORT.grid("表", "项", [Column("一", numeric=False)], [("甲", ["乙"])]))
    assert tree.xpath("//p") == []


def test_a_dash_among_numbers_stands_where_numbers_stand() -> None:
    columns = [Column("本年", "人"), Column("说明", numeric=False)]
    tree = drawn(REPORT.grid("表", "项", columns, [("甲", ["—", "—"]), ("乙", [one("persons", 5), "有"])]))
    assert tree.xpath("//tbody/tr[1]/td/@class") == ["number", "words"]


# ---------------------------------------------------------------- charts


def test_a_chart_of_the_book_is_an_image_with_its_data_folded_below() -> None:
    kept: list[str] = []

    def keep(svg: str) -> str:
        kept.append(svg)
        return f"charts/{len(kept)}.svg"

    record = chart_record()
    tree = html.fragment_fromstring(render(record, lambda figure: "x.html", keep), create_parent="div")
    assert kept == [record["content"]["svg"], record["content"]["narrow"]]
    assert tree.xpath("//picture/source/@srcset | //picture//img/@src") == ["charts/2.svg", "charts/1.svg"]
    # On paper the drawing is that of a page, whose alternative text tells both.
    assert tree.xpath("string(//source/@media)").startswith("screen and ")
    assert tree.xpath("//img/@alt") == ["横条图"]
    assert tree.xpath("//svg") == []
    assert texts(tree, "//figure/figcaption") == ["各镇贫困人口"]
    assert texts(tree, "//details[@class='chart-data']//a[@class='figure']") == ["600", "300", "100"]
    assert texts(tree, "//figure/p[@class='source']") == ["资料来源：示例文件。"]


def test_a_previewed_chart_keeps_its_drawing_inside() -> None:
    tree = html.fragment_fromstring(preview(chart_record()), create_parent="div")
    assert len(tree.xpath("//svg")) == 1
    assert tree.xpath("//img") == []


def test_the_county_s_own_figure_is_rendered_wherever_it_is_shown() -> None:
    total = one("persons", 1000)
    caption = REPORT.caption("共{n}", n=total)
    tree = drawn(REPORT.table(caption, [total], rows="region", labels=[COUNTY]))
    ids = tree.xpath("//a[@class='figure']/@data-figure")
    assert ids == ["plan/2015/county/persons"] * 2
