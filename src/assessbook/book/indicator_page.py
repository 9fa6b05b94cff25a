"""The pages of indicators across regions: what each is, a chart, a table that sorts, and links to the regions.

Every number is the ledger's figure with a link to the cell that published it. A place without a number says
what the notebooks say there; a dash where the report says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from itertools import chain

from assessbook.assessment.plan_models import Target
from assessbook.book.assemble import Assembly
from assessbook.book.definition_page import concept_words, kind_words
from assessbook.book.indicator_chart import RegionChart, region_chart
from assessbook.book.indicators import FOLDER, Indicator, IndicatorColumn, gaps_of, indicators_of
from assessbook.book.pages import cell_address, file_address, page_address
from assessbook.core.messages import behind_number, is_chinese, shown
from assessbook.core.missing import Missing
from assessbook.core.periods import Period
from assessbook.ledger.store import FigureRow
from assessbook.observations.definitions import Definitions, Region
from assessbook.report.rendering import foot_lines

CONTENTS = FOLDER
"""The page that lists them."""
_PLAN = "plan"
_NOT_PUBLISHED = "—"
_NOT_PUBLISHED_NOTE = "“—”：本报告未列该地区的这一数字"
_LEAST_KINDS = 2


def add_indicator_pages(assembly: Assembly, definitions: Definitions, targets: Sequence[Target]) -> None:
    """Give a book its pages of indicators, and the cards of its figures the way to them."""
    indicators = indicators_of(assembly.figures.values(), definitions, targets)
    region_pages: dict[str, str] = {}
    for page, notebook in assembly.notebooks:
        if page.notebook.endswith(f"/{notebook.region}"):
            region_pages.setdefault(notebook.region, page.name)
    gaps = gaps_of(notebook for _, notebook in assembly.notebooks)
    plan_page = next((page.name for page, _ in assembly.notebooks if page.notebook == _PLAN), "")

    def place_chart(svg: str) -> tuple[str, Sequence[tuple[str, str]]]:
        chart = assembly.chart_file(svg)
        return chart, assembly.chart_downloads(chart)

    writer = IndicatorPages(indicators, gaps, definitions, region_pages, plan_page, place_chart)
    assembly.indicators = writer.pages()
    assembly.compared = {row.figure: each.page for each in indicators for row in each.figures}


class IndicatorPages:
    """Writes the pages.

    Parameters
    ----------
    indicators : sequence of Indicator
    gaps : mapping
        Id that a missing value would have -> how its absence prints.
    definitions : Definitions
    region_pages : mapping
        Region -> the page that reports on it, without ending.
    plan_page : str
        The page of targets and verdicts; empty where the book has none.
    place_chart : callable
        Keeps a chart's SVG and tells its files: the picture shown, and (words, file) offered for download.
    """

    def __init__(
        self,
        indicators: Sequence[Indicator],
        gaps: Mapping[str, str],
        definitions: Definitions,
        region_pages: Mapping[str, str],
        plan_page: str,
        place_chart: Callable[[str], tuple[str, Sequence[tuple[str, str]]]],
    ) -> None:
        self._indicators, self._gaps, self._definitions = indicators, gaps, definitions
        self._region_pages, self._plan_page, self._place_chart = region_pages, plan_page, place_chart

    def pages(self) -> dict[str, str]:
        """Every page by its name without ending, as MyST markdown; the list of them first. None for none."""
        if not self._indicators:
            return {}
        return {
            CONTENTS: self._contents(),
            **{indicator.page: self._page(indicator) for indicator in self._indicators},
        }

    def _contents(self) -> str:
        rows = "".join(
            f'<tr><th scope="row"><a href="{page_address(CONTENTS, each.page)}">{escape(each.name)}</a></th>'
            f"<td>{escape('、'.join(each.units) or '—')}</td><td>{escape(self._nature(each))}</td></tr>"
            for each in self._indicators
        )
        heads = "".join(f'<th scope="col">{text}</th>' for text in ("指标", "单位", "性质"))
        return (
            "# 分指标比较\n\n"
            "本部分按指标列出各地区的数值，便于横向比较。各页的数字均取自本报告各章，点击数字可转到发布该数字的计算单元。\n\n"
            '<div class="table-scroll" tabindex="0"><table class="definitions sorted-table">'
            f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>\n"
        )

    def _page(self, indicator: Indicator) -> str:
        chart = region_chart(
            indicator.headline, {name: region.parent for name, region in self._definitions.regions.items()}
        )
        drawn = self._chart(indicator, chart) if chart else ""
        return "\n".join(
            [
                f"# {escape(indicator.name, quote=False)}\n",
                f"{self._facts(indicator)}\n",
                "## 各地区比较\n",
                f"{drawn}{self._table(indicator)}\n",
            ]
        )

    # ---------------------------------------------------------------- what it is

    def _nature(self, indicator: Indicator) -> str:
        definition = self._definitions.measures.get(indicator.identifier)
        return kind_words(definition.kind) if definition else "计算指标"

    def _facts(self, indicator: Indicator) -> str:
        definition = self._definitions.measures.get(indicator.identifier)
        lines = [("单位", escape("、".join(indicator.units) or "无单位")), ("性质", self._nature(indicator))]
        if definition:
            concept = concept_words(definition.concept)
            lines += [("口径", concept)] if concept else []
            lines.append(("定义", escape(definition.definition or "按来源文件所列口径")))
        else:
            address = page_address(indicator.page, "definitions")
            words = "由本报告计算，计算式随各数字列出，示例见"
            lines.append(("定义", f'{words}<a href="{address}">指标与口径</a>'))
        if indicator.targets:
            names = "；".join(dict.fromkeys(escape(target.name) for target in indicator.targets))
            if self._plan_page:
                names = f'<a href="{page_address(indicator.page, self._plan_page)}">{names}</a>'
            lines.append(("规划目标", names))
        rows = "".join(f'<tr><th scope="row">{name}</th><td>{words}</td></tr>' for name, words in lines)
        return f'<table class="basis-table indicator-facts"><tbody>{rows}</tbody></table>'

    # ---------------------------------------------------------------- numbers

    def _chart(self, indicator: Indicator, chart: RegionChart) -> str:
        column = indicator.headline
        picture, downloads = self._place_chart(chart.svg)
        files = "".join(
            f'<a href="{file_address(indicator.page, file)}" download>{words}</a>'
            for words, file in downloads
        )
        item = f"（{escape(column.item_name)}）" if column.item_name else ""
        space = "" if is_chinese() else " "
        finding = (
            f"{_year(column)}{space}{escape(column.indicator_name)}{item}：{self._end(indicator, chart, 0)}最高，"
            f"{self._end(indicator, chart, 1)}最低"
        )
        if chart.above:
            finding += f"；{escape(chart.above.region_name)}为{_quantity(indicator.page, chart.above)}"
        return (
            f'<figure class="block chart-block"><figcaption>{finding}</figcaption>'
            f'<div class="chart-scroll" tabindex="0"><img src="{file_address(indicator.page, picture)}" '
            f'alt="{escape(chart.alternative, quote=True)}"></div>'
            f'<p class="exhibit-files">下载：{files}</p></figure>'
        )

    def _end(self, indicator: Indicator, chart: RegionChart, end: int) -> str:
        row, others = (chart.highest, chart.lowest)[end], "等地" if chart.tied[end] else ""
        return f"{escape(row.region_name)}{others}（{_quantity(indicator.page, row)}）"

    def _table(self, indicator: Indicator) -> str:
        regions = [self._definitions.regions[name] for name in indicator.regions]
        kinds = [region.kind for region in regions]
        by_kind = len(set(kinds) - {""}) >= _LEAST_KINDS
        heads = ['<th scope="col">地区</th>', '<th scope="col" data-filter>类别</th>' if by_kind else ""]
        heads += [_head(indicator, column) for column in indicator.columns]
        used: set[str] = set()
        lines = []
        for region in regions:
            cells = [f"<td>{escape(region.kind)}</td>"] if by_kind else []
            for column in indicator.columns:
                row = column.figures.get(region.id)
                if row:
                    order = "" if row.value is None else repr(row.value)
                    number = _figure(indicator.page, row)
                    cells.append(f'<td class="number" data-order="{order}">{number}</td>')
                else:
                    word = column.gap(region.id, self._gaps) or _NOT_PUBLISHED
                    used.add(word)
                    cells.append(f'<td class="missing" data-order="">{escape(word)}</td>')
            lines.append(
                f'<tr><th scope="row">{self._region(indicator.page, region)}</th>{"".join(cells)}</tr>'
            )
        below = "".join(f'<p class="{kind}">{escape(text)}</p>' for kind, text in _feet(indicator, used))
        return (
            '<figure class="block table-block"><div class="table-scroll" tabindex="0">'
            f'<table class="statistics sorted-table indicator"><thead><tr>{"".join(heads)}</tr></thead>'
            f"<tbody>{''.join(lines)}</tbody></table></div>{below}</figure>"
        )

    def _region(self, page: str, region: Region) -> str:
        target = self._region_pages.get(region.id)
        name = escape(region.name)
        return f'<a href="{page_address(page, target)}">{name}</a>' if target else name


def _head(indicator: Indicator, column: IndicatorColumn) -> str:
    """The heading of a column: only what tells it from the others, and the year."""
    columns = indicator.columns
    several = len({each.indicator for each in columns}) > 1
    words = [escape(column.indicator_name)] if several else []
    words += [escape(column.item_name)] if column.item_name else []
    unit = f'<span class="unit">（{escape(column.unit)}）</span>' if column.unit else ""
    return f'<th scope="col" class="number">{" ".join([*words, _year(column)])}{unit}</th>'


def _year(column: IndicatorColumn) -> str:
    return f'<span class="year">{Period.of(column.year).chinese}</span>'


def _figure(page: str, row: FigureRow) -> str:
    home = escape(cell_address(page, row.notebook, row.cell), quote=True)
    return f'<a class="figure" data-figure="{escape(row.figure, quote=True)}" href="{home}">{escape(row.text)}</a>'


def _quantity(page: str, row: FigureRow) -> str:
    return f'<span class="quantity">{_figure(page, row)}{escape(behind_number(row.unit))}</span>'


def _feet(indicator: Indicator, used: set[str]) -> list[tuple[str, str]]:
    notes = [kind.explanation for kind in Missing if shown(kind.text) in used and kind]
    notes += [_NOT_PUBLISHED_NOTE] if _NOT_PUBLISHED in used else []
    cited = chain.from_iterable(row.sources for row in indicator.figures)
    sources = list(dict.fromkeys(source.citation for source in cited if source.citation))
    return [(kind, text) for kind, text in foot_lines({"notes": notes, "sources": sources})]
