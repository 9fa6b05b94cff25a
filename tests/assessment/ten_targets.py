"""Targets of the real plans judged on small made-up tables: the shape of a row and how it is judged.

The plan and its definitions are those of `params/` and `data/`; every number beside them is made up, under
a document that isn't the plan's, since a plan's own numbers never count as results. What a row is expected
to give is written in the tests, from the words of the document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from assessbook.assessment.plan import Plan, load_plan
from assessbook.assessment.plan_models import Target
from assessbook.assessment.verdict import Verdict
from assessbook.assessment.verdicts import assess
from assessbook.core.workspace import Workspace
from assessbook.observations.definitions import Definitions, Region
from assessbook.observations.reader import load_dataset
from tests.assessment.examples import Stated, dataset

ROOT = Path(__file__).parents[2]

VILLAGE = "made-up-village"
"""A village that no source names, for what a plan asks of each village."""


@dataclass(frozen=True)
class Asked:
    """What a target asks, and what it must give as one number moves.

    `cell`: measure, region, year and item of the number that moves. `rows`: the number as printed, and the
    outcome worked out by hand from the quote. `beside`: what else the table states. The year of the
    assessment is that of the cell, unless `year` says another; `region` is the plan's own without one;
    `village_in` puts the made-up village below a township.
    """

    target: str
    quote: str
    cell: tuple[str, str, int, str | None]
    rows: tuple[tuple[str, str], ...]
    beside: tuple[Stated, ...] = ()
    year: int | None = None
    region: str | None = None
    village_in: str | None = None


@cache
def loaded(programme: str) -> tuple[Plan, Definitions]:
    """The real plan of a programme and its definitions."""
    definitions = load_dataset(Workspace(ROOT), programme).definitions
    return load_plan(Workspace(ROOT), programme, definitions), definitions


def target_of(programme: str, identifier: str) -> Target:
    """The one target of that id."""
    (found,) = (target for target in loaded(programme)[0].targets if target.id == identifier)
    return found


def rows_of(asked: Sequence[Asked]) -> list[object]:
    """One case for each row, its id citing the quote."""
    return [
        pytest.param(entry, printed, expected, id=f"{entry.target}-{entry.quote}-{printed}-{expected}")
        for entry in asked
        for printed, expected in entry.rows
    ]


def judged(programme: str, asked: Asked, printed: str) -> Verdict:
    """The verdict of a target on its made-up table, with the number that moves as printed."""
    _, definitions = loaded(programme)
    if asked.village_in is not None:
        village = Region(
            id=VILLAGE, name="某村", english="a village", level="village", parent=asked.village_in
        )
        definitions = definitions.model_copy(update={"regions": {**definitions.regions, VILLAGE: village}})
    measure, region, year, item = asked.cell
    data = dataset(*asked.beside, (measure, region, year, item, printed), definitions=definitions)
    target = target_of(programme, asked.target)
    return assess(target, data, region=asked.region or target.region, year=asked.year or year)
