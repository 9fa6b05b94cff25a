"""Blocks: what a notebook cell shows. Plain data that every readers' format is written from.

A block is kept in the cell's output under its own media type, beside an HTML view for JupyterLab.
Text is a list of runs: plain words, figures, gaps, and words with a role (a year, a quotation), so that
later checks can tell a result from a number that is not one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from assessbook.assessment.words import quoted as quoted
from assessbook.core.messages import drain
from assessbook.core.missing import Missing
from assessbook.measures.derivation import Derivation
from assessbook.report.figures import Figure, Gap

MEDIA_TYPE = "application/vnd.assessbook.block+json"

Role = Literal[
    "year", "quote", "label", "place", "reference", "badge-agree", "badge-disagree", "badge-unknown"
]


@dataclass(frozen=True)
class Words:
    """Text with a role: a year, a quotation of the plan, a table number, a badge."""

    text: str
    role: Role


Run = str | Words | Figure | Gap


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading and the unit of its numbers (empty for words).

    `filtered`: in a table that sorts, readers choose among the column's texts which rows are shown.
    """

    name: str
    unit: str = ""
    numeric: bool = True
    filtered: bool = False


@dataclass(frozen=True)
class Row:
    """A row: its label, its indent level, whether it is a total, and its cells as runs.

    `leads_to`: the place on the same page that the label leads to, a sentence's anchor or a cell's.
    """

    label: str
    cells: Sequence[Sequence[Run]]
    level: int = 0
    total: bool = False
    leads_to: str = ""


@dataclass(frozen=True)
class Table:
    """A table with its caption, notes and sources.

    `sortable`: readers of the book sort and filter its rows; on paper and in a workbook it is a table like any.
    """

    caption: Sequence[Run]
    stub: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    notes: Sequence[str] = ()
    sources: Sequence[str] = ()
    sortable: bool = False


@dataclass(frozen=True)
class Chart:
    """A chart: SVG for a page and for a telephone's width, alternative text, and the table that it draws."""

    caption: Sequence[Run]
    svg: str
    narrow: str
    alternative: str
    data: Table


@dataclass(frozen=True)
class Statements:
    """Sentences. `headline`: the numbered sentences of the first page.

    `anchors`: where they can be led to, one for each sentence; none for sentences that nothing leads to.
    """

    sentences: Sequence[Sequence[Run]]
    headline: bool = False
    anchors: Sequence[str] = ()


Content = Table | Chart | Statements


@dataclass(frozen=True)
class Block:
    """One thing a cell shows, with the figures it holds."""

    content: Content
    figures: dict[str, Figure] = field(default_factory=dict)

    @classmethod
    def of(cls, content: Content) -> Block:
        """A block of this content in the language of the report, its figures gathered in reading order."""
        # Imported only here: telling is made of blocks.
        from assessbook.report.telling import told

        content = told(content)
        found: dict[str, Figure] = {}
        for run in runs_of(content):
            if isinstance(run, Figure):
                found.setdefault(run.figure, run)
        return cls(content, found)

    def to_json(self) -> dict[str, Any]:
        """The record kept in the notebook: content with figure ids, and the figures once each."""
        kind = type(self.content).__name__.lower()
        return {
            "schema": 1,
            "kind": kind,
            "content": _plain(self.content),
            "figures": [figure.to_json() for figure in self.figures.values()],
            **({"untranslated": list(lacking)} if (lacking := drain()) else {}),
        }

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        from assessbook.report.rendering import preview

        record = self.to_json()
        return {MEDIA_TYPE: record, "text/html": preview(record), "text/plain": f"<{record['kind']}>"}


def runs_of(content: Content) -> Iterable[Run]:
    """Every run of a content, in reading order."""
    if isinstance(content, Statements):
        for sentence in content.sentences:
            yield from sentence
    elif isinstance(content, Chart):
        yield from content.caption
        yield from runs_of(content.data)
    else:
        yield from content.caption
        for row in content.rows:
            for cell in row.cells:
                yield from cell


def sources_of(derivations: Iterable[Derivation]) -> tuple[str, ...]:
    """The documents cited by the source cells of some derivations, each once, in reading order."""
    return tuple(
        dict.fromkeys(origin.citation for node in derivations for origin in node.origins if origin.citation)
    )


def missing_notes(runs: Iterable[Run]) -> tuple[str, ...]:
    """The explanations of the symbols for missing values that some runs use."""
    used = {run.missing for run in runs if isinstance(run, Gap)}
    return tuple(kind.explanation for kind in Missing if kind in used)


def _plain(thing: Any) -> Any:
    if isinstance(thing, Figure):
        return {"figure": thing.figure, "text": thing.text, "unit": thing.unit}
    if isinstance(thing, Gap):
        gap = {"missing": thing.missing.status, "text": thing.text}
        return {**gap, "of": thing.figure} if thing.figure else gap
    if isinstance(thing, Words):
        return asdict(thing)
    if isinstance(thing, str | int | float | bool) or thing is None:
        return thing
    if isinstance(thing, list | tuple):
        return [_plain(part) for part in thing]
    return {name: _plain(getattr(thing, name)) for name in thing.__dataclass_fields__}
