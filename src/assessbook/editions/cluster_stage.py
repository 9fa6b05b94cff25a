"""The process of a worker that notebooks are forked from: ``python -m assessbook.editions.cluster_stage``.

It has read the programme's data, says which versions it runs with, and then serves: each connection that is
passed to it over its socket brings one `Task` and takes back one `RunResult`. Closing the connection ends the
notebook; closing the socket ends everything. It ends by itself when it hasn't been asked for some time.
"""

from __future__ import annotations

import multiprocessing
import os
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import assessbook.editions.warm_imports  # noqa: F401  (before anything is forked)
from assessbook.core.workspace import Workspace
from assessbook.editions.cluster_versions import installed_versions
from assessbook.editions.execution import prepare_worker
from assessbook.editions.processes import end
from assessbook.editions.supervision import Task
from assessbook.editions.warm_stage import make_ready, run_forked

IDLE_SECONDS = 600.0
# The process that supervises a notebook ends the notebook first.
_SECONDS_TO_END = 15.0


@dataclass
class _Child:
    """The process that supervises one notebook, and the connection of whoever asked for it."""

    process: BaseProcess
    channel: connection.Connection
    is_wanted: bool = True


def serve(control: socket.socket) -> None:
    """Supervise notebooks, each in a process of its own, until the socket is closed.

    Parameters
    ----------
    control : socket
        Brings connections, as file descriptors.
    """
    children: list[_Child] = []
    try:
        while True:
            watched: list[socket.socket | connection.Connection | int] = [control]
            watched += [child.process.sentinel for child in children]
            watched += [child.channel for child in children if child.is_wanted]
            ready = connection.wait(watched, None if children else IDLE_SECONDS)
            if not ready:
                return
            for child in list(children):
                if child.process.sentinel in ready:
                    _closed(child)
                    children.remove(child)
                elif child.channel in ready:
                    # Nobody sends anything after the task, so it was closed.
                    child.is_wanted = False
                    child.process.terminate()
            if control in ready:
                channel = _accepted(control)
                if channel is None:
                    return
                try:
                    children.append(_begun(channel, control, [child.channel for child in children]))
                except (EOFError, OSError):  # whoever asked is gone already
                    channel.close()
    finally:
        for child in children:
            child.process.terminate()
        for child in children:
            child.process.join(timeout=_SECONDS_TO_END)
            end(child.process)
            _closed(child)


def _accepted(control: socket.socket) -> connection.Connection | None:
    """The connection that was passed; None once no more will come."""
    _, descriptors, _, _ = socket.recv_fds(control, 1, 1)
    return connection.Connection(descriptors[0]) if descriptors else None


def _begun(
    channel: connection.Connection, control: socket.socket, others: Sequence[connection.Connection]
) -> _Child:
    task = channel.recv()
    assert isinstance(task, Task)
    context = multiprocessing.get_context("fork")
    process = context.Process(target=_supervise, args=(task, channel, control, others))
    process.start()
    return _Child(process, channel)


def _supervise(
    task: Task,
    channel: connection.Connection,
    control: socket.socket,
    others: Sequence[connection.Connection],
) -> None:
    """What a child does: one notebook, and the result sent back."""
    control.close()
    for each in others:
        each.close()
    prepare_worker(task.environment)
    with suppress(BrokenPipeError):
        run_forked(task, channel.send, [channel])


def _closed(child: _Child) -> None:
    child.process.join()
    child.channel.close()


def main(arguments: Sequence[str]) -> None:
    """Read the data, say that all is ready, and serve.

    Parameters
    ----------
    arguments : sequence of str
        File descriptor of the socket, root of the workspace, id of the programme.
    """
    descriptor, root, programme = arguments
    control = socket.socket(fileno=int(descriptor))
    make_ready({}, Workspace(Path(root)), programme)
    connection.Connection(os.dup(control.fileno())).send(installed_versions())
    serve(control)


if __name__ == "__main__":
    main(sys.argv[1:])
