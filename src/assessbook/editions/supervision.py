"""Notebooks in processes of their own, several at a time, each within its limits.

How a process is started is the engine's affair (`warm_stage`, `plain`); here it is watched. A process that
dies, or exceeds a limit, is the failure of its notebook alone. However the work is left, no process stays.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from assessbook.editions.edition import NotebookRun
from assessbook.editions.execution import RunResult, lost
from assessbook.editions.limits import UNLIMITED, Limits, Overrun
from assessbook.editions.processes import Member, end, largest, processes, signals_held

_SECONDS_BETWEEN_MEASUREMENTS = 0.25

Start = Callable[[NotebookRun, list[connection.Connection]], tuple[BaseProcess, connection.Connection]]
"""Starts a process for a run, and gives back where it tells the positions of cells that begin and, last, the
`RunResult`. A forked process must close the connections passed: held open in it they would hide from others
that the process at their other end has ended."""


@dataclass(frozen=True)
class Task:
    """What is to be run, and how.

    Parameters
    ----------
    root, target : Path
        The workspace, and the folder for executed notebooks.
    runs : tuple of NotebookRun
    environment : dict
        Environment variables of every run.
    jobs : int
        Runs at a time.
    limits : Limits
        What each run may take.
    fail_fast : bool
        Whether the first failure ends the others.
    """

    root: Path
    target: Path
    runs: tuple[NotebookRun, ...]
    environment: dict[str, str]
    jobs: int
    limits: Limits = UNLIMITED
    fail_fast: bool = False

    def path(self, run: NotebookRun) -> Path:
        """Where the executed notebook goes."""
        return self.target / f"{run.name}.ipynb"

    def failed(
        self, run: NotebookRun, cell: int | None, kind: str, message: str, seconds: float = 0.0
    ) -> RunResult:
        """The result of a run whose process has ended without one; its copy holds no results."""
        failure = lost(self.root, self.target, run, cell, kind, message)
        return RunResult(run, self.path(run), seconds, failure)


@dataclass
class _Child:
    run: NotebookRun
    process: BaseProcess
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

    def overrun(self, limits: Limits, members: dict[int, Member]) -> Overrun | None:
        """The limit that the child exceeds, if one."""
        held = largest(self.process.pid or 0, members)
        return limits.overrun(time.monotonic() - self.began, held, cell_began=self.cell is not None)

    def end(self) -> None:
        end(self.process)
        self.receiver.close()


def supervise(task: Task, start: Start, done: Callable[[RunResult], None]) -> None:
    """Execute all runs, or those up to the first failure.

    Parameters
    ----------
    task : Task
        What is to be run.
    start : callable
        Starts a process for a run.
    done : callable
        Called with each result as it comes. Of a run that was stopped because another failed, or never
        begun, there is no result and no copy.
    """
    waiting, running = deque(task.runs), list[_Child]()
    try:
        while waiting or running:
            while waiting and len(running) < task.jobs:
                with signals_held():
                    begun = time.monotonic()
                    process, receiver = start(waiting[0], [child.receiver for child in running])
                    running.append(_Child(waiting.popleft(), process, receiver, begun))
            results = _finished(task, running)
            for result in results:
                done(result)
            if task.fail_fast and any(result.failure is not None for result in results):
                return
    finally:
        with signals_held():
            for child in running:
                child.end()
                # It may have been in the middle of writing.
                task.path(child.run).unlink(missing_ok=True)


def _finished(task: Task, running: list[_Child]) -> list[RunResult]:
    """Wait for something to happen, and take out of `running` what is over."""
    watched = [each for child in running for each in (child.receiver, child.process.sentinel)]
    ready = connection.wait(watched, _patience(running, task.limits))
    members = processes() if task.limits.megabytes is not None else {}
    results = []
    for child in list(running):
        touched = child.receiver in ready or child.process.sentinel in ready
        over = touched and not child.listen()
        overrun = None if child.result is not None else child.overrun(task.limits, members)
        if over or overrun is not None:
            child.end()
            results.append(_result(task, child, overrun))
            running.remove(child)
    return results


def _result(task: Task, child: _Child, overrun: Overrun | None) -> RunResult:
    """What the child sent, or the failure that its silence is."""
    if child.result is not None:
        return child.result
    if overrun is None:
        message = "the process ended before the notebook did, most often for want of memory"
        overrun = Overrun("DeadKernelError", message)
    seconds = time.monotonic() - child.began
    return task.failed(child.run, child.cell, overrun.kind, overrun.message, seconds)


def _patience(running: list[_Child], limits: Limits) -> float | None:
    """Seconds until the first running notebook is overdue, or memory is to be measured again."""
    waits = [] if limits.megabytes is None else [_SECONDS_BETWEEN_MEASUREMENTS]
    if limits.seconds is not None:
        overdue = min(child.began + limits.seconds for child in running)
        waits.append(max(0.0, overdue - time.monotonic()) + 0.05)
    return min(waits, default=None)
