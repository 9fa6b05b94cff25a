"""The figure behind `dumbbell`: where a rate stood, where it should be midway, and where in the end.

Numbers stand beside their dots, so there is neither axis nor grid. Dots that coincide show as rings within
each other with their number printed once.
"""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure

from assessbook.report.chart_layout import Key, Scale, head, label_width, says_only, widest, wrap
from assessbook.report.chart_marks import ChartWords, Mark, common_absence, shown_text
from assessbook.report.chart_style import (
    CONTEXT,
    HAIRLINE,
    INK,
    LINE_HEIGHT,
    MAIN,
    MARGIN,
    MUTED,
    PAPER,
    PARTNER,
    ROOMY,
    TEXT,
    Canvas,
    house_style,
)

_FILLS = (PAPER, PARTNER, MAIN)
_RADII = (2.6, 4.6, 6.4)
_SAME_PLACE = 1.0


@house_style()
def draw_dumbbell(
    rows: Sequence[tuple[str, Mark, Mark, Mark]],
    names: tuple[str, str, str],
    unit: str,
    width: float,
    height: float | None,
    words: ChartWords,
) -> Figure:
    """Three dots a row: base, intermediate target, final target. Narrow: names and gaps above their row."""
    marks = [mark for _, *three in rows for mark in three]
    absence = common_absence(marks, words)
    if absence is not None:
        return says_only(absence, unit, words, width)
    canvas = Canvas(width)
    keys = [Key(name, fill, MAIN, "dot") for name, fill in zip(names, _FILLS, strict=True)]
    top = head(canvas, unit, words, keys) + 2
    number_width = widest([mark.text for mark in marks if mark.value is not None])
    absences = [_absence(row[1:], names, words) for row in rows]
    if width < ROOMY:
        return _below_their_names(canvas, rows, absences, number_width, top, height)
    labels = [wrap(row[0], label_width(width)) for row in rows]
    left = MARGIN + max(widest(lines) for lines in labels) + 14
    wrapped = [wrap(absence, 11 * TEXT) for absence in absences]
    absence_width = max(widest(lines) for lines in wrapped)
    right = width - MARGIN - number_width - 12 - (absence_width + 12 if absence_width else 0)
    scale = _scale(marks, left + number_width + 14, right)
    natural = [
        max(42.0, LINE_HEIGHT * max(len(lines), len(absent)) + 12)
        for lines, absent in zip(labels, wrapped, strict=True)
    ]
    stretch = max(1.0, ((height or 0) - top - MARGIN) / sum(natural))
    y = top
    for row, lines, absent, pitch in zip(rows, labels, wrapped, natural, strict=True):
        middle = y + pitch * stretch / 2 + 3
        canvas.text(left - 14, middle, lines, align="right")
        canvas.path([(left - 4, middle), (right + 6, middle)], HAIRLINE, 0.7, dashes=(1, 3))
        if absent[0]:
            canvas.text(width - MARGIN, middle, absent, colour=MUTED, align="right")
        _three_dots(canvas, scale, row[1:], middle)
        y += pitch * stretch
    return canvas.finish(y + MARGIN - 4)


def _below_their_names(
    canvas: Canvas,
    rows: Sequence[tuple[str, Mark, Mark, Mark]],
    absences: Sequence[str],
    number_width: float,
    top: float,
    height: float | None,
) -> Figure:
    """Every row as wide as the sheet, with its name, and what is missing, in the lines above it."""
    room = canvas.width - 2 * MARGIN
    marks = [mark for _, *three in rows for mark in three]
    scale = _scale(marks, MARGIN + number_width + 18, canvas.width - MARGIN - number_width - 18)
    y = top
    for (name, *three), absent in zip(rows, absences, strict=True):
        for text, colour in ((name, INK), (absent, MUTED)):
            if text:
                lines = wrap(text, room)
                canvas.text(MARGIN, y + LINE_HEIGHT * len(lines) / 2, lines, colour=colour)
                y += LINE_HEIGHT * len(lines)
        if any(mark.value is not None for mark in three):
            between = 15 if all(mark.value is not None for mark in three) else 0
            middle = y + 16 + between
            canvas.path([(MARGIN, middle), (canvas.width - MARGIN, middle)], HAIRLINE, 0.7, dashes=(1, 3))
            _three_dots(canvas, scale, three, middle)
            y = middle + 14
        y += 10
    return canvas.finish(max(y - 10 + MARGIN, height or 0))


def _scale(marks: Sequence[Mark], start: float, end: float) -> Scale:
    """All values between two places; from zero where the greatest is more than double the least."""
    values = [mark.value for mark in marks if mark.value is not None]
    low, high = min(values), max(values)
    return Scale(0.0 if 0 < low < high / 2 else low, high, start, end)


def _absence(marks: Sequence[Mark], names: Sequence[str], words: ChartWords) -> str:
    """What is missing in a row: 基期无数据, or other terms by their names with their reasons."""
    terms = (words.base_period, *names[1:])
    missing = [
        words.absent.format(term=term, text=shown_text(mark, words))
        for term, mark in zip(terms, marks, strict=True)
        if mark.value is None
    ]
    reasons = {shown_text(mark, words) for mark in marks}
    if len(missing) == len(marks) and len(reasons) == 1:
        return reasons.pop()
    return words.separator.join(missing)


def _three_dots(canvas: Canvas, scale: Scale, marks: Sequence[Mark], y: float) -> None:
    """Dots and their numbers: the least to the left of its dot, the greatest to the right, one between above.

    Dots that coincide show as rings within each other, with the number of the latest printed once.
    """
    placed = [
        (scale(mark.value), mark, fill, radius)
        for mark, fill, radius in zip(marks, _FILLS, _RADII, strict=True)
        if mark.value is not None
    ]
    if not placed:
        return
    places = [place for place, *_ in placed]
    canvas.path([(min(places), y), (max(places), y)], CONTEXT, 3)
    for place, mark, fill, radius in reversed(placed):
        alone = (
            all(abs(place - other) > _SAME_PLACE for other in places if other != place)
            and places.count(place) == 1
        )
        canvas.dot(place, y, 4.8 if alone else radius, fill, MAIN, mark.label)
    distinct: list[tuple[float, str]] = []
    for place, mark, *_ in reversed(placed):
        if all(abs(place - other) > _SAME_PLACE or mark.text != text for other, text in distinct):
            distinct.append((place, mark.text))
    distinct.sort(key=lambda pair: pair[0])
    if len(distinct) > 1:
        canvas.text(distinct[0][0] - 11, y, distinct[0][1], align="right", over=True)
    canvas.text(distinct[-1][0] + 11, y, distinct[-1][1], over=True)
    for place, text in distinct[1:-1]:
        canvas.text(place, y - 15, text, align="center")
