"""How wide, how tall, and in how many lines: the measures of a sheet, in characters.

A Chinese character takes two columns of a digit. What is said above a table is broken into lines of the
table's width, because text that runs out of its cell is cut off in print.
"""

from __future__ import annotations

import math
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence

from assessbook.core.messages import is_chinese

LINE_HEIGHT = 16.0
"""Points a line of text takes."""

_PADDING = 2


class _Widths(dict[str, int]):
    """The width of each character, found when it is first met."""

    def __missing__(self, character: str) -> int:
        self[character] = 2 if unicodedata.east_asian_width(character) in "WFA" else 1
        return self[character]


_widths = _Widths()


def text_width(text: str) -> int:
    """Columns that a text takes on one line."""
    return sum(map(_widths.__getitem__, text))


def column_width(heading: str, texts: Iterable[str], *, least: int, most: int) -> int:
    """The width of a column: its longest text on one line, a heading on two, within limits."""
    longest = max((text_width(text) for text in texts), default=0)
    return max(least, min(most, max(longest, math.ceil(text_width(heading) / 2)) + _PADDING))


def lines_of(text: str, width: int) -> list[str]:
    """A text broken into lines of at most `width` columns; Chinese may break anywhere, other words at blanks."""
    if not is_chinese():
        return textwrap.wrap(text, width, break_on_hyphens=False) or [""]
    lines, line, taken = [], "", 0
    for character in text:
        size = text_width(character)
        if taken + size > width and line:
            lines.append(line)
            line, taken = "", 0
        line += character
        taken += size
    return [*lines, line]


def fits(text: str, width: int) -> bool:
    """Whether a text stands on one line of a column."""
    return text_width(text) + _PADDING <= width


def row_height(texts: Sequence[str], widths: Sequence[int]) -> float:
    """The height of a row whose cells wrap, in points."""
    lines = (
        math.ceil(text_width(text) / max(width - _PADDING, 1))
        for text, width in zip(texts, widths, strict=True)
    )
    return LINE_HEIGHT * max(1, *lines)
