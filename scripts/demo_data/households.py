"""A sample of households over the years: incomes, standing in the register, month of exit, with planted flaws.

Each household stands at a steady place in the distribution of incomes around the year's line; it exits in the
first year in which its income reaches the line. What honest reports wouldn't show is planted by the
description: incomes heaped just above the line, one income repeated, households below the line again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assessbook.observations.definitions import Definitions
from demo_data.description import Description, Households
from demo_data.figures import LATE, generator
from demo_data.workbook import MARK, Sheet, value_header

_MONTHS, _SHARES = (6, 9, 10, 11, 12), (0.06, 0.1, 0.14, 0.22, 0.48)
_MISSING = 0.015


@dataclass
class _Household:
    """A household: where it is, its number, its place in the distribution, its state so far."""

    region: str
    number: str
    place: float
    out: bool = False


def household_sheet(
    description: Description, wanted: Households, definitions: Definitions, seed: int
) -> Sheet:
    """The sheet of a household sample: one line for each household and year."""
    random = generator(seed, description.programme, wanted.measure)
    panel = [
        _Household(region, f"{region}-{number:03d}", float(random.standard_normal()))
        for region, size in wanted.sizes.items()
        for number in range(1, size + 1)
    ]
    lines: list[Sequence[str | int | float | None]] = []
    for year, line in wanted.lines.items():
        again = set(random.choice(len(panel), wanted.returns.get(year, 0), replace=False).tolist())
        for index, household in enumerate(panel):
            ratio = _ratio(wanted, household, year, random)
            falls = index in again and household.out
            income = line * (float(random.uniform(0.86, 0.97)) if falls else ratio)
            income = _reported(wanted, household, year, line, income, random)
            exits = not household.out and income >= line
            household.out = (household.out or exits) and not falls
            month = int(random.choice(_MONTHS, p=_SHARES)) if exits else None
            shown = LATE if random.random() < _MISSING and not exits else income
            name = definitions.regions[household.region].name
            lines.append([name, year, household.number, shown, int(not household.out), month])
    income_header = value_header(definitions.measures[wanted.measure]).replace("数值", "人均收入")
    headers = ["地区", "年份", "户号", income_header, "年末登记状态", "退出月份"]
    title = f"{wanted.sheet}（{MARK}）"
    reading = {
        "title": title,
        "citation": "逐户抽样调查表",
        "header_row": 2,
        "coordinate_columns": {"地区": "region", "年份": "year", "户号": "item"},
        "columns": {
            income_header: {"measure": wanted.measure},
            "年末登记状态": {"measure": "household_status"},
            "退出月份": {"measure": "household_exit_month", "blank": "not_applicable"},
        },
        "symbols": {LATE: "no_observation"},
    }
    return Sheet(wanted.sheet, title, headers, lines, reading)


def _ratio(wanted: Households, household: _Household, year: int, random: np.random.Generator) -> float:
    """The income over the line: a steady place in the distribution and the year's luck."""
    luck = 0.8 * household.place + 0.6 * float(random.standard_normal())
    return float(np.exp(wanted.middle[year] + wanted.spread * luck))


def _reported(
    wanted: Households,
    household: _Household,
    year: int,
    line: float,
    income: float,
    random: np.random.Generator,
) -> int:
    """The income as it is reported: to the yuan, ten or hundred, or as a flaw has it."""
    if (
        household.region == wanted.heaped.region
        and year == wanted.heaped.year
        and 0.82 * line <= income < line
    ):
        return round(line + float(random.uniform(0, 0.03)) * line)
    if household.region == wanted.repeated.region and year == wanted.repeated.year and random.random() < 0.45:
        return round(line * 1.22) + 3
    grain = int(random.choice((1, 10, 100), p=(0.72, 0.2, 0.08)))
    return round(income / grain) * grain
