"""The book's pages against the ledger and the notebooks: every figure link, line, basis and card.

A page must show what its notebook's blocks say, line by line; each figure in it with the ledger's text
and a link to the cell that the ledger names; below each cell the basis of its figures; and each chart as
its notebook drew it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from lxml.html import HtmlElement

from assessbook.verification.basis_check import check_basis
from assessbook.verification.blocks import (
    Shown,
    compare_lines,
    figures_shown,
    lines_of,
    lines_shown,
    shown_by,
)
from assessbook.verification.book_links import INDEX_PAGE, INDICATORS, SourceLinks, link_to_cell, target_of
from assessbook.verification.changes_check import CHANGES_PAGE
from assessbook.verification.ledger_file import LedgerFile
from assessbook.verification.report import Findings, Statement, listed


class HtmlCheck:
    """Checks the pages of a book.

    Parameters
    ----------
    ledger : LedgerFile
    ledger_file : str
        The ledger's file as shown.
    pages : mapping
        All pages of the book by name without ending.
    charts : mapping
        Files below `html/charts/` by name, as text.
    links : SourceLinks
    findings : Findings
    """

    def __init__(
        self,
        ledger: LedgerFile,
        ledger_file: str,
        pages: Mapping[str, HtmlElement],
        charts: Mapping[str, str],
        links: SourceLinks,
        findings: Findings,
    ) -> None:
        self._ledger, self._ledger_file, self._findings = ledger, ledger_file, findings
        self._pages, self._charts, self._links = pages, charts, links
        self._anchors: dict[str, set[str]] = {}
        self._appearing: set[str] = set()

    def check_page(self, page: str, file: str, notebook: dict[str, Any] | None) -> list[str]:
        """Check a page.

        Parameters
        ----------
        page : str
            Its name without ending.
        file : str
            Its file as shown.
        notebook : dict or None
            The notebook it was made from; None for all other pages, which show no figures, but for the
            page of changes and those of indicators.

        Returns
        -------
        list of str
            The figures that it shows, each once, in reading order.
        """
        tree = self._pages[page]
        links = [link for link in figures_shown(tree) if link.href]
        for link in links:
            self._link(page, file, link)
        if page == INDEX_PAGE:
            self._whole_index(file, [link.figure for link in links])
            return list(dict.fromkeys(link.figure for link in links))
        if page.startswith(INDICATORS):  # `indicator_check` holds their tables against the ledger
            return list(dict.fromkeys(link.figure for link in links))
        self._appearing |= {link.figure for link in links}
        in_cells: list[Shown] = []
        for cell, records in shown_by(notebook) if notebook else ():
            found = tree.xpath("//div[@id=$name]", name=f"cell-{cell['id']}")
            if len(found) != 1:
                self._findings.add(file, "cell", "on the page once", f"{len(found)} times", place=cell["id"])
                continue
            self._cell(page, file, notebook or {}, cell, records, found[0])
            in_cells += figures_shown(found[0])
        # The page of changes has no cells; `changes_check` holds its figures against the comparison.
        if page != CHANGES_PAGE and [link.figure for link in links] != [link.figure for link in in_cells]:
            outside = [link.figure for link in links]
            for link in in_cells:
                if link.figure in outside:
                    outside.remove(link.figure)
            self._findings.add(
                file, "figure links outside cells", "none", listed(outside) or "another order",
                figure=outside[0] if outside else "",
            )  # fmt: skip
        if notebook:
            self._run_details(file, tree, notebook)
        return list(dict.fromkeys(link.figure for link in links))

    def _whole_index(self, file: str, listed_there: list[str]) -> None:
        """The page of all figures lists each of the ledger's once, in its order."""
        counts = Counter(listed_there)
        for name in self._ledger.rows:
            if (count := counts[name]) != 1:
                self._findings.add(file, "line of the index", "once", f"{count} times", figure=name)
        unknown = [name for name in listed_there if name not in self._ledger.rows]
        if not unknown and listed_there != list(self._ledger.rows):
            self._findings.add(file, "order of the index", "that of the ledger", "another")

    def finish(self, book: str) -> None:
        """When all pages are checked: every figure of the ledger is on one; `book` as shown."""
        for name, row in self._ledger.rows.items():
            if name not in self._appearing:
                self._findings.compare(
                    "figure", Statement(self._ledger_file, row.columns["text"]), Statement(book, "on no page"),
                    figure=name,
                )  # fmt: skip

    # ---------------------------------------------------------------- parts of a page

    def _link(self, page: str, file: str, link: Shown) -> None:
        row = self._ledger.rows.get(link.figure)
        if row is None:
            self._findings.compare(
                "figure link", Statement(self._ledger_file, "in no row"), Statement(file, link.text),
                figure=link.figure,
            )  # fmt: skip
            return
        for kind, was, now in (
            ("text", row.columns["text"], link.text),
            ("link", link_to_cell(page, row.home), link.href),
        ):
            self._findings.compare(
                kind, Statement(self._ledger_file, was), Statement(file, now), figure=link.figure
            )
        target, anchor = target_of(page, link.href)
        if anchor not in self._anchors_of(target):
            self._findings.add(
                file,
                "target of the link",
                "a cell",
                f"no anchor {anchor} in {target}.html",
                figure=link.figure,
            )

    def _anchors_of(self, page: str) -> set[str]:
        if page not in self._anchors:
            tree = self._pages.get(page)
            self._anchors[page] = set(tree.xpath("//@id")) if tree is not None else set()
        return self._anchors[page]

    def _cell(
        self,
        page: str,
        file: str,
        notebook: dict[str, Any],
        cell: dict[str, Any],
        records: list[dict[str, Any]],
        container: HtmlElement,
    ) -> None:
        lines = [line for record in records for line in lines_of(record)]
        place = f"cell-{cell['id']}"
        compare_lines(lines, lines_shown(container), file, place, self._findings)
        shown = dict.fromkeys(figure["figure"] for record in records for figure in record["figures"])
        rows = [self._ledger.rows[name] for name in shown if name in self._ledger.rows]
        at_home = [row for row in rows if row.home[1] == cell["id"] and row.home[0] == notebook["name"]]
        check_basis(container, at_home, self._links, page, (self._ledger_file, file), self._findings)
        drawn = [
            svg for record in records if record["kind"] == "chart" for svg in _drawings(record["content"])
        ]
        pictures = [str(source) for source in container.xpath(".//picture/source/@srcset | .//img/@src")]
        expected = [f"charts/{_name_of(svg)}" for svg in drawn]
        found = [target_of(page, source)[0] for source in pictures]
        if expected != found:
            self._findings.add(file, "charts", listed(expected), listed(found), place=place)
        for svg in drawn:
            name = _name_of(svg)
            written = self._charts.get(name)
            if written is not None and written != svg:
                self._findings.add(
                    f"{file.rpartition('/html/')[0]}/html/charts/{name}", "chart", svg, written
                )

    def _run_details(self, file: str, tree: HtmlElement, notebook: dict[str, Any]) -> None:
        """The folded table of the page's template and parameters."""
        recorded = notebook["metadata"].get("papermill", {})
        expected = [("template", str(recorded.get("input_path", "")))]
        expected += [
            (name, json.dumps(value, ensure_ascii=False))
            for name, value in sorted(recorded.get("parameters", {}).items())
        ]
        for (name, was), now in _pairs(expected, _details_shown(tree)):
            if (name, was) != now:
                self._findings.add(
                    file, "parameter", f"{name}: {was}", ": ".join(now), place="template and parameters"
                )


def _details_shown(tree: HtmlElement) -> list[tuple[str, str]]:
    details = tree.xpath("//details[@class='run']")
    if not details:
        return []
    template = details[0].xpath("./p/code")
    found = [("template", template[0].text_content() if template else "")]
    for line in details[0].xpath(".//tr"):
        found.append((line[0].text_content(), line[1].text_content()))
    return found


def _pairs(
    expected: list[tuple[str, str]], found: list[tuple[str, str]]
) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    length = max(len(expected), len(found))
    blank = [("", "")]
    yield from zip(
        expected + blank * (length - len(expected)), found + blank * (length - len(found)), strict=True
    )


def _drawings(chart: Mapping[str, Any]) -> tuple[str, str]:
    """The drawings of a chart in the order of the page: a telephone's, then the page's."""
    return chart["narrow"], chart["svg"]


def _name_of(svg: str) -> str:
    return f"{hashlib.sha256(svg.encode()).hexdigest()[:16]}.svg"
