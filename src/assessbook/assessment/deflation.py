"""Consumer prices of one year over those of another, to compare incomes at constant prices.

Takes the reference series of yearly changes; gives one traced element, or the years that it lacks. What is
to be deflated is for `case`.
"""

from __future__ import annotations

from dataclasses import dataclass

from assessbook.measures import Measure, source_measure
from assessbook.observations.dataset import Dataset

PRICE_CHANGE = "consumer_price_change"
"""The measure of the yearly change of consumer prices, in percent."""

DEFLATOR_REGION = "china"
"""The region whose consumer prices are used where an edition names no other."""


@dataclass(frozen=True)
class PriceIndex:
    """Prices of a year over those of the base year.

    Parameters
    ----------
    index : Measure or None
        One element, a plain ratio; None in the base year itself, and where a year is lacking.
    lacking : tuple of int
        Years between the two whose change of prices isn't known.
    """

    index: Measure | None
    lacking: tuple[int, ...] = ()


def price_index(dataset: Dataset, region: str, base_year: int, year: int) -> PriceIndex:
    """The consumer price index of a year with the base year as 1, chained from yearly changes.

    Parameters
    ----------
    dataset : Dataset
        With the reference series.
    region : str
        The region whose prices are used (parameter ``deflator_region`` of an edition).
    base_year, year : int
        `year` may lie before `base_year`; the index is then below 1 where prices rose.

    Returns
    -------
    PriceIndex

    Limitations
    -----------
    All consumer prices, not those of rural residents; changes are as rounded as they are published.
    """
    first, last = min(base_year, year), max(base_year, year)
    years = range(first + 1, last + 1)
    if PRICE_CHANGE not in dataset.definitions.measures:
        return PriceIndex(None, tuple(years))
    entries = [entry for entry in dataset.of(PRICE_CHANGE) if entry.region == region]
    changes = source_measure(PRICE_CHANGE, entries, dataset.definitions)
    factors = {each: 1 + changes.at(region=region, year=each).to("") for each in years}
    lacking = tuple(each for each, factor in factors.items() if factor.scalar is None)
    if lacking or not factors:
        return PriceIndex(None, lacking)
    chained, *others = factors.values()
    for factor in others:
        chained = chained * factor
    return PriceIndex(chained if year >= base_year else 1 / chained)
