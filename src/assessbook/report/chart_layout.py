"""Where words fit: widths of text, wrapping of labels, labels pushed apart, and a linear scale.

Lengths are pixels. Nothing is drawn here except the line at the head of a chart, which all forms share.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil
from typing import Literal

from matplotlib.figure import Figure
from matplotlib.textpath import TextToPath

from assessbook.report.chart_marks import ChartWords
from assessbook.report.chart_style import (
    INK,
    LINE_HEIGHT,
    MARGIN,
    MUTED,
    SMALL,
    TEXT,
    Canvas,
    typeface,
)

LABEL_WIDTH = 14 * TEXT
"""Labels are broken at fourteen Chinese characters."""
_NEVER_FIRST = "，。、；：！？）】》”’%‰"
_NEVER_LAST = "（【《“‘"


@lru_cache(maxsize=4096)
def text_width(text: str, size: float = TEXT) -> float:
    """Width of one line of text."""
    width, _, _ = TextToPath().get_text_width_height_descent(text, typeface(size), False)
    return float(width)


def widest(texts: Sequence[str], size: float = TEXT) -> float:
    """Width of the widest of several lines; 0 for none."""
    return max((text_width(text, size) for text in texts), default=0.0)


def label_width(width: float) -> float:
    """Width at which labels left of a chart are broken: fourteen characters, fewer on a narrow sheet."""
    return min(LABEL_WIDTH, 0.3 * width)


def wrap(text: str, width: float = LABEL_WIDTH, size: float = TEXT) -> tuple[str, ...]:
    """Break a label into lines of nearly equal length, at most `width` each.

    Chinese breaks between characters, but no line begins with a closing mark or ends with an opening
    one; Latin words and numbers stay whole even where one is wider than `width`.
    """
    total = text_width(text, size)
    if total <= width:
        return (text,)
    pieces = re.findall(r"[A-Za-z0-9.,·\-\u2212\u2013\u2014]+[年月日%]?\s*|.", text)
    even = total / ceil(total / width)
    for target in (min(width, even + size), width):
        lines = [""]
        for piece in pieces:
            if (
                lines[-1]
                and text_width((lines[-1] + piece).rstrip(), size) > target
                and piece not in _NEVER_FIRST
            ):
                held = lines[-1][-1] if lines[-1][-1] in _NEVER_LAST and len(lines[-1]) > 1 else ""
                lines[-1] = lines[-1][: len(lines[-1]) - len(held)]
                lines.append(held)
            lines[-1] += piece
        if len(lines) <= ceil(total / width):
            break
    return tuple(line.strip() for line in lines)


def spread(
    targets: Sequence[float], sizes: Sequence[float], low: float, high: float, gap: float
) -> list[float]:
    """Centres for boxes that want to stand at `targets`: same order, `gap` apart, least squared shift.

    Parameters
    ----------
    targets : sequence of float
        Wished centres, ascending.
    sizes : sequence of float
        Extent of each box along the line.
    low, high : float
        Ends of the line.
    gap : float
        Least distance between neighbours.

    Limitations
    -----------
    Where the boxes don't fit between the ends they run beyond `high`; see `fits`.
    """
    offsets = [0.0]
    for before, after in pairwise(sizes):
        offsets.append(offsets[-1] + (before + after) / 2 + gap)
    pools: list[tuple[float, int]] = []
    for target, offset in zip(targets, offsets, strict=False):
        mean, count = target - offset, 1
        while pools and pools[-1][0] > mean:
            before_mean, before_count = pools.pop()
            mean = (mean * count + before_mean * before_count) / (count + before_count)
            count += before_count
        pools.append((mean, count))
    if not targets:
        return []
    first, last = low + sizes[0] / 2, high - sizes[-1] / 2 - offsets[-1]
    moved = [max(first, min(mean, last)) for mean, count in pools for _ in range(count)]
    return [position + offset for position, offset in zip(moved, offsets, strict=False)]


def fits(sizes: Sequence[float], room: float, gap: float) -> bool:
    """Whether boxes with gaps between them find room on a line."""
    return sum(sizes) + gap * (len(sizes) - 1) <= room


@dataclass(frozen=True)
class Scale:
    """Values from `low` to `high` on pixels from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The pixel of a value; `start` where the scale has no extent."""
        if self.high == self.low:
            return self.start
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


@dataclass(frozen=True)
class Key:
    """A word of the legend with the sign it explains."""

    word: str
    fill: str
    edge: str
    shape: Literal["bar", "dot"] = "bar"


def head(canvas: Canvas, unit: str, words: ChartWords, keys: Sequence[Key] = (), note: str = "") -> float:
    """Write legend or note at the left and the unit at the right; returns the height that they took."""
    y, x = MARGIN + 8, MARGIN
    for key in keys:
        if x > MARGIN and x + 19 + text_width(key.word) > canvas.width - MARGIN:
            x, y = MARGIN, y + LINE_HEIGHT + 3
        if key.shape == "dot":
            canvas.dot(x + 6, y, 5, key.fill, key.edge)
        else:
            canvas.block(x, y - 5.5, x + 13, y + 5.5, key.fill)
        canvas.text(x + 19, y, key.word, colour=INK)
        x += 19 + text_width(key.word) + 20
    if note:
        canvas.text(x, y, note, size=SMALL, colour=MUTED)
        x += text_width(note, SMALL) + 20
    unit_note = f"{words.unit}{unit}" if unit else ""
    crowded = bool(unit_note) and x + text_width(unit_note, SMALL) > canvas.width - MARGIN
    if unit_note:
        y += LINE_HEIGHT + 3 if crowded else 0
        canvas.text(canvas.width - MARGIN, y, unit_note, size=SMALL, colour=MUTED, align="right")
    return y + 18 if x > MARGIN or unit_note else MARGIN


def says_only(text: str, unit: str, words: ChartWords, width: float) -> Figure:
    """A chart of which nothing can be drawn: the reason, in grey, in the middle of a low sheet."""
    canvas = Canvas(width)
    head(canvas, unit, words)
    canvas.text(width / 2, 60, text, colour=MUTED, align="center")
    return canvas.finish(110)
