"""The stated numbers that identities are checked on: observations of a region and all below it.

Takes a dataset and a region; gives sides of identities: numbers as stated, and sums of them, with ids
that keep a computed number apart from the stated one of the same measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from assessbook.assessment.identity import Side
from assessbook.assessment.words import quoted
from assessbook.core.periods import Period
from assessbook.measures import Measure, source_measure
from assessbook.measures.axes import Axis
from assessbook.observations.dataset import Dataset
from assessbook.observations.definitions import Classification, MeasureDefinition
from assessbook.observations.observation import Observation, Origin
from assessbook.observations.reporting import is_superseded
from assessbook.observations.sheet_reader import Key

_DOCUMENT = re.compile(r"^《[^》]*》")


class Evidence:
    """What a dataset states about a region and the regions below it."""

    def __init__(self, dataset: Dataset, region: str) -> None:
        self.dataset = dataset
        self.region = region
        self.definitions = dataset.definitions
        self.scope = self.below(region)
        inside = set(self.scope)
        self._found = {entry.key: entry for entry in dataset.observations if entry.region in inside}
        self._measures: dict[str, Measure] = {}
        self._stated: dict[Key, Side] = {}
        places = {region: index for index, region in enumerate(self.scope)}
        cases: dict[str, dict[tuple[str, Period], None]] = {}
        for entry in self._found.values():
            cases.setdefault(entry.measure, {})[entry.region, entry.period] = None
        self._cases = {
            measure: sorted(found, key=lambda case: (places[case[0]], case[1]))
            for measure, found in cases.items()
        }

    # ---------------------------------------------------------------- definitions

    def below(self, region: str) -> tuple[str, ...]:
        """A region and all regions below it, parents before their children."""
        found = [region]
        for parent in found:
            found.extend(self.definitions.children(parent))
        return tuple(found)

    def definition(self, measure: str) -> MeasureDefinition:
        """The definition of a measure."""
        return self.definitions.measures[measure]

    def group(self, measure: str) -> Classification | None:
        """The classification of a measure, where its items add up to something."""
        definition = self.definition(measure)
        group = self.definitions.classifications.get(definition.classification or "")
        return group if group is not None and group.complete and definition.additive else None

    def roots(self, measure: str) -> list[str]:
        """The items of a measure's classification that have no parent."""
        group = self.definitions.classifications.get(self.definition(measure).classification or "")
        return [name for name, item in group.items.items() if item.parent is None] if group else []

    def subject(self, measure: str, item: str | None) -> str:
        """What is stated, in words: the measure, and its item in quotation marks unless it is the total."""
        name = self.definition(measure).name
        if item is None:
            return name
        shown = self.definitions.item_name(measure, item)
        return name + (shown if self.roots(measure) == [item] else quoted(shown))

    # ---------------------------------------------------------------- observations

    def find(self, measure: str, region: str, period: Period, item: str | None = None) -> Observation | None:
        """The adopted observation of a fact."""
        return self._found.get((measure, region, period, item))

    def cases(self, measure: str) -> list[tuple[str, Period]]:
        """The regions and periods a measure was observed in: parents first, then by period."""
        return self._cases.get(measure, [])

    def restatements(self) -> Iterator[tuple[Observation, int, Observation]]:
        """Each other statement of a fact: the adopted observation, the statement's number, the statement.

        An earlier report that was replaced by a later one isn't another statement.
        """
        for key, others in self.dataset.restatements.items():
            adopted = self._found.get(key)
            if adopted is None:
                continue
            statements = [
                entry
                for entry in others
                if entry.origin != adopted.origin and not is_superseded(entry, adopted)
            ]
            for number, entry in enumerate(statements, start=1):
                yield adopted, number, entry

    def without_value(
        self, measure: str, period: Period, places: Sequence[tuple[str, str | None]]
    ) -> list[tuple[str, str | None]]:
        """Those regions and items that have no value."""
        found = [(place, self.find(measure, place[0], period, place[1])) for place in places]
        return [place for place, entry in found if entry is None or entry.value is None]

    # ---------------------------------------------------------------- sides

    def measure(self, identifier: str) -> Measure:
        """Observations of a measure, as a notebook gets them."""
        if identifier not in self._measures:
            self._measures[identifier] = source_measure(
                identifier, self.dataset.of(identifier), self.definitions
            )
        return self._measures[identifier]

    def stated(self, measure: str, region: str, period: Period, item: str | None = None) -> Side:
        """A number as it is stated, under the measure's own id."""
        key = (measure, region, period, item)
        if key not in self._stated:
            self._stated[key] = self._as_stated(measure, region, period, item)
        return self._stated[key]

    def _as_stated(self, measure: str, region: str, period: Period, item: str | None) -> Side:
        entry = self.find(measure, region, period, item)
        name = self.subject(measure, item)
        shown = f"{name}（{section(entry.origin)}）" if entry else name
        element = self.measure(measure).at(region=region, year=period, item=item)
        return Side(shown, element, self.grains([entry]), entry.decimals if entry else 0)

    def restated(self, number: int, entry: Observation) -> Side:
        """A number as another place states it again."""
        place = section(entry.origin)
        made = source_measure(entry.measure, [entry], self.definitions).named(
            f"{entry.measure}_restated_{number}", f"{self.definition(entry.measure).name}（{place}再次表述）"
        )
        element = made.at(region=entry.region, year=entry.period, item=entry.item)
        name = f"{self.subject(entry.measure, entry.item)}（{place}）"
        return Side(name, element, self.grains([entry]), entry.decimals)

    def sum_of_items(
        self, measure: str, region: str, period: Period, items: Sequence[str], *, into: str | None
    ) -> Side:
        """The sum of some items, standing at their parent or, for roots, at the undivided measure."""
        made = self.measure(measure).at(region=region, year=period).sum_items(items)
        if into is not None:
            made = replace(made, axes=(made.axes[0], made.axes[1], Axis((into,), fixed=True)))
        name = f"{self.definition(measure).name}各项之和"
        places = [(region, period, item) for item in items]
        return self._side(made.named(f"{measure}_sum_of_parts", name), measure, places)

    def sum_of_regions(
        self, measure: str, regions: Sequence[str], period: Period, item: str | None, *, into: str
    ) -> Side:
        """The sum over regions, standing at their parent."""
        made = self.measure(measure).at(year=period, item=item).rollup(regions, into=into)
        name = f"{self.definition(measure).name}下级地区之和"
        places = [(region, period, item) for region in regions]
        return self._side(made.named(f"{measure}_sum_of_regions", name), measure, places)

    def sum_of_years(self, measure: str, region: str, span: Period) -> Side:
        """The sum of a flow over all years of a span, standing at the span."""
        years = [Period(year, year) for year in range(span.start, span.end + 1)]
        made = self.measure(measure).at(region=region).sum_periods(span)
        name = f"{self.definition(measure).name}各年之和"
        places = [(region, year, None) for year in years]
        return self._side(made.named(f"{measure}_sum_of_years", name), measure, places)

    def grains(self, entries: Sequence[Observation | None]) -> tuple[Decimal, ...]:
        """One unit of the last printed decimal of every number that isn't a count."""
        return tuple(
            Decimal(1).scaleb(-entry.decimals)
            for entry in entries
            if entry is not None and entry.value is not None and not self.definition(entry.measure).integer
        )

    def _side(self, made: Measure, measure: str, places: Sequence[tuple[str, Period, str | None]]) -> Side:
        entries = [self.find(measure, *place) for place in places]
        decimals = max((entry.decimals for entry in entries if entry), default=0)
        return Side(made.name, made, self.grains(entries), decimals)


def section(origin: Origin) -> str:
    """The section a cell transcribes, without the document's title; the sheet where none is cited."""
    return _DOCUMENT.sub("", origin.citation) or origin.citation or origin.sheet
