"""What is added to the HTML after Sphinx has written it: charts, cards, and the font's subset."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from lxml import html

from assessbook.book.assemble import Assembly
from assessbook.book.basis import cards_script
from assessbook.book.table_library import write_table_library
from assessbook.book.webfont import FILE_NAME, webfont_made_from, write_webfont
from assessbook.core.kept_bytes import NOTHING_KEPT, KeptBytes
from assessbook.ledger.store import FigureRow


def finish(
    book: Path,
    assembly: Assembly,
    figures: Mapping[str, FigureRow],
    kept_pictures: KeptBytes = NOTHING_KEPT,
    kept_font: KeptBytes = NOTHING_KEPT,
) -> None:
    """Complete a book in place.

    Parameters
    ----------
    book : Path
        Folder of the HTML that Sphinx wrote.
    assembly : Assembly
        What its source folder was written by; it holds the charts and the links to sources.
    figures : mapping
        Figure id -> its row in the ledger.
    kept_pictures, kept_font : KeptBytes
        Of an earlier build: pictures of charts, and the font for the same characters.
    """
    assembly.write_charts(book, kept_pictures)
    write_table_library(book)
    characters: set[str] = set()
    shown: dict[str, list[FigureRow]] = defaultdict(list)
    for path in sorted(book.rglob("*.html")):
        page = path.relative_to(book).with_suffix("").as_posix()
        text = path.read_text(encoding="utf-8")
        characters.update(text)
        tree = html.document_fromstring(text.encode())
        names = dict.fromkeys(tree.xpath("//a[contains(concat(' ', @class, ' '), ' figure ')]/@data-figure"))
        shown[page] = [figures[name] for name in names if name in figures]
    for page, rows in shown.items():
        if rows:
            target = book / "_figures" / f"{page}.js"
            target.parent.mkdir(parents=True, exist_ok=True)
            script = cards_script(page, rows, assembly.sources.link, assembly.compared)
            target.write_text(script, encoding="utf-8")
    for path in book.rglob("*.js"):
        characters.update(path.read_text(encoding="utf-8", errors="ignore"))
    font = book / FILE_NAME
    kept_font.use_or_make(webfont_made_from(characters), font, lambda: write_webfont(characters, font))
