"""`tables.yaml`, read and checked against the definitions before any workbook is opened.

Takes a folder and a vocabulary; gives the specifications of its sheets that can be used, and every
problem of the file with its line: ids that aren't defined, years that aren't years, addresses that
aren't cells, parts of a sheet's description that don't fit each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from assessbook.core.documents import Document, Location, load_document, plain
from assessbook.core.periods import Period
from assessbook.core.problems import InputError, Problem
from assessbook.core.workspace import Workspace
from assessbook.observations.grid import position_of, squashed
from assessbook.observations.sheet_layouts import layouts_path, take_layouts, takes_layouts
from assessbook.observations.table_spec import (
    ColumnSpec,
    Coordinates,
    SheetSpec,
    TablesSpec,
    WorkbookSpec,
)
from assessbook.observations.vocabulary import Vocabulary, suggestion


@dataclass
class TablesFile:
    """What was read of one `tables.yaml`: usable workbook specifications, what is wrong, the files read."""

    folder: Path
    document: Document | None = None
    synthetic: bool = False
    workbooks: dict[str, WorkbookSpec] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    inputs: list[Path] = field(default_factory=list)


def load_tables(workspace: Workspace, folder: Path, vocabulary: Vocabulary) -> TablesFile:
    """Read `tables.yaml` of a folder; problems are returned, not raised."""
    path = folder / "tables.yaml"
    tables = TablesFile(folder, inputs=[path])
    try:
        document = tables.document = load_document(path, workspace.shown(path))
    except InputError as error:
        tables.problems += error.problems
        return tables
    if workspace.is_demo_folder(folder) and document.content.get("synthetic") is not True:
        what = "demonstration data must say that they are made up"
        tables.problems.append(document.problem(("synthetic",), what, "Write synthetic: true."))
    if takes_layouts(document):
        tables.inputs.append(layouts_path(workspace))
    tables.problems += take_layouts(document, workspace)
    try:
        spec = document.validated(TablesSpec)
        tables.synthetic, tables.workbooks = spec.synthetic, dict(spec.workbooks)
    except InputError as error:
        tables.problems += error.problems
        tables.workbooks = _salvaged(document)
    for name, workbook in list(tables.workbooks.items()):
        if Path(name).name != name:
            place: Location = ("workbooks", name)
            tables.problems.append(
                document.problem(place, f"workbook {name} is a path", "Put the workbook beside tables.yaml.")
            )
            del tables.workbooks[name]
            continue
        readable: dict[str, SheetSpec] = {}
        for sheet, spec_of_sheet in workbook.sheets.items():
            location: Location = ("workbooks", name, "sheets", sheet)
            tables.problems += _problems_of_sheet(spec_of_sheet, document, location, vocabulary)
            misfits = [
                document.problem((*location, key), what, action)
                for key, what, action in _misfits(spec_of_sheet)
            ]
            tables.problems += misfits
            # Parts that don't fit each other would be blamed again on every cell of the sheet.
            if not misfits:
                readable[sheet] = spec_of_sheet
        tables.workbooks[name] = workbook.model_copy(update={"sheets": readable})
    return tables


def _salvaged(document: Document) -> dict[str, WorkbookSpec]:
    """The sheets that are described correctly, so that they can be checked beside the others' problems."""
    found: dict[str, WorkbookSpec] = {}
    workbooks = plain(document.content.get("workbooks"))
    for name, entry in workbooks.items() if isinstance(workbooks, Mapping) else ():
        sheets = entry.get("sheets") if isinstance(entry, Mapping) else None
        good: dict[str, SheetSpec] = {}
        for sheet, content in sheets.items() if isinstance(sheets, Mapping) else ():
            try:
                good[str(sheet)] = SheetSpec.model_validate(content)
            except ValidationError:
                continue
        if good:
            found[str(name)] = WorkbookSpec(document=str(entry.get("document", "")), sheets=good)
    return found


