"""Where each page stands in the book, for the list of search results: its part, and the pages above it.

A result is a page's title only, and many regions have a section of the same name. The search page carries the
places of all pages in itself, so that they are shown where the book is opened from a disk as well.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from assessbook.book.navigation import Navigation

SEPARATOR = " › "


def places_json(places: Mapping[str, Sequence[str]]) -> str:
    """The places as JSON for a script element: each place once, and for each page the number of its place.

    Parameters
    ----------
    places : mapping
        Page -> its part and the titles of the pages above it, from the top; empty for the front page.
    """
    texts = {page: SEPARATOR.join(words) for page, words in sorted(places.items()) if words}
    numbers = {text: number for number, text in enumerate(dict.fromkeys(texts.values()))}
    record = {"places": list(numbers), "pages": {page: numbers[text] for page, text in texts.items()}}
    written = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return written.replace("</", "<\\/")


def install(app: Sphinx, navigation: Navigation) -> None:
    """Give the template of the search page `search_places`."""

    def give(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object) -> None:
        if pagename == "search" and isinstance(app.builder, StandaloneHTMLBuilder):
            context["search_places"] = places_json(navigation.places(app.builder.env))

    app.connect("html-page-context", give)
