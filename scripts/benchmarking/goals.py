"""What the project promises of its speed, and whether this run kept each promise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from benchmarking.contestants import API, ASSESSBOOK, PLOOMBER, STOCK
from benchmarking.parts import CELLS
from benchmarking.samples import Results


@dataclass(frozen=True)
class Scale:
    """How large a run of the benchmark was.

    Parameters
    ----------
    regions : int
        The largest number of regions.
    pages : tuple of int
        The smallest and the largest number of pages.
    cores : int
        Processes that assessbook used.
    """

    regions: int
    pages: tuple[int, int]
    cores: int


PROMISED_REGIONS, PROMISED_PAGES = 64, (100, 1600)


@dataclass(frozen=True)
class Goal:
    """A promise.

    Parameters
    ----------
    what : str
        In words.
    bound : float
        What must be reached.
    sense : "at least", "at most" or "below"
    unit : str
        ``times`` or ``s``; empty for a ratio.
    measured : callable
        The value from the results; None where something it needs wasn't measured.
    of_pages : bool
        Whether it is about pages rather than regions.
    """

    what: str
    bound: float
    sense: Literal["at least", "at most", "below"]
    unit: str
    measured: Callable[[Results, Scale], float | None]
    of_pages: bool = False

    def reached(self, value: float) -> bool:
        """Whether a measured value keeps the promise."""
        if self.sense == "at least":
            return value >= self.bound
        return value <= self.bound if self.sense == "at most" else value < self.bound

    def is_at_scale(self, scale: Scale) -> bool:
        """Whether the run was of the size that the promise is about."""
        return scale.pages == PROMISED_PAGES if self.of_pages else scale.regions == PROMISED_REGIONS


@dataclass(frozen=True)
class Verdict:
    """A promise, what was measured (None: nothing), and ``yes``, ``no`` or why neither can be said."""

    goal: Goal
    value: float | None
    reached: str


def times_as_fast(part: str, what: str, other: str) -> Callable[[Results, Scale], float | None]:
    """How many times as long another contestant takes, at the largest number of regions."""

    def measured(results: Results, scale: Scale) -> float | None:
        return _ratio(
            results.median(part, what, scale.regions, other),
            results.median(part, what, scale.regions, ASSESSBOOK),
        )

    return measured


def _seconds(what: str) -> Callable[[Results, Scale], float | None]:
    return lambda results, scale: results.median("rebuild", what, scale.regions, ASSESSBOOK)


def _growth(results: Results, scale: Scale) -> float | None:
    few, many = scale.pages
    times = [results.median("pages", "written", count, ASSESSBOOK) for count in (few, many)]
    ratio = _ratio(times[1], times[0])
    return None if ratio is None else ratio * few / many


def _overhead(results: Results, scale: Scale) -> float | None:
    ratio = _ratio(
        results.median("overhead", "executed", scale.regions, ASSESSBOOK),
        results.median("overhead", "executed", scale.regions, CELLS),
    )
    return None if ratio is None else ratio * scale.cores


def _ratio(above: float | None, below: float | None) -> float | None:
    return None if above is None or not below else above / below


GOALS: Sequence[Goal] = (
    Goal(
        "region notebooks, executed, against papermill's API in a loop",
        10,
        "at least",
        "times",
        times_as_fast("engines", "executed", API),
    ),
    Goal(
        "the same against ploomber-engine in one process",
        1.3,
        "at least",
        "times",
        times_as_fast("engines", "executed", PLOOMBER),
    ),
    Goal(
        "whole edition, cold (run, HTML, PDF, workbook), against papermill commands and `jupyter-book build`",
        6,
        "at least",
        "times",
        times_as_fast("edition", "cold", STOCK),
    ),
    Goal("unchanged rebuild, whole process", 1.5, "below", "s", _seconds("unchanged")),
    Goal(
        "one region's data changed, everything rebuilt that must be",
        6,
        "below",
        "s",
        _seconds("one region's data changed"),
    ),
    Goal("book pages: time a page at 1600 against at 100", 1.15, "at most", "", _growth, of_pages=True),
    Goal("a run over (sum of the cells' own time / cores)", 1.3, "at most", "", _overhead),
)


def verdicts(results: Results, scale: Scale) -> list[Verdict]:
    """Each promise with what this run says of it."""
    found = []
    for goal in GOALS:
        value = goal.measured(results, scale)
        if value is None:
            found.append(Verdict(goal, None, "not measured"))
        elif not goal.is_at_scale(scale):
            size = "–".join(map(str, scale.pages)) + " pages" if goal.of_pages else f"{scale.regions} regions"
            found.append(Verdict(goal, value, f"not at the size promised ({size})"))
        else:
            found.append(Verdict(goal, value, "yes" if goal.reached(value) else "no"))
    return found
