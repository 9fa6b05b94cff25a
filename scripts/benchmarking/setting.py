"""What a run of the benchmark works with: the project, the sizes, the notebooks already executed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from assessbook.editions.edition import NotebookRun
from benchmarking import contestants
from benchmarking.contestants import API, ASSESSBOOK, BOOK, COMMAND, PLOOMBER
from benchmarking.projects import Project, copied, narrow

# How many notebooks the slow contestants execute in each repetition, unless all are asked for.
SAMPLED = {COMMAND: 3, API: 6, BOOK: 6}
# Seconds per notebook on two cores, for the estimate only.
SECONDS_EACH = {COMMAND: 5.0, API: 3.0, BOOK: 3.5, PLOOMBER: 0.25, ASSESSBOOK: 0.1}


@dataclass(frozen=True)
class Setting:
    """What a run of the benchmark works with.

    Parameters
    ----------
    project : Project
        With as many regions as the largest size; copied, never changed.
    folder : Path
        For everything that is made.
    sizes, pages : tuple of int
        Regions and pages to measure with, ascending.
    jobs : int
        Processes that assessbook may use.
    full : bool
        Whether the slow contestants execute all notebooks of each size.
    """

    project: Project
    folder: Path
    sizes: tuple[int, ...]
    pages: tuple[int, ...]
    jobs: int
    full: bool = False

    @property
    def largest(self) -> int:
        """The largest number of regions."""
        return self.sizes[-1]

    @cached_property
    def runs(self) -> list[NotebookRun]:
        """The runs of the regions."""
        return self.project.region_runs()[: self.largest]

    def copy(self, name: str, regions: int, *, pages_of_regions_only: bool = False) -> Project:
        """A copy of the project with the first so many regions."""
        made = copied(self.project, self.folder / name)
        narrow(made, regions, pages_of_regions_only=pages_of_regions_only)
        return made

    @cached_property
    def executed(self) -> Path:
        """The notebooks of the whole edition, executed once and kept."""
        project, out = self.copy("executed", self.largest), self.folder / "executed-notebooks"
        contestants.assessbook(project, "run", out, self.jobs)
        return out
