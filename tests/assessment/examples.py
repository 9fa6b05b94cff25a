"""A small made-up county for the tests of identities: definitions, and datasets written as short lists.

A statement is written ``(measure, region, year, item, number as printed)``; its place in the list gives
its cell. Nothing here calls the code under test.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from assessbook.assessment.identities import Identity, find_identities
from assessbook.core.missing import Missing
from assessbook.core.periods import Period
from assessbook.observations.dataset import Dataset
from assessbook.observations.definitions import (
    Classification,
    Definitions,
    ItemDefinition,
    MeasureDefinition,
    Region,
)
from assessbook.observations.observation import Observation, Origin

FILE = "data/example/tables.xlsx"
Stated = tuple[str, str, int | str, str | None, str | Missing]


def _measure(name: str, unit: str, kind: str, **more: object) -> MeasureDefinition:
    return MeasureDefinition.model_validate(
        {"name": name, "english": name, "unit": unit, "kind": kind, "additive": True, **more}
    )


def _items(complete: bool = True, **names: str) -> Classification:
    entries = {}
    for identifier, text in names.items():
        name, _, parent = text.partition(" < ")
        entries[identifier] = ItemDefinition(name=name, english=identifier, parent=parent or None)
    return Classification(name="分类", english="classes", complete=complete, items=entries)


def _region(identifier: str, name: str, level: str, kind: str, parent: str | None) -> Region:
    return Region.model_validate(
        {"id": identifier, "name": name, "english": name, "level": level, "kind": kind, "parent": parent}
    )


DEFINITIONS = Definitions(
    measures={
        "persons": _measure("贫困人口", "人", "stock", integer=True),
        "persons_about": _measure("贫困人口（约数）", "万人", "stock", restates="persons"),
        "persons_by_cause": _measure(
            "贫困人口（按原因）", "人", "stock", integer=True, classification="cause", partition_of="persons"
        ),
        "population": _measure("农业人口", "万人", "stock"),
        "area": _measure("面积", "平方千米", "stock"),
        "incidence": _measure(
            "贫困发生率", "%", "rate", additive=False, numerator="persons", denominators=["population"]
        ),
        "exits": _measure("计划脱贫人口", "人", "flow", integer=True, accumulates_to="persons"),
        "sources": _measure("资金来源", "亿元", "flow", classification="source"),
        "uses": _measure("资金投向", "亿元", "flow", classification="use", balance_with="sources"),
        "budget": _measure("年度预算", "万元", "flow", accumulates_to="sources/local"),
        "coverage": _measure("覆盖率", "%", "rate", additive=False, classification="coverage"),
        "villages": _measure("贫困村", "个", "stock", integer=True),
        "village_list": _measure("贫困村名单", "个", "entry", integer=True, list_of="villages"),
        "towns": _measure("镇", "个", "stock", integer=True, counts_kind="镇"),
        "multiple": _measure("产值为2010年的倍数", "倍", "multiple", additive=False, average_growth="growth"),
        "growth": _measure("产值年均增长", "%", "growth", additive=False),
    },
    classifications={
        "cause": _items(illness="因病", schooling="因学", other="其他"),
        "source": _items(total="合计", local="地方资金 < total", loans="贷款 < total"),
        "use": _items(
            total="合计",
            industry="产业 < total",
            planting="种植 < industry",
            livestock="养殖 < industry",
            roads="“村村通”道路 < total",
        ),
        "coverage": _items(complete=False, water="饮水", roads="道路"),
    },
    regions={
        "county": _region("county", "某县", "county", "县", None),
        "north": _region("north", "北镇", "township", "镇", "county"),
        "south": _region("south", "南镇", "township", "镇", "county"),
        "east": _region("east", "东乡", "township", "乡", "county"),
        "elsewhere": _region("elsewhere", "邻县", "county", "县", None),
    },
)


def _observed(
    row: int, stated: Stated, *, sheet: str = "表1", citation: str = "《某县规划》第一章", note: str = ""
) -> Observation:
    measure, region, year, item, printed = stated
    absent = isinstance(printed, Missing)
    bare = "" if absent else printed.lstrip("≥")
    return Observation(
        measure=measure,
        region=region,
        period=Period.of(year),
        item=item,
        value=None if absent else float(bare),
        missing=Missing(printed) if absent else Missing.PRESENT,
        origin=Origin(FILE, sheet, f"B{row}", str(printed), citation, note),
        comparator=">=" if bare != printed and not absent else "",
        decimals=len(bare.partition(".")[2]),
    )


def dataset(*stated: Stated, again: Sequence[Stated] = (), definitions: Definitions = DEFINITIONS) -> Dataset:
    """A dataset of statements; those of `again` state facts a second time, in another chapter."""
    observations = tuple(_observed(row, entry) for row, entry in enumerate(stated, start=1))
    restated: dict[tuple[str, str, Period, str | None], tuple[Observation, ...]] = {}
    for row, entry in enumerate(again, start=1):
        made = _observed(row, entry, sheet="表9", citation="《某县规划》第九章“二、总结”")
        restated[made.key] = (*restated.get(made.key, ()), made)
    return dataset_of(observations, restated, definitions)


def dataset_of(
    observations: Sequence[Observation],
    restated: dict[tuple[str, str, Period, str | None], tuple[Observation, ...]],
    definitions: Definitions = DEFINITIONS,
) -> Dataset:
    """A dataset of observations and restatements."""
    return Dataset(
        definitions=definitions,
        observations=tuple(observations),
        restatements=MappingProxyType(restated),
        documents={},
        inputs=(),
        synthetic=False,
    )


def found(data: Dataset, rule: str, region: str = "county") -> list[Identity]:
    """The identities of one rule."""
    return [identity for identity in find_identities(data, region) if identity.rule == rule]


def only(data: Dataset, rule: str) -> Identity:
    """The one identity of a rule."""
    (identity,) = found(data, rule)
    return identity


def noted(sheet: str, cell: str, stated: Stated, note: str) -> Observation:
    """A statement with a transcriber's note, in a given cell."""
    made = _observed(int(cell[1:]), stated, sheet=sheet, note=note)
    return Observation(
        made.measure,
        made.region,
        made.period,
        made.item,
        made.value,
        made.missing,
        Origin(FILE, sheet, cell, made.origin.raw, made.origin.citation, note),
    )
