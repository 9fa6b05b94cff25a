"""Yearly returns on a plan's mechanisms, in keeping with the demonstration's other series.

Takes a description, its rows and the plan; gives the lines of each kind's sheet, for every year, mechanism and
region. Each number has random numbers of its own, so that one that is added or changed leaves all others as
they were. `entry_pages` writes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from assessbook.assessment.entry_sheets import REPORTING, items_of
from assessbook.assessment.plan import Plan
from assessbook.core.numbers import rounded
from assessbook.observations.definitions import Definitions
from demo_data.description import Description
from demo_data.entry_description import Entries, Kind, Quantity, Range, Ranking, Rule
from demo_data.figures import Row, generator

ASSESSMENT = "assessment"
_SHORT = "short"
_COMPLETION: Range = (97.0, 104.0)
Numbers = dict[str, float]


@dataclass(frozen=True)
class Line:
    """A line of a return."""

    region: str
    year: int
    item: str
    values: Numbers
    reported: int


class Returns:
    """The numbers of one programme."""

    def __init__(
        self,
        description: Description,
        entries: Entries,
        plan: Plan,
        definitions: Definitions,
        rows: Sequence[Row],
        seed: int,
    ) -> None:
        self.entries, self.plan, self.definitions = entries, plan, definitions
        self.description, self.programme, self.seed = description, description.programme, seed
        span = plan.source.span
        self.years = range(span.start, span.end + 1)
        self.regions = description.members(entries.regions)
        # What had been reported first is what the returns of the year follow.
        self.known: dict[tuple[str, str | None, str, int], float] = {}
        for row in sorted(rows, key=lambda each: each.reported_in):
            if row.value is not None:
                self.known.setdefault((row.measure, row.item, row.region, row.year), row.value)

    def item_names(self, kind: str) -> dict[str, str]:
        """Ids and printed names of what a kind's rows name in any year."""
        return {name: text for year in self.years for name, text in items_of(self.plan, kind, year).items()}

    def of_kind(self, kind: str, described: Kind) -> Iterator[Line]:
        """The rows of a kind that its columns describe."""
        for year in self.years:
            for number, item in enumerate(items_of(self.plan, kind, year)):
                part = self._drawn(described.parts, kind, item) if number else 1.0
                whole = self._row(described, item, self.entries.whole, year, part)
                below = (
                    {region: self._row(described, item, region, year, part) for region in self.regions}
                    if described.regions
                    else {}
                )
                lines = [
                    Line(region, year, item, values, year + (year in self.entries.late.get(region, ())))
                    for region, values in below.items()
                ]
                for reported in sorted({line.reported for line in lines} or {year}):
                    summed = self._summed(whole, [line for line in lines if line.reported <= reported])
                    yield Line(self.entries.whole, year, item, summed, reported)
                yield from lines

    def assessed(self) -> Iterator[Line]:
        """Scores, places and completion of every region that a mechanism ranks."""
        for year in self.years:
            for item in items_of(self.plan, ASSESSMENT, year):
                ranking = self.entries.rankings.get(item, Ranking(regions=self.entries.regions))
                if ranking.years and year not in ranking.years:
                    continue
                regions = self.description.members(ranking.regions)
                scores = {region: self._score(item, region, year) for region in regions}
                for region, score in scores.items():
                    place = 1 + sum(other > score for other in scores.values())
                    completion = self._completion(region, year)
                    yield Line(
                        region,
                        year,
                        item,
                        {
                            "assessment_score": score,
                            "assessment_place": float(place),
                            "assessment_ranked": float(len(scores)),
                            "assessment_completion": completion,
                        },
                        year,
                    )

    def reports(self) -> Iterator[Line]:
        """How often each report was made and how often in time; one of all is missing."""
        due = [
            (year, item, self._times_due(item, year))
            for year in self.years
            for item in items_of(self.plan, REPORTING, year)
        ]
        missing = int(self._random("missing report").integers(len(due))) if due else None
        for number, (year, item, times) in enumerate(due):
            late = self._random(REPORTING, item, str(year)).random() < 0.2
            filed = times - (number == missing)
            values = {"reports_filed": float(filed), "reports_on_time": float(max(0, filed - late))}
            yield Line(self.entries.whole, year, item, values, year)

    # ---------------------------------------------------------------- numbers

    def _row(self, kind: Kind, item: str, region: str, year: int, part: float) -> Numbers:
        values: Numbers = {}
        for measure, shared in kind.columns.items():
            rule = self.entries.rules.get(measure, shared)
            if rule.of is None:
                value = self._path(rule, rule.between or (0.0, 0.0), measure, item, region, year)
            else:
                base = values[rule.of] if rule.of in values else part * self._base(rule, region, year)
                value = base * self._path(rule, rule.times, measure, item, region, year)
            values[measure] = float(rounded(value, self._decimals(measure)))
        return values

    def _summed(self, whole: Numbers, lines: list[Line]) -> Numbers:
        """What the whole reports: of measures that add up, the sum of the regions that have reported."""
        return {
            measure: sum(line.values[measure] for line in lines)
            if lines and self.definitions.measures[measure].additive
            else value
            for measure, value in whole.items()
        }

    def _base(self, rule: Rule, region: str, year: int) -> float:
        years = range(self.years.start, year + 1) if rule.cumulative else (year,)
        return sum(self.quantity(str(rule.of), region, each) for each in years)

    def _path(self, rule: Rule, ends: Range, measure: str, item: str, region: str, year: int) -> float:
        random = self._random(measure, item, region)
        if rule.until is not None:
            start, end = float(random.uniform(*ends)), float(random.uniform(*rule.until))
            steps = len(self.years) - 1
            return start + (end - start) * ((year - self.years.start) / steps if steps else 1.0)
        if not rule.steady:
            random = self._random(measure, item, region, str(year))
        return float(random.uniform(*ends))

    def quantity(self, name: str, region: str, year: int) -> float:
        """A quantity of a region in a year; where only the whole is known, the region's share of it."""
        if name == _SHORT:
            return float(sum(self._completion(each, year) < 100 for each in self.regions))
        described = self.entries.quantities[name]
        own = self._stated(described, region, year)
        if own is not None or region == self.entries.whole:
            return own or 0.0
        shares = self._random("shares").uniform(0.4, 1.6, len(self.regions))
        reached = np.round(np.cumsum(shares) / shares.sum() * self.quantity(name, self.entries.whole, year))
        return float(np.diff(reached, prepend=0.0)[self.regions.index(region)])

    def _stated(self, described: Quantity, region: str, year: int) -> float | None:
        if described.values:
            if region != self.entries.whole:
                return None
            return described.values[max(each for each in described.values if each <= year)]
        place = described.region or region if region == self.entries.whole else region
        found = [self.known.get((measure, described.item, place, year)) for measure in described.measures]
        known = [value for value in found if value is not None]
        return sum(known) * described.times if known else None

    def _completion(self, region: str, year: int) -> float:
        measure = self.entries.completion
        stated = self.known.get((measure, None, region, year)) if measure else None
        drawn = self._random("completion", region, str(year)).uniform(*_COMPLETION)
        return stated if stated is not None else float(rounded(float(drawn), 1))

    def _score(self, item: str, region: str, year: int) -> float:
        steady = float(self._random(item, region).uniform(54, 66))
        luck = float(self._random(item, region, str(year)).normal(0, 1.4))
        return float(rounded(min(steady + luck + 0.3 * min(self._completion(region, year), 105.0), 99.8), 1))

    def _times_due(self, item: str, year: int) -> int:
        report = next(entry for entry in self.plan.reports_due if entry.id == item)
        times = report.times_due(year)
        return int(self._random(REPORTING, item).integers(1, 7)) if times is None else times

    def _decimals(self, measure: str) -> int:
        definition = self.definitions.measures[measure]
        if definition.decimals is not None:
            return definition.decimals
        return 0 if definition.unit == "元" else 1

    def _drawn(self, ends: Range, *names: str) -> float:
        return float(self._random(*names).uniform(*ends))

    def _random(self, *names: str) -> np.random.Generator:
        return generator(self.seed, self.programme, *names)
