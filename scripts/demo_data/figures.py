"""Numbers drawn for the series of a description: paths with noise, totals, gaps, revisions.

Every series has a random generator of its own, made from the seed and the series' name, so that a series
that is added or changed leaves all others as they were.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from assessbook.core.numbers import rounded
from assessbook.observations.definitions import Definitions
from demo_data.description import Description, Range, Series

LATE = "未报送"
_NOT_YET = "年度报告编制时尚未报送。"


@dataclass(frozen=True)
class Row:
    """One line of a report; `value` is None where nothing was reported in time.

    `reported` is the year of the report, the row's own where it is None.
    """

    measure: str
    item: str | None
    region: str
    year: int
    value: float | None
    decimals: int
    note: str = ""
    reported: int | None = None

    @property
    def reported_in(self) -> int:
        """The year of the report that the line stands in."""
        return self.year if self.reported is None else self.reported


def rows_of(description: Description, definitions: Definitions, seed: int) -> list[Row]:
    """All rows of a description's series, in its order.

    Parameters
    ----------
    definitions : Definitions
        Those of the demonstration: units, decimals, names.
    seed : int
        What every random number is made from.
    """
    found: list[Row] = []
    for series in description.series:
        found += _Drawing(description, definitions, series, found, seed).rows()
    return found


def generator(seed: int, *names: str) -> np.random.Generator:
    """The random numbers of one thing, the same whatever else is drawn."""
    return np.random.default_rng([seed, zlib.crc32("/".join(names).encode())])


class _Drawing:
    """The rows of one series."""

    def __init__(
        self,
        description: Description,
        definitions: Definitions,
        series: Series,
        earlier: list[Row],
        seed: int,
    ) -> None:
        self.series = series
        self.regions = description.members(series.regions)
        self.earlier = earlier
        definition = definitions.measures[series.measure]
        self.decimals = 1 if definition.decimals is None else definition.decimals
        if series.decimals is not None:
            self.decimals = series.decimals
        first, last = description.years
        self.years = range(series.first or first, (series.last or last) + 1)
        self.random = generator(
            seed, description.programme, series.measure, series.item or "", *series.regions
        )

    def rows(self) -> Iterable[Row]:
        """What the regions report, and what it makes up together."""
        rows = [
            self._row(region, year, value) for region in self.regions for year, value in self._path(region)
        ]
        reported = [each for row in rows for each in self._as_reported(row)]
        return [*reported, *self._totals(reported)]

    # ---------------------------------------------------------------- paths

    def _path(self, region: str) -> list[tuple[int, float]]:
        series = self.series
        if series.values:
            return self._held(sorted(series.values.items()))
        if series.sum is not None:
            return list(zip(self.years, self._parts(series.sum), strict=True))
        start, end = self._ends(region)
        steps = len(self.years) - 1
        found = []
        for step, year in enumerate(self.years):
            passed = step / steps if steps else 1.0
            value = (
                start + (end - start) * passed
                if self._is_even(start, end)
                else start * (end / start) ** passed
            )
            # The ends are what the description asks for; only the way between them wavers.
            wavers = 0 < step < steps and region not in series.steady
            value *= 1 + series.noise * self.random.standard_normal() * wavers
            for since, factor in series.shifts.get(region, {}).items():
                value *= factor if year >= since else 1
            found.append((year, value))
        return found

    def _held(self, values: list[tuple[int, float]]) -> list[tuple[int, float]]:
        year, value = values[-1]
        later = range(year + 1, self.years.stop) if self.series.hold else range(0)
        return [*values, *((each, value) for each in later)]

    def _ends(self, region: str) -> tuple[float, float]:
        series = self.series
        start = self._drawn(series.start)
        times = self._drawn(series.ratio) if series.ratio is not None else None
        end = start * times if times is not None else self._drawn(series.end)
        if region in series.ratios:
            end = start * series.ratios[region]
        return start, series.ends.get(region, end)

    def _drawn(self, wanted: Range | None) -> float:
        if wanted is None:
            return 0.0
        low, high = wanted if isinstance(wanted, tuple) else (wanted, wanted)
        return float(self.random.uniform(low, high)) if low != high else low

    def _is_even(self, start: float, end: float) -> bool:
        return self.series.even or start <= 0 or end <= 0

    def _parts(self, total: float) -> list[float]:
        """A total handed out over the years, exactly as printed."""
        unit = 10**self.decimals
        shares = np.maximum(0, 1 + self.series.noise * self.random.standard_normal(len(self.years)))
        # Rounding what is reached by each year, not each year, keeps the sum.
        reached = np.round(total * unit * np.cumsum(shares) / shares.sum())
        return [float(part) / unit for part in np.diff(reached, prepend=0)]

    # ---------------------------------------------------------------- reports

    def _row(self, region: str, year: int, value: float | None, note: str = "") -> Row:
        series = self.series
        shown = None if value is None else float(rounded(value, self.decimals))
        return Row(series.measure, series.item, region, year, shown, self.decimals, note=note or series.note)

    def _as_reported(self, row: Row) -> list[Row]:
        if row.year in self.series.left_out.get(row.region, ()):
            return []
        if row.year in self.series.late.get(row.region, ()):
            return [replace(row, value=None, note=_NOT_YET), replace(row, reported=row.year + 1)]
        factor = self.series.revised.get(row.region, {}).get(row.year)
        if factor is None or row.value is None:
            return [row]
        before = self._row(row.region, row.year, row.value * factor)
        return [before, replace(row, reported=row.year + 1)]

    def _totals(self, rows: list[Row]) -> Iterable[Row]:
        total = self.series.total
        if total is None:
            return
        for year, reported in sorted({(row.year, row.reported_in) for row in rows}):
            # Of each region the last report so far.
            reports = {row.region: row for row in rows if row.year == year and row.reported_in <= reported}
            known = [row for row in reports.values() if row.value is not None]
            values = np.array([row.value for row in known])
            note = "各地汇总数。"
            if total.weights is None:
                made = float(values.sum())
            else:
                weights = np.array([self._weight(total.weights, row) for row in known])
                made = float((values * weights).sum() / weights.sum())
                note = "各地数的加权平均，权数为同年人数。"
            if len(known) < len(self.regions):
                note += "未含尚未报送的地区。"
            row = self._row(total.region, year, made + total.misstated.get(year, 0.0), note)
            yield replace(row, reported=reported)

    def _weight(self, measure: str, row: Row) -> float:
        for entry in self.earlier:
            same = (entry.measure, entry.region, entry.year) == (measure, row.region, row.year)
            if same and entry.value is not None:
                return entry.value
        raise ValueError(f"{measure} of {row.region} in {row.year} must be described before it weighs")
