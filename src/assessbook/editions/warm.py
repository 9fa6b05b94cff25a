"""Notebooks run in processes forked from one that has imported everything and read the programme's data.

Each notebook gets a process of its own and the process ends with it, so that modules, environment,
working folder, random state, settings and open files of one run can't be seen by the next. A process
that is killed by the system, or runs past its time, is a failure of its notebook alone.

Here is the side of the process that asks; `warm_stage` is what the notebooks are forked from.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

from assessbook.editions.edition import NotebookRun
from assessbook.editions.execution import RunResult
from assessbook.editions.warm_stage import Stage, failed, perform

_PRELOAD = "assessbook.editions.warm_imports"
# The stage ends its notebooks first, and gives each of them five seconds.
_SECONDS_TO_END = 15.0


def run_warm(
    root: Path,
    target: Path,
    runs: Sequence[NotebookRun],
    environment: dict[str, str],
    *,
    programme: str | None = None,
    jobs: int,
    time_limit: float | None,
    done: Callable[[RunResult], None],
) -> None:
    """Execute runs in forked processes, `jobs` at a time.

    Parameters
    ----------
    root, target : Path
        The workspace, and the folder for executed notebooks.
    environment : dict
        Environment variables for every run.
    programme : str, optional
        Whose data are read once, before the first run.
    time_limit : float or None
        Seconds a notebook may take.
    done : callable
        Called with each result as it comes.

    Raises
    ------
    KeyboardInterrupt
        On Ctrl-C, after every process has ended.
    """
    context = _prepared(environment)
    stage = Stage(root, target, tuple(runs), programme, environment, jobs, time_limit)
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=perform, args=(stage, sender), daemon=False)
    process.start()
    sender.close()
    left = {run.name: run for run in runs}
    try:
        while left:
            try:
                result = receiver.recv()
            except EOFError:
                break
            del left[result.run.name]
            done(result)
    finally:
        receiver.close()
        _end(process, at_once=bool(left))
    for run in left.values():
        message = "the process that starts the notebooks ended, most often for want of memory"
        done(failed(stage, run, None, "DeadKernelError", message, 0.0))


def _prepared(environment: dict[str, str]) -> ForkServerContext:
    """The context whose server has imported everything; started with the runs' environment.

    What is read at a process's start (hash seed, threads, time zone) must be set before the server starts.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_PRELOAD])
    before = dict(os.environ)
    os.environ.update(environment)
    try:
        forkserver.ensure_running()
    finally:
        os.environ.clear()
        os.environ.update(before)
    return context


def _end(process: ForkServerProcess, *, at_once: bool) -> None:
    if at_once:
        process.terminate()
    process.join(timeout=_SECONDS_TO_END)
    if process.is_alive():
        process.kill()
        process.join()
