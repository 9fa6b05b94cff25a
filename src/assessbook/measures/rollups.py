"""Rates and means for a parent region, made of sums: never of the rates of its children."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assessbook.measures.measure import Measure


def rollup_ratio(numerator: Measure, denominator: Measure, regions: Sequence[str], *, into: str) -> Measure:
    """A rate for a parent region: the sum of the numerators over the sum of the denominators."""
    return numerator.rollup(regions, into=into) / denominator.rollup(regions, into=into)


def weighted_mean(values: Measure, weights: Measure, regions: Sequence[str], *, into: str) -> Measure:
    """The mean of `values` over regions, weighted by an additive measure such as population."""
    weighted = replace(values.select(regions=regions) * weights.select(regions=regions), additive=True)
    return weighted.rollup(regions, into=into) / weights.rollup(regions, into=into)
