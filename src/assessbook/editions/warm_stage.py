"""The process that an edition's notebooks are forked from: it has read the programme's data and plan.

Runs in a process of its own. Forks a process for each notebook, several at a time, and passes on what became
of each. A notebook finds the data already read (`core.remembered`) as long as the files stay the same.
"""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from multiprocessing import connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from assessbook.assessment.plan import load_plan
from assessbook.core.garbage import no_collection
from assessbook.core.problems import AssessbookError
from assessbook.core.workspace import Workspace
from assessbook.editions.edition import NotebookRun
from assessbook.editions.execution import RunResult, execute, prepare_worker
from assessbook.editions.input_guard import InputGuard
from assessbook.editions.kept_data import read_data
from assessbook.editions.supervision import Task, supervise
from assessbook.report.session import sources_of

_OBJECTS_BETWEEN_SEARCHES = 300_000


def perform(task: Task, programme: str | None, upstream: connection.Connection) -> None:
    """Execute all runs; each result is sent upstream as it comes, and None after the last.

    Parameters
    ----------
    task : Task
        What is to be run.
    programme : str or None
        Whose data are read once for all runs; None where the notebooks read none.
    upstream : Connection
        Where the results go.
    """
    make_ready(task.environment, Workspace(task.root), programme, task.runs)
    run_forked(task, upstream.send, [upstream])
    upstream.send(None)
    upstream.close()


def make_ready(
    environment: dict[str, str],
    workspace: Workspace,
    programme: str | None,
    runs: Iterable[NotebookRun] = (),
) -> None:
    """Make this process one that notebooks can be forked from.

    Parameters
    ----------
    environment : dict
        Environment variables of every run.
    workspace : Workspace
        Where the data are.
    programme : str or None
        Whose data and plan are read; None where the notebooks read none.
    runs : iterable of NotebookRun
        What will be run, where that is known: the measures of these editions' years are built beforehand.
    """
    prepare_worker(environment)
    # What is there already is not looked through for garbage by every child, which would copy it; and what a
    # notebook makes, which mostly stays until its end, is looked through less often than usual.
    with no_collection():
        if programme is not None:
            years = {Path(str(run.parameters.get("edition"))).stem for run in runs}
            _read_ahead(workspace, programme, years)
        gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_SEARCHES)


def run_forked(
    task: Task, done: Callable[[RunResult], None], held: Sequence[connection.Connection] = ()
) -> None:
    """Execute runs in processes forked from this one, `task.jobs` at a time.

    Parameters
    ----------
    task : Task
        What is to be run.
    done : callable
        Called with each result as it comes.
    held : sequence of Connection
        Connections of this process that a notebook's mustn't keep open.
    """

    def start(
        run: NotebookRun, inherited: list[connection.Connection]
    ) -> tuple[BaseProcess, connection.Connection]:
        context = multiprocessing.get_context("fork")
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(sender, task, run, [receiver, *held, *inherited]))
        process.start()
        sender.close()
        return process, receiver

    supervise(task, start, done)


def _read_ahead(workspace: Workspace, programme: str, years: Iterable[str]) -> None:
    # What is wrong with the files is told by the notebook that needs them.
    with suppress(AssessbookError):
        dataset = read_data(workspace, programme)
        load_plan(workspace, programme, dataset.definitions)
        for year in (int(year) for year in years if year.isdecimal()):
            known = dataset.as_of(year)
            for measure in dict.fromkeys(entry.measure for entry in known.observations):
                sources_of(known).of(measure)


def _work(
    sender: connection.Connection, task: Task, run: NotebookRun, inherited: list[connection.Connection]
) -> None:
    """What a child does: one notebook, and the result sent back."""
    from assessbook.editions.warm_shell import WARM_ENGINE

    for each in inherited:
        each.close()
    prepare_worker(task.environment)
    guard = InputGuard.of_environment()
    sender.send(execute(task.root, task.target, run, WARM_ENGINE, sender.send, guard))
    sender.close()
