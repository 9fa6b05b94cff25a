"""The verdict board on paper: targets under their verdicts, and for targets of many regions a line each.

Readers of the book sort and filter a row for each target and region, which on paper fills a page for thirty of
them. What those rows say in numbers stands in the tables and sentences of the same chapter; numbers that stand
nowhere else there are kept beside the region's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import groupby
from typing import Any

from assessbook.core.messages import shown
from assessbook.pdf.blocks import plain_table

Item = dict[str, Any]
Record = Mapping[str, Any]

_REGION, _OUTCOME = "地区", "结论"


def is_board(record: Record) -> bool:
    """Whether a block is the table of targets and regions that readers of the book sort."""
    if record["kind"] != "table" or not record["content"].get("sortable"):
        return False
    return {shown(_REGION), shown(_OUTCOME)} <= {column["name"] for column in record["content"]["columns"]}


def overview(rows: Sequence[Record]) -> Item | None:
    """Targets under their verdicts; None where no row has one."""
    groups: dict[tuple[str, str], dict[str, None]] = {}
    for row in rows:
        for badge in _badges(row):
            groups.setdefault((badge["text"], badge["role"]), {})[row["label"]] = None
    made = [
        {"outcome": outcome, "role": role, "names": list(names)} for (outcome, role), names in groups.items()
    ]
    return {"kind": "board", "groups": made} if made else None


def wholes(content: Record) -> list[Record]:
    """The rows of a board that are about a target as a whole: the first of each target's."""
    return [rows[0] for rows in _targets(content)]


def by_region(content: Record, told: Set[str]) -> dict[str, Any] | None:
    """The targets of many regions as a table: a line a target, its regions under their verdicts.

    Parameters
    ----------
    content : mapping
        The board's table.
    told : set of str
        Figures that stand elsewhere in the chapter.

    Returns
    -------
    dict or None
        A table in the shape of a block's; None where every target is one region's.
    """
    names = [column["name"] for column in content["columns"]]
    rows = [
        (found[0]["label"], _cell(found[1:], names, told)) for found in _targets(content) if len(found) > 1
    ]
    if not rows:
        return None
    table = plain_table("各地区的结论", ["目标", "各地区结论"], [(label, "") for label, _ in rows])
    for row, (_, cell) in zip(table["rows"], rows, strict=True):
        row["cells"] = [cell]
    return table


def figures_in(thing: Any) -> Iterator[str]:
    """The ids of all figures that a block's content shows."""
    if isinstance(thing, Mapping):
        if "figure" in thing:
            yield str(thing["figure"])
        for part in thing.values():
            yield from figures_in(part)
    elif isinstance(thing, list):
        for part in thing:
            yield from figures_in(part)


def _targets(content: Record) -> list[list[Record]]:
    return [list(rows) for _, rows in groupby(content["rows"], key=lambda row: row["label"])]


def _badges(row: Record) -> Iterator[Mapping[str, str]]:
    for cell in row["cells"]:
        for run in cell:
            if isinstance(run, Mapping) and str(run.get("role", "")).startswith("badge-"):
                yield run


def _cell(rows: Sequence[Record], names: Sequence[str], told: Set[str]) -> list[Any]:
    """A target's regions, those of one verdict together, in the order in which verdicts first come."""
    groups: dict[tuple[str, str], list[list[Any]]] = {}
    for row in rows:
        badge = next(_badges(row))
        region = row["cells"][names.index(shown(_REGION))]
        groups.setdefault((badge["text"], badge["role"]), []).append([*region, *_untold(row, names, told)])
    runs: list[Any] = []
    for (outcome, role), regions in groups.items():
        runs += ["　" if runs else "", {"text": outcome, "role": role}]
        for place, region in enumerate(regions):
            runs += ["、" if place else "", *region]
    return runs


def _untold(row: Record, names: Sequence[str], told: Set[str]) -> list[Any]:
    """A region's numbers that stand nowhere else in the chapter, in brackets, each behind its column's name."""
    runs: list[Any] = []
    for name, cell in zip(names, row["cells"], strict=True):
        if any(figure not in told for figure in figures_in(cell)):
            runs += ["，" if runs else "（", name, *cell]
    return [*runs, "）"] if runs else []
