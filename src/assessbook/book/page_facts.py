"""What is checked of a finished page, found by reading it once: anchors, figure links, texts, characters.

Kept by the page's bytes, so that pages that came out as in an earlier build aren't read again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import html

from assessbook.book.numerals import find_numerals
from assessbook.book.page_text import PageText, texts_of
from assessbook.core.kept_bytes import NOTHING_KEPT, KeptBytes


class FigureLink(NamedTuple):
    """A link to a figure's home: the figure's id, the address, and the text shown."""

    figure: str
    address: str
    text: str


class PageFacts(NamedTuple):
    """What a page holds.

    Parameters
    ----------
    anchors : list of str
        The ids of its elements.
    links : list of FigureLink
        In reading order.
    texts : list of PageText
        Those with numerals outside figure links and code.
    characters : str
        Every character of the page, each once, sorted.
    """

    anchors: list[str]
    links: list[FigureLink]
    texts: list[PageText]
    characters: str


class PageReader:
    """Reads the pages of books.

    Parameters
    ----------
    kept : KeptBytes
        What was read of the pages of an earlier build.
    """

    def __init__(self, kept: KeptBytes = NOTHING_KEPT) -> None:
        self._kept = kept
        self._read: dict[str, PageFacts] = {}

    def pages(self, book: Path) -> Iterator[tuple[str, PageFacts]]:
        """Every page of a book as it stands now: its path without ending, and what it holds."""
        for path in sorted(book.rglob("*.html")):
            page = path.relative_to(book).with_suffix("").as_posix()
            yield page, self._facts(page, path.read_bytes())

    def keep_only_read(self) -> None:
        """Drop what is kept of pages that weren't read."""
        self._kept.keep_only(self._read)

    def _facts(self, page: str, content: bytes) -> PageFacts:
        made_from = f"{page} {hashlib.sha256(content).hexdigest()}"
        if made_from not in self._read:
            if (kept := self._kept.get(made_from)) is not None:
                self._read[made_from] = _from_json(kept)
            else:
                self._read[made_from] = _facts_of(page, content)
                self._kept.keep(made_from, _to_json(self._read[made_from]))
        return self._read[made_from]


def _facts_of(page: str, content: bytes) -> PageFacts:
    tree = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
    links = [
        FigureLink(link.get("data-figure", ""), link.get("href", ""), link.text_content())
        for link in tree.xpath("//a[contains(concat(' ', @class, ' '), ' figure ')]")
    ]
    texts = [text for text in texts_of(page, tree) if find_numerals(text.scanned)]
    return PageFacts(tree.xpath("//@id"), links, texts, "".join(sorted(set(content.decode()))))


def _to_json(facts: PageFacts) -> bytes:
    texts = [
        (text.shown, text.scanned, text.heading, text.cell, text.quoted, sorted(text.figures))
        for text in facts.texts
    ]
    return json.dumps([facts.anchors, facts.links, texts, facts.characters], ensure_ascii=False).encode()


def _from_json(content: bytes) -> PageFacts:
    anchors, links, texts, characters = json.loads(content)
    return PageFacts(
        anchors,
        [FigureLink(*link) for link in links],
        [
            PageText(
                shown,
                scanned,
                heading,
                cell,
                tuple([(start, end) for start, end in quoted]),
                frozenset(figures),
            )
            for shown, scanned, heading, cell, quoted, figures in texts
        ],
        characters,
    )
