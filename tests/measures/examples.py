"""A small made-up county for the tests of measures: definitions, and observations with known addresses.

`observed` writes a table of values as observations; `address` says, by the same rule, in which cell a
value stands. Nothing here calls the code under test but `source_measure`.
"""

from __future__ import annotations

from collections.abc import Mapping

from assessbook.core.missing import Missing
from assessbook.core.periods import Period
from assessbook.measures import Measure, source_measure
from assessbook.observations.definitions import (
    Classification,
    Definitions,
    ItemDefinition,
    MeasureDefinition,
    Region,
)
from assessbook.observations.observation import Observation, Origin

NATION, COUNTY, CHILDREN = "nation", "county", ("north", "south", "east")
REGIONS = (NATION, COUNTY, *CHILDREN)
YEARS = (2013, 2014, 2015)
FILE = "data/example/tables.xlsx"

Key = tuple[str, int | str] | tuple[str, int | str, str]
Cells = Mapping[Key, float | Missing]


def _measure(name: str, unit: str, kind: str, **more: object) -> MeasureDefinition:
    return MeasureDefinition.model_validate(
        {"name": name, "english": name, "unit": unit, "kind": kind, "minimum": None, **more}
    )


def _items(complete: bool = True, **names: str) -> Classification:
    """Items written as id="name" or id="name < parent"."""
    entries = {}
    for identifier, text in names.items():
        name, _, parent = text.partition(" < ")
        entries[identifier] = ItemDefinition(name=name, english=identifier, parent=parent or None)
    return Classification(name="分类", english="classes", complete=complete, items=entries)


DEFINITIONS = Definitions(
    measures={
        "persons": _measure("贫困人口", "人", "stock", additive=True),
        "rural_persons": _measure("农村人口", "人", "stock", additive=True),
        "households": _measure("贫困户", "户", "stock", additive=True),
        "persons_by_cause": _measure(
            "贫困人口（按原因）", "人", "stock", additive=True, classification="cause"
        ),
        "visits": _measure("培训人次", "人次", "flow", additive=True),
        "grants": _measure("补助", "元", "flow", additive=True),
        "investment": _measure("投资", "万元", "flow", additive=True),
        "investment_by_use": _measure("投资（按投向）", "万元", "flow", additive=True, classification="use"),
        "output": _measure("生产总值", "亿元", "flow", additive=True),
        "income": _measure(
            "可支配收入", "元", "level", concept={"income": "disposable", "price": "nominal"}, decimals=0
        ),
        "net_income": _measure("纯收入", "元", "level", concept={"income": "net", "price": "nominal"}),
        "real_income": _measure(
            "可支配收入（不变价）", "元", "level", concept={"income": "disposable", "price": "constant"}
        ),
        "balance": _measure("结余", "元", "level"),
        "incidence": _measure("贫困发生率", "%", "rate"),
        "incidence_goal": _measure("贫困发生率目标", "%", "target"),
        "points": _measure("下降幅度", "百分点", "rate"),
        "multiple": _measure("倍数", "倍", "multiple"),
        "ratio": _measure("比值", "", "rate"),
        "cpi": _measure("居民消费价格指数", "上年=100", "growth"),
        "villages": _measure("贫困村名单", "个", "entry", additive=True),
    },
    classifications={
        "cause": _items(illness="因病", schooling="因学", other="其他"),
        "use": _items(
            total="合计", industry="产业 < total", planting="种植 < industry", roads="道路 < total"
        ),
    },
    regions={
        "nation": Region(id="nation", name="全国", english="China", level="nation"),
        "county": Region(id="county", name="某县", english="County", level="county", parent="nation"),
        "north": Region(id="north", name="北镇", english="North", level="township", parent="county"),
        "south": Region(id="south", name="南镇", english="South", level="township", parent="county"),
        "east": Region(id="east", name="东镇", english="East", level="township", parent="county"),
    },
)


def address(measure: str, region: str, year: int | str, item: str | None = None) -> str:
    """Where a value stands: sheet = measure and item, column = region, row = the year's number."""
    sheet = f"{measure}-{item}" if item else measure
    column = "ABCDE"[REGIONS.index(region)] if region in REGIONS else region.upper()
    return f"{FILE}!{sheet}!{column}{Period.of(year).end}"


def observed(measure: str, cells: Cells, *, decimals: int = 0) -> list[Observation]:
    """Observations from `{(region, year): value}` or `{(region, year, item): value}`."""
    found = []
    for key, value in cells.items():
        region, year = key[0], key[1]
        item = key[2] if len(key) == 3 else None
        _, sheet, cell = address(measure, region, year, item).split("!")
        absent = isinstance(value, Missing)
        origin = Origin(FILE, sheet, cell, "" if absent else f"{value:g}", "示例文件")
        found.append(
            Observation(
                measure=measure,
                region=region,
                period=Period.of(year),
                item=item,
                value=None if absent else float(value),
                missing=Missing(value) if absent else Missing.PRESENT,
                origin=origin,
                decimals=decimals,
            )
        )
    return found


def build(measure: str, cells: Cells, *, decimals: int = 0) -> Measure:
    """The measure that a table of values makes."""
    return source_measure(measure, observed(measure, cells, decimals=decimals), DEFINITIONS)


def one(measure: str, value: float | Missing, *, decimals: int = 0) -> Measure:
    """A measure with one value: the county in 2015."""
    return build(measure, {(COUNTY, 2015): value}, decimals=decimals)


def by_region(measure: str, *values: float | Missing, year: int = 2015, decimals: int = 0) -> Measure:
    """A measure of one year over north, south and east, in that order."""
    cells: dict[Key, float | Missing] = dict(zip(((name, year) for name in CHILDREN), values, strict=True))
    return build(measure, cells, decimals=decimals)


def by_year(
    measure: str, values: Mapping[int | str, float | Missing], region: str = COUNTY, *, decimals: int = 0
) -> Measure:
    """A measure of one region over years."""
    return build(measure, {(region, year): value for year, value in values.items()}, decimals=decimals)


def by_item(measure: str, values: Mapping[str, float | Missing], *, decimals: int = 0) -> Measure:
    """A measure of the county in 2015 over items."""
    return build(measure, {(COUNTY, 2015, item): value for item, value in values.items()}, decimals=decimals)


def elements(measure: Measure) -> dict[tuple[str, str, str | None], float | str]:
    """Every element by its labels: its value, or the word that says why there is none.

    The word, because `Missing` is a number, and NOT_APPLICABLE would equal 1.
    """
    found: dict[tuple[str, str, str | None], float | str] = {}
    for region in measure.regions:
        for period in measure.periods:
            for item in measure.items:
                position = measure.position(region, period, item)
                assert position is not None
                value = measure.value(position)
                reason = Missing(int(measure.missing[position]))
                assert (value is None) == (reason is not Missing.PRESENT)
                assert value is None or value == value, "a present element must not be NaN"
                found[region, str(period), item] = reason.status if value is None else value
    return found


def over_regions(measure: Measure) -> list[float | str]:
    """The elements of a measure with one period and one item, in the order of its regions."""
    assert len(measure.periods) == len(measure.items) == 1
    return list(elements(measure).values())


def over_years(measure: Measure) -> dict[str, float | str]:
    """The elements of a measure with one region and one item, by period."""
    assert len(measure.regions) == len(measure.items) == 1
    return {period: value for (_, period, _), value in elements(measure).items()}
