"""The language in which a report is being told: one for the whole process, Chinese unless it is set.

Whatever shows a text to readers passes it through `shown`; in a Chinese report that gives the text back as it is.
The catalogues that another language is read from are for `catalogue_files`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Literal

from assessbook.core.catalogue import Catalogue
from assessbook.core.chinese_marks import FOREIGN

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
CHINESE: Language = "zh"

_DIGITS = re.compile(r"(?<![\d.])\d{4,}")
_NO_BREAK = "\N{NO-BREAK SPACE}"
_spoken: Catalogue | None = None


def speak(catalogue: Catalogue | None) -> None:
    """Tell everything that follows from a catalogue; None for Chinese."""
    global _spoken
    _spoken = catalogue


@contextmanager
def speaking(catalogue: Catalogue | None) -> Iterator[None]:
    """Tell what is inside from a catalogue, and afterwards as before."""
    before = _spoken
    speak(catalogue)
    try:
        yield
    finally:
        speak(before)


def is_chinese() -> bool:
    """Whether the report is being told in Chinese."""
    return _spoken is None


def language() -> Language:
    """The language of the report."""
    return CHINESE if _spoken is None else "en"


def shown(text: str) -> str:
    """A text on its own in the language of the report: a label, a heading, a sentence."""
    return text if _spoken is None else _spoken.text(text)


def said(text: str) -> str:
    """A text, or a template of one, that stands inside another."""
    return text if _spoken is None else _spoken.part(text)


def known(text: str) -> str | None:
    """The text in the language of the report; None where its catalogue hasn't got it."""
    return text if _spoken is None else _spoken.known(text)


def quotation(text: str) -> str:
    """Words of a document: as they stand, in another language with a translation in square brackets."""
    return text if _spoken is None else _spoken.quotation(text)


def unit_shown(symbol: str, number: str = "") -> str:
    """A unit as readers see it, behind a number as printed or on its own."""
    return symbol if _spoken is None else _spoken.unit(symbol, number)


def with_unit(number: str, unit: str) -> str:
    """A number and its unit, both as shown: 5832户; 5,832 households, with a space that no line breaks at."""
    return number + behind_number(_spoken.one(unit) if _spoken is not None and number == "1" else unit)


def behind_number(unit: str) -> str:
    """A shown unit as it is put behind a number."""
    return unit if _spoken is None or not unit or not unit[0].isalpha() else f"{_NO_BREAK}{unit}"


def grouped(number: str) -> str:
    """A printed number as the language groups its digits: 11609; in English 11,609."""
    return number if _spoken is None else _DIGITS.sub(lambda match: f"{int(match[0]):,}", number)


def ungrouped(number: str) -> str:
    """A printed number without the marks between groups of digits, as programs read it."""
    return number if _spoken is None else number.replace(",", "")


def missing() -> tuple[str, ...]:
    """What was to be shown and stands in no catalogue, so far."""
    return () if _spoken is None else tuple(_spoken.missing)


def lack(texts: Iterable[str]) -> None:
    """Add what another process, which does a part of the work, found missing."""
    if _spoken is not None:
        _spoken.missing.update(dict.fromkeys(texts))


def drain() -> tuple[str, ...]:
    """What is missing, forgotten afterwards, so that whoever asks next is told only of what came since."""
    found = missing()
    if _spoken is not None:
        _spoken.missing.clear()
    return found


def is_foreign(text: str) -> bool:
    """Whether a text holds characters that the language of the report doesn't use."""
    return _spoken is not None and bool(FOREIGN.search(text))
