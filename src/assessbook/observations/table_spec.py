"""`tables.yaml`: how each sheet of a workbook becomes observations, declared.

One rule covers every shape: a value cell's coordinates (measure, region, year, item) are the sheet's
`defaults`, added to by its row, added to by its column. They must come out complete. `cells` names
single cells that stand outside the grid. A sheet may say ``layout:`` and the name of an entry of
`data/entry_sheets.yaml` instead: it is read as that says, except for the keys it has itself.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assessbook.observations.definitions import Strict

MissingWord = Literal["not_applicable", "not_yet_due", "no_observation", "suppressed"]


class Coordinates(Strict):
    """Part of a value's coordinates. `year` is a year (2015) or a span (2016-2020)."""

    measure: str | None = None
    region: str | None = None
    year: int | str | None = None
    item: str | None = None


class RowSpec(Coordinates):
    """What a row adds, and how its cells print.

    `unit_in_cell`: the cells print their unit (``5832户``, ``3.88%``); a number without it is a problem,
    except 0. `blank`: what an empty cell of this row means; without it, an empty cell is a problem.
    `skip`: the row is read by `cells` or by nobody.
    """

    unit_in_cell: bool = False
    blank: MissingWord | None = None
    skip: bool = False


class ColumnSpec(Coordinates):
    """What a column adds, and how its cells print.

    `value`: ``number``, or ``name`` for a list whose entries are names (each counts 1, the name is the
    item). `measures`: the measure by row item class, for columns whose rows hold different measures
    (``{coverage_rate: coverage_target}``: a row of measure coverage_rate becomes coverage_target here).
    `blank` as for rows.
    """

    value: Literal["number", "name"] = "number"
    measures: dict[str, str] = {}
    unit_in_cell: bool = False
    blank: MissingWord | None = None


class CellSpec(Coordinates):
    """One cell outside the grid. `prefix` is a word printed before the number (降低)."""

    unit_in_cell: bool = False
    prefix: str = ""
    blank: MissingWord | None = None


class SheetSpec(Strict):
    """How one sheet is read.

    Parameters
    ----------
    title : str
        Must stand in `title_cell`, so that a swapped sheet is noticed.
    citation : str
        Section of the document, printed with every value. Long tables cite row by row instead.
    header_row : int
        Row with the column headers (absent for sheets of single `cells` only).
    label_column : str
        Header of the column whose cells name the rows.
    rows : "regions" or mapping
        ``regions``: labels are region names of this programme. Otherwise label -> what the row adds;
        every label of the sheet must be in the mapping and the other way round.
    partial : bool
        With ``rows: regions``: the sheet leaves out some regions. Without it, a sheet that has some of a
        parent's regions must have all of them, so that a lost row is noticed.
    extra_rows : mapping
        Rows beside the regions, such as 合计.
    coordinate_columns : mapping
        For long tables: header -> ``region``, ``year`` or ``item``, read from each row; or ``reported``, the
        year in which the row was reported. Rows of one fact are then successive reports: an edition reads
        the last one that had been reported by its year.
    citation_column, adopted_column, note_column : str
        For long tables: headers of the columns with the source, with 是/否 (whether this row is the
        preferred one among rows that state the same fact), and with notes.
    columns : mapping
        Header -> what the column adds.
    ignored_columns : list
        Headers nobody reads (serial numbers, the quoted sentence). Any other header is a problem.
    symbols : mapping
        Printed words that stand for a missing value: ``{巩固: not_applicable}``.
    restates : bool
        Another sheet is the primary source of the facts that this one states too; they are kept for the
        checks and used only where the other is silent.
    entry_form : bool
        For long tables that wait for entry: rows that hold nothing but their coordinates aren't read, and
        in a row that holds more an empty cell is no observation.
    notes : mapping
        Cell -> what the transcriber noted about it (misprint, ambiguity), shown wherever it is traced.
    """

    title: str
    title_cell: str = "A1"
    citation: str = ""
    header_row: int | None = Field(default=None, ge=1)
    label_column: str | None = None
    rows: Literal["regions"] | dict[str, RowSpec] | None = None
    partial: bool = False
    extra_rows: dict[str, RowSpec] = {}
    coordinate_columns: dict[str, Literal["region", "year", "item", "reported"]] = {}
    citation_column: str | None = None
    adopted_column: str | None = None
    note_column: str | None = None
    columns: dict[str, ColumnSpec] = {}
    ignored_columns: list[str] = []
    defaults: Coordinates = Coordinates()
    cells: dict[str, CellSpec] = {}
    symbols: dict[str, MissingWord] = {}
    restates: bool = False
    entry_form: bool = False
    notes: dict[str, str] = {}


class WorkbookSpec(Strict):
    """One workbook: the document it transcribes, and its sheets in the order of the document.

    `yearly`: reports that are added to every year. The edition of a year reads what they say of that
    year and earlier ones.
    """

    document: str
    yearly: bool = False
    sheets: dict[str, SheetSpec]


class TablesSpec(Strict):
    """A whole `tables.yaml`: workbook file name -> how it is read.

    `synthetic`: everything in it is made up, for a demonstration.
    """

    synthetic: bool = False
    workbooks: dict[str, WorkbookSpec]
