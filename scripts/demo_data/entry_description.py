"""How the yearly returns on a plan's mechanisms are made up, as `shared/entries.yaml` and descriptions say it.

Only models. `entries` draws the numbers, `entry_pages` writes them; which mechanisms and reports there are is the plan's.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, model_validator

from assessbook.core.documents import load_document
from assessbook.observations.definitions import Strict

Range = tuple[float, float]
SHARED = Path(__file__).parent / "shared" / "entries.yaml"


class Rule(Strict):
    """How the values of one measure come about.

    Parameters
    ----------
    of : str
        A quantity of the programme, or a measure that stands before it in the row. Or else:
    between : range
        Ends between which the first year's value is drawn.
    times : range
        With `of`: the ends between which the factor of the first year is drawn.
    until : range
        The same for the last year; the years between go evenly. Without it every year is drawn anew.
    steady : bool
        Drawn once for all years.
    cumulative : bool
        The sum of all years up to each, for stocks that grow.
    """

    of: str | None = None
    between: Range | None = None
    times: Range = (1.0, 1.0)
    until: Range | None = None
    steady: bool = False
    cumulative: bool = False

    @model_validator(mode="after")
    def _one_way(self) -> Rule:
        if (self.of is None) == (self.between is None):
            raise ValueError("one of of and between is needed")
        return self


class Kind(Strict):
    """The returns of a kind of mechanism.

    Parameters
    ----------
    columns : mapping
        Measure -> rule, each after those that it names.
    regions : bool
        Whether the regions below report too; the whole is then their sum.
    parts : range
        How large the second mechanism of the kind and all later ones are beside the first.
    """

    columns: dict[str, Rule]
    regions: bool = False
    parts: Range = (1.0, 1.0)


class Quantity(Strict):
    """A quantity of the programme, by year: the sum of some series of the demonstration, or fixed values."""

    measures: list[str] = []
    item: str | None = None
    region: str | None = None
    times: float = 1.0
    values: dict[int, float] = {}


class Ranking(Strict):
    """The regions that an assessment ranks, and the years in which it does."""

    regions: list[str]
    years: list[int] = []


class Entries(Strict):
    """The returns of one programme.

    Parameters
    ----------
    whole : str
        The region that they are about.
    regions : list
        Regions or groups that report on kinds with `regions`.
    quantities : mapping
        Name, as the shared rules use it -> quantity.
    rankings : mapping
        Mechanism -> whom it ranks; those that aren't named rank `regions` in every year.
    completion : str or None
        The measure that says how far a region met its task, where the demonstration has one.
    late : mapping
        Region -> years whose returns came a year late.
    rules : mapping
        Measure -> rule in place of the shared one.
    """

    whole: str
    regions: list[str] = Field(min_length=1)
    quantities: dict[str, Quantity]
    rankings: dict[str, Ranking] = {}
    completion: str | None = None
    late: dict[str, list[int]] = {}
    rules: dict[str, Rule] = {}


class SharedFile(Strict):
    """`shared/entries.yaml` under one key, as documents are checked."""

    kinds: dict[str, Kind]


def shared_kinds() -> dict[str, Kind]:
    """The kinds of `shared/entries.yaml`.

    Raises
    ------
    InputError
        With every problem of the file.
    """
    return load_document(SHARED, f"scripts/demo_data/shared/{SHARED.name}").validated(SharedFile).kinds
