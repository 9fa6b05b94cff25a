"""Whether the fonts have a glyph for every character of a document: one they lack would print as a box."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from fontTools.ttLib import TTCollection, TTFont

from assessbook.core.problems import CheckFailed
from assessbook.pdf.typesetter import font_files

# Not printed: names for links, files and roles. A WORD JOINER has no ink in any font.
_NOT_PRINTED = {"kind", "target", "file", "role", "alternative"}
_WITHOUT_INK = {"\u2060"}


@cache
def characters() -> frozenset[int]:
    """The code points that at least one of the report's fonts has."""
    found: set[int] = set()
    for path in font_files():
        fonts = TTCollection(path, lazy=True).fonts if path.suffix == ".ttc" else [TTFont(path, lazy=True)]
        for font in fonts:
            found.update(font.getBestCmap())
            break  # the faces of the collection differ in shapes, not in what they have
    return frozenset(found)


def check_glyphs(content: Mapping[str, Any]) -> None:
    """Check every text of a document.

    Raises
    ------
    CheckFailed
        If a character has no glyph: it names the character, the text and its chapter.
    """
    faults: dict[str, None] = {}
    for where, text in _texts(content):
        lacking = [c for c in dict.fromkeys(text) if ord(c) not in characters() and c not in _WITHOUT_INK]
        for character in lacking:
            faults[f"  {where}: {character!r} (U+{ord(character):04X}) in “{_excerpt(text, character)}”"] = (
                None
            )
    if faults:
        raise CheckFailed(
            "The fonts of the PDF have no glyph for these characters; write them otherwise:\n"
            + "\n".join(faults)
        )


def _texts(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, part in content.items():
        if name != "chapters":
            title = part.get("title", name) if isinstance(part, Mapping) else name
            yield from ((title, text) for text in _strings(part))
    for chapter in content.get("chapters", ()):
        yield from ((chapter["title"], text) for text in _strings(chapter))


def _strings(thing: Any) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, Mapping):
        for name, part in thing.items():
            if name not in _NOT_PRINTED:
                yield from _strings(part)
    elif isinstance(thing, list | tuple):
        for part in thing:
            yield from _strings(part)


def _excerpt(text: str, character: str) -> str:
    place = text.index(character)
    return text[max(0, place - 20) : place + 20]
