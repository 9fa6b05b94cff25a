"""Two derivations of one figure compared: the same steps from other values, or other steps.

Takes the trees as the ledger keeps them; tells which facts differ. Whose doing that is, is for `causes`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessbook.core.numbers import as_decimal
from assessbook.ledger.store import Derivation

_FACTS = ("source", "absent")


@dataclass(frozen=True)
class StepsCompared:
    """Two derivations.

    Parameters
    ----------
    same_steps : bool
        Whether the operations and the facts read are the same. Then `differing` explains all.
    differing : tuple of (Derivation, Derivation)
        Facts that both read, but not the same value, in reading order.
    only_was, only_now : tuple of Derivation
        Facts that one of the two reads alone.
    """

    same_steps: bool
    differing: tuple[tuple[Derivation, Derivation], ...]
    only_was: tuple[Derivation, ...] = ()
    only_now: tuple[Derivation, ...] = ()


def same_value(was: float | None, now: float | None) -> bool:
    """Whether two values are one, up to the binary noise of their last digits."""
    if was is None or now is None:
        return was is now
    return was == now or as_decimal(was) == as_decimal(now)


def compare_steps(was: Derivation, now: Derivation) -> StepsCompared:
    """Compare two derivations, step by step; where the steps differ, fact by fact."""
    pairs: list[tuple[Derivation, Derivation]] = []
    if _same(was, now, pairs):
        return StepsCompared(True, tuple(pairs))
    before, after = facts(was), facts(now)
    common = [(leaf, after[name]) for name, leaf in before.items() if name in after]
    return StepsCompared(
        False,
        tuple(pair for pair in common if not same_value(pair[0].value, pair[1].value)),
        tuple(leaf for name, leaf in before.items() if name not in after),
        tuple(leaf for name, leaf in after.items() if name not in before),
    )


def facts(node: Derivation) -> dict[str, Derivation]:
    """The facts that a derivation reads, by what they are called (address where they have no name)."""
    found: dict[str, Derivation] = {}
    for leaf in _leaves(node):
        found.setdefault(leaf.label or leaf.address or "", leaf)
    return found


def _leaves(node: Derivation) -> Iterator[Derivation]:
    if node.operation in _FACTS:
        yield node
    for part in node.inputs:
        yield from _leaves(part)


def _same(was: Derivation, now: Derivation, pairs: list[tuple[Derivation, Derivation]]) -> bool:
    """Whether the steps are the same; facts with other values are added to `pairs` on the way."""
    if was.operation in _FACTS and now.operation in _FACTS:
        if was.label != now.label and (was.address is None or was.address != now.address):
            return False
        if not same_value(was.value, now.value):
            pairs.append((was, now))
        return was.unit == now.unit
    if (was.operation, was.parameter, was.unit, len(was.inputs)) != (
        now.operation,
        now.parameter,
        now.unit,
        len(now.inputs),
    ):
        return False
    if was.operation == "constant":
        return same_value(was.value, now.value)
    # Every input is looked at, also after one that isn't the same, so that the list of facts is whole.
    found = [_same(one, other, pairs) for one, other in zip(was.inputs, now.inputs, strict=True)]
    return all(found)
