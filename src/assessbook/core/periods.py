"""Periods: a calendar year, or a span of years such as a plan's 2016-2020."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, order=True)
class Period:
    """The years a value refers to, first and last included.

    A stock (a headcount at year end) stands at one year; a plan's total stands at its whole span.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a period can't end in {self.end} before it starts in {self.start}")

    @classmethod
    def of(cls, value: int | str | Period) -> Period:
        """Make a period of a year, of text such as ``2016-2020``, or of a period.

        Raises
        ------
        ValueError
            If the text is neither a year nor two years joined by a hyphen.
        """
        if isinstance(value, Period):
            return value
        if isinstance(value, int):
            return cls(value, value)
        return _parsed(value)

    @property
    def is_year(self) -> bool:
        """Whether this is a single calendar year."""
        return self.start == self.end

    def shift(self, years: int) -> Period | None:
        """The year so many years later; None for a span, whose neighbour isn't defined."""
        return Period(self.start + years, self.end + years) if self.is_year else None

    def __str__(self) -> str:
        return str(self.start) if self.is_year else f"{self.start}-{self.end}"

    @property
    def chinese(self) -> str:
        """How an official text writes it: 2015年, 2016—2020年."""
        return f"{self.start}年" if self.is_year else f"{self.start}—{self.end}年"


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Period:
    match = re.fullmatch(r"\s*(\d{4})(?:\s*[-–—]\s*(\d{4}))?\s*年?\s*", text)
    if match is None:
        raise ValueError(f"{text!r} is not a year (2015) or a span of years (2016-2020)")
    start = int(match[1])
    return Period(start, int(match[2] or start))
