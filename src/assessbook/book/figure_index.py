"""The page of all figures: each with its code, what it is, and links to where it stands; to be searched.

Every line is in the page itself, so that it can be read, printed and searched by the browser without
scripts; with them the table sorts and filters.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from assessbook.book.pages import cell_address
from assessbook.core.periods import Period
from assessbook.ledger.codes import short_codes
from assessbook.ledger.store import FigureRow

PAGE = "figures"
_HEADS = ("编码", "指标", "项目", "地区", "时间", "数值", "单位", "数字标识")


def figure_index_markdown(figures: Mapping[str, FigureRow]) -> str:
    """The page, for figures in the order of the ledger."""
    codes = short_codes(figures)
    lines = "".join(_line(codes[name], row) for name, row in figures.items())
    heads = "".join(f'<th scope="col">{text}</th>' for text in _HEADS)
    return (
        "# 数字索引\n\n"
        "本表列出本报告的全部数字。可按任意一列排序；在检索框中输入指标、地区、年份、编码或数字标识，"
        "只保留相符的行。点击数值，转到发布该数字的计算单元。\n\n"
        '<div class="table-scroll" tabindex="0"><table class="figure-index sorted-table">'
        f"<thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table></div>\n"
    )


def _line(code: str, row: FigureRow) -> str:
    home = cell_address(PAGE, row.notebook, row.cell)
    name = escape(row.figure, quote=True)
    number = (
        f'<a class="figure" data-figure="{name}" href="{escape(home, quote=True)}">{escape(row.text)}</a>'
    )
    order = "" if row.value is None else f' data-order="{row.value!r}"'
    return (
        f'<tr><th scope="row" class="reference">{code}</th><td class="label">{escape(row.indicator_name)}</td>'
        f'<td class="label">{escape(row.item_name)}</td><td>{escape(row.region_name)}</td>'
        f'<td><span class="year">{Period.of(row.year).chinese}</span></td>'
        f'<td class="number"{order}>{number}</td><td>{escape(row.unit)}</td>'
        f"<td><code>{name}</code></td></tr>"
    )
