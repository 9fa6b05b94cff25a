"""The pages of workbooks: every cell as it stands in the workbook, every link back to a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from assessbook.core.messages import with_unit
from assessbook.verification.book_links import SourcePage, link_to_cell
from assessbook.verification.cells import Address, Cells, Unreadable, text_of
from assessbook.verification.ledger_file import LedgerFile
from assessbook.verification.report import Findings, Statement
from assessbook.verification.told import told

_PLACE = re.compile(r"sheet-(\d+)-([A-Z]+\d+)")


def places_on(page: HtmlElement, file: str) -> Iterator[Address]:
    """The cells that a workbook's page shows."""
    titles = [heading.text_content() for heading in page.xpath("//h2")]
    for name in page.xpath("//table[@class='sheet']//td/@id"):
        match = _PLACE.fullmatch(str(name))
        if match and int(match[1]) <= len(titles):
            yield file, titles[int(match[1]) - 1], match[2]


def check_source_page(
    tree: HtmlElement,
    page: SourcePage,
    file: str,
    cells: Cells,
    ledger: tuple[LedgerFile, str],
    findings: Findings,
) -> None:
    """Check a workbook's page.

    Parameters
    ----------
    tree : HtmlElement
        The page.
    file : str
        The page's file as shown.
    cells : Cells
        The cells as they are today; must have been asked for `places_on` the page.
    ledger : tuple
        The ledger, and its file as shown.
    """
    try:
        sheets = cells.workbook(page.file).titles
    except Unreadable as error:
        findings.add(page.file, "workbook", "readable", str(error))
        return
    headings = [_plain(heading.text_content()) for heading in tree.xpath("//h2")]
    findings.compare(
        "sheets", Statement(page.file, [_plain(sheet) for sheet in sheets]), Statement(file, headings)
    )
    for cell in tree.xpath("//table[@class='sheet']//td[@id]"):
        match = _PLACE.fullmatch(cell.get("id"))
        if match is None or int(match[1]) > len(sheets):
            findings.add(file, "cell", "an address", cell.get("id"))
            continue
        sheet = sheets[int(match[1]) - 1]
        content = _plain(text_of(cells.workbook(page.file).cell(sheet, match[2])[0]))
        _compare(page.file, content, file, _plain(_shown(cell)), f"{sheet} › {match[2]}", findings)
        _check_links(cell, page.name, file, ledger, f"{sheet} › {match[2]}", findings)


def _compare(workbook: str, content: str, file: str, shown: str, place: str, findings: Findings) -> None:
    """A page was written from the workbook, but what it shows is what the workbook was."""
    if content == shown:
        return
    if file in findings.altered and workbook not in findings.altered:
        findings.add(file, "cell", content, shown, place=place)
    else:
        findings.add(workbook, "source cell", shown, content, place=place)


def _check_links(
    cell: HtmlElement, page: str, file: str, ledger: tuple[LedgerFile, str], place: str, findings: Findings
) -> None:
    rows, ledger_file = ledger
    for link in cell.xpath(".//a[@data-follow]"):
        name = link.get("data-follow")
        row = rows.rows.get(name)
        if row is None:
            origin = Statement(ledger_file, "in no row")
            findings.compare("figure", origin, Statement(file, link.text_content()), figure=name, place=place)
            continue
        columns = row.columns
        words = [columns["region_name"], columns["indicator_name"], columns["item_name"]]
        text = f"{'·'.join(word for word in words if word)}：{with_unit(columns['text'], columns['unit'])}"
        for kind, was, now in (
            ("text", told(text), link.text_content()),
            ("link", link_to_cell(page, row.home), link.get("href", "")),
        ):
            findings.compare(
                kind, Statement(ledger_file, was), Statement(file, now), figure=name, place=place
            )


def _shown(cell: HtmlElement) -> str:
    summary = cell.xpath("./details/summary")
    return str((summary[0] if summary else cell).text_content())


def _plain(text: str) -> str:
    return "".join(text.split())
