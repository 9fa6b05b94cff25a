"""How Chinese official texts call the whole of a region, and the regions below one."""

from __future__ import annotations

from collections.abc import Sequence

from assessbook.observations.definitions import Definitions


def quoted(name: str) -> str:
    """A name in quotation marks; quotation marks inside become single ones."""
    return f"“{name.replace('“', '‘').replace('”', '’')}”"


_WHOLES = {"市": "全市", "县": "全县", "区": "全区", "州": "全州", "省": "全省", "盟": "全盟", "旗": "全旗"}
_BELOW = {"province": "省（区、市）", "prefecture": "市（州）", "county": "县（市、区）", "village": "村"}


def everywhere(definitions: Definitions, region: str) -> str:
    """The whole of a region: 全市, 全县, 全国; its name where there is no such word."""
    entry = definitions.regions[region]
    if entry.level == "nation":
        return "全国"
    return _WHOLES.get(entry.kind[-1:], entry.name)


def regions_of(definitions: Definitions, children: Sequence[str]) -> str:
    """What the regions below one are called together: 乡镇（街）, 县（市、区）."""
    entries = [definitions.regions[name] for name in children]
    levels = {entry.level for entry in entries}
    if levels == {"township"}:
        return "乡镇（街）" if any(entry.kind == "街道" for entry in entries) else "乡镇"
    return _BELOW.get(levels.pop(), "地区") if len(levels) == 1 else "下级地区"
