"""Blocks as HTML: for the book with links resolved, and for JupyterLab as a plain preview.

Works on the JSON record of a block, so that the book is written from what the executed notebooks hold
and from nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any, Literal

from assessbook.core.messages import behind_number, is_chinese, said, shown

Download = tuple[str, str]
"""What a file is called beside a table or chart, and its address relative to the page."""

Linker = Callable[[str], str]
"""Figure id -> address of the cell that published it, relative to the page; empty for none."""

ChartPlacer = Callable[[str], str]
"""SVG text -> the address under which the page finds it; empty to keep it inside the page."""

_SECTIONS_SHOWN = 10
_NOTHING = "—"
_TELEPHONE = "screen and (max-width: 680px)"
"""Where a chart drawn for a page would have letters smaller than 11 px. Paper keeps the page's drawing."""
_BADGES = {"badge-agree": "agree", "badge-disagree": "disagree", "badge-unknown": "unknown"}


def preview(record: dict[str, Any]) -> str:
    """The block as JupyterLab shows it: figures carry their formula as a tooltip."""
    formulas = {figure["figure"]: figure["formula"] for figure in record["figures"]}

    def untied(figure: str) -> str:
        return ""

    return render(record, untied, lambda svg: "", formulas)


def render(
    record: dict[str, Any],
    linker: Linker,
    place_chart: ChartPlacer,
    formulas: dict[str, str] | None = None,
    downloads: Sequence[Download] = (),
) -> str:
    """A block's HTML.

    Parameters
    ----------
    record : dict
        `Block.to_json`.
    linker : callable
        Where a figure's link leads.
    place_chart : callable
        Keeps a chart's SVG and tells its address.
    formulas : dict, optional
        Figure id -> formula, shown as a tooltip where there are no links.
    downloads : sequence of Download
        Files offered below a table or chart.
    """
    values = {figure["figure"]: figure.get("value") for figure in record["figures"]}
    writer = _Writer(linker, place_chart, formulas or {}, values, downloads)
    content = record["content"]
    return {"statements": writer.statements, "table": writer.table, "chart": writer.chart}[record["kind"]](
        content
    )


def chart_picture(address: str, narrow: str, alternative: str) -> str:
    """A chart on a page: its drawing at `address`, or on a telephone the one at `narrow`; one text tells both."""
    image = f'<img src="{escape(address, quote=True)}" alt="{escape(alternative, quote=True)}">'
    source = f'<source media="{_TELEPHONE}" srcset="{escape(narrow, quote=True)}">'
    return f"<picture>{source}{image}</picture>"


def foot_lines(content: Mapping[str, Any]) -> list[tuple[Literal["note", "source"], str]]:
    """The lines below a table: its numbered notes, then its sources."""
    notes = content["notes"]
    lines: list[tuple[Literal["note", "source"], str]] = []
    for index, note in enumerate(notes, 1):
        mark = f"注{index}：" if len(notes) > 1 else "注："
        lines.append(("note", shown(f"{mark}{note}。")))
    if content["sources"]:
        lines.append(("source", shown(f"资料来源：{_cited(content['sources'])}。")))
    return lines


