"""Writes the workbook that a programme's yearly observations are entered in: `data/<programme>/annual-reports.xlsx`.

One sheet for each kind of mechanism of the plan, laid out as `data/entry_sheets.yaml` says, with a row for
each year, mechanism and region. The same plan gives the same bytes. A workbook that holds an entry is never
overwritten. Run by hand from the project's folder when a programme's plan is new or has changed:

    python scripts/make_entry_workbook.py [--out FILE] PROGRAMME
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from assessbook.assessment.entry_sheets import WORKBOOK, entry_kinds, entry_sheet_name, items_of
from assessbook.assessment.plan import Plan, load_plan
from assessbook.core.archives import without_times
from assessbook.core.documents import load_document
from assessbook.core.problems import AssessbookError, InputError, Problem, did_you_mean
from assessbook.core.workspace import Workspace, real_programme
from assessbook.editions.models import ProgrammeFile
from assessbook.observations.blank_forms import is_blank
from assessbook.observations.definition_files import load_definitions
from assessbook.observations.definitions import Definitions
from assessbook.observations.reader import programmes
from assessbook.observations.safe_open import open_workbook
from assessbook.observations.sheet_layouts import load_layouts
from assessbook.observations.table_spec import SheetSpec

HOW_TO = (
    "填报说明：每行为一个地区、一个年度、一个事项，前三栏不改动。有数据的行填写数值和来源；"
    "确为零的填0，没有数据的留空，整行留空的不读入。数据口径或特殊情况写在“口径与说明”栏。"
)
HEADER_ROW, COORDINATES = 2, 3
_WIDTHS = {"地区": 18, "年份": 8, "事项": 34, "来源": 36, "口径与说明": 36}


@dataclass(frozen=True)
class Form:
    """A sheet to be written: its name, its layout, and the coordinates of its rows."""

    name: str
    layout: SheetSpec
    rows: Sequence[tuple[str, int, str]]


def main(arguments: list[str] | None = None) -> int:
    """Write the workbook of one programme; returns the exit status."""
    parser = argparse.ArgumentParser(
        description="Write the workbook that yearly observations are entered in."
    )
    parser.add_argument("programme", metavar="PROGRAMME", help="such as jiaohe-2016")
    parser.add_argument("--out", type=Path, help="file to write (default: in the programme's data folder)")
    given = parser.parse_args(arguments)
    try:
        workspace = Workspace.find()
        path = given.out or workspace.programme_folder("data", given.programme) / WORKBOOK
        forms = forms_of(workspace, given.programme)
        write(path, workspace.shown(path), forms)
    except AssessbookError as error:
        print(error, file=sys.stderr)
        return error.exit_status
    rows = sum(len(form.rows) for form in forms)
    print(f"Wrote {workspace.shown(path)}: {len(forms)} sheets, {rows} rows.")
    print(_advice(forms, path.name), end="")
    return 0


def forms_of(workspace: Workspace, programme: str) -> list[Form]:
    """The sheets of a programme: one for each kind of mechanism that its plan has.

    Raises
    ------
    InputError
        If there is no such programme, or its definitions, plan or layouts have problems.
    """
    known = programmes(workspace)
    if programme not in known:
        raise InputError(
            [Problem("data", f"there is no programme {programme}", did_you_mean(programme, known))]
        )
    loaded = load_definitions(workspace, programme)
    if loaded.problems:
        raise InputError(loaded.problems)
    plan = load_plan(workspace, programme, loaded.definitions)
    regions = list(_regions(loaded.definitions, _top_region(workspace, programme)))
    layouts = load_layouts(workspace)
    return [
        Form(entry_sheet_name(kind), layouts[kind], list(_rows(plan, kind, regions)))
        for kind in entry_kinds(plan)
    ]


def write(path: Path, shown: str, forms: Sequence[Form]) -> None:
    """Write the workbook.

    Raises
    ------
    InputError
        If there is one that holds an entry, or that can't be read.
    """
    entry = _first_entry(path, shown) if path.exists() else None
    if entry:
        action = "Write the new form beside it with --out, and copy the rows."
        raise InputError([Problem(entry, "an entry stands here, and would be lost", action)])
    book = Workbook()
    book.remove(book.worksheets[0])
    for form in forms:
        _write_form(book, form)
    buffer = io.BytesIO()
    book.save(buffer)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(without_times(buffer.getvalue()))


def _first_entry(path: Path, shown: str) -> str | None:
    """Where a workbook first holds more than the form; None where it is blank."""
    workbook = open_workbook(path, shown)
    if is_blank(path, HEADER_ROW, COORDINATES):
        return None
    for page in workbook.worksheets:
        for row in page.iter_rows(min_row=HEADER_ROW + 1, min_col=COORDINATES + 1):
            for cell in row:
                if cell.value not in (None, ""):
                    return f"{shown} › {page.title} › {cell.coordinate}"
    return shown


def headers_of(layout: SheetSpec) -> list[str]:
    """The headers of a form, in order: coordinates, values, source, notes."""
    behind = [name for name in (layout.citation_column, layout.note_column) if name]
    return [*layout.coordinate_columns, *layout.columns, *behind]


def _write_form(book: Workbook, form: Form) -> None:
    page = book.create_sheet(form.name)
    headers = headers_of(form.layout)
    page.append([form.layout.title, *[None] * 2, HOW_TO])
    page.append(headers)
    for row in form.rows:
        page.append(list(row))
    last = get_column_letter(len(headers))
    page.merge_cells("A1:C1")
    page.merge_cells(f"D1:{last}1")
    page["A1"].font = Font(bold=True, size=14)
    for address in ("A1", "D1"):
        page[address].alignment = Alignment(wrap_text=True, vertical="center")
    page.row_dimensions[1].height = 64
    for cell in page[2]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    for index, header in enumerate(headers, 1):
        page.column_dimensions[get_column_letter(index)].width = _WIDTHS.get(header, 16)
    page.freeze_panes = "D3"


def _rows(plan: Plan, kind: str, regions: Sequence[str]) -> Iterator[tuple[str, int, str]]:
    for year in range(plan.source.span.start, plan.source.span.end + 1):
        for name in items_of(plan, kind, year).values():
            yield from ((region, year, name) for region in regions)


def _regions(definitions: Definitions, region: str) -> Iterator[str]:
    """The names of a region and of all regions below it."""
    yield definitions.regions[region].name
    for child in definitions.children(region):
        yield from _regions(definitions, child)


def _top_region(workspace: Workspace, programme: str) -> str:
    path = workspace.programme_folder("params", real_programme(programme)) / "programme.yaml"
    return load_document(path, workspace.shown(path)).validated(ProgrammeFile).region


def _advice(forms: Sequence[Form], name: str) -> str:
    """What `tables.yaml` must say for the workbook to be read."""
    kinds = {entry_sheet_name(kind): kind for kind in entry_kinds(None)}
    lines = ["tables.yaml reads it with:", f"  {name}:", "    document: …年度报送表", "    yearly: true"]
    lines += ["    sheets:", *(f"      {form.name}: {{layout: {kinds[form.name]}}}" for form in forms)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
