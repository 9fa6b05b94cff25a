"""One sheet with its description, read into statements.

Takes a grid, its `SheetSpec` and the vocabulary; gives the statements of the sheet (an observation each,
with its rank among others that state the same fact) and every problem of the sheet. Which of several
statements is adopted is for `adoption`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from assessbook.core.documents import Document, Location
from assessbook.core.missing import Missing
from assessbook.core.periods import Period
from assessbook.core.problems import Problem
from assessbook.observations.cell_reader import CellFormat, ReadCell, read_cell, read_name
from assessbook.observations.coordinates import Complete, Part, composed
from assessbook.observations.grid import Grid, SheetCell, address_of, is_address
from assessbook.observations.headers import Frame, check_title, find_headers
from assessbook.observations.long_rows import (
    RowFacts,
    adoption_problems,
    facts_of_row,
    reported_too_early,
)
from assessbook.observations.observation import Observation, Origin
from assessbook.observations.table_rows import TableRow, find_rows
from assessbook.observations.table_spec import ColumnSpec, RowSpec, SheetSpec
from assessbook.observations.units_on_sheets import contradiction, stated_by
from assessbook.observations.vocabulary import Vocabulary

Key = tuple[str, str, Period, str | None]


NO_ROWS = "Enter the rows directly below the headers, or remove the sheet from tables.yaml."


@dataclass(frozen=True)
class Statement:
    """An observation as one sheet states it.

    `rank` orders statements of one fact: 0 adopted, 1 on a sheet that restates others, 2 a row marked
    否. `noted` is whether the transcriber noted something about the cell, so that it is meant as it is.
    """

    observation: Observation
    rank: int
    noted: bool


@dataclass
class SheetReading:
    """What a sheet gave."""

    statements: list[Statement] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_sheet(
    grid: Grid,
    spec: SheetSpec,
    document: Document,
    location: Location,
    citation: str,
    vocabulary: Vocabulary,
) -> SheetReading:
    """Read one sheet.

    Parameters
    ----------
    grid : Grid
        The sheet.
    spec : SheetSpec
        Its description.
    document, location
        The `tables.yaml` the description stands in, and where.
    citation : str
        What the values of the sheet are cited as, unless its rows have citations of their own.
    vocabulary : Vocabulary
        The definitions.
    """
    frame = Frame(grid, spec, document, location)
    check_title(frame)
    if spec.header_row is not None:
        find_headers(frame, spec.header_row)
    reader = _SheetReader(frame, citation, vocabulary)
    if spec.header_row is not None:
        rows = find_rows(frame, spec.header_row, vocabulary)
        if not rows and not frame.problems and not spec.entry_form:
            frame.report("", f"the table has no rows below its headers in row {spec.header_row}", NO_ROWS)
        for row in rows:
            reader.read_row(row)
    reader.read_single_cells()
    if spec.adopted_column is not None:
        frame.problems += adoption_problems(reader.adoptions, grid, spec.adopted_column)
    # What is wrong with a column or a measure is found again in each of its cells; say it once.
    return SheetReading(reader.statements, list(dict.fromkeys(frame.problems)))


class _SheetReader:
    def __init__(self, frame: Frame, citation: str, vocabulary: Vocabulary) -> None:
        self.frame = frame
        self.grid = frame.grid
        self.spec = frame.spec
        self.citation = citation
        self.vocabulary = vocabulary
        self.statements: list[Statement] = []
        self.adoptions: dict[Key, list[tuple[str, bool]]] = {}
        self.addresses: dict[tuple[Key, int | None], str] = {}
        self.defaults: Part = ("defaults",), frame.spec.defaults
        self.columns = [
            (header, column, frame.columns[header], self._header_cell(header))
            for header, column in frame.spec.columns.items()
            if header in frame.columns
        ]

    def _header_cell(self, header: str) -> SheetCell | None:
        return self.grid.at(self.spec.header_row or 1, self.frame.columns[header])

    def read_row(self, row: TableRow) -> None:
        """Read every value cell of a row."""
        if row.adds.skip or (self.spec.entry_form and self._waits(row.number)):
            return
        facts = facts_of_row(self.frame, row.number, self.vocabulary)
        for header, column, number, header_cell in self.columns:
            if facts.coordinates_known:
                parts: list[Part] = [
                    self.defaults,
                    (row.place, row.adds),
                    facts.part,
                    (("columns", header), column),
                ]
                complete = composed(parts, self.frame, self.vocabulary)
                if complete is None:
                    continue
            else:
                # The row's own problem is reported; its numbers are still checked.
                measure = column.measure or row.adds.measure or self.spec.defaults.measure or header
                complete = Complete(measure, "", None, None)
            if facts.reported is not None and complete.period and facts.reported < complete.period.end:
                reported_too_early(self.frame, row.number, facts.reported, complete.period)
            labels = [(cell, by) for cell, by in ((header_cell, "header"), (row.label, "row label")) if cell]
            self._read_value((row.number, number), row.adds, column, complete, labels, facts)

    def _waits(self, row: int) -> bool:
        """Whether a row of an entry form holds nothing but its coordinates."""
        return not any(
            self.grid.at(row, column)
            for header, column in self.frame.columns.items()
            if header not in self.spec.coordinate_columns
        )

    def _read_value(
        self,
        position: tuple[int, int],
        row: RowSpec,
        column: ColumnSpec,
        complete: Complete,
        labels: list[tuple[SheetCell, str]],
        facts: RowFacts,
    ) -> None:
        cell = self.grid.at(*position)
        address = address_of(*position)
        definition = self.vocabulary.measure(complete.measure)
        blank = row.blank or column.blank or ("no_observation" if self.spec.entry_form else None)
        if column.value == "name":
            read = read_name(cell, self.spec.symbols, blank, complete.measure)
            if (
                isinstance(read, ReadCell)
                and read.missing is Missing.PRESENT
                and definition
                and definition.classification
            ):
                item = self.vocabulary.item(complete.measure, read.name)
                if not isinstance(item, str):
                    self.frame.report(address, item.what, item.action)
                    return
                read = ReadCell(read.value, read.missing, read.raw, name=item)
        else:
            if definition:
                self.frame.problems += contradiction(self.grid, labels, complete.measure, definition)
            expected = CellFormat(
                unit_in_cell=row.unit_in_cell or column.unit_in_cell,
                blank=blank,
                symbols=self.spec.symbols,
                unit_stated_by=stated_by(labels, definition),
                merged_into=self.grid.merged_into(*position),
            )
            read = read_cell(cell, complete.measure, definition, expected)
        if not isinstance(read, ReadCell):
            self.frame.report(address, read.what, read.action)
            return
        self._state(address, complete, read, facts)

    def read_single_cells(self) -> None:
        """Read the cells that stand outside the grid."""
        for address, spec in self.spec.cells.items():
            complete = composed([self.defaults, (("cells", address), spec)], self.frame, self.vocabulary)
            if complete is None:
                continue
            cell = self.grid.find(address)
            if cell is None and not is_address(address):
                continue  # Reported with the line of tables.yaml.
            expected = CellFormat(spec.unit_in_cell, spec.blank, self.spec.symbols, prefix=spec.prefix)
            definition = self.vocabulary.measure(complete.measure)
            read = read_cell(cell, complete.measure, definition, expected)
            if isinstance(read, ReadCell):
                self._state(address, complete, read, RowFacts())
            else:
                self.frame.report(address, read.what, read.action)

    def _state(self, address: str, complete: Complete, read: ReadCell, facts: RowFacts) -> None:
        """Make a statement, unless the sheet has stated the same fact already."""
        if complete.period is None:
            return
        corrected, raw = self.grid.correction(address) or ("", read.raw)
        note = " ".join(text for text in (corrected, self.spec.notes.get(address, ""), facts.note) if text)
        origin = Origin(self.grid.file, self.grid.sheet, address, raw, facts.citation or self.citation, note)
        observation = Observation(
            complete.measure,
            complete.region,
            complete.period,
            read.name or complete.item,
            read.value,
            read.missing,
            origin,
            read.comparator,
            read.decimals,
            facts.reported,
        )
        if self.spec.adopted_column is not None:
            self.adoptions.setdefault(observation.key, []).append((address, facts.adopted))
        else:
            first = self.addresses.setdefault((observation.key, facts.reported), address)
            if first != address:
                self.frame.report(address, *self._same_fact(observation, first))
                return
        rank = 2 if not facts.adopted else 1 if self.spec.restates else 0
        self.statements.append(Statement(observation, rank, bool(self.spec.notes.get(address))))

    def _same_fact(self, observation: Observation, first: str) -> tuple[str, str]:
        regions = self.vocabulary.definitions.regions
        region = regions[observation.region].name if observation.region in regions else observation.region
        item = self.vocabulary.definitions.item_name(observation.measure, observation.item)
        fact = " ".join(part for part in (observation.measure, item, region, str(observation.period)) if part)
        return (
            f"states the same fact as {first}: {fact}",
            f"Remove one of the two, or correct what tables.yaml says of it ({self.frame.line('columns')}).",
        )
