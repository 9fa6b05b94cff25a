"""The pages of source workbooks and of definitions: every cell as it stands, the read ones marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from lxml import html
from openpyxl import Workbook
from openpyxl.chart import BarChart

from assessbook.book.definition_page import definitions_markdown, sources_markdown
from assessbook.book.source_pages import SourcePages
from assessbook.ledger.store import FigureRow
from assessbook.observations.corrections import Correction
from tests.book.rows import FILE, cell, leaf, row
from tests.measures.examples import DEFINITIONS

DOCUMENT = "《某县规划》"


def workbook(root: Path) -> Workbook:
    made = Workbook()
    first = made.active
    assert first is not None
    first.title = "表1-1"
    for line in (
        ["贫困人口", None, None],
        ["地区", "户", "人"],
        ["北镇", 271, 567],
        ["南<b>镇</b> & 乡", 608, 1463.0],
    ):
        first.append(line)
    first.merge_cells("A1:C1")
    second = made.create_sheet("表1-2 & <附>")
    second.append(["一行\n\n又一行", 0.5])
    return made


@pytest.fixture
def root(tmp_path: Path) -> Path:
    save(tmp_path, workbook(tmp_path))
    return tmp_path


def save(root: Path, made: Workbook) -> None:
    (root / FILE).parent.mkdir(parents=True, exist_ok=True)
    made.save(root / FILE)


def text_of(root: Path, resting: Mapping[str, Sequence[FigureRow]] | None = None) -> str:
    """The markdown of the workbook's page."""
    pages = SourcePages(root, {FILE: DOCUMENT}, resting or {})
    pages.write(root / "book")
    return (root / "book" / "sources" / "plan-tables.md").read_text(encoding="utf-8")


def page(root: Path, resting: Mapping[str, Sequence[FigureRow]] | None = None) -> html.HtmlElement:
    return html.fragment_fromstring(text_of(root, resting), create_parent="div")


# ---------------------------------------------------------------- cells


def test_every_cell_of_every_sheet_has_its_anchor(root: Path) -> None:
    found = page(root)
    assert found.xpath("//td/@id") == [
        "sheet-1-A1",
        *(f"sheet-1-{column}{line}" for line in (2, 3, 4) for column in "ABC"),
        "sheet-2-A1",
        "sheet-2-B1",
    ]
    assert found.get_element_by_id("sheet-1-C3").text_content() == "567"
    assert found.get_element_by_id("sheet-2-B1").text_content() == "0.5"


def test_a_whole_number_reads_as_observations_read_it(root: Path) -> None:
    assert page(root).get_element_by_id("sheet-1-C4").text_content() == "1463"


def test_a_merged_cell_spans_what_it_covers(root: Path) -> None:
    found = page(root)
    title = found.get_element_by_id("sheet-1-A1")
    assert (title.text_content(), title.get("rowspan"), title.get("colspan")) == ("贫困人口", "1", "3")
    assert "sheet-1-B1" not in found.xpath("//td/@id")


def test_rows_and_columns_are_lettered_and_numbered(root: Path) -> None:
    first, second = page(root).xpath("//table[@class='sheet']")
    assert [each.text_content() for each in first.xpath("thead//th")] == ["行号", "A", "B", "C"]
    assert [each.text_content() for each in first.xpath("tbody//th")] == ["1", "2", "3", "4"]
    assert [each.text_content() for each in second.xpath("thead//th")] == ["行号", "A", "B"]


def test_the_text_of_a_cell_is_not_read_as_markup(root: Path) -> None:
    found = page(root)
    assert found.get_element_by_id("sheet-1-A4").text_content() == "南<b>镇</b> & 乡"
    assert found.xpath("//b") == []


def test_titles_are_not_read_as_markup(root: Path) -> None:
    lines = text_of(root).splitlines()
    assert lines[0] == "# 《某县规划》（tables.xlsx）"
    assert [line for line in lines if line.startswith("## ")] == ["## 表1-1", "## 表1-2 &amp; &lt;附&gt;"]


def test_a_blank_line_in_a_cell_does_not_end_the_table(root: Path) -> None:
    assert "一行<br><br>又一行" in text_of(root)


def test_formats_below_the_last_content_make_no_rows(tmp_path: Path) -> None:
    made = workbook(tmp_path)
    sheet = made["表1-1"]
    sheet["B60"].number_format = "0.00"
    sheet["H3"].number_format = "0.00"
    sheet.merge_cells("A4:A80")
    save(tmp_path, made)
    found = page(tmp_path)
    assert len(found.xpath("//table")[0].xpath("tbody/tr")) == 4
    assert found.get_element_by_id("sheet-1-A4").get("rowspan") == "1"


