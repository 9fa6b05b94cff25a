"""A figure's derivation as indented text, from the published number down to its source cells."""

from __future__ import annotations

from assessbook.core.missing import Missing
from assessbook.core.numbers import printed
from assessbook.ledger.store import Derivation, FigureRow

_INDENT = "  "
_DONE = {
    "add": "first + second",
    "subtract": "first − second",
    "multiply": "first × second",
    "divide": "first ÷ second",
}
_COMPARED = {
    "count_at_least": "at least",
    "count_above": "above",
    "count_at_most": "at most",
    "count_below": "below",
    "count_equal": "equal to",
}


def trace_text(row: FigureRow, build: str) -> str:
    """The figure as text: what it is, where it was published, its formula, its derivation.

    Parameters
    ----------
    row : FigureRow
        The figure.
    build : str
        The build it was found in, as shown.

    Returns
    -------
    str
        Each step of the derivation stands in a line of its own, its inputs below it, further in;
        under a source cell stand its raw content, citation and note. Values inside the derivation are
        at full precision, the published one as published.
    """
    what = "，".join(part for part in (row.region_name, row.year, row.indicator_name, row.item_name) if part)
    unit = row.unit if row.value is not None else ""
    lines = [row.figure, f"{_INDENT}{what}: {row.text}{unit} ({row.status})"]
    if row.value is not None:
        lines.append(f"{_INDENT}Full precision: {row.value!r} {row.unit}".rstrip())
    lines.append(f"{_INDENT}Published by cell {row.cell} of notebook {row.notebook} in {build}")
    if row.formula and row.status != "observed":
        lines.append(f"{_INDENT}Formula: {row.formula} = {row.text}{unit}")
    lines.append("")
    _add_node(lines, row.derivation, "")
    return "\n".join(lines)


def _add_node(lines: list[str], node: Derivation, margin: str) -> None:
    """Add the lines of a node and those below it. A list, as a derivation may have ten thousand nodes."""
    inner = margin + _INDENT
    label = f"  {node.label}" if node.label else ""
    if node.address is None:
        lines.append(f"{margin}{_value(node)}{label}  [{_operation(node)}]")
    else:
        lines.append(f"{margin}{_value(node)}{label}")
        lines.append(f"{inner}{node.address.replace('!', ' › ')} reads “{node.raw}”")
        if node.citation:
            lines.append(f"{inner}Source: {node.citation}")
        if node.note:
            lines.append(f"{inner}Note: {node.note}")
    for part in node.inputs:
        _add_node(lines, part, inner)


def _value(node: Derivation) -> str:
    if node.value is not None:
        return f"{node.text}{node.unit}"
    return Missing.from_status(node.missing).text if node.missing else "no value"


def _operation(node: Derivation) -> str:
    count = len(node.inputs)
    if node.operation in _DONE:
        return _DONE[node.operation]
    if node.operation == "sum":
        return f"sum of {count}"
    if node.operation == "rank":
        return f"rank of the first among {count}"
    if node.operation == "count":
        return f"how many they are: {count}"
    if node.operation in _COMPARED:
        return f"how many of the {count - 1} below it are {_COMPARED[node.operation]} the first"
    if node.operation == "convert" and node.parameter:
        return f"in other units, × {printed(node.parameter)}"
    if node.operation == "power" and node.parameter:
        return f"to the power {printed(node.parameter)}"
    return node.operation
