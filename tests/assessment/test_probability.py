"""Tail probabilities and robust scores against values worked out by hand or printed in tables."""

from __future__ import annotations

import math

import pytest

from assessbook.assessment.probability import binomial_tail, chi_square_tail, robust_scores


def test_at_least_eight_heads_of_ten_are_56_in_1024() -> None:
    # 45 + 10 + 1 ways.
    assert binomial_tail(8, 10, 0.5) == pytest.approx(56 / 1024)


def test_at_least_one_six_in_four_throws() -> None:
    assert binomial_tail(1, 4, 1 / 6) == pytest.approx(1 - (5 / 6) ** 4)


def test_the_ends_of_the_binomial_are_certain_and_impossible() -> None:
    assert binomial_tail(0, 10, 0.2) == 1
    assert binomial_tail(11, 10, 0.2) == 0
    assert binomial_tail(1, 10, 0) == 0
    assert binomial_tail(10, 10, 1) == 1


def test_a_large_binomial_agrees_with_its_symmetry() -> None:
    # Of 10001 throws of a coin, one side shows at least 5001 times with probability one half.
    assert binomial_tail(5001, 10001, 0.5) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("statistic", "degrees", "probability"),
    # The customary table: 5 % and 1 % points.
    [
        (3.841, 1, 0.05),
        (6.635, 1, 0.01),
        (7.815, 3, 0.05),
        (16.919, 9, 0.05),
        (21.666, 9, 0.01),
        (18.307, 10, 0.05),
    ],
)
def test_chi_square_agrees_with_the_printed_table(statistic: float, degrees: int, probability: float) -> None:
    assert chi_square_tail(statistic, degrees) == pytest.approx(probability, rel=2e-3)


def test_chi_square_of_two_and_four_degrees_has_closed_forms() -> None:
    assert chi_square_tail(3.0, 2) == pytest.approx(math.exp(-1.5))
    assert chi_square_tail(3.0, 4) == pytest.approx(math.exp(-1.5) * 2.5)
    assert chi_square_tail(0, 4) == 1


def test_robust_scores_are_distances_in_median_distances() -> None:
    # Median 10, distances 8 1 0 1 20: median 1.
    assert robust_scores([2, 9, 10, 11, 30]) == pytest.approx([-5.396, -0.6745, 0, 0.6745, 13.49])


def test_binary_noise_is_no_spread() -> None:
    assert robust_scores([0.1 + 0.2, 0.3, 0.3, 0.3]) == [0, 0, 0, 0]
