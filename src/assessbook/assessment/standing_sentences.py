"""How a standing reads: 本年…，比上年…；按进度应达…，领先（落后）…；按本年变化速度….

A template with places and what fills them, as of a verdict; every number is a measure or a year.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from assessbook.assessment.comparisons import number
from assessbook.assessment.plan import last_year
from assessbook.assessment.standings import Standing
from assessbook.core.periods import Period
from assessbook.measures import Measure

Filling = Measure | Period | str


@dataclass(frozen=True)
class Told:
    """A sentence with places, and what fills each of them."""

    sentence: str
    values: dict[str, Filling] = field(default_factory=dict)


def told(standing: Standing) -> Told:
    """What can be said of a standing: against last year, against the path, and what the pace leads to."""
    values: dict[str, Filling] = {
        "name": standing.verdict.target.name,
        "year": Period.of(standing.verdict.year),
        "now": standing.now,
    }
    parts = ["{name}：{year}为{now}，" + _against_last_year(standing, values)]
    parts += [part for part in (_against_path(standing, values), _by_pace(standing, values)) if part]
    return Told("；".join(parts) + "。", values)


def _against_last_year(standing: Standing, values: dict[str, Filling]) -> str:
    """上升、下降 of rates, 增加、减少 of counts and amounts."""
    if standing.change is None or standing.last is None:
        return "没有上年数据"
    values["last"] = standing.last
    size = number(standing.change)
    if size == 0:
        return "与上年（{last}）持平"
    rate = standing.now.unit.is_ratio
    if size > 0:
        values["change"] = standing.change
        return f"比上年（{{last}}）{'上升' if rate else '增加'}{{change}}"
    if standing.fall is not None:
        values["fall"] = standing.fall
    return f"比上年（{{last}}）{'下降' if rate else '减少'}{{fall}}"


def _against_path(standing: Standing, values: dict[str, Filling]) -> str:
    if standing.path is None or standing.ahead is None:
        return ""
    values["path"] = standing.path
    due = standing.verdict.year >= last_year(standing.verdict.target)
    asked = "到期应达{path}" if due else "按进度应达{path}"
    size = number(standing.ahead)
    if size == 0:
        return f"{asked}，与要求持平"
    if size > 0:
        values["ahead"] = standing.ahead
        return f"{asked}，领先{{ahead}}"
    if standing.lag is not None:
        values["lag"] = standing.lag
    return f"{asked}，落后{{lag}}"


def _by_pace(standing: Standing, values: dict[str, Filling]) -> str:
    """When the goal would be reached, where that is still to come and last year is known."""
    goal, due = standing.goal, last_year(standing.verdict.target)
    if goal is None or standing.change is None or standing.verdict.year >= due:
        return ""
    if standing.is_reached:
        return ""
    if standing.needed is None or standing.reached is None:
        return "按本年变化速度不能达到目标"
    values["needed"], values["reached"] = standing.needed, standing.reached
    when = "，可按期达到" if standing.reached.end <= due else "，晚于规定期限"
    return f"按本年变化速度还需{{needed}}，预计{{reached}}达到目标{when}"
