"""The parameters cell of a notebook template: which names it declares.

papermill runs a misspelt parameter without a word, and its own inspector takes annotated parameters
(`region: str = "jiaohe"`) for unknown ones. So the cell is read here, as Python.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import nbformat

from assessbook.core.problems import InputError, Problem

PARAMETERS_TAG = "parameters"


def declared_parameters(path: Path, shown: str) -> tuple[str, ...]:
    """The names that the cell tagged `parameters` assigns, in its order.

    Parameters
    ----------
    path : Path
        The template.
    shown : str
        The path as shown to users.

    Raises
    ------
    InputError
        If the file is missing or isn't a notebook, has no such cell or several, or the cell holds
        anything but assignments of single names.
    """
    cells = [cell for cell in _cells(path, shown) if PARAMETERS_TAG in cell.metadata.get("tags", [])]
    if len(cells) != 1 or cells[0].cell_type != "code":
        what = f"one code cell must have the tag {PARAMETERS_TAG}; {len(cells)} have it"
        action = "In JupyterLab: select the cell that assigns the parameters, Property Inspector, Cell Tags."
        raise InputError([Problem(shown, what, action)])
    where = f"{shown} › parameters cell"
    try:
        statements = ast.parse(cells[0].source).body
    except SyntaxError as error:
        raise InputError(
            [Problem(f"{where}, line {error.lineno}", f"not valid Python: {error.msg}")]
        ) from None
    names: list[str] = []
    problems: list[Problem] = []
    for position, statement in enumerate(statements):
        found = _assigned(statement)
        if found is not None:
            names.append(found)
        elif not (position == 0 and _is_text(statement)):
            what = "only assignments such as region = 'jiaohe' may stand in the parameters cell"
            problems.append(Problem(f"{where}, line {statement.lineno}", what, "Move it to the next cell."))
    if problems:
        raise InputError(problems)
    return tuple(names)


def _cells(path: Path, shown: str) -> list[Any]:
    try:
        notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    except FileNotFoundError:
        raise InputError([Problem(shown, "there is no such notebook")]) from None
    except Exception as error:  # nbformat raises many kinds; to a reader they all say the same
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise InputError([Problem(shown, f"the file can't be read as a notebook: {reason}")]) from None
    return list(notebook.cells)


def _assigned(statement: ast.stmt) -> str | None:
    """The one name that a statement assigns, annotated or not; None for any other statement."""
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return statement.target.id
    if (
        isinstance(statement, ast.Assign)
        and len(statement.targets) == 1
        and isinstance(statement.targets[0], ast.Name)
    ):
        return statement.targets[0].id
    return None


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
