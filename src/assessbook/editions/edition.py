"""What an edition is once its files have been checked: its names, its regions, its notebook runs.

Only data. `parameters` makes these objects from files; `runner` executes the runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assessbook.assessment.register import Register
from assessbook.core.messages import Language
from assessbook.editions.volumes import Volume

ParameterValue = str | int | list[int]


@dataclass(frozen=True)
class NotebookRun:
    """One execution of a template.

    Parameters
    ----------
    template : Path
        Relative to the root of the workspace: ``notebooks/region.ipynb``.
    name : str
        What the executed notebook is called, without the ending: ``overview``, ``region/piaohe``.
    parameters : mapping
        What is passed to the template: only names that its parameters cell declares.
    """

    template: Path
    name: str
    parameters: Mapping[str, ParameterValue]


@dataclass(frozen=True)
class Edition:
    """One year's report of a programme.

    Parameters
    ----------
    path : str
        The edition file, relative to the root, forward slashes.
    programme, year
        Id of the programme (the folder's name) and the year that is assessed.
    name, document : str
        The programme's printed name and the title of the plan it carries out.
    title, subtitle, issuing_office : str
        As printed on the cover.
    status : str
        ``real``, ``draft`` or ``synthetic``.
    period : str
        The plan's years, such as ``2016-2020``.
    region : str
        Id of the top region.
    regions : tuple
        Ids of the child regions that get a page, in the order of `regions.yaml`.
    parameters : mapping
        Notebook parameters, `-p` already applied.
    overrides : tuple
        Names of the parameters that `-p` changed, sorted.
    runs : tuple
        The notebooks to execute, in the order of the book.
    register : Register
        Assumptions, caveats, review and sign-off.
    volumes : tuple of Volume
        The editions that it is an overview of.
    inputs : tuple of str
        Files that notebooks read beside the programme's data, relative to the root.
    """

    path: str
    programme: str
    year: int
    name: str
    document: str
    title: str
    subtitle: str
    issuing_office: str
    status: str
    period: str
    region: str
    regions: tuple[str, ...]
    parameters: Mapping[str, ParameterValue]
    overrides: tuple[str, ...]
    runs: tuple[NotebookRun, ...]
    register: Register = field(default_factory=Register)
    volumes: tuple[Volume, ...] = ()
    inputs: tuple[str, ...] = ()

    @property
    def standing(self) -> str:
        """The status as far as it still holds: what is signed off is a draft no longer."""
        return "real" if self.status == "draft" and self.register.signed_off else self.status

    @property
    def language(self) -> Language:
        """The language of the report."""
        return "en" if self.parameters.get("lang") == "en" else "zh"

    @property
    def key(self) -> str:
        """``jiaohe-2016/2015``: how figures' ids and build folders begin."""
        return f"{self.programme}/{self.year}"
