"""`tables.xlsx` of a build: its tables against those of the book, its index of figures against the ledger.

A number in it must be the ledger's to the last digit that workbooks keep, be printed as the book prints it,
and lead to the line of the index that says what it is. Words too long for a link may name that line's code in
a remark instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assessbook.core.messages import is_chinese, said
from assessbook.verification.book_tables import BookTable, Field
from assessbook.verification.ledger_file import LedgerFile, Row
from assessbook.verification.report import Findings, Statement, shown
from assessbook.verification.told import told
from assessbook.verification.workbook_file import Sheet

WORKBOOK = "tables.xlsx"
_INDEX, _TABLE = "数字索引", "表{number}"
_INDEX_TOP = 4
"""Row of the first figure in the index."""
_SOURCES_SHOWN = 20
_COLUMNS = (
    "code", "indicator_name", "item_name", "region_name", "year", "value", "unit", "text", "formula",
    "sources", "notebook", "cell", "figure",
)  # fmt: skip


class WorkbookCheck:
    """Checks the workbook of a build.

    Parameters
    ----------
    sheets : mapping
        Its sheets by title.
    file, ledger_file : str
        The workbook and the ledger as shown.
    """

    def __init__(
        self, sheets: Mapping[str, Sheet], file: str, ledger: LedgerFile, ledger_file: str, findings: Findings
    ) -> None:
        self._sheets, self._file, self._findings = sheets, file, findings
        self._ledger, self._ledger_file = ledger, ledger_file
        self._places = {name: place for place, name in enumerate(ledger.rows, 1)}

    def check(self, tables: Mapping[int, BookTable]) -> None:
        """Check the sheet of every table, and the index."""
        expected = [told(_TABLE.format(number=number)) for number in sorted(tables)]
        for title, table in zip(expected, (tables[number] for number in sorted(tables)), strict=True):
            if title in self._sheets:
                self._table(title, self._sheets[title], table)
            else:
                self._findings.add(self._file, "sheet", "there", "no such sheet", place=title)
        index = told(_INDEX)
        if index in self._sheets:
            self._index(self._sheets[index])
        else:
            self._findings.add(self._file, "sheet", "there", "no such sheet", place=index)

    # ---------------------------------------------------------------- tables

    def _table(self, title: str, sheet: Sheet, table: BookTable) -> None:
        lines = (table.heads, *table.rows)
        if len(sheet.tables) != 1 or sheet.tables[0][1] - sheet.tables[0][0] + 1 != len(lines):
            extents = ", ".join(f"rows {first} to {last}" for first, last in sheet.tables) or "no table"
            self._findings.add(self._file, "table", f"{len(lines)} rows", extents, place=title)
            return
        first = sheet.tables[0][0]
        above = "".join(str(sheet.value(f"A{row}")) for row in range(1, first))
        caption = told(f"{title}　{table.caption}")
        if not _squashed(above).startswith(_squashed(caption)):
            self._compare("caption", table.file, caption, above, "", title)
        for row, line in enumerate(lines, first):
            for column, field in zip(_letters(), line, strict=False):
                self._field(title, sheet, f"{column}{row}", field, table.file)

    def _field(self, title: str, sheet: Sheet, address: str, field: Field, notebook: str) -> None:
        figure, place = field.figures[0] if field.figures else "", f"{title}!{address}"
        origin = self._ledger_file if field.figures else notebook
        found = sheet.value(address)
        if field.value is None:
            self._compare("text" if figure else "words", origin, field.text, found, figure, place)
        else:
            self._compare("value", origin, _kept(field.value), found, figure, place)
            printed = _format_of(field.number, field.unit)
            self._compare("number format", origin, printed, sheet.number_format(address), figure, place)
        if field.figures and all(name in self._places for name in field.figures):
            codes = "、".join(self._code(name) for name in field.figures)
            words = told(f"{_INDEX}：{codes}")
            if field.value is None and address not in sheet.links and address in sheet.remarks:
                self._compare("remark", origin, words, sheet.remarks[address], figure, place)
                return
            link = sheet.links.get(address, ("no link", "no link"))
            self._compare("link", origin, self._line_of(figure), link[0], figure, place)
            self._compare("words of the link", origin, words, link[1], figure, place)

    def _code(self, figure: str) -> str:
        return f"F{self._places[figure]:04d}"

    def _line_of(self, figure: str) -> str:
        return f"'{told(_INDEX)}'!A{self._places[figure] + _INDEX_TOP - 1}"

    # ---------------------------------------------------------------- index

    def _index(self, sheet: Sheet) -> None:
        for row_number, row in enumerate(self._ledger.rows.values(), _INDEX_TOP):
            for letter, kind, was in zip(_letters(), _COLUMNS, self._line(row), strict=False):
                address = f"{letter}{row_number}"
                place = f"{told(_INDEX)}!{address}"
                self._compare(kind, self._ledger_file, was, sheet.value(address), row.figure, place)
        after = f"A{_INDEX_TOP + len(self._ledger.rows)}"
        if sheet.value(after) != "":
            what = shown(sheet.value(after))
            self._findings.add(self._file, "line", "no such line", what, place=f"{_INDEX}!{after}")

    def _line(self, row: Row) -> Sequence[float | str]:
        columns = row.columns
        value = columns["text"] if columns["value"] is None else _kept(columns["value"])
        special = {"code": self._code(row.figure), "value": value, "sources": _sources(row)}
        return [special[name] if name in special else columns[name] for name in _COLUMNS]

    def _compare(
        self, kind: str, origin: str, was: float | str, now: float | str, figure: str, place: str
    ) -> None:
        self._findings.compare(
            kind, Statement(origin, was), Statement(self._file, now), figure=figure, place=place
        )


def _kept(value: float) -> float:
    """A value with as many digits as are written into a workbook."""
    return float(f"{value:.16g}")


def _sources(row: Row) -> str:
    addresses = [source[0] for source in row.sources]
    first = "；".join(addresses[:_SOURCES_SHOWN])
    if len(addresses) <= _SOURCES_SHOWN:
        return first
    rest = said("共{count}个单元格，全部来源见报告网页或ledger.db").format(count=len(addresses))
    return f"{first}；{rest}"


def _format_of(number: str, unit: str) -> str:
    """The format that prints a number with as many decimals as the book does."""
    decimals = len(number.partition(".")[2])
    whole = "0" if is_chinese() else "#,##0"
    plain = f"{whole}." + "0" * decimals if decimals else whole
    return f'{plain}"{unit}"' if unit else plain


def _letters() -> Iterator[str]:
    """A, B, ... Z, AA, AB, ... ZZ."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    yield from alphabet
    yield from (first + second for first in alphabet for second in alphabet)


def _squashed(text: str) -> str:
    return "".join(text.split())
