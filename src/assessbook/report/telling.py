"""A block in the language of the report: every text that a cell shows, translated in this one place.

In a Chinese report everything comes back as it is. Figures and gaps are told by `figures`; what a document says is
kept in its own words, with a translation behind it. Citations of sources stay as they are: whoever prints them
draws together those of one document, and then translates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assessbook.core.catalogue import Told
from assessbook.core.chinese_marks import sentence_case
from assessbook.core.messages import is_chinese, quotation, said, shown, unit_shown
from assessbook.report.blocks import Chart, Content, Run, Statements, Table, Words
from assessbook.report.chart_marks import CHINESE, ChartWords
from assessbook.report.figures import Figure

_SENTENCE_ENDS = (".", "?", "!")
_NO_SPACE_BEFORE = (" ", "\N{NO-BREAK SPACE}", "–", "/", ".", ",", ";", ":", ")", "]", "%", "‰", "”", "?")
_NO_SPACE_AFTER = (" ", "\N{NO-BREAK SPACE}", "–", "/", "(", "[", "“", "−", "+")


def told(content: Content) -> Content:
    """A block's content in the language of the report."""
    if is_chinese():
        return content
    if isinstance(content, Statements):
        return replace(content, sentences=[told_runs(sentence) for sentence in content.sentences])
    if isinstance(content, Chart):
        return replace(
            content,
            caption=told_runs(content.caption),
            alternative=shown(content.alternative),
            data=told_table(content.data),
        )
    return told_table(content)


def told_runs(runs: Sequence[Run]) -> list[Run]:
    """Runs in the language of the report: translated, parted by spaces, with capitals where sentences begin."""
    if is_chinese():
        return list(runs)
    made: list[Run] = []
    begins = True
    for run in runs:
        run = _run(run, begins=begins)
        text = run if isinstance(run, str) else run.text
        if made and _needs_space(made[-1], text):
            made.append(Told(" "))
        made.append(run)
        is_badge = isinstance(run, Words) and run.role.startswith("badge-")
        begins = is_badge or (begins and not text.strip()) or text.rstrip().endswith(_SENTENCE_ENDS)
    return made


def chart_words() -> ChartWords:
    """The words that charts add of their own."""
    if is_chinese():
        return CHINESE
    return ChartWords(**{name: said(getattr(CHINESE, name)) for name in CHINESE.__dataclass_fields__})


def told_words(words: Words) -> Words:
    """Words with a role: a quotation is kept as it stands."""
    text = quotation(words.text) if words.role == "quote" else said(words.text)
    if words.role.startswith("badge-"):
        text = shown(words.text)
    return replace(words, text=Told(text))


def told_quotation(text: str) -> Run:
    """A document's own words."""
    return text if is_chinese() else Words(quotation(text), "quote")


def _run(run: Run, *, begins: bool) -> Run:
    if isinstance(run, Words):
        run = told_words(run)
        is_begun = begins and run.role in ("place", "label") and " › " not in run.text
        return replace(run, text=Told(_begun(run.text))) if is_begun else run
    if isinstance(run, str):
        text = said(run)
        inner = sentence_case(f"x{text}")[1:]
        return Told(_begun(inner) if begins else inner)
    return run


def _begun(text: str) -> str:
    """The text with a capital at its beginning."""
    return sentence_case(text)


def _needs_space(before: Run, text: str) -> bool:
    """Whether two runs that Chinese sets side by side need a space between them."""
    if isinstance(before, Words) and before.role.startswith("badge-"):
        return False
    last = before if isinstance(before, str) else before.text
    if isinstance(before, Figure) and text[:1] in ("%", "‰"):
        return False
    return (
        bool(last and text) and not last.endswith(_NO_SPACE_AFTER) and not text.startswith(_NO_SPACE_BEFORE)
    )


def told_table(table: Table) -> Table:
    """A table in the language of the report; its sources stay."""
    if is_chinese():
        return table
    return replace(
        table,
        caption=told_runs(table.caption),
        stub=shown(table.stub),
        columns=[
            replace(column, name=shown(column.name), unit=unit_shown(column.unit)) for column in table.columns
        ],
        rows=[
            replace(row, label=shown(row.label), cells=[told_runs(cell) for cell in row.cells])
            for row in table.rows
        ],
        notes=[shown(note) for note in table.notes],
    )
