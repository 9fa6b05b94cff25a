"""How the pages of a book hang together: names of pages, links between them, which workbook has a page.

Written for verification alone, from what the book promises its readers: a figure's link leads to the
cell that published it, a source's link to the cell of its workbook's page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from posixpath import dirname, join, normpath, relpath
from urllib.parse import unquote

from lxml.html import HtmlElement

from assessbook.verification.cells import Cells, Unreadable, address_of

FRONT_NOTEBOOK, FRONT_PAGE = "overview", "index"
INDEX_PAGE = "figures"
INDICATORS = "indicators/"
"""How the names of pages begin that show an indicator for all regions."""


def page_of(notebook: str) -> str:
    """A notebook's page, without ending."""
    return FRONT_PAGE if notebook == FRONT_NOTEBOOK else notebook


def link_to_cell(page: str, home: tuple[str, str]) -> str:
    """The link from a page to a notebook's cell."""
    notebook, cell = home
    return f"{way(page, page_of(notebook))}#cell-{cell}"


def target_of(page: str, href: str) -> tuple[str, str]:
    """The page (without ending) and the anchor that a link leads to."""
    file, _, anchor = unquote(href).partition("#")
    target = normpath(join(dirname(page), file)) if file else f"{page}.html"
    return target.removesuffix(".html"), anchor


@dataclass(frozen=True)
class SourcePage:
    """The page of a workbook: its name without ending, and the file that it says it shows."""

    name: str
    file: str


def source_page(name: str, page: HtmlElement) -> SourcePage | None:
    """What a page shows, if it is the page of a workbook."""
    if not page.xpath("//table[@class='sheet']"):
        return None
    files = page.xpath("//p[@class='statement']/code/text()")
    return SourcePage(name, str(files[0]) if files else "")


class SourceLinks:
    """Links to source cells.

    Parameters
    ----------
    pages : mapping
        Workbook as in the ledger -> its page, without ending.
    cells : Cells
        Where the sheets of a workbook are looked up.
    """

    def __init__(self, pages: Mapping[str, str], cells: Cells) -> None:
        self._pages, self._cells = dict(pages), cells
        self._sheets: dict[str, list[str]] = {}
        for file in self._pages:
            try:
                self._sheets[file] = cells.workbook(file).titles
            except Unreadable:
                self._sheets[file] = []

    def link(self, page: str, address: str) -> str:
        """The link from a page to a source cell; empty where its file has no page."""
        file, sheet, cell = address_of(address)
        if file not in self._pages or sheet not in self._sheets[file]:
            return ""
        return f"{way(page, self._pages[file])}#sheet-{self._sheets[file].index(sheet) + 1}-{cell}"


@lru_cache(maxsize=65_536)
def way(page: str, target: str) -> str:
    """The file of another page as it is addressed from a page."""
    return relpath(f"{target}.html", dirname(page) or ".")
