"""Units that headers and labels print in parentheses: （户）, （亿元）.

Takes the label cells of a value; says which of them states its unit, and reports one that contradicts
the unit of the measure, as 万元 above a measure in 亿元 does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from assessbook.core.problems import Problem, UnitError
from assessbook.core.units import Unit
from assessbook.observations.definitions import MeasureDefinition
from assessbook.observations.grid import Grid, SheetCell

_IN_PARENTHESES = re.compile(r"\((?:单位:)?([^()]+)\)$")


@lru_cache(maxsize=4096)
def printed_unit(label: str) -> str | None:
    """The unit a label ends with, in parentheses; None where it states none."""
    match = _IN_PARENTHESES.search(unicodedata.normalize("NFKC", label))
    if match is None:
        return None
    try:
        return Unit.of(match[1]).symbol or None
    except UnitError:
        return None


def stated_by(labels: list[tuple[SheetCell, str]], definition: MeasureDefinition | None) -> str:
    """Which label states the measure's unit: ``header``, ``row label``, or empty."""
    units = ((by, printed_unit(cell.label)) for cell, by in labels)
    return next((by for by, unit in units if unit and definition and unit == definition.unit), "")


def contradiction(
    grid: Grid, labels: list[tuple[SheetCell, str]], measure: str, definition: MeasureDefinition
) -> Iterator[Problem]:
    """The problem of a label whose unit isn't the measure's.

    The header speaks first: 占比（%） above a row of 资金（亿元） means percent.
    """
    for cell, by in labels:
        unit = printed_unit(cell.label)
        if unit is None:
            continue
        # 人均…（元） is how tables print a measure in 元/人.
        if unit != definition.unit and unit != definition.unit.partition("/")[0]:
            yield Problem(
                grid.where(cell.address),
                f"the {by} says {unit}, but measure {measure} is in {definition.unit or 'plain numbers'}",
                f"Convert the values to {definition.unit or 'plain numbers'} and correct the {by}, "
                "or name the right measure in tables.yaml.",
            )
        return
