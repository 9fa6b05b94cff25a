"""A failed cell in words: which cell, its source with the failing line marked, and what went wrong.

`failure_of` reads a failed notebook inside the worker, `worded` writes the text inside the main process;
between them only plain strings and numbers travel.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from assessbook.core import problems
from assessbook.editions.edition import NotebookRun
from assessbook.editions.normal_form import INJECTED_TAG

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_FRAME = re.compile(r"^File (?P<path>.+?):(?P<line>\d+)(?:, in (?P<function>[^(\n]+))?", re.MULTILINE)


@dataclass(frozen=True)
class CellFailure:
    """What is known of a failure.

    Parameters
    ----------
    cell_id, cell_number
        The cell's id, and its number among the template's code cells: the [n] JupyterLab shows beside
        it after Run All. Number 0 is the cell with the passed parameters; None means no cell was run.
    source : str
        The cell's source.
    line : int or None
        The failing line of the source, from 1.
    kind, message : str
        The exception's class name and text.
    raised_in : str
        Where it was raised, when that was below the cell: ``frame.py, line 41 (DataFrame.merge)``.
    """

    cell_id: str
    cell_number: int | None
    source: str
    line: int | None
    kind: str
    message: str
    raised_in: str = ""


def failure_of(notebook: Any, index: int, kind: str, message: str, traceback: list[str]) -> CellFailure:
    """The failure of the cell at `index` of an executed notebook.

    Parameters
    ----------
    notebook : NotebookNode
        Executed, without papermill's error banners.
    index : int
        Position of the failing cell among all cells.
    kind, message : str
        The exception's class name and text.
    traceback : list of str
        As IPython writes it, colours and all; may be empty (the kernel died).
    """
    cell = notebook.cells[index]
    before = notebook.cells[: index + 1]
    injected = INJECTED_TAG in cell.metadata.get("tags", [])
    number = 0 if injected else sum(map(_counted, before))
    text = _COLOURS.sub("", "\n".join(traceback))
    match = re.search(rf"Cell In\s*\[{cell.get('execution_count')}\], line (\d+)", text)
    frames = list(_FRAME.finditer(text))
    raised_in = ""
    if frames:
        name = re.split(r"[/\\]", frames[-1]["path"])[-1]
        function = frames[-1]["function"]
        raised_in = f"{name}, line {frames[-1]['line']}" + (f" ({function})" if function else "")
    return CellFailure(
        cell.get("id", ""), number, cell.source, int(match[1]) if match else None, kind, message, raised_in
    )


def worded(run: NotebookRun, failure: CellFailure, copy: str) -> str:
    """The failure as text for the statistician who wrote the cell.

    Parameters
    ----------
    run : NotebookRun
        What was run.
    failure : CellFailure
        What happened.
    copy : str
        Path of the executed copy, as shown; empty if there is none.
    """
    parameters = ", ".join(f"{name}={value}" for name, value in run.parameters.items())
    lines = [f"{run.template.as_posix()} failed while making {run.name}", f"  Parameters: {parameters}"]
    if failure.cell_number is not None:
        which = f"code cell {failure.cell_number}" if failure.cell_number else "the cell of passed parameters"
        lines.append(f"  In {which} (id {failure.cell_id}):")
        for number, line in enumerate(failure.source.splitlines(), start=1):
            mark = ">" if number == failure.line else " "
            lines.append(f"  {mark}   {line}".rstrip())
    # An error of our own says in its message all that there is to do; its class name would only distract.
    own = failure.kind in own_errors()
    text = failure.message if own and failure.message else f"{failure.kind}: {failure.message}".rstrip(": ")
    lines += [f"  {line}".rstrip() for line in text.splitlines()]
    if failure.raised_in and not own:
        lines.append(f"  Raised in {failure.raised_in}.")
    if copy:
        lines.append(f"  Executed copy, up to the failure: {copy}")
    return "\n".join(lines)


def own_errors() -> frozenset[str]:
    """Class names of the errors that assessbook raises for users; all of them stand in core.problems."""
    found = (vars(problems)[name] for name in vars(problems))
    return frozenset(
        entry.__name__
        for entry in found
        if isinstance(entry, type) and issubclass(entry, problems.AssessbookError)
    )


def _counted(cell: Any) -> bool:
    """Whether JupyterLab would give the template's cell a number."""
    return (
        cell.cell_type == "code"
        and bool(cell.source.strip())
        and INJECTED_TAG not in cell.metadata.get("tags", [])
    )
