"""The figures of a PDF as its tags tell them: the text of each, and where its link leads.

Reads the file alone, by qpdf: the structure tree, the marked content of the pages, the fonts' own tables
of characters, the destinations of links. Figures are tagged as `Em`; nothing else in the report is. What is
damaged is never mended.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pikepdf import Array, DataDecodingError, Dictionary, PasswordError, Pdf, PdfError

from assessbook.pdf.marked_content import characters_of, marked_texts

_FAULTS = (
    PdfError,
    PasswordError,
    DataDecodingError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    RuntimeError,
)

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
        with Pdf.open(_File(pdf), attempt_recovery=False) as opened:
            found = list(_Reader(opened).figures())
            faults = opened.get_warnings()
    except _FAULTS as error:
        raise Unreadable(f"{type(error).__name__}: {error}") from None
    if faults:  # qpdf goes on after some, with what it takes to be meant
        raise Unreadable(str(faults[0]))
    return found


class _File(BytesIO):
    """Named in the library's messages, which would else hold an address in memory."""

    def __repr__(self) -> str:
        return "of the report"


class _Reader:
    def __init__(self, pdf: Pdf) -> None:
        self._root: Any = pdf.Root
        self._pages: list[Any] = list(pdf.pages)
        self._numbers = {page.objgen: number for number, page in enumerate(self._pages)}
        self._heights: dict[int, float] = {}
        self._marked: dict[int, dict[int, str]] = {}
        self._fonts: dict[tuple[int, int], dict[int, str]] = {}
        named = self._root.get("/Names", Dictionary()).get("/Dests", Dictionary())
        names: list[Any] = list(named.get("/Names", ()))
        self._named = {bytes(name): place for name, place in zip(names[::2], names[1::2], strict=True)}

    def figures(self) -> Iterator[ShownFigure]:
        stack: list[tuple[Any, Any]] = [(self._root["/StructTreeRoot"]["/K"], None)]
        while stack:  # not by recursion: a long document is a deep tree
            found, link = stack.pop()
            if isinstance(found, Array):
                stack.extend((kid, link) for kid in reversed(list(found)))
            elif isinstance(found, Dictionary):
                role = found.get("/S")
                if role == "/Em":
                    yield self._figure(found, link)
                elif "/K" in found:
                    stack.append((found["/K"], found if role == "/Link" else link))
            elif found is None:
                raise ValueError("a part of the structure tree is missing")

    def _figure(self, element: Any, link: Any) -> ShownFigure:
        pieces = list(self._pieces(element, None))
        if not pieces:
            raise ValueError("a figure without text")
        leads_to = None if link is None else self._destination(link)
        return ShownFigure("".join(text for _, text in pieces), pieces[0][0] + 1, leads_to)

    def _pieces(self, element: Any, page: int | None) -> Iterator[tuple[int, str]]:
        """The page and the text of each piece of marked content below an element, in their order."""
        on = element.get("/Pg")
        own = page if on is None else self._numbers[on.objgen]
        kids = element["/MCID"] if element.get("/Type") == "/MCR" else element["/K"]
        for kid in kids if isinstance(kids, Array) else [kids]:
            if not isinstance(kid, int):
                yield from self._pieces(kid, own)
            elif own is None:
                raise ValueError("marked content without a page")
            else:
                yield own, self._text(own, kid)

    def _destination(self, link: Any) -> Destination | None:
        """Where a link leads, by the annotation among its parts."""
        for kid in link["/K"]:
            if isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR":
                annotation = kid["/Obj"]
                page, _, _, top, *_ = self._led_to(annotation)
                number = self._numbers[page.objgen]
                return number, round(self._height(number) - float(top), 2)
        return None

    def _led_to(self, annotation: Any) -> Any:
        """The destination itself, which a report joined of parts knows by its name."""
        found = annotation["/Dest"] if "/Dest" in annotation else annotation["/A"]["/D"]
        return found if isinstance(found, Array) else self._named[bytes(found)]

    def _height(self, page: int) -> float:
        if page not in self._heights:
            _, bottom, _, top = self._pages[page].mediabox
            self._heights[page] = float(top) - float(bottom)
        return self._heights[page]

    def _text(self, page: int, mark: int) -> str:
        if page not in self._marked:
            found: Any = self._pages[page].obj
            fonts = found["/Resources"].get("/Font", {})
            content = found["/Contents"]
            streams = content if isinstance(content, Array) else [content]
            self._marked[page] = marked_texts(
                b"\n".join(stream.read_bytes() for stream in streams),
                lambda name: self._characters(fonts[f"/{name}"]),
            )
        return self._marked[page].get(mark, "")

    def _characters(self, font: Any) -> dict[int, str]:
        if not font.is_indirect:
            return characters_of(font["/ToUnicode"].read_bytes().decode("latin-1"))
        if font.objgen not in self._fonts:
            self._fonts[font.objgen] = characters_of(font["/ToUnicode"].read_bytes().decode("latin-1"))
        return self._fonts[font.objgen]
