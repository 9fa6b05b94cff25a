"""Source cells read afresh by address: from workbooks with openpyxl, from a plan's YAML by entry.

Shares no code with the reader of workbooks. Each workbook is opened once, read-only, and of its cells
only those asked for are kept.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from ruamel.yaml import YAML

from assessbook.core.workspace import sha256_of
from assessbook.verification.corrections import Correction, corrections_of
from assessbook.verification.numerals import Printed, decimals_needed, exact, number_of_cell

Address = tuple[str, str, str]
"""File, sheet (of a plan: the list), cell (of a plan: the entry's id, with ``.upper`` or ``.base``)."""

_NAME = re.compile(r"\s*[^\s0-9≥≤-]")
_Plan = tuple[str, dict[tuple[str, str], Any]]

_COUNTED = "规划目标（"


@dataclass(frozen=True)
class Content:
    """What stands at an address: the text as recorded in derivations, and the number it holds.

    `citation` and `note` are None for workbooks, whose citations stand outside the cell. `correction` is
    what the note of a workbook's cell must begin with where it is corrected, else empty.
    """

    raw: str
    number: Printed | None
    citation: str | None = None
    note: str | None = None
    correction: str = ""


class Unreadable(Exception):
    """A source that can't be read; says why."""


class Cells:
    """The source cells of some addresses, as they are today.

    Parameters
    ----------
    root : Path
        Root of the workspace, to which files are relative.
    addresses : iterable of Address
        All that will be asked for.
    parsed : dict, optional
        Keeps plans that were read, by SHA-256, for the next time.
    """

    def __init__(
        self, root: Path, addresses: Iterable[Address], parsed: dict[str, Any] | None = None
    ) -> None:
        self._root, self._parsed = root, {} if parsed is None else parsed
        self._wanted: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for file, sheet, cell in addresses:
            self._wanted[file][sheet].add(cell)
        self._workbooks: dict[str, _Workbook | Unreadable] = {}
        self._plans: dict[str, _Plan] = {}
        self._corrections: dict[str, dict[tuple[str, str], Correction]] = {}

    @property
    def count(self) -> int:
        """How many cells are asked for."""
        return sum(len(cells) for sheets in self._wanted.values() for cells in sheets.values())

    def content(self, address: Address, unit: str, label: str) -> Content:
        """What stands at an address.

        Parameters
        ----------
        unit : str
            In which its number is read.
        label : str
            What a derivation calls it: tells a target that is counted from one whose number is read.

        Raises
        ------
        Unreadable
            If the file can't be read, or has no such sheet, cell or entry.
        """
        file, sheet, cell = address
        if file.endswith((".yaml", ".yml")):
            return self._entry(file, sheet, cell, unit, label)
        value, number_format = self.workbook(file).cell(sheet, cell)
        raw = text_of(value)
        correction = self._corrections_of(file).get((sheet, cell))
        if correction is not None:
            value = correction.new
        number = number_of_cell(value, number_format, unit)
        if number is None and isinstance(value, str) and _NAME.match(value):
            # An entry of a list is a name, and counts one. What begins like a number is none.
            number = Printed(Fraction(1), 0)
        return Content(raw, number, correction=correction.words if correction else "")

    def workbook(self, file: str) -> _Workbook:
        """A workbook, opened once; raises `Unreadable` if it can't be."""
        if file not in self._workbooks:
            try:
                self._workbooks[file] = _Workbook(self._root / file, self._wanted[file])
            except Unreadable as error:
                self._workbooks[file] = error
        found = self._workbooks[file]
        if isinstance(found, Unreadable):
            raise found
        return found

    def _corrections_of(self, file: str) -> dict[tuple[str, str], Correction]:
        if file not in self._corrections:
            try:
                self._corrections[file] = corrections_of(self._root / file)
            except Exception as error:  # whatever is wrong with the file, no cell beside it can be trusted
                raise Unreadable(f"its corrections can't be read: {_reason(error)}") from None
        return self._corrections[file]

    def _entry(self, file: str, sheet: str, cell: str, unit: str, label: str) -> Content:
        identifier, _, role = cell.partition(".")
        title, entries = self._plan(file)
        entry = entries.get((sheet, identifier))
        if entry is None:
            raise Unreadable("there is no such entry")
        citation, note = f"{title}{entry.get('section', '')}", str(entry.get("note") or "")
        if role == "" and unit == "项" and is_counted(label):
            number: Printed | None = Printed(Fraction(1), 0)
        else:
            number = _number_of_entry(entry, role)
        return Content(str(entry.get("quote", "")), number, citation, note)

    def _plan(self, file: str) -> _Plan:
        if file not in self._plans:
            try:
                key = sha256_of(self._root / file)
                if key not in self._parsed:
                    self._parsed[key] = _entries(YAML(typ="safe").load(self._root / file))
                self._plans[file] = self._parsed[key]
            except Exception as error:  # whatever is wrong with the file, its figures can't be recomputed
                raise Unreadable(_reason(error)) from None
        return self._plans[file]


class _Workbook:
    """The cells asked for of a workbook, and the titles of its sheets."""

    def __init__(self, path: Path, wanted: dict[str, set[str]]) -> None:
        self._cells: dict[tuple[str, str], tuple[object, str]] = {}
        try:
            book = load_workbook(path, read_only=True)
            try:
                self._titles = [sheet.title for sheet in book.worksheets]
                for sheet in book.worksheets:
                    if wanted.get(sheet.title):
                        self._read(sheet, wanted[sheet.title])
            finally:
                book.close()
        except Exception as error:  # openpyxl raises many kinds; to a reviewer they all say the same
            raise Unreadable(_reason(error)) from None

    def _read(self, sheet: Any, wanted: set[str]) -> None:
        sheet.reset_dimensions()  # what a file says of its own extent may be wrong
        rows = defaultdict(set)
        for cell in wanted:
            letters = cell.rstrip("0123456789")
            rows[cell.removeprefix(letters)].add(letters)
        last = max((int(row) for row in rows if row), default=0)
        for number, line in enumerate(sheet.iter_rows(max_row=last), start=1):
            columns = rows.get(str(number))
            if not columns:
                continue
            for column, cell in enumerate(line, start=1):
                if cell.value is not None and get_column_letter(column) in columns:
                    self._cells[sheet.title, f"{get_column_letter(column)}{number}"] = (
                        cell.value,
                        str(cell.number_format or "General"),
                    )

    @cached_property
    def titles(self) -> list[str]:
        """Its sheets of cells, in order."""
        return self._titles

    def cell(self, sheet: str, cell: str) -> tuple[object, str]:
        """Content and number format; the content of a blank cell is None."""
        if sheet not in self._titles:
            raise Unreadable("there is no such sheet")
        return self._cells.get((sheet, cell), (None, "General"))


def is_counted(label: str) -> bool:
    """Whether a derivation's label says that a target is counted as one, not read for its number."""
    return label.startswith(_COUNTED)


def address_of(text: str) -> Address:
    """An address as the ledger writes it, ``file!sheet!cell``, in its parts."""
    file, _, rest = text.partition("!")
    sheet, _, cell = rest.rpartition("!")
    return file, sheet, cell


def text_of(value: object) -> str:
    """A cell's content as text: whole numbers without ``.0``, a blank as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _entries(content: Any) -> _Plan:
    """The document's title, and the entries of all lists by list and id."""
    entries = {
        (sheet, str(entry["id"])): entry
        for sheet, members in content.items()
        if isinstance(members, list)
        for entry in members
        if isinstance(entry, dict) and "id" in entry
    }
    return str(content["document"]["title"]), entries


def _number_of_entry(entry: dict[str, Any], role: str) -> Printed | None:
    base = entry.get("base") or {}
    found = {"": entry.get("threshold"), "upper": entry.get("upper"), "base": base.get("value")}.get(role)
    if isinstance(found, bool) or not isinstance(found, int | float):
        return None
    value = exact(found)
    return Printed(value, decimals_needed(value))


def _reason(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
