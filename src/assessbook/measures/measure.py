"""Measure: a labelled array over region, period and item, with unit, concept and derivation.

The algebra is closed: every operation gives a measure whose elements can be unfolded to source cells.
Units must fit, concepts must not mix, and what isn't additive can't be added up. Arrays are numpy;
nothing here reads files or formats text. The operations stand by their subjects:

- `elements`: what a measure holds, its labels, its names, its derivation;
- `selection`: ``at``, ``select``, ``lag``;
- `arithmetic`: ``+ - * /``, ``root``, ``to``;
- `summation`: ``rollup``, ``sum_items``, ``sum_periods``, ``cumulate``, ``count_entries``, ``rank``;
- `counting`: ``count_present``, ``count_meeting``.
"""

from __future__ import annotations

from assessbook.measures.arithmetic import Computable
from assessbook.measures.counting import Countable
from assessbook.measures.summation import Summable


class Measure(Computable, Summable, Countable):
    """A labelled array of one quantity, with all operations; its fields are those of `Elements`."""


def constant(value: float, unit: str) -> Measure:
    """A number written in a notebook cell, such as the three years between two targets.

    It has no coordinates of its own: what is computed with it stands where the other operand does.

    Raises
    ------
    DefinitionError
        If the number isn't finite.
    """
    return Measure.of_number(value, unit)
