"""Times taken in turns: every contestant once, then every contestant again, so that all meet the same load.

Knows nothing of what is measured. A contestant that fails is kept with its message and not run again; nothing
is dropped silently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import TypeVar

Thing = TypeVar("Thing")


class ContestantFailed(Exception):
    """A contestant didn't do what it was measured for; the message says why."""


@dataclass(frozen=True, order=True)
class Case:
    """What a time is of.

    Parameters
    ----------
    part : str
        ``engines``, ``edition``, ``rebuild``, ``pages`` or ``overhead``.
    what : str
        What was done: ``executed``, ``cold``, ``unchanged`` ...
    size : int
        Regions; in the part ``pages``, pages.
    contestant : str
        Who did it.
    """

    part: str
    what: str
    size: int
    contestant: str


@dataclass(frozen=True)
class Sample:
    """One time.

    Parameters
    ----------
    seconds : float
        Wall time; of a sample of the work, already scaled to the whole.
    measured, of : int
        How much of the work was done, and how much there is: fewer than all where all would take too long.
    detail : mapping
        Seconds of stages, where the contestant tells them.
    """

    seconds: float
    measured: int
    of: int
    detail: Mapping[str, float] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether all of the work was done."""
        return self.measured == self.of


@dataclass(frozen=True)
class Trial:
    """Something to be measured several times.

    Parameters
    ----------
    case : Case
        What it is.
    work : callable
        Does it once and gives the time; told which repetition it is, from 0. Raises `ContestantFailed`.
    expected : float
        Seconds that one repetition takes on two cores, roughly; for the estimate at the start.
    at_most : int, optional
        Repetitions after which it isn't measured again, where one takes minutes.
    """

    case: Case
    work: Callable[[int], Sample]
    expected: float
    at_most: int | None = None


@dataclass
class Results:
    """All samples and failures of a run of the benchmark."""

    samples: dict[Case, list[Sample]] = field(default_factory=dict)
    failures: dict[Case, str] = field(default_factory=dict)

    def median(self, part: str, what: str, size: int, contestant: str) -> float | None:
        """Median seconds of a case; None where it wasn't measured or failed."""
        case = Case(part, what, size, contestant)
        found = self.samples.get(case)
        return median(sample.seconds for sample in found) if found and case not in self.failures else None

    def cases(self, part: str) -> list[Case]:
        """The cases of a part, measured or failed, in the order in which they were planned."""
        return [case for case in dict.fromkeys((*self.samples, *self.failures)) if case.part == part]

    def add(self, others: Iterable[tuple[Case, list[Sample]]]) -> None:
        """Add what was worked out from other samples."""
        self.samples.update(others)


def take_turns(
    trials: Sequence[Trial], repeats: int, results: Results, told: Callable[[str], None] = lambda text: None
) -> None:
    """Measure all trials `repeats` times, each round beginning with another one.

    Parameters
    ----------
    trials : sequence of Trial
        The contestants.
    repeats : int
        Times that each is measured, unless it asks for fewer.
    results : Results
        Where samples and failures go.
    told : callable
        Called with a line after each measurement.
    """
    for trial in trials:
        results.samples.setdefault(trial.case, [])
    for repeat in range(repeats):
        first = repeat % len(trials) if trials else 0
        for trial in (*trials[first:], *trials[:first]):
            if trial.case in results.failures or repeat >= (trial.at_most or repeats):
                continue
            case = trial.case
            name = f"{case.part}, {case.what}, {case.size}: {case.contestant}"
            try:
                sample = trial.work(repeat)
            except ContestantFailed as failure:
                results.failures[case] = str(failure)
                told(f"{name} failed: {failure}")
            else:
                results.samples[case].append(sample)
                told(f"{name}: {sample.seconds:.2f} s ({repeat + 1} of {trial.at_most or repeats})")


def extended(
    small: Sequence[Sample], large: Sequence[Sample], sizes: tuple[int, int], wanted: int
) -> list[Sample]:
    """Times at a size that wasn't measured, on the straight line through two that were.

    Parameters
    ----------
    small, large : sequence of Sample
        Samples at the two sizes, of the same repetitions.
    sizes : tuple of int
        The two sizes, the smaller first.
    wanted : int
        The size that is asked for, larger than both.

    Limitations
    -----------
    Right for work that is done item after item. Of a tool that takes longer for each item the more there
    are, the result is too small, which favours that tool.
    """
    first, second = sizes
    found = []
    for low, high in zip(small, large, strict=False):
        each = (high.seconds - low.seconds) / (second - first)
        found.append(Sample(high.seconds + each * (wanted - second), second, wanted))
    return found


def spread(things: Sequence[Thing], count: int, turn: int) -> list[Thing]:
    """`count` of the things, evenly spaced; with each turn the choice moves on by one.

    All of them where there are no more than `count`.
    """
    total = len(things)
    if count >= total:
        return list(things)
    return [things[(turn + index * total // count) % total] for index in range(count)]
