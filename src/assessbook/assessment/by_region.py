"""A target region by region: which regions meet what the plan asks of each of them, or of the whole by a rate.

Takes a target's verdict for the region it names; gives the verdicts of the regions below, and how many have
each outcome. A number of persons or yuan that the plan asks of the whole isn't asked of its parts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessbook.assessment.deflation import DEFLATOR_REGION, price_index
from assessbook.assessment.paths import PathName
from assessbook.assessment.plan import first_year
from assessbook.assessment.scope import units_bound
from assessbook.assessment.verdict import OUTCOMES, Outcome, Verdict
from assessbook.assessment.verdict_counts import counted_regions
from assessbook.assessment.verdicts import assess
from assessbook.measures import Measure, source_measure
from assessbook.observations.dataset import Dataset

REACHED: tuple[Outcome, ...] = ("met", "on_track")
MISSED: tuple[Outcome, ...] = ("not_met", "behind")


@dataclass(frozen=True)
class RegionalVerdicts:
    """One target's verdicts by region.

    Parameters
    ----------
    whole : Verdict
        The verdict for the region that the target names.
    verdicts : tuple of Verdict
        One for each region below it, in the order of `regions.yaml`.
    counts : mapping
        Outcome -> number of regions (个), for the outcomes that occur.
    multiple : Measure or None
        Region x the year judged: how many times the value of the base year, for targets that ask that;
        of these regions and of the one that the target names.
    """

    whole: Verdict
    verdicts: tuple[Verdict, ...]
    counts: Mapping[Outcome, Measure]
    multiple: Measure | None

    def of(self, *outcomes: Outcome) -> tuple[Verdict, ...]:
        """The verdicts with some outcomes."""
        return tuple(verdict for verdict in self.verdicts if verdict.outcome in outcomes)


def by_region(
    whole: Verdict,
    dataset: Dataset,
    path: PathName = "linear",
    deflator_region: str = DEFLATOR_REGION,
) -> RegionalVerdicts | None:
    """Judge a target for the regions below the one it names.

    These are the units that the plan binds each, or else the lowest regions that were observed.

    Parameters
    ----------
    whole : Verdict
        Of the region that the target names.
    dataset : Dataset
        What the verdict was made from.
    path, deflator_region
        As in `assess`.

    Returns
    -------
    RegionalVerdicts or None
        None where the target isn't asked of the regions below, or none of them has a value.
    """
    target, definitions = whole.target, dataset.definitions
    if target.measure is None or whole.outcome == "not_quantified":
        return None
    observed = {entry.region for entry in dataset.of(target.measure) if entry.value is not None}
    regions = units_bound(target, definitions, whole.region) or tuple(
        region
        for region in definitions.below(whole.region)
        if region in observed and not definitions.children(region)
    )
    made = [
        assess(target, dataset, region=region, year=whole.year, path=path, deflator_region=deflator_region)
        for region in regions
    ]
    verdicts = tuple(verdict for verdict in made if verdict.outcome != "not_quantified")
    if len(verdicts) < 2 or all(verdict.outcome in ("no_observation", "not_yet_due") for verdict in verdicts):
        return None
    counts: dict[Outcome, Measure] = {}
    for outcome, name in OUTCOMES.items():
        chosen = [verdict for verdict in verdicts if verdict.outcome == outcome]
        if chosen:
            named = f"{target.id}_regions_{outcome}", f"{target.name}“{name}”的地区数"
            counts[outcome] = counted_regions(chosen, definitions, *named)
    places = [whole.region, *(verdict.region for verdict in verdicts)]
    multiple = _multiple(whole, places, dataset, deflator_region)
    return RegionalVerdicts(whole, verdicts, counts, multiple)


def _multiple(
    whole: Verdict, regions: Sequence[str], dataset: Dataset, deflator_region: str
) -> Measure | None:
    """The value of the year judged over that of the base year, of a measure that isn't a multiple itself.

    At constant prices where the target asks for them; None where they can't be brought to them.
    """
    target, definitions = whole.target, dataset.definitions
    definition = definitions.measures[target.measure or ""]
    if target.kind != "multiple" or definition.kind == "multiple":
        return None
    observed = source_measure(target.measure or "", dataset.of(target.measure or ""), definitions)
    if definition.classification is not None:
        observed = observed.at(item=target.item)
    observed = observed.select(regions=regions)
    base_year = first_year(target) - 1
    times = observed.at(year=whole.judged) / observed.at(year=base_year)
    if target.price == "constant" and definition.concept.get("price") == "nominal":
        prices = price_index(dataset, deflator_region, base_year, whole.judged)
        if prices.index is None:
            return None
        times = times / prices.index
    made = times.to("倍")
    return made.named(f"{target.id}_multiple", f"{target.name}（相当于基期）", decimals=2)
