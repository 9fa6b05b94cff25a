"""Tables of the printed report: which column is how wide, which table is turned, which is split.

Widths are counted in em of the table's type: a Chinese character is one, a digit or a letter a little
more than half. A table that is a little too wide is set smaller; a wider one is turned; one that is wider
still is split. Long words in the last column stand below the numbers of their row. Takes the record of a block's table; gives what the template prints.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from assessbook.pdf.runs import RunWriter, tidy

_UPRIGHT = 442.0
"""Width of an upright page's text, in points."""
_TURNED = 694.0
_SIZES = (9.0, 8.0)
"""Sizes of type, in points: the second for a table too wide for the first."""
_PADDING = 1.0
"""Room on both sides of a column, in em."""
_BETWEEN = 0.25
"""Room that is set between a Chinese character and a digit or letter, in em."""
_NARROWEST = 4.0
_WIDEST_HEAD = 12.0
_LEAST_BREADTH = 0.55
_LEAST_TAILED = 4
_LONG = 36.0
"""Words of the last column, beside at least so many others, are long from so many em on."""
_WIDEST_LABEL = 9.0
_LEAST_LABELS = 0.22
"""Of the page's width, for labels where words stand below the numbers."""
_TAIL_SIZE = 0.92
_KEPT_LINES = 22
"""A table of at most so many lines is never broken over pages."""


def table_item(
    table: Mapping[str, Any], writer: RunWriter, *, number: str, target: str, feet: Sequence[Any]
) -> dict[str, Any]:
    """A table for the template.

    Parameters
    ----------
    table : mapping
        The content of a table's block.
    number, target : str
        ``表3-1`` and the name that references to it use.
    feet : sequence
        Notes and sources below it, as runs each.

    Returns
    -------
    dict
        Its `parts` are tables of their own, each with the first column: more than one if the columns
        don't fit even on a turned page. A part with `tail_head` has a `tail` in each row, which stands below.
    """
    tailed = _is_tailed(table)
    whole, table = table, {**table, "columns": table["columns"][:-1]} if tailed else table
    needs = [_need(table, index) for index in range(-1, len(table["columns"]))]
    upright = [size for size in _SIZES if sum(needs) <= _UPRIGHT / size]
    turned, size = not upright, upright[0] if upright else _SIZES[-1]
    room = (_TURNED if turned else _UPRIGHT) / size
    parts = [_part(table, writer, chosen, room) for chosen in _split(needs, room)]
    if tailed:
        parts = [_with_tails(parts[0], whole, writer, room), *parts[1:]]
    lines = sum(_lines(part) for part in parts) + len(feet)
    return {
        "kind": "table",
        "number": number,
        "target": target,
        "caption": writer.runs(table["caption"]),
        "turned": turned,
        "size": size,
        "keep": lines <= _KEPT_LINES and not turned,
        "parts": parts,
        "feet": list(feet),
    }


def ems(text: str) -> float:
    """The width of a text on one line, in em."""
    wide = [unicodedata.east_asian_width(character) in "WFA" for character in text]
    changes = sum(one != other for one, other in pairwise(wide))
    return sum(1.0 if each else 0.57 for each in wide) + _BETWEEN * changes


def _is_tailed(table: Mapping[str, Any]) -> bool:
    """Whether the last column holds words too long for a column beside the others."""
    columns = table["columns"]
    if len(columns) < _LEAST_TAILED or columns[-1]["numeric"]:
        return False
    return max((ems(_text(row["cells"][-1])) for row in table["rows"]), default=0.0) >= _LONG


