"""What a process has read of its inputs: facts, measures and files, so that its results can be kept and reused.

Nothing is noted until `begin` is called. The layers that hand out data note what they hand out: the
observations layer a whole dataset, the measures layer single facts, and the guard of a notebook's process
the files that its cells opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from assessbook.core.periods import Period

Fact = tuple[str, Period, str | None]
"""Region, period and item of an observation of some measure."""


@dataclass
class Reads:
    """What was read.

    Parameters
    ----------
    facts : dict
        Measure -> the facts whose observation, or want of one, was looked at.
    shapes : set of str
        Measures of which it was seen for which facts there is a value.
    everything : bool
        Whether all observations were within reach, so that any of them may have been looked at.
    files : set of Path
        Files opened otherwise than as data; also those that were looked for and aren't there.
    """

    facts: dict[str, set[Fact]] = field(default_factory=dict)
    shapes: set[str] = field(default_factory=set)
    everything: bool = False
    files: set[Path] = field(default_factory=set)


_noted: Reads | None = None
_pauses = 0


def begin() -> Reads:
    """Note from now on what this process reads; gives the notes, which grow."""
    global _noted
    _noted = Reads()
    return _noted


def end() -> None:
    """Note nothing any more."""
    global _noted
    _noted = None


def noting() -> Reads | None:
    """The notes to add to; None where nothing is to be noted."""
    return None if _pauses else _noted


def note_everything() -> None:
    """All observations are within reach of what runs."""
    if (reads := noting()) is not None:
        reads.everything = True


def note_shape(measure: str) -> None:
    """It is seen for which facts a measure has values."""
    if (reads := noting()) is not None:
        reads.shapes.add(measure)


def note_facts(measure: str, facts: Iterable[Fact]) -> None:
    """Single facts of a measure are looked at."""
    if (reads := noting()) is not None:
        reads.facts.setdefault(measure, set()).update(facts)


@contextmanager
def unnoted() -> Iterator[None]:
    """What is read inside is noted where it is handed out, or doesn't change what is shown."""
    global _pauses
    _pauses += 1
    try:
        yield
    finally:
        _pauses -= 1


def is_paused() -> bool:
    """Whether what is read now is noted elsewhere (`unnoted`)."""
    return _pauses > 0
