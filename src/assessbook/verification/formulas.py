"""A recomputed derivation as the formula that readers see, with its numbers filled in anew.

Sums of more than six terms show the first two and the last. Sums of one term and conversions by one
print as what they read.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from assessbook.core.messages import grouped
from assessbook.verification.numerals import print_number

_SIGNS = {"add": "+", "subtract": "−", "multiply": "×", "divide": "÷"}
_COUNTED = {
    "count_at_least": "不低于",
    "count_above": "高于",
    "count_at_most": "不高于",
    "count_below": "低于",
    "count_equal": "等于",
}
_BINDING = {
    "rank": 0,
    "count": 0,
    **dict.fromkeys(_COUNTED, 0),
    "add": 1,
    "subtract": 1,
    "sum": 1,
    "multiply": 2,
    "divide": 2,
    "convert": 2,
    "power": 3,
}
_LEAF = 9
_MOST_TERMS = 6


@dataclass(frozen=True)
class Recomputed:
    """A node of a derivation with the value worked out from the cells.

    `value` is None where it can't be worked out. `decimals` are those that a source prints, None for
    all else. `parameter` is the exact factor of a conversion, the degree of a root. `size` is the largest
    number, in the node's own unit, that went into it: what cancels keeps noise of that size.
    """

    operation: str
    unit: str
    value: Fraction | None
    inputs: tuple[Recomputed, ...] = ()
    decimals: int | None = None
    parameter: Fraction | None = None
    size: Fraction = Fraction(0)


def formula_text(node: Recomputed) -> str | None:
    """The formula; None where a number in it can't be worked out."""
    try:
        return _text(node)
    except _Unknown:
        return None


class _Unknown(Exception):
    """A number that can't be worked out."""


def _text(node: Recomputed) -> str:
    node = _visible(node)
    if node.operation in ("source", "constant"):
        return _number(node)
    if node.operation == "sum":
        terms = [_operand(term, 1, second=place > 0) for place, term in enumerate(node.inputs)]
        if len(terms) > _MOST_TERMS:
            return f"{terms[0]} + {terms[1]} + … + {terms[-1]}（共{len(terms)}项）"
        return " + ".join(terms)
    if node.operation == "convert":
        return _conversion(node)
    if node.operation == "power":
        if node.parameter is None:
            raise _Unknown
        return f"{_operand(node.inputs[0], 3, second=True)}^(1/{print_number(node.parameter, 0)})"
    if node.operation == "rank":
        return f"{_number(node.inputs[0])} 在 {len(node.inputs)} 个数中的位次"
    if node.operation == "count":
        return f"共 {len(node.inputs)} 个数"
    if node.operation in _COUNTED:
        line = _operand(node.inputs[0], _LEAF, second=False)
        return f"{len(node.inputs) - 1} 个数中{_COUNTED[node.operation]} {line} 的个数"
    if node.operation not in _SIGNS or len(node.inputs) != 2:
        raise _Unknown
    binding = _BINDING[node.operation]
    left = _operand(node.inputs[0], binding, second=False)
    return f"{left} {_SIGNS[node.operation]} {_operand(node.inputs[1], binding, second=True)}"


def _operand(node: Recomputed, binding: int, *, second: bool) -> str:
    node = _visible(node)
    text = _text(node)
    own = _BINDING.get(node.operation, _LEAF)
    is_negative = own == _LEAF and node.value is not None and node.value < 0
    return f"({text})" if own < binding or (second and (own == binding or is_negative)) else text


def _conversion(node: Recomputed) -> str:
    if not node.parameter:
        raise _Unknown
    inner = _operand(node.inputs[0], 2, second=False)
    if node.parameter == 100 and node.unit in ("%", "百分点"):
        return f"{inner} × 100%"
    if node.parameter > 1:
        return f"{inner} × {print_number(node.parameter, None)}"
    return f"{inner} ÷ {print_number(1 / node.parameter, None)}"


def _visible(node: Recomputed) -> Recomputed:
    while (node.operation == "sum" and len(node.inputs) == 1) or (
        node.operation == "convert" and node.parameter == 1
    ):
        node = node.inputs[0]
    return node


def _number(node: Recomputed) -> str:
    if node.value is None:
        raise _Unknown
    return grouped(print_number(node.value, node.decimals))
