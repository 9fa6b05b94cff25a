"""A value's coordinates, put together from the parts of its sheet's description.

Takes the parts in order (defaults, row, what a long table's row says, column or cell); gives complete
coordinates, or None after reporting which are missing, contradict each other or name no known item.
"""

from __future__ import annotations

from dataclasses import dataclass

from assessbook.core.periods import Period
from assessbook.observations.headers import Frame
from assessbook.observations.table_spec import ColumnSpec, Coordinates
from assessbook.observations.vocabulary import Unknown, Vocabulary

# Where tables.yaml describes the part, below its sheet, and what the part gives.
Part = tuple[tuple[str, ...], Coordinates]
NAMES = ("measure", "region", "year", "item")


@dataclass(frozen=True)
class Complete:
    """Coordinates of one value. `period` is None only where a long row's year couldn't be read."""

    measure: str
    region: str
    period: Period | None
    item: str | None


def composed(parts: list[Part], frame: Frame, vocabulary: Vocabulary) -> Complete | None:
    """Put coordinates together.

    Later parts add to earlier ones. Any part may replace a default; row and column may not contradict
    each other, except where the column says what a row's measure becomes in it (`measures`).
    """
    found: dict[str, tuple[tuple[str, ...], int | str]] = {}
    column_place, column = parts[-1]
    for place, part in parts:
        for name in NAMES:
            value = getattr(part, name)
            if value is None:
                continue
            earlier = found.get(name)
            if earlier and earlier[0] != ("defaults",) and earlier[1] != value:
                _report(
                    frame,
                    (*place, name),
                    f"{name} {value} contradicts {name} {earlier[1]} of {_named(earlier[0])}",
                    "Give it in one of the two places.",
                )
                return None
            found[name] = (place, value)
    if isinstance(column, ColumnSpec) and "measure" in found:
        measure = str(found["measure"][1])
        found["measure"] = (column_place, column.measures.get(measure, measure))
    missing = [name for name in ("measure", "region", "year") if name not in found]
    if missing:
        _report(
            frame,
            column_place,
            f"values of {_named(column_place)} have no {' and no '.join(missing)}",
            "Give it in the sheet's defaults, in its row or in its column.",
        )
        return None
    measure, region = str(found["measure"][1]), str(found["region"][1])
    item = found.get("item")
    try:
        period = Period.of(found["year"][1])
    except ValueError:
        return None  # Reported where it stands: in tables.yaml or in the row.
    if item is not None and not _item_fits(measure, str(item[1]), item[0], frame, vocabulary):
        return None
    return Complete(measure, region, period, str(item[1]) if item else None)


def _item_fits(measure: str, item: str, place: tuple[str, ...], frame: Frame, vocabulary: Vocabulary) -> bool:
    """Whether the measure's classification holds an item; reports it if not."""
    definition = vocabulary.measure(measure)
    if definition is None:
        return True
    group = vocabulary.definitions.classifications.get(definition.classification or "")
    if group is None and not vocabulary.is_whole("classifications"):
        return True
    if group and item in group.items:
        return True
    unknown = vocabulary.item(measure, item)
    if unknown == item:
        return True
    if isinstance(unknown, Unknown):
        _report(frame, (*place, "item"), unknown.what, unknown.action)
    else:
        _report(
            frame,
            (*place, "item"),
            f'"{item}" is the label of item {unknown}, its id is needed',
            f"Write {unknown}.",
        )
    return False


def _report(frame: Frame, place: tuple[str, ...], what: str, action: str) -> None:
    sheet = frame.grid.sheet
    frame.problems.append(frame.document.problem((*frame.location, *place), f"sheet {sheet}: {what}", action))


def _named(place: tuple[str, ...]) -> str:
    """A part, as problems name it."""
    if not place:
        return "the row's label"
    kind = {"rows": "row", "extra_rows": "row", "columns": "column", "cells": "cell"}.get(place[0], place[0])
    return f'{kind} "{place[1]}"' if len(place) > 1 else kind
