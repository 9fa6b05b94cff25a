"""Edition and programme files, checked as a whole before any kernel starts.

`load_edition` takes the path of `params/<programme>/<year>.yaml` and the `-p` overrides, and gives an
`Edition` whose notebook runs can be executed as they stand; or one `InputError` with every problem of
every file. Data are not read, only the ids of regions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assessbook.core.documents import Document, Model, load_document
from assessbook.core.periods import Period
from assessbook.core.problems import InputError, Problem, did_you_mean
from assessbook.core.workspace import Workspace
from assessbook.editions.edition import Edition, NotebookRun, ParameterValue
from assessbook.editions.models import EditionFile, ProgrammeFile
from assessbook.editions.overrides import checked_overrides, shown
from assessbook.editions.regions import KnownRegions, known_regions
from assessbook.editions.templates import declared_parameters


def load_edition(workspace: Workspace, path: Path, overrides: Mapping[str, str] | None = None) -> Edition:
    """Read and check an edition.

    Parameters
    ----------
    workspace : Workspace
        The project that the edition belongs to.
    path : Path
        `params/<programme>/<year>.yaml`; a relative path is looked up from the current folder, then
        from the root.
    overrides : mapping
        Notebook parameters given on the command line, as text: they replace those of the file.

    Raises
    ------
    InputError
        With every problem of the edition file, the programme file, the overrides, the region files and
        the notebooks' parameters cells.
    """
    found, edition_path = _located(workspace, path)
    programme = found.parent.name
    programme_path = found.parent / "programme.yaml"
    given, problems = checked_overrides(overrides or {})
    edition = _read(found, edition_path, EditionFile, problems)
    common = _read(programme_path, workspace.shown(programme_path), ProgrammeFile, problems)
    regions, region_problems = known_regions(workspace, programme)
    problems += region_problems
    declared = _declared(workspace, common, problems) if common else {}
    if edition is None or common is None:
        raise InputError(problems)
    values = edition[1].parameters.model_dump() | given
    used = {name: text for name, text in (overrides or {}).items() if name in given}
    check = _Check(edition[0], edition[1], common[0], common[1], values, used, regions, problems)
    check.names(found)
    check.years()
    pages = check.pages()
    check.parameters(given, declared)
    if problems:
        raise InputError(problems)
    passed = {"edition": edition_path, **values}
    return Edition(
        path=edition_path,
        programme=programme,
        year=edition[1].year,
        name=common[1].name,
        document=common[1].document,
        title=edition[1].title,
        subtitle=edition[1].subtitle,
        issuing_office=edition[1].issuing_office,
        status=edition[1].status,
        period=common[1].period,
        region=common[1].region,
        regions=pages,
        parameters=values,
        overrides=tuple(sorted(given)),
        runs=_runs(common[1], pages, passed, declared),
    )


def _located(workspace: Workspace, path: Path) -> tuple[Path, str]:
    """The edition file and how it is shown; it must stand at `params/<programme>/<year>.yaml`."""
    full = path.resolve()
    if not full.is_relative_to(workspace.root) or not full.is_file():
        full = (workspace.root / path).resolve()
    text = workspace.shown(full)
    if full.parent.parent != workspace.path("params") or full.suffix != ".yaml":
        editions = sorted(workspace.path("params").glob("*/[0-9]*.yaml"))
        listed = did_you_mean(text, [workspace.shown(other) for other in editions])
        what = "not an edition file; editions are params/<programme>/<year>.yaml"
        raise InputError([Problem(path.as_posix(), what, listed)])
    return full, text


def _read(
    path: Path, text: str, model: type[Model], problems: list[Problem]
) -> tuple[Document, Model] | None:
    try:
        document = load_document(path, text)
        return document, document.validated(model)
    except InputError as error:
        problems += error.problems
        return None


def _declared(
    workspace: Workspace, common: tuple[Document, ProgrammeFile], problems: list[Problem]
) -> dict[str, tuple[str, ...]]:
    """Template -> the parameters it declares, each template read once."""
    declared: dict[str, tuple[str, ...]] = {}
    for position, entry in enumerate(common[1].notebooks):
        if entry.template in declared:
            continue
        declared[entry.template] = ()
        path = workspace.path(entry.template)
        if not path.is_file():
            near = sorted(workspace.shown(other) for other in workspace.path("notebooks").glob("*.ipynb"))
            what = f"there is no notebook {entry.template}"
            place = ("notebooks", position, "template")
            problems.append(common[0].problem(place, what, did_you_mean(entry.template, near)))
            continue
        try:
            declared[entry.template] = declared_parameters(path, entry.template)
        except InputError as error:
            problems += error.problems
    return declared


@dataclass
class _Check:
    """The checks that need more than one file; each adds to the same list of problems."""

    edition_document: Document
    edition: EditionFile
    common_document: Document
    common: ProgrammeFile
    values: dict[str, Any]
    overrides: Mapping[str, str]
    regions: KnownRegions | None
    problems: list[Problem]

    def where(self, name: str) -> str:
        """Where a parameter's value was given: on the command line or in the edition file."""
        if name in self.overrides:
            return shown(name, self.overrides[name])
        return self.edition_document.where(("parameters", name))

    def names(self, path: Path) -> None:
        """Folder and file name say what the edition says of itself."""
        for key, said, named in (
            ("programme", self.edition.programme, path.parent.name),
            ("year", str(self.edition.year), path.stem),
        ):
            if said != named:
                what = f"{key} is {said}, but the file stands at params/{path.parent.name}/{path.name}"
                self.problems.append(self.edition_document.problem((key,), what, "Make them agree."))

    def years(self) -> None:
        """Base year no later than the edition; target years rising, within the plan."""
        base, targets = self.values["base_year"], self.values["target_years"]
        period = Period.of(self.common.period)
        if base > self.edition.year:
            what = f"base_year {base} is later than the edition's year {self.edition.year}"
            self.problems.append(Problem(self.where("base_year"), what))
        if targets != sorted(set(targets)):
            what = f"target_years {targets} must rise, each year once"
            self.problems.append(Problem(self.where("target_years"), what))
        outside = [year for year in targets if not period.start <= year <= period.end]
        if outside:
            what = f"target_years {outside} are outside the plan's period {period}"
            self.problems.append(Problem(self.where("target_years"), what))

    def pages(self) -> tuple[str, ...]:
        """The child regions that get a page, in the order of `regions.yaml`."""
        if self.regions is None:
            return ()
        top = self.common.region
        asked = [(self.common_document.where(("region",)), top, "region")]
        asked += [
            (self.where(name), self.values[name], name) for name in ("reference_region", "deflator_region")
        ]
        self.problems += [found for entry in asked if (found := self.regions.problem(*entry))]
        children = self.regions.children(top)
        if self.edition.regions == "all" or top not in self.regions.by_id:
            return children
        chosen = self.edition.regions
        for position, region in enumerate(chosen):
            if region not in children:
                where = self.edition_document.where(("regions", position))
                what = f"regions: {region} is not a region directly below {top}"
                self.problems.append(Problem(where, what, did_you_mean(region, children)))
            elif region in chosen[:position]:
                where = self.edition_document.where(("regions", position))
                self.problems.append(Problem(where, f"regions: {region} stands twice", "Remove one."))
        return tuple(region for region in children if region in chosen)

    def parameters(self, given: Mapping[str, Any], declared: Mapping[str, tuple[str, ...]]) -> None:
        """Every declared parameter is passed, every override is taken, every page has its own name."""
        known = ["edition", "region", *self.values]
        for template, names in declared.items():
            for name in names:
                if name not in known:
                    what = f"declares {name}, which no edition passes"
                    where = f"{template} › parameters cell"
                    self.problems.append(Problem(where, what, did_you_mean(name, known)))
        taken = {name for names in declared.values() for name in names}
        for name in given:
            if taken and name not in taken:
                what = f"no notebook of this programme declares {name}, so it would change nothing"
                self.problems.append(Problem(self.where(name), what, "Leave it out."))
        seen: set[tuple[str, str]] = set()
        for position, entry in enumerate(self.common.notebooks):
            if (entry.page, entry.regions) in seen:
                where = self.common_document.where(("notebooks", position, "page"))
                self.problems.append(Problem(where, f"page {entry.page} stands twice", "Rename one."))
            seen.add((entry.page, entry.regions))


def _runs(
    common: ProgrammeFile,
    pages: tuple[str, ...],
    passed: Mapping[str, ParameterValue],
    declared: Mapping[str, tuple[str, ...]],
) -> tuple[NotebookRun, ...]:
    runs: list[NotebookRun] = []
    for entry in common.notebooks:
        own = {"none": (common.region,), "top": (common.region,), "children": pages}[entry.regions]
        for region in own:
            values: dict[str, ParameterValue] = {**passed, "region": region}
            name = entry.page if entry.regions == "none" else f"{entry.page}/{region}"
            parameters = {key: values[key] for key in declared[entry.template]}
            runs.append(NotebookRun(Path(entry.template), name, parameters))
    return tuple(runs)
