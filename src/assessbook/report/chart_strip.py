"""The figure behind `strip`: many values as dots along one line, piled up where they are close together.

It shows how values lie about a line that matters (a poverty line, the average of the whole): how many near
it, how far the ends are. The ends are named; every other number stands in the table behind the chart.
"""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure

from assessbook.report.chart_layout import Scale, head, says_only, text_width, wrap
from assessbook.report.chart_marks import ChartWords, Mark, common_absence, shown_text
from assessbook.report.chart_style import (
    ACCENT,
    CONTEXT,
    LINE_HEIGHT,
    MAIN,
    MARGIN,
    MUTED,
    PAPER,
    Canvas,
    house_style,
)

_RADIUS = 5.0
_PITCH = 12.0
"""Between the centres of neighbouring dots, along the line and upwards."""
_LEAST_RISE = 36.0


@house_style()
def draw_strip(
    marks: Sequence[Mark],
    reference: Mark | None,
    unit: str,
    width: float,
    height: float | None,
    words: ChartWords,
) -> Figure:
    """Dots on a line; those below the reference are light, those at or above it dark."""
    absence = common_absence(marks, words)
    if absence is not None:
        return says_only(absence, unit, words, width)
    canvas = Canvas(width)
    top = head(canvas, unit, words)
    known = sorted((mark for mark in marks if mark.value is not None), key=_value)
    line = reference if reference is not None and reference.value is not None else None
    values = [_value(mark) for mark in ([*known, line] if line else known)]
    scale = Scale(min(values), max(values), MARGIN + 24, width - MARGIN - 24)
    places = [scale(_value(mark)) for mark in known]
    if scale.high == scale.low:
        places = [width / 2 for _ in known]
    levels = _levels(places)
    rise = max(_LEAST_RISE, _PITCH * (max(levels) + 1), (height or 0) - top - 3 * LINE_HEIGHT - MARGIN)
    ground = top + (18 if line else 0) + rise
    canvas.path([(MARGIN, ground), (width - MARGIN, ground)], MUTED, 0.8)
    for mark, place, level in zip(known, places, levels, strict=True):
        below = line is not None and _value(mark) < _value(line)
        fill = CONTEXT if below else MAIN
        canvas.dot(place, ground - _RADIUS - 2 - level * _PITCH, _RADIUS - 0.8, fill, PAPER, mark.label)
    if line is not None:
        _reference(canvas, scale(_value(line)), line, top, ground, words)
    foot = _ends(canvas, known, places, ground)
    missing = [mark for mark in marks if mark.value is None]
    if missing:
        told = words.separator.join(f"{mark.label}{shown_text(mark, words)}" for mark in missing)
        lines = wrap(told, width - 2 * MARGIN)
        canvas.text(MARGIN, foot + LINE_HEIGHT * (len(lines) + 1) / 2, lines, colour=MUTED)
        foot += LINE_HEIGHT * len(lines)
    return canvas.finish(foot + MARGIN)


def _levels(places: Sequence[float]) -> list[int]:
    """How many dots each dot stands upon: the lowest level at which it touches none before it."""
    last: list[float] = []
    levels = []
    for place in places:
        level = next((n for n, before in enumerate(last) if place - before >= _PITCH), len(last))
        if level == len(last):
            last.append(place)
        else:
            last[level] = place
        levels.append(level)
    return levels


def _reference(
    canvas: Canvas, place: float, line: Mark, top: float, ground: float, words: ChartWords
) -> None:
    text = f"{line.label} {shown_text(line, words)}"
    half = text_width(text) / 2
    middle = min(max(place, MARGIN + half), canvas.width - MARGIN - half)
    canvas.text(middle, top + 4, text, colour=ACCENT, align="center")
    canvas.path(
        [(place, top + 14), (place, ground)], ACCENT, 1.5, dashes=(4, 2.5), front=True, name=line.label
    )


def _ends(canvas: Canvas, known: Sequence[Mark], places: Sequence[float], ground: float) -> float:
    """The names and numbers of the least and the greatest, below the line; the height they reach to."""
    first, last = known[0], known[-1]
    room = (canvas.width - 2 * MARGIN) / 2 - 12
    left = wrap(f"{first.label} {first.text}", room)
    right = wrap(f"{last.label} {last.text}", room) if last is not first else ()
    rows = max(len(left), len(right))
    middle = ground + 8 + LINE_HEIGHT * rows / 2
    canvas.text(max(MARGIN, places[0] - 8), middle, left)
    if right:
        canvas.text(min(canvas.width - MARGIN, places[-1] + 8), middle, right, align="right")
    return ground + 8 + LINE_HEIGHT * rows


def _value(mark: Mark) -> float:
    return mark.value if mark.value is not None else 0.0
