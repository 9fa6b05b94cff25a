"""The process that an edition's notebooks are forked from: it has read the programme's data and plan.

Runs in a process of its own. Forks a process for each notebook, several at a time, and passes on what became
of each. A notebook finds the data already read (`core.remembered`) as long as the files stay the same.
"""

from __future__ import annotations

import gc
import multiprocessing
from contextlib import suppress
from multiprocessing import connection
from multiprocessing.process import BaseProcess

from assessbook.assessment.plan import load_plan
from assessbook.core.problems import AssessbookError
from assessbook.core.workspace import Workspace
from assessbook.editions.edition import NotebookRun
from assessbook.editions.execution import execute, prepare_worker
from assessbook.editions.input_guard import InputGuard
from assessbook.editions.supervision import Task, supervise
from assessbook.observations.reader import load_dataset


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
    prepare_worker(task.environment)
    if programme is not None:
        _read_ahead(Workspace(task.root), programme)
    # What is there already is not looked through for garbage by every child, which would copy it.
    gc.collect()
    gc.freeze()

    def start(
        run: NotebookRun, inherited: list[connection.Connection]
    ) -> tuple[BaseProcess, connection.Connection]:
        context = multiprocessing.get_context("fork")
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(sender, task, run, [receiver, upstream, *inherited]))
        process.start()
        sender.close()
        return process, receiver

    supervise(task, start, upstream.send)
    upstream.send(None)
    upstream.close()


def _read_ahead(workspace: Workspace, programme: str) -> None:
    # What is wrong with the files is told by the notebook that needs them.
    with suppress(AssessbookError):
        load_plan(workspace, programme, load_dataset(workspace, programme).definitions)


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
