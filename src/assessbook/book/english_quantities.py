"""What in an English text is no result although it holds a number, and which number words are results.

Years, dates and references to parts of a document are no results. A number word is one where something is
counted or measured with it (three villages, two million), as a Chinese numeral is before a measure word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_COUNTED = (
    r"(?:persons?|people|households?|famil(?:y|ies)|villages?|towns?|townships?|subdistricts?|regions?|count(?:y|ies)"
    r"|cit(?:y|ies)|projects?|yuan|person-times?|percent|per cent|percentage points?|times|years?|kilometres?|km"
    r"|square|points?|houses?|roads?|schools?|enterprises?|workers?|pupils?|students?|officials?)"
)
_ONES = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_LARGE = "hundred|thousand|million|billion"
_WORD = rf"(?:(?:{_TENS})(?:-(?:one|{_ONES}))?|{_ONES}|one)"

_NUMBER = r"\d+(?:[-–—.]\d+)*"
_PART = (
    rf"\b(?:chapters?|sections?|tables?|figures?|charts?|annex(?:es)?|pages?|rows?|items?|parts?|articles?|lines?|notes?)"
    rf"(?: table)? {_NUMBER}(?: ?\(\d+\))*(?:(?:,| to| and) {_NUMBER})*"
)
_DATE = (
    rf"\b\d{{1,2}} {_MONTH}(?: (?:19|20)\d\d)?"
    rf"|(?<![\d.,−+])(?:19|20)\d\d(?:[-–](?:19|20)?\d\d)?(?![\d%‰]|[.,]\d| ?{_COUNTED}\b)"
    r"|\b\d{1,2}(?:st|nd|rd|th)\b"
)
_UNIT = r"\b(?:ten thousand|hundred million)(?= (?:yuan|persons?|person-times?)\b)"
"""Units of the sources, which stand behind a number or in a heading."""

NOT_QUANTITIES = re.compile(f"(?:{_DATE})|(?:{_PART})|(?:{_UNIT})", re.IGNORECASE)

_QUANTITIES = (
    re.compile(rf"\b{_WORD}(?:[ -](?:{_LARGE}))+\b(?: {_COUNTED}\b)?", re.IGNORECASE),
    re.compile(rf"\b(?!one\b){_WORD} {_COUNTED}\b", re.IGNORECASE),
    re.compile(r"\b(?:half|(?:one|a) (?:third|quarter)|(?:two|three) (?:thirds|quarters)) of (?:all|the)\b", re.IGNORECASE),
)  # fmt: skip


def english_quantities(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every quantity in English number words, in no certain order."""
    for pattern in _QUANTITIES:
        yield from (match.span() for match in pattern.finditer(text))
