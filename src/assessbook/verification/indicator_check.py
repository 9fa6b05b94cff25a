"""The pages of indicators: each table against the ledger, and its places without a number against the notebooks.

A line is about one region, a column about one indicator, year and item; every such figure of the ledger must
stand in its column, with its value to be sorted by. That links lead home is for `html_check`. The CSV file that a
page offers holds what its table shows. The charts on these pages were drawn from the ledger as well; of them only the hashes in the manifest are compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml.html import HtmlElement

from assessbook.verification.blocks import shown_by
from assessbook.verification.book_links import INDICATORS, target_of
from assessbook.verification.book_tables import BookTable, Field
from assessbook.verification.ledger_file import LedgerFile, Row
from assessbook.verification.report import Findings, Statement
from assessbook.verification.told import told

_NOTHING = "—"
_TABLE = "//table[contains(@class, 'indicator') and contains(@class, 'statistics')]"
Key = tuple[str, str, str]
"""Indicator, year and item: what a column is about."""


def gaps_recorded(notebooks: Mapping[str, Any]) -> dict[str, str]:
    """What notebooks record in place of values: the id that the value would have -> the word for its absence."""
    found: dict[str, str] = {}
    for notebook in notebooks.values():
        for _, records in shown_by(notebook):
            for record in records:
                for gap in _gaps(record["content"]):
                    found.setdefault(str(gap["of"]), str(gap["text"]))
    return found


def compared_on(pages: Mapping[str, HtmlElement]) -> dict[str, str]:
    """Figure -> the page of its indicator, for every figure in a table of such a page."""
    found: dict[str, str] = {}
    for page, tree in pages.items():
        if page.startswith(INDICATORS):
            names = tree.xpath("//table[contains(@class, 'indicator')]//a/@data-figure")
            found.update(dict.fromkeys(map(str, names), page))
    return found


def check_indicator(
    tree: HtmlElement,
    file: str,
    ledger: LedgerFile,
    ledger_file: str,
    gaps: Mapping[str, str],
    findings: Findings,
) -> None:
    """Check the page of an indicator.

    Parameters
    ----------
    file, ledger_file : str
        The page and the ledger, as shown.
    gaps : mapping
        From `gaps_recorded`.
    """
    tables = tree.xpath(_TABLE)
    if len(tables) != 1:
        findings.add(file, "table of the indicator", "1", str(len(tables)))
        return
    heads = [head.text_content() for head in tables[0].xpath("./thead/tr/th")]
    lines = [list(line) for line in tables[0].xpath("./tbody/tr")]
    regions = [_region(line, ledger) for line in lines]
    for column, head in enumerate(heads):
        cells = [line[column] for line in lines]
        found = [_row(cell, ledger) for cell in cells]
        keys = list(dict.fromkeys(_key(row) for row in found if row))
        if not keys:
            continue
        for other in keys[1:]:
            findings.add(file, "column of the indicator", "/".join(keys[0]), "/".join(other), place=head)
        _complete(keys[0], [row for row in found if row], file, head, ledger, findings)
        for line, cell, row, region in zip(lines, cells, found, regions, strict=True):
            if row is None:
                identifier = _identifier(ledger, keys[0], region)
                was = gaps.get(identifier, _NOTHING)
                findings.compare(
                    "place without a number", Statement(file, was), Statement(file, cell.text_content()),
                    figure=identifier,
                )  # fmt: skip
                continue
            value, name = row.columns["value"], line[0].text_content()
            said = {
                "region": (row.columns["region_name"], name),
                "heading": (True, _year(row) in head and str(row.columns["unit"]) in head),
                "order": ("" if value is None else repr(value), cell.get("data-order", "")),
            }
            for kind, (origin, copy) in said.items():
                findings.compare(
                    f"{kind} in the table", Statement(ledger_file, origin), Statement(file, copy),
                    figure=row.figure,
                )  # fmt: skip


def check_offered(tree: HtmlElement, page: str, file: str, findings: Findings) -> None:
    """Check that every CSV file that the page of an indicator offers is that of its table."""
    for link in tree.xpath("//p[@class='exhibit-files']/a/@href"):
        name = target_of(page, str(link))[0]
        if name.endswith(".csv") and name != csv_of(page):
            findings.add(file, "file of the table", csv_of(page), name)


def table_shown(tree: HtmlElement, file: str, ledger: LedgerFile) -> BookTable:
    """The table of an indicator's page as its CSV file must hold it; `file` is the page as shown."""
    lines = [[_field(cell, ledger) for cell in line] for line in tree.xpath(f"({_TABLE})[1]//tr")]
    heads, *rows = [tuple(line) for line in lines] or [()]
    return BookTable(0, file, "", tuple(heads), tuple(rows))


def csv_of(page: str) -> str:
    """The CSV file of the book with the table of an indicator's page."""
    return f"tables/indicators-{page.removeprefix(INDICATORS)}.csv"


def _field(cell: HtmlElement, ledger: LedgerFile) -> Field:
    row, text = _row(cell, ledger), cell.text_content()
    if row is None:
        return Field(text)
    return Field(text, (row.figure,), row.columns["value"], str(row.columns["text"]))


def _complete(
    key: Key, found: list[Row], file: str, head: str, ledger: LedgerFile, findings: Findings
) -> None:
    shown = [row.figure for row in found]
    for row in ledger.rows.values():
        if _key(row) == key and (count := shown.count(row.figure)) != 1:
            findings.add(file, "figure in the table", "once", f"{count} times", figure=row.figure, place=head)


def _gaps(content: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(content, dict):
        if "missing" in content and content.get("of"):
            yield content
        parts = list(content.values())
    else:
        parts = content if isinstance(content, list) else []
    for part in parts:
        yield from _gaps(part)


def _row(cell: HtmlElement, ledger: LedgerFile) -> Row | None:
    names = cell.xpath("./a/@data-figure")
    return ledger.rows.get(str(names[0])) if names else None


def _region(line: list[HtmlElement], ledger: LedgerFile) -> str:
    rows = (_row(cell, ledger) for cell in line)
    return next((str(row.columns["region"]) for row in rows if row), "")


def _key(row: Row) -> Key:
    return str(row.columns["indicator"]), str(row.columns["year"]), str(row.columns["item"])


def _identifier(ledger: LedgerFile, key: Key, region: str) -> str:
    indicator, year, item = key
    return "/".join(part for part in (ledger.edition["programme"], year, region, indicator, item) if part)


def _year(row: Row) -> str:
    return told(f"{str(row.columns['year']).replace('-', '—')}年")
