"""One target, one region, one year: the elements of the data that the rules compare.

A value is what was observed of the region; where nothing was, the sum over the regions directly below
(additive measures), or the numerator over the denominator that the definition of a rate names. What the
plan's own document says of its years is intended, not observed, and is never read as an actual. Where a target is asked at constant prices, what
was observed at current ones is deflated by consumer prices, or not compared at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assessbook.assessment.comparable import EXCLUSIVE, Incomparable
from assessbook.assessment.deflation import DEFLATOR_REGION, price_index
from assessbook.assessment.plan_models import PlanSource, Target
from assessbook.assessment.words import quoted
from assessbook.core.missing import Missing
from assessbook.core.periods import Period
from assessbook.measures import Measure, source_measure
from assessbook.observations.dataset import Dataset
from assessbook.observations.definitions import Definitions, MeasureDefinition
from assessbook.observations.observation import Observation


@dataclass(frozen=True)
class Case:
    """A target judged for a region and a year; `deflator_region` is where consumer prices are taken from."""

    target: Target
    dataset: Dataset
    region: str
    year: int
    deflator_region: str = DEFLATOR_REGION

    @property
    def definitions(self) -> Definitions:
        """Measures, items and regions."""
        return self.dataset.definitions

    @property
    def measure(self) -> str:
        """Id of the measure that shows the target."""
        return self.target.measure or ""

    @property
    def definition(self) -> MeasureDefinition:
        """The definition of that measure."""
        return self.definitions.measures[self.measure]

    @property
    def is_observed(self) -> bool:
        """Whether anything at all was observed of the target's measure in the region."""
        entries = (entry for entry in self.dataset.of(self.measure) if entry.region == self.region)
        return any(entry.value is not None and not self._is_intended(entry) for entry in entries)

    @property
    def concept(self) -> dict[str, str]:
        """What the target's number speaks of: the measure's concept, in the prices that the target asks for."""
        own = dict(self.definition.concept)
        return {**own, "price": self.target.price} if self.target.price and "price" in own else own

    def in_year(self, year: int) -> Case:
        """The same case in another year."""
        return replace(self, year=year)

    def value(self, measure: str, region: str, year: int) -> Measure:
        """One element of a measure, of the target's item where the measure is divided in the same way.

        In the prices that the target asks for.

        Raises
        ------
        Incomparable
            If it had to be deflated and consumer prices of a year are lacking.
        """
        found = self._observed(measure, region, year)
        if found.scalar is None or not self.is_deflated(measure):
            return found
        base, prices = self.target.prices_of, self._prices(year)
        made = found if prices is None else found / prices
        made = replace(made, concept={**found.concept, "price": "constant"})
        return made.named(
            f"{measure}_at_{base}_prices", f"{found.name}（{base}年价格）", decimals=self.decimals
        )

    def carried(self, line: Measure, measure: str) -> Measure:
        """A line at constant prices carried to the year's, to be held against single values at current prices.

        Unchanged where the target isn't at constant prices or the measure is.

        Raises
        ------
        Incomparable
            If consumer prices of a year are lacking.
        """
        if not self.is_deflated(measure):
            return line
        prices = self._prices(self.year)
        made = replace(
            line if prices is None else line * prices, concept={**line.concept, "price": "nominal"}
        )
        name = f"{self.target.name}（折算为当年价格的标准）"
        return made.named(f"{self.target.id}_carried", name, decimals=2)

    def _prices(self, year: int) -> Measure | None:
        """Consumer prices of a year over those of the target's prices; None where it is the same year."""
        prices = price_index(self.dataset, self.deflator_region, self.target.prices_of, year)
        if prices.lacking:
            place = self.definitions.regions[self.deflator_region].name
            raise Incomparable(
                f"目标按不变价计算，观测值为现价，{place}居民消费价格涨跌幅不全，不能换算，不可比较"
            )
        return prices.index

    @property
    def decimals(self) -> int:
        """Decimals that a computed value of the target's measure prints."""
        stated = self.definition.decimals
        return 0 if self.definition.integer else 2 if stated is None else stated

    def is_deflated(self, measure: str) -> bool:
        """Whether values of a measure are at current prices while the target asks for constant ones."""
        definition = self.definitions.measures[measure]
        asked = self.target.price == "constant" and definition.kind != "growth"
        return asked and definition.concept.get("price") == "nominal"

    def _observed(self, measure: str, region: str, year: int) -> Measure:
        """One element as it was observed, or the quotient that the definition of a rate names."""
        period = Period(year, year)
        own = self._whole(measure, region, period)
        definition = self.definitions.measures[measure]
        if own.scalar is None and definition.numerator and definition.denominators:
            above = self._whole(definition.numerator, region, period)
            below = self._whole(definition.denominators[0], region, period)
            quotient = above / below
            if quotient.scalar is not None:
                names = [
                    self.definitions.measures[name].name
                    for name in (definition.numerator, definition.denominators[0])
                ]
                identifier = f"{measure}_by_{definition.denominators[0]}"
                return quotient.to(definition.unit).named(identifier, "与".join(names) + "之比")
        return own

    def entry(self, measure: str, region: str, period: Period, item: str | None) -> Observation | None:
        """What was observed: the adopted statement of a fact, or another where the plan itself states it."""
        adopted = self.dataset.value(measure, region, period, item)
        if adopted is None:
            return None
        others = self.dataset.restatements.get(adopted.key, ())
        return next((entry for entry in (adopted, *others) if not self._is_intended(entry)), None)

    def over_years(self, first: int, last: int) -> Measure:
        """The sum of a yearly flow over some years; what is stated for the whole span is taken as it is.

        Raises
        ------
        Incomparable
            If the measure can't be added up.
        """
        if first == last:
            return self.value(self.measure, self.region, last)
        span = Period(first, last)
        stated = self._whole(self.measure, self.region, span)
        if stated.scalar is not None and not self.is_deflated(self.measure):
            return stated
        if not self.definition.additive:
            raise Incomparable(f"{self.definition.name}不能逐年相加")
        years = [self.value(self.measure, self.region, year) for year in range(first, last + 1)]
        total = years[0]
        for each in years[1:]:
            total = total + each
        axes = (total.axes[0], replace(total.axes[1], labels=(span,)), total.axes[2])
        return self.computed(replace(total, axes=axes))

    def computed(self, measure: Measure, role: str = "actual", name: str = "") -> Measure:
        """A computed element under the id of the target and its role."""
        return measure.named(f"{self.target.id}_{role}", name or self.target.name)

    def missing(self, measure: str, region: str, when: str, element: Measure | None = None) -> str:
        """What has no value, in words; and what was observed instead but is another concept."""
        kind = Missing(int(element.missing[0, 0, 0])) if element is not None else Missing.NO_OBSERVATION
        name, item = self.definitions.regions[region].name, self._item(measure)
        part = quoted(self.definitions.item_name(measure, item)) if item else ""
        subject = f"{name}{self.definitions.measures[measure].name}{part}{when}"
        words = f"{subject}{(kind or Missing.NO_OBSERVATION).text}"
        rival = self._other_concept(measure, region)
        return f"{words}，{rival}" if rival else words

    def _is_intended(self, entry: Observation) -> bool:
        """Whether a number is the plan's own about its years; a baseline restates what the plan says."""
        return self.target.kind != "baseline" and is_intended(entry, self.target.source, self.dataset)

    def _item(self, measure: str) -> str | None:
        """The target's item, for a measure divided as the target's own is."""
        group = self.definitions.measures[measure].classification
        return self.target.item if group is not None and group == self.definition.classification else None

    def _whole(self, measure: str, region: str, period: Period) -> Measure:
        """What was observed of a region, or else the sum over all regions directly below it."""
        own = self._element(measure, [region], period)
        name = self.definitions.measures[measure].name
        children = self.definitions.children(region)
        if own.scalar is None and children and self.definitions.measures[measure].additive:
            total = self._element(measure, list(children), period, into=region)
            if total.scalar is not None:
                return total.named(f"{measure}_sum_of_regions", f"{name}下级地区之和")
        return own if own.is_named else own.named(f"{measure}_count", f"{name}所列个数", decimals=0)

    def _element(
        self, measure: str, regions: list[str], period: Period, *, into: str | None = None
    ) -> Measure:
        """The element of one region, or the sum of several."""
        definition, item = self.definitions.measures[measure], self._item(measure)
        entries: list[Observation] = []
        if definition.kind == "entry":
            inside = set(regions)
            entries = [
                entry
                for entry in self.dataset.of(measure)
                if entry.region in inside and entry.period == period and not self._is_intended(entry)
            ]
        else:
            found = (self.entry(measure, region, period, item) for region in regions)
            entries = [entry for entry in found if entry is not None]
        made = source_measure(measure, entries, self.definitions)
        made = made.at(year=period, item=None if definition.kind == "entry" else item)
        if definition.kind == "entry":
            made = made.select(regions=regions).count_entries()
        return made.at(region=regions[0]) if into is None else made.rollup(regions, into=into)

    def _other_concept(self, measure: str, region: str) -> str:
        """A measure that was observed in its place, alike but for income, prices or standard."""
        own = self.definitions.measures[measure]
        for name, other in self.definitions.measures.items():
            if (other.unit, other.kind, other.classification) != (own.unit, own.kind, own.classification):
                continue
            keys = {key for key in own.concept if own.concept[key] != other.concept.get(key)}
            if not keys or not keys <= set(EXCLUSIVE) or set(other.concept) != set(own.concept):
                continue
            period = Period(self.year, self.year)
            if self.entry(name, region, period, self._item(name)) is not None:
                return f"另有{other.name}，口径不同，不作替代"
        return ""


def is_intended(entry: Observation, source: PlanSource, dataset: Dataset) -> bool:
    """Whether a number is what the plan's own document says of its years: intended, not observed."""
    if entry.period.end < source.span.start:
        return False
    document = dataset.documents.get(entry.origin.file, "") + entry.origin.citation
    return _plain(source.document) in _plain(document)


def _plain(title: str) -> str:
    """A title without what its printings differ in: title marks, spaces, kinds of dashes."""
    return re.sub(r"[《》\s—–－-]", "", title)
