"""The figure behind `composition`: parts of a whole as 100 % bars, one a group, every part named beside it.

On a telephone, where parts of one bar have no room for their names, they are bars beneath each other, drawn as
shares of their group. A part wide enough carries its name and number inside. Narrow parts, down to nothing, are named above or
below the bar at the end of a thin leader; these labels are pushed apart in order, so leaders never cross.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matplotlib.figure import Figure

from assessbook.report.chart_bars import draw_share_rows
from assessbook.report.chart_layout import fits, head, says_only, spread, text_width, widest, wrap
from assessbook.report.chart_marks import ChartWords, Mark, common_absence, shown_text
from assessbook.report.chart_style import (
    LINE_HEIGHT,
    MARGIN,
    MUTED,
    ROOMY,
    TEXT,
    TINTS,
    Canvas,
    house_style,
    ink_on,
    lightness,
)

_THICKNESS = 46.0
_LEADER = 20.0
_GAP = 12.0
_NEAR = 70.0
"""A label this near to its part is found at a glance."""
_LEAST_VISIBLE = 1.6
_LEAST_STEP = 12.0
"""Least difference in lightness L* between neighbours."""


@dataclass(frozen=True)
class _Part:
    """A part with its place on the bar and its label."""

    mark: Mark
    left: float
    right: float
    lines: tuple[str, ...]

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def extent(self) -> float:
        return widest(self.lines)


def tints(groups: Sequence[Sequence[Mark]]) -> dict[str, str]:
    """A tint for each label: the heavier the darker, neighbours always told apart without colour.

    A label that stands in several groups keeps the tint of the first; there its neighbours may be closer.
    """
    given: dict[str, str] = {}
    for marks in groups:
        drawn = [mark for mark in marks if mark.value]
        heaviest = sorted(drawn, key=lambda mark: -(mark.value or 0))
        before: str | None = None
        for mark in drawn:
            if mark.label not in given:
                wished = min(heaviest.index(mark), len(TINTS) - 1)
                open_tints = [
                    tint
                    for tint in TINTS
                    if before is None or abs(lightness(tint) - lightness(before)) >= _LEAST_STEP
                ]
                given[mark.label] = min(open_tints, key=lambda tint: abs(TINTS.index(tint) - wished))
            before = given[mark.label]
    return given


@house_style()
def draw_composition(
    groups: Sequence[tuple[str, Sequence[Mark]]],
    unit: str,
    width: float,
    height: float | None,
    words: ChartWords,
) -> Figure:
    """Stacked horizontal bars of equal length. Narrow: the parts as bars beneath each other."""
    for name, marks in groups:
        for mark in marks:
            if mark.value is not None and mark.value < 0:
                raise ValueError(
                    f"{name} › {mark.label}: {mark.text} is negative, and a part of a whole can't be. "
                    "Show these values as ordered bars."
                )
    absence = common_absence((mark for _, marks in groups for mark in marks), words)
    if absence is not None:
        return says_only(absence, unit, words, width)
    canvas = Canvas(width)
    y = head(canvas, unit, words)
    if width < ROOMY:
        return canvas.finish(max(draw_share_rows(canvas, groups, y, words) + MARGIN, height or 0))
    colours = tints([marks for _, marks in groups])
    for number, (name, marks) in enumerate(groups):
        # The first group's name shares the line of the unit unless it would run into it.
        if number:
            y += 22
        else:
            y += -18 if unit and text_width(name) < width / 2 else 8
        y = _group(canvas, name, marks, y, colours, words)
    return canvas.finish(max(y + MARGIN, height or 0))


def _group(
    canvas: Canvas, name: str, marks: Sequence[Mark], y: float, colours: dict[str, str], words: ChartWords
) -> float:
    """Draw one bar with its name and labels from height `y` down; returns where it ends."""
    canvas.text(MARGIN, y, name)
    y += 14
    parts, total = _parts(marks, canvas.width)
    inside = [part for part in parts if part.mark.value and part.extent + 10 <= part.right - part.left]
    above, below = _outside([part for part in parts if part not in inside], canvas.width)
    top = y + above.extent
    bottom = top + (_THICKNESS if total else 0)
    for part in parts:
        if part.mark.value:
            _segment(canvas, part, top, bottom, colours[part.mark.label])
    for part in inside:
        canvas.text(
            part.middle,
            (top + bottom) / 2,
            part.lines,
            colour=ink_on(colours[part.mark.label]),
            align="center",
        )
    _labels(canvas, above, top, -1)
    _labels(canvas, below, bottom, 1)
    end = bottom + (below.extent or 2)
    missing = [mark for mark in marks if mark.value is None]
    if missing:
        text = words.separator.join(
            words.listed.format(label=m.label, text=shown_text(m, words)) for m in missing
        )
        lines = wrap(text, canvas.width - 2 * MARGIN)
        canvas.text(MARGIN, end + 14 + LINE_HEIGHT * (len(lines) - 1) / 2, lines, colour=MUTED)
        end += 16 + LINE_HEIGHT * len(lines)
    return end


def _parts(marks: Sequence[Mark], width: float) -> tuple[list[_Part], float]:
    """The parts that have a value, zero included, with their places on the bar; and their sum."""
    present = [mark for mark in marks if mark.value is not None]
    total = sum(mark.value or 0 for mark in present)
    parts: list[_Part] = []
    reached = 0.0
    for mark in present:
        left = MARGIN + (reached / total if total else 0) * (width - 2 * MARGIN)
        reached += mark.value or 0
        right = MARGIN + (reached / total if total else 0) * (width - 2 * MARGIN)
        parts.append(_Part(mark, left, right, (*wrap(mark.label, 10 * TEXT), mark.text)))
    return parts, total


def _segment(canvas: Canvas, part: _Part, top: float, bottom: float, colour: str) -> None:
    """One field, with a white hairline to its neighbours but never so thin that it vanishes."""
    extent = part.right - part.left
    half = max(extent - min(1.2, extent * 0.3), _LEAST_VISIBLE) / 2
    canvas.block(part.middle - half, top, part.middle + half, bottom, colour, part.mark.label)


@dataclass(frozen=True)
class _Side:
    """Labels on one side of a bar, where they stand, and how long their leaders are."""

    parts: tuple[_Part, ...]
    centres: tuple[float, ...]

    @classmethod
    def of(cls, parts: Sequence[_Part], width: float) -> _Side:
        """Labels pushed apart between the margins."""
        wished, extents = [part.middle for part in parts], [part.extent for part in parts]
        return cls(tuple(parts), tuple(spread(wished, extents, MARGIN, width - MARGIN, _GAP)))

    @property
    def shift(self) -> float:
        """The farthest that a label stands from its part."""
        return max(
            (abs(c - part.middle) for part, c in zip(self.parts, self.centres, strict=True)), default=0.0
        )

    @property
    def leader(self) -> float:
        """Height of the leaders: steeper than a hair's breadth where labels had to move far."""
        return min(_LEADER + self.shift * 0.12, 2 * _LEADER)

    @property
    def extent(self) -> float:
        """Height of leaders and labels together."""
        return self.leader + LINE_HEIGHT * max(len(part.lines) for part in self.parts) if self.parts else 0.0


