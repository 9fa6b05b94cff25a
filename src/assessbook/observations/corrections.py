"""Declared corrections of source data: `data/<programme>/corrections.yaml`, applied while sheets are read.

Each entry names one cell, what stands in it and what should. The workbook stays as it is: the observation
takes the new value, its origin keeps the address and what the cell holds, and a note says who asked for the
correction and why. A correction whose cell no longer holds the old content is refused, so that none outlives
the mistake that it mends.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator

from assessbook.core.corrected import CORRECTED
from assessbook.core.documents import Document, load_document
from assessbook.core.problems import InputError, Problem, did_you_mean
from assessbook.core.workspace import Workspace
from assessbook.observations.definitions import Strict
from assessbook.observations.grid import Grid, SheetCell, is_address

FILE = "corrections.yaml"


def _content(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError("a number, or text in quotes, is needed")
    return value


def _filled(value: Any) -> Any:
    if not str(_content(value)).strip():
        raise ValueError("a number, or text in quotes, is needed; a cell can't be corrected to a blank")
    return value


def _words(value: Any) -> Any:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("words are needed")
    return value


def _date(value: Any) -> datetime.date:
    """A date of the calendar, in quotes or without."""
    if isinstance(value, str):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            raise ValueError("a date of the calendar is needed, such as 2016-03-01") from None
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    raise ValueError("a date of the calendar is needed, such as 2016-03-01")


CalendarDate = Annotated[datetime.date, BeforeValidator(_date)]
Words = Annotated[str, BeforeValidator(_words)]


class CorrectionEntry(Strict):
    """One entry of `corrections.yaml`.

    Parameters
    ----------
    workbook : str
        The file beside `corrections.yaml`, as `tables.yaml` names it.
    sheet, cell : str
        Where; the cell as in ``C7``.
    old : number or text
        What stands in the cell, as a reader of the sheet sees it entered; empty text for a blank cell.
    new : number or text
        What should stand there, entered as it would be in the cell.
    reason, reported_by : str
        Why, and who asked for it.
    date : date
        When it was declared.
    """

    workbook: Words
    sheet: Words
    cell: Words
    old: Annotated[str | int | float, BeforeValidator(_content)]
    new: Annotated[str | int | float, BeforeValidator(_filled)]
    reason: Words
    reported_by: Words
    date: CalendarDate


class CorrectionsFile(Strict):
    """`corrections.yaml`: a list of corrections."""

    corrections: list[CorrectionEntry]


@dataclass(frozen=True)
class Correction:
    """A correction with the workbook's path as origins name it; `old` and `new` as text."""

    file: str
    sheet: str
    cell: str
    old: str
    new: str
    reason: str
    reported_by: str
    date: datetime.date

    @property
    def address(self) -> str:
        """``file!sheet!cell``, as in `Origin.address`."""
        return f"{self.file}!{self.sheet}!{self.cell}"

    @property
    def note(self) -> str:
        """What every trace of the cell says."""
        reason = self.reason.rstrip("。")
        return (
            f"{CORRECTED}{self.old}”，更正为“{self.new}”；{reason}；"
            f"{self.reported_by}，{chinese_date(self.date)}提出。"
        )


