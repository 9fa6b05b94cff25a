"""The figure behind `lines`: a few short time series with their names and last numbers at their ends.

A year without an observation is a gap in the line; a lone observation is a dot. Positions need no zero, so a
vertical scale that leaves it out says so in words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from matplotlib.figure import Figure

from assessbook.report.chart_layout import Scale, head, says_only, spread, text_width, widest, wrap
from assessbook.report.chart_marks import ChartWords, Mark, common_absence, shown_text
from assessbook.report.chart_style import (
    HAIRLINE,
    INK,
    LINE_HEIGHT,
    MAIN,
    MARGIN,
    MUTED,
    PAPER,
    SMALL,
    TEXT,
    Canvas,
    house_style,
)

_OTHERS = (("#8a96a3", None), ("#8a96a3", (4.0, 2.5)), ("#8a96a3", (1.2, 2.0)))
"""Colour and dashes of the series that aren't emphasised, by turns."""


@dataclass
class _Taken:
    """Boxes (left, top, right, bottom) that words may not enter, and the dots that numbers belong to."""

    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    dots: list[tuple[float, float]] = field(default_factory=list)

    def line(self, points: Sequence[tuple[float, float]]) -> None:
        """Take the way of a line, in small squares."""
        for (x0, y0), (x1, y1) in pairwise(points):
            count = int(max(abs(x1 - x0), abs(y1 - y0)) / 3) + 1
            for step in range(count + 1):
                x, y = x0 + (x1 - x0) * step / count, y0 + (y1 - y0) * step / count
                self.boxes.append((x - 1.5, y - 1.5, x + 1.5, y + 1.5))

    def nearest(self, x: float, middle: float, own: float) -> bool:
        """Whether a number at height `middle` is nearer to its own dot than to any other of the same year."""
        return all(abs(y - middle) > abs(own - middle) - 0.5 for other, y in self.dots if other == x)

    def free(self, box: tuple[float, float, float, float]) -> bool:
        """Whether nothing is in a box yet."""
        left, top, right, bottom = box
        return all(r <= left or le >= right or b <= top or t >= bottom for le, t, r, b in self.boxes)


@house_style()
def draw_lines(
    series: Sequence[tuple[str, Sequence[Mark]]],
    years: Sequence[str],
    emphasise: str,
    unit: str,
    width: float,
    height: float | None,
    words: ChartWords,
) -> Figure:
    """Lines over years with their names and last numbers at their ends."""
    for name, marks in series:
        if len(marks) != len(years):
            raise ValueError(
                f"{name}: {len(marks)} marks for {len(years)} years; give one a year, missing ones too."
            )
    absence = common_absence((mark for _, marks in series for mark in marks), words)
    if absence is not None:
        return says_only(absence, unit, words, width)
    values = [mark.value for _, marks in series for mark in marks if mark.value is not None]
    low, high = min(values), max(values)
    from_zero = low <= 0 or low < high * 0.4
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    canvas = Canvas(width)
    top = head(canvas, unit, words, note="" if from_zero or low == high else words.not_from_zero) + 16
    labels = [_end_label(name, marks, years, words, min(11 * TEXT, 0.25 * width)) for name, marks in series]
    floor = max(
        top + 200, (height or 0) - 28 - MARGIN, top + sum(LINE_HEIGHT * len(lines) + 4 for lines in labels)
    )
    column = width - MARGIN - max(widest(lines) for lines in labels)
    half = max(widest(years, SMALL), widest([mark.text for _, marks in series for mark in marks], SMALL)) / 2
    xs = _year_places(years, MARGIN + half + 8, column - 20)
    ys = Scale(low, high, floor - (0 if from_zero and low == 0 else 26), top)
    canvas.path([(MARGIN, floor), (column - 14, floor)], MUTED, 0.8)
    if low < 0:
        canvas.path([(MARGIN, ys(0)), (column - 14, ys(0))], HAIRLINE, 0.8)
    _year_labels(canvas, years, xs, floor + 14)
    taken = _Taken([(column - 10, 0, width, floor), (0, floor - 1, width, floor + 30)])
    drawn: list[tuple[Sequence[Mark], list[tuple[float, float] | None], str]] = []
    ends: list[tuple[tuple[str, ...], tuple[float, float] | None, str]] = []
    others = 0
    for (name, marks), label in zip(series, labels, strict=True):
        points = [
            None if mark.value is None else (x, ys(mark.value)) for mark, x in zip(marks, xs, strict=True)
        ]
        main = name == emphasise
        colour, dashes = (MAIN, None) if main else _OTHERS[others % len(_OTHERS)]
        others += not main
        _one_line(canvas, name, points, colour, 2.6 if main else 1.6, dashes, taken)
        known = [point for point in points if point is not None]
        drawn.append((marks, points, MAIN if main else MUTED))
        ends.append((label, known[-1] if known else None, MAIN if main else INK if known else MUTED))
    _end_labels(canvas, ends, column, xs[-1], (top - 12, floor), taken)
    for marks, points, colour in sorted(drawn, key=lambda line: line[2] != MAIN):
        _point_labels(canvas, marks, points, colour, taken)
    return canvas.finish(floor + 28 + MARGIN)


