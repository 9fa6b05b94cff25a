"""Which facts a computation looked at: elements that left the algebra, followed down to what they were read from.

An element leaves the algebra when its value is asked for: by a table, a chart, a sentence, or a notebook cell
that chooses by it. Every step tells which elements of its operands an element rests on; nothing is left out
that could change it, also where the derivation shows less (entries without a value aren't shown in a sum).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from itertools import count, product
from typing import TYPE_CHECKING

from assessbook.core import reads
from assessbook.measures.axes import Position

if TYPE_CHECKING:
    from assessbook.measures.elements import Elements

next_number = count().__next__
"""Numbers measures in the order in which they are made: what one was made from has a smaller number."""

_seen: dict[int, tuple[Elements, set[Position]]] = {}


def observe(elements: Elements, positions: Iterable[Position] | None = None) -> None:
    """Elements leave the algebra; all of them where no positions are given."""
    if reads.noting() is not None:
        _add(elements, every_position(elements) if positions is None else positions)


def settle() -> None:
    """Follow what was observed down to facts, and note these (`core.reads`)."""
    waiting = [-number for number in _seen]
    heapq.heapify(waiting)
    while waiting:
        elements, positions = _seen.pop(-heapq.heappop(waiting))
        for operand, its_positions in elements.step.reads(positions):
            if operand.number not in _seen:
                heapq.heappush(waiting, -operand.number)
            _add(operand, its_positions)


def every_position(elements: Elements) -> Iterable[Position]:
    """The positions of all elements."""
    regions, periods, items = (range(len(axis)) for axis in elements.axes)
    return product(regions, periods, items)


def _add(elements: Elements, positions: Iterable[Position]) -> None:
    if elements.number not in _seen:
        _seen[elements.number] = (elements, set())
    _seen[elements.number][1].update(positions)
