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
from assessbook.editions.execution import RunResult, execute, lost, prepare_worker

_PRELOAD = "assessbook.editions.warm_imports"


@dataclass
class _Child:
    run: NotebookRun
    process: ForkServerProcess
    receiver: connection.Connection
    began: float
    cell: int | None = None
    result: RunResult | None = None

    def listen(self) -> bool:
        """Take in what the child has said; false once it says no more."""
        try:
            while self.receiver.poll():
                message = self.receiver.recv()
                if isinstance(message, RunResult):
                    self.result = message
                    return False
                self.cell = message
        except EOFError:
            return False
        return self.process.is_alive()


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
                touched = child.receiver in ready or child.process.sentinel in ready
                if overdue or (touched and not child.listen()):
                    del running[child.process.sentinel]
                    done(_result(root, target, child, time_limit if overdue else None))


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
    sender.send(execute(root, target, run, WARM_ENGINE, sender.send))
    sender.close()


def _result(root: Path, target: Path, child: _Child, exceeded: float | None) -> RunResult:
    """What the child sent, or the failure that its silence is."""
    if exceeded is not None:
        child.process.kill()
    child.process.join()
    child.receiver.close()
    if child.result is not None and exceeded is None:
        return child.result
    kind, message = (
        "DeadKernelError",
        "the process ended before the notebook did, most often for want of memory",
    )
    if exceeded is not None:
        kind, message = "TimeLimit", f"the notebook ran longer than the {exceeded:g} seconds it may take"
    failure = lost(root, target, child.run, child.cell, kind, message)
    path = target / f"{child.run.name}.ipynb"
    return RunResult(child.run, path, time.monotonic() - child.began, failure)


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