def _year_places(years: Sequence[str], start: float, end: float) -> list[float]:
    """Where each year stands: by its number when all have one, so that a skipped year leaves its room."""
    found = [re.search(r"\d{4}", year) for year in years]
    numbers = [int(match.group()) for match in found if match]
    if len(numbers) < len(years) or any(after <= before for before, after in pairwise(numbers)):
        numbers = list(range(len(years)))
    if len(years) == 1:
        return [(start + end) / 2]
    scale = Scale(numbers[0], numbers[-1], start, end)
    return [scale(number) for number in numbers]


def _year_labels(canvas: Canvas, years: Sequence[str], xs: Sequence[float], y: float) -> None:
    """Years under the floor, from the last backwards, leaving out those that would touch the next."""
    limit = canvas.width
    for year, x in reversed(list(zip(years, xs, strict=True))):
        half = text_width(year, SMALL) / 2
        if x + half <= limit:
            canvas.text(x, y, year, size=SMALL, colour=MUTED, align="center")
            limit = x - half - 8


def _one_line(
    canvas: Canvas,
    name: str,
    points: Sequence[tuple[float, float] | None],
    colour: str,
    weight: float,
    dashes: tuple[float, float] | None,
    taken: _Taken,
) -> None:
    """One series: unbroken runs as lines, every observation as a dot."""
    lone = sum(point is not None for point in points) == 1
    run: list[tuple[float, float]] = []
    for point in [*points, None]:
        if point is not None:
            run.append(point)
            continue
        if len(run) > 1:
            canvas.path(run, colour, weight, dashes=dashes, name=name)
            taken.line(run)
        for x, y in run:
            radius = (3.6 if weight > 2 else 2.6) + (1.6 if lone else 0)
            canvas.dot(x, y, radius, colour, PAPER, name)
            taken.boxes.append((x - 4, y - 4, x + 4, y + 4))
            taken.dots.append((x, y))
        run = []


def _point_labels(
    canvas: Canvas,
    marks: Sequence[Mark],
    points: Sequence[tuple[float, float] | None],
    colour: str,
    taken: _Taken,
) -> None:
    """Numbers of all observations but the last, above or below their dots, where there is room for them."""
    known = [(mark, point) for mark, point in zip(marks, points, strict=True) if point is not None]
    for mark, (x, y) in known[:-1]:
        half = text_width(mark.text, SMALL) / 2
        for middle in (y - 13, y + 13, y - 20, y + 20):
            box = (x - half - 2, middle - 7, x + half + 2, middle + 7)
            if taken.free(box) and taken.nearest(x, middle, y):
                canvas.text(x, middle, mark.text, size=SMALL, colour=colour, align="center")
                taken.boxes.append(box)
                break


def _end_label(
    name: str, marks: Sequence[Mark], years: Sequence[str], words: ChartWords, room: float
) -> tuple[str, ...]:
    """Name and last number of a series, with the year where that isn't the last one shown."""
    known = [number for number, mark in enumerate(marks) if mark.value is not None]
    if not known:
        text = shown_text(marks[-1], words)
    elif known[-1] == len(years) - 1:
        text = marks[-1].text
    else:
        text = words.dated.format(text=marks[known[-1]].text, year=years[known[-1]])
    together = f"{name} {text}"
    if text_width(together) <= room:
        return (together,)
    return (*wrap(name, room), *wrap(text, room))


def _end_labels(
    canvas: Canvas,
    ends: Sequence[tuple[tuple[str, ...], tuple[float, float] | None, str]],
    column: float,
    last_year: float,
    between: tuple[float, float],
    taken: _Taken,
) -> None:
    """Labels in the right-hand column, pushed apart, each tied to its last observation where it had to move."""
    low, high = between
    wished = sorted(ends, key=lambda end: high if end[1] is None else end[1][1])
    targets = [high if point is None else point[1] for _, point, _ in wished]
    sizes = [LINE_HEIGHT * len(lines) for lines, _, _ in wished]
    for (lines, point, colour), y in zip(wished, spread(targets, sizes, low, high, 4), strict=True):
        canvas.text(column, y, lines, colour=colour)
        if point is not None and (point[0] < last_year or abs(point[1] - y) > 3):
            way = [(point[0] + 7, point[1]), (max(point[0] + 7, last_year + 8), point[1]), (column - 4, y)]
            canvas.path(way, MUTED, 0.7, dashes=(2, 2) if point[0] < last_year else None)
            taken.line(way)
