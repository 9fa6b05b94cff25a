"""The summary of one page: the five numbers that matter, then the sentences of the front page.

Which numbers matter the template of the front page says in its metadata (`assessbook.key_figures`):
patterns over ``indicator`` or ``indicator/item``, tried in order. Only figures of its headlines are taken,
so that a number on top is always told again in a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

from assessbook.book.basis import period_text
from assessbook.core.messages import behind_number
from assessbook.ledger.gather import ExecutedNotebook, blocks_of
from assessbook.ledger.store import FigureRow
from assessbook.pdf.runs import Run, RunWriter

TITLE = "摘要"
KEY_FIGURES = 5


def headline_records(notebook: ExecutedNotebook) -> list[dict[str, Any]]:
    """The blocks of headlines that a notebook shows."""
    return [
        record
        for cell in notebook.content["cells"]
        for record in blocks_of(cell)
        if record["kind"] == "statements" and record["content"]["headline"]
    ]


def summary(
    front: ExecutedNotebook, figures: Mapping[str, FigureRow], writer: RunWriter, after: Sequence[Run]
) -> dict[str, Any]:
    """The summary for the template.

    Parameters
    ----------
    front : ExecutedNotebook
        The notebook of the front page.
    figures : mapping
        Figure id -> its row in the ledger.
    after : sequence
        Runs that say where to read on.
    """
    sentences = [runs for record in headline_records(front) for runs in record["content"]["sentences"]]
    patterns = front.content["metadata"].get("assessbook", {}).get("key_figures", [])
    chosen = [figures[name] for name in key_figures(sentences, patterns)]
    return {
        "title": TITLE,
        "key": [_tile(row, writer) for row in chosen],
        "sentences": [writer.runs(runs) for runs in sentences],
        "after": list(after),
    }


def key_figures(sentences: Sequence[Sequence[Any]], patterns: Sequence[str]) -> list[str]:
    """The ids of the figures on top: first by the patterns, then the first of each sentence, five at most.

    A pattern takes the first figure that it fits and that isn't taken yet.
    """
    shown = [[run["figure"] for run in runs if _is_figure(run)] for runs in sentences]
    every = [name for names in shown for name in names]
    chosen: list[str] = []
    for candidates in _candidates(shown, every, patterns):
        free = [name for name in candidates if name not in chosen]
        if free and len(chosen) < KEY_FIGURES:
            chosen.append(free[0])
    return chosen


def _candidates(
    shown: Sequence[Sequence[str]], every: Sequence[str], patterns: Sequence[str]
) -> Iterator[Sequence[str]]:
    for pattern in patterns:
        yield [name for name in every if fnmatchcase(_subject(name), pattern)]
    yield from shown
    yield from ([name] for name in every)


def _subject(figure: str) -> str:
    """``indicator`` or ``indicator/item`` of a figure's id."""
    return "/".join(figure.split("/")[3:])


def _is_figure(run: Any) -> bool:
    return isinstance(run, Mapping) and "figure" in run


def _tile(row: FigureRow, writer: RunWriter) -> dict[str, Any]:
    return {
        "figure": writer.figure(row.figure, row.text),
        "unit": behind_number(row.unit),
        "name": row.indicator_name + (f"（{row.item_name}）" if row.item_name else ""),
        "place": f"{row.region_name}，{period_text(row.year)}",
    }
