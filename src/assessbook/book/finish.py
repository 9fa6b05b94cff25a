"""What is added to the HTML after Sphinx has written it: charts, cards, and the font's subset."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assessbook.book.assemble import Assembly
from assessbook.book.basis import cards_script
from assessbook.book.page_facts import PageReader
from assessbook.book.table_library import write_table_library
from assessbook.book.webfont import FILE_NAME, webfont_made_from, write_webfont
from assessbook.core.kept_bytes import NOTHING_KEPT, KeptBytes, digest_of
from assessbook.ledger.store import FigureRow


@dataclass(frozen=True)
class KeptParts:
    """What is kept of an earlier build's book.

    Parameters
    ----------
    pictures : KeptBytes
        Of charts.
    font : KeptBytes
        The font's subset for the same characters.
    cards : KeptBytes
        The scripts with the figure cards of pages.
    """

    pictures: KeptBytes = NOTHING_KEPT
    font: KeptBytes = NOTHING_KEPT
    cards: KeptBytes = NOTHING_KEPT


@dataclass
class _Cards:
    """The scripts with the figure cards of pages; those that come out as they were aren't made anew."""

    assembly: Assembly
    kept: KeptBytes
    used: list[str] = field(default_factory=list)

    def script(self, page: str, rows: Sequence[FigureRow]) -> str:
        """The script of a page that shows these figures."""
        assembly = self.assembly
        compared = {
            row.figure: assembly.compared[row.figure] for row in rows if row.figure in assembly.compared
        }
        said = (page, [row.digest for row in rows], sorted(compared.items()), assembly.sources.places)
        made_from = digest_of(said, ())
        self.used.append(made_from)
        if (kept := self.kept.get(made_from)) is not None:
            return kept.decode()
        script = cards_script(page, rows, assembly.sources.link, assembly.compared)
        self.kept.keep(made_from, script.encode())
        return script


def finish(
    book: Path,
    assembly: Assembly,
    figures: Mapping[str, FigureRow],
    kept: KeptParts = KeptParts(),
    reader: PageReader | None = None,
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
    kept : KeptParts
        What is kept of an earlier build's book.
    reader : PageReader, optional
        What reads the pages.
    """
    assembly.write_charts(book, kept.pictures)
    write_table_library(book)
    characters: set[str] = set()
    cards = _Cards(assembly, kept.cards)
    for page, facts in (reader or PageReader()).pages(book):
        characters.update(facts.characters)
        names = dict.fromkeys(link.figure for link in facts.links)
        if rows := [figures[name] for name in names if name in figures]:
            target = book / "_figures" / f"{page}.js"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(cards.script(page, rows), encoding="utf-8")
    kept.cards.keep_only(cards.used)
    for path in book.rglob("*.js"):
        characters.update(path.read_text(encoding="utf-8", errors="ignore"))
    font = book / FILE_NAME
    kept.font.use_or_make(webfont_made_from(characters), font, lambda: write_webfont(characters, font))
