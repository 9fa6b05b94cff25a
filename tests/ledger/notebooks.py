"""Executed notebooks written by hand, as JSON, for the tests of the ledger and of the book."""

from __future__ import annotations

from typing import Any

from assessbook.ledger.gather import BLOCK_MEDIA_TYPE, ExecutedNotebook

Json = dict[str, Any]
FILE = "data/plan/tables.xlsx"


def source(cell: str, value: float, *, sheet: str = "表1-1", unit: str = "人", note: str = "") -> Json:
    """A derivation that is one whole number read from a cell."""
    record: Json = {
        "operation": "source",
        "value": value,
        "unit": unit,
        "label": "贫困人口（北镇，2015年）",
        "source": {
            "file": FILE,
            "sheet": sheet,
            "cell": cell,
            "raw": f"{value:g}",
            "citation": "规划第一章",
            "decimals": 0,
        },
    }
    if note:
        record["source"]["note"] = note
    return record


def total(*parts: Json) -> Json:
    """A derivation that adds up others."""
    value = sum(part["value"] for part in parts)
    return {"operation": "sum", "value": value, "unit": "人", "inputs": list(parts)}


def figure(region: str, derivation: Json, *, indicator: str = "persons", **changes: Any) -> Json:
    """The record of a figure; what isn't told follows from its derivation."""
    text = f"{derivation['value']:g}"
    return {
        "figure": f"plan/2015/{region}/{indicator}",
        "programme": "plan",
        "year": "2015",
        "region": region,
        "region_name": {"north": "北镇", "south": "南镇", "county": "某县"}[region],
        "indicator": indicator,
        "indicator_name": "贫困人口",
        "item": "",
        "item_name": "",
        "value": derivation["value"],
        "unit": "人",
        "text": text,
        "status": "observed" if derivation["operation"] == "source" else "derived",
        "formula": text,
        "derivation": derivation,
        **changes,
    }


def statement(*figures: Json, before: str = "共") -> Json:
    """The record of a block with one sentence that holds some figures."""
    runs: list[Any] = [before]
    for each in figures:
        runs += [{"figure": each["figure"], "text": each["text"], "unit": each["unit"]}, each["unit"]]
    return {
        "schema": 1,
        "kind": "statements",
        "content": {"sentences": [runs], "headline": False},
        "figures": list(figures),
    }


def code(identifier: str, *blocks: Json, source: str = "show()", tags: tuple[str, ...] = ()) -> Json:
    """A code cell that shows some blocks, one output each."""
    return {
        "cell_type": "code",
        "id": identifier,
        "metadata": {"tags": list(tags)} if tags else {},
        "source": source,
        "execution_count": 1,
        "outputs": [
            {
                "output_type": "display_data",
                "metadata": {},
                "data": {
                    BLOCK_MEDIA_TYPE: block,
                    "text/html": "<p>preview</p>",
                    "text/plain": "<statements>",
                },
            }
            for block in blocks
        ],
    }


def markdown(identifier: str, source: str) -> Json:
    """A markdown cell."""
    return {"cell_type": "markdown", "id": identifier, "metadata": {}, "source": source}


def notebook(
    name: str, region: str, rank: int, *cells: Json, papermill: Json | None = None
) -> ExecutedNotebook:
    """An executed notebook."""
    metadata = {"papermill": papermill} if papermill else {}
    content = {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": list(cells)}
    return ExecutedNotebook(name, region, rank, content)