def test_an_empty_sheet_has_a_table_without_rows(tmp_path: Path) -> None:
    made = workbook(tmp_path)
    made.create_sheet("空表")
    save(tmp_path, made)
    assert len(page(tmp_path).xpath("//table")) == 3


# ---------------------------------------------------------------- read cells


def test_a_read_cell_is_marked_and_links_to_the_figures_that_rest_on_it(root: Path) -> None:
    figures = [
        row("north", cell("C3")),
        row("county", cell("C3"), text="4.88", unit="%", notebook="overview", cell="top", item_name="因病"),
    ]
    found = page(root, {f"{FILE}!表1-1!C3": figures})
    (marked,) = found.xpath("//td[@class='read']")
    assert marked.get("id") == "sheet-1-C3"
    assert marked.xpath("string(details/summary)") == "567"
    links = marked.xpath(".//a")
    assert [each.get("href") for each in links] == [
        "../region/north.html#cell-size",
        "../index.html#cell-top",
    ]
    assert [each.get("data-follow") for each in links] == [
        "plan/2015/north/persons",
        "plan/2015/county/persons",
    ]
    assert [each.text_content() for each in links] == ["北镇·贫困人口：567人", "某县·贫困人口·因病：4.88%"]


def test_cells_that_nothing_rests_on_are_not_marked(root: Path) -> None:
    assert page(root).xpath("//td[@class='read']") == []


def test_the_same_cell_of_another_sheet_is_not_marked(root: Path) -> None:
    found = page(root, {f"{FILE}!表1-1!A1": [row("north", cell("A1"))]})
    assert found.xpath("//td[@class='read']/@id") == ["sheet-1-A1"]


def test_a_corrected_cell_shows_what_it_holds_and_says_what_was_corrected(root: Path) -> None:
    made = Correction(FILE, "表1-1", "C3", "567", "568", "与名册不符", "某镇", date(2016, 3, 1))
    pages = SourcePages(root, {FILE: DOCUMENT}, {}, None, [made])
    pages.write(root / "book")
    text = (root / "book" / "sources" / "plan-tables.md").read_text(encoding="utf-8")
    assert "带星号的单元格已登记更正" in text
    page = html.fragment_fromstring(text, create_parent="div")
    (found,) = page.xpath(".//td[@class='corrected']")
    assert found.get("id") == "sheet-1-C3"
    assert found.xpath("string(.//summary)") == "567"
    assert found.xpath("string(.//p)") == (
        "更正：原值“567”，更正为“568”；与名册不符；某镇，2016年3月1日提出。"
    )


def test_a_read_merged_cell_keeps_its_span(root: Path) -> None:
    (marked,) = page(root, {f"{FILE}!表1-1!A1": [row("north", cell("A1"))]}).xpath("//td[@class='read']")
    assert marked.get("colspan") == "3"


def test_twelve_figures_are_linked_and_the_rest_counted(root: Path) -> None:
    figures = [row("north", cell("C3"), figure=f"plan/2015/north/f{number}") for number in range(15)]
    found = page(root, {f"{FILE}!表1-1!C3": figures})
    assert len(found.xpath("//td[@class='read']//a")) == 12
    assert found.xpath("string(//td[@class='read']//li[last()])") == "另有3个"


def test_figures_names_and_ids_are_not_read_as_markup(root: Path) -> None:
    nasty = '<b>"甲" & 乙</b>'
    figures = [row("north", cell("C3"), figure=nasty, indicator_name=nasty)]
    found = page(root, {f"{FILE}!表1-1!C3": figures})
    assert found.xpath("//b") == []
    assert found.xpath("//td[@class='read']//a/@data-follow") == [nasty]


# ---------------------------------------------------------------- links


def test_links_lead_to_the_anchor_of_the_cell_from_any_folder(root: Path) -> None:
    pages = SourcePages(root, {FILE: DOCUMENT}, {})
    assert pages.names == ["sources/plan-tables"]
    assert pages.link("index", f"{FILE}!表1-1!C3") == "sources/plan-tables.html#sheet-1-C3"
    assert pages.link("region/north", f"{FILE}!表1-2 & <附>!B1") == "../sources/plan-tables.html#sheet-2-B1"


def test_every_link_leads_to_a_cell_that_is_there(root: Path) -> None:
    pages = SourcePages(root, {FILE: DOCUMENT}, {})
    anchors = page(root).xpath("//td/@id")
    for sheet, place in (("表1-1", "A1"), ("表1-1", "C4"), ("表1-2 & <附>", "B1")):
        assert pages.link("index", f"{FILE}!{sheet}!{place}").partition("#")[2] in anchors


