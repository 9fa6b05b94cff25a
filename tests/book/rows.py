"""Rows of a ledger written by hand, for the tests of the book's parts."""

from __future__ import annotations

from typing import Any

from assessbook.ledger.store import Derivation, FigureRow, Source

FILE = "data/plan/tables.xlsx"


def cell(name: str, raw: str = "567", sheet: str = "表1-1", note: str = "") -> Source:
    """A source cell of the plan's workbook."""
    return Source(f"{FILE}!{sheet}!{name}", raw, "规划第一章", note)


def row(
    region: str,
    *sources: Source,
    text: str = "567",
    notebook: str = "region/north",
    cell: str = "size",
    **changes: Any,
) -> FigureRow:
    """The row of a region's number of poor persons in 2015."""
    names = {"north": "北镇", "south": "南镇", "county": "某县"}
    record: dict[str, Any] = {
        "figure": f"plan/2015/{region}/persons",
        "programme": "plan",
        "year": "2015",
        "region": region,
        "region_name": names[region],
        "indicator": "persons",
        "indicator_name": "贫困人口",
        "item": "",
        "item_name": "",
        "value": 567.0,
        "unit": "人",
        "text": text,
        "status": "observed",
        "notebook": notebook,
        "cell": cell,
        "formula": text,
        "sources": sources,
        "derivation": leaf("贫困人口（北镇，2015年）"),
    }
    return FigureRow(**{**record, **changes})


def leaf(label: str) -> Derivation:
    """A derivation that is one source cell."""
    return Derivation("source", 567.0, "人", "567", label, address=f"{FILE}!表1-1!C3")
