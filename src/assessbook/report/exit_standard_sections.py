"""The exit standards of a plan in a report: each with all its conditions, for every unit that it binds.

A standard for villages or counties is shown unit by unit where the units have values; otherwise one
sentence says what holds for the whole. A standard for persons and households is shown by the verdicts of its
conditions, which a list of households may decide.
"""

from __future__ import annotations

from collections.abc import Sequence

from assessbook.assessment.exit_standards import ExitStandard, assess_standard, exit_standards
from assessbook.assessment.verdict import OUTCOMES, Outcome, Verdict
from assessbook.core.periods import Period
from assessbook.report.blocks import Block, Column, Run, Words
from assessbook.report.session import Report
from assessbook.report.tables import Cell

_SINGLE = ("person", "household")
_BADGES: dict[Outcome, Words] = {
    "met": Words(OUTCOMES["met"], "badge-agree"),
    "not_met": Words(OUTCOMES["not_met"], "badge-disagree"),
}


def exit_standard_sections(report: Report, deflator_region: str) -> list[Block]:
    """A block for each exit standard that has conditions in the report's year.

    Standards by which the poor were identified (all conditions are baselines) are left out: leaving them
    is no exit.
    """
    blocks = []
    for standard in exit_standards(report.plan):
        targets = standard.in_year(report.year)
        if not targets or all(target.kind == "baseline" for target in targets):
            continue
        if standard.each in _SINGLE:
            blocks += _conditions(report, [target.id for target in targets], deflator_region)
            continue
        units = [
            verdict
            for region in _units(report, standard)
            if (verdict := _assessed(report, standard, region, deflator_region)).outcome != "no_observation"
        ]
        if units:
            blocks.append(_by_unit(report, standard, units))
        else:
            whole = _assessed(report, standard, report.region_id, deflator_region)
            blocks.append(report.verdict_sentence(whole))
    return blocks


def _conditions(report: Report, targets: Sequence[str], deflator_region: str) -> list[Block]:
    verdicts = report.verdicts(deflator_region=deflator_region)
    return [report.verdict_sentence(verdict) for verdict in verdicts if verdict.target.id in targets]


def _assessed(report: Report, standard: ExitStandard, region: str, deflator_region: str) -> Verdict:
    return assess_standard(
        standard, report.dataset, region=region, year=report.year, deflator_region=deflator_region
    )


def _units(report: Report, standard: ExitStandard) -> list[str]:
    """The regions below the one reported on that a standard binds one by one."""
    regions = report.definitions.regions

    def is_below(region: str) -> bool:
        parent = regions[region].parent
        return parent is not None and (parent == report.region_id or is_below(parent))

    return [name for name, region in regions.items() if region.level == standard.each and is_below(name)]


def _by_unit(report: Report, standard: ExitStandard, units: Sequence[Verdict]) -> Block:
    headings = [condition.name for condition in units[0].conditions]
    rows: list[tuple[str, Sequence[Cell]]] = []
    for verdict in units:
        cells: list[Cell] = []
        for condition in verdict.conditions:
            value = [] if condition.actual is None else report.caption("{value}", value=condition.actual)
            cells.append([*value, _badge(condition.outcome)])
        rows.append((report.name_of(verdict.region), [*cells, [_badge(verdict.outcome)]]))
    return report.grid(
        report.caption("{standard}：{year}各项条件", standard=standard.name, year=Period.of(report.year)),
        "地区",
        [Column(heading, numeric=False) for heading in (*headings, "结论")],
        rows,
        notes=["各项条件均达到的，方为达到；有观测值的地区列入本表"],
    )


def _badge(outcome: Outcome) -> Run:
    return _BADGES.get(outcome, Words(OUTCOMES[outcome], "badge-unknown"))
