"""Tables made of measures: rows along one axis, a measure a column, every number a figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assessbook.core.messages import behind_number, unit_shown
from assessbook.core.missing import Missing
from assessbook.core.periods import Period
from assessbook.core.problems import DefinitionError, UnitError
from assessbook.measures.measure import Measure
from assessbook.report.blocks import Column, Row, Run, Table, Words, missing_notes, sources_of
from assessbook.report.figures import Figure, Gap, figure_id, publish

AXES = {"region": 0, "year": 1, "item": 2}


@dataclass(frozen=True)
class Heading:
    """A column with a heading of its own: ``Heading("2018年目标", target.at(year=2018))``."""

    name: str
    measure: Measure


Cell = Measure | str | Words | Sequence[Run]


def axis_table(
    programme: str,
    caption: Sequence[Run],
    columns: Sequence[Measure | Heading],
    *,
    rows: str,
    labels: Sequence[str | Period | None],
    name_of: Callable[[str], str],
    level_of: Callable[[str], int] = lambda label: 0,
    totals: Sequence[str] = (),
    notes: Sequence[str] = (),
    stub: str = "",
) -> Table:
    """A table whose rows are the labels of one axis.

    Parameters
    ----------
    columns : sequence of Measure or Heading
        One measure each; on the other two axes it must have a single label.
    rows : "region", "year" or "item"
    labels : sequence
        The labels shown, in order.
    name_of, level_of : callable
        Printed name and indent of a label.
    totals : sequence of str
        Labels printed as total rows.

    Raises
    ------
    DefinitionError
        If a column still has several labels on another axis.
    """
    axis = AXES[rows]
    headed = [entry if isinstance(entry, Heading) else Heading(entry.name, entry) for entry in columns]
    for entry in headed:
        _require_single(entry.measure, axis)
    made = []
    for label in labels:
        total = str(label) in totals
        cells = [[_element(programme, entry.measure, axis, label, total=total)] for entry in headed]
        shown = label.chinese if isinstance(label, Period) else name_of(str(label))
        made.append(Row(shown, cells, level_of(str(label)), total))
    derivations = [
        entry.measure.derivation_at(place)
        for entry in headed
        for label in labels
        if (place := _place(entry.measure, axis, label)) is not None
    ]
    runs = [run for row in made for cell in row.cells for run in cell]
    return Table(
        caption=caption,
        stub=stub or {"region": "地区", "year": "年份", "item": "项目"}[rows],
        columns=[Column(entry.name, entry.measure.unit.symbol) for entry in headed],
        rows=made,
        notes=[*notes, *missing_notes(runs)],
        sources=sources_of(derivations),
    )


def free_table(
    programme: str,
    caption: Sequence[Run],
    stub: str,
    columns: Sequence[Column],
    rows: Sequence[tuple[str, Sequence[Cell]]],
    *,
    notes: Sequence[str] = (),
) -> Table:
    """A table given cell by cell: scalar measures, words, or runs.

    In a column of words a measure prints with its unit; in a numeric column without.

    Raises
    ------
    DefinitionError
        If a row hasn't one cell for each column, or a measure has several elements.
    UnitError
        If a measure stands in a numeric column headed with another unit.
    """
    made, derivations = [], []
    for label, cells in rows:
        if len(cells) != len(columns):
            raise DefinitionError(f"row {label} has {len(cells)} cells, the table has {len(columns)} columns")
        shown: list[Sequence[Run]] = []
        for column, cell in zip(columns, cells, strict=True):
            if isinstance(cell, Measure):
                cell.scalar  # noqa: B018  (raises unless there is exactly one element)
                _require_unit(column, cell)
                figure = publish(programme, cell)
                derivations.append(cell.derivation_at((0, 0, 0)))
                unit = "" if column.numeric else _unit_behind(figure, cell)
                shown.append([figure, unit] if unit else [figure])
            elif isinstance(cell, str | Words):
                shown.append([cell])
            else:
                shown.append(list(cell))
        made.append(Row(label, shown))
    runs = [run for row in made for cell in row.cells for run in cell]
    return Table(caption, stub, list(columns), made, [*notes, *missing_notes(runs)], sources_of(derivations))


def is_empty(table: Table) -> bool:
    """Whether no cell of the table holds a value."""
    return not any(not isinstance(run, Gap) for row in table.rows for cell in row.cells for run in cell)


def _unit_behind(figure: Figure | Gap, measure: Measure) -> str:
    """The unit that stands behind a number in a column of words; none behind a gap."""
    return "" if isinstance(figure, Gap) else behind_number(unit_shown(measure.unit.symbol, figure.text))


def _place(measure: Measure, axis: int, label: object) -> tuple[int, int, int] | None:
    index = measure.axes[axis].position(label)
    if index < 0:
        return None
    place = [0, 0, 0]
    place[axis] = index
    return (place[0], place[1], place[2])


def _element(programme: str, measure: Measure, axis: int, label: object, *, total: bool) -> Run:
    place = _place(measure, axis, label)
    if place is not None:
        return publish(programme, measure, place)
    # A rank among the parts, say, is not defined for their whole; a part left out was not observed.
    return Gap(
        Missing.NOT_APPLICABLE if total else Missing.NO_OBSERVATION,
        _id_beyond(programme, measure, axis, label),
    )


def _id_beyond(programme: str, measure: Measure, axis: int, label: object) -> str:
    """The id of an element that a measure doesn't reach to; empty where nothing else says which one it is."""
    labels: list[object] = [found.labels[0] if len(found) else "" for found in measure.axes]
    labels[axis] = label
    region, period, item = labels
    if not region or not period or not measure.is_named:
        return ""
    return figure_id(programme, period, str(region), measure.identifier, None if item is None else str(item))


def _require_unit(column: Column, measure: Measure) -> None:
    if column.numeric and column.unit and column.unit != measure.unit.symbol:
        raise UnitError(
            f"{measure.name} ({measure.unit.symbol or 'a plain number'}) can't stand in column {column.name} "
            f'({column.unit}). Convert it first, .to("{column.unit}"), or give the column no unit.'
        )


def _require_single(measure: Measure, axis: int) -> None:
    names = ("regions", "periods", "items")
    for other in range(3):
        if other != axis and len(measure.axes[other]) != 1:
            raise DefinitionError(
                f"column {measure.name} has {len(measure.axes[other])} {names[other]}; "
                "choose one with .at(region=..., year=..., item=...)"
            )