def _with_tails(
    part: dict[str, Any], table: Mapping[str, Any], writer: RunWriter, room: float
) -> dict[str, Any]:
    """A part with the words of the last column below its rows, right of their labels."""
    needs = [_need(table, index) for index in range(-1, len(table["columns"]) - 1)]
    labels = max(map(ems, [*(row["label"] for row in table["rows"]), table["stub"]])) + _PADDING
    first = min(labels, max(needs[0], _WIDEST_LABEL, room * _LEAST_LABELS))
    others = [need * (room - first) / sum(needs[1:]) for need in needs[1:]]
    tails = [ems(_text(row["cells"][-1])) * _TAIL_SIZE for row in table["rows"]]
    return {
        **part,
        "rows": [
            {**made, "tail": writer.runs(row["cells"][-1])}
            for row, made in zip(table["rows"], part["rows"], strict=True)
        ],
        "widths": [round(width, 2) for width in (first, *others)],
        "heights": [
            max(-(-int(ems(row["label"])) // int(first)), 1 - int(-tail // (room - first - _PADDING)))
            for row, tail in zip(table["rows"], tails, strict=True)
        ],
        "breadth": 1.0,
        "tail_head": table["columns"][-1]["name"],
    }


def _need(table: Mapping[str, Any], index: int) -> float:
    """The least width of a column (-1: the first) that leaves its numbers whole and its words readable."""
    if index < 0:
        labels = [row["label"] for row in table["rows"]] + [table["stub"]]
        return min(max(map(ems, labels), default=0.0), 9.0) + _PADDING
    column = table["columns"][index]
    # A heading may take two lines and its unit in brackets a third.
    unit = ems(column["unit"]) + 2 if column["unit"] else 0.0
    head = max(_NARROWEST, ems(column["name"]) / 2, unit)
    texts = [_text(row["cells"][index]) for row in table["rows"]]
    widest = max(map(ems, texts), default=0.0)
    return max(head, widest if column["numeric"] else min(widest, 8.0)) + _PADDING


def _split(needs: Sequence[float], room: float) -> list[list[int]]:
    """The columns of each part: as many as fit beside the first column, at least one."""
    parts: list[list[int]] = [[]]
    left = room - needs[0]
    for index, need in enumerate(needs[1:]):
        if parts[-1] and need > left:
            parts.append([])
            left = room - needs[0]
        parts[-1].append(index)
        left -= need
    return parts


def _part(table: Mapping[str, Any], writer: RunWriter, chosen: Sequence[int], room: float) -> dict[str, Any]:
    columns = [table["columns"][index] for index in chosen]
    decimals = [_decimals(table["rows"], index) for index in chosen]
    rows = []
    for row in table["rows"]:
        cells = [
            _cell(row["cells"][index], column, writer, most)
            for index, column, most in zip(chosen, columns, decimals, strict=True)
        ]
        rows.append(
            {"label": tidy(row["label"]), "level": row["level"], "total": row["total"], "cells": cells}
        )
    heads = [{"name": table["stub"], "unit": "", "numeric": False}]
    heads += [{name: column[name] for name in ("name", "unit", "numeric")} for column in columns]
    widths, breadth = _widths(table, chosen, room)
    return {
        "heads": heads,
        "rows": rows,
        "widths": widths,
        "breadth": breadth,
        "heights": _heights(table, chosen, widths),
    }


def _widths(table: Mapping[str, Any], chosen: Sequence[int], room: float) -> tuple[list[float], float]:
    """The widths of the columns, and how much of the page they fill together.

    Each gets what it needs, the rest goes where the words are. A table of few short words doesn't fill
    the page: an eye that crosses it would lose the line.
    """
    needs = [_need(table, index) for index in (-1, *chosen)]
    wishes = [_wish([row["label"] for row in table["rows"]], table["stub"], "")]
    wishes += [
        _wish([_text(row["cells"][index]) for row in table["rows"]], column["name"], column["unit"])
        for index, column in ((index, table["columns"][index]) for index in chosen)
    ]
    breadth = min(1.0, max(_LEAST_BREADTH, 1.5 * sum(wishes) / room, sum(needs) / room))
    # A column with ten times the words isn't given ten times the room: lines would be too long to read.
    extra = [max(0.0, wish - need) ** 0.7 for wish, need in zip(wishes, needs, strict=True)]
    rest = max(0.0, breadth * room - sum(needs))
    shared = sum(extra)
    if not shared:
        scale = breadth * room / sum(needs)
        return [round(need * scale, 2) for need in needs], round(breadth, 3)
    return [round(need + rest * part / shared, 2) for need, part in zip(needs, extra, strict=True)], round(
        breadth, 3
    )


def _wish(texts: Sequence[str], name: str, unit: str) -> float:
    """The width at which a column's longest text stands on one line, and its heading with its unit."""
    head = ems(name) + (ems(unit) + 2 if unit else 0.0)
    return max([min(head, _WIDEST_HEAD), *map(ems, texts)]) + _PADDING


def _heights(table: Mapping[str, Any], chosen: Sequence[int], widths: Sequence[float]) -> list[int]:
    """How many lines each row takes, by its longest cell."""
    heights = []
    for row in table["rows"]:
        texts = [row["label"], *(_text(row["cells"][index]) for index in chosen)]
        lines = [
            -(-ems(text) // max(1.0, width - _PADDING)) for text, width in zip(texts, widths, strict=True)
        ]
        heights.append(max(1, int(max(lines))))
    return heights


def _lines(part: Mapping[str, Any]) -> int:
    return 2 + int(sum(part["heights"]))


def _cell(cell: Sequence[Any], column: Mapping[str, Any], writer: RunWriter, most: int) -> dict[str, Any]:
    only = cell[0] if len(cell) == 1 and isinstance(cell[0], Mapping) else {}
    numeric = bool(column["numeric"]) and ("figure" in only or "missing" in only)
    padding = _padding(only["text"], most) if numeric and "figure" in only else ""
    return {"numeric": numeric, "runs": writer.runs(cell), "padding": padding}


def _decimals(rows: Sequence[Mapping[str, Any]], index: int) -> int:
    cells = [row["cells"][index] for row in rows]
    texts = [cell[0]["text"] for cell in cells if len(cell) == 1 and "figure" in _mapping(cell[0])]
    return max((len(text.partition(".")[2]) for text in texts), default=0)


def _padding(text: str, most: int) -> str:
    _, point, after = text.partition(".")
    short = most - len(after)
    return "" if short <= 0 else ("" if point else ".") + "0" * short


def _text(cell: Sequence[Any]) -> str:
    return "".join(run if isinstance(run, str) else run["text"] for run in cell)


def _mapping(run: Any) -> Mapping[str, Any]:
    return run if isinstance(run, Mapping) else {}
