"""What a row of a long table says of itself: coordinates, citation, note, when it was reported, whether adopted.

Takes a frame and a row; gives `RowFacts`. Its problems are reported to the frame.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessbook.core.periods import Period
from assessbook.core.problems import Problem
from assessbook.observations.coordinates import Part
from assessbook.observations.grid import Grid, SheetCell, address_of
from assessbook.observations.headers import Frame
from assessbook.observations.table_spec import Coordinates
from assessbook.observations.vocabulary import Unknown, Vocabulary

ADOPTED = {"是": True, "否": False}
# A year outside these is a slip of the keyboard.
FIRST_YEAR, LAST_YEAR = 1949, 2100


@dataclass(frozen=True)
class RowFacts:
    """What the row's own cells say; `coordinates_known` is False once one of them couldn't be read."""

    part: Part = ((), Coordinates())
    citation: str = ""
    note: str = ""
    adopted: bool = True
    coordinates_known: bool = True
    reported: int | None = None


def facts_of_row(frame: Frame, row: int, vocabulary: Vocabulary) -> RowFacts:
    """Read the cells of a long table's row that describe it; sheets without such columns give defaults."""
    spec = frame.spec
    if not (spec.coordinate_columns or spec.citation_column or spec.adopted_column or spec.note_column):
        return RowFacts()
    read: dict[str, str] = {}
    known = True
    for header, name in spec.coordinate_columns.items():
        cell = _cell(frame, header, row)
        found = _coordinate(frame, name, cell, vocabulary)
        if isinstance(found, str):
            read[name] = found
            continue
        known = False
        if found and header in frame.columns:
            address = cell.address if cell else address_of(row, frame.columns[header])
            frame.report(address, found.what, found.action)
    reported = read.pop("reported", None)
    part: Part = ("coordinate_columns",), Coordinates(**read)
    note = _cell(frame, spec.note_column, row)
    return RowFacts(
        part,
        _citation(frame, row),
        note.text.strip() if note else "",
        _adopted(frame, row),
        known,
        int(reported) if reported else None,
    )


def reported_too_early(frame: Frame, row: int, reported: int, period: Period) -> None:
    """Report a reporting year that lies before the years the row speaks of: one of the two is a slip."""
    header = next(name for name, use in frame.spec.coordinate_columns.items() if use == "reported")
    frame.report(
        address_of(row, frame.columns[header]),
        f"reported in {reported}, but the row speaks of {period}",
        "Correct one of the two years.",
    )


def adoption_problems(
    adoptions: dict[tuple[str, str, Period, str | None], list[tuple[str, bool]]], grid: Grid, header: str
) -> Iterator[Problem]:
    """Facts of which a long table adopts no row, or more than one."""
    for rows in adoptions.values():
        adopted = [address for address, is_adopted in rows if is_adopted]
        if len(adopted) == 1:
            continue
        address = (adopted[1:] or [rows[0][0]])[0]
        others = ", ".join(other for other, _ in rows if other != address) or "no other row"
        yield Problem(
            grid.where(address),
            f"{len(adopted)} rows of this fact are marked 是 under {header}, one is needed (same fact: {others})",
            "Mark the preferred row 是 and the others 否.",
        )


def _cell(frame: Frame, header: str | None, row: int) -> SheetCell | None:
    column = frame.columns.get(header or "")
    return frame.grid.label_at(row, column) if column else None


def _coordinate(
    frame: Frame, name: str, cell: SheetCell | None, vocabulary: Vocabulary
) -> str | Unknown | None:
    """The coordinate a cell gives; what is wrong with it; or None when nothing more is to be said."""
    called = "reporting year" if name == "reported" else name
    if cell is None or not cell.label:
        return Unknown(f"the {called} is blank", f"Enter the {called}.")
    if cell.kind not in ("text", "number"):
        return Unknown(
            f"the {called} is the {cell.kind} {cell.text}", f"Enter the {called} as plain text or number."
        )
    if name == "year":
        return _year(cell)
    if name == "reported":
        return _reporting_year(cell)
    if name == "region":
        region = vocabulary.region(cell.text.strip())
        return region if isinstance(region, str) or vocabulary.is_whole("regions") else None
    measures = {column.measure for column in frame.spec.columns.values() if column.measure}
    measure = next(iter(sorted(measures)), frame.spec.defaults.measure)
    if measure is None or (vocabulary.measure(measure) is None):
        return None
    item = vocabulary.item(measure, cell.text.strip())
    return item if isinstance(item, str) or vocabulary.is_whole("classifications") else None


def _year(cell: SheetCell) -> str | Unknown:
    action = "Enter a year such as 2015, or a span such as 2016-2020."
    try:
        period = Period.of(cell.text)
    except ValueError as error:
        return Unknown(f"year: {error}", action)
    if not FIRST_YEAR <= period.start <= period.end <= LAST_YEAR:
        return Unknown(f"year {period} is not between {FIRST_YEAR} and {LAST_YEAR}", action)
    return str(period)


def _reporting_year(cell: SheetCell) -> str | Unknown:
    found = _year(cell)
    if isinstance(found, str) and not Period.of(found).is_year:
        return Unknown(f"the reporting year is the span {found}", "Enter one year such as 2016.")
    return found


def _citation(frame: Frame, row: int) -> str:
    header = frame.spec.citation_column
    cell = _cell(frame, header, row)
    text = cell.text.strip() if cell else ""
    if header in frame.columns and not text:
        frame.report(
            address_of(row, frame.columns[header]), "the citation is blank", "Name the source of this row."
        )
    return text


def _adopted(frame: Frame, row: int) -> bool:
    header = frame.spec.adopted_column
    if header is None or header not in frame.columns:
        return True
    cell = _cell(frame, header, row)
    word = cell.label if cell else ""
    if word not in ADOPTED:
        frame.report(
            address_of(row, frame.columns[header]),
            f'{header} is "{word}", 是 or 否 is needed' if word else f"{header} is blank, 是 or 否 is needed",
            "Write 是 if this row is the preferred one for its fact, else 否.",
        )
    return ADOPTED.get(word, True)
