"""Executed notebooks against what they were made from: the template's cells and the edition's parameters.

A cell's code must be the template's. Parameters stand in three places, the manifest, the notebook's
metadata and the cell that papermill put in, and must be the same in all of them.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from typing import Any

from assessbook.verification.report import Findings, Statement, listed

INJECTED = "injected-parameters"
Notebook = dict[str, Any]


def check_code(files: tuple[str, str], notebook: Notebook, template: Notebook, findings: Findings) -> None:
    """The cells of an executed notebook against those of its template; only the injected one is new.

    Parameters
    ----------
    files : tuple
        The template and the executed notebook, as shown.
    """
    template_file, file = files
    executed = {name: cell for name, cell in _cells(notebook) if name != INJECTED}
    origin = dict(_cells(template))
    names = [Statement(template_file, listed(origin, 50)), Statement(file, listed(executed, 50))]
    findings.compare("cells", names[0], names[1])
    for name, cell in executed.items():
        if name in origin:
            for key, kind in (("cell_type", "kind of cell"), ("source", "code")):
                was, now = _text(origin[name].get(key)), _text(cell.get(key))
                findings.compare(
                    kind, Statement(template_file, was), Statement(file, now), place=f"cell {name}"
                )


def check_parameters(
    file: str, notebook: Notebook, expected: Mapping[str, Any], manifest: str, findings: Findings
) -> None:
    """A notebook's parameters, as recorded and as injected, against the edition's.

    Parameters
    ----------
    expected : mapping
        The edition's parameters, the edition file and the region of this notebook, by name.
    manifest : str
        The manifest's file as shown.
    """
    recorded = notebook["metadata"].get("papermill", {}).get("parameters", {})
    for name, value in recorded.items():
        if name not in expected:
            findings.add(file, "parameter", "none of that name", json.dumps(value), place=name)
        else:
            origin = Statement(manifest, json.dumps(expected[name], ensure_ascii=False))
            copy = Statement(file, json.dumps(value, ensure_ascii=False))
            findings.compare("parameter", origin, copy, place=name)
    injected = [cell for name, cell in _cells(notebook) if name == INJECTED]
    source = _text(injected[0].get("source")) if injected else ""
    assigned = _assigned(source)
    for name in dict.fromkeys([*recorded, *assigned]):
        was, now = recorded.get(name), assigned.get(name)
        if was != now:
            findings.add(
                file, "parameter", json.dumps(was, ensure_ascii=False), json.dumps(now, ensure_ascii=False),
                place=f"injected cell, {name}",
            )  # fmt: skip


def _cells(notebook: Notebook) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, cell in enumerate(notebook["cells"], start=1):
        yield cell.get("id") or f"cell-{number}", cell


def _text(source: Any) -> str:
    return "".join(source) if isinstance(source, list) else str(source)


def _assigned(source: str) -> dict[str, Any]:
    """The names that a cell assigns; what isn't a plain assignment has no value."""
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return {"(the cell)": "not valid Python"}
    found: dict[str, Any] = {}
    for statement in statements:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            try:
                found[statement.targets[0].id] = ast.literal_eval(statement.value)
            except ValueError:
                found[statement.targets[0].id] = ast.unparse(statement.value)
    return found


def region_of(notebook: str, top: str) -> str:
    """The region that a notebook is about: its name's last part, or the top region."""
    return notebook.rpartition("/")[2] if "/" in notebook else top
