"""Notebooks run in processes forked from one that has imported everything and read the programme's data.

Each notebook gets a process of its own and the process ends with it, so that modules, environment,
working folder, random state, settings and open files of one run can't be seen by the next.

Here is the side of the process that asks; `warm_stage` is what the notebooks are forked from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from multiprocessing.process import BaseProcess
from pathlib import Path

from assessbook.editions.execution import RunResult
from assessbook.editions.input_guard import write_declared
from assessbook.editions.kernels import kernel_environment, prepare_kernel
from assessbook.editions.processes import end, serving, signals_held
from assessbook.editions.supervision import Task
from assessbook.editions.warm_server import PRELOAD
from assessbook.editions.warm_stage import perform

# The stage ends its notebooks first.
_SECONDS_TO_END = 15.0


def run_warm(task: Task, done: Callable[[RunResult], None], *, programme: str | None = None) -> None:
    """Execute runs in forked processes, `task.jobs` at a time.

    Parameters
    ----------
    task : Task
        What is to be run.
    done : callable
        Called with each result as it comes.
    programme : str, optional
        Whose data are read once, before the first run.

    Raises
    ------
    KeyboardInterrupt
        On Ctrl-C, after every process has ended.
    """
    context = serving(PRELOAD, task.environment)
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=perform, args=(task, programme, sender), daemon=False)
    left = {run.name: run for run in task.runs}
    ended = False
    try:
        with signals_held():
            process.start()
        sender.close()
        with suppress(EOFError):
            while (result := receiver.recv()) is not None:
                del left[result.run.name]
                done(result)
            ended = True
    finally:
        _end(process, at_once=not ended)
        receiver.close()
    if not ended:
        for run in left.values():
            message = "the process that starts the notebooks ended, most often for want of memory"
            done(task.failed(run, None, "DeadKernelError", message))


def warm_environment(folder: Path, root: Path, declared: Iterable[Path] | None) -> dict[str, str]:
    """The environment of notebooks that are forked from a prepared process.

    Parameters
    ----------
    folder : Path
        An empty temporary folder, kept until the run is over.
    root : Path
        Root of the workspace.
    declared : iterable of Path or None
        The only files that notebooks may read; None where they aren't watched.
    """
    listed = write_declared(folder, root, declared) if declared is not None else {}
    return prepare_kernel(folder, listed) | kernel_environment(folder) | listed


def _end(process: BaseProcess, *, at_once: bool) -> None:
    if process.pid is None:
        return
    if at_once:
        process.terminate()
    process.join(timeout=_SECONDS_TO_END)
    end(process)
