"""The sheets before the tables and behind them: cover, contents, notes, and the index of all figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from openpyxl.worksheet.worksheet import Worksheet

from assessbook.book.definition_page import (
    DERIVED_HEADS,
    OBSERVED_HEADS,
    derived_indicators,
    observed_indicators,
)
from assessbook.book.pages import BookFacts
from assessbook.book.register import TITLE as REGISTER
from assessbook.book.register import Line, Section
from assessbook.core.messages import said, shown
from assessbook.core.missing import Missing
from assessbook.ledger.store import FigureRow
from assessbook.observations.definitions import Definitions
from assessbook.workbook.cells import number_format
from assessbook.workbook.exhibits import Exhibit
from assessbook.workbook.layout import column_width, fits, row_height
from assessbook.workbook.long_lists import LongLists
from assessbook.workbook.sheets import (
    LINK,
    STRONG,
    TITLE,
    WRAPPED,
    Value,
    cell_at,
    finish,
    link_to,
    mark_table,
    put,
    put_headings,
    put_lines,
    put_record,
    put_told,
)
from assessbook.workbook.table_sheet import CONTENTS, INDEX, FigureIndex, put_way_back

NOTES = "说明"
COVER = "封面"
_ABOUT = {
    NOTES: "缺值符号、单位和口径的一般说明",
    "观测指标": "来源文件和参考资料中的指标及其定义",
    "计算指标": "由观测指标计算的指标及其计算式",
    "来源文件": "各数据文件转录或引用的文献",
    REGISTER: "假定、数据更正、局限、审核清单和签发情况",
    INDEX: "报告中的全部数字及其来源",
}
INDEX_HEADS = (
    "编码", "指标", "项目", "地区", "时间", "数值", "单位", "报告中的写法", "计算式", "来源单元格",
    "笔记本", "代码单元", "数字标识",
)  # fmt: skip
_INDEX_WIDTHS = (9, 30, 20, 16, 12, 16, 10, 14, 48, 48, 18, 24, 48)
_COVER_WIDTHS = (14, 76)
_CONTENTS_WIDTHS = (26, 10)
_INDEX_TOP = 3
_SOURCES_SHOWN = 20


@dataclass(frozen=True)
class Appendix:
    """A list behind the tables: its title, headings, column widths and lines."""

    title: str
    heads: Sequence[str]
    widths: Sequence[int]
    records: Sequence[Sequence[str]]


def write_cover(sheet: Worksheet, facts: BookFacts, tables: int) -> None:
    """Write what edition this is, what it holds and how a number is followed to its source."""
    row = put_lines(sheet, 1, facts.title, sum(_COVER_WIDTHS), TITLE)
    if facts.subtitle:
        row = put_lines(sheet, row, facts.subtitle, sum(_COVER_WIDTHS), STRONG)
    if facts.notice:
        row = put_lines(sheet, row, facts.notice, sum(_COVER_WIDTHS), STRONG)
    lines = [
        ("地区", facts.region_name),
        ("评估年度", f"{facts.year}年"),
        ("编制单位", facts.office),
        ("数据性质", facts.status_text),
        *([("签发情况", facts.sign_off_text)] if facts.sign_off_text else []),
        ("依据文件", facts.document),
        ("内容", f"报告全部统计表共{tables}张，每张一个工作表，编号与“{CONTENTS}”一致。"),
        (
            "数字追溯",
            f"表中每个数字链接至“{INDEX}”的相应行，列明计算式、来源单元格和发布该数字的笔记本代码单元。",
        ),
        ("数值精度", "数值单元格保留计算所得的全部位数，按报告中的小数位数显示。"),
    ]
    for label, text in ((shown(label), shown(text)) for label, text in lines):
        put_told(sheet, row, 1, label, STRONG)
        put_told(sheet, row, 2, text, look=WRAPPED)
        sheet.row_dimensions[row].height = row_height([label, text], _COVER_WIDTHS)
        row += 1
    for name in (CONTENTS, NOTES, INDEX):
        link_to(put(sheet, row, 1, name, LINK), name, "A1")
        row += 1
    for column, width in zip("AB", _COVER_WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    finish(sheet, _COVER_WIDTHS, row - 1, facts.notice)


def write_contents(sheet: Worksheet, exhibits: Sequence[Exhibit], others: Sequence[str], head: str) -> None:
    """Write the list of tables and of the `others`, each with a link to its sheet."""
    names = [*(exhibit.name for exhibit in exhibits), *(shown(name) for name in others)]
    titles = [exhibit.caption for exhibit in exhibits]
    widths = (
        column_width("", names, least=10, most=40),
        column_width("", titles, least=64, most=88),
        *_CONTENTS_WIDTHS,
    )
    row = put_lines(sheet, 1, "目录", sum(widths), TITLE)
    if head:
        put(sheet, 1, 2, head, STRONG)
    put_headings(sheet, row, ("表号", "表名", "所在章节", "类别"), widths)
    first = row
    for exhibit in exhibits:
        row += 1
        record = (
            exhibit.name,
            exhibit.caption,
            shown(exhibit.page.title),
            shown("图中数据" if exhibit.charted else "统计表"),
        )
        put_record(sheet, row, record, widths, {})
        # A link is set on one line: a longer title is left to wrap, and its number leads to the table.
        for column in (1, 2) if fits(exhibit.caption, widths[1]) else (1,):
            cell = cell_at(sheet, row, column)
            cell.font = LINK
            link_to(cell, exhibit.name, "A1")
    for name in others:
        row += 1
        record = (shown(name), shown(_ABOUT[name]), "—", shown("附录"))
        put_record(sheet, row, record, widths, {})
        cell = cell_at(sheet, row, 1)
        cell.font = LINK
        link_to(cell, name, "A1")
    mark_table(sheet, "contents", first, row, len(widths))
    finish(sheet, widths, row, head)


def write_notes(sheet: Worksheet, head: str) -> None:
    """Write what holds for every table: symbols, decimals, and which values never mix."""
    row = put_lines(sheet, 1, "说明", sum(_COVER_WIDTHS), TITLE)
    lines = [*([head] if head else [])]
    lines += [f"{kind.explanation}。" for kind in Missing if kind]
    lines.append("纯收入与可支配收入、名义与实际、人数与人次分别列示，不混用、不相加减。")
    lines.append("单位列于表头括号内；表头未列单位的，单位列于数值之后。")
    for line in lines:
        row = put_lines(sheet, row, line, sum(_COVER_WIDTHS))
    finish(sheet, [sum(_COVER_WIDTHS)], row - 1, head)
    sheet.column_dimensions["A"].width = sum(_COVER_WIDTHS)


def appendices(
    definitions: Definitions, figures: Sequence[FigureRow], documents: Mapping[str, str]
) -> list[Appendix]:
    """The lists of definitions and sources."""
    observed = observed_indicators(definitions, figures)
    derived = derived_indicators(definitions, figures)
    return [
        Appendix("观测指标", OBSERVED_HEADS, (34, 12, 12, 20, 60), observed),
        Appendix("计算指标", DERIVED_HEADS, (44, 12, 80), derived),
        Appendix("来源文件", ("文件", "转录或引用的文献"), (44, 80), list(documents.items())),
    ]


def register_appendix(sections: Sequence[Section]) -> Appendix:
    """The register as one list: a line of every section below common headings, or what it says without any."""
    columns = dict.fromkeys(("item", "content", "ground", "values", "person", "date"), "")
    records = []
    for section in sections:
        lines = section.lines or (Line("—", section.otherwise),)
        records += [[section.title, *line.of(columns)] for line in lines]
    heads = ("类别", "编号或单元格", "内容", "依据、理由或意见", "本年度取值", "责任人", "日期")
    return Appendix(REGISTER, heads, (12, 24, 64, 48, 30, 14, 16), records)


def write_appendix(sheet: Worksheet, appendix: Appendix, name: str, head: str) -> None:
    """Write a list with a heading; `name` is how programs call its table."""
    put(sheet, 1, 1, appendix.title, TITLE)
    put_way_back(sheet, 2, head)
    put_headings(sheet, _INDEX_TOP, appendix.heads, appendix.widths)
    for row, record in enumerate(appendix.records, _INDEX_TOP + 1):
        told = [shown(text) for text in record]
        put_record(sheet, row, told, appendix.widths, {})
    last = _INDEX_TOP + len(appendix.records)
    mark_table(sheet, name, _INDEX_TOP, last, len(appendix.heads))
    finish(sheet, appendix.widths, last, head)


def write_index(
    sheet: Worksheet, figures: Sequence[FigureRow], index: FigureIndex, head: str, lists: LongLists
) -> None:
    """Write a line for every figure: what it is, its value, and what it was computed from."""
    put(sheet, 1, 1, "数字索引：报告中的全部数字", TITLE)
    put_way_back(sheet, 2, head)
    put_headings(sheet, _INDEX_TOP, INDEX_HEADS, _INDEX_WIDTHS)
    records = [(_record(row, index.codes[row.figure]), {6: number_format(row.text)}) for row in figures]
    lists.write(sheet, _INDEX_TOP + 1, records, _INDEX_WIDTHS)
    last = _INDEX_TOP + len(figures)
    mark_table(sheet, "figures", _INDEX_TOP, last, len(INDEX_HEADS))
    finish(sheet, _INDEX_WIDTHS, last, head)


def _record(row: FigureRow, code: str) -> tuple[Value, ...]:
    value: Value = row.text if row.value is None else row.value
    return (
        code, row.indicator_name, row.item_name, row.region_name, row.year, value,
        row.unit, row.text, row.formula, _sources(row), row.notebook, row.cell, row.figure,
    )  # fmt: skip


def index_of(figures: Iterable[str], codes: Mapping[str, str]) -> FigureIndex:
    """Where the sheet of all figures will have them, for ids in the order of the ledger."""
    rows = {figure: row for row, figure in enumerate(figures, _INDEX_TOP + 1)}
    return FigureIndex(rows, codes)


def _sources(row: FigureRow) -> str:
    addresses = [source.address for source in row.sources]
    if len(addresses) <= _SOURCES_SHOWN:
        return "；".join(addresses)
    rest = said("共{count}个单元格，全部来源见报告网页或ledger.db").format(count=len(addresses))
    return f"{'；'.join(addresses[:_SOURCES_SHOWN])}；{rest}"
