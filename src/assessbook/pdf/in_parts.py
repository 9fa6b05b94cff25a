"""A very long report, typeset part by part and joined: memory for one part, and only what changed typeset anew."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from assessbook.core.kept_bytes import KeptBytes, digest_of
from assessbook.pdf.joined_file import join, made_distinct
from assessbook.pdf.parts import Part, names_of, parts_of
from assessbook.pdf.typeset_part import TypesetPart
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
        made_from = digest_of([said, number], made_with)
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
    first = 1 + _BEFORE_BODY
    for number, part in enumerate(parts, 1):
        said = {"first": first, "local": dict.fromkeys(part.targets, True)}
        document = {"meta": content["meta"], "part": said, "chapters": [part.chapter]}
        body.append(typeset(document, number, continued=part.chapter["continued"]))
        first += body[-1].pages
    summary = {"level": 1, "text": content["summary"]["title"], "page": _BEFORE_BODY, "target": "summary"}
    entries = [summary, *_contents(body)]
    names |= {entry["target"]: entry["text"] for entry in entries}
    front = typeset({**_front(content), "part": {**_told_in_front(parts, body), "entries": entries}}, 0)
    kept.keep_only(used)
    return join(front, body, first_page=1 + _BEFORE_BODY)


def _front(content: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if name != "chapters"}


def _told_in_front(parts: Sequence[Part], body: Sequence[TypesetPart]) -> dict[str, Any]:
    """The pages of chapters, by which the summary says where to read on."""
    pages = dict(_numbered(body))
    chapters = [part.chapter["target"] for part in parts if not part.chapter["continued"]]
    return {"local": {"summary": True}, "pages": {target: pages[target] for target in chapters}}


def _contents(body: Sequence[TypesetPart]) -> Iterator[dict[str, Any]]:
    """The lines of the table of contents."""
    first = 1 + _BEFORE_BODY
    for number, part in enumerate(body, 1):
        for place, heading in enumerate(part.headings):
            if heading.outlined and heading.level <= _IN_CONTENTS:
                target = f"heading-{number}-{place}"
                page = first + heading.page - 1
                yield {"level": heading.level, "text": heading.text, "page": page, "target": target}
        first += part.pages


def _numbered(body: Sequence[TypesetPart]) -> Iterator[tuple[str, int]]:
    """What links can lead to, with the number of its page."""
    first = 1 + _BEFORE_BODY
    for part in body:
        yield from ((place.target, first + place.page - 1) for place in part.places)
        first += part.pages