@dataclass
class Corrections:
    """The corrections of one folder, and what became of them.

    `applied` are those whose cell held the old content; `problems` tells of all others.
    """

    document: Document | None = None
    entries: list[tuple[int, CorrectionEntry]] = field(default_factory=list)
    applied: list[Correction] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _places: dict[str, tuple[int, str]] = field(default_factory=dict)
    _settled: set[int] = field(default_factory=set)

    def concern(self, workbook: str) -> bool:
        """Whether a cell of a workbook is to be corrected."""
        return any(entry.workbook == workbook for _, entry in self.entries)

    def apply(self, grid: Grid, workbook: str) -> None:
        """Put the new contents into a sheet's grid where the old ones are found."""
        for place, entry in self.entries:
            if (entry.workbook, entry.sheet) != (workbook, grid.sheet) or not is_address(entry.cell):
                continue
            self._settled.add(place)
            cell = grid.find(entry.cell)
            found, old, new = cell.text if cell else "", _text(entry.old), _text(entry.new)
            where = grid.where(entry.cell)
            if found == new:
                what = f"{where} holds {_shown(found)}, the new content, so the source has been corrected"
                self._report(place, what, "Remove this correction.")
            elif found != old:
                what = f"{where} holds {_shown(found)}, the correction expects {_shown(old)}"
                action = "Look at the cell: if its new content is right, remove the correction; else give it as old."
                self._report(place, what, action)
            else:
                made = Correction(
                    grid.file, entry.sheet, entry.cell, old, new, entry.reason, entry.reported_by, entry.date
                )
                kind = "text" if isinstance(entry.new, str) else "number"
                number_format = cell.number_format if cell else "General"
                grid.correct(SheetCell(entry.cell, kind, entry.new, number_format), made.note, found)
                self.applied.append(made)
                self._places[made.address] = place, where

    def unsettled(self, read: Iterable[str]) -> None:
        """Report corrections of sheets that aren't read, and of cells in which no value was read.

        Parameters
        ----------
        read : iterable of str
            Addresses of all cells that statements were read from.
        """
        known = set(read)
        for address, (place, where) in self._places.items():
            if address not in known:
                what = f"no value is read from {where}; only a cell with a value can be corrected"
                self._report(place, what, "Correct names, headers and years in the workbook itself.")

    def unknown(self, sheets: dict[str, Sequence[str]]) -> None:
        """Report entries whose workbook, sheet or cell doesn't exist; `sheets`: workbook -> sheets described."""
        for place, entry in self.entries:
            if place in self._settled:
                continue
            if entry.workbook not in sheets:
                what = f"workbook: tables.yaml describes no workbook {entry.workbook}"
                self._report(place, what, did_you_mean(entry.workbook, sheets), "workbook")
            elif entry.sheet not in sheets[entry.workbook]:
                what = f"sheet: tables.yaml describes no sheet {entry.sheet} of {entry.workbook}"
                self._report(place, what, did_you_mean(entry.sheet, sheets[entry.workbook]), "sheet")
            elif not is_address(entry.cell):
                self._report(place, f"cell: {entry.cell} is not the address of a cell, as in C7", key="cell")

    def _report(self, place: int, what: str, action: str = "", key: str = "old") -> None:
        assert self.document is not None
        self.problems.append(self.document.problem(("corrections", place, key), what, action))


def load_corrections(workspace: Workspace, folder: Path) -> Corrections:
    """The corrections declared in a folder of data; none where it has no `corrections.yaml`."""
    path = folder / FILE
    if not path.is_file():
        return Corrections()
    try:
        document = load_document(path, workspace.shown(path))
        entries = document.validated(CorrectionsFile).corrections
    except InputError as error:
        return Corrections(problems=list(error.problems))
    faults = dict(_faults(document, entries))
    sound = [(place, entry) for place, entry in enumerate(entries) if place not in faults]
    return Corrections(document, sound, problems=list(faults.values()))


def chinese_date(date: datetime.date) -> str:
    """A date as reports print it: 2016年3月1日."""
    return f"{date.year}年{date.month}月{date.day}日"


def _faults(document: Document, entries: Sequence[CorrectionEntry]) -> Iterator[tuple[int, Problem]]:
    """What is wrong with entries by themselves: the place of each, and the problem."""
    seen: dict[tuple[str, str, str], int] = {}
    for place, entry in enumerate(entries):
        first = seen.setdefault((entry.workbook, entry.sheet, entry.cell), place)
        if first != place:
            line = document.where(("corrections", first, "cell"))
            what = f"{entry.workbook} › {entry.sheet} › {entry.cell} is corrected twice, first in {line}"
            yield place, document.problem(("corrections", place, "cell"), what, "Keep one of the two.")
        elif _text(entry.old) == _text(entry.new):
            what = f"old and new are both {_shown(_text(entry.old))}"
            yield (
                place,
                document.problem(("corrections", place, "new"), what, "Give what should stand there."),
            )


def _text(content: str | int | float) -> str:
    """A content as `SheetCell.text` gives it."""
    return SheetCell("", "", content).text


def _shown(text: str) -> str:
    return f"“{text}”" if text else "nothing"
