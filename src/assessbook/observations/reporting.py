"""Successive reports of one fact: late ones, and those that replace what was reported before.

Takes the statements of a fact in the order of preference; says of the first one what a reader must know of
its reporting. Which statements are known in which year is for `dataset`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assessbook.observations.observation import Observation


def is_superseded(entry: Observation, adopted: Observation) -> bool:
    """Whether a statement is an earlier report, which the adopted one replaces, rather than another source."""
    return entry.reported is not None and adopted.reported is not None and entry.reported != adopted.reported


def is_late(entry: Observation, others: Sequence[Observation]) -> bool:
    """Whether a value was reported after the years it speaks of, and none had been reported before."""
    return (
        entry.value is not None
        and entry.reported is not None
        and entry.reported > entry.period.end
        and not any(other.value is not None and is_superseded(other, entry) for other in others)
    )


def replaced_by(entry: Observation, others: Sequence[Observation]) -> Observation | None:
    """The report whose different value the adopted one replaces, the latest of them; None if there is none."""
    return next(
        (
            other
            for other in others
            if is_superseded(other, entry) and other.value is not None and other.value != entry.value
        ),
        None,
    )


def with_reporting(entry: Observation, others: Sequence[Observation]) -> Observation:
    """The adopted statement of a fact, with what is to be said of its reporting."""
    if entry.reported is None or entry.value is None:
        return entry
    said = ""
    earlier = replaced_by(entry, others)
    if is_late(entry, others):
        said = f"迟报数，{entry.reported}年补报。"
    elif earlier is not None:
        said = f"修订数，{entry.reported}年报送，原报数见“{earlier.origin.sheet}”{earlier.origin.cell}。"
    return entry if said == entry.reporting else replace(entry, reporting=said)
