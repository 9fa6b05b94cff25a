"""What a table's cell becomes in a sheet: a number with its format, or text; and the figures it shows.

The value of a number is the ledger's, at full precision in the column's unit; the format prints as many
decimals as the book does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assessbook.core.messages import behind_number, is_chinese, ungrouped
from assessbook.ledger.store import FigureRow
from assessbook.workbook.exhibits import text_of

_RISKY = ("=", "+", "-", "@", "\t", "\r")
_MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class CellContent:
    """A cell: its value, how a number is printed, and the ids of its figures in reading order."""

    value: float | str
    number_format: str
    figures: tuple[str, ...]

    @property
    def is_number(self) -> bool:
        """Whether it can be calculated with."""
        return not isinstance(self.value, str)


def content_of(runs: Sequence[Any], figures: Mapping[str, FigureRow]) -> CellContent:
    """The content of a table's cell.

    Parameters
    ----------
    runs : sequence
        As a table block keeps them.
    figures : mapping
        Figure id -> its row in the ledger.
    """
    shown = tuple(run["figure"] for run in runs if isinstance(run, dict) and "figure" in run)
    unit = _unit_alone(runs)
    if len(shown) == 1 and unit is not None:
        row = figures[shown[0]]
        if row.value is not None:
            return CellContent(row.value, number_format(row.text, unit), shown)
    return CellContent(text_of(runs), "@", shown)


def number_format(text: str, unit: str = "") -> str:
    """The format that prints a number as the book does.

    >>> number_format("9.25", "%")
    '0.00"%"'
    """
    decimals = len(text.partition(".")[2])
    plain = whole_format() + ("." + "0" * decimals if decimals else "")
    return f'{plain}"{unit}"' if unit else plain


def whole_format() -> str:
    """The format of a whole number: its digits grouped as the language groups them."""
    return "0" if is_chinese() else "#,##0"


def csv_text(content: CellContent, runs: Sequence[Any]) -> str:
    """The cell as a CSV file holds it: numbers as printed, with a minus sign that programs read.

    Text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    if content.is_number:
        run = next(run for run in runs if isinstance(run, dict) and "figure" in run)
        return ungrouped(str(run["text"])).replace(_MINUS, "-")
    return harmless(str(content.value))


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_RISKY) else text


def _unit_alone(runs: Sequence[Any]) -> str | None:
    """The unit beside a cell's only figure, "" for a figure alone; None if the cell says anything else."""
    if len(runs) == 1:
        return ""
    if len(runs) == 2 and isinstance(runs[0], dict) and (unit := runs[0].get("unit")):
        return str(runs[1]) if runs[1] in (unit, behind_number(unit)) else None
    return None
