"""Whom a target binds: a region as a whole, or every unit of a level below it."""

from __future__ import annotations

from assessbook.assessment.plan_models import Target
from assessbook.assessment.plan_words import RELATIVE
from assessbook.core.problems import UnitError
from assessbook.core.units import Unit
from assessbook.observations.definitions import Definitions

_UNITS = {
    "province": ("每个省", "分省"),
    "prefecture": ("每个市（州）", "分市（州）"),
    "county": ("每个县（市、区）", "分县（市、区）"),
    "township": ("每个乡镇", "分乡镇"),
    "village": ("每个村", "分村"),
    "household": ("每户", "分户"),
    "person": ("每人", "分人"),
    "leader": ("每名领导", "分人"),
}

OF_THE_WHOLE = frozenset({"share", "norm", "milestone", "process", "ranking", "qualitative"})
"""Kinds whose value for a whole region speaks of all its units; of others it says nothing about each."""


def units_bound(target: Target, definitions: Definitions, region: str) -> tuple[str, ...]:
    """The regions below one that a target binds each for itself; none where it binds the whole."""
    regions = definitions.regions
    if target.each is None or regions[region].level == target.each:
        return ()
    return tuple(name for name in definitions.below(region) if regions[name].level == target.each)


def needs_units(target: Target, definitions: Definitions, region: str) -> bool:
    """Whether only values of its units could show that the target is met in a region."""
    binds_others = target.each is not None and definitions.regions[region].level != target.each
    return binds_others and target.kind not in OF_THE_WHOLE


def not_by_unit(target: Target) -> str:
    """Why a region's own value doesn't show that each of its units meets a target."""
    every, by = _UNITS.get(target.each or "", ("每个单位", "分单位"))
    return f"目标要求{every}达到，无{by}数据，总体数值不能说明"


def binding(target: Target, definitions: Definitions, region: str) -> tuple[bool, str]:
    """Whether a target can be judged for a region, and a remark where the plan doesn't name the region.

    A rate or a comparison that the plan asks of the whole can be held against a part; a number of
    persons or yuan can't, unless every unit of the region's level is bound.
    """
    regions = definitions.regions
    if region == target.region:
        return True, ""
    below = region in definitions.below(target.region)
    if below and target.each == regions[region].level:
        return True, ""
    if below and (target.kind in RELATIVE or target.kind == "trend" or _is_ratio(target.unit)):
        return True, f"目标对{regions[target.region].name}总体提出，对{regions[region].name}按同一标准对照"
    return False, f"目标对{regions[target.region].name}提出，未分解到{regions[region].name}"


def _is_ratio(symbol: str) -> bool:
    try:
        return bool(symbol) and Unit.of(symbol).is_ratio
    except UnitError:
        return False
