"""The texts of a finished page, one for each paragraph, heading, cell or caption, as a reader sees them.

What stands in a figure link, in code or in a quotation is told apart by its place in the page, and what
repeats other pages or shows the workbooks and the ledger themselves is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_INLINE = frozenset(
    {
        "a", "abbr", "b", "bdi", "bdo", "cite", "data", "del", "dfn", "em", "font", "i", "ins", "label", "mark",
        "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
    }
)  # fmt: skip
_CODE = frozenset({"code", "kbd"})
# Scripts; listings; the contents, the search and the way to the next page, which repeat headings.
_LEFT_OUT = frozenset({"script", "style", "template", "noscript", "nav", "dialog", "pre", "svg"})
_LEFT_OUT_CLASSES = frozenset(
    {
        "bd-sidebar-primary",
        "bd-sidebar-secondary",
        "prev-next-footer",
        "computation",  # the cell's code
        "basis",  # figures of the ledger, formulas and source cells, which are checked against it
        "run",  # the page's template and parameters
        "untraced-notice",  # what an earlier scan found
    }
)
# Citations of the documents that a block's figures rest on, written by the block itself.
_CITATIONS = ("p", "source")
# Tables that show a workbook, the definitions, a former edition or the ledger, by the pages that do so.
_TABLES = {
    "sheet": ("sources/",),
    "definitions": ("definitions", "sources"),
    "changes": ("changes",),
    "figure-index": ("figures",),
}
_READ_OUT = ("alt", "title", "aria-label")
_COVER = "\ufffc"


@dataclass(frozen=True)
class PageText:
    """One text of a page.

    Parameters
    ----------
    shown : str
        As a reader sees it.
    scanned : str
        The same length; figures and code are covered, so that only what is written as plain text is left.
    heading : str
        The heading above it; empty above the first.
    cell : str
        Id of the notebook cell that gave it; empty for markdown and for what belongs to no cell.
    quoted : tuple of (int, int)
        Where elements that declare a quotation begin and end.
    figures : frozenset of str
        For an alternative text: the numbers that its picture's table shows.
    """

    shown: str
    scanned: str
    heading: str
    cell: str
    quoted: tuple[tuple[int, int], ...] = ()
    figures: frozenset[str] = frozenset()


def texts_of(page: str, tree: HtmlElement) -> Iterator[PageText]:
    """The texts of a page in reading order.

    Parameters
    ----------
    page : str
        Its path in the book, without ending.
    tree : HtmlElement
        The whole document.
    """
    yield from _Reader(page).read(tree)


class _Reader:
    def __init__(self, page: str) -> None:
        self._page = page
        self._heading, self._cell = "", ""
        self._shown: list[str] = []
        self._scanned: list[str] = []
        self._quoted: list[tuple[int, int]] = []
        self._length = 0
        self._found: list[PageText] = []

    def read(self, tree: HtmlElement) -> list[PageText]:
        for body in tree.iter("body"):
            self._block(body)
        return self._found

    def _block(self, element: HtmlElement) -> None:
        """An element that stands apart from the text around it."""
        self._end()
        cell, identifier = self._cell, element.get("id", "")
        if identifier.startswith("cell-"):
            self._cell = identifier.removeprefix("cell-")
        self._inside(element)
        self._end(is_heading=element.tag in _HEADINGS)
        self._cell = cell

    def _inside(self, element: HtmlElement) -> None:
        self._read_out(element)
        self._add(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child)
            self._add(child.tail)

    def _element(self, element: HtmlElement) -> None:
        classes = set((element.get("class") or "").split())
        if self._is_left_out(element, classes):
            self._end()
        elif element.tag in _CODE or (element.tag == "a" and "figure" in classes):
            self._add(element.text_content(), covered=True)
        elif element.tag in _INLINE:
            start = self._length
            self._inside(element)
            if "quote" in classes:
                self._quoted.append((start, self._length))
        elif element.tag in ("br", "img", "input", "hr"):
            self._add(" ")
            self._read_out(element)
        else:
            self._block(element)

    def _is_left_out(self, element: HtmlElement, classes: set[str]) -> bool:
        if element.tag in _LEFT_OUT or classes & _LEFT_OUT_CLASSES:
            return True
        if element.tag == _CITATIONS[0] and _CITATIONS[1] in classes:
            return True
        pages = [page for name in classes & _TABLES.keys() for page in _TABLES[name]]
        return element.tag == "table" and any(self._page.startswith(page) for page in pages)

    def _read_out(self, element: HtmlElement) -> None:
        """What is read out for a picture or a button."""
        for name in _READ_OUT:
            text = " ".join((element.get(name) or "").split())
            if text:
                block = next(element.iterancestors("figure"), None)
                figures = [] if block is None else block.xpath(".//a[@data-figure]")
                numbers = frozenset(figure.text_content() for figure in figures)
                self._found.append(PageText(text, text, self._heading, self._cell, (), numbers))

    def _add(self, text: str | None, *, covered: bool = False) -> None:
        if text:
            # Spaces and ends of lines are all the same to a reader.
            text = " ".join(f"|{text}|".split())[1:-1]
            self._shown.append(text)
            self._scanned.append(_COVER * len(text) if covered else text)
            self._length += len(text)

    def _end(self, *, is_heading: bool = False) -> None:
        """The end of a text."""
        shown, scanned = "".join(self._shown), "".join(self._scanned)
        if is_heading and shown.strip():
            self._heading = shown.strip()
        if scanned.strip(f" {_COVER}"):
            self._found.append(PageText(shown, scanned, self._heading, self._cell, tuple(self._quoted)))
        self._shown, self._scanned, self._quoted, self._length = [], [], [], 0
