"""Notebooks run in processes forked from one that has already imported everything.

Each notebook gets a process of its own and the process ends with it, so that modules, environment,
working folder, random state, settings and open files of one run can't be seen by the next. A process
that is killed by the system, or runs past its time, is a failure of its notebook alone.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import connection, forkserver
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from assessbook.editions.edition import NotebookRun
from assessbook.editions.execution import RunResult, execute, prepare_worker
from assessbook.editions.failures import CellFailure

_PRELOAD = "assessbook.editions.warm_imports"
_LOST = CellFailure("", None, "", None, "Process ended", "the system ended it, most often for want of memory")


@dataclass
class _Child:
    run: NotebookRun
    process: ForkServerProcess
    receiver: connection.Connection
    began: float


def run_warm(
    root: Path,
    target: Path,
    runs: Sequence[NotebookRun],
    environment: dict[str, str],
    *,
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
        Environment variables for every child.
    time_limit : float or None
        Seconds a notebook may take.
    done : callable
        Called with each result as it comes.

    Raises
    ------
    KeyboardInterrupt
        On Ctrl-C, after every child has ended.
    """
    context = _prepared(environment)
    waiting, running = deque(runs), dict[int, _Child]()
    with _ended_on_the_way_out(running):
        while waiting or running:
            while waiting and len(running) < jobs:
                child = _started(context, root, target, waiting.popleft(), environment)
                running[child.process.sentinel] = child
            patience = _patience(running, time_limit)
            ready = connection.wait([*running, *(child.receiver for child in running.values())], patience)
            for child in list(running.values()):
                overdue = time_limit is not None and time.monotonic() - child.began > time_limit
                if child.receiver in ready or child.process.sentinel in ready or overdue:
                    del running[child.process.sentinel]
                    done(_result(child, target, time_limit))


def _prepared(environment: dict[str, str]) -> multiprocessing.context.ForkServerContext:
    """The context whose server has imported everything; started with the children's environment.

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


def _started(
    context: multiprocessing.context.ForkServerContext,
    root: Path,
    target: Path,
    run: NotebookRun,
    environment: dict[str, str],
) -> _Child:
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(sender, root, target, run, environment), daemon=False)
    process.start()
    sender.close()
    return _Child(run, process, receiver, time.monotonic())


def _work(
    sender: connection.Connection, root: Path, target: Path, run: NotebookRun, environment: dict[str, str]
) -> None:
    """What a child does: one notebook, and the result sent back."""
    from assessbook.editions.warm_shell import WARM_ENGINE

    prepare_worker(environment)
    sender.send(execute(root, target, run, engine=WARM_ENGINE))
    sender.close()


def _result(child: _Child, target: Path, time_limit: float | None) -> RunResult:
    seconds = time.monotonic() - child.began
    path = target / f"{child.run.name}.ipynb"
    failure = _LOST
    if child.receiver.poll():
        try:
            return child.receiver.recv()  # type: ignore[no-any-return]
        except EOFError:
            pass
        finally:
            child.process.join()
    elif child.process.is_alive() and time_limit is not None:
        child.process.kill()
        told = f"it ran longer than the {time_limit:g} seconds that a notebook may take"
        failure = CellFailure("", None, "", None, "Time limit", told)
    child.process.join()
    return RunResult(child.run, path, seconds, failure)


def _patience(running: dict[int, _Child], time_limit: float | None) -> float | None:
    """Seconds until the first running notebook is overdue."""
    if time_limit is None:
        return None
    return max(0.0, min(child.began + time_limit - time.monotonic() for child in running.values()) + 0.05)


@contextmanager
def _ended_on_the_way_out(running: dict[int, _Child]) -> Iterator[None]:
    try:
        yield
    finally:
        for child in running.values():
            child.process.terminate()
        for child in running.values():
            child.process.join(timeout=5)
            if child.process.is_alive():
                child.process.kill()
                child.process.join()
