"""The rows of a table: which label stands in which row, down to the table's end.

Takes a `Frame` whose headers are found; gives the rows in order, each with what its label adds, and
reports labels that are blank, doubled, renamed or unknown, and values below the end of the table. A row
whose label is wrong is still given where its meaning can be guessed, so that its values are checked too.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from assessbook.observations.grid import SheetCell, address_of, squashed
from assessbook.observations.headers import Frame
from assessbook.observations.table_spec import RowSpec
from assessbook.observations.vocabulary import Unknown, Vocabulary

END_MARKS = ("注", "资料来源")


@dataclass(frozen=True)
class TableRow:
    """A row of the table.

    Parameters
    ----------
    number : int
        The row on the sheet.
    label : SheetCell or None
        Its label; None where the table has no label column.
    adds : RowSpec
        What the label adds to the coordinates.
    place : tuple
        Where `tables.yaml` describes the row, below the sheet; empty for rows named by regions.
    key : str
        Equal for rows whose labels mean the same; empty for a label that means nothing known.
    """

    number: int
    label: SheetCell | None
    adds: RowSpec
    place: tuple[str, ...] = ()
    key: str = ""


def find_rows(frame: Frame, header_row: int, vocabulary: Vocabulary) -> list[TableRow]:
    """The rows between the headers and the table's end.

    The table ends at the first blank row, or where a label begins with 注 or 资料来源.
    """
    finder = _RowFinder(frame, vocabulary)
    problems = len(frame.problems)
    number = header_row + 1
    while number <= frame.grid.last_row and not finder.ends_at(number):
        if not frame.grid.row_is_blank(number):
            finder.take(number)
        number += 1
    finder.compare_labels()
    finder.check_below(number)
    # A wrong label already says why its region is missing.
    if len(frame.problems) == problems:
        finder.require_all_regions()
    return sorted(finder.rows, key=lambda row: row.number)


class _RowFinder:
    def __init__(self, frame: Frame, vocabulary: Vocabulary) -> None:
        self.frame = frame
        self.grid = frame.grid
        self.spec = frame.spec
        self.vocabulary = vocabulary
        self.rows: list[TableRow] = []
        self.value_columns = frame.value_columns()
        self.label_column = frame.columns.get(frame.spec.label_column or "")
        named = dict(self.spec.rows) if isinstance(self.spec.rows, dict) else {}
        self.described = {squashed(label): (label, row, ("rows", label)) for label, row in named.items()} | {
            squashed(label): (label, row, ("extra_rows", label))
            for label, row in self.spec.extra_rows.items()
        }
        # A list names its region once for each entry.
        self.is_list = bool(self.spec.columns) and all(
            column.value == "name" for column in self.spec.columns.values()
        )
        self.seen: dict[str, TableRow] = {}
        self.strangers: dict[str, TableRow] = {}

    def ends_at(self, number: int) -> bool:
        if self.grid.row_is_blank(number):
            # The lower rows of a cell merged over several rows are blank without ending the table.
            return not self.grid.row_is_inside_merged(number)
        label = self.grid.label_at(number, self.label_column) if self.label_column else None
        cells = (label, self.grid.first_in_row(number))
        return any(
            cell and cell.label.startswith(END_MARKS) and cell.label not in self.described for cell in cells
        )

    def take(self, number: int) -> None:
        """Keep a row of the table, or its label as a stranger."""
        if self.spec.label_column is None:
            self.rows.append(TableRow(number, None, RowSpec()))
            return
        if self.label_column is None:
            return
        label = self.grid.label_at(number, self.label_column)
        if label is None or not label.label:
            if self._values_of(number):
                self.frame.report(
                    address_of(number, self.label_column),
                    "the label is blank, but the row holds values",
                    "Write the row's label, or remove the values.",
                )
        elif label.kind in ("formula", "error"):
            self.frame.report(
                label.address, f"the label is the {label.kind} {label.text}", "Write the label as text."
            )
        else:
            row = self._named(number, label)
            if row.key:
                self._keep(row)
            else:
                self.strangers.setdefault(label.label, row)

    def _named(self, number: int, label: SheetCell) -> TableRow:
        """The row with what its label says; without a key when the label says nothing known."""
        if label.label in self.described:
            _, adds, place = self.described[label.label]
            return TableRow(number, label, adds, place, f"label {label.label}")
        if self.spec.rows == "regions":
            region = self.vocabulary.region(label.text)
            if isinstance(region, str):
                return TableRow(number, label, RowSpec(region=region), (), f"region {region}")
            # The region's values are checked even so; nothing is built from them.
            assumed = RowSpec(region=label.text.strip())
            known_elsewhere = "" if self.vocabulary.is_whole("regions") else f"region {label.label}"
            return TableRow(number, label, assumed, (), known_elsewhere)
        # Without any description of rows the label only tells the reader of the sheet what a row is.
        return TableRow(number, label, RowSpec(), (), "" if self.described else f"row {number}")

    def _keep(self, row: TableRow) -> None:
        first = self.seen.setdefault(row.key, row)
        if first is row or self.is_list:
            self.rows.append(row)
        elif row.label and first.label:
            if row.label.address == first.label.address and not self._values_of(row.number):
                return  # The lower part of one printed row, merged over two of the sheet's.
            self.frame.report(
                address_of(row.number, self.label_column or 1),
                f'"{row.label.text.strip()}" stands here and in {first.label.address}',
                "Keep one of the two rows, or correct the label of the other.",
            )

    def _values_of(self, number: int) -> list[SheetCell]:
        found = (self.grid.at(number, column) for column in self.value_columns)
        return [cell for cell in found if cell]

    def compare_labels(self) -> None:
        """Report labels of the description that aren't on the sheet, and the other way round."""
        if self.label_column is None:
            return
        for squashed_label, (label, adds, place) in self.described.items():
            if f"label {squashed_label}" in self.seen:
                continue
            near = get_close_matches(squashed_label, self.strangers, n=1, cutoff=0.6)
            row = self.strangers.pop(near[0]) if near else None
            if row and row.label:
                self.rows.append(TableRow(row.number, row.label, adds, place, f"label {squashed_label}"))
                self.frame.report(
                    row.label.address,
                    f'the label is "{row.label.text.strip()}", "{label}" is expected',
                    f"Write {label} here, or correct {self.frame.line(*place)}.",
                )
            else:
                self.frame.report(
                    "",
                    f'row "{label}" is missing',
                    f"Add the row, or remove it from {self.frame.line(*place)}.",
                )
        for row in self.strangers.values():
            if row.label:
                self.frame.report(row.label.address, *self._stranger(row.label))
                if row.adds.region:
                    self.rows.append(row)

    def require_all_regions(self) -> None:
        """Report regions that are missing beside others of the same parent: a row may have been lost."""
        if self.spec.rows != "regions" or self.spec.partial or self.is_list:
            return
        regions = self.vocabulary.definitions.regions
        found = {row.adds.region for row in self.rows if row.key.startswith("region ")}
        parents = {regions[name].parent for name in found if name in regions} - {None}
        for name, region in regions.items():
            if region.parent in parents and name not in found:
                self.frame.report(
                    "",
                    f'row "{region.name}" is missing',
                    f"Add the row, or say partial: true ({self.frame.line()}) if the sheet leaves out regions.",
                )

    def _stranger(self, label: SheetCell) -> tuple[str, str]:
        if self.spec.rows == "regions":
            unknown = self.vocabulary.region(label.text.strip())
            if isinstance(unknown, Unknown):
                return unknown.what, unknown.action
        return (
            f'label "{label.text.strip()}" is not in tables.yaml',
            f"Add it to the rows ({self.frame.line('rows')}), or remove the row.",
        )

    def check_below(self, end: int) -> None:
        """Report rows that would be dropped in silence because something ended the table above them."""
        naming = [self.spec.label_column, *self.spec.coordinate_columns]
        columns = [self.frame.columns[name] for name in naming if name in self.frame.columns]
        for number in range(end + 1, self.grid.last_row + 1):
            labels = [cell for column in columns if (cell := self.grid.at(number, column))]
            if not labels or labels[0].label.startswith(END_MARKS):
                continue
            if any(cell.address not in self.spec.cells for cell in self._values_of(number)):
                self.frame.report(
                    labels[0].address,
                    f"the table ends at row {end}, but row {number} holds values",
                    f"Remove the blank row or note in row {end}, or move what stands below it to another sheet.",
                )
                return
