"""The process that an edition's notebooks are forked from: it has read the programme's data and plan.

Runs in a process of its own. Forks a process for each notebook, several at a time, and passes on what became
of each. A notebook finds the data already read (`core.remembered`) as long as the files stay the same.
"""

from __future__ import annotations

import gc
import multiprocessing
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import connection
from multiprocessing.context import ForkProcess
from pathlib import Path

from assessbook.assessment.plan import load_plan
from assessbook.core.problems import AssessbookError
from assessbook.core.workspace import Workspace
from assessbook.editions.edition import NotebookRun
from assessbook.editions.execution import RunResult, execute, lost, prepare_worker
from assessbook.observations.reader import load_dataset


@dataclass(frozen=True)
class Stage:
    """What is to be run, and how.

    Parameters
    ----------
    root, target : Path
        The workspace, and the folder for executed notebooks.
    runs : tuple of NotebookRun
    programme : str or None
        Whose data are read once for all runs; None where the notebooks read none.
    environment : dict
        Environment variables of every run.
    jobs : int
        Runs at a time.
    time_limit : float or None
        Seconds a run may take.
    """

    root: Path
    target: Path
    runs: tuple[NotebookRun, ...]
    programme: str | None
    environment: dict[str, str]
    jobs: int
    time_limit: float | None


@dataclass
class _Child:
    run: NotebookRun
    process: ForkProcess
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


def perform(stage: Stage, upstream: connection.Connection) -> None:
    """Execute all runs; each result is sent upstream as it comes."""
    prepare_worker(stage.environment)
    if stage.programme is not None:
        _read_ahead(Workspace(stage.root), stage.programme)
    # What is there already is not looked through for garbage by every child, which would copy it.
    gc.collect()
    gc.freeze()
    waiting, running = deque(stage.runs), dict[int, _Child]()
    with _ended_on_the_way_out(running):
        while waiting or running:
            while waiting and len(running) < stage.jobs:
                child = _started(stage, waiting.popleft(), [upstream, *_receivers(running)])
                running[child.process.sentinel] = child
            ready = connection.wait([*running, *_receivers(running)], _patience(running, stage.time_limit))
            for child in list(running.values()):
                limit = stage.time_limit
                overdue = limit is not None and time.monotonic() - child.began > limit
                touched = child.receiver in ready or child.process.sentinel in ready
                if overdue or (touched and not child.listen()):
                    del running[child.process.sentinel]
                    upstream.send(_result(stage, child, limit if overdue else None))
    upstream.close()


def _read_ahead(workspace: Workspace, programme: str) -> None:
    # What is wrong with the files is told by the notebook that needs them.
    with suppress(AssessbookError):
        load_plan(workspace, programme, load_dataset(workspace, programme).definitions)


def _receivers(running: dict[int, _Child]) -> list[connection.Connection]:
    return [child.receiver for child in running.values()]


def _started(stage: Stage, run: NotebookRun, inherited: list[connection.Connection]) -> _Child:
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(sender, stage, run, [receiver, *inherited]))
    process.start()
    sender.close()
    return _Child(run, process, receiver, time.monotonic())


def _work(
    sender: connection.Connection, stage: Stage, run: NotebookRun, inherited: list[connection.Connection]
) -> None:
    """What a child does: one notebook, and the result sent back."""
    from assessbook.editions.warm_shell import WARM_ENGINE

    # Held open here they would hide from others that the process at their other end has ended.
    for each in inherited:
        each.close()
    prepare_worker(stage.environment)
    sender.send(execute(stage.root, stage.target, run, WARM_ENGINE, sender.send))
    sender.close()


def _result(stage: Stage, child: _Child, exceeded: float | None) -> RunResult:
    """What the child sent, or the failure that its silence is."""
    if exceeded is not None:
        child.process.kill()
    child.process.join()
    child.receiver.close()
    if child.result is not None and exceeded is None:
        return child.result
    if exceeded is not None:
        message = f"the notebook ran longer than the {exceeded:g} seconds it may take"
        return failed(stage, child.run, child.cell, "TimeLimit", message, time.monotonic() - child.began)
    message = "the process ended before the notebook did, most often for want of memory"
    return failed(stage, child.run, child.cell, "DeadKernelError", message, time.monotonic() - child.began)


def failed(
    stage: Stage, run: NotebookRun, cell: int | None, kind: str, message: str, seconds: float
) -> RunResult:
    """The result of a run whose process has ended without one."""
    failure = lost(stage.root, stage.target, run, cell, kind, message)
    return RunResult(run, stage.target / f"{run.name}.ipynb", seconds, failure)


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
