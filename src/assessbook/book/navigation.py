"""The contents shown beside each page: the whole top level, and below it only the way to this page.

Takes the tables of contents that Sphinx has collected; gives nested entries to the sidebar template.
Each page costs as many entries as its own ancestors have children, so a book of n pages costs about n.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from assessbook.book import interface_texts


@dataclass(frozen=True)
class Entry:
    """A line of the contents. `groups` is empty unless the entry is on the way to the page shown."""

    title: str
    href: str
    here: bool = False
    on_path: bool = False
    external: bool = False
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True)
class Group:
    """Entries under one caption; the caption may be empty."""

    caption: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class _Listing:
    """One toctree as written: its caption, and (explicit title, page or address) pairs."""

    caption: str
    entries: tuple[tuple[str | None, str], ...]


class Navigation:
    """Reads the book's tree once, then answers for each page."""

    def __init__(self) -> None:
        self._listings: dict[str, tuple[_Listing, ...]] = {}
        self._parents: dict[str, str] = {}

    def read(self, env: BuildEnvironment) -> None:
        """Collect every page's listings of pages below it."""
        self._listings = {}
        self._parents = {}
        for docname in sorted(env.toctree_includes):
            toctrees = env.tocs[docname].findall(addnodes.toctree)
            listings = tuple(_Listing(tree.get("caption") or "", tuple(tree["entries"])) for tree in toctrees)
            self._listings[docname] = listings
            for listing in listings:
                for _, target in listing.entries:
                    self._parents.setdefault(target, docname)

    def ancestors(self, docname: str) -> set[str]:
        """The page itself and the pages above it."""
        found: set[str] = set()
        current: str | None = docname
        while current is not None and current not in found:
            found.add(current)
            current = self._parents.get(current)
        return found

    def places(self, env: BuildEnvironment) -> dict[str, list[str]]:
        """Page -> the caption of its part and the titles of the pages above it, from the top; not the root's."""
        root = env.config.root_doc
        captions = {
            target: listing.caption
            for listing in self._listings.get(root, ())
            for _, target in listing.entries
        }
        found: dict[str, list[str]] = {}
        for docname in env.titles:
            above: list[str] = []
            current = docname
            while current != root and (parent := self._parents.get(current)) is not None:
                above.append(current)
                current = parent
            if above:
                titles = [env.titles[page].astext() for page in reversed(above[1:])]
                caption = captions.get(above[-1], "")
                found[docname] = [word for word in dict.fromkeys([caption, *titles]) if word]
        return found

    def contents(self, builder: StandaloneHTMLBuilder, pagename: str) -> tuple[Group, ...]:
        """The contents as page `pagename` shows them, with links relative to it."""
        env = builder.env
        root = env.config.root_doc
        path = self.ancestors(pagename)

        def title_of(docname: str) -> str:
            return env.titles[docname].astext() if docname in env.titles else docname

        def link(docname: str) -> str:
            return builder.get_relative_uri(pagename, docname) or "#"

        def entry(explicit: str | None, target: str) -> Entry:
            if target not in env.titles:
                return Entry(explicit or target, target, external=True)
            return Entry(
                title=explicit or title_of(target),
                href=link(target),
                here=target == pagename,
                on_path=target in path,
                groups=groups(target) if target in path else (),
            )

        def groups(docname: str) -> tuple[Group, ...]:
            return tuple(
                Group(listing.caption, tuple(entry(*pair) for pair in listing.entries if pair[1] != "self"))
                for listing in self._listings.get(docname, ())
            )

        home = Entry(interface_texts.text(builder.app, "Home"), link(root), here=pagename == root)
        return (Group("", (home,)), *groups(root))


def install(app: Sphinx) -> Navigation:
    """Give every page's template `book_contents`."""
    navigation = Navigation()

    def read(app: Sphinx, env: BuildEnvironment) -> None:
        navigation.read(env)

    def give(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object) -> None:
        if isinstance(app.builder, StandaloneHTMLBuilder):
            context["book_contents"] = navigation.contents(app.builder, pagename)

    app.connect("env-check-consistency", read)
    app.connect("html-page-context", give)
    return navigation
