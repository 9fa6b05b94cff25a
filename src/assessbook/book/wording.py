"""The words that stand in the plan, the definitions and the workbooks, and so are no results of the report.

A number in a page is a citation where the words it stands in are found here: the name of a target, a measure
or a region and a remark as a whole; anything shorter only as a quotation, between quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from pydantic import BaseModel

from assessbook.assessment.plan import Plan
from assessbook.assessment.words import quoted
from assessbook.book.numerals import find_numerals
from assessbook.core.chinese_marks import sentence_case
from assessbook.core.messages import is_chinese, known, quotation
from assessbook.observations.dataset import Dataset

_QUOTED_KEYS = frozenset({"quote"})
_MAY_HOLD_NUMERALS = re.compile(r"[\d一二两三四五六七八九十百千万亿半翻几]")
_TITLE = re.compile("^《[^》]*》")
_WORDS = re.compile(r"[\u4e00-\u9fff]")
_LETTERS = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_QUOTATION_MARKS = str.maketrans(dict.fromkeys("“”‘’", '"'))
_FEWEST_WORDS = 2
"""A passage needs so many characters beside its numbers: “25个” alone would hide any 25个 of the report."""


@dataclass(frozen=True)
class Wording:
    """What a page may repeat without a figure.

    Parameters
    ----------
    places : frozenset of str
        Names of regions, which may hold a numeral and little else (九台市).
    passages : frozenset of str
        Names and remarks, each repeated as a whole.
    quotations : frozenset of str
        Words of the plan and contents of cells, of which any part may be quoted.
    """

    places: frozenset[str] = frozenset()
    passages: frozenset[str] = frozenset()
    quotations: frozenset[str] = frozenset()
    _spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict, repr=False, compare=False)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Start and end of every passage that stands in a text. Kinds of quotation marks are not told apart."""
        if text not in self._spans:
            plain = text.translate(_QUOTATION_MARKS)
            self._spans[text] = [span for passage in self._numbered for span in _places(plain, passage)]
        return self._spans[text]

    def is_quotation(self, text: str) -> bool:
        """Whether a text stands in the plan or in a cell: as a whole, or as a part that holds words."""
        wanted = _squeezed(text)
        return wanted in self._whole or (_words_in(text) > 0 and wanted in self._quotable)

    @cached_property
    def _numbered(self) -> tuple[str, ...]:
        chosen = {_trimmed(passage) for passage in self.passages if _may_hold_numerals(passage)}
        long_enough = {passage for passage in chosen if _words_in(passage) >= _FEWEST_WORDS}
        return tuple(sorted(long_enough | {name for name in self.places if _MAY_HOLD_NUMERALS.search(name)}))

    @cached_property
    def _whole(self) -> frozenset[str]:
        return frozenset(_squeezed(text) for text in self.quotations)

    @cached_property
    def _quotable(self) -> str:
        return "\n".join(_squeezed(text) for text in sorted(self.quotations | self.passages))


def wording_of(
    dataset: Dataset, plan: Plan | None, facts: Iterable[str] = (), signed: Iterable[str] = ()
) -> Wording:
    """The words of an edition.

    Parameters
    ----------
    dataset : Dataset
        Its definitions; what its cells hold, cite and note.
    plan : Plan or None
        What its plan asks for.
    facts : iterable of str
        What the edition says of itself: titles, office.
    signed : iterable of str
        What people say of it with their names: findings of its review.
    """
    passages = {*facts, *dataset.documents.values()}
    quotations: set[str] = {*signed}
    for correction in dataset.corrections:
        quotations |= {correction.old, correction.new, correction.reason, correction.reported_by}
    models: list[BaseModel] = [
        *dataset.definitions.measures.values(),
        *dataset.definitions.classifications.values(),
    ]
    regions = dataset.definitions.regions.values()
    places = {name for region in regions for name in (region.name, *region.aliases)}
    if plan is not None:
        models += [plan.source, plan.document, *plan.targets, *plan.definitions, *plan.poverty_lines]
        models += [*plan.fund_rules, *plan.mechanisms, *plan.reports_due, *plan.grade_bands]
    for key, text in (entry for model in models for entry in _texts(model.model_dump())):
        (quotations if key in _QUOTED_KEYS else passages).add(text)
    restated = (entry for several in dataset.restatements.values() for entry in several)
    for entry in (*dataset.observations, *restated):
        origin = entry.origin
        section = _TITLE.sub("", origin.citation)  # pages name the document once and its sections after it
        passages |= {origin.citation, section, origin.note, origin.sheet, entry.item or "", entry.reporting}
        quotations.add(entry.origin.raw)
    if not is_chinese():
        passages |= {*_told(passages), *_told(quotations)}
        places |= set(_told(places))
        quotations |= {quotation(quoted(text)) for text in quotations}
    return Wording(frozenset(places), frozenset(passages - {""}), frozenset(quotations - {""}))


def _told(texts: Iterable[str]) -> Iterator[str]:
    """The translations of texts, as they stand inside and at the beginning of a sentence."""
    for text in texts:
        if text and (said := known(text)) is not None and said != text:
            yield from (said, sentence_case(said))


def _texts(content: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text below a dumped model, with the key it stands under."""
    if isinstance(content, str):
        yield key, content
    elif isinstance(content, dict):
        for name, part in content.items():
            yield from _texts(part, str(name))
    elif isinstance(content, list | tuple):
        for part in content:
            yield from _texts(part, key)


def _may_hold_numerals(text: str) -> bool:
    return not is_chinese() or bool(_MAY_HOLD_NUMERALS.search(text))


def _places(text: str, passage: str) -> Iterator[tuple[int, int]]:
    start = text.find(passage)
    while start >= 0:
        yield start, start + len(passage)
        start = text.find(passage, start + 1)


def _trimmed(text: str) -> str:
    return " ".join(text.translate(_QUOTATION_MARKS).split()).rstrip("。；，、")


def _squeezed(text: str) -> str:
    return "".join(text.translate(_QUOTATION_MARKS).split()).strip('"')


def _words_in(text: str) -> int:
    """How many characters of a text are words and belong to no number."""
    covered = {place for found in find_numerals(text) for place in range(found.start, found.end)}
    words = _WORDS if is_chinese() else _LETTERS
    return sum(1 for place, sign in enumerate(text) if place not in covered and words.match(sign))
