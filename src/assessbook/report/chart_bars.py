"""Figures whose lengths speak: ordered bars and paired bars, and the single bar that other forms draw, too.

Each function builds the matplotlib Figure behind the SVG of the same name in `chart_forms`, which also
documents the parameters. Numbers stand at the ends of bars, so there are neither axes nor gridlines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from matplotlib.figure import Figure

from assessbook.report.chart_layout import (
    Key,
    Scale,
    head,
    label_width,
    says_only,
    text_width,
    widest,
    wrap,
)
from assessbook.report.chart_marks import ChartWords, Mark, common_absence, shown_text
from assessbook.report.chart_style import (
    ACCENT,
    CONTEXT,
    LINE_HEIGHT,
    MAIN,
    MARGIN,
    MUTED,
    PARTNER,
    Canvas,
    house_style,
)


def bar_scale(marks: Sequence[Mark], left: float, right: float, words: ChartWords) -> Scale:
    """A scale through zero that leaves room for the numbers outside the ends of the bars."""
    values = [mark.value for mark in marks if mark.value is not None]
    after = widest([shown_text(mark, words) for mark in marks if mark.value is None or mark.value >= 0]) + 8
    before = widest([shown_text(mark, words) for mark in marks if mark.value is not None and mark.value < 0])
    return Scale(
        min(0.0, *values, 0.0), max(0.0, *values, 0.0), left + (before + 8 if before else 0), right - after
    )


def draw_bar(
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
    scale = bar_scale(compared, left, width - MARGIN, words)
    natural = [max(26.0, LINE_HEIGHT * len(lines) + 9) for lines in labels]
    if reference is not None:
        top = _reference_label(canvas, scale, reference, top, words)
    stretch = max(1.0, ((height or 0) - top - MARGIN) / sum(natural))
    y = top
    for mark, lines, pitch in zip(marks, labels, natural, strict=True):
        middle = y + pitch * stretch / 2
        canvas.text(left - 10, middle, lines, align="right")
        colour = CONTEXT if highlight and mark.label not in highlight else MAIN
        draw_bar(canvas, scale, mark, middle, min(17.0 * stretch, 26.0), colour, words)
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
    scale = bar_scale(marks, left, width - MARGIN, words)
    natural = [max(47.0, LINE_HEIGHT * len(lines) + 13) for lines in labels]
    stretch = max(1.0, ((height or 0) - top - MARGIN) / sum(natural))
    y = top
    for (_, first, second), lines, pitch in zip(rows, labels, natural, strict=True):
        middle = y + pitch * stretch / 2
        canvas.text(left - 10, middle, lines, align="right")
        draw_bar(canvas, scale, first, middle - 8.5, 14, MAIN, words)
        draw_bar(canvas, scale, second, middle + 8.5, 14, PARTNER, words)
        y += pitch * stretch
    canvas.path([(scale(0), top), (scale(0), y)], MUTED, 0.8, front=True)
    return canvas.finish(y + MARGIN - 4)


def draw_share_rows(
    canvas: Canvas, groups: Sequence[tuple[str, Sequence[Mark]]], y: float, words: ChartWords
) -> float:
    """The parts of every group as bars from height `y` down, all on one scale of shares; where they end."""
    shares = []
    for _, marks in groups:
        total = sum(mark.value or 0 for mark in marks)
        shares.append(
            [
                replace(mark, value=mark.value / total) if mark.value is not None and total else mark
                for mark in marks
            ]
        )
    labels = [[wrap(mark.label, label_width(canvas.width)) for mark in marks] for marks in shares]
    left = MARGIN + max(widest(lines) for group in labels for lines in group) + 10
    scale = bar_scale([mark for marks in shares for mark in marks], left, canvas.width - MARGIN, words)
    for (name, _), marks, group in zip(groups, shares, labels, strict=True):
        heading = wrap(name, canvas.width - 2 * MARGIN)
        canvas.text(MARGIN, y + 10 + LINE_HEIGHT * (len(heading) - 1) / 2, heading, colour=MUTED)
        y += 8 + LINE_HEIGHT * len(heading)
        begin = y
        for mark, lines in zip(marks, group, strict=True):
            pitch = max(26.0, LINE_HEIGHT * len(lines) + 9)
            canvas.text(left - 10, y + pitch / 2, lines, align="right")
            draw_bar(canvas, scale, mark, y + pitch / 2, 17, MAIN, words)
            y += pitch
        canvas.path([(scale(0), begin), (scale(0), y)], MUTED, 0.8, front=True)
        y += 10
    return y - 10
