"""Types of the checks against paper exits: a suspicion, the parameters, and what a check gives.

A suspicion is a sign that data deserve a second look, with the figures it rests on. It never says that
anybody did wrong, and its texts don't either: innocent explanations are named beside the sign.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pydantic import Field, model_validator

from assessbook.assessment.evidence import Evidence
from assessbook.core.numbers import as_decimal, printed
from assessbook.core.periods import Period
from assessbook.measures import Measure
from assessbook.observations.definitions import Strict
from assessbook.observations.observation import Observation

Strength = Literal["weak", "moderate", "strong"]
STRENGTH_NAMES: Mapping[Strength, str] = {"weak": "弱", "moderate": "中", "strong": "强"}


class Grades(Strict):
    """Bounds of one quantity, from weak to strong; without `strong`, a sign is moderate at most."""

    weak: float
    moderate: float
    strong: float | None = None

    @property
    def bounds(self) -> dict[Strength, float]:
        """The bounds that there are, from weak to strong."""
        all_bounds: dict[Strength, float | None] = {
            "weak": self.weak,
            "moderate": self.moderate,
            "strong": self.strong,
        }
        return {name: bound for name, bound in all_bounds.items() if bound is not None}

    def above(self, value: float) -> Strength | None:
        """The strength of a value that is the stronger the larger: strictly above a bound."""
        passed = [name for name, bound in self.bounds.items() if as_decimal(value) > as_decimal(bound)]
        return passed[-1] if passed else None

    def below(self, value: float) -> Strength | None:
        """The strength of a value that is the stronger the smaller: strictly below a bound."""
        passed = [name for name, bound in self.bounds.items() if value < bound]
        return passed[-1] if passed else None

    def percentages(self, subject: str, word: str) -> str:
        """The rule in words, for shares: 所占比例大于0为弱，超过5%为中，超过20%为强。"""
        return self.words(subject, word, 100, "%")

    def words(self, subject: str, word: str, factor: float = 1, unit: str = "") -> str:
        """The rule in words; `factor` turns a bound into `unit`."""
        steps = [
            (f"{word}{printed(bound * factor)}{unit}" if bound else "大于0") + f"为{STRENGTH_NAMES[name]}"
            for name, bound in self.bounds.items()
        ]
        return f"{subject}{'，'.join(steps)}。"


class PaperExitParameters(Strict):
    """What the checks go by. All shares are fractions of one.

    Parameters
    ----------
    line_band : float
        Width of an income bin as a share of the line. Five per cent is some 150 yuan a head: wide enough to
        hold households of a county sample, narrow enough that a smooth distribution is nearly straight
        over five bins.
    neighbours : int
        Bins on either side that the bin above the line is compared with; as many on both sides, so that
        a slope cancels out.
    heaping_ratio : float
        Least ratio worth a look; in a large sample a trifle is improbable, too.
    minimum_households : int
        Households needed for a statistical check, the usual bound of large-sample reasoning.
    probability : Grades
        Bounds of the tail probability, already multiplied by the number of tests (Bonferroni): of a
        hundred honest reports at most one shows a weak sign.
    repeated_households : int
        Least number of households with one and the same income; twins and couples occur by chance.
    digit_distance : float
        Least total-variation distance between two distributions of last digits: the share of households
        that would have to report another digit.
    growth_z : Grades
        Bounds of the robust z; 3.5 is the customary one (Iglewicz and Hoaglin 1993).
    minimum_siblings : int
        Regions with a growth rate needed for a median and a spread that one of them doesn't decide.
    cumulative_fall : Grades
        Fall of a cumulative count as a share of the year before; a small one may be a correction.
    balance_gap : Grades
        Gap of opening, flows and closing as a share of the larger of the two ends. Births, deaths and
        marriages move a register by about one per cent a year.
    exact_completion : Grades
        Share of regions that exited exactly as many persons as planned.
    minimum_regions : int
        Regions needed before exact completion is counted.
    returned : Grades
        Share of exited households registered again the next time they are observed.
    below_line : Grades
        Share of exited households with an income below the line of the year.
    last_months : tuple of int
        Months counted as the end of the year: ``(12,)``, or ``(10, 11, 12)`` for the quarter.
    last_months_share : Grades
        Share of the year's exits in them. Exits are approved at the end of the year as a rule, so that
        only an overwhelming share is a sign, and never a strong one by itself.
    income_measures : tuple of str
        Incomes by household; each is compared with a line of its own concept only.
    line_measures : tuple of str
        Exit lines; the first with a value for the region (or one above it) and the year is used.
    growth_measures, cumulative_measures : tuple of str
        Yearly measures of regions that are checked for growth and for falls.
    """

    line_band: float = Field(default=0.05, gt=0, lt=0.5)
    neighbours: int = Field(default=2, ge=1, le=5)
    heaping_ratio: float = Field(default=1.5, ge=1)
    minimum_households: int = Field(default=30, ge=1)
    probability: Grades = Grades(weak=0.01, moderate=0.001, strong=0.0001)
    repeated_households: int = Field(default=5, ge=2)
    digit_distance: float = Field(default=0.1, ge=0, le=1)
    growth_z: Grades = Grades(weak=3.5, moderate=5, strong=8)
    minimum_siblings: int = Field(default=8, ge=3)
    cumulative_fall: Grades = Grades(weak=0, moderate=0.01, strong=0.1)
    balance_gap: Grades = Grades(weak=0, moderate=0.01, strong=0.05)
    exact_completion: Grades = Grades(weak=0.5, moderate=0.75, strong=0.9)
    minimum_regions: int = Field(default=5, ge=2)
    returned: Grades = Grades(weak=0, moderate=0.05, strong=0.1)
    below_line: Grades = Grades(weak=0, moderate=0.05, strong=0.2)
    last_months: tuple[int, ...] = (12,)
    last_months_share: Grades = Grades(weak=0.5, moderate=0.75)
    income_measures: tuple[str, ...] = ("household_income", "household_net_income")
    line_measures: tuple[str, ...] = ("poverty_line", "national_poverty_line", "household_income_line")
    growth_measures: tuple[str, ...] = (
        "poor_household_disposable_income",
        "rural_disposable_income",
        "rural_net_income",
    )
    cumulative_measures: tuple[str, ...] = ("exit_persons_cumulative",)

    @model_validator(mode="after")
    def _ordered(self) -> PaperExitParameters:
        for name in type(self).model_fields:
            grades = getattr(self, name)
            if not isinstance(grades, Grades):
                continue
            steps = list(grades.bounds.values())
            falling = name == "probability"
            if steps != sorted(steps, reverse=falling):
                order = "fall" if falling else "rise"
                raise ValueError(f"{name} is {steps}; its bounds must {order} from weak to strong")
        if not self.last_months or not set(self.last_months) <= set(range(1, 13)):
            raise ValueError(f"last_months is {list(self.last_months)}; months from 1 to 12 are needed")
        return self


@dataclass(frozen=True)
class Suspicion:
    """A sign that some data deserve a second look.

    Parameters
    ----------
    check : str
        Id of the check that found it.
    statement : str
        What was found, one line of Chinese without numbers.
    region : str
    period : Period
    observed, expected, remark : str
        What was found in numbers, what would be expected, and innocent explanations with what to look
        at. Templates: their places in braces are filled with `figures`.
    figures : mapping
        The measures named in the templates, one element each, every one of them named in `sentence`.
    strength : str
        ``weak``, ``moderate`` or ``strong``.
    rule : str
        How the strength follows, in words.
    probability : float or None
        For statistical checks, the tail probability after correction for the number of tests, at most 1.
    households : tuple of Observation
        Values of single households that show it best when drawn; none for most checks.
    """

    check: str
    statement: str
    region: str
    period: Period
    observed: str
    expected: str
    remark: str
    strength: Strength
    rule: str
    figures: Mapping[str, Measure] = field(default_factory=dict)
    probability: float | None = None
    households: tuple[Observation, ...] = ()

    @property
    def sentence(self) -> str:
        """All three templates in one, to be filled with `figures`."""
        return self.observed + self.expected + self.remark

    @property
    def strength_name(self) -> str:
        """The strength in Chinese."""
        return STRENGTH_NAMES[self.strength]


@dataclass(frozen=True)
class Examined:
    """What a check gives: its suspicions, or the reason why nothing could be examined."""

    found: tuple[Suspicion, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Check:
    """A check: its id, its Chinese name, and what it does."""

    identifier: str
    name: str
    examine: Callable[[Evidence, PaperExitParameters], Examined]
