"""What notebook cells show, as items of the printed report: numbered tables and charts, referred to in the text.

Takes the records of blocks; gives items for the template. Charts keep their picture; the table that a
chart draws goes to an appendix, where every number of it is a figure like any other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from assessbook.core.messages import shown
from assessbook.pdf.runs import Run, RunWriter, page_of, reference, tidy
from assessbook.pdf.tables import table_item
from assessbook.report.rendering import foot_lines

Item = dict[str, Any]

_WIDTH = re.compile(r'<svg[^>]*? width="([0-9.]+)"')
_FULL = 700.0
"""Width of a chart that fills the page's text, in its own pixels."""


_MANY_SENTENCES = 16
"""So many sentences of one block are a list to look things up in, set small and in two columns."""


@dataclass
class Exhibits:
    """Numbers tables and charts through the report, and keeps what belongs elsewhere.

    Parameters
    ----------
    writer : RunWriter
        Writes their words.
    with_data : bool
        Whether the data of charts are kept for the appendix and charts lead there.

    After writing, `pictures` holds file name -> SVG, and `chart_data` the tables behind the charts.
    """

    writer: RunWriter
    with_data: bool
    chapter: int = 0
    pictures: dict[str, str] = field(default_factory=dict)
    chart_data: list[Item] = field(default_factory=list)
    _counts: dict[str, int] = field(default_factory=dict)

    def begin_chapter(self) -> int:
        """Count one chapter on; numbers of tables and charts begin anew. Gives the chapter's number."""
        self.chapter += 1
        self._counts = {}
        return self.chapter

    def items(self, record: Mapping[str, Any]) -> list[Item]:
        """The items of one block."""
        content = record["content"]
        if record["kind"] == "statements":
            sentences = [self.writer.runs(sentence) for sentence in content["sentences"]]
            if len(sentences) >= _MANY_SENTENCES:
                return [{"kind": "sentences", "entries": sentences}]
            return [{"kind": "paragraph", "runs": runs} for runs in sentences]
        return [self.chart(content) if record["kind"] == "chart" else self.table(content)]

    def table(self, content: Mapping[str, Any]) -> Item:
        """A numbered table with its notes and sources."""
        number = self._next("表")
        feet = [[tidy(text)] for _, text in foot_lines(content)]
        return table_item(content, self.writer, number=number, target=f"table-{number[1:]}", feet=feet)

    def chart(self, content: Mapping[str, Any]) -> Item:
        """A numbered chart; its data, if they are kept, in the appendix."""
        number = self._next("图")
        feet: list[list[Run]] = [[tidy(text)] for _, text in foot_lines(content["data"])]
        if self.with_data:
            name = f"附表{len(self.chart_data) + 1}"
            target = f"data-{len(self.chart_data) + 1}"
            data = {**content["data"], "caption": [f"{number}的数据：", *content["caption"]]}
            self.chart_data.append(table_item(data, self.writer, number=name, target=target, feet=[]))
            feet.append(["图中数据：见", reference(target, name), page_of(target), "。"])
        file = f"charts/{sha256(content['svg'].encode()).hexdigest()[:16]}.svg"
        self.pictures[file] = content["svg"]
        width = _WIDTH.search(content["svg"])
        return {
            "kind": "chart",
            "number": number,
            "target": f"chart-{number[1:]}",
            "caption": self.writer.runs(content["caption"]),
            "file": file,
            "width": min(1.0, float(width[1]) / _FULL) if width else 1.0,
            "alternative": tidy(content["alternative"]),
            "feet": feet,
        }

    def _next(self, kind: str) -> str:
        self._counts[kind] = self._counts.get(kind, 0) + 1
        return f"{kind}{self.chapter}-{self._counts[kind]}"


def plain_table(
    caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]], *, notes: Sequence[str] = ()
) -> dict[str, Any]:
    """A table of words in the shape of a block's, for the report's own chapters."""
    stub, *others = (shown(head) for head in heads)
    return {
        "caption": [caption],
        "stub": stub,
        "columns": [{"name": name, "unit": "", "numeric": False} for name in others],
        "rows": [
            {"label": shown(label), "level": 0, "total": False, "cells": [[shown(text)] for text in texts]}
            for label, *texts in rows
        ],
        "notes": list(notes),
        "sources": [],
    }


def with_references(items: Sequence[Item]) -> list[Item]:
    """The items with a word in the text on every table and chart that follows it.

    The text before tables and charts that stand together names all of them; where there is none, a line
    of its own does.
    """
    made: list[Item] = []
    for place, item in enumerate(items):
        if _is_exhibit(item) and not (place and _is_exhibit(items[place - 1])):
            together = _together(items, place)
            named: list[Run] = []
            for entry in together:
                named += ["、" if named else "", reference(entry["target"], entry["number"])]
            if made and made[-1]["kind"] == "paragraph":
                made[-1] = {**made[-1], "runs": [*made[-1]["runs"], "见", *named, "。"]}
            else:
                only_charts = all(entry["kind"] == "chart" for entry in together)
                lead = "图示见" if only_charts else "具体情况见"
                made.append({"kind": "paragraph", "runs": [lead, *named, "。"], "sticky": True})
        made.append(item)
    return made


def without_empty_sections(items: Sequence[Item]) -> list[Item]:
    """The items without headings that nothing stands under."""
    made: list[Item] = []
    for item in items:
        while item["kind"] == "heading" and _is_empty_section(made, item["level"]):
            made.pop()
        made.append(item)
    while _is_empty_section(made, 0):
        made.pop()
    return made


def _is_empty_section(made: Sequence[Item], level: int) -> bool:
    return bool(made) and made[-1]["kind"] == "heading" and made[-1]["level"] >= level


def _is_exhibit(item: Item) -> bool:
    return item["kind"] in ("table", "chart")


def _together(items: Sequence[Item], place: int) -> list[Item]:
    found = []
    for item in items[place:]:
        if not _is_exhibit(item):
            break
        found.append(item)
    return found
