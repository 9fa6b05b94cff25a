"""The chart of the results: engines, rebuilds and pages side by side, in one visual language.

assessbook is drawn in one strong colour, all others in greys that differ in their marks; a hollow mark is a
time worked out from fewer notebooks. Times are on logarithmic scales.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import matplotlib
import matplotlib.ticker
from matplotlib.figure import Figure

from benchmarking.contestants import API, ASSESSBOOK, BOOK, COMMAND, PLOOMBER, STOCK
from benchmarking.samples import Case, Results

_OWN, _OTHER, _INK = "#b3361b", "#7d8590", "#24292f"
_MARKS = {ASSESSBOOK: "o", PLOOMBER: "s", API: "^", BOOK: "D", COMMAND: "v"}
_STYLE: Any = {
    "svg.hashsalt": "benchmark",
    "svg.fonttype": "path",
    "font.family": "DejaVu Sans",
    "font.size": 9,
}


def draw(results: Results, target: Path) -> None:
    """Write the chart as `target`.svg and `target`.png."""
    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=(11, 4.4), layout="constrained")
        left, middle, right = figure.subplots(1, 3, width_ratios=(1.35, 1, 0.7))
        _engines(left, results)
        _editions(middle, results)
        _pages(right, results)
        for axes in (left, middle, right):
            axes.spines[["top", "right"]].set_visible(False)
            axes.tick_params(colors=_INK, length=3)
        note = "Medians. Scales of seconds are logarithmic. Hollow marks: worked out from fewer notebooks."
        figure.supxlabel(note, x=0.01, ha="left", fontsize=8, color=_OTHER)
        figure.savefig(target.with_suffix(".svg"), metadata={"Date": None})
        figure.savefig(target.with_suffix(".png"), dpi=160, metadata={"Software": None})


def _title(axes: Any, text: str, below: str) -> None:
    axes.set_title(text, loc="left", fontsize=10, fontweight="bold", color=_INK)
    axes.set_xlabel(below, color=_INK)


def _colour(contestant: str) -> str:
    return _OWN if contestant == ASSESSBOOK else _OTHER


def _engines(axes: Any, results: Results) -> None:
    _title(axes, "Region notebooks, executed: seconds", "regions")
    sizes = sorted({case.size for case in results.cases("engines")})
    ends: list[tuple[float, str]] = []
    for name, mark in _MARKS.items():
        points = [
            (case.size, seconds, results.samples[case][-1].complete)
            for case in sorted(results.cases("engines"))
            if case.contestant == name and (seconds := _median(results, case)) is not None
        ]
        if not points:
            continue
        colour = _colour(name)
        axes.plot(
            [p[0] for p in points], [p[1] for p in points], color=colour, lw=2 if name == ASSESSBOOK else 1
        )
        for size, seconds, complete in points:
            axes.plot(size, seconds, mark, color=colour, ms=5, mfc=colour if complete else "white")
        ends.append((points[-1][1], name))
    _logarithmic(axes, "y")
    if not ends:
        return
    axes.set_xscale("log", base=2)
    axes.set_xticks(sizes, map(str, sizes))
    axes.xaxis.minorticks_off()
    axes.set_xlim(sizes[0] * 0.85, sizes[-1] * 2 ** (1 + 0.65 * math.log2(sizes[-1] / sizes[0] + 1)))
    low, high = (math.log10(limit) for limit in axes.get_ylim())
    for height, (seconds, name) in zip(
        apart([(math.log10(end[0]) - low) / (high - low) for end in sorted(ends)], 0.055),
        sorted(ends),
        strict=True,
    ):
        axes.annotate(
            name,
            (sizes[-1], seconds),
            xytext=(sizes[-1] * 1.25, 10 ** (low + height * (high - low))),
            color=_colour(name),
            va="center",
            fontsize=8,
        )


def apart(heights: list[float], least: float) -> list[float]:
    """Ascending heights of labels, each at least so far above the one before, moved no more than needed."""
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + least) if placed else height)
    return placed


def _editions(axes: Any, results: Results) -> None:
    _title(axes, "An edition, built and rebuilt: seconds", "")
    wanted = [
        ("papermill and\njupyter-book, cold", "edition", "cold", STOCK),
        ("cold", "edition", "cold", ASSESSBOOK),
        ("one parameter\nchanged", "rebuild", "one parameter changed", ASSESSBOOK),
        ("one region's\ndata changed", "rebuild", "one region's data changed", ASSESSBOOK),
        ("unchanged", "rebuild", "unchanged", ASSESSBOOK),
    ]
    points = []
    for words, part, what, name in wanted:
        found = [case for case in results.cases(part) if (case.what, case.contestant) == (what, name)]
        seconds = _median(results, found[-1]) if found else None
        if seconds is not None:
            points.append((words, seconds, name, results.samples[found[-1]][-1].complete))
    places = _places(axes, [point[0] for point in points])
    for place, (_, seconds, name, complete) in zip(places, points, strict=True):
        colour = _colour(name)
        axes.plot(seconds, place, "o", color=colour, ms=7, mfc=colour if complete else "white")
        _number(axes, f"{seconds:.1f}" if seconds < 100 else f"{seconds:.0f}", seconds, place)
    _logarithmic(axes, "x")
    axes.margins(x=0.25, y=0.12)
    axes.grid(axis="y", color="#e4e7eb", lw=0.8)
    axes.set_axisbelow(True)


def _pages(axes: Any, results: Results) -> None:
    _title(axes, "Site alone: ms a page", "")
    bars = [
        (f"{case.size} pages", seconds / case.size * 1000)
        for case in sorted(results.cases("pages"))
        if (seconds := _median(results, case)) is not None
    ]
    places = _places(axes, [words for words, _ in bars])
    axes.barh(places, [value for _, value in bars], color=_OWN, height=0.5)
    for place, (_, value) in zip(places, bars, strict=True):
        _number(axes, f"{value:.0f}", value, place)
    axes.margins(x=0.25)
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)


def _places(axes: Any, words: list[str]) -> list[int]:
    """A line for each word, the first at the top."""
    places = list(range(len(words)))[::-1]
    axes.set_yticks(places, words)
    axes.tick_params(axis="y", length=0)
    return places


def _number(axes: Any, text: str, value: float, place: int) -> None:
    axes.annotate(text, (value, place), xytext=(7, 0), textcoords="offset points", va="center", color=_INK)


def _logarithmic(axes: Any, which: str) -> None:
    axis = getattr(axes, f"{which}axis")
    getattr(axes, f"set_{which}scale")("log")
    axis.set_major_formatter(matplotlib.ticker.FormatStrFormatter("%g"))
    axis.set_minor_formatter(matplotlib.ticker.NullFormatter())


def _median(results: Results, case: Case) -> float | None:
    return results.median(case.part, case.what, case.size, case.contestant)
