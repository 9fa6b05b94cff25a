"""The table of an indicator's page as the content of a table block, told in the language of the report.

The page shows it, and its CSV file holds it; so both say the same. A place without a number says what the
notebooks say there; a dash where the report says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any

from assessbook.book.indicators import Indicator, IndicatorColumn
from assessbook.core.messages import shown
from assessbook.core.missing import Missing
from assessbook.core.periods import Period
from assessbook.observations.definitions import Definitions

NOT_PUBLISHED = "—"
_NOT_PUBLISHED_NOTE = "“—”：本报告未列该地区的这一数字"
_LEAST_KINDS = 2


def indicator_table(
    indicator: Indicator, gaps: Mapping[str, str], definitions: Definitions
) -> dict[str, Any]:
    """The content of the table.

    Parameters
    ----------
    gaps : mapping
        Id that a missing value would have -> how its absence prints.

    Returns
    -------
    dict
        Stub, columns (with their `year`), rows (with the `region` each is about), notes and sources, as a
        table block keeps them. A region's kind stands in the first column where there are several.
    """
    regions = [definitions.regions[name] for name in indicator.regions]
    by_kind = len({region.kind for region in regions} - {""}) >= _LEAST_KINDS
    columns = [_column(indicator, column) for column in indicator.columns]
    rows = []
    for region in regions:
        cells: list[Any] = [[_run(column, region.id, gaps)] for column in indicator.columns]
        kind = [[str(shown(region.kind))]] if by_kind else []
        rows.append({"region": region.id, "label": str(shown(region.name)), "cells": [*kind, *cells]})
    if by_kind:
        columns = [{"name": str(shown("类别")), "unit": "", "year": "", "numeric": False}, *columns]
    used = {run["text"] for row in rows for (run,) in row["cells"] if isinstance(run, dict)}
    notes = [kind.explanation for kind in Missing if shown(kind.text) in used and kind]
    notes += [_NOT_PUBLISHED_NOTE] if NOT_PUBLISHED in used else []
    cited = chain.from_iterable(row.sources for row in indicator.figures)
    sources = list(dict.fromkeys(source.citation for source in cited if source.citation))
    stub = str(shown("地区"))
    return {"stub": stub, "columns": columns, "rows": rows, "notes": notes, "sources": sources}


def year_of(column: IndicatorColumn) -> str:
    """The year of a column as it is printed."""
    return str(shown(Period.of(column.year).chinese))


def _column(indicator: Indicator, column: IndicatorColumn) -> dict[str, Any]:
    """A column; its heading is only what tells it from the others, and the year."""
    several = len({each.indicator for each in indicator.columns}) > 1
    words = [column.indicator_name] if several else []
    words += [column.item_name] if column.item_name else []
    year = year_of(column)
    return {
        "name": " ".join([*words, year]),
        "unit": column.unit,
        "year": year,
        "numeric": True,
    }


def _run(column: IndicatorColumn, region: str, gaps: Mapping[str, str]) -> dict[str, Any]:
    row = column.figures.get(region)
    if row is None:
        return {"missing": "", "text": str(shown(column.gap(region, gaps)) or NOT_PUBLISHED)}
    return {"figure": row.figure, "text": row.text, "unit": row.unit}