def test_a_chart_sheet_does_not_shift_the_links(tmp_path: Path) -> None:
    made = workbook(tmp_path)
    made.create_chartsheet("图", 1).add_chart(BarChart())
    save(tmp_path, made)
    pages = SourcePages(tmp_path, {FILE: DOCUMENT}, {})
    anchor = pages.link("index", f"{FILE}!表1-2 & <附>!B1").partition("#")[2]
    assert page(tmp_path).get_element_by_id(anchor).text_content() == "0.5"


def test_a_workbook_or_sheet_without_a_page_has_no_link(root: Path) -> None:
    pages = SourcePages(root, {FILE: DOCUMENT}, {})
    assert pages.link("index", "data/plan/other.xlsx!表1-1!C3") == ""
    assert pages.link("index", f"{FILE}!表9!C3") == ""


def test_a_sheet_s_name_may_hold_an_exclamation_mark(tmp_path: Path) -> None:
    made = workbook(tmp_path)
    made.create_sheet("注意!").append([5])
    save(tmp_path, made)
    pages = SourcePages(tmp_path, {FILE: DOCUMENT}, {})
    assert pages.link("index", f"{FILE}!注意!!A1") == "sources/plan-tables.html#sheet-3-A1"


def test_workbooks_of_one_name_in_two_folders_have_two_pages(tmp_path: Path) -> None:
    files = {FILE: DOCUMENT, "data/reference/tables.xlsx": "参考"}
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        workbook(tmp_path).save(tmp_path / name)
    assert SourcePages(tmp_path, files, {}).names == ["sources/plan-tables", "sources/reference-tables"]


# ---------------------------------------------------------------- definitions


def definitions(*rows: FigureRow) -> html.HtmlElement:
    return html.fragment_fromstring(definitions_markdown(DEFINITIONS, rows), create_parent="div")


def test_the_definitions_list_the_measures_read_and_no_others() -> None:
    observed, _ = definitions(row("north", derivation=leaf("贫困人口（北镇，2015年）"))).xpath("//table")
    assert [each.text_content() for each in observed.xpath("tbody//th")] == ["贫困人口"]


def test_a_measure_with_brackets_in_its_name_is_told_from_the_one_without() -> None:
    observed, _ = definitions(
        row("north", derivation=leaf("贫困人口（按原因）（因病，北镇，2015年）"))
    ).xpath("//table")
    assert [each.text_content() for each in observed.xpath("tbody//th")] == ["贫困人口（按原因）"]


def test_brackets_in_the_name_of_an_item_do_not_hide_the_measure() -> None:
    label = "贫困人口（按原因）（其他（含不详），北镇，2015年）"
    observed, _ = definitions(row("north", derivation=leaf(label))).xpath("//table")
    assert [each.text_content() for each in observed.xpath("tbody//th")] == ["贫困人口（按原因）"]


def test_net_and_disposable_income_are_told_apart() -> None:
    rows = [
        row("north", derivation=leaf("可支配收入（北镇，2015年）")),
        row("south", derivation=leaf("纯收入（南镇，2015年）")),
    ]
    observed, _ = definitions(*rows).xpath("//table")
    concepts = {line.xpath("string(th)"): line.xpath("string(td[3])") for line in observed.xpath("tbody/tr")}
    assert concepts == {
        "可支配收入": "人均可支配收入口径；现价（名义）",
        "纯收入": "人均纯收入口径；现价（名义）",
    }


def test_derived_indicators_are_listed_once_with_their_first_formula() -> None:
    rows = [
        row(
            "north",
            status="derived",
            indicator="share",
            indicator_name="占比",
            unit="%",
            formula="1 ÷ 4 × 100%",
        ),
        row(
            "south",
            status="derived",
            indicator="share",
            indicator_name="占比",
            unit="%",
            formula="3 ÷ 4 × 100%",
        ),
    ]
    _, computed = definitions(*rows).xpath("//table")
    assert [[each.text_content() for each in line] for line in computed.xpath("tbody/tr")] == [
        ["占比", "%", "1 ÷ 4 × 100%"]
    ]


def test_the_four_words_for_missing_values_are_explained() -> None:
    text = definitions_markdown(DEFINITIONS, [])
    for word in ("不适用", "未到期", "无数据", "不公布"):
        assert f"\n- “{word}”：" in text


def test_the_sources_page_leads_to_every_workbook() -> None:
    text = sources_markdown({FILE: "《规划》<附>"}, [(FILE, "sources/plan-tables")])
    found = html.fragment_fromstring(text, create_parent="div")
    assert found.xpath("//a/@href") == ["sources/plan-tables.html"]
    assert found.xpath("string(//a)") == FILE
    assert found.xpath("string(//td)") == "《规划》<附>"
