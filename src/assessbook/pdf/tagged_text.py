"""The figures of a PDF as its tags tell them: the text of each, and where its link leads.

Reads the file alone: the structure tree, the marked content of the pages, the fonts' own tables of
characters, the destinations of links. Figures are tagged as `Em`; nothing else in the report is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from assessbook.pdf.marked_content import characters_of, marked_texts

Destination = tuple[int, float]
"""Page, from 0, and how far down it, in points: destinations in reading order sort as such pairs."""


class Unreadable(ValueError):
    """A file that can't be read as a tagged PDF; says why."""


@dataclass(frozen=True)
class ShownFigure:
    """A figure on a page.

    Parameters
    ----------
    text : str
        What a reader sees.
    page : int
        From 1, counting the cover.
    leads_to : tuple or None
        Where its link leads; None without a link.
    """

    text: str
    page: int
    leads_to: Destination | None


def shown_figures(pdf: bytes) -> list[ShownFigure]:
    """Every figure, in reading order.

    Raises
    ------
    Unreadable
        If it isn't a tagged PDF whose text can be decoded.
    """
    try:
        return list(_Reader(pdf).figures())
    except (PyPdfError, LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise Unreadable(f"{type(error).__name__}: {error}") from None


class _Reader:
    def __init__(self, pdf: bytes) -> None:
        self._reader = PdfReader(BytesIO(pdf), strict=True)
        self._numbers = {page.indirect_reference.idnum: n for n, page in enumerate(self._reader.pages)}  # type: ignore[union-attr]
        self._marked: dict[int, dict[int, str]] = {}
        self._fonts: dict[int, dict[int, str]] = {}

    def figures(self) -> Iterator[ShownFigure]:
        root: Any = self._reader.trailer["/Root"]
        yield from self._below(root["/StructTreeRoot"]["/K"])

    def _below(self, element: Any) -> Iterator[ShownFigure]:
        stack: list[tuple[Any, Any]] = [(element, None)]
        while stack:  # not by recursion: a long document is a deep tree
            found, link = stack.pop()
            found = found.get_object()
            if isinstance(found, list):
                stack.extend((kid, link) for kid in reversed(found))
            elif isinstance(found, dict) and found.get("/S") == "/Em":
                pieces = list(self._pieces(found, None))
                if not pieces:
                    raise ValueError("a figure without text")
                leads_to = None if link is None else self._destination(link)
                yield ShownFigure("".join(text for _, text in pieces), pieces[0][0] + 1, leads_to)
            elif isinstance(found, dict) and "/K" in found:
                stack.append((found["/K"], found if found.get("/S") == "/Link" else link))

    def _pieces(self, element: Any, page: int | None) -> Iterator[tuple[int, str]]:
        """The page and the text of each piece of marked content below an element, in their order."""
        own = self._numbers[element.raw_get("/Pg").idnum] if "/Pg" in element else page
        kids = element["/MCID"] if element.get("/Type") == "/MCR" else element["/K"].get_object()
        for reference in kids if isinstance(kids, list) else [kids]:
            kid = reference.get_object()
            if not isinstance(kid, int):
                yield from self._pieces(kid, own)
            elif own is None:
                raise ValueError("marked content without a page")
            else:
                yield own, self._text(own, int(kid))

    def _destination(self, link: Any) -> Destination | None:
        """Where a link leads, by the annotation among its parts."""
        for reference in link["/K"].get_object():
            kid = reference.get_object()
            if isinstance(kid, dict) and kid.get("/Type") == "/OBJR":
                annotation = kid["/Obj"]
                page, _, _, top, *_ = annotation["/Dest"] if "/Dest" in annotation else annotation["/A"]["/D"]
                number = self._numbers[page.idnum]
                height = float(self._reader.pages[number].mediabox.height)
                return number, round(height - float(top), 2)
        return None

    def _text(self, page: int, mark: int) -> str:
        if page not in self._marked:
            found: Any = self._reader.pages[page]
            fonts = found["/Resources"].get("/Font", {})
            stream = found.get_contents().get_data()
            self._marked[page] = marked_texts(
                stream, lambda name: self._characters(fonts.raw_get(f"/{name}"))
            )
        return self._marked[page].get(mark, "")

    def _characters(self, font: Any) -> dict[int, str]:
        if font.idnum not in self._fonts:
            table = font.get_object()["/ToUnicode"].get_data().decode("latin-1")
            self._fonts[font.idnum] = characters_of(table)
        return self._fonts[font.idnum]
