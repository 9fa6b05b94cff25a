"""Title and headers of a table on its sheet.

Takes a grid and its `SheetSpec`; says which header stands in which column, and reports a swapped sheet,
and headers that are missing, renamed, doubled or unknown. Rows are for `table_rows`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches

from assessbook.core.documents import Document, Location
from assessbook.core.problems import Problem
from assessbook.observations.grid import Grid, SheetCell, address_of, is_address, squashed
from assessbook.observations.table_spec import SheetSpec


@dataclass
class Frame:
    """A sheet beside its description, and what was found out so far.

    Parameters
    ----------
    grid : Grid
        The sheet.
    spec : SheetSpec
        Its description.
    document, location
        The `tables.yaml` the description stands in, and where, so that problems can name the line.
    columns : dict
        Header as described -> column, counted from 1. A header that is only misspelt is in it too, so
        that the values below it are checked in the same run.
    problems : list
        What is wrong with the sheet.
    """

    grid: Grid
    spec: SheetSpec
    document: Document
    location: Location
    columns: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def report(self, address: str, what: str, action: str) -> None:
        """Add a problem at a cell of the sheet."""
        self.problems.append(Problem(self.grid.where(address), what, action))

    def line(self, *place: str) -> str:
        """File and line of a key of the description."""
        return self.document.where((*self.location, *place))

    def value_columns(self) -> list[int]:
        """The columns that hold values."""
        return [self.columns[header] for header in self.spec.columns if header in self.columns]


def check_title(frame: Frame) -> None:
    """Report a title that differs: a swapped or renamed sheet is noticed by it."""
    address = frame.spec.title_cell
    cell = frame.grid.find(address)
    found = cell.text if cell else ""
    if is_address(address) and squashed(found) != squashed(frame.spec.title):
        frame.report(
            address,
            f'the title is "{found.strip()}", "{frame.spec.title}" is expected',
            f"Check that this is the right sheet; otherwise correct the title here or in {frame.line('title')}.",
        )


def find_headers(frame: Frame, row: int) -> None:
    """Match the headers in a row of the sheet with those of the description."""
    uses = _uses(frame.spec)
    wanted = {squashed(header): header for header in uses}
    strangers: dict[str, tuple[int, SheetCell]] = {}
    for column in range(1, frame.grid.last_column + 1):
        cell = frame.grid.at(row, column)
        if cell is None or not cell.label:
            continue
        header = wanted.get(cell.label)
        if header is None:
            strangers[cell.label] = (column, cell)
        elif header in frame.columns:
            first = address_of(row, frame.columns[header])
            frame.report(
                cell.address, f'header "{header}" stands here and in {first}', "Rename or remove one of them."
            )
        else:
            frame.columns[header] = column
    for header, use in uses.items():
        if header not in frame.columns:
            _missing(frame, header, use, row, strangers)
    for _, cell in strangers.values():
        frame.report(
            cell.address,
            f'header "{cell.text.strip()}" is not in tables.yaml',
            f"Add it to columns or ignored_columns ({frame.line('columns')}), or remove the column.",
        )
    for column in range(1, frame.grid.last_column + 1):
        below = frame.grid.at(row + 1, column)
        if below and below.kind == "number" and not frame.grid.label_at(row, column):
            frame.report(
                address_of(row, column), "the column has numbers but no header", "Write its header here."
            )


def _missing(
    frame: Frame, header: str, use: str, row: int, strangers: dict[str, tuple[int, SheetCell]]
) -> None:
    line = frame.line(use, header) if use in ("columns", "coordinate_columns") else frame.line(use)
    near = get_close_matches(squashed(header), strangers, n=1, cutoff=0.6)
    if near:
        column, cell = strangers.pop(near[0])
        frame.columns[header] = column
        frame.report(
            cell.address,
            f'the header is "{cell.text.strip()}", "{header}" is expected',
            f"Write {header} here, or correct {line}.",
        )
        return
    frame.report(
        f"row {row}",
        f'header "{header}" is missing',
        f"Add the column, put the headers into row {row}, or correct {line}.",
    )


def _uses(spec: SheetSpec) -> dict[str, str]:
    """Every header of the description -> the key of the description that names it."""
    uses = dict.fromkeys(spec.columns, "columns")
    uses |= dict.fromkeys(spec.coordinate_columns, "coordinate_columns")
    uses |= dict.fromkeys(spec.ignored_columns, "ignored_columns")
    for key in ("label_column", "citation_column", "adopted_column", "note_column"):
        header = getattr(spec, key)
        if header is not None:
            uses[header] = key
    return uses
