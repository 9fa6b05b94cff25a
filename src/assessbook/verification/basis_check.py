"""The bases below cells and the cards of a page, each figure's entry against its row in the ledger."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from lxml.html import HtmlElement

from assessbook.core.messages import behind_number, said, with_unit
from assessbook.verification.book_links import SourceLinks, link_to_cell, way
from assessbook.verification.corrections import MARK
from assessbook.verification.ledger_file import Row
from assessbook.verification.report import Findings, Statement, difference, listed
from assessbook.verification.told import told

_CARDS_BEGIN, _CARDS_END = "window.assessbookFigures = ", ";\n"
_SOURCES_ON_CARDS = 6


def check_basis(
    container: HtmlElement,
    rows: Iterable[Row],
    links: SourceLinks,
    page: str,
    files: tuple[str, str],
    findings: Findings,
) -> None:
    """Check the basis of one cell.

    Parameters
    ----------
    container : HtmlElement
        The cell on its page.
    rows : iterable of Row
        The figures at home in this cell, in the order in which it shows them.
    page : str
        The page's name without ending.
    files : tuple
        The ledger and the page, as shown.
    """
    ledger, file = files
    expected = {row.figure: row for row in rows}
    entries = container.xpath(".//tr[@data-figure]")
    found = [entry.get("data-figure") for entry in entries]
    if found != list(expected):
        findings.add(
            file, "figures of the basis", listed(expected, 8), listed(found, 8), place=container.get("id", "")
        )
    for entry in entries:
        row = expected.get(entry.get("data-figure"))
        if row is None:
            continue
        wanted = _basis_of(row, page, links)
        shown = _basis_shown(entry)
        for name in wanted:
            if wanted[name] != shown[name]:
                path, was, now = difference(wanted[name], shown[name], name) or (name, "", "")
                findings.compare(
                    "basis", Statement(ledger, was), Statement(file, now), figure=row.figure, place=path
                )


def check_cards(
    script: str,
    rows: Iterable[Row],
    links: SourceLinks,
    page: str,
    files: tuple[str, str],
    findings: Findings,
    compared: Mapping[str, str],
) -> None:
    """Check the script with the cards of a page; parameters as for `check_basis`.

    `compared`: figure -> the page of its indicator, which cards on all other pages lead to.
    """
    ledger, file = files
    if not (script.startswith(_CARDS_BEGIN) and script.endswith(_CARDS_END)):
        begin, end = script[: len(_CARDS_BEGIN)], script[-len(_CARDS_END) :]
        findings.add(file, "script", f"{_CARDS_BEGIN}…{_CARDS_END}", f"{begin}…{end}")
        return
    try:
        cards: Any = json.loads(script[len(_CARDS_BEGIN) : -len(_CARDS_END)])
    except ValueError as error:
        findings.add(file, "script", "valid JSON", f"not valid JSON: {error}")
        return
    expected = {row.figure: row for row in rows}
    for name in sorted(expected.keys() ^ cards.keys()):
        was, now = ("a card", "no card") if name in expected else ("no card", "a card")
        findings.add(file, "card", was, now, figure=name)
    for name in expected.keys() & cards.keys():
        card = _card_of(expected[name], page, links)
        if (comparison := compared.get(name, page)) != page:
            card["compare"] = way(page, comparison)
        found = difference(card, cards[name])
        if found:
            path, was, now = found
            findings.compare("card", Statement(ledger, was), Statement(file, now), figure=name, place=path)


def _basis_of(row: Row, page: str, links: SourceLinks) -> dict[str, Any]:
    columns = row.columns
    return {
        "name": columns["indicator_name"],
        "place": told(
            "，".join(
                part
                for part in (columns["region_name"], _period(columns["year"]), columns["item_name"])
                if part
            )
        ),
        "value": with_unit(columns["text"], columns["unit"]),
        "formula": _equation(row),
        "sources": [
            {
                "address": _readable(address),
                "href": links.link(page, address),
                "raw": _plain(raw),
                "note": _plain(said(f"（{note}）").strip()[1:-1] if note else ""),
            }
            for address, raw, _, note in row.sources
        ],
    }


def _basis_shown(entry: HtmlElement) -> dict[str, Any]:
    texts = ["".join(cell.xpath("text()")) for cell in entry.xpath("./th|./td")]
    return {
        "name": texts[0],
        "place": "".join(entry.xpath("./th/span[@class='place']/text()")),
        "value": texts[1],
        "formula": texts[2],
        "sources": [_source_shown(quote) for quote in entry.xpath(".//q[@class='raw']")],
    }


def _source_shown(quote: HtmlElement) -> dict[str, str]:
    line = quote.getparent()
    assert line is not None
    links = line.xpath("./a")
    address = (
        links[0].text_content()
        if links
        else str(line.text or "").rstrip().removesuffix("：").removesuffix(":")
    )
    note = (quote.tail or "").strip()[1:-1]
    return {
        "address": address,
        "href": links[0].get("href", "") if links else "",
        "raw": _plain(quote.text_content()),
        "note": _plain(note),
    }


def _card_of(row: Row, page: str, links: SourceLinks) -> dict[str, Any]:
    columns = row.columns
    on_card = row.sources[:_SOURCES_ON_CARDS]
    return {
        "name": columns["indicator_name"],
        "region": columns["region_name"],
        "period": told(_period(columns["year"])),
        "item": columns["item_name"],
        "text": columns["text"],
        "unit": behind_number(columns["unit"]),
        "formula": _equation(row),
        "sources": [
            {
                "address": _readable(address),
                "raw": raw,
                "citation": told(citation),
                "note": told(note),
                "href": links.link(page, address),
            }
            for address, raw, citation, note in on_card
        ],
        "more": len(row.sources) - len(on_card),
        "cell": link_to_cell(page, row.home),
    }


def _equation(row: Row) -> str:
    shown = with_unit(row.columns["text"], row.columns["unit"])
    if row.columns["status"] == "observed":
        corrected = any(note.startswith(MARK) for _, _, _, note in row.sources)
        return told(f"取自来源单元格的{'更正值' if corrected else '原值'} {shown}")
    return f"{row.columns['formula']} = {shown}"


def _readable(address: str) -> str:
    return address.replace("!", " › ")


def _period(year: str) -> str:
    return f"{year.replace('-', '—')}年"


def _plain(text: str) -> str:
    """Without the white space that HTML folds."""
    return "".join(text.split())
