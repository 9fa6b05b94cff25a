"""Numbers of a plan as measures, traced to the plan: file, target, quoted words, section.

A threshold is a source like a cell of a workbook: its origin's file is `plan.yaml`, its sheet
``targets``, its cell the id of the target.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assessbook.assessment.plan_models import Target, Waypoint
from assessbook.assessment.plan_words import YES_NO
from assessbook.core.missing import Missing
from assessbook.core.numbers import as_decimal
from assessbook.core.periods import Period
from assessbook.core.units import Unit
from assessbook.measures import Measure
from assessbook.measures.axes import Axis
from assessbook.measures.steps import Read
from assessbook.observations.definitions import Definitions
from assessbook.observations.observation import Observation, Origin

SHEET = "targets"


def threshold(target: Target, definitions: Definitions, year: int) -> Measure:
    """The number a target is judged by, standing at the year it is judged for.

    Raises
    ------
    ValueError
        If the target has no number of its own.
    """
    return _number(target, definitions, target.threshold, "goal", f"{target.name}（目标）", target.unit, year)


def upper_end(target: Target, definitions: Definitions, year: int) -> Measure:
    """The upper end of a range."""
    name = f"{target.name}（目标上限）"
    return _number(target, definitions, target.upper, "upper", name, target.unit, year)


def base_value(target: Target, definitions: Definitions, unit: str) -> Measure | None:
    """The value a plan states for the base year, in a unit; None where it states none."""
    if target.base is None or target.base.value is None:
        return None
    name = f"{target.name}（基期值）"
    return _number(target, definitions, target.base.value, "base", name, unit, target.base.year)


def step_value(target: Target, step: Waypoint, definitions: Definitions) -> Measure:
    """What an earlier target of the plan asks: the number of that target, under its own id."""
    origin = Origin(
        target.source.file, SHEET, step.target, step.quote, f"{target.source.document}{step.section}"
    )
    identifier, name = f"{step.target}_goal", f"{step.name}（目标）"
    return _measure(target, definitions, step.value, identifier, name, step.unit, step.year, origin)


def at_year(measure: Measure, region: str, year: int) -> Measure:
    """A computed element, standing at a region and a year."""
    axes = (Axis((region,), fixed=True), Axis((Period(year, year),), fixed=True), measure.axes[2])
    return replace(measure, axes=axes)


def decimals_of(number: float) -> int:
    """Decimals that a number of the plan needs: 0.5 needs one, 6000 none."""
    exponent = as_decimal(number).normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _number(
    target: Target,
    definitions: Definitions,
    value: float | None,
    role: str,
    name: str,
    unit: str,
    year: int,
) -> Measure:
    if value is None:
        raise ValueError(f"target {target.id} has no {role}")
    cell = target.id if role == "goal" else f"{target.id}.{role}"
    citation = f"{target.source.document}{target.section}"
    origin = Origin(target.source.file, SHEET, cell, target.quote, citation, target.note or "")
    return _measure(target, definitions, value, f"{target.id}_{role}", name, unit, year, origin)


def _measure(
    target: Target,
    definitions: Definitions,
    value: float,
    identifier: str,
    name: str,
    symbol: str,
    year: int,
    origin: Origin,
) -> Measure:
    """One number as a measure; it speaks of the same concept as the measure it is a goal for."""
    period = Period(year, year)
    measured = definitions.measures.get(target.measure or "")
    relative = target.kind in ("relative_level", "relative_growth", "multiple", "share")
    concept = dict(measured.concept) if measured and not relative else {}
    if target.price and "price" in concept:
        concept["price"] = target.price
    observation = Observation(
        identifier, target.region, period, None, value, Missing.PRESENT, origin, "", decimals_of(value)
    )
    axes = (Axis((target.region,), fixed=True), Axis((period,), fixed=True), Axis((None,), fixed=True))
    return Measure(
        identifier=identifier,
        name=name,
        unit=Unit.of("" if symbol == YES_NO else symbol),
        axes=axes,
        numbers=np.full((1, 1, 1), float(value)),
        reasons=np.zeros((1, 1, 1), np.int8),
        step=Read(identifier, axes, {(0, 0, 0): observation}),
        concept=concept,
        decimals=decimals_of(value),
        region_names={key: region.name for key, region in definitions.regions.items()},
    )
