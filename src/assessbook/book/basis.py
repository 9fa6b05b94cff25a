"""The basis of a cell: each figure it publishes, with formula and source cells, folded below its output.

And the data of the cards that show the same when a reader points at a number.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

from assessbook.book.pages import cell_address, page_address
from assessbook.core.corrected import is_corrected
from assessbook.core.messages import behind_number, shown, with_unit
from assessbook.ledger.store import FigureRow, Source

SourceLinker = Callable[[str, str], str]
"""(page, source address) -> link to the cell on the page of its workbook; empty if there is none."""

_SOURCES_SHOWN = 6


def basis_html(page: str, figures: Sequence[FigureRow], link_source: SourceLinker) -> str:
    """The folded table below a cell: indicator, value, formula, source cells of each of its figures."""
    rows = "".join(_row(page, figure, link_source) for figure in figures)
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("指标", "数值", "计算式", "来源单元格"))
    return (
        f'<details class="basis"><summary>计算依据（{len(figures)}个数字）</summary>'
        '<div class="table-scroll" tabindex="0"><table class="basis-table">'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></details>"
    )


def _row(page: str, figure: FigureRow, link_source: SourceLinker) -> str:
    place = "，".join(
        part for part in (figure.region_name, period_text(figure.year), figure.item_name) if part
    )
    listed = figure.sources[:_SOURCES_SHOWN]
    sources = "".join(f"<li>{_source(page, source, link_source)}</li>" for source in listed)
    rest = figure.sources[_SOURCES_SHOWN:]
    if rest:
        more = "".join(f"<li>{_source(page, source, link_source)}</li>" for source in rest)
        sources += (
            f"<li><details><summary>另有{len(rest)}个来源单元格</summary><ul>{more}</ul></details></li>"
        )
    return (
        f'<tr data-figure="{escape(figure.figure, quote=True)}"><th scope="row">{escape(figure.indicator_name)}'
        f'<span class="place">{escape(place)}</span></th>'
        f'<td class="number">{escape(with_unit(figure.text, figure.unit))}</td>'
        f"<td>{escape(formula_text(figure))}</td><td><ul>{sources}</ul></td></tr>"
    )


def _source(page: str, source: Source, link_source: SourceLinker) -> str:
    address = escape(shown_address(source.address))
    link = link_source(page, source.address)
    where = f'<a href="{escape(link, quote=True)}">{address}</a>' if link else address
    note = f"（{escape(source.note)}）" if source.note else ""
    return f'{where}：<q class="raw">{escape(source.raw)}</q>{note}'


def cards_script(
    page: str, figures: Sequence[FigureRow], link_source: SourceLinker, compared: Mapping[str, str] = {}
) -> str:
    """The script with the cards of all figures that a page shows.

    `compared`: figure -> the page that shows its indicator for all regions, for figures that have one.
    """
    cards = {figure.figure: _card(page, figure, link_source) for figure in figures}
    for name, card in cards.items():
        if (comparison := compared.get(name, page)) != page:
            card["compare"] = page_address(page, comparison)
    text = json.dumps(cards, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    # A closing tag inside a string would end the script element if this were ever put into a page.
    text = text.replace("</", "<\\/")
    return f"window.assessbookFigures = {text};\n"


def _card(page: str, figure: FigureRow, link_source: SourceLinker) -> dict[str, Any]:
    listed = figure.sources[:_SOURCES_SHOWN]
    return {
        "name": figure.indicator_name,
        "region": figure.region_name,
        "period": shown(period_text(figure.year)),
        "item": figure.item_name,
        "text": figure.text,
        "unit": behind_number(figure.unit),
        "formula": formula_text(figure),
        "sources": [
            {
                "address": shown_address(source.address),
                "raw": source.raw,
                "citation": shown(source.citation),
                "note": shown(source.note),
                "href": link_source(page, source.address),
            }
            for source in listed
        ],
        "more": len(figure.sources) - len(listed),
        "cell": cell_address(page, figure.notebook, figure.cell),
    }


def formula_text(figure: FigureRow) -> str:
    """The formula as an equation; for an observed value, that it stands in its cell."""
    if figure.status == "observed":
        corrected = any(is_corrected(source.note) for source in figure.sources)
        number = with_unit(figure.text, figure.unit)
        return shown(f"取自来源单元格的{'更正值' if corrected else '原值'} {number}")
    return f"{figure.formula} = {with_unit(figure.text, figure.unit)}"


def shown_address(address: str) -> str:
    """An address as readers see it: ``plan-tables.xlsx › 表1-1 › C3``."""
    return address.replace("!", " › ")


def period_text(year: str) -> str:
    """A period as a text writes it."""
    return f"{year.replace('-', '—')}年"
