"""The finished book against the ledger: a good book passes, and every kind of fault is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessbook.book.link_check import check_links
from assessbook.core.problems import CheckFailed

NORTH, COUNTY = "plan/2015/north/persons", "plan/2015/county/persons"
TEXTS = {NORTH: "567", COUNTY: "11609"}


def link(figure: str, href: str, text: str) -> str:
    return f'<a class="figure" data-figure="{figure}" href="{href}">{text}</a>'


GOOD = {
    "index.html": f"<p>共{link(COUNTY, '#cell-top', '11609')}人，北镇{link(NORTH, 'region/north.html#cell-size', '567')}人。</p>"
    '<div id="cell-top"></div><a href="nowhere.html">不是数字</a>',
    "region/north.html": f'<div id="cell-size">{link(NORTH, "north.html#cell-size", "567")}</div>'
    f"<p>占全县{link(COUNTY, '../index.html#cell-top', '11609')}人</p>",
    "methods.html": "<p>没有数字的一页。</p>",
}


def book(folder: Path, **changed: str) -> Path:
    """The good book, with some pages written otherwise: name without ending, / as __."""
    for name, body in {
        **GOOD,
        **{f"{key.replace('__', '/')}.html": text for key, text in changed.items()},
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        page = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>书</title></head><body>{body}</body></html>'
        path.write_text(page, encoding="utf-8")
    return folder


def fault(folder: Path, texts: dict[str, str]) -> str:
    with pytest.raises(CheckFailed) as failure:
        check_links(folder, texts)
    return str(failure.value)


def test_a_good_book_passes_and_tells_how_many_links_it_has(tmp_path: Path) -> None:
    assert check_links(book(tmp_path), TEXTS) == 4


def test_a_link_to_an_anchor_that_is_not_there_is_found(tmp_path: Path) -> None:
    folder = book(
        tmp_path, index=f"{link(COUNTY, 'region/north.html#cell-sise', '11609')}<i id='cell-top'></i>"
    )
    message = fault(folder, TEXTS)
    assert f"index.html: {COUNTY} leads to region/north.html#cell-sise" in message
    assert message.startswith("1 figure links")


def test_a_link_to_a_page_that_is_not_there_is_found(tmp_path: Path) -> None:
    # From a page in a folder, index.html is another page than ../index.html.
    folder = book(
        tmp_path, region__north=f"<i id='cell-size'></i>{link(COUNTY, 'index.html#cell-top', '11609')}"
    )
    assert f"region/north.html: {COUNTY} leads to index.html#cell-top" in fault(folder, TEXTS)


def test_a_link_without_an_anchor_is_found(tmp_path: Path) -> None:
    folder = book(tmp_path, index=f"<i id='cell-top'></i>{link(NORTH, 'region/north.html', '567')}")
    assert f"index.html: {NORTH} leads to region/north.html," in fault(folder, TEXTS)


def test_a_link_without_an_address_is_found(tmp_path: Path) -> None:
    folder = book(tmp_path, methods=f'<a class="figure" data-figure="{NORTH}">567</a>')
    assert f"methods.html: {NORTH} leads to ," in fault(folder, TEXTS)


def test_a_text_that_the_ledger_does_not_have_is_found(tmp_path: Path) -> None:
    folder = book(tmp_path, methods=link(NORTH, "region/north.html#cell-size", "576"))
    assert f"methods.html: {NORTH} shows '576', the ledger says '567'" in fault(folder, TEXTS)


def test_a_unit_inside_a_link_is_found(tmp_path: Path) -> None:
    folder = book(tmp_path, methods=link(NORTH, "region/north.html#cell-size", "567人"))
    assert "shows '567人'" in fault(folder, TEXTS)


def test_a_figure_that_the_ledger_does_not_have_is_found(tmp_path: Path) -> None:
    folder = book(tmp_path, methods=link("plan/2015/south/persons", "region/north.html#cell-size", "567"))
    assert "methods.html: figure 'plan/2015/south/persons' is not in the ledger" in fault(folder, TEXTS)


def test_a_figure_on_no_page_is_found(tmp_path: Path) -> None:
    message = fault(book(tmp_path), {**TEXTS, "plan/2015/south/persons": "300"})
    assert "plan/2015/south/persons is in the ledger but on no page" in message


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    folder = book(
        tmp_path,
        methods=link(NORTH, "region/north.html#cell-size", "1") + link(COUNTY, "index.html#none", "11609"),
    )
    message = fault(folder, {**TEXTS, "plan/2015/south/persons": "300"})
    assert message.startswith("3 figure links")
    assert "shows '1'" in message
    assert "index.html#none" in message
    assert "on no page" in message


def test_an_escaped_id_and_address_are_read_as_a_browser_reads_them(tmp_path: Path) -> None:
    name = "plan/2015/county/a&b"
    page = (
        f"<i id='cell-甲'></i>{link(name.replace('&', '&amp;'), 'methods.html#cell-%E7%94%B2', '5 &lt; 6')}"
    )
    assert check_links(book(tmp_path, methods=page), {**TEXTS, name: "5 < 6"}) == 5


def test_a_number_that_is_not_a_figure_is_not_checked(tmp_path: Path) -> None:
    page = '<a class="figures" href="nowhere">12</a><span class="figure" data-figure="x">13</span>'
    assert check_links(book(tmp_path, methods=page), TEXTS) == 4
