"""Where a plan's mechanisms are entered each year: the sheet of each kind, and what its rows name.

A kind's sheet stands in the programme's `annual-reports.xlsx` and is laid out as `entry_sheets.yaml` says under
the kind's id. A row's item is a mechanism of the kind; in the sheet of reports it is a report the plan asks
for.
"""

from __future__ import annotations

import re

from assessbook.assessment.mechanisms import MECHANISM_KINDS, mechanisms_of
from assessbook.assessment.plan import Plan

WORKBOOK = "annual-reports.xlsx"
REPORTING = "reporting"
_LONGEST = 31


def entry_sheet_name(kind: str) -> str:
    """The name of a kind's sheet: the printed name of the kind without what stands in brackets.

    Names of sheets have at most 31 characters, and none of those that a workbook refuses.
    """
    name = MECHANISM_KINDS[kind].partition("（")[0]
    return re.sub(r"[\[\]:*?/\\'“”‘’]", "", name)[:_LONGEST]


def entry_kinds(plan: Plan | None) -> list[str]:
    """The kinds that a plan has, in the order in which reports list them; without a plan, all.

    A plan that asks for reports has their calendar, whether or not it sets up a system of reporting.
    """
    return [
        kind
        for kind in MECHANISM_KINDS
        if plan is None or mechanisms_of(plan, kind) or (kind == REPORTING and plan.reports_due)
    ]


def items_of(plan: Plan, kind: str, year: int) -> dict[str, str]:
    """What the rows of a kind's sheet name in a year: ids and printed names.

    In the sheet of reports, those that fall due in the year or have no fixed times.
    """
    if kind == REPORTING:
        return {entry.id: entry.name for entry in plan.reports_due if entry.times_due(year) != 0}
    return {entry.id: entry.name for entry in mechanisms_of(plan, kind)}