def _problems_of_sheet(
    spec: SheetSpec, document: Document, location: Location, vocabulary: Vocabulary
) -> Iterator[Problem]:
    for place, coordinates in _coordinates(spec):
        yield from _unknown_ids(coordinates, document, (*location, *place), vocabulary)
    for place, address in _addresses(spec):
        try:
            position_of(address)
        except ValueError as error:
            yield document.problem((*location, *place), str(error), "Name one cell, as in C7.")


def _coordinates(spec: SheetSpec) -> Iterator[tuple[Location, Coordinates]]:
    yield ("defaults",), spec.defaults
    if isinstance(spec.rows, dict):
        yield from ((("rows", label), row) for label, row in spec.rows.items())
    yield from ((("extra_rows", label), row) for label, row in spec.extra_rows.items())
    yield from ((("columns", header), column) for header, column in spec.columns.items())
    yield from ((("cells", address), cell) for address, cell in spec.cells.items())


def _addresses(spec: SheetSpec) -> Iterator[tuple[Location, str]]:
    yield ("title_cell",), spec.title_cell
    yield from ((("cells", address), address) for address in spec.cells)
    yield from ((("notes", address), address) for address in spec.notes)


def _unknown_ids(
    coordinates: Coordinates, document: Document, location: Location, vocabulary: Vocabulary
) -> Iterator[Problem]:
    known = vocabulary.definitions
    named: list[tuple[Location, str | None]] = [(("measure",), coordinates.measure)]
    if isinstance(coordinates, ColumnSpec):
        named += [(("measures", row), row) for row in coordinates.measures]
        named += [(("measures", row), column) for row, column in coordinates.measures.items()]
    if vocabulary.is_whole("measures"):
        for place, measure in named:
            if measure is not None and measure not in known.measures:
                yield document.problem(
                    (*location, *place),
                    f"measure {measure} is not defined",
                    suggestion(measure, known.measures) or "Correct the id, or define it in measures.yaml.",
                )
    region = coordinates.region
    if vocabulary.is_whole("regions") and region is not None and region not in known.regions:
        yield document.problem(
            (*location, "region"),
            f"region {region} is not defined",
            suggestion(region, known.regions) or "Correct the id, or define it in regions.yaml.",
        )
    if coordinates.year is not None:
        try:
            Period.of(coordinates.year)
        except ValueError as error:
            yield document.problem((*location, "year"), str(error), "Correct the year.")


def _misfits(spec: SheetSpec) -> Iterator[tuple[str, str, str]]:
    """Parts of a sheet's description that don't fit each other: key, what, action."""
    needs_header = {
        "columns": spec.columns,
        "coordinate_columns": spec.coordinate_columns,
        "label_column": spec.label_column,
    }
    if spec.header_row is None:
        for key, given in needs_header.items():
            if given:
                yield key, f"{key} is given, but not in which row the headers stand", "Add header_row."
    elif spec.entry_form and not spec.coordinate_columns:
        yield "entry_form", "entry_form is for long tables, whose rows name region or year", "Remove it."
    elif not spec.columns:
        yield (
            "header_row",
            "header_row is given, but no columns to read",
            "Add columns, or remove header_row.",
        )
    if (spec.rows is not None or spec.extra_rows) and spec.label_column is None:
        key = "rows" if spec.rows is not None else "extra_rows"
        yield key, f"{key} is given, but not which column holds the labels", "Add label_column."
    headers = [
        *spec.columns,
        *spec.coordinate_columns,
        *spec.ignored_columns,
        *(
            name
            for name in (spec.label_column, spec.citation_column, spec.adopted_column, spec.note_column)
            if name is not None
        ),
    ]
    seen: set[str] = set()
    for header in headers:
        if squashed(header) in seen:
            yield "columns", f'header "{header}" is given two uses', "Name each header once."
        seen.add(squashed(header))
    if spec.adopted_column is not None and "reported" in spec.coordinate_columns.values():
        yield (
            "adopted_column",
            "of rows that say when they were reported, the last is adopted; adopted_column says it again",
            "Remove adopted_column, or the column of the reporting year.",
        )
    if not spec.columns and not spec.cells:
        yield (
            "title",
            "the sheet names neither columns nor cells, so nothing is read from it",
            "Add columns or cells.",
        )
