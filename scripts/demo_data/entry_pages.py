"""The sheets of `annual-reports.xlsx`: returns on a plan's mechanisms, laid out as `data/entry_sheets.yaml` says.

Takes a description, its rows and the plan; gives sheets to be written. The numbers come from `entries`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assessbook.assessment.entry_sheets import REPORTING, entry_kinds, entry_sheet_name
from assessbook.assessment.plan import Plan
from assessbook.observations.definitions import Definitions
from assessbook.observations.table_spec import SheetSpec
from demo_data.description import Description
from demo_data.entries import ASSESSMENT, Line, Returns
from demo_data.entry_description import Kind
from demo_data.figures import Row
from demo_data.workbook import MARK, REPORTED, Sheet


def entry_sheets(
    description: Description,
    kinds: Mapping[str, Kind],
    layouts: Mapping[str, SheetSpec],
    plan: Plan,
    definitions: Definitions,
    rows: Sequence[Row],
    citation: str,
    seed: int,
) -> list[Sheet]:
    """The sheets of a programme's returns; none if the description asks for none.

    Parameters
    ----------
    kinds : mapping
        Kind of mechanism -> how its returns come about.
    layouts : mapping
        Kind of mechanism -> how its sheet is laid out.
    rows : sequence of Row
        The demonstration's other series, which the returns follow.
    citation : str
        What every row cites; the year is added.
    """
    if description.entries is None:
        return []
    returns = Returns(description, description.entries, plan, definitions, rows, seed)
    made: list[Sheet] = []
    for kind in entry_kinds(plan):
        if kind == REPORTING:
            lines = returns.reports()
        elif kind == ASSESSMENT:
            lines = returns.assessed()
        else:
            lines = returns.of_kind(kind, kinds[kind])
        made.append(_sheet(kind, layouts[kind], list(lines), returns.item_names(kind), definitions, citation))
    return made


def _sheet(
    kind: str,
    layout: SheetSpec,
    lines: list[Line],
    items: Mapping[str, str],
    definitions: Definitions,
    citation: str,
) -> Sheet:
    measures = {header: str(column.measure) for header, column in layout.columns.items()}
    coordinates = {**layout.coordinate_columns, REPORTED: "reported"}
    written: list[Sequence[str | int | float | None]] = []
    for line in lines:
        given: dict[str, str | int] = {
            "region": definitions.regions[line.region].name,
            "year": line.year,
            "item": items[line.item],
            "reported": line.reported,
        }
        values = [line.values.get(measure) for measure in measures.values()]
        shown = [int(value) if value is not None and value.is_integer() else value for value in values]
        source = f"{citation}{line.reported}年报表"
        written.append([*(given[use] for use in coordinates.values()), *shown, source, None])
    behind = [name for name in (layout.citation_column, layout.note_column) if name]
    title = f"{layout.title}（{MARK}）"
    reading = {"layout": kind, "title": title, "coordinate_columns": coordinates}
    headers = [*coordinates, *measures, *behind]
    return Sheet(entry_sheet_name(kind), title, headers, written, reading)
