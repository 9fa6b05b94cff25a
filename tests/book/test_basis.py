"""The basis below a cell and the cards of a page: formula, source cells, links, and safe text."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lxml import html

from assessbook.book.basis import basis_html, cards_script, formula_text, period_text, shown_address
from assessbook.book.pages import cell_address, file_address, page_address, page_name
from tests.book.rows import FILE, cell, row

NASTY = '<b>甲 & "乙"</b>'
DERIVED = row(
    "county",
    cell("C3", "600"),
    cell("C4", "300"),
    text="900",
    status="derived",
    formula="600 + 300",
    notebook="region/county",
    cell="towns",
)


def to_sources(page: str, address: str) -> str:
    """A link to the page of the workbook, as a page in its folder sees it."""
    return file_address(page, "sources/plan-tables.html") + f"#sheet-1-{address.rpartition('!')[2]}"


def no_page(page: str, address: str) -> str:
    return ""


def tree(text: str) -> html.HtmlElement:
    return html.fragment_fromstring(text, create_parent="div")


def cards(script: str) -> dict[str, Any]:
    """What the script assigns."""
    opening, closing = "window.assessbookFigures = ", ";\n"
    assert script.startswith(opening)
    assert script.endswith(closing)
    found: dict[str, Any] = json.loads(script[len(opening) : -len(closing)])
    return found


# ---------------------------------------------------------------- addresses of pages


@pytest.mark.parametrize(
    ("page", "target", "link"),
    [
        ("index", "region/north", "region/north.html"),
        ("region/north", "index", "../index.html"),
        ("region/north", "region/south", "south.html"),
        ("region/north", "region/north", "north.html"),
        ("quality", "region/north", "region/north.html"),
        ("sources/plan-tables", "region/north", "../region/north.html"),
    ],
)
def test_links_between_pages_are_relative(page: str, target: str, link: str) -> None:
    assert page_address(page, target) == link


def test_the_overview_is_the_front_page() -> None:
    assert page_name("overview") == "index"
    assert page_name("region/north") == "region/north"
    assert cell_address("region/north", "overview", "headlines") == "../index.html#cell-headlines"


# ---------------------------------------------------------------- basis


def test_a_basis_tells_indicator_value_formula_and_source_cells() -> None:
    found = tree(basis_html("region/county", [DERIVED], to_sources))
    assert found.xpath("string(//summary)") == "计算依据（1个数字）"
    (line,) = found.xpath("//tbody/tr")
    assert line.get("data-figure") == "plan/2015/county/persons"
    assert line.xpath("string(th)") == "贫困人口某县，2015年"
    assert [each.text_content() for each in line.xpath("td")[:2]] == ["900人", "600 + 300 = 900人"]
    assert [each.text_content() for each in line.xpath("td[3]/ul/li")] == [
        "data/plan/tables.xlsx › 表1-1 › C3：600",
        "data/plan/tables.xlsx › 表1-1 › C4：300",
    ]


@pytest.mark.parametrize(
    ("page", "link"),
    [
        ("index", "sources/plan-tables.html#sheet-1-C3"),
        ("region/north", "../sources/plan-tables.html#sheet-1-C3"),
    ],
)
def test_links_to_source_cells_start_from_the_page_s_folder(page: str, link: str) -> None:
    entry = row("north", cell("C3"))
    assert tree(basis_html(page, [entry], to_sources)).xpath("//td//a/@href") == [link]
    card = cards(cards_script(page, [entry], to_sources))["plan/2015/north/persons"]
    assert card["sources"][0]["href"] == link


def test_a_cell_whose_workbook_has_no_page_is_named_without_a_link() -> None:
    found = tree(basis_html("index", [row("north", cell("C3"))], no_page))
    assert found.xpath("//a") == []
    assert found.xpath("string(//td[3]//li)") == "data/plan/tables.xlsx › 表1-1 › C3：567"


def test_an_observed_figure_is_said_to_stand_in_its_cell() -> None:
    assert formula_text(row("north", cell("C3"))) == "取自来源单元格的原值 567人"
    assert formula_text(DERIVED) == "600 + 300 = 900人"


def test_an_observed_figure_of_a_corrected_cell_is_said_to_be_corrected() -> None:
    note = "更正：原值“567”，更正为“568”；与名册不符；某镇，2016年3月1日提出。"
    entry = row("north", cell("C3", note=note), text="568", value=568.0)
    assert formula_text(entry) == "取自来源单元格的更正值 568人"
    assert formula_text(row("north", cell("C3", note="原文如此"))) == "取自来源单元格的原值 567人"


def test_the_item_and_a_span_of_years_stand_in_the_place() -> None:
    entry = row("north", cell("C3"), year="2016-2020", item="illness", item_name="因病")
    assert tree(basis_html("index", [entry], no_page)).xpath("string(//th/span)") == "北镇，2016—2020年，因病"
    assert period_text("2016-2020") == "2016—2020年"
    assert period_text("2015") == "2015年"


def test_six_source_cells_stand_open_and_the_rest_are_folded() -> None:
    entry = row("county", *(cell(f"C{number}") for number in range(1, 10)))
    found = tree(basis_html("index", [entry], to_sources))
    assert len(found.xpath("//td[3]/ul/li/a")) == 6
    assert found.xpath("string(//td[3]/ul/li/details/summary)") == "另有3个来源单元格"
    assert [each.text_content() for each in found.xpath("//td[3]/ul/li/details/ul/li/a")] == [
        shown_address(f"{FILE}!表1-1!C{number}") for number in (7, 8, 9)
    ]


def test_six_source_cells_are_not_folded() -> None:
    entry = row("county", *(cell(f"C{number}") for number in range(1, 7)))
    found = tree(basis_html("index", [entry], to_sources))
    assert len(found.xpath("//td[3]/ul/li/a")) == 6
    assert found.xpath("//details//details") == []


def test_a_transcriber_s_note_stands_behind_the_cell() -> None:
    found = tree(basis_html("index", [row("north", cell("C3", note="疑为误植"))], no_page))
    assert found.xpath("string(//td[3]//li)").endswith("：567（疑为误植）")


def test_no_text_of_a_basis_is_read_as_markup() -> None:
    entry = row(
        "north",
        cell("C3", NASTY, sheet=NASTY, note=NASTY),
        text=NASTY,
        unit=NASTY,
        status="derived",
        formula=NASTY,
        figure=NASTY,
        indicator_name=NASTY,
        region_name=NASTY,
        item_name=NASTY,
    )
    found = tree(basis_html("index", [entry], lambda page, address: NASTY))
    assert found.xpath("//b") == []
    assert found.xpath("//tbody/tr/@data-figure") == [NASTY]
    assert found.xpath("//td//a/@href") == [NASTY]
    assert found.xpath("string(//q)") == NASTY
    assert found.xpath("string(//td[2])") == f"{NASTY} = {NASTY}{NASTY}"


# ---------------------------------------------------------------- cards


def test_a_card_tells_what_the_basis_tells() -> None:
    card = cards(cards_script("index", [DERIVED], to_sources))["plan/2015/county/persons"]
    assert card == {
        "name": "贫困人口",
        "region": "某县",
        "period": "2015年",
        "item": "",
        "text": "900",
        "unit": "人",
        "formula": "600 + 300 = 900人",
        "sources": [
            {
                "address": f"data/plan/tables.xlsx › 表1-1 › C{number}",
                "raw": raw,
                "citation": "规划第一章",
                "note": "",
                "href": f"sources/plan-tables.html#sheet-1-C{number}",
            }
            for number, raw in ((3, "600"), (4, "300"))
        ],
        "more": 0,
        "cell": "region/county.html#cell-towns",
    }


def test_a_card_shows_at_most_six_cells_and_tells_how_many_more_there_are() -> None:
    entry = row("county", *(cell(f"C{number}") for number in range(1, 21)))
    card = cards(cards_script("index", [entry], to_sources))["plan/2015/county/persons"]
    assert [each["address"][-2:] for each in card["sources"]] == ["C1", "C2", "C3", "C4", "C5", "C6"]
    assert card["more"] == 14


def test_a_card_leads_to_the_home_cell_from_the_page_s_folder() -> None:
    card = cards(cards_script("region/south", [DERIVED], to_sources))["plan/2015/county/persons"]
    assert card["cell"] == "county.html#cell-towns"
    card = cards(cards_script("region/south", [row("north", notebook="overview", cell="top")], to_sources))
    assert card["plan/2015/north/persons"]["cell"] == "../index.html#cell-top"


@pytest.mark.parametrize("raw", ["</script><script>alert(1)</script>", 'a"b\\c', "甲\n乙", "\u2028", "</"])
def test_no_text_of_a_cell_ends_the_script(raw: str) -> None:
    script = cards_script("index", [row("north", cell("C3", raw))], to_sources)
    assert "</" not in script
    assert cards(script)["plan/2015/north/persons"]["sources"][0]["raw"] == raw


def test_cards_give_the_same_script_whatever_the_order_of_the_figures() -> None:
    entries = [DERIVED, row("north", cell("C3")), row("south", cell("C4"))]
    assert cards_script("index", entries, to_sources) == cards_script("index", entries[::-1], to_sources)
