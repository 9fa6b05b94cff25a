"""A second evaluator of derivations: plain Python over the tree, sharing nothing with the arrays.

It reads only what a reviewer would: operations, parameters, constants, and the observations at the
leaves. The values kept in inner nodes are never used.
"""

from __future__ import annotations

from collections.abc import Iterator

from assessbook.core.missing import Missing
from assessbook.measures import Derivation

Result = float | Missing
LEAVES = ("source", "constant", "absent")


def recomputed(node: Derivation) -> float | str:
    """The value of an element from its sources, or the word that says why there is none."""
    result = _evaluated(node)
    return result.status if isinstance(result, Missing) else result


def nodes(node: Derivation) -> Iterator[Derivation]:
    """A derivation and everything below it."""
    yield node
    for part in node.inputs:
        yield from nodes(part)


def _evaluated(node: Derivation) -> Result:
    if node.operation in LEAVES:
        return _leaf(node)
    parts = [_evaluated(part) for part in node.inputs]
    if node.operation == "rank":
        return _rank(parts, descending=node.parameter == 1)
    reasons = [part for part in parts if isinstance(part, Missing)]
    if reasons:
        return max(reasons)
    if node.operation.startswith("count"):
        return _count(node.operation, [float(f"{part:.12g}") for part in parts])
    return _calculated(node, [float(part) for part in parts])


def _leaf(node: Derivation) -> Result:
    assert node.inputs == ()
    if node.operation == "source":
        assert node.observation is not None
        value = node.observation.value
        return node.observation.missing if value is None else value
    if node.operation == "constant":
        assert node.value is not None
        return node.value
    assert node.observation is None
    assert node.missing is not Missing.PRESENT
    return node.missing


def _calculated(node: Derivation, numbers: list[float]) -> Result:
    first = numbers[0]
    if node.operation == "sum":
        return float(sum(numbers))
    if node.operation == "convert":
        assert node.parameter is not None
        return first * node.parameter
    if node.operation == "power":
        assert node.parameter is not None
        return Missing.NOT_APPLICABLE if first < 0 else first**node.parameter
    assert len(numbers) == 2
    second = numbers[1]
    if node.operation == "divide":
        return first / second if second else Missing.NOT_APPLICABLE
    return {"add": first + second, "subtract": first - second, "multiply": first * second}[node.operation]


def _count(operation: str, numbers: list[float]) -> float:
    if operation == "count":
        return float(len(numbers))
    line, *others = numbers
    by_size = [(number > line) - (number < line) for number in others]
    meeting = {
        "count_at_least": {0, 1},
        "count_above": {1},
        "count_at_most": {0, -1},
        "count_below": {-1},
        "count_equal": {0},
    }
    return float(sum(size in meeting[operation] for size in by_size))


def _rank(parts: list[Result], *, descending: bool) -> Result:
    own = parts[0]
    if isinstance(own, Missing):
        return own
    own = float(f"{own:.12g}")
    others = [float(f"{part:.12g}") for part in parts[1:] if not isinstance(part, Missing)]
    return 1.0 + sum(other > own if descending else other < own for other in others)
