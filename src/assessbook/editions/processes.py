"""Processes for notebooks: started so that Ctrl-C can't lose them, measured, ended with all they started.

Parents and memory are read from `/proc`. On a system without it memory can't be limited, and what a
notebook started itself isn't found when the notebook is ended; a Jupyter kernel then notices on its own
that its parent is gone.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path

_PROC = Path("/proc")
_ENDING = (signal.SIGINT, signal.SIGTERM)
# Places in /proc/<id>/stat, counted after the name, which may itself hold spaces.
_PARENT, _RESIDENT_PAGES = 1, 21


@dataclass(frozen=True)
class Member:
    """One process of the system.

    Parameters
    ----------
    parent : int
        Process id of the one that started it.
    resident : int
        Bytes of memory it holds, pages shared with other processes included.
    """

    parent: int
    resident: int


@contextmanager
def signals_held() -> Iterator[None]:
    """Ctrl-C, and the system's request to end, wait until the block is left.

    A process started in the block is known to its parent before the parent can be told to end. It begins
    with both signals blocked; `prepare_worker` lets them through once it has said what they mean.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "pthread_sigmask"):
        yield
        return
    came: list[int] = []
    # The mask is for the processes started here. It doesn't keep a signal from another thread of this
    # process, and Python would then act on it in this one: hence the handlers.
    handlers = {number: signal.signal(number, lambda given, _: came.append(given)) for number in _ENDING}
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for number, handler in handlers.items():
            signal.signal(number, handler)
        for first in came[:1]:
            signal.raise_signal(first)


def serving(preload: Sequence[str], environment: dict[str, str]) -> ForkServerContext:
    """A context whose processes are forked from a server that has imported the modules of `preload`.

    What is read at a process's start (hash seed, threads, time zone) must be set before the server starts:
    it gets `environment`. A server that runs already stays as it is.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    # Started by the server's start otherwise, it would let the held signals through to the server.
    resource_tracker.ensure_running()
    before = dict(os.environ)
    os.environ.update(environment)
    try:
        with signals_held():
            forkserver.ensure_running()
    finally:
        os.environ.clear()
        os.environ.update(before)
    return context


def processes() -> dict[int, Member]:
    """All processes of the system by id; empty where there is no `/proc`."""
    page, found = os.sysconf("SC_PAGE_SIZE"), {}
    for path in _PROC.glob("[0-9]*/stat"):
        # One that has ended since the folder was listed is none any more.
        with suppress(OSError):
            fields = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            found[int(path.parent.name)] = Member(int(fields[_PARENT]), int(fields[_RESIDENT_PAGES]) * page)
    return found


def can_measure() -> bool:
    """Whether this system tells how much memory a process holds."""
    return (_PROC / str(os.getpid()) / "stat").is_file()


def family(pid: int, members: dict[int, Member]) -> list[int]:
    """A process and all that descend from it, parents before their children."""
    found = [pid]
    for each in found:
        found += [other for other, member in members.items() if member.parent == each]
    return found


def largest(pid: int, members: dict[int, Member]) -> int:
    """Bytes of memory held by the largest process of a family.

    Limitations
    -----------
    Processes aren't added up: they share pages, which would count several times.
    """
    return max((members[each].resident for each in family(pid, members) if each in members), default=0)


def end(process: BaseProcess) -> None:
    """Kill a process and all that descend from it, and wait until it is gone.

    Limitations
    -----------
    What a descendant left behind when it ended before isn't known any more.
    """
    if process.pid is not None and process.is_alive():
        # Children first: those of a process that is gone can't be told from others.
        for pid in reversed(family(process.pid, processes())):
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
    process.join()
