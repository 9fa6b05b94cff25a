"""The made-up numbers: series of counties from a seed, and those of provinces and the nation that follow.

Additive measures of a province are the sums of its counties' printed numbers, to the last digit; rates are the
quotients of those sums, and means are weighted by them. A county's numbers depend on the seed, its province
and its own number alone, so that a smaller country has the same first counties.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from country.rules import MeasureRule

Series = dict[str, list[float]]
"""Measure -> its value in each year."""

CORE = ("poor_persons", "rural_population", "exited_persons", "new_poor_persons", "returned_persons")


def county_series(seed: int, place: str, rules: Sequence[MeasureRule], years: int) -> Series:
    """One county.

    Parameters
    ----------
    seed : int
        What all random numbers come from.
    place : str
        Id of the county, ``p01-c001``: it tells its numbers from those of others, and the part before the
        hyphen its province's wealth from that of others.
    rules : sequence of MeasureRule
        Every measure, each after those it rests on.
    years : int
        How many years from the first.
    """
    chance = random.Random(f"{seed}/{place}")
    province, _, _ = place.partition("-")
    wealth = 0.8 * random.Random(f"{seed}/{province}").gauss(0, 1) + 0.6 * chance.gauss(0, 1)
    found = _core(chance, wealth, years)
    for rule in rules:
        if rule.share is not None:
            of, first, last = rule.share
            better = 0.0 if first == last else math.copysign(0.12, last - first)
            offset = better * wealth + chance.gauss(0, 0.18)
            levels = _between(first, last, years)
            shares = [_moved(level, offset + _wobble(chance, first, last)) for level in levels]
            whole = found[of]
            found[rule.id] = [
                round(share * each, rule.decimals) for share, each in zip(shares, whole, strict=True)
            ]
        elif rule.mean is not None:
            _, first, last = rule.mean
            offset = (0.12 if rule.unit == "元" else 0.04) * wealth + chance.gauss(0, 0.03)
            found[rule.id] = [
                round(level * math.exp(offset + chance.gauss(0, 0.008)), rule.decimals)
                for level in _between(first, last, years)
            ]
        else:
            _derive(rule, found, years)
    return found


def combined(rules: Sequence[MeasureRule], parts: Sequence[Series], years: int) -> Series:
    """The region that the parts make up: a province of its counties, the nation of its provinces."""
    found: Series = {}
    for rule in rules:
        if rule.rule == "core" or rule.share is not None:
            columns = zip(*(part[rule.id] for part in parts), strict=True)
            found[rule.id] = [round(sum(column), rule.decimals) for column in columns]
        elif rule.mean is not None:
            weight = rule.mean[0]
            found[rule.id] = [
                _mean([(part[weight][year], part[rule.id][year]) for part in parts], rule.decimals)
                for year in range(years)
            ]
        else:
            _derive(rule, found, years)
    return found


def price_changes(seed: int, years: int) -> list[float]:
    """Consumer prices of the nation: change over the year before in percent, one decimal."""
    chance = random.Random(f"{seed}/prices")
    return [round(chance.uniform(0.8, 2.9), 1) for _ in range(years)]


def _core(chance: random.Random, wealth: float, years: int) -> Series:
    """Population and the register: what is left, found and fallen back balances in every year."""
    population = round(math.exp(chance.gauss(12.3, 0.45)))
    trend = chance.uniform(-0.011, 0.001)
    incidence = min(0.24, 0.095 * math.exp(-0.45 * wealth + chance.gauss(0, 0.15)))
    pace = max(
        0.05,
        math.log(incidence / (chance.uniform(0.004, 0.012) * math.exp(-0.3 * wealth))) / max(1, years - 1),
    )
    poor = population * incidence * math.exp(pace)
    found: Series = {name: [] for name in CORE}
    for year in range(years):
        before = round(poor)
        poor *= math.exp(-pace * chance.uniform(0.9, 1.1))
        new = round(before * chance.uniform(0.004, 0.02))
        returned = round(before * chance.uniform(0.001, 0.009))
        left = max(round(poor), 20)
        found["rural_population"].append(round(population * (1 + trend) ** year))
        found["poor_persons"].append(left)
        found["new_poor_persons"].append(new)
        found["returned_persons"].append(returned)
        found["exited_persons"].append(before + new + returned - left)
        poor = float(left)
    return found


def _derive(rule: MeasureRule, found: Series, years: int) -> None:
    """What follows from other measures of the same region: quotients, remainders, sums."""
    if rule.rate is not None:
        part, whole = (found[name] for name in rule.rate)
        found[rule.id] = [round(100 * one / all_, 2) for one, all_ in zip(part, whole, strict=True)]
    elif rule.rest:
        first, *others = rule.rest
        found[rule.id] = [
            round(found[first][year] - sum(found[name][year] for name in others), rule.decimals)
            for year in range(years)
        ]
    elif rule.sum:
        found[rule.id] = [
            round(sum(found[name][year] for name in rule.sum), rule.decimals) for year in range(years)
        ]


def _between(first: float, last: float, years: int) -> list[float]:
    """From the first year's level to the last one's in equal steps."""
    steps = max(1, years - 1)
    return [first + (last - first) * year / steps for year in range(years)]


def _moved(level: float, by: float) -> float:
    """A share moved up or down without leaving 0 to 1; an amount for each, by a factor."""
    if level >= 1:
        return level * math.exp(by)
    odds = level / (1 - level) * math.exp(by)
    return odds / (1 + odds)


def _wobble(chance: random.Random, first: float, last: float) -> float:
    """What differs from year to year; nothing for shares that stay."""
    return 0.0 if first == last else chance.gauss(0, 0.015)


def _mean(pairs: Sequence[tuple[float, float]], decimals: int) -> float:
    weights = sum(weight for weight, _ in pairs)
    return round(sum(weight * value for weight, value in pairs) / weights, decimals)
