"""Executed notebooks as bytes that depend on inputs alone.

papermill and nbclient write times, durations, the output's path and random cell ids into a notebook.
`normalised` keeps what explains the page: `input_path`, `parameters`, sources and outputs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import nbformat

from assessbook.core.quick_json import indented

INJECTED_TAG = "injected-parameters"
PARAMETERS_TAG = "parameters"
ERROR_TAG = "papermill-error-cell-tag"

_KERNELSPEC = ("display_name", "language", "name")
_LANGUAGE_INFO = ("name", "file_extension", "mimetype", "pygments_lexer", "nbconvert_exporter")
_NOT_STORED = ("orig_nbformat", "orig_nbformat_minor", "signature")
# Beside text/…: kinds of output that are stored line by line.
_TEXTS = ("application/javascript", "image/svg+xml")
# Written by papermill, by nbclient and by an interactive session: all of them about when, not what.
_TRANSIENT = ("papermill", "execution", "ExecuteTime", "collapsed", "scrolled")


def normalised(executed: Any, template: str, parameters: Mapping[str, Any]) -> Any:
    """The executed notebook in its normal form.

    Parameters
    ----------
    executed : NotebookNode
        As papermill leaves it; changed in place.
    template : str
        Path of the template relative to the root, forward slashes.
    parameters : mapping
        What was passed.

    Returns
    -------
    NotebookNode
        The same notebook. The injected cell's id is ``injected-parameters``; cells whose template gives
        them no id are numbered; papermill's error banners are left out (the failing cell keeps its
        error output).
    """
    executed.cells = [cell for cell in executed.cells if ERROR_TAG not in cell.metadata.get("tags", [])]
    for cell in executed.cells:
        for name in _TRANSIENT:
            cell.metadata.pop(name, None)
        if INJECTED_TAG in cell.metadata.get("tags", []):
            cell["id"] = INJECTED_TAG
        if not cell.metadata.get("tags", True):
            del cell.metadata["tags"]
    metadata = executed.metadata
    metadata["papermill"] = {"input_path": template, "parameters": dict(parameters)}
    for name, kept in (("kernelspec", _KERNELSPEC), ("language_info", _LANGUAGE_INFO)):
        if name in metadata:
            metadata[name] = {key: metadata[name][key] for key in kept if key in metadata[name]}
    executed.nbformat, executed.nbformat_minor = 4, max(5, executed.nbformat_minor)
    return executed


def with_ids(notebook: Any) -> Any:
    """The template with an id on every cell.

    A template older than notebook format 4.5 has none, and would get random ones at each run.
    """
    for number, cell in enumerate(notebook.cells, start=1):
        if not cell.get("id"):
            cell["id"] = f"cell-{number}"
    notebook.nbformat, notebook.nbformat_minor = 4, max(5, notebook.nbformat_minor)
    return notebook


def renewed(executed: Any, template: Any) -> Any:
    """An executed notebook with the words of today's template around its results.

    Parameters
    ----------
    executed : NotebookNode
        In normal form; its code cells have the sources of the template's.
    template : NotebookNode
        From `read_template`; changed in place.

    Returns
    -------
    NotebookNode
        What an execution of the template would have given.
    """
    cells, injected = [], [cell for cell in executed.cells if _is_injected(cell)]
    results = iter([cell for cell in executed.cells if cell.cell_type == "code" and not _is_injected(cell)])
    for cell in template.cells:
        if cell.cell_type == "code":
            result = next(results)
            cell["outputs"], cell["execution_count"] = result["outputs"], result["execution_count"]
        cells.append(cell)
        if PARAMETERS_TAG in cell.metadata.get("tags", []):
            cells += injected
    template.cells = cells
    for name in ("kernelspec", "language_info"):
        if name in executed.metadata:
            template.metadata[name] = executed.metadata[name]
    papermill = executed.metadata["papermill"]
    return normalised(template, papermill["input_path"], papermill["parameters"])


def _is_injected(cell: Any) -> bool:
    return INJECTED_TAG in cell.metadata.get("tags", [])


def read_template(path: Path) -> Any:
    """The template as a notebook node, ids on all cells."""
    text = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=nbformat.NO_CONVERT)  # type: ignore[no-untyped-call]
    if notebook.nbformat != 4:
        notebook = nbformat.convert(notebook, 4)  # type: ignore[no-untyped-call]
    return with_ids(notebook)


def write_notebook(notebook: Any, path: Path) -> None:
    """Write a notebook as UTF-8 text, keys sorted, making the folder when needed.

    The bytes are those that nbformat writes, which copies the whole notebook and takes several times as long.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    metadata = _without(notebook.metadata, _NOT_STORED)
    written = {**notebook, "metadata": metadata, "cells": [_written(cell) for cell in notebook.cells]}
    path.write_text(indented(written) + "\n", encoding="utf-8", newline="\n")


def _written(cell: Any) -> dict[str, Any]:
    """A cell with its texts as lists of lines."""
    written = {**cell, "source": _lines(cell["source"]), "metadata": _without(cell.metadata, ("trusted",))}
    if "attachments" in cell:
        written["attachments"] = {name: _bundle(bundle) for name, bundle in cell.attachments.items()}
    if cell.cell_type == "code":
        written["outputs"] = [_output(output) for output in cell.outputs]
    return written


def _output(output: Any) -> dict[str, Any]:
    if output.output_type in ("execute_result", "display_data"):
        return {**output, "data": _bundle(output.get("data", {}))}
    return {**output, "text": _lines(output.text)} if output.output_type == "stream" else output


def _bundle(bundle: Mapping[str, Any]) -> dict[str, Any]:
    return {
        kind: _lines(content) if kind.startswith("text/") or kind in _TEXTS else content
        for kind, content in bundle.items()
    }


def _lines(text: Any) -> Any:
    return text.splitlines(True) if isinstance(text, str) else text


def _without(record: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in names}
