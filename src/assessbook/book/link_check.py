"""The finished book checked against the ledger: every figure link leads somewhere and shows its text."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from assessbook.book.page_facts import FigureLink, PageReader
from assessbook.core.problems import CheckFailed


def check_links(book: Path, texts: Mapping[str, str], reader: PageReader | None = None) -> int:
    """Check every figure link of a book.

    Parameters
    ----------
    book : Path
        Folder of the finished HTML.
    texts : mapping
        Figure id -> displayed text, from the ledger.
    reader : PageReader, optional
        What reads the pages.

    Returns
    -------
    int
        How many links were checked.

    Raises
    ------
    CheckFailed
        If a link leads to no anchor, shows another text than the ledger's, or names an unknown figure; or
        if a figure of the ledger is on no page.
    """
    anchors: dict[str, set[str]] = {}
    links: list[tuple[str, FigureLink]] = []
    for name, facts in (reader or PageReader()).pages(book):
        page = f"{name}.html"
        anchors[page] = set(facts.anchors)
        links += [(page, link) for link in facts.links]
    faults = [fault for link in links if (fault := _fault(*link, anchors, texts))]
    shown = {link.figure for _, link in links}
    faults += [f"  {figure} is in the ledger but on no page" for figure in texts if figure not in shown]
    if faults:
        raise CheckFailed(f"{len(faults)} figure links of the book are wrong:\n" + "\n".join(faults[:50]))
    return len(links)


def _fault(page: str, link: FigureLink, anchors: Mapping[str, set[str]], texts: Mapping[str, str]) -> str:
    figure, address, text = link
    if figure not in texts:
        return f"  {page}: figure {figure!r} is not in the ledger"
    if text != texts[figure]:
        return f"  {page}: {figure} shows {text!r}, the ledger says {texts[figure]!r}"
    file, _, anchor = unquote(address).partition("#")
    target = _target(dirname(page), file) if file else page
    if anchor not in anchors.get(target, ()):
        return f"  {page}: {figure} leads to {address}, where there is no such anchor"
    return ""


@lru_cache(maxsize=65_536)  # A book's figures lead to few pages, many times over.
def _target(folder: str, file: str) -> str:
    return normpath(join(folder, file))
