"""The finished book checked against the ledger: every figure link leads somewhere and shows its text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from lxml import html

from assessbook.core.problems import CheckFailed


def check_links(book: Path, texts: Mapping[str, str]) -> int:
    """Check every figure link of a book.

    Parameters
    ----------
    book : Path
        Folder of the finished HTML.
    texts : mapping
        Figure id -> displayed text, from the ledger.

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
    links: list[tuple[str, str, str, str]] = []
    for path in sorted(book.rglob("*.html")):
        page = path.relative_to(book).as_posix()
        tree = html.document_fromstring(path.read_bytes())
        anchors[page] = set(tree.xpath("//@id"))
        for link in tree.xpath("//a[contains(concat(' ', @class, ' '), ' figure ')]"):
            links.append((page, link.get("data-figure", ""), link.get("href", ""), link.text_content()))
    faults = [fault for link in links if (fault := _fault(link, anchors, texts))]
    shown = {figure for _, figure, _, _ in links}
    faults += [f"  {figure} is in the ledger but on no page" for figure in texts if figure not in shown]
    if faults:
        raise CheckFailed(f"{len(faults)} figure links of the book are wrong:\n" + "\n".join(faults[:50]))
    return len(links)


def _fault(link: tuple[str, str, str, str], anchors: Mapping[str, set[str]], texts: Mapping[str, str]) -> str:
    page, figure, address, text = link
    if figure not in texts:
        return f"  {page}: figure {figure!r} is not in the ledger"
    if text != texts[figure]:
        return f"  {page}: {figure} shows {text!r}, the ledger says {texts[figure]!r}"
    file, _, anchor = unquote(address).partition("#")
    target = normpath(join(dirname(page), file)) if file else page
    if anchor not in anchors.get(target, ()):
        return f"  {page}: {figure} leads to {address}, where there is no such anchor"
    return ""
