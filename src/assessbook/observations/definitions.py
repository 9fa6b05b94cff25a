"""Definitions that travel with values: measures, classifications of items, regions.

They are data (`measures.yaml`, `items.yaml`, `regions.yaml`), shared in `data/` and added to in
`data/<programme>/`. This module holds their models and joins the files; reading values is for `reader`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from assessbook.core.problems import UnitError
from assessbook.core.units import Unit


class Strict(BaseModel):
    """A model that refuses keys it doesn't know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class MeasureDefinition(Strict):
    """What a measure is, beyond its number.

    `concept` holds what must not mix: ``income: net | disposable``, ``price: nominal | constant``,
    ``population: registered_poor``... Two measures whose concepts name the same key with different
    words can't be added, subtracted or divided.

    Relations are what the identity checks are found from:

    - `partition_of`: the measure whose total the items of this one share out (causes of poverty sum to
      all registered persons).
    - `balance_with`: another measure whose grand total must equal this one's (fund uses and sources).
    - `numerator`, `denominators`: for a printed rate, what it should follow from.
    - `accumulates_to`: for a yearly flow, the measure whose value its sum over the period must reach.
    - `list_of`: for named entries (a list of villages), the measure that states how many there are.
    - `restates`: the measure that this one states again in another unit or another table.
    - `counts_kind`: the kind of region this measure counts (街道), as `regions.yaml` writes it.
    - `average_growth`: for a multiple of an earlier year, the average yearly growth up to the same year.
    - `task`: a task that is handed down; the regions below may not be given more than the region's own.

    `accumulates_to` and `restates` may name one item: ``fund_source/local``.
    """

    name: str
    english: str
    unit: str
    kind: Literal["stock", "flow", "rate", "growth", "level", "target", "line", "multiple", "entry"]
    integer: bool = False
    decimals: int | None = Field(default=None, ge=0, le=6)
    minimum: float | None = 0
    maximum: float | None = None
    additive: bool = False
    concept: dict[str, str] = {}
    classification: str | None = None
    partition_of: str | None = None
    balance_with: str | None = None
    numerator: str | None = None
    denominators: list[str] = []
    accumulates_to: str | None = None
    list_of: str | None = None
    restates: str | None = None
    counts_kind: str | None = None
    average_growth: str | None = None
    task: bool = False
    definition: str = ""

    @field_validator("unit")
    @classmethod
    def _known_unit(cls, symbol: str) -> str:
        try:
            Unit.of(symbol)
        except UnitError as error:
            raise ValueError(str(error)) from None
        return symbol


class ItemDefinition(Strict):
    """An entry of a classification: its names, the labels sheets print for it, and its parent.

    With `parent`, the items of one parent must sum to it where the classification is `complete`.
    """

    name: str
    english: str
    labels: list[str] = []
    parent: str | None = None


class Classification(Strict):
    """A set of items. `complete`: children sum to their parent, and roots to the partitioned whole."""

    name: str
    english: str
    complete: bool = True
    items: dict[str, ItemDefinition]


class Region(Strict):
    """A region: a nation, province, prefecture, county or township-level unit."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    name: str
    english: str
    level: Literal["nation", "area", "province", "prefecture", "county", "township", "village"]
    kind: str = ""
    parent: str | None = None
    code: str = ""
    aliases: list[str] = []


class _Kinship:
    """Which regions are below which, found once for all regions."""

    def __init__(self, regions: dict[str, Region]) -> None:
        self.regions = regions
        found: dict[str, list[str]] = {}
        for name, entry in regions.items():
            if entry.parent is not None:
                found.setdefault(entry.parent, []).append(name)
        self.children = {parent: tuple(names) for parent, names in found.items()}
        self._below: dict[str, tuple[str, ...]] = {}

    def below(self, region: str) -> tuple[str, ...]:
        if region not in self._below:
            found = [region]
            for parent in found:
                found.extend(self.children.get(parent, ()))
            self._below[region] = tuple(found[1:])
        return self._below[region]


class Definitions(Strict):
    """All definitions a programme's data may use, shared and its own."""

    measures: dict[str, MeasureDefinition]
    classifications: dict[str, Classification]
    regions: dict[str, Region]

    def children(self, region: str) -> tuple[str, ...]:
        """Ids of the regions directly below a region, in the order of the file."""
        return self._kin.children.get(region, ())

    def below(self, region: str) -> tuple[str, ...]:
        """Ids of all regions below a region, parents before their children."""
        return self._kin.below(region)

    @property
    def _kin(self) -> _Kinship:
        kept = self.__dict__.get("_kinship")
        if kept is None or kept.regions is not self.regions:  # a copy with other regions has the original's
            kept = self.__dict__["_kinship"] = _Kinship(self.regions)
        return kept

    def item_name(self, measure: str, item: str | None) -> str:
        """The printed name of an item of a measure; the id itself for named entries."""
        if item is None:
            return ""
        definition = self.measures.get(measure)
        group = self.classifications.get(definition.classification or "") if definition else None
        entry = group.items.get(item) if group else None
        return entry.name if entry else item
