"""The three axes of a measure (region, period, item) and how two measures' axes are aligned.

An axis is *fixed* when one label was chosen from it; it then has length one and stretches over the
other operand's labels. Labels that only one operand has are kept: the result is missing there, never
dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

AXIS_NAMES = ("region", "period", "item")
Label = Any
IndexMap = NDArray[np.intp]
Maps = tuple[IndexMap, IndexMap, IndexMap]
Position = tuple[int, int, int]
"""Where an element stands: its places on the region, period and item axes."""
ABSENT = -1


@dataclass(frozen=True)
class Axis:
    """Labels in order. `fixed`: one label was chosen, so the axis has length one and stretches."""

    labels: tuple[Label, ...]
    fixed: bool = False

    def __post_init__(self) -> None:
        if self.fixed and len(self.labels) != 1:
            raise ValueError("a fixed axis has exactly one label")

    def __len__(self) -> int:
        return len(self.labels)

    def position(self, label: Label) -> int:
        """Index of a label, or ABSENT."""
        try:
            return self.labels.index(label)
        except ValueError:
            return ABSENT

    def positions(self, labels: Sequence[Label]) -> IndexMap:
        """Index of each label, ABSENT where this axis doesn't have it."""
        known = self._known
        return np.array([known.get(label, ABSENT) for label in labels], dtype=np.intp)

    @cached_property
    def _known(self) -> dict[Label, int]:
        return {label: index for index, label in enumerate(self.labels)}


Axes = tuple[Axis, Axis, Axis]


def align(left: Axis, right: Axis, *, ordered: bool) -> tuple[Axis, IndexMap, IndexMap]:
    """The common axis of two operands and where each label stands in either.

    Where both are fixed the left one's label stands: a gap of the city to the nation is the city's.

    Parameters
    ----------
    ordered : bool
        Whether labels are kept sorted (periods) rather than in the order met.
    """
    if left.fixed and right.fixed:
        return left, np.zeros(1, np.intp), np.zeros(1, np.intp)
    if left.fixed:
        return right, np.zeros(len(right), np.intp), np.arange(len(right))
    if right.fixed:
        return left, np.arange(len(left)), np.zeros(len(left), np.intp)
    if left.labels == right.labels:
        return left, np.arange(len(left)), np.arange(len(left))
    known = set(left.labels)
    labels = left.labels + tuple(label for label in right.labels if label not in known)
    if ordered:
        labels = tuple(sorted(labels))
    return Axis(labels), left.positions(labels), right.positions(labels)
