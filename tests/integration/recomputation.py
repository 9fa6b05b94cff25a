"""A second reckoning of published values, from the ledger's derivations and the sources themselves.

Shares no code with the product: it reads the ledger with sqlite3, cells with openpyxl and the plan's targets
as YAML, takes numbers out of what the cells print, and knows units by a table of its own. Values kept inside derivations
are used for constants only. Each step must also have the unit that its inputs give.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import isclose
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from ruamel.yaml import YAML

Node = dict[str, Any]

# How much of the plain unit one of these is.
_SCALES = {
    "": 1.0,
    "%": 1e-2,
    "‰": 1e-3,
    "百分点": 1e-2,
    "倍": 1.0,
    "人": 1.0,
    "万人": 1e4,
    "人次": 1.0,
    "户": 1.0,
    "个": 1.0,
    "项": 1.0,
    "年": 1.0,
    "元": 1.0,
    "万元": 1e4,
    "亿元": 1e8,
    "平方千米": 1.0,
}
_PRINTED = re.compile(r"\s*(?:≥|≤|降低)?(-?[0-9]+(?:\.[0-9]+)?)(\D*?)\s*")
_NAME_OF_A_VILLAGE = re.compile(r"[\u4e00-\u9fff]+村")


@dataclass(frozen=True)
class Published:
    """A figure as the ledger keeps it."""

    figure: str
    value: float | None
    text: str
    unit: str
    derivation: Node


def published(ledger: Path) -> list[Published]:
    """All figures of a ledger."""
    connection = sqlite3.connect(ledger)
    try:
        query = "SELECT figure, value, text, unit, derivation FROM figures ORDER BY number"
        return [Published(*row[:4], json.loads(row[4])) for row in connection.execute(query)]
    finally:
        connection.close()


class Sources:
    """What stands at the source addresses of a project today."""

    def __init__(self, root: Path) -> None:
        self._workbook = cache(lambda file: load_workbook(root / file))
        self._document = cache(lambda file: YAML(typ="safe").load(root / file))

    def content(self, file: str, sheet: str, cell: str) -> Any:
        """The content of a cell; of an entry of a plan, the words it quotes."""
        if file.endswith(".yaml"):
            return self.entry(file, sheet, cell)["quote"]
        return self._workbook(file)[sheet][cell].value

    def entry(self, file: str, key: str, identifier: str) -> Node:
        """An entry of a plan."""
        (entry,) = [entry for entry in self._document(file)[key] if entry["id"] == identifier]
        return dict(entry)


class Recomputation:
    """Values worked out from the sources below a folder."""

    def __init__(self, root: Path) -> None:
        self._sources = Sources(root)

    def value(self, node: Node) -> float:
        """The value of a node, in its unit."""
        operation, unit = node["operation"], node["unit"]
        if operation == "source":
            return self._read(node["source"], unit, node["label"])
        if operation == "constant":
            return float(node["value"])
        parts = [self.value(part) for part in node["inputs"]]
        scales = [_scale(part["unit"]) for part in node["inputs"]]
        if operation == "convert":
            assert isclose(node["parameter"], scales[0] / _scale(unit)), f"a wrong factor to {unit}"
            return parts[0] * scales[0] / _scale(unit)
        if operation == "rank":
            return _rank(parts, descending=node["parameter"] == 1)
        if operation.startswith("count"):
            assert isclose(_scale(unit), 1), f"what is counted is not counted in {unit}"
            assert all(isclose(scale, scales[0]) for scale in scales), f"{operation} of unlike units"
            return _count(operation, parts)
        if operation in ("divide", "multiply"):
            first, second = parts
            quotient = operation == "divide"
            given = scales[0] / scales[1] if quotient else scales[0] * scales[1]
            assert isclose(_scale(unit), given), f"{operation} gives no {unit}"
            return first / second if quotient else first * second
        assert all(isclose(_scale(unit), scale) for scale in scales), f"{operation} of unlike units"
        if operation == "sum":
            return sum(parts)
        first, second = parts
        return {"add": first + second, "subtract": first - second}[operation]

    def _read(self, source: Node, unit: str, label: str) -> float:
        address = (source["file"], source["sheet"], source["cell"])
        if source["file"].endswith(".yaml"):
            entry = self._sources.entry(*address)
            if "（目标）" not in label:
                return _one(unit)  # one of the targets that are counted
            assert entry["unit"] == unit, f"the target is not in {unit}"
            return float(entry["threshold"])
        content = self._sources.content(*address)
        if isinstance(content, int | float):
            return float(content)
        match = _PRINTED.fullmatch(content)
        if match is None:
            # An entry of a list is a name, and counts one.
            assert _NAME_OF_A_VILLAGE.fullmatch(content), f"{content!r} is no number"
            return _one(unit)
        assert match[2] in ("", unit), f"{content!r} is not in {unit}"
        return float(match[1])


def constants(node: Node) -> Iterator[float]:
    """The numbers below a node that were written in a notebook."""
    if node["operation"] == "constant":
        yield node["value"]
    for part in node.get("inputs", ()):
        yield from constants(part)


def _one(unit: str) -> float:
    assert unit in ("个", "项"), f"what is counted is not counted in {unit}"
    return 1.0


def _scale(unit: str) -> float:
    above, _, below = unit.partition("/")
    return _SCALES[above] / _SCALES[below]


def _count(operation: str, parts: list[float]) -> float:
    """How many there are; or how many stand so to the first, what agrees to twelve digits being equal."""
    if operation == "count":
        return float(len(parts))
    line, *others = (float(f"{part:.12g}") for part in parts)
    above, equal = sum(other > line for other in others), sum(other == line for other in others)
    return float(
        {
            "count_at_least": above + equal,
            "count_above": above,
            "count_at_most": len(others) - above,
            "count_below": len(others) - above - equal,
            "count_equal": equal,
        }[operation]
    )


def _rank(parts: list[float], *, descending: bool) -> float:
    """One more than how many of the others come first; what agrees to twelve digits is a tie."""
    own, *others = (float(f"{part:.12g}") for part in parts)
    return 1.0 + sum(other > own if descending else other < own for other in others)
