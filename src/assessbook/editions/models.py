"""The shape of `params/<programme>/programme.yaml` and of `params/<programme>/<year>.yaml`.

Types and single values are checked here, in words a statistician can act on. What needs a second file
(does the region exist, does the notebook take the parameter) is for `parameters`.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator

from assessbook.assessment.register import ReviewEntry, SignOff
from assessbook.core import messages
from assessbook.core.messages import CHINESE, LANGUAGES
from assessbook.core.periods import Period
from assessbook.observations.definitions import Strict


def _year(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1949 <= value <= 2100:
        raise ValueError("a year between 1949 and 2100 is needed, such as 2015, without quotes")
    return value


def _years(value: Any) -> list[int]:
    if not isinstance(value, list) or not value:
        raise ValueError("a list of years is needed, such as [2018, 2020]")
    return [_year(entry) for entry in value]


def _region(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[a-z0-9][a-z0-9-]*", value):
        raise ValueError("the id of a region is needed, as in regions.yaml: small letters, digits, hyphens")
    return value


def _path(value: Any) -> Any:
    if value not in ("linear", "steps"):
        raise ValueError("linear (the straight line) or steps (the plan's own earlier targets) is needed")
    return value


def _language(value: Any) -> Any:
    if value not in LANGUAGES:
        raise ValueError(f"a language is needed: {' or '.join(LANGUAGES)}")
    return value


Year = Annotated[int, BeforeValidator(_year)]
Years = Annotated[list[int], BeforeValidator(_years)]
RegionId = Annotated[str, BeforeValidator(_region)]
TargetPath = Annotated[Literal["linear", "steps"], BeforeValidator(_path)]
Language = Annotated[messages.Language, BeforeValidator(_language)]
Text = Annotated[str, Field(min_length=1, strict=True)]


class EditionParameters(Strict):
    """What an edition passes to its notebooks, beside `edition` and `region`.

    Parameters
    ----------
    reference_region : str
        Region that incomes are compared with (the income gap).
    deflator_region : str
        Region whose consumer price index deflates incomes.
    base_year : int
        Year that growth and targets start from.
    target_years : list of int
        Years that the plan sets targets for, rising.
    target_path : "linear" or "steps"
        What is asked of a target before it is due: the straight line from the base, or the plan's own
        earlier targets.
    lang : "zh" or "en"
        The language of the report. Chinese needs no word of it, and is not passed on.
    """

    reference_region: RegionId = "china"
    deflator_region: RegionId = "china"
    base_year: Year = 2015
    target_years: Years = [2018, 2020]
    target_path: TargetPath = "linear"
    lang: Language = CHINESE


class EditionFile(Strict):
    """`params/<programme>/<year>.yaml`: what is special to one edition.

    `inputs` names files that the notebooks read beside the programme's data. `regions` says which child
    regions get a page of their own: ``all``, or a list of ids. `volumes` are the edition files of its volumes,
    where it is an overview of several; what they must be is for `volumes`. `review` and `signed_off` say who
    looked at it and who signed it; what they must be is for `sign_off`.
    """

    programme: Text
    year: Year
    title: Text
    subtitle: str = ""
    issuing_office: Text
    status: Literal["real", "draft", "synthetic"] = "real"
    regions: Literal["all"] | list[RegionId] = "all"
    inputs: list[Text] = []
    parameters: EditionParameters = EditionParameters()
    volumes: list[Text] = []
    review: list[ReviewEntry] = []
    signed_off: SignOff | None = None

    @field_validator("regions", mode="before")
    @classmethod
    def _all_or_ids(cls, value: Any) -> Any:
        if value == "all":
            return value
        if not isinstance(value, list):
            raise ValueError("the word all, or a list of region ids, is needed, such as [piaohe, qingling]")
        return [_region(entry) for entry in value]


class NotebookEntry(Strict):
    """One template's place in the book.

    Parameters
    ----------
    template : str
        Path relative to the root: ``notebooks/region.ipynb``.
    regions : str
        ``top``: once, for the top region. ``children``: once for each child region that gets a page.
        ``none``: once, for the programme as a whole.
    page : str
        Name of the page; pages of regions are called ``<page>/<region id>``.
    """

    template: str = Field(pattern=r"^[^/\\].*\.ipynb$")
    regions: Literal["top", "children", "none"]
    page: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")


class ProgrammeFile(Strict):
    """`params/<programme>/programme.yaml`: what is common to a programme's editions."""

    name: Text
    document: Text
    region: RegionId
    period: str
    notebooks: list[NotebookEntry] = Field(min_length=1)

    @field_validator("period", mode="before")
    @classmethod
    def _span(cls, value: Any) -> str:
        if not isinstance(value, str | int):
            raise ValueError("a span of years is needed, such as 2016-2020")
        return str(Period.of(value))
