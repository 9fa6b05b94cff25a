"""A derivation as a formula with its numbers filled in: ``2.4 ÷ 5.001 × 100%``."""

from __future__ import annotations

from assessbook.core.messages import grouped
from assessbook.core.numbers import printed
from assessbook.measures.derivation import Derivation

_SYMBOLS = {"add": " + ", "subtract": " − ", "multiply": " × ", "divide": " ÷ "}
_COMPARED = {
    "count_at_least": "不低于",
    "count_above": "高于",
    "count_at_most": "不高于",
    "count_below": "低于",
    "count_equal": "等于",
}
_PRECEDENCE = {
    "add": 1,
    "subtract": 1,
    "sum": 1,
    "multiply": 2,
    "divide": 2,
    "convert": 2,
    "power": 3,
    "rank": 0,
    "count": 0,
    **dict.fromkeys(_COMPARED, 0),
}
_LEAF = 9
_TERMS_SHOWN = 6


def formula(derivation: Derivation) -> str:
    """The right-hand side of the formula, in source numbers as printed.

    Sums of more than six terms show the first two and the last, and how many there are. An element
    taken straight from a cell is that cell's number.
    """
    return _rendered(derivation)


def _rendered(node: Derivation) -> str:
    node = _shown(node)
    operation = node.operation
    if operation in ("source", "constant"):
        return _number(node)
    if operation == "absent" or (node.missing and not node.inputs):
        return node.missing.text
    if operation == "sum":
        return _sum(node)
    if operation == "convert":
        return _converted(node)
    if operation == "power":
        exponent = printed(round(1 / node.parameter)) if node.parameter else "0"
        return f"{_operand(node.inputs[0], 3, right=True)}^(1/{exponent})"
    if operation == "rank":
        return f"{_number(node.inputs[0])} 在 {len(node.inputs)} 个数中的位次"
    if operation == "count":
        return f"共 {len(node.inputs)} 个数"
    if operation in _COMPARED:
        line, *numbers = node.inputs
        return f"{len(numbers)} 个数中{_COMPARED[operation]} {_operand(line, _LEAF, right=False)} 的个数"
    left, right = node.inputs
    level = _PRECEDENCE[operation]
    return _operand(left, level, right=False) + _SYMBOLS[operation] + _operand(right, level, right=True)


def _operand(node: Derivation, level: int, *, right: bool) -> str:
    """The operand's text, in brackets where reading order would change its meaning."""
    node = _shown(node)
    text = _rendered(node)
    inner = _PRECEDENCE.get(node.operation, _LEAF)
    negative = node.operation in ("source", "constant") and (node.value or 0) < 0
    needs_brackets = inner < level or (right and inner == level) or (negative and right)
    return f"({text})" if needs_brackets else text


def _shown(node: Derivation) -> Derivation:
    """The node without steps that print as the one element they read: sums of one, conversions by one."""
    while (node.operation == "sum" and len(node.inputs) == 1) or (
        node.operation == "convert" and node.parameter == 1
    ):
        node = node.inputs[0]
    return node


def _sum(node: Derivation) -> str:
    terms = [_operand(term, 1, right=index > 0) for index, term in enumerate(node.inputs)]
    if len(terms) > _TERMS_SHOWN:
        return f"{terms[0]} + {terms[1]} + … + {terms[-1]}（共{len(terms)}项）"
    return " + ".join(terms)


def _converted(node: Derivation) -> str:
    inner = _operand(node.inputs[0], 2, right=False)
    factor = node.parameter or 1.0
    if node.unit in ("%", "百分点") and factor == 100:
        return f"{inner} × 100%"
    return f"{inner} × {printed(factor)}" if factor > 1 else f"{inner} ÷ {printed(1 / factor)}"


def _number(node: Derivation) -> str:
    if node.value is None:
        return node.missing.text
    decimals = node.observation.decimals if node.observation else None
    return grouped(printed(node.value, decimals))
