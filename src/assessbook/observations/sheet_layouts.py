"""`entry_sheets.yaml`: layouts that the sheets of many programmes share, taken by name in `tables.yaml`.

Takes the document of a `tables.yaml`; puts what a layout says of a sheet into each entry that names it
(``{layout: registry}``), where the entry doesn't say otherwise. What it says is checked with the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assessbook.core.documents import Document, Location, load_document, plain
from assessbook.core.problems import InputError, Problem
from assessbook.core.workspace import Workspace
from assessbook.observations.definitions import Strict
from assessbook.observations.table_spec import SheetSpec
from assessbook.observations.vocabulary import suggestion

FILE = "entry_sheets.yaml"


class LayoutsFile(Strict):
    """A whole `entry_sheets.yaml`. `common`: what every layout says; its own keys come first."""

    common: dict[str, Any] = {}
    layouts: dict[str, dict[str, Any]]


def layouts_path(workspace: Workspace) -> Path:
    """The file of the layouts."""
    return workspace.path("data", FILE)


def load_layouts(workspace: Workspace) -> dict[str, SheetSpec]:
    """The layouts by their names.

    Raises
    ------
    InputError
        If the file is missing, or an entry of it can't be used.
    """
    path = layouts_path(workspace)
    document = load_document(path, workspace.shown(path))
    content = document.validated(LayoutsFile)
    layouts: dict[str, SheetSpec] = {}
    problems: list[Problem] = []
    for name, entry in content.layouts.items():
        whole = {**content.common, **entry}
        try:
            layouts[name] = SheetSpec.model_validate(whole)
        except ValidationError:
            # Judged again as a document of its own, which words what is refused; its line is the layout's.
            try:
                Document(document.where(("layouts", name)), whole).validated(SheetSpec)
            except InputError as error:
                problems += error.problems
    if problems:
        raise InputError(problems)
    return layouts


def takes_layouts(document: Document) -> bool:
    """Whether a sheet of a `tables.yaml` names a layout, so that the file of the layouts is read for it."""
    return next(_takers(document.content), None) is not None


def take_layouts(document: Document, workspace: Workspace) -> Iterator[Problem]:
    """Put the layouts that sheets of a `tables.yaml` name into the document.

    A sheet whose layout isn't known is taken out of the document, after the problem is given: what else it
    lacks would be blamed for the same slip.
    """
    takers = list(_takers(document.content))
    if not takers:
        return
    try:
        layouts = load_layouts(workspace)
    except InputError as error:
        yield from error.problems
        layouts = {}
    for location, sheets, name in takers:
        layout = plain(sheets[name].pop("layout"))
        if layout in layouts:
            given = layouts[str(layout)].model_dump(exclude_unset=True)
            sheets[name].update({key: value for key, value in given.items() if key not in sheets[name]})
            continue
        if layouts:
            what = f"layout {layout} is not in {workspace.shown(layouts_path(workspace))}"
            action = suggestion(str(layout), layouts) or "Correct the name, or add the layout."
            yield document.problem(location, what, action)
        del sheets[name]


def _takers(content: Any) -> Iterator[tuple[Location, Any, Any]]:
    """The sheets that name a layout: where, the mapping they stand in, and their key in it."""
    workbooks = content.get("workbooks")
    for file, workbook in workbooks.items() if isinstance(workbooks, Mapping) else ():
        sheets = workbook.get("sheets") if isinstance(workbook, Mapping) else None
        for name, sheet in list(sheets.items()) if isinstance(sheets, Mapping) else ():
            if isinstance(sheet, Mapping) and "layout" in sheet:
                yield ("workbooks", file, "sheets", name), sheets, name
