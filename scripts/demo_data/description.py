"""What a demonstration's data are to look like, as its YAML file describes it.

A description names measures, regions, paths and the flaws to plant; it holds no data of its own beyond the
values it fixes. `figures` draws the numbers, `workbook` writes them.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, model_validator

from assessbook.core.documents import load_document
from assessbook.observations.definitions import MeasureDefinition, Region, Strict
from demo_data.entry_description import Entries

Range = float | tuple[float, float]
"""A number, or the ends between which each region's number is drawn."""


class Total(Strict):
    """A region that the regions of a series are added up or averaged into.

    `weights` names the measure whose values of the year weigh the regions; without it they are added up.
    `misstated`: year -> by how much the stated total differs from what it should be, a flaw for the checks.
    """

    region: str
    weights: str | None = None
    misstated: dict[int, float] = {}


class Series(Strict):
    """The yearly values of one measure.

    Parameters
    ----------
    measure, item : str
        Ids of the programme's definitions.
    regions : list of str
        Ids of regions, or names of the description's groups.
    first, last : int
        Years reported; the description's own when left out.
    values : mapping
        Year -> value, fixed; with `hold`, the last one stands for all years after it. Or else:
    sum : number
        What the years add up to, for flows. Or else:
    start, end, ratio : number or range
        The first year's value, and the last year's or how many times the first it is. Between them the
        value grows evenly (`even`: by the same amount; otherwise at the same rate).
    noise : float
        Standard deviation of the years between, as a share of the value.
    decimals : int
        Decimals printed; the measure's own, or one, when left out.
    ends, ratios : mapping
        Region -> what it ends with, in place of what would be drawn.
    shifts : mapping
        Region -> year -> factor by which the values from that year on are higher than their path.
    steady : list
        Regions that grow at one rate without noise, which no real report does.
    total : Total
        What the regions make up together.
    left_out : mapping
        Region -> years that another source states, so that nothing is made up.
    late : mapping
        Region -> years that weren't reported in time, but a year later.
    revised : mapping
        Region -> year -> factor: the first report said so many times what was reported a year later.
    note : str
        Printed beside every row.
    """

    measure: str
    item: str | None = None
    regions: list[str] = Field(min_length=1)
    first: int | None = None
    last: int | None = None
    values: dict[int, float] = {}
    hold: bool = False
    sum: float | None = None
    start: Range | None = None
    end: Range | None = None
    ratio: Range | None = None
    even: bool = False
    noise: float = 0.01
    decimals: int | None = None
    ends: dict[str, float] = {}
    ratios: dict[str, float] = {}
    shifts: dict[str, dict[int, float]] = {}
    steady: list[str] = []
    total: Total | None = None
    left_out: dict[str, list[int]] = {}
    late: dict[str, list[int]] = {}
    revised: dict[str, dict[int, float]] = {}
    note: str = ""

    @model_validator(mode="after")
    def _one_way(self) -> Series:
        ways = [bool(self.values), self.sum is not None, self.start is not None]
        if ways.count(True) != 1:
            raise ValueError("one of values, sum and start is needed")
        if self.start is not None and (self.end is None) == (self.ratio is None):
            raise ValueError("with start, one of end and ratio is needed")
        return self


class Register(Strict):
    """A register of poor persons: stocks and flows that fit each other, from the plan's own base.

    Parameters
    ----------
    regions : list of str
        Regions or groups; `whole` is the region that they make up.
    stock, exits, returns, new, cumulative : str
        Measures of the headcount, of yearly exits, returns and new entries, and of exits since the start.
    base_year : int
        Year whose headcounts the plan prints.
    base : mapping
        Region -> headcount of that year, where the plan prints only what they add up to.
    left : mapping
        Year -> share of the base still registered at the end of the year.
    left_in : mapping
        Region -> the same, in place of the common shares.
    return_rate, new_rate : float
        Yearly returns as a share of all that exited, new entries as a share of the base.
    unbalanced : mapping
        Region -> year -> by how much the stated headcount is off, a flaw for the checks.
    falls : mapping
        Region -> year -> by how much the stated cumulative count is short, another one.
    """

    regions: list[str]
    whole: str
    stock: str
    exits: str
    returns: str
    new: str
    cumulative: str
    base_year: int
    base: dict[str, float] = {}
    left: dict[int, float]
    left_in: dict[str, dict[int, float]] = {}
    return_rate: float = 0.0
    new_rate: float = 0.0
    unbalanced: dict[str, dict[int, int]] = {}
    falls: dict[str, dict[int, int]] = {}


class Spot(Strict):
    """A region in a year."""

    region: str
    year: int


class Households(Strict):
    """A sample of households over the years, some of them with flaws for the checks.

    Parameters
    ----------
    measure : str
        The measure of their income per head.
    sheet : str
        Name of the sheet.
    sizes : mapping
        Region -> households in the sample.
    lines : mapping
        Year -> the line at which a household leaves poverty, in yuan.
    middle : mapping
        Year -> logarithm of the middle income over the line.
    spread : float
        Standard deviation of that logarithm.
    heaped : Spot
        Where incomes somewhat below the line are reported somewhat above it.
    repeated : Spot
        Where nearly half of the households report one and the same income.
    returns : mapping
        Year -> households drawn to fall below the line again; those that are out of poverty do.
    """

    measure: str
    sheet: str
    sizes: dict[str, int]
    lines: dict[int, float]
    middle: dict[int, float]
    spread: float
    heaped: Spot
    repeated: Spot
    returns: dict[int, int] = {}


class Description(Strict):
    """A whole description.

    Parameters
    ----------
    programme : str
        The programme that is demonstrated; its definitions and its plan are used.
    document : str
        How the workbook is called where it is cited. Never the plan's title: what cites the plan is
        taken for intended, not observed.
    years : tuple
        First and last year reported.
    regions, measures
        The demonstration's own, beside the programme's.
    groups : mapping
        Name -> ids of regions.
    series : list of Series
    headcounts : Register or None
    households : Households or None
    entries : Entries or None
        The yearly returns on the plan's mechanisms.
    """

    programme: str
    document: str
    years: tuple[int, int]
    regions: list[Region] = []
    measures: dict[str, MeasureDefinition] = {}
    groups: dict[str, list[str]] = {}
    series: list[Series]
    headcounts: Register | None = None
    households: Households | None = None
    entries: Entries | None = None

    def members(self, names: list[str]) -> list[str]:
        """Ids of the regions that some names of groups and ids stand for, each once."""
        found = [region for name in names for region in self.groups.get(name, [name])]
        return list(dict.fromkeys(found))


FOLDER = Path(__file__).parent


def described() -> list[str]:
    """The programmes that have a description."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def load_description(programme: str) -> Description:
    """Read a programme's description.

    Raises
    ------
    InputError
        With every problem of the file.
    """
    path = FOLDER / f"{programme}.yaml"
    return load_document(path, f"scripts/demo_data/{path.name}").validated(Description)
