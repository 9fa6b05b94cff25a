"""The finished pages scanned for numbers that lead nowhere: numerals in plain text outside figure links.

A numeral is no result where it stands in code, in the words of the plan, the definitions or a workbook, in
a date or in a reference. A role in the page (a quotation, a place, a year) is only a claim: what stands
under it is held against those words like any other text, so that no role can hide a result.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assessbook.book.numerals import Numeral, find_numerals
from assessbook.book.page_facts import PageReader
from assessbook.book.page_text import PageText
from assessbook.book.wording import Wording
from assessbook.core.problems import CheckFailed

_QUOTATION = re.compile("“([^“”]*)”|‘([^‘’]*)’")
_SENTENCE_END = re.compile("(?<=[。！？；])")
_PRINTED = re.compile(r"−?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
_CONTEXT = 60
_PAGES_SHOWN = 5


@dataclass(frozen=True)
class Untraced:
    """A number without a source.

    Parameters
    ----------
    page : str
        Path of the page in the book, without ending.
    heading : str
        The heading it stands under.
    cell : str
        Id of the notebook cell; empty for markdown.
    sentence : str
        The sentence, with the number in 【】.
    """

    page: str
    heading: str
    cell: str
    sentence: str

    @property
    def shown(self) -> str:
        """Page, heading and sentence in one line."""
        return " › ".join(part for part in (f"{self.page}.html", self.heading, self.sentence) if part)


def scan_book(book: Path, wording: Wording, reader: PageReader | None = None) -> list[Untraced]:
    """Every number without a source, in all pages of a book.

    Parameters
    ----------
    book : Path
        Folder of the HTML.
    wording : Wording
        The words of the plan, the definitions and the workbooks.
    reader : PageReader, optional
        What reads the pages.
    """
    return [
        Untraced(page, text.heading, text.cell, _marked(text.shown, numeral))
        for page, facts in (reader or PageReader()).pages(book)
        for text in facts.texts
        for numeral in untraced_in(text, wording)
    ]


def untraced_in(text: PageText, wording: Wording) -> list[Numeral]:
    """The numerals of one text that are neither dates nor references nor words of the sources."""
    if not find_numerals(text.scanned):
        return []
    covered = list(text.scanned)
    for start, end in (*wording.spans(text.scanned), *_quotations(text, wording)):
        covered[start:end] = "\ufffc" * (end - start)
    found = find_numerals("".join(covered))
    if text.figures:
        found = [numeral for numeral in found if not _is_drawn(text, numeral)]
    return found


def require_traced(found: Sequence[Untraced], templates: Mapping[str, str]) -> None:
    """Refuse a book that holds numbers without a source.

    Parameters
    ----------
    found : sequence of Untraced
    templates : mapping
        Page -> the notebook template it was made from.

    Raises
    ------
    CheckFailed
        With all of them: page, heading, sentence, and what to do.
    """
    if found:
        count = f"{len(found)} number{'' if len(found) == 1 else 's'}"
        raise CheckFailed(
            f"{count} of the book can't be followed to a source. Nothing was built.\n"
            f"{listed(found, templates)}\n"
            'Let a cell compute each number and publish it: report.text("…{bridges}…", bridges=measure). Words '
            "of the plan are quoted in “”, as they stand there; code stands in backticks. To build all the same, "
            "with a notice on every page, give --allow-untraced."
        )


def listed(found: Sequence[Untraced], templates: Mapping[str, str]) -> str:
    """The findings, those that one cell gives on several pages together."""
    pages: dict[tuple[str, ...], list[Untraced]] = {}
    for each in found:
        number = each.sentence.partition("【")[2].partition("】")[0]
        origin = templates.get(each.page, "")
        key = (
            (origin, each.cell, each.heading, number) if origin else (each.page, each.heading, each.sentence)
        )
        pages.setdefault(key, []).append(each)
    lines = []
    for entries in pages.values():
        first = entries[0]
        lines.append(f"  {first.shown}")
        if first.page in templates:
            cell = f", cell {first.cell}" if first.cell else ", a markdown cell"
            lines.append(f"    from {templates[first.page]}{cell}")
        others = [
            f"{page}.html" for page in dict.fromkeys(each.page for each in entries[1:]) if page != first.page
        ]
        if others:
            more = len(others) - _PAGES_SHOWN
            rest = f" and {more} more" if more > 0 else ""
            lines.append(f"    also on {', '.join(others[:_PAGES_SHOWN])}{rest}")
    return "\n".join(lines)


def _quotations(text: PageText, wording: Wording) -> list[tuple[int, int]]:
    """Where a text quotes the plan or a workbook: between quotation marks, or in an element that says so."""
    places = [match.span() for match in _QUOTATION.finditer(text.scanned)]
    return [
        (start, end)
        for start, end in (*places, *text.quoted)
        if wording.is_quotation(text.scanned[start:end])
    ]


def _is_drawn(text: PageText, numeral: Numeral) -> bool:
    """Whether a number of an alternative text is one that the picture's table shows as a figure."""
    number = _PRINTED.match(text.shown, numeral.start)
    return number is not None and number[0] in text.figures


def _marked(text: str, numeral: Numeral) -> str:
    """The sentence around a numeral, the numeral in 【】; a long one is cut."""
    marked = f"{text[: numeral.start]}\x00{text[numeral.start : numeral.end]}\x01{text[numeral.end :]}"
    sentence = next(part for part in _SENTENCE_END.split(marked) if "\x00" in part).strip()
    before, _, rest = sentence.partition("\x00")
    number, _, after = rest.partition("\x01")
    before = before if len(before) <= _CONTEXT else f"…{before[-_CONTEXT:]}"
    after = after if len(after) <= _CONTEXT else f"{after[:_CONTEXT]}…"
    return f"{before}【{number}】{after}"
