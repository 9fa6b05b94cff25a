"""The chart of an indicator's page: the regions of one column from high to low, drawn from the ledger's rows.

Few regions are bars; many are dots on a line, of which the ends are named. A region above the others is drawn
beside them unless its value may be their total, which would dwarf them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from assessbook.book.drawings import Drawings
from assessbook.book.indicators import IndicatorColumn
from assessbook.core.messages import is_chinese, with_unit
from assessbook.ledger.store import FigureRow
from assessbook.report.chart_forms import Mark, for_page_and_telephone, ordered_bars, strip
from assessbook.report.telling import chart_words

LEAST_DRAWN = 5
_MOST_BARS = 32


@dataclass(frozen=True)
class RegionChart:
    """A drawn column.

    Parameters
    ----------
    svg, narrow : str
        Drawn for a page and for a telephone's width.
    alternative : str
        What the picture shows, in words; its numbers are those of `highest`, `lowest` and `above`.
    highest, lowest : FigureRow
        The ends of the order, without the regions above the others.
    tied : tuple of (bool, bool)
        Whether other regions share the highest and the lowest value.
    above : FigureRow or None
        The region above the others where it is drawn too, in a colour of its own.
    """

    svg: str
    narrow: str
    alternative: str
    highest: FigureRow
    lowest: FigureRow
    tied: tuple[bool, bool]
    above: FigureRow | None


def region_chart(
    column: IndicatorColumn, parents: Mapping[str, str | None], drawings: Drawings | None = None
) -> RegionChart | None:
    """Draw a column.

    Parameters
    ----------
    parents : mapping
        Region -> the region above it.
    drawings : Drawings, optional
        Where it may have been drawn before.

    Returns
    -------
    RegionChart or None
        None where fewer than `LEAST_DRAWN` regions have a number, where all are alike, and for what has no
        unit: a place in an order, done or not done.
    """
    rows = [row for row in column.figures.values() if row.value is not None]
    over = {name for row in rows for name in _above(row.region, parents)}
    parts = [row for row in rows if row.region not in over]
    if not _symbol(parts) or len(parts) < LEAST_DRAWN or len({row.value for row in parts}) == 1:
        return None
    ordered = sorted(parts, key=_value, reverse=True)
    highest, lowest = ordered[0], ordered[-1]
    whole = (row for row in rows if row.region in over)
    above = next(
        (row for row in whole if not _may_be_total(_value(row), _value(lowest), _value(highest))), None
    )
    drawn = sorted([*ordered, above], key=_value, reverse=True) if above else ordered
    marks = [Mark(row.region_name, row.value, row.text) for row in drawn]
    names = {above.region_name} if above else set()
    is_bars = len(drawn) <= _MOST_BARS
    form = (
        partial(ordered_bars, marks, unit=column.unit, highlight=names, words=chart_words())
        if is_bars
        else partial(
            strip,
            [mark for mark in marks if mark.label not in names],
            unit=column.unit,
            words=chart_words(),
            reference=next((mark for mark in marks if mark.label in names), None),
        )
    )
    shown = (is_bars, marks, column.unit, sorted(names), chart_words())
    tied = (_is_shared(highest, ordered), _is_shared(lowest, ordered))
    return RegionChart(
        *(drawings or Drawings()).of(shown, lambda: for_page_and_telephone(form)),
        _alternative(column, highest, lowest, above, is_bars),
        highest,
        lowest,
        tied,
        above,
    )


def _above(region: str, parents: Mapping[str, str | None]) -> Iterator[str]:
    """The regions above a region."""
    parent = parents.get(region)
    while parent:
        yield parent
        parent = parents.get(parent)


def _may_be_total(whole: float, lowest: float, highest: float) -> bool:
    """Whether a value can be the total of others: an average lies among them, and no total below them all."""
    return whole > highest or whole < min(lowest, 0.0)


def _value(row: FigureRow) -> float:
    return row.value if row.value is not None else 0.0


def _is_shared(row: FigureRow, rows: Sequence[FigureRow]) -> bool:
    return sum(other.value == row.value for other in rows) > 1


def _symbol(rows: Sequence[FigureRow]) -> str:
    """The unit of a column as the measures know it: what is counted has one that some languages don't print."""
    return rows[0].derivation.unit if rows else ""


def _alternative(
    column: IndicatorColumn, highest: FigureRow, lowest: FigureRow, above: FigureRow | None, is_bars: bool
) -> str:
    form = "条形图" if is_bars else "散点图"
    words = f"{form}：各地区{column.indicator_name}由高到低排列，"
    words += f"最高为{_told(highest)}，"
    words += f"最低为{_told(lowest)}"
    if above is not None:
        words += f"，{above.region_name}为{with_unit(above.text, above.unit)}"
    return f"{words}。"


def _told(row: FigureRow) -> str:
    space = "" if is_chinese() else " "
    return f"{row.region_name}{space}{with_unit(row.text, row.unit)}"
