"""What must not be compared: numbers of different incomes, prices or standards; and how a refusal reads."""

from __future__ import annotations

from assessbook.core.problems import ConceptError
from assessbook.measures import Measure
from assessbook.measures.concepts import combined_concept

_WORDS = {
    "net": "纯收入",
    "disposable": "可支配收入",
    "nominal": "现价（名义）",
    "constant": "不变价（实际）",
}
EXCLUSIVE = ("income", "price", "standard")
"""Concept keys on which both sides of a comparison must agree."""


class Incomparable(Exception):
    """Two numbers that must not be compared; the message says why, in Chinese."""


def require_one_concept(left: Measure, right: Measure) -> None:
    """Refuse two numbers of different concepts.

    Raises
    ------
    Incomparable
        If one is net and the other disposable income, one nominal and the other real.
    """
    try:
        combined_concept(left, right)
    except ConceptError:
        words = [
            "一为{}，一为{}".format(
                *(_WORDS.get(side.concept[key], side.concept[key]) for side in (left, right))
            )
            for key in EXCLUSIVE
            if left.concept.get(key) != right.concept.get(key) and {*left.concept, *right.concept} >= {key}
            if key in left.concept and key in right.concept
        ]
        raise Incomparable(f"口径不同（{'；'.join(words)}），不可比较") from None
