"""Loops over notebooks in one process, each measured as a whole: ``python loops.py KIND RUNS.json``.

KIND is ``papermill`` (its API, as a user writes the loop), ``ploomber`` (ploomber-engine, in this process) or
``cells`` (nothing but the notebooks' cells). RUNS.json is what `contestants.runs_file` writes. ``cells`` prints
the seconds of each notebook's cells as JSON; the others print nothing and write executed notebooks.

How the cells' own time is taken: a process imports what the warm engine's does and reads the programme's data.
For each notebook, one after another, it forks a process in which the cells run in IPython's own shell, with
their results formatted but sent nowhere. The times of the cells are added up; process, shell and the reading and
writing of notebooks are not part of them.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

Run = dict[str, Any]


def with_papermill(runs: Sequence[Run], project: Run) -> None:
    """Execute notebooks one after another with papermill's API and its defaults."""
    papermill = import_module("papermill")
    for run in runs:
        papermill.execute_notebook(
            run["template"], run["out"], run["parameters"], cwd=project["notebooks"], progress_bar=False
        )


def with_ploomber(runs: Sequence[Run], project: Run) -> None:
    """Execute notebooks one after another in this process with ploomber-engine."""
    ploomber = import_module("ploomber_engine")
    for run in runs:
        ploomber.execute_notebook(
            run["template"],
            run["out"],
            parameters=run["parameters"],
            cwd=project["notebooks"],
            progress_bar=False,
        )


def cells_alone(runs: Sequence[Run], project: Run) -> list[float]:
    """Seconds that the cells of each notebook take."""
    import_module("assessbook.editions.warm_imports")
    from assessbook.assessment.plan import load_plan
    from assessbook.core.workspace import Workspace
    from assessbook.observations.reader import load_dataset

    workspace = Workspace(Path(project["root"]))
    load_plan(workspace, project["programme"], load_dataset(workspace, project["programme"]).definitions)
    os.chdir(project["notebooks"])
    gc.collect()
    gc.freeze()
    context, seconds = multiprocessing.get_context("fork"), []
    for run in runs:
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(target=_cells_of, args=(sender, run))
        process.start()
        sender.close()
        seconds.append(float(receiver.recv()))
        process.join()
    return seconds


def _cells_of(sender: Connection, run: Run) -> None:
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output
    from papermill.iorw import load_notebook_node
    from papermill.parameterize import parameterize_notebook
    from traitlets.config import Config

    notebook = parameterize_notebook(load_notebook_node(run["template"]), run["parameters"])
    config = Config()
    config.HistoryManager.enabled = False
    shell = InteractiveShell.instance(config=config)
    seconds = 0.0
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.source.strip():
            with capture_output():
                begin = time.perf_counter()
                result = shell.run_cell(cell.source)  # type: ignore[no-untyped-call]
                seconds += time.perf_counter() - begin
            result.raise_error()
    sender.send(seconds)
    sender.close()


def main(arguments: Sequence[str]) -> int:
    """Run the loop that the arguments name."""
    kind, file = arguments
    content = json.loads(Path(file).read_text(encoding="utf-8"))
    runs, project = content["runs"], content["project"]
    if kind == "cells":
        print(json.dumps(cells_alone(runs, project)))
    elif kind == "papermill":
        with_papermill(runs, project)
    else:
        with_ploomber(runs, project)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
