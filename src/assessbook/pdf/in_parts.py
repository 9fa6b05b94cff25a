"""A very long report, typeset part by part and joined: memory for one part, and only what changed typeset anew."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from assessbook.core.kept_bytes import KeptBytes, digest_of
from assessbook.pdf.joined_file import join, made_distinct
from assessbook.pdf.parts import Part, names_of, parts_of
from assessbook.pdf.typeset_part import TypesetPart, heading_target
from assessbook.pdf.typesetter import Typesetter

_IN_CONTENTS = 2
"""Levels of headings in the table of contents."""
_BEFORE_BODY = 1
"""Pages that are numbered before the first part: the summary."""


def compile_in_parts(
    content: Mapping[str, Any],
    pictures: Mapping[str, str],
    template: Path,
    using: Typesetter,
    kept: KeptBytes,
) -> bytes:
    """Typeset a document part by part.

    What it shows is what it shows in one piece, but for a part of a chapter or an appendix, which begins on a
    new page, for the page numbers beside links to parts that follow, which aren't told, and for short ends of
    chapters, which get a page of their own.

    Parameters
    ----------
    content, pictures, template, kept
        As for `compile_pdf`.
    using : Typesetter

    Raises
    ------
    CheckFailed
        If a part can't be typeset, or Typst has something to warn of.
    """
    parts = parts_of(content)
    names = names_of(parts)
    made_with = sorted(template.glob("*.typ"))
    used = []

    def typeset(document: Mapping[str, Any], number: int, *, continued: bool = False) -> TypesetPart:
        said = json.dumps(document, ensure_ascii=False)
        made_from = digest_of([said, number, names], made_with)
        used.append(made_from)
        found = kept.get(made_from)
        if found is not None:
            return TypesetPart.from_bytes(found)
        using.take(said)
        (told,) = using.query("<typeset>")
        made = TypesetPart.of(made_distinct(using.pdf(whole=not continued), number, names), told)
        kept.keep(made_from, made.to_bytes())
        return made

    body: list[TypesetPart] = []
    firsts = [1 + _BEFORE_BODY]
    for number, part in enumerate(parts, 1):
        said = {"first": firsts[-1], "local": dict.fromkeys(part.targets, True)}
        document = {"meta": content["meta"], "part": said, "chapters": [part.chapter]}
        body.append(typeset(document, number, continued=part.chapter["continued"]))
        firsts.append(firsts[-1] + body[-1].pages)
    summary = {"level": 1, "text": content["summary"]["title"], "page": _BEFORE_BODY, "target": "summary"}
    entries = [summary, *_contents(body, firsts)]
    names |= {entry["target"]: entry["text"] for entry in entries}
    told = {"local": {"summary": True}, "pages": _pages_of_chapters(parts, body, firsts), "entries": entries}
    front = typeset(
        {**{name: value for name, value in content.items() if name != "chapters"}, "part": told}, number=0
    )
    kept.keep_only(used)
    return join(front, body, first_page=1 + _BEFORE_BODY)


def _pages_of_chapters(
    parts: Sequence[Part], body: Sequence[TypesetPart], firsts: Sequence[int]
) -> dict[str, int]:
    """The pages of chapters, by which the summary says where to read on."""
    return {
        place.target: first + place.page - 1
        for part, made, first in zip(parts, body, firsts, strict=False)
        for place in made.places
        if place.target == part.chapter["target"]
    }


def _contents(body: Sequence[TypesetPart], firsts: Sequence[int]) -> Iterator[dict[str, Any]]:
    """The lines of the table of contents."""
    for number, (part, first) in enumerate(zip(body, firsts, strict=False), 1):
        for place, heading in enumerate(part.headings):
            if heading.outlined and heading.level <= _IN_CONTENTS:
                target = heading_target(number, place)
                page = first + heading.page - 1
                yield {"level": heading.level, "text": heading.text, "page": page, "target": target}
