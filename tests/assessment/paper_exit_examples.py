"""A made-up county with two towns and their villages for the checks against paper exits.

Incomes are written as plain lists of yuan; each household gets the next row of the sheet as its cell.
Nothing here calls the code under test, except `found`, which asks it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assessbook.assessment.paper_exits import (
    PaperExitParameters,
    Suspicion,
    checks_not_possible,
    find_suspicions,
)
from assessbook.observations.dataset import Dataset
from assessbook.observations.definitions import Definitions, MeasureDefinition, Region
from tests.assessment.examples import Stated
from tests.assessment.examples import dataset as dataset_of_statements

TOWNS = tuple(f"town{number}" for number in range(1, 11))
DISPOSABLE = {"income": "disposable", "price": "nominal"}
NET = {"income": "net", "price": "nominal"}
REGISTERED = {"population": "registered_poor"}


def _measure(name: str, unit: str, kind: str, **more: object) -> MeasureDefinition:
    return MeasureDefinition.model_validate(
        {"name": name, "english": name, "unit": unit, "kind": kind, **more}
    )


def _persons(name: str, kind: str) -> MeasureDefinition:
    return _measure(name, "人", kind, integer=True, additive=True, concept=REGISTERED)


def _region(identifier: str, name: str, level: str, parent: str | None) -> Region:
    return Region.model_validate(
        {"id": identifier, "name": name, "english": identifier, "level": level, "parent": parent}
    )


REGIONS = [
    _region("province", "某省", "province", None),
    _region("county", "某县", "county", "province"),
    *(_region(town, f"{number}镇", "township", "county") for number, town in enumerate(TOWNS, start=1)),
    _region("east", "东村", "village", "town1"),
    _region("west", "西村", "village", "town1"),
]
DEFINITIONS = Definitions(
    measures={
        "household_income": _measure("逐户收入", "元", "entry", minimum=None, concept=DISPOSABLE),
        "household_net_income": _measure("逐户纯收入", "元", "entry", minimum=None, concept=NET),
        "household_status": _measure("逐户状态", "", "entry", integer=True, maximum=1),
        "household_exit_month": _measure("逐户退出月份", "", "entry", integer=True),
        "poverty_line": _measure("脱贫标准", "元", "line", concept={"income": "disposable"}),
        "rural_disposable_income": _measure("农村居民人均可支配收入", "元", "level", concept=DISPOSABLE),
        "poor_persons": _persons("贫困人口", "stock"),
        "exit_persons": _persons("脱贫人口", "flow"),
        "exit_persons_cumulative": _persons("累计脱贫人口", "stock"),
        "planned_exit_persons": _persons("计划脱贫人口", "flow"),
        "return_persons": _persons("返贫人口", "flow"),
        "new_poor_persons": _persons("新增贫困人口", "flow"),
    },
    classifications={},
    regions={region.id: region for region in REGIONS},
)


def dataset(*stated: Stated) -> Dataset:
    """A dataset of statements ``(measure, region, year, item, number as printed)``."""
    return dataset_of_statements(*stated, definitions=DEFINITIONS)


def incomes(
    values: Sequence[float],
    *,
    region: str = "east",
    year: int = 2016,
    measure: str = "household_income",
    start: int = 1,
) -> list[Stated]:
    """One household for each income, numbered from `start`."""
    return [
        (measure, region, year, f"户{number}", str(value)) for number, value in enumerate(values, start=start)
    ]


def yearly(measure: str, numbers: Mapping[str, Mapping[int, object]]) -> list[Stated]:
    """Statements of a measure: region -> year -> number."""
    return [
        (measure, region, year, None, str(number))
        for region, years in numbers.items()
        for year, number in years.items()
    ]


def found(
    stated: Sequence[Stated], check: str, region: str = "county", **parameters: object
) -> list[Suspicion]:
    """The suspicions of one check."""
    chosen = PaperExitParameters.model_validate(parameters)
    return [entry for entry in find_suspicions(dataset(*stated), region, chosen) if entry.check == check]


def only(stated: Sequence[Stated], check: str, region: str = "county", **parameters: object) -> Suspicion:
    """The one suspicion of a check."""
    (suspicion,) = found(stated, check, region, **parameters)
    return suspicion


def reason(stated: Sequence[Stated], check: str, region: str = "county", **parameters: object) -> str:
    """Why a check wasn't possible; empty when it was."""
    chosen = PaperExitParameters.model_validate(parameters)
    reasons = checks_not_possible(dataset(*stated), region, chosen)
    return next((text for entry, text in reasons if entry.identifier == check), "")


def cells(suspicion: Suspicion, place: str) -> set[str]:
    """The cells that a figure of a suspicion rests on."""
    return {origin.cell for origin in suspicion.figures[place].derivation_at((0, 0, 0)).origins}


def number(suspicion: Suspicion, place: str) -> float | None:
    """The value of a figure of a suspicion, freed of binary noise."""
    value = suspicion.figures[place].scalar
    return None if value is None else round(value, 9)
