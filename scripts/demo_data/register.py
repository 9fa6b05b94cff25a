"""A register of poor persons whose stocks and flows fit each other, region by region, from the plan's own base.

Takes the persons registered at the start, as the plan prints them, and the share still registered at each
year's end; gives yearly exits, returns, new entries and headcounts, with the flaws that are asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from demo_data.description import Description, Register
from demo_data.figures import Row, generator

_FALL = "累计数按年末在册口径重新统计。"


def register_rows(
    description: Description, register: Register, base: Mapping[str, float], seed: int
) -> list[Row]:
    """The rows of a register's measures.

    Parameters
    ----------
    base : mapping
        Region -> persons registered in the base year.
    """
    random = generator(seed, description.programme, register.stock)
    regions = description.members(register.regions)
    rows: list[Row] = []
    for region in regions:
        rows += _region(register, region, round(base[region]), random)
    measures = dict.fromkeys(row.measure for row in rows)
    ordered: list[Row] = []
    for measure in measures:
        own = [row for row in rows if row.measure == measure]
        ordered += [*own, *_whole(register, measure, own)]
    return ordered


def _region(register: Register, region: str, start: int, random: np.random.Generator) -> list[Row]:
    before, reached = start, 0
    rows: list[Row] = []
    for year, share in (register.left | register.left_in.get(region, {})).items():
        wavering = 1 + 0.12 * random.standard_normal()
        left = min(before, round(start * share * wavering))
        returns = int(random.binomial(reached, register.return_rate)) if reached else 0
        new = int(random.binomial(start, register.new_rate)) if share > 0 else 0
        left = max(left, 0)
        exits = before + returns + new - left
        reached += exits - returns
        shown = left + register.unbalanced.get(region, {}).get(year, 0)
        fall = register.falls.get(region, {}).get(year, 0)
        for measure, value, note in (
            (register.stock, shown, ""),
            (register.exits, exits, ""),
            (register.returns, returns, ""),
            (register.new, new, ""),
            (register.cumulative, reached - fall, _FALL if fall else ""),
        ):
            rows.append(Row(measure, None, region, year, float(value), 0, note=note))
        before = left
    return rows


def _whole(register: Register, measure: str, rows: list[Row]) -> list[Row]:
    """The sum over all regions, by year."""
    found = []
    for year in register.left:
        total = sum(row.value or 0.0 for row in rows if row.year == year)
        first = next(row for row in rows if row.year == year)
        found.append(replace(first, region=register.whole, value=total, note="各地汇总数。"))
    return found