class _Writer:
    def __init__(
        self,
        linker: Linker,
        place_chart: ChartPlacer,
        formulas: dict[str, str],
        values: dict[str, float | None],
        downloads: Sequence[Download],
    ) -> None:
        self.linker, self.place_chart, self.formulas = linker, place_chart, formulas
        self.values, self.downloads = values, downloads

    def statements(self, content: dict[str, Any]) -> str:
        anchors = content.get("anchors") or [""] * len(content["sentences"])
        sentences = [
            f'<p class="statement"{_anchor(anchor)}>{self.runs(runs)}</p>'
            for runs, anchor in zip(content["sentences"], anchors, strict=True)
        ]
        if content["headline"]:
            return '<ol class="headlines">' + "".join(f"<li>{text}</li>" for text in sentences) + "</ol>"
        return "\n".join(sentences)

    def table(self, content: dict[str, Any]) -> str:
        caption = f"<figcaption>{self.runs(content['caption'])}</figcaption>"
        below = f"{self.feet(content)}{self.files()}"
        return f'<figure class="block table-block">{caption}{self.grid(content)}{below}</figure>'

    def chart(self, content: dict[str, Any]) -> str:
        address = self.place_chart(content["svg"])
        picture = (
            chart_picture(address, self.place_chart(content["narrow"]), content["alternative"])
            if address
            else content["svg"]
        )
        picture = f'<div class="chart-picture">{picture}</div>'
        data = content["data"]
        return (
            f'<figure class="block chart-block"><figcaption>{self.runs(content["caption"])}</figcaption>{picture}'
            f'<details class="chart-data"><summary>{escape(shown("图中数据"))}</summary>{self.grid(data)}</details>'
            f"{self.feet(data)}{self.files()}</figure>"
        )

    def files(self) -> str:
        links = "".join(
            f'<a href="{escape(address, quote=True)}" download>{escape(words)}</a>'
            for words, address in self.downloads
        )
        return f'<p class="exhibit-files">{escape(shown("下载"))}{said("：")}{links}</p>' if links else ""

    def grid(self, content: dict[str, Any]) -> str:
        sortable = content.get("sortable", False)
        heads = [f'<th scope="col">{escape(content["stub"])}</th>']
        for column in content["columns"]:
            unit = (
                f'<span class="unit">{escape(in_brackets(column["unit"]))}</span>' if column["unit"] else ""
            )
            kind = ' class="number"' if column["numeric"] else ""
            kind += " data-filter" if sortable and column.get("filtered") else ""
            heads.append(f'<th scope="col"{kind}>{escape(column["name"])}{unit}</th>')
        decimals = [_decimals(content["rows"], index) for index in range(len(content["columns"]))]
        sorted_by_value = [
            sortable and any(_leading_figure(row["cells"][index]) for row in content["rows"])
            for index in range(len(content["columns"]))
        ]
        body = []
        for row in content["rows"]:
            kind = ' class="total"' if row["total"] else ""
            level = f' class="level-{row["level"]}"' if row["level"] else ""
            cells = [
                self.cell(cell, column, width, self.order(cell) if by_value else "")
                for cell, column, width, by_value in zip(
                    row["cells"], content["columns"], decimals, sorted_by_value, strict=True
                )
            ]
            label = escape(row["label"])
            if row.get("leads_to"):
                label = f'<a href="#{escape(row["leads_to"], quote=True)}">{label}</a>'
            body.append(f'<tr{kind}><th scope="row"{level}>{label}</th>{"".join(cells)}</tr>')
        wordy = "" if all(column["numeric"] for column in content["columns"]) else " wordy"
        wordy += " sorted-table" if sortable else ""
        return (
            f'<div class="table-scroll" tabindex="0"><table class="statistics{wordy}">'
            f"<thead><tr>{''.join(heads)}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
        )

    def order(self, cell: list[Any]) -> str:
        """What a cell is sorted by: the value of its figure. All cells of a column need it, or none."""
        value = self.values.get(_leading_figure(cell))
        return f' data-order="{"" if value is None else repr(value)}"'

    def cell(self, cell: list[Any], column: dict[str, Any], decimals: int, order: str = "") -> str:
        if len(cell) == 1 and isinstance(cell[0], dict):
            only = cell[0]
            if "missing" in only:
                return f'<td class="missing"{order}>{escape(only["text"])}</td>'
            if "figure" in only and column["numeric"]:
                return f'<td class="number"{order}>{self.run(only)}{_padding(only["text"], decimals)}</td>'
        if cell == [_NOTHING] and column["numeric"]:
            return f'<td class="number"{order}>{_NOTHING}</td>'
        return f'<td class="words"{order}>{self.runs(cell)}</td>'

    def feet(self, content: dict[str, Any]) -> str:
        return "".join(f'<p class="{kind}">{escape(text)}</p>' for kind, text in foot_lines(content))

    def runs(self, runs: list[Any]) -> str:
        written: list[str] = []
        for place, run in enumerate(runs):
            before = runs[place - 1] if place else None
            if _is_unit_of(run, before):
                written[-1] = f'<span class="quantity">{written[-1]}{escape(run, quote=False)}</span>'
            else:
                written.append(self.run(run))
        return "".join(written)

    def run(self, run: Any) -> str:
        if isinstance(run, str):
            return escape(run, quote=False)
        text = escape(run["text"], quote=False)
        if "figure" in run:
            return self.figure(run["figure"], text)
        if "missing" in run:
            return f'<span class="missing">{text}</span>'
        role = run["role"]
        if role in _BADGES:
            return f'<span class="verdict verdict-{_BADGES[role]}">{text}</span>'
        return f'<span class="{role}">{text}</span>'

    def figure(self, identifier: str, text: str) -> str:
        shown = escape(identifier, quote=True)
        address = self.linker(identifier)
        if address:
            return f'<a class="figure" data-figure="{shown}" href="{escape(address, quote=True)}">{text}</a>'
        formula = escape(self.formulas.get(identifier, ""), quote=True)
        return f'<span class="figure" data-figure="{shown}" title="{formula}">{text}</span>'


def in_brackets(unit: str) -> str:
    """A heading's unit in the brackets of the language."""
    return f"（{unit}）" if is_chinese() else f" ({unit})"


def _anchor(name: str) -> str:
    return f' id="{escape(name, quote=True)}"' if name else ""


def _leading_figure(cell: list[Any]) -> str:
    """The figure that a cell begins with; empty if it begins with anything else."""
    first = cell[0] if cell else None
    return str(first.get("figure", "")) if isinstance(first, dict) else ""


def _is_unit_of(run: Any, before: Any) -> bool:
    """Whether a run is the unit of the figure before it: the two must not be parted by a line's end."""
    if not isinstance(run, str) or not isinstance(before, dict) or not before.get("unit"):
        return False
    return run in (before["unit"], f"个{before['unit']}", behind_number(before["unit"]))


def _cited(sources: list[str]) -> str:
    """The citations in a row: the title of a document once, and its sections unless there are many."""
    sections: dict[str, list[str]] = {}
    for source in sources:
        match = re.match(r"《[^》]*》", source)
        title = match[0] if match else source
        sections.setdefault(title, []).append(source.removeprefix(title))
    shown = []
    for title, parts in sections.items():
        many = len(parts) > _SECTIONS_SHOWN
        shown.append(f"{title}各有关章节" if many else title + "；".join(part for part in parts if part))
    return "；".join(shown)


def _decimals(rows: list[Any], index: int) -> int:
    """The most decimals in a column, so that decimal points can be lined up."""
    texts = [
        run["text"]
        for row in rows
        for run in row["cells"][index]
        if isinstance(run, dict) and "figure" in run and len(row["cells"][index]) == 1
    ]
    return max((len(text.partition(".")[2]) for text in texts), default=0)


def _padding(text: str, decimals: int) -> str:
    """Room for digits that a source doesn't print, so that decimal points line up; drawn by the style sheet."""
    _, point, after = text.partition(".")
    short = decimals - len(after)
    if short <= 0:
        return ""
    filler = ("" if point else ".") + "0" * short
    return f'<span class="padding" data-fill="{filler}"></span>'
