"""Messages with places as patterns: which texts they fit, and what then stands in the places.

A place takes any text whose brackets and quotations are whole; some names take only what they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from string import Formatter

from assessbook.core.chinese_marks import HAN, is_whole

QUOTATION = "quotation"
"""The place of a quotation: it stays as it is, in its marks, with a translation behind it where there is one."""
VERBATIM = frozenset({"sheet", "verbatim", "file"})
"""Places whose contents stay as they are: names of sheets, addresses."""

_NUMBER = re.compile(r"[0-9,，一二三四五六七八九十]+(?:[-–—.][0-9]+)*")
_YEAR = re.compile(r"[0-9]{4}")
_CLAUSE = re.compile("[^；。]+")
PLACE = re.compile(r"\{[^{}]*\}|[0-9.,]+")
FORMS = {
    **dict.fromkeys(("chapter", "table", "number", "count", "month", "day"), _NUMBER),
    **dict.fromkeys(("badge", "board_outcome"), PLACE),
    **dict.fromkeys(("in_year", "from_year", "to_year"), _YEAR),
    "subject": _CLAUSE,
}
"""Places for numbers and years, so that 代表 isn't taken for a table; `subject` takes no more than a clause."""

FREE = VERBATIM | {QUOTATION, "section", "document", "note", "sources", "indicator", "in_region", "title"}
"""Places that take any text also in a message of few words."""


@dataclass(frozen=True)
class Pattern:
    """A message with places: what stands between them, their names, and its translation."""

    pieces: tuple[str, ...]
    places: tuple[str, ...]
    translation: str

    @cached_property
    def is_telling(self) -> bool:
        """Whether two Chinese characters stand together in it; else it fits too much, and takes only places."""
        return any(len(HAN.findall(piece)) > 1 for piece in self.pieces)

    @property
    def weight(self) -> tuple[int, int]:
        """How much it says itself; the pattern that says most is tried first."""
        return sum(map(len, self.pieces)), -len(self.places)

    def contents(self, text: str) -> Iterator[tuple[str, ...]]:
        """What may stand in the places, for every way in which the text fits; brackets and quotations whole."""
        first, *others = self.pieces
        if text.startswith(first):
            yield from self._rest(text, len(first), others)

    def _rest(self, text: str, start: int, pieces: Sequence[str]) -> Iterator[tuple[str, ...]]:
        if not pieces:
            if start == len(text):
                yield ()
            return
        piece, last = pieces[0], len(pieces) == 1
        if last:
            ends = [len(text) - len(piece)] if text.endswith(piece) else []
        else:
            ends = (
                [match.start() for match in re.finditer(re.escape(piece), text[start + 1 :])] if piece else []
            )
            ends = [start + 1 + end for end in ends]
        for end in ends:
            found = text[start:end]
            if found and is_whole(found):
                for others in self._rest(text, end + len(piece), pieces[1:]):
                    yield (found, *others)


def pieces_of(message: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What stands between the places of a message, one more than there are places; and their names."""
    pieces, places = [""], []
    for words, place, _, _ in Formatter().parse(message):
        pieces[-1] += words
        if place is not None:
            places.append(place)
            pieces.append("")
    return tuple(pieces), tuple(places)
