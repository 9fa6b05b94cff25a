"""Notebooks in ordinary Jupyter kernels: the reference that the warm engine is compared with.

Each notebook gets a process that runs papermill, and that starts the kernel. The process has imported
papermill already where the system can fork; the kernel hasn't imported anything.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing import connection
from multiprocessing.process import BaseProcess

from assessbook.editions.edition import NotebookRun
from assessbook.editions.execution import RunResult, execute, prepare_worker
from assessbook.editions.processes import serving
from assessbook.editions.supervision import Task, supervise

_PRELOAD = ("papermill.execute", "assessbook.editions.plain")


def run_plain(task: Task, done: Callable[[RunResult], None]) -> None:
    """Execute runs in Jupyter kernels, `task.jobs` at a time.

    Parameters
    ----------
    task : Task
        What is to be run; its environment is the workers', kernels get theirs from the kernelspec.
    done : callable
        Called with each result as it comes.

    Raises
    ------
    KeyboardInterrupt
        On Ctrl-C, after every process has ended.
    """
    served = "forkserver" in multiprocessing.get_all_start_methods()
    context = serving(_PRELOAD, {}) if served else multiprocessing.get_context("spawn")

    def start(run: NotebookRun, _: list[connection.Connection]) -> tuple[BaseProcess, connection.Connection]:
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(sender, task, run))
        process.start()
        sender.close()
        return process, receiver

    supervise(task, start, done)


def _work(sender: connection.Connection, task: Task, run: NotebookRun) -> None:
    """What a worker does: one notebook, and the result sent back."""
    prepare_worker(task.environment)
    sender.send(execute(task.root, task.target, run, None, sender.send))
    sender.close()
