"""The pages of indicators across regions: what each is, a chart, a table that sorts, and links to the regions.

Every number is the ledger's figure with a link to the cell that published it. A place without a number says
what the notebooks say there; a dash where the report says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from assessbook.assessment.plan_models import Target
from assessbook.book.assemble import Assembly
from assessbook.book.definition_page import concept_words, kind_words
from assessbook.book.drawings import Drawings
from assessbook.book.indicator_chart import RegionChart, region_chart
from assessbook.book.indicator_table import indicator_table, year_of
from assessbook.book.indicators import FOLDER, Indicator, gaps_of, indicators_of
from assessbook.book.pages import cell_address, file_address, page_address
from assessbook.core.messages import behind_number, is_chinese, shown
from assessbook.ledger.store import FigureRow
from assessbook.observations.definitions import Definitions
from assessbook.report.rendering import Download, chart_picture, foot_lines, in_brackets
from assessbook.report.watermark import watermarked

CONTENTS = FOLDER
"""The page that lists them."""
_PLAN = "plan"
_TABLE = "indicator-table"


def add_indicator_pages(
    assembly: Assembly, definitions: Definitions, targets: Sequence[Target], drawings: Drawings | None = None
) -> None:
    """Give a book its pages of indicators, and the cards of its figures the way to them.

    `drawings`: where charts may have been drawn before.
    """
    indicators = indicators_of(assembly.figures.values(), definitions, targets)
    region_pages: dict[str, str] = {}
    for page, notebook in assembly.notebooks:
        if page.notebook.endswith(f"/{notebook.region}"):
            region_pages.setdefault(notebook.region, page.name)
    gaps = gaps_of(notebook for _, notebook in assembly.notebooks)
    plan_page = next((page.name for page, _ in assembly.notebooks if page.notebook == _PLAN), "")

    def place_chart(chart: RegionChart) -> ChartFiles:
        drawings = (chart.svg, chart.narrow)
        if mark := shown(assembly.facts.mark):
            drawings = (watermarked(chart.svg, mark), watermarked(chart.narrow, mark))
        picture, narrow = map(assembly.chart_file, drawings)
        return ChartFiles(picture, narrow, assembly.chart_downloads(picture))

    writer = IndicatorPages(indicators, gaps, definitions, region_pages, plan_page, place_chart, drawings)
    assembly.indicators = writer.pages()
    assembly.indicator_tables = {each.file: writer.table(each) for each in indicators}
    assembly.compared = {row.figure: each.page for each in indicators for row in each.figures}


@dataclass(frozen=True)
class ChartFiles:
    """The files of a chart: the picture, that of a telephone, and (words, file) offered for download."""

    picture: str
    narrow: str
    downloads: Sequence[Download]


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
        Keeps a chart's drawings and tells their files.
    drawings : Drawings, optional
        Where charts may have been drawn before.
    """

    def __init__(
        self,
        indicators: Sequence[Indicator],
        gaps: Mapping[str, str],
        definitions: Definitions,
        region_pages: Mapping[str, str],
        plan_page: str,
        place_chart: Callable[[RegionChart], ChartFiles],
        drawings: Drawings | None = None,
    ) -> None:
        self._indicators, self._gaps, self._definitions = indicators, gaps, definitions
        self._region_pages, self._plan_page, self._place_chart = region_pages, plan_page, place_chart
        self._drawings = drawings or Drawings()

    def pages(self) -> dict[str, str]:
        """Every page by its name without ending, as MyST markdown; the list of them first. None for none."""
        if not self._indicators:
            return {}
        return {
            CONTENTS: self._contents(),
            **{indicator.page: self._page(indicator) for indicator in self._indicators},
        }

    def table(self, indicator: Indicator) -> dict[str, Any]:
        """The content of an indicator's table, which its CSV file holds too."""
        return indicator_table(indicator, self._gaps, self._definitions)

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
        parents = {name: region.parent for name, region in self._definitions.regions.items()}
        chart = region_chart(indicator.headline, parents, self._drawings)
        drawn = self._chart(indicator, chart) if chart else ""
        return "\n".join(
            [
                f"# {escape(indicator.name, quote=False)}\n",
                f"{self._facts(indicator)}\n",
                "## 各地区比较\n",
                f"{drawn}{self._table(indicator, self.table(indicator))}\n",
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
        files = self._place_chart(chart)
        picture = chart_picture(
            file_address(indicator.page, files.picture),
            file_address(indicator.page, files.narrow),
            chart.alternative,
        )
        item = f"（{escape(column.item_name)}）" if column.item_name else ""
        space = "" if is_chinese() else " "
        finding = (
            f"{_span_of_year(year_of(column))}{space}{escape(column.indicator_name)}{item}：{self._end(indicator, chart, 0)}最高，"
            f"{self._end(indicator, chart, 1)}最低"
        )
        if chart.above:
            finding += f"；{escape(chart.above.region_name)}为{_quantity(indicator.page, chart.above)}"
        return (
            f'<figure class="block chart-block"><figcaption>{finding}</figcaption>'
            f'<div class="chart-picture">{picture}</div><p class="chart-table"><a href="#{_TABLE}">图中数据</a></p>'
            f"{_files(indicator, [*files.downloads, ('CSV', indicator.file)])}</figure>"
        )

    def _end(self, indicator: Indicator, chart: RegionChart, end: int) -> str:
        row, others = (chart.highest, chart.lowest)[end], "等地" if chart.tied[end] else ""
        return f"{escape(row.region_name)}{others}（{_quantity(indicator.page, row)}）"

    def _table(self, indicator: Indicator, table: Mapping[str, Any]) -> str:
        heads = [f'<th scope="col">{escape(table["stub"])}</th>', *map(_head, table["columns"])]
        figures = {row.figure: row for row in indicator.figures}
        lines = []
        for row in table["rows"]:
            cells = "".join(_cell(indicator.page, runs[0], figures) for runs in row["cells"])
            name = self._region(indicator.page, row["region"], row["label"])
            lines.append(f'<tr><th scope="row">{name}</th>{cells}</tr>')
        below = "".join(f'<p class="{kind}">{escape(text)}</p>' for kind, text in foot_lines(table))
        caption = escape(indicator.name, quote=False)
        return (
            f'<figure class="block table-block" id="{_TABLE}"><figcaption>{caption}</figcaption>'
            '<div class="table-scroll" tabindex="0">'
            f'<table class="statistics sorted-table indicator"><thead><tr>{"".join(heads)}</tr></thead>'
            f"<tbody>{''.join(lines)}</tbody></table></div>{below}"
            f"{_files(indicator, [('CSV', indicator.file)])}</figure>"
        )

    def _region(self, page: str, region: str, name: str) -> str:
        target = self._region_pages.get(region)
        return f'<a href="{page_address(page, target)}">{escape(name)}</a>' if target else escape(name)


def _head(column: Mapping[str, Any]) -> str:
    """The heading of a column; regions are chosen by the only one without numbers."""
    if not column["numeric"]:
        return f'<th scope="col" data-filter>{escape(column["name"])}</th>'
    name = escape(column["name"].removesuffix(column["year"])) + _span_of_year(column["year"])
    unit = f'<span class="unit">{escape(in_brackets(column["unit"]))}</span>' if column["unit"] else ""
    return f'<th scope="col" class="number">{name}{unit}</th>'


def _cell(page: str, run: Any, figures: Mapping[str, FigureRow]) -> str:
    if isinstance(run, str):
        return f"<td>{escape(run)}</td>"
    row = figures.get(run.get("figure", ""))
    if row is None:
        return f'<td class="missing" data-order="">{escape(run["text"])}</td>'
    order = "" if row.value is None else repr(row.value)
    return f'<td class="number" data-order="{order}">{_figure(page, row)}</td>'


def _files(indicator: Indicator, files: Sequence[Download]) -> str:
    links = "".join(
        f'<a href="{file_address(indicator.page, file)}" download>{words}</a>' for words, file in files
    )
    return f'<p class="exhibit-files">下载：{links}</p>'


def _span_of_year(year: str) -> str:
    return f'<span class="year">{escape(year)}</span>'


def _figure(page: str, row: FigureRow) -> str:
    home = escape(cell_address(page, row.notebook, row.cell), quote=True)
    return f'<a class="figure" data-figure="{escape(row.figure, quote=True)}" href="{home}">{escape(row.text)}</a>'


def _quantity(page: str, row: FigureRow) -> str:
    return f'<span class="quantity">{_figure(page, row)}{escape(behind_number(row.unit))}</span>'
