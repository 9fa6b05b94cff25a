"""Figures whose lengths speak: ordered bars, paired bars, and steps from a level down to what remains.

Each function builds the matplotlib Figure behind the SVG of the same name in `chart_forms`, which also
documents the parameters. Numbers stand at the ends of bars, so there are neither axes nor gridlines.
"""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure

from assessbook.report.chart_layout import (
    LABEL_WIDTH,
    Key,
    Scale,
    head,
    label_width,
    says_only,
    text_width,
    widest,
    wrap,
)
from assessbook.report.chart_marks import ChartWords, Mark, Step, common_absence, shown_text
from assessbook.report.chart_style import (
    ACCENT,
    CONTEXT,
    INK,
    LINE_HEIGHT,
    MAIN,
    MARGIN,
    MUTED,
    PARTNER,
    Canvas,
    house_style,
)


def _bar_scale(marks: Sequence[Mark], left: float, right: float, words: ChartWords) -> Scale:
    """A scale through zero that leaves room for the numbers outside the ends of the bars."""
    values = [mark.value for mark in marks if mark.value is not None]
    after = widest([shown_text(mark, words) for mark in marks if mark.value is None or mark.value >= 0]) + 8
    before = widest([shown_text(mark, words) for mark in marks if mark.value is not None and mark.value < 0])
    return Scale(
        min(0.0, *values, 0.0), max(0.0, *values, 0.0), left + (before + 8 if before else 0), right - after
    )


def _bar(
    canvas: Canvas, scale: Scale, mark: Mark, y: float, thickness: float, colour: str, words: ChartWords
) -> None:
    """One bar with its number; zero is a number without a bar, missing a grey word without a bar."""
    zero = scale(0)
    text = shown_text(mark, words)
    if mark.value is None:
        canvas.text(zero + 6, y, text, colour=MUTED, over=True)
        return
    end = scale(mark.value)
    if mark.value != 0:
        canvas.block(min(zero, end), y - thickness / 2, max(zero, end), y + thickness / 2, colour, mark.label)
    if mark.value < 0:
        canvas.text(end - 6, y, text, align="right", over=True)
    else:
        canvas.text(end + 6, y, text, over=True)


@house_style()
def draw_ordered_bars(
    marks: Sequence[Mark],
    highlight: frozenset[str],
    reference: Mark | None,
    unit: str,
    width: float,
    height: float | None,
    words: ChartWords,
) -> Figure:
    """Horizontal bars in the order given."""
    absence = common_absence(marks, words)
    if absence is not None:
        return says_only(absence, unit, words, width)
    highlight = highlight & {mark.label for mark in marks}
    canvas = Canvas(width)
    top = head(canvas, unit, words)
    labels = [wrap(mark.label, label_width(width)) for mark in marks]
    left = MARGIN + max(widest(lines) for lines in labels) + 10
    compared = [*marks, reference] if reference is not None and reference.value is not None else marks
    scale = _bar_scale(compared, left, width - MARGIN, words)
    natural = [max(26.0, LINE_HEIGHT * len(lines) + 9) for lines in labels]
    if reference is not None:
        top = _reference_label(canvas, scale, reference, top, words)
    stretch = max(1.0, ((height or 0) - top - MARGIN) / sum(natural))
    y = top
    for mark, lines, pitch in zip(marks, labels, natural, strict=True):
        middle = y + pitch * stretch / 2
        canvas.text(left - 10, middle, lines, align="right")
        colour = CONTEXT if highlight and mark.label not in highlight else MAIN
        _bar(canvas, scale, mark, middle, min(17.0 * stretch, 26.0), colour, words)
        y += pitch * stretch
    canvas.path([(scale(0), top), (scale(0), y)], MUTED, 0.8, front=True)
    if reference is not None and reference.value is not None:
        place = scale(reference.value)
        canvas.path(
            [(place, top - 2), (place, y)], ACCENT, 1.5, dashes=(4, 2.5), front=True, name=reference.label
        )
    return canvas.finish(y + MARGIN)


def _reference_label(canvas: Canvas, scale: Scale, reference: Mark, top: float, words: ChartWords) -> float:
    """The words above the reference line; a missing reference is said and not drawn."""
    text = f"{reference.label} {shown_text(reference, words)}"
    if reference.value is None:
        canvas.text(scale(0), top + 4, text, colour=MUTED)
    else:
        half = text_width(text) / 2
        place = min(max(scale(reference.value), MARGIN + half), canvas.width - MARGIN - half)
        canvas.text(place, top + 4, text, colour=ACCENT, align="center")
    return top + 18


@house_style()
def draw_paired_bars(
    rows: Sequence[tuple[str, Mark, Mark]],
    names: tuple[str, str],
    unit: str,
    width: float,
    height: float | None,
    words: ChartWords,
) -> Figure:
    """Two bars a row on one scale."""
    marks = [mark for _, first, second in rows for mark in (first, second)]
    absence = common_absence(marks, words)
    if absence is not None:
        return says_only(absence, unit, words, width)
    canvas = Canvas(width)
    top = head(canvas, unit, words, [Key(names[0], MAIN, MAIN), Key(names[1], PARTNER, PARTNER)]) + 2
    labels = [wrap(label, label_width(width)) for label, _, _ in rows]
    left = MARGIN + max(widest(lines) for lines in labels) + 10
    scale = _bar_scale(marks, left, width - MARGIN, words)
    natural = [max(47.0, LINE_HEIGHT * len(lines) + 13) for lines in labels]
    stretch = max(1.0, ((height or 0) - top - MARGIN) / sum(natural))
    y = top
    for (_, first, second), lines, pitch in zip(rows, labels, natural, strict=True):
        middle = y + pitch * stretch / 2
        canvas.text(left - 10, middle, lines, align="right")
        _bar(canvas, scale, first, middle - 8.5, 14, MAIN, words)
        _bar(canvas, scale, second, middle + 8.5, 14, PARTNER, words)
        y += pitch * stretch
    canvas.path([(scale(0), top), (scale(0), y)], MUTED, 0.8, front=True)
    return canvas.finish(y + MARGIN - 4)


@house_style()
def draw_descending_steps(
    steps: Sequence[Step], unit: str, width: float, height: float | None, words: ChartWords
) -> Figure:
    """Columns: levels stand on zero, changes hang between the level before and the level after."""
    absence = common_absence(steps, words)
    if absence is not None:
        return says_only(absence, unit, words, width)
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
            fill = MAIN if step.kind == "level" else PARTNER if span[1] < span[0] else ACCENT
            canvas.block(middle - thickness / 2, upper, middle + thickness / 2, lower, fill, step.label)
        below = step.kind == "level" and span[1] < 0
        canvas.text(middle, lower + 11 if below else upper - 11, step.text, align="center", over=True)
        if number + 1 < len(steps) and spans[number + 1] is not None:
            level = scale(span[1])
            canvas.path(
                [(middle + thickness / 2, level), (middle + column - thickness / 2, level)], MUTED, 0.8
            )
    canvas.path([(MARGIN, scale(0)), (width - MARGIN, scale(0))], MUTED, 0.8, front=True)
    return canvas.finish(bottom + foot + MARGIN - 6)


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
