"""One notebook executed with papermill, inside a worker process.

papermill changes the working folder of its whole process while a notebook runs (`os.chdir`), so two
notebooks can't be run by two threads of one process: each worker is a process and runs one at a time.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from assessbook.core import reads
from assessbook.core.reads import Reads
from assessbook.editions.edition import NotebookRun
from assessbook.editions.failures import CellFailure, failure_of
from assessbook.editions.input_guard import InputGuard, UndeclaredInput
from assessbook.editions.kernels import KERNEL_NAME
from assessbook.editions.normal_form import normalised, read_template, with_ids, write_notebook
from assessbook.measures.reading import settle


@dataclass(frozen=True)
class RunResult:
    """What became of one run.

    Parameters
    ----------
    run : NotebookRun
        What was run.
    path : Path
        The executed notebook; of a failed run, the copy up to the failure.
    seconds : float
        Wall time. It is told here and never written into the notebook.
    failure : CellFailure or None
        What went wrong, if anything.
    reads : Reads or None
        What the notebook read, where that was watched.
    reused : bool
        Whether the result is an earlier one that still holds.
    """

    run: NotebookRun
    path: Path
    seconds: float
    failure: CellFailure | None = None
    reads: Reads | None = None
    reused: bool = False

    @property
    def told(self) -> str:
        """The result in a few words, for whoever looks on."""
        if self.reused:
            return f"{self.run.name}, unchanged"
        return f"{self.run.name}, {self.seconds:.1f} s" + (" FAILED" if self.failure else "")


def prepare_worker(environment: dict[str, str]) -> None:
    """Make a fresh process ready: its environment, its signals, its silence.

    Ctrl-C reaches every process of the terminal at once. Workers leave it to the main process, which then
    ends them. SIGTERM is turned into an exception here, so that what the process started is ended on the
    way out.
    """
    os.environ.update(environment)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    if hasattr(signal, "pthread_sigmask"):
        # Blocked while this process was started (`processes.signals_held`).
        signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGINT, signal.SIGTERM))
    # What papermill would log is in the failure that is handed back.
    logging.getLogger("papermill").setLevel(logging.CRITICAL)


def _leave(number: int, frame: object) -> NoReturn:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(128 + number)


def execute(
    root: Path,
    target: Path,
    run: NotebookRun,
    engine: str | None = None,
    on_cell: Callable[[int], None] = lambda index: None,
    guard: InputGuard | None = None,
) -> RunResult:
    """Execute one template and write it in normal form to `target`/<name>.ipynb.

    Parameters
    ----------
    root : Path
        Root of the workspace; the kernel stands in its `notebooks/`.
    target : Path
        Folder for executed notebooks.
    run : NotebookRun
        What to execute.
    engine : str or None
        Name of a papermill engine; None is papermill's own, with an ordinary kernel.
    on_cell : callable
        Told the position of each cell that begins.
    guard : InputGuard, optional
        What the cells may open, for an engine that runs them in this process.

    Returns
    -------
    RunResult
        Also when a cell fails: failures are handed back, not raised.
    """
    began = time.monotonic()
    path = target / f"{run.name}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    watch = _Watch(on_cell, guard)
    failure = _attempt(root, path, run, watch, engine)
    if failure is not None and not watch.started:
        # Kernels choose their ports before they open them, and now and then two choose the same one.
        watch = _Watch(on_cell, guard)
        failure = _attempt(root, path, run, watch, engine)
    if watch.notebook is not None:
        finished = normalised(watch.notebook, run.template.as_posix(), run.parameters)
        write_notebook(finished, path)
    return RunResult(run, path, time.monotonic() - began, failure, watch.reads)


class _Watch:
    """Sees the notebook while it runs, so that a copy is left even when the kernel dies."""

    def __init__(self, told: Callable[[int], None], guard: InputGuard | None) -> None:
        self._told, self._guard = told, guard
        self.notebook: Any = None
        self.index: int | None = None
        self.reads: Reads | None = None

    @property
    def started(self) -> bool:
        return self.notebook is not None

    def on_start(self, notebook: Any) -> None:
        self.notebook = notebook
        if self._guard is not None:
            self.reads = reads.begin()
            self._guard.watch()

    def on_end(self) -> None:
        """The cells are done, or one failed."""
        if self._guard is not None and self.reads is not None:
            self._guard.pause()
            settle()
            reads.end()

    @property
    def refused(self) -> str:
        """What the cells were refused though they went on as if nothing had happened; empty if nothing."""
        return self._guard.refused[0] if self._guard is not None and self._guard.refused else ""

    def on_cell(self, cell: Any, cell_index: int) -> None:
        self.index = cell_index
        self._told(cell_index)


def _attempt(
    root: Path, path: Path, run: NotebookRun, watch: _Watch, engine: str | None
) -> CellFailure | None:
    # Imported here: papermill takes half a second, which the main process need not spend.
    import papermill
    from papermill.exceptions import PapermillExecutionError

    _leave_out_papermills_copy()
    try:
        watch.notebook, started = None, read_template(root / run.template)
        papermill.execute_notebook(
            started,
            None,
            dict(run.parameters),
            engine_name=engine,
            kernel_name=KERNEL_NAME,
            language="python",
            request_save_on_cell_execute=False,
            autosave_cell_every=0,
            progress_bar=False,
            log_output=False,
            cwd=root / "notebooks",
            # Prints arrive in chunks that depend on timing; joined they don't.
            coalesce_streams=True,
            record_timing=False,
            on_notebook_start=watch.on_start,
            on_cell_start=watch.on_cell,
        )
    except PapermillExecutionError as error:
        kind, message, traceback = error.ename, error.evalue, error.traceback
        return failure_of(watch.notebook, _failed_index(watch), kind, message, traceback)
    except Exception as error:  # the kernel died or never started: the notebook's failure all the same
        kind, message = type(error).__name__, str(error)
        if watch.notebook is None or watch.index is None:
            return CellFailure("", None, "", None, kind, message)
        return failure_of(watch.notebook, watch.index, kind, message, [])
    finally:
        watch.on_end()
    if watch.refused:
        return CellFailure("", None, "", None, UndeclaredInput.__name__, watch.refused)
    return None


def _leave_out_papermills_copy() -> None:
    """papermill makes a text of the executed notebook even where it is to be written nowhere."""
    import papermill.execute

    papermill.execute.write_ipynb = lambda notebook, path: None


def lost(
    root: Path, target: Path, run: NotebookRun, index: int | None, kind: str, message: str
) -> CellFailure:
    """The failure of a run whose process ended, and a copy of the notebook without results.

    Parameters
    ----------
    index : int or None
        Position of the last cell that began, if any.
    kind, message : str
        What became of the process.
    """
    from papermill.iorw import load_notebook_node
    from papermill.parameterize import parameterize_notebook

    template = with_ids(load_notebook_node(str(root / run.template)))
    prepared = parameterize_notebook(
        template, dict(run.parameters), kernel_name=KERNEL_NAME, language="python"
    )
    write_notebook(
        normalised(prepared, run.template.as_posix(), run.parameters), target / f"{run.name}.ipynb"
    )
    if index is None:
        return CellFailure("", None, "", None, kind, message)
    return failure_of(prepared, index, kind, message, [])


def _failed_index(watch: _Watch) -> int:
    """The first cell with an error output, else the last one started."""
    for index, cell in enumerate(watch.notebook.cells):
        if any(output.output_type == "error" for output in cell.get("outputs", [])):
            return index
    return watch.index or 0
