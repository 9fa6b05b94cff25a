"""Edition and programme files, checked as a whole before any kernel starts.

`load_edition` takes the path of `params/<programme>/<year>.yaml` and the `-p` overrides, and gives an
`Edition` whose notebook runs can be executed as they stand; or one `InputError` with every problem of
every file. Data are not read, only the ids of regions.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assessbook.assessment.register import register_of
from assessbook.core.documents import Model, load_document
from assessbook.core.problems import InputError, Problem, did_you_mean
from assessbook.core.workspace import DEMO, Workspace, programme_of
from assessbook.editions.checks import CheckedFile, EditionChecks
from assessbook.editions.edition import Edition, NotebookRun, ParameterValue
from assessbook.editions.models import EditionFile, ProgrammeFile
from assessbook.editions.overrides import checked_overrides
from assessbook.editions.regions import known_regions
from assessbook.editions.sign_off import checked_register, register_file_of, sign_off_problems
from assessbook.editions.templates import declared_parameters
from assessbook.editions.volumes import checked_volumes

# Stand in for what a file leaves out or gets wrong while the rest of it is checked.
_EDITION_STAND_INS = {"title": "—", "issuing_office": "—"}
_COMMON_STAND_INS = {"name": "—", "document": "—", "period": "1949-2100"}


def load_edition(workspace: Workspace, path: Path, overrides: Mapping[str, str] | None = None) -> Edition:
    """Read and check an edition.

    Parameters
    ----------
    workspace : Workspace
        The project that the edition belongs to.
    path : Path
        `params/<programme>/<year>.yaml`, of a demonstration `params/demo/<programme>/<year>.yaml`; a
        relative path is looked up from the current folder, then from the root.
    overrides : mapping
        Notebook parameters given on the command line, as text: they replace those of the file.

    Raises
    ------
    InputError
        With every problem of the edition file, the programme file, the register, the overrides, the region
        files and the notebooks' parameters cells.
    """
    found, edition_path = _located(workspace, path)
    programme = programme_of(found)
    programme_path = found.parent / "programme.yaml"
    given, problems = checked_overrides(overrides or {})
    names = {"programme": programme, "year": int(found.stem) if found.stem.isdecimal() else None}
    edition = _read(found, edition_path, EditionFile, _EDITION_STAND_INS | names, problems)
    common = _read(
        programme_path, workspace.shown(programme_path), ProgrammeFile, _COMMON_STAND_INS, problems
    )
    regions, region_problems = known_regions(workspace, programme)
    problems += region_problems
    declared = _declared(workspace, common, problems) if common else {}
    used = {name: text for name, text in (overrides or {}).items() if name in given}
    checks = EditionChecks(edition, common, given, used, regions, problems)
    checks.names(found)
    checks.years()
    checks.inputs(workspace)
    pages = checks.pages()
    checks.parameters(declared)
    volumes, volume_problems = checked_volumes(workspace, edition, common, regions)
    problems += volume_problems
    register = checked_register(workspace, found, problems)
    if edition is not None and register is not None:
        problems += sign_off_problems(
            edition.content, edition.document, register, register_file_of(workspace, found), used
        )
    if problems or edition is None or common is None or register is None:
        raise InputError(problems)
    own, shared, values = edition.content, common.content, checks.values
    passed = {"edition": edition_path, **values}
    return Edition(
        path=edition_path,
        programme=programme,
        year=own.year,
        name=shared.name,
        document=shared.document,
        title=own.title,
        subtitle=own.subtitle,
        issuing_office=own.issuing_office,
        status=own.status,
        period=shared.period,
        region=shared.region,
        regions=pages,
        parameters=values,
        overrides=tuple(sorted(given)),
        runs=_runs(shared, pages, passed, declared),
        register=register_of(register, programme, own.year, own.review, own.signed_off),
        volumes=volumes,
        inputs=tuple(own.inputs),
    )


def _located(workspace: Workspace, path: Path) -> tuple[Path, str]:
    """The edition file and how it is shown; it must stand in the folder of a programme below `params/`."""
    full = path.resolve()
    if not full.is_relative_to(workspace.root) or not full.is_file():
        full = (workspace.root / path).resolve()
    text = workspace.shown(full)
    folder = workspace.programme_folder("params", programme_of(full))
    if full.parent != folder or full.parent == workspace.path("params", DEMO) or full.suffix != ".yaml":
        params = workspace.path("params")
        editions = sorted([*params.glob("*/[0-9]*.yaml"), *params.glob(f"{DEMO}/*/[0-9]*.yaml")])
        listed = did_you_mean(text, [workspace.shown(other) for other in editions])
        what = "not an edition file; editions are params/<programme>/<year>.yaml"
        raise InputError([Problem(path.as_posix(), what, listed)])
    return full, text


def _read(
    path: Path, text: str, model: type[Model], stand_ins: Mapping[str, Any], problems: list[Problem]
) -> CheckedFile[Model] | None:
    """A file and what can be read of it; None if that is nothing. Its problems are added."""
    try:
        document = load_document(path, text)
    except InputError as error:
        problems += error.problems
        return None
    try:
        return CheckedFile(document, document.validated(model), whole=True)
    except InputError as error:
        problems += error.problems
    left = document.readable(model, stand_ins)
    return CheckedFile(document, left, whole=False) if left is not None else None


def _declared(
    workspace: Workspace, common: CheckedFile[ProgrammeFile], problems: list[Problem]
) -> dict[str, tuple[str, ...]]:
    """Template -> the parameters it declares, each template read once."""
    declared: dict[str, tuple[str, ...]] = {}
    for position, entry in enumerate(common.content.notebooks):
        if entry.template in declared:
            continue
        declared[entry.template] = ()
        path = workspace.path(entry.template)
        if not path.is_file():
            near = sorted(workspace.shown(other) for other in workspace.path("notebooks").glob("*.ipynb"))
            what = f"there is no notebook {entry.template}"
            place = ("notebooks", position, "template")
            problems.append(common.document.problem(place, what, did_you_mean(entry.template, near)))
            continue
        try:
            declared[entry.template] = declared_parameters(path, entry.template)
        except InputError as error:
            problems += error.problems
    return declared


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
            parameters = {key: values[key] for key in declared[entry.template] if key in values}
            runs.append(NotebookRun(Path(entry.template), name, parameters))
    return tuple(runs)
