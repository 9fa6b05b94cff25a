"""How round incomes are, so that a preference for round numbers isn't taken for a sign.

Takes incomes in whole yuan; gives the share of each roundness, and how many incomes an interval would
hold if they were spread evenly and rounded as the others are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from decimal import ROUND_CEILING, Decimal

GRAINS = (1000, 500, 100, 50, 10, 1)
"""Each divides the one before, so that a number's roundness is the first that divides it."""

_DENSITY = {
    grain: 1 / grain - (1 / coarser if coarser else 0)
    for grain, coarser in zip(GRAINS, (0, *GRAINS[:-1]), strict=True)
}
"""Numbers of a roundness per yuan."""


def roundness(yuan: int) -> int:
    """The largest grain that divides an income."""
    return next(grain for grain in GRAINS if yuan % grain == 0)


def roundness_shares(incomes: Collection[int]) -> dict[int, float]:
    """The share of each roundness among some incomes, as among random numbers where there are none."""
    if not incomes:
        return dict(_DENSITY)
    counts = Counter(roundness(yuan) for yuan in incomes)
    return {grain: counts[grain] / len(incomes) for grain in GRAINS}


def expected_weight(start: Decimal, end: Decimal, shares: Mapping[int, float]) -> float:
    """The relative number of incomes in ``[start, end)`` if they are spread evenly.

    Incomes that are rounded stand on their round numbers only, so that an interval with one more of these
    is expected to hold more.
    """
    multiples = {grain: _multiples(start, end, grain) for grain in GRAINS}
    coarser = dict(zip(GRAINS, (0, *(multiples[grain] for grain in GRAINS[:-1])), strict=True))
    return sum(shares[grain] * (multiples[grain] - coarser[grain]) / _DENSITY[grain] for grain in GRAINS)


def _multiples(start: Decimal, end: Decimal, grain: int) -> int:
    """How many multiples of a grain lie in ``[start, end)``."""
    first, beyond = (int((bound / grain).to_integral_value(rounding=ROUND_CEILING)) for bound in (start, end))
    return beyond - first