def _outside(parts: list[_Part], width: float) -> tuple[_Side, _Side]:
    """Divide labels into those above and those below the bar.

    All below where they can stay near their parts; otherwise by turns above and below; names are broken
    narrower until all find room.
    """
    for farthest in (_NEAR, 2 * _NEAR, width):
        for characters in (10, 6, 4):
            named = [
                replace(part, lines=(*wrap(part.mark.label, characters * TEXT), part.mark.text))
                for part in parts
            ]
            for over, under in (((), named), (named[1::2], named[0::2])):
                sides = _Side.of(over, width), _Side.of(under, width)
                if all(
                    fits([part.extent for part in side.parts], width - 2 * MARGIN, _GAP) for side in sides
                ) and (max(side.shift for side in sides) <= farthest):
                    return sides
    raise ValueError(
        f"{len(parts)} narrow parts can't be labelled around one bar. Add the smallest together, or use ordered bars."
    )


def _labels(canvas: Canvas, side: _Side, edge: float, direction: int) -> None:
    """Labels along one side of the bar, each tied to its part; `direction` is 1 below and -1 above."""
    for part, centre in zip(side.parts, side.centres, strict=True):
        fall, knee = 4 * direction, (side.leader - 5) * direction
        canvas.path(
            [
                (part.middle, edge),
                (part.middle, edge + fall),
                (centre, edge + knee),
                (centre, edge + knee + 3 * direction),
            ],
            MUTED,
            0.7,
        )
        middle = edge + direction * (side.leader + LINE_HEIGHT * len(part.lines) / 2)
        canvas.text(centre, middle, part.lines, align="center")
