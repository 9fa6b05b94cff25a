"""One element's derivation, unfolded to source cells: a small tree that can be read and recomputed.

The operations are few and closed, so that an evaluator that shares no code with the measures can
recompute a figure from its sources: source, constant, add, subtract, multiply, divide, power, sum,
convert, rank, count, absent; and the counts of what meets a line, count_at_least, count_above,
count_at_most, count_below, count_equal (inputs: the line, then what is compared with it).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessbook.core.missing import Missing
from assessbook.observations.observation import Observation, Origin


@dataclass(frozen=True)
class Derivation:
    """How one element came about.

    Parameters
    ----------
    operation : str
        One of the words above.
    value : float or None
        The element's value in `unit`, at full precision; None where missing.
    unit : str
        Symbol of the unit.
    label : str
        What it is: measure, item, region, period; empty for unnamed intermediate results.
    inputs : tuple of Derivation
        What it was computed from, in the order the operation reads them.
    missing : Missing
        Why there is no value.
    observation : Observation or None
        For sources: what was read.
    parameter : float or None
        The factor of a conversion, the exponent of a power.
    """

    operation: str
    value: float | None
    unit: str
    label: str = ""
    inputs: tuple[Derivation, ...] = ()
    missing: Missing = Missing.PRESENT
    observation: Observation | None = None
    parameter: float | None = None

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Every source cell below, each once, in reading order."""
        return tuple(dict.fromkeys(node.observation.origin for node in self.leaves() if node.observation))

    def leaves(self) -> Iterator[Derivation]:
        """The nodes without inputs, from left to right."""
        if not self.inputs:
            yield self
        for node in self.inputs:
            yield from node.leaves()
