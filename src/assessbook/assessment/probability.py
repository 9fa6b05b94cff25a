"""Tail probabilities and robust scores, by the standard library alone.

Takes counts and plain numbers; gives probabilities between 0 and 1, and medians with their spread.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median

from assessbook.core.numbers import as_decimal

NORMAL_CONSISTENT = 0.6745
"""Makes the median absolute deviation of a normal distribution its standard deviation."""
_MEAN_CONSISTENT = 1.253314
"""The same for the mean absolute deviation, used where more than half of the values are equal."""


def binomial_tail(successes: int, trials: int, share: float) -> float:
    """The probability of at least so many successes.

    Parameters
    ----------
    successes, trials : int
        Counts, none negative.
    share : float
        Probability of one success, from 0 to 1.
    """
    if successes <= 0:
        return 1.0
    if successes > trials or share <= 0:
        return 0.0
    if share >= 1:
        return 1.0
    chosen = math.lgamma(trials + 1)
    terms = (
        math.exp(
            chosen
            - math.lgamma(count + 1)
            - math.lgamma(trials - count + 1)
            + count * math.log(share)
            + (trials - count) * math.log1p(-share)
        )
        for count in range(successes, trials + 1)
    )
    return min(1.0, math.fsum(terms))


def chi_square_tail(statistic: float, degrees: int) -> float:
    """The probability that chi-square with so many degrees of freedom is at least as large.

    Closed forms for whole degrees: a Poisson sum for even ones, the complementary error function and a
    finite sum for odd ones.
    """
    if statistic <= 0:
        return 1.0
    half, odd = statistic / 2, degrees % 2
    terms = (
        math.exp((step + odd / 2) * math.log(half) - half - math.lgamma(step + odd / 2 + 1))
        for step in range(degrees // 2)
    )
    return min(1.0, math.fsum([math.erfc(math.sqrt(half)) if odd else 0.0, *terms]))


def robust_scores(values: Sequence[float]) -> list[float]:
    """How many spreads each value lies from the median, with its sign.

    The spread is the median absolute deviation; where that is zero, the mean absolute deviation; where
    all values are equal, every score is zero.
    """
    # Binary noise would make a spread of its own among equal values.
    numbers = [as_decimal(value) for value in values]
    middle = median(numbers)
    distances = [float(abs(number - middle)) for number in numbers]
    spread = median(distances) / NORMAL_CONSISTENT
    if not spread:
        spread = _MEAN_CONSISTENT * math.fsum(distances) / len(distances)
    return [float(number - middle) / spread if spread else 0.0 for number in numbers]
