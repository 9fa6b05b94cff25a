"""Figures of steps from a level down to what remains: columns on a page, rows on a telephone.

They are drawn as they are given: after a missing step nobody knows where a change begins, so changes are printed
without a column until the next level. Parameters are documented in `chart_forms`.
"""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure

from assessbook.report.chart_layout import LABEL_WIDTH, Scale, head, label_width, says_only, widest, wrap
from assessbook.report.chart_marks import ChartWords, Step, common_absence, shown_text
from assessbook.report.chart_style import (
    ACCENT,
    INK,
    LINE_HEIGHT,
    MAIN,
    MARGIN,
    MUTED,
    PARTNER,
    ROOMY,
    Canvas,
    house_style,
)


@house_style()
def draw_descending_steps(
    steps: Sequence[Step], unit: str, width: float, height: float | None, words: ChartWords
) -> Figure:
    """Columns: levels stand on zero, changes hang between the level before and the level after. Narrow: rows."""
    absence = common_absence(steps, words)
    if absence is not None:
        return says_only(absence, unit, words, width)
    if width < ROOMY:
        return _step_rows(steps, unit, width, height, words)
    # Columns never get narrower than the numbers above them; the sheet grows instead.
    width = max(width, 2 * MARGIN + len(steps) * (widest([shown_text(step, words) for step in steps]) + 10))
    canvas = Canvas(width)
    top = head(canvas, unit, words) + 22
    column = (width - 2 * MARGIN) / len(steps)
    labels = [wrap(step.label, min(LABEL_WIDTH, column - 12)) for step in steps]
    foot = LINE_HEIGHT * max(len(lines) for lines in labels) + 15
    bottom = max(top + 210, (height or 0) - foot - MARGIN)
    spans = _spans(steps)
    edges = [edge for span in spans if span is not None for edge in span]
    low, high = min(0.0, *edges, 0.0), max(0.0, *edges, 0.0)
    scale = Scale(low, high, bottom - (20 if low < 0 else 0), top)
    thickness = min(column * 0.58, 84)
    for number, (step, span, lines) in enumerate(zip(steps, spans, labels, strict=True)):
        middle = MARGIN + column * (number + 0.5)
        canvas.text(middle, bottom + 15 + LINE_HEIGHT * (len(lines) - 1) / 2, lines, align="center")
        if span is None:
            colour = MUTED if step.value is None else INK
            canvas.text(
                middle, scale(0) - 12, shown_text(step, words), colour=colour, align="center", over=True
            )
            continue
        upper, lower = scale(max(span)), scale(min(span))
        if upper != lower:
            canvas.block(
                middle - thickness / 2, upper, middle + thickness / 2, lower, _fill(step, span), step.label
            )
        below = step.kind == "level" and span[1] < 0
        canvas.text(middle, lower + 11 if below else upper - 11, step.text, align="center", over=True)
        if number + 1 < len(steps) and spans[number + 1] is not None:
            level = scale(span[1])
            canvas.path(
                [(middle + thickness / 2, level), (middle + column - thickness / 2, level)], MUTED, 0.8
            )
    canvas.path([(MARGIN, scale(0)), (width - MARGIN, scale(0))], MUTED, 0.8, front=True)
    return canvas.finish(bottom + foot + MARGIN - 6)


def _step_rows(
    steps: Sequence[Step], unit: str, width: float, height: float | None, words: ChartWords
) -> Figure:
    """The steps beneath each other: levels begin at zero, changes where the step before ended."""
    canvas = Canvas(width)
    top = head(canvas, unit, words)
    labels = [wrap(step.label, label_width(width)) for step in steps]
    left = MARGIN + max(widest(lines) for lines in labels) + 10
    spans = _spans(steps)
    edges = [edge for span in spans if span is not None for edge in span]
    right = width - MARGIN - widest([shown_text(step, words) for step in steps]) - 8
    scale = Scale(min(0.0, *edges, 0.0), max(0.0, *edges, 0.0), left, right)
    natural = [max(30.0, LINE_HEIGHT * len(lines) + 12) for lines in labels]
    stretch = max(1.0, ((height or 0) - top - MARGIN) / sum(natural))
    y, ended = top, None
    for step, span, lines, pitch in zip(steps, spans, labels, natural, strict=True):
        middle = y + pitch * stretch / 2
        canvas.text(left - 10, middle, lines, align="right")
        if ended is not None and span is not None:
            canvas.path([(ended[0], ended[1]), (ended[0], middle)], MUTED, 0.8)
        if span is not None and span[0] != span[1]:
            canvas.block(
                scale(min(span)), middle - 9, scale(max(span)), middle + 9, _fill(step, span), step.label
            )
        colour = MUTED if step.value is None else INK
        end = scale(0) if span is None else scale(max(span))
        canvas.text(end + 6, middle, shown_text(step, words), colour=colour, over=True)
        ended = None if span is None else (scale(span[1]), middle)
        y += pitch * stretch
    canvas.path([(scale(0), top), (scale(0), y)], MUTED, 0.8, front=True)
    return canvas.finish(y + MARGIN)


def _fill(step: Step, span: tuple[float, float]) -> str:
    """Levels are dark, what falls away is light, what is added stands out."""
    if step.kind == "level":
        return MAIN
    return PARTNER if span[1] < span[0] else ACCENT


def _spans(steps: Sequence[Step]) -> list[tuple[float, float] | None]:
    """From where to where each step reaches; None where that isn't known.

    After a missing step nobody knows where a change begins, until the next level says it.
    """
    spans: list[tuple[float, float] | None] = []
    level: float | None = None
    for step in steps:
        if step.value is None:
            level = None
            spans.append(None)
        elif step.kind == "level":
            level = step.value
            spans.append((0.0, level))
        else:
            before = level
            level = None if before is None else before + step.value
            spans.append(None if before is None or level is None else (before, level))
    return spans
