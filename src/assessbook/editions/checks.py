"""Checks of an edition that need more than one file: parameters against regions, years, notebooks.

Takes what could be read of the edition file and the programme file; adds `Problem`s to a common list. A
file that is wrong in one place is checked in all others, so that one slip hides no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic

from assessbook.core.documents import Document, Model
from assessbook.core.messages import CHINESE
from assessbook.core.periods import Period
from assessbook.core.problems import Problem, did_you_mean
from assessbook.core.workspace import DEMO, Workspace, is_demo, programme_of
from assessbook.editions.models import EditionFile, EditionParameters, ProgrammeFile
from assessbook.editions.overrides import shown
from assessbook.editions.regions import KnownRegions


@dataclass(frozen=True)
class CheckedFile(Generic[Model]):
    """A file and what was read of it; `whole` unless something in it was refused and left out."""

    document: Document
    content: Model
    whole: bool


@dataclass
class EditionChecks:
    """The checks; each adds to `problems`.

    Parameters
    ----------
    edition, common : CheckedFile or None
        The edition file and the programme file; None where nothing of it can be read.
    given : mapping
        Parameters set with `-p`.
    overrides : mapping
        The same as they were written.
    regions : KnownRegions or None
        None where a regions.yaml can't be used: then no region is judged.
    problems : list of Problem
        Where problems go.
    """

    edition: CheckedFile[EditionFile] | None
    common: CheckedFile[ProgrammeFile] | None
    given: Mapping[str, Any]
    overrides: Mapping[str, str]
    regions: KnownRegions | None
    problems: list[Problem]

    @property
    def values(self) -> dict[str, Any]:
        """The parameters; those that the edition file gets wrong are absent."""
        own: dict[str, Any] = {}
        if self.edition is not None:
            own = self.edition.content.parameters.model_dump(exclude_unset=not self.edition.whole)
        values = own | dict(self.given)
        if values.get("lang") == CHINESE:
            del values["lang"]  # what templates are written in needs no word of it
        return values

    def names(self, path: Path) -> None:
        """Folder and file name say what the edition says of itself."""
        if self.edition is None:
            return
        edition, document = self.edition.content, self.edition.document
        folder = "/".join(("params", *((DEMO,) if is_demo(programme_of(path)) else ()), path.parent.name))
        for key, said, named in (
            ("programme", edition.programme, programme_of(path)),
            ("year", str(edition.year), path.stem),
        ):
            if said != named:
                what = f"{key} is {said}, but the file stands at {folder}/{path.name}"
                self.problems.append(document.problem((key,), what, "Make them agree."))

    def years(self) -> None:
        """Base year no later than the edition; target years rising, within the plan."""
        base, targets = self.values.get("base_year"), self.values.get("target_years")
        if base is not None and self.edition is not None and base > self.edition.content.year:
            what = f"base_year {base} is later than the edition's year {self.edition.content.year}"
            self.problems.append(Problem(self._where("base_year"), what))
        if targets is None:
            return
        if targets != sorted(set(targets)):
            what = f"target_years {targets} must rise, each year once"
            self.problems.append(Problem(self._where("target_years"), what))
        if self.common is None:
            return
        period = Period.of(self.common.content.period)
        outside = [year for year in targets if not period.start <= year <= period.end]
        if outside:
            what = f"target_years {outside} are outside the plan's period {period}"
            self.problems.append(Problem(self._where("target_years"), what))

    def inputs(self, workspace: Workspace) -> None:
        """Every further file that notebooks read is there, within the project and outside `build/`."""
        if self.edition is None:
            return
        for position, name in enumerate(self.edition.content.inputs):
            path, place = workspace.path(name).resolve(), ("inputs", position)
            built = path.is_relative_to(workspace.path("build"))
            if not path.is_relative_to(workspace.root) or built:
                what = f"{name} is no file of the project" + (
                    ": what is below build/ is made" if built else ""
                )
                action = "Put the file below data/ and name it relative to the project's folder."
                self.problems.append(self.edition.document.problem(place, what, action))
            elif not path.is_file():
                near = sorted(workspace.shown(other) for other in path.parent.glob("*") if other.is_file())
                what = f"there is no file {name}"
                self.problems.append(self.edition.document.problem(place, what, did_you_mean(name, near)))

    def pages(self) -> tuple[str, ...]:
        """The child regions that get a page, in the order of `regions.yaml`."""
        if self.regions is None:
            return ()
        asked = []
        if self.common is not None:
            asked.append((self.common.document.where(("region",)), self.common.content.region, "region"))
        for name in ("reference_region", "deflator_region"):
            if name in self.values:
                asked.append((self._where(name), self.values[name], name))
        self.problems += [found for entry in asked if (found := self.regions.problem(*entry))]
        top = self.common.content.region if self.common is not None else ""
        children = self.regions.children(top)
        chosen = self.edition.content.regions if self.edition is not None else "all"
        if chosen == "all":
            return children
        self.problems += self._misnamed(chosen, top if top in self.regions.by_id else "", self.regions)
        return tuple(region for region in children if region in chosen)

    def parameters(self, declared: Mapping[str, tuple[str, ...]]) -> None:
        """Every declared parameter is passed, every override is taken, every page has its own name."""
        known = ["edition", "region", *EditionParameters.model_fields]
        for template, names in declared.items():
            for name in names:
                if name not in known:
                    what = f"declares {name}, which no edition passes"
                    where = f"{template} › parameters cell"
                    self.problems.append(Problem(where, what, did_you_mean(name, known)))
        taken = {name for names in declared.values() for name in names}
        for name in self.given:
            if taken and name not in taken:
                what = f"no notebook of this programme declares {name}, so it would change nothing"
                self.problems.append(Problem(self._where(name), what, "Leave it out."))
        seen: set[tuple[str, str]] = set()
        for position, entry in enumerate(self.common.content.notebooks if self.common else ()):
            if self.common and (entry.page, entry.regions) in seen:
                where = self.common.document.where(("notebooks", position, "page"))
                self.problems.append(Problem(where, f"page {entry.page} stands twice", "Rename one."))
            seen.add((entry.page, entry.regions))

    def _where(self, name: str) -> str:
        """Where a parameter's value was given: on the command line or in the edition file."""
        if name in self.overrides or self.edition is None:
            return shown(name, self.overrides[name])
        return self.edition.document.where(("parameters", name))

    def _misnamed(self, chosen: list[str], top: str, regions: KnownRegions) -> Iterator[Problem]:
        """What is wrong with the edition's list of regions; without a `top`, any region will do."""
        assert self.edition is not None
        children = regions.children(top) if top else tuple(regions.by_id)
        for position, region in enumerate(chosen):
            where = self.edition.document.where(("regions", position))
            if region not in children:
                what = (
                    f"is not a region directly below {top}" if top else "is in none of the regions.yaml files"
                )
                yield Problem(where, f"regions: {region} {what}", did_you_mean(region, children))
            elif region in chosen[:position]:
                yield Problem(where, f"regions: {region} stands twice", "Remove one.")
