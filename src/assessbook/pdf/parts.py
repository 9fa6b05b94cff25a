"""A very long report divided into parts that are typeset one by one: what is in each, and what its links lead to.

A part is a chapter, some sections of one that each begin on a new page, or some pages of an appendix. The cover,
the contents and the summary are the front, which comes first and is typeset last: it tells the pages of all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Chapter = Mapping[str, Any]
Item = Mapping[str, Any]

_SIZE = 160_000
"""Characters of a document in a part, about 30 pages: a part of one number that changed is typeset in a second,
and the fonts that each part brings along weigh little beside its pages."""
_LINES = 800
"""Lines of the list of figures in a part."""
_OF_SECTIONS = "appendix-data"
"""The chapter whose every table may be the first of a part."""


@dataclass(frozen=True)
class Part:
    """A part of a report.

    Parameters
    ----------
    chapter : mapping
        A chapter with the items of this part; `continued` where it isn't the chapter's first part.
    targets : mapping
        What links can lead to in this part -> what it is called there.
    """

    chapter: Chapter
    targets: Mapping[str, str]


def parts_of(content: Mapping[str, Any]) -> list[Part]:
    """The parts of a document in the order of the report, without its front."""
    made = []
    for chapter in content["chapters"]:
        for place, items in enumerate(_divided(chapter)):
            part = {**chapter, "items": items, "continued": place > 0}
            made.append(Part(part, dict(_targets(part))))
    return made


def _divided(chapter: Chapter) -> Iterator[list[Item]]:
    """The items of a chapter, divided where a page begins anyway."""
    held: list[Item] = []
    size = 0
    for section in _sections(chapter):
        added = len(json.dumps(section, ensure_ascii=False))
        if held and size + added > _SIZE:
            yield held
            held, size = [], 0
        held += section
        size += added
    yield held


def _sections(chapter: Chapter) -> Iterator[list[Item]]:
    held: list[Item] = []
    for item in chapter["items"]:
        if held and (chapter["target"] == _OF_SECTIONS or (item["kind"] == "heading" and item["breaks"])):
            yield held
            held = []
        if item["kind"] == "index":
            for begin in range(0, len(item["lines"]), _LINES):
                yield [*held, {**item, "lines": item["lines"][begin : begin + _LINES]}]
                held = []
        else:
            held.append(item)
    if held:
        yield held


def _targets(chapter: Chapter) -> Iterator[tuple[str, str]]:
    if not chapter["continued"]:
        yield chapter["target"], chapter["title"]
    for item in chapter["items"]:
        if item["kind"] == "index":
            yield from ((line["code"], f"{chapter['title']} {line['code']}") for line in item["lines"])
        elif item["kind"] == "heading":
            if item["target"]:
                yield item["target"], item["text"]
        elif item["kind"] in ("table", "chart"):
            yield item["target"], item["number"]


def names_of(parts: Sequence[Part]) -> dict[str, str]:
    """Everything that links can lead to in a report -> what it is called there."""
    return {target: name for part in parts for target, name in part.targets.items()}
