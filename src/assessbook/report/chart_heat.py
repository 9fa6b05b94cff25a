"""The figure behind `heat`: a square for each row and column, told by its fill and by a sign.

Made for verdicts of targets by regions: who reached what is seen at a glance, and a region that lags behind in
many targets is a column of one colour. The legend names the signs; a place without any is left blank. Columns that
find no room beside each other stand in bands, each with the rows' names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from matplotlib.figure import Figure

from assessbook.report.chart_layout import head, label_width, says_only, text_width, widest, wrap
from assessbook.report.chart_marks import ChartWords
from assessbook.report.chart_style import (
    HAIRLINE,
    LINE_HEIGHT,
    MARGIN,
    PAPER,
    SMALL,
    TEXT,
    Canvas,
    house_style,
    ink_on,
)

_LEAST_SIDE = 17.0
_GAP = 1.5


@dataclass(frozen=True)
class HeatKind:
    """What a square can say: a word, the fill, and the sign drawn on it."""

    word: str
    fill: str
    sign: str


@house_style()
def draw_heat(
    rows: Sequence[tuple[str, Sequence[HeatKind | None]]],
    columns: Sequence[str],
    kinds: Sequence[HeatKind],
    width: float,
    words: ChartWords,
) -> Figure:
    """Squares under the columns' names, which stand upright, in as many bands as the width asks for."""
    if not rows or not columns:
        return says_only(words.no_data, "", words, width)
    labels = [wrap(label, label_width(width)) for label, _ in rows]
    left = MARGIN + max(widest(lines) for lines in labels) + 10
    room = width - MARGIN - left
    bands = ceil(len(columns) / max(1, int(room / _LEAST_SIDE)))
    in_band = ceil(len(columns) / bands)
    side = max(_LEAST_SIDE, min(26.0, room / in_band))
    canvas = Canvas(width)
    y = _legend(canvas, kinds, head(canvas, "", words))
    for first in range(0, len(columns), in_band):
        names = columns[first : first + in_band]
        y += max(_height(name) for name in names) + 6 + (10 if first else 0)
        for number, name in enumerate(names):
            _upright(canvas, left + side * (number + 0.5), y - 5, name)
        for (_, found), lines in zip(rows, labels, strict=True):
            pitch = max(side, LINE_HEIGHT * len(lines) + 3)
            canvas.text(left - 10, y + pitch / 2, lines, align="right")
            for number, kind in enumerate(found[first : first + in_band]):
                _square(canvas, left + side * number, y, side, pitch, kind)
            y += pitch
    return canvas.finish(y + MARGIN)


def _square(canvas: Canvas, x: float, y: float, side: float, pitch: float, kind: HeatKind | None) -> None:
    if kind is None:
        return
    right, bottom = x + side - _GAP, y + pitch - _GAP
    canvas.block(x, y, right, bottom, kind.fill, kind.word)
    if kind.fill == PAPER:
        canvas.path([(x, y), (right, y), (right, bottom), (x, bottom), (x, y)], HAIRLINE, 0.6, front=True)
    canvas.text(
        (x + right) / 2, (y + bottom) / 2, kind.sign, size=SMALL, colour=ink_on(kind.fill), align="center"
    )


def _legend(canvas: Canvas, kinds: Sequence[HeatKind], top: float) -> float:
    """The signs with their words, in as many lines as they need; the height that they end at."""
    x, y = MARGIN, top
    for kind in kinds:
        needed = 22 + text_width(kind.word) + 18
        if x > MARGIN and x + needed > canvas.width - MARGIN:
            x, y = MARGIN, y + LINE_HEIGHT + 4
        _square(canvas, x, y, 17, 17, kind)
        canvas.text(x + 23, y + 8, kind.word)
        x += needed
    return y + 26


def _is_wide(name: str) -> bool:
    """Whether a name's letters stand below each other: Chinese characters do, words in letters are turned."""
    return all(ord(letter) >= 0x2E80 for letter in name)


def _height(name: str) -> float:
    return len(name) * (TEXT + 1) if _is_wide(name) else text_width(name)


def _upright(canvas: Canvas, x: float, bottom: float, name: str) -> None:
    if _is_wide(name):
        for place, letter in enumerate(reversed(name)):
            canvas.text(x, bottom - (place + 0.5) * (TEXT + 1), letter, align="center")
    else:
        canvas.turned(x, bottom, name)
