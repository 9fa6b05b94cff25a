"""The page of changes since the former publication: what was published, what is, and why it differs.

A present value is a figure link that leads home. A former value is a quotation of the former publication,
which it names, and leads nowhere: what it rested on is not in this book. Numbers stand in tables only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

from assessbook.book.basis import SourceLinker, period_text, shown_address
from assessbook.book.pages import cell_address
from assessbook.comparison.cause import Cause
from assessbook.comparison.compare import OTHER_UNIT, Change, Comparison, publication
from assessbook.core.messages import behind_number
from assessbook.ledger.store import FigureRow

CHANGES = "changes"
TITLE = "与上一版的变化"
_HEADS = ("指标", "上一版", "本版", "变化原因")
_LOG_HEADS = ("指标", "曾公布", "公布版次", "修订原因")
_TIERS = {
    OTHER_UNIT: "计量单位改变",
    "at_least_50_percent": "变动幅度50%及以上",
    "10_to_50_percent": "变动幅度10%至50%",
    "1_to_10_percent": "变动幅度1%至10%",
    "below_1_percent": "变动幅度不足1%",
}
_COUNTED = {
    "changed": "数值修订",
    "form": "仅改变写法",
    "late": "补充公布",
    "gone": "不再公布",
    "appeared": "首次公布",
    "new": "本年度新增",
    "unchanged": "未变",
}
_TITLES = {
    "form": "仅改变写法的数字",
    "late": "补充公布的数字",
    "gone": "不再公布的数字",
    "appeared": "首次公布的数字",
    "new": "本年度新增的数字",
}


def changes_markdown(comparison: Comparison, log: Mapping[str, Any], link_source: SourceLinker) -> str:
    """The page as MyST markdown.

    Parameters
    ----------
    comparison : Comparison
        The former publication and the present build.
    log : mapping
        The present build's revision log.
    link_source : callable
        Links to the cells on the pages of the source files.
    """
    writer = _Writer(comparison, link_source)
    former = publication(comparison.former)
    parts = [
        f"# {TITLE}\n",
        f'<p class="statement">本章将本报告与此前公布的《{escape(former["title"].strip("《》"))}》'
        f"（版次 <code>{escape(former['edition'])}</code>，台账摘要 <code>{escape(former['ledger'][: len('sha256:') + 12])}</code>）"
        "逐个数字比较。编号相同的数字，其时期、地区、指标和项目均相同，可以直接对比。"
        "“上一版”栏照录当时公布的数字，不再更新；“本版”栏的数字均可点击查证。"
        "变动幅度指两版数值之差的绝对值与两版数值绝对值之和的比。</p>\n",
        "## 变化概况\n",
        writer.counts(),
    ]
    revised = "".join(writer.group(_TIERS[tier], changes) for tier, changes in comparison.tiers())
    if revised:
        parts += ["## 数值修订的数字\n", _table(_HEADS, 2, revised)]
    for kind, title in _TITLES.items():
        found = [change for change in comparison.changes if change.kind == kind]
        if found:
            parts += [f"## {title}\n", _table(_HEADS, 2, writer.group("", found))]
    earlier = [entry for entry in log["revisions"] if entry["published_in"] != former["ledger"]]
    if earlier:
        rows = "".join(writer.entry(entry) for entry in earlier)
        parts += ["## 此前历次修订\n", "下列数字曾经公布，后经修订或不再公布，原值照录备查。\n"]
        parts.append(_table(_LOG_HEADS, 1, rows))
    return "\n".join(parts)


class _Writer:
    def __init__(self, comparison: Comparison, link_source: SourceLinker) -> None:
        self._comparison, self._link_source = comparison, link_source
        self._texts: dict[str, Callable[[Cause], str]] = {
            "source": self._source,
            "plan": self._source,
            "notebook": _notebook,
            "value": _value_of_parameter,
            "year": _year,
            "definitions": lambda cause: f"方法（口径定义）：<code>{escape(cause.where)}</code>有改动",
            "package": _package,
        }

    def counts(self) -> str:
        """How many figures changed in which way."""
        counts = self._comparison.counts
        cells = "".join(f'<td class="number">{counts[kind]}</td>' for kind in _COUNTED)
        return _table(
            ("类别", *_COUNTED.values()), len(_COUNTED), f'<tr><th scope="row">数字个数</th>{cells}</tr>'
        )

    def group(self, title: str, changes: Sequence[Change]) -> str:
        """Lines of the table under one title; a cause that all of them share stands once, above them."""
        common = len(changes) > 1 and len({change.causes for change in changes}) == 1
        rows = [_across(f"<strong>{title}</strong>")] if title else []
        if common and changes[0].causes:
            rows.append(_across(f"以下各项的变化原因相同。{self.causes(changes[0].causes)}"))
        return "".join([*rows, *(self._row(change, () if common else change.causes) for change in changes)])

    def _row(self, change: Change, causes: Sequence[Cause]) -> str:
        was = self._former(change.former) if change.former else "—"
        now = _present(change.present) if change.present else "—"
        return (
            f'<tr data-change="{escape(change.row.figure, quote=True)}">{_head(change.row)}'
            f'<td class="number">{was}</td><td class="number">{now}</td><td>{self.causes(causes)}</td></tr>'
        )

    def _former(self, row: FigureRow) -> str:
        key, ledger = self._comparison.former.key, self._comparison.former.ledger_digest
        return _quotation(row.figure, key, ledger, row.text, row.unit)

    def entry(self, entry: Mapping[str, Any]) -> str:
        """A line of the log: a value that was published and replaced in earlier publications."""
        former = entry["former"]
        value = _quotation(
            entry["figure"], entry["edition"], entry["published_in"], former["text"], former["unit"]
        )
        causes = self.causes([Cause(**cause) for cause in entry["causes"]])
        return (
            f'<tr data-revision="{escape(entry["figure"], quote=True)}"><th scope="row">{escape(entry["name"])}</th>'
            f'<td class="number">{value}</td><td><code>{escape(entry["edition"])}</code></td><td>{causes}</td></tr>'
        )

    def causes(self, causes: Sequence[Cause]) -> str:
        """Causes as a list."""
        if not causes:
            return ""
        items = []
        for cause in causes:
            more = f"（另有{cause.more}处）" if cause.more else ""
            items.append(f"<li>{self._texts[cause.part](cause)}{more}。</li>")
        return f"<ul>{''.join(items)}</ul>"

    def _source(self, cause: Cause) -> str:
        kind = "数据" if cause.part == "source" else "方法（规划条目）"
        if "!" not in cause.where:
            return f"方法（规划）：<code>{escape(cause.where)}</code>有改动"
        link = self._link_source(CHANGES, cause.where)
        address = escape(shown_address(cause.where))
        where = f'<a href="{escape(link, quote=True)}">{address}</a>' if link else address
        was, now = (f'<q class="raw">{escape(text)}</q>' for text in (cause.was, cause.now))
        if not cause.was:
            return f"{kind}：{where}为新增，读作{now}"
        if not cause.now:
            return f"{kind}：{where}已不再列出，原为{was}"
        if cause.before:
            return f"{kind}：改采{where}，读作{now}；原采{escape(shown_address(cause.before))}，读作{was}"
        return f"{kind}：{where}原为{was}，现为{now}"


def _notebook(cause: Cause) -> str:
    template, _, cell = cause.where.partition("!")
    was, now = (f"<code>{escape(text)}</code>" if text else "无此行" for text in (cause.was, cause.now))
    place = f"<code>{escape(template)}</code>单元格<code>{escape(cell)}</code>"
    return f"方法（程序）：{place}原为{was}，现为{now}"


def _value_of_parameter(cause: Cause) -> str:
    name, was, now = (escape(text) for text in (cause.where, cause.was, cause.now))
    return f"参数：<code>{name}</code>原为<code>{was}</code>，现为<code>{now}</code>"


def _year(cause: Cause) -> str:
    return f"参数：评估年度由{escape(cause.was)}年改为{escape(cause.now)}年"


def _package(cause: Cause) -> str:
    name = f"<code>{escape(cause.where)}</code>"
    if cause.was == cause.now:
        return f"方法（程序）：程序包{name}本身有改动"
    return f"方法（程序）：程序库{name}版本由{escape(cause.was or '无')}改为{escape(cause.now or '无')}"


def _present(row: FigureRow) -> str:
    address = cell_address(CHANGES, row.notebook, row.cell)
    name = escape(row.figure, quote=True)
    link = (
        f'<a class="figure" data-figure="{name}" href="{escape(address, quote=True)}">{escape(row.text)}</a>'
    )
    return f'<span class="quantity">{link}{escape(behind_number(row.unit))}</span>'


def _quotation(figure: str, edition: str, ledger: str, text: str, unit: str) -> str:
    attributes = "".join(
        f' data-{name}="{escape(value, quote=True)}"'
        for name, value in (("former", figure), ("edition", edition), ("ledger", ledger))
    )
    return f'<span class="quantity"><q class="former"{attributes}>{escape(text)}</q>{escape(behind_number(unit))}</span>'


def _head(row: FigureRow) -> str:
    place = "，".join(part for part in (row.region_name, period_text(row.year), row.item_name) if part)
    return f'<th scope="row">{escape(row.indicator_name)}<span class="place">{escape(place)}</span></th>'


def _across(content: str) -> str:
    return f'<tr><td colspan="{len(_HEADS)}">{content}</td></tr>'


def _table(heads: Sequence[str], numbers: int, rows: str) -> str:
    """A table whose first column names its lines and whose next columns, so many, hold numbers."""
    kinds = ["", *[' class="number"'] * numbers, *[""] * (len(heads) - 1 - numbers)]
    head = "".join(
        f'<th scope="col"{kind}>{escape(text)}</th>' for kind, text in zip(kinds, heads, strict=True)
    )
    return (
        f'<div class="table-scroll" tabindex="0"><table class="basis-table changes"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>\n"
    )
