"""Work done in a process forked from this one while this one goes on: the PDF and the workbook beside the book.

The child has everything that was read and computed so far; what it makes are files. Where the system can't
fork, or only one thing is to be done at a time, the work is done here when its end is waited for.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import time
import traceback
from collections.abc import Callable, Mapping
from multiprocessing import connection
from multiprocessing.process import BaseProcess

from assessbook.core import messages
from assessbook.core.problems import AssessbookError, CheckFailed
from assessbook.editions.processes import end, signals_held

Works = Mapping[str, Callable[[], None]]


class Beside:
    """Some works, one after the other, in a process of their own.

    Parameters
    ----------
    works : mapping
        Name -> what is to be done. Each leaves files and gives nothing back.
    apart : bool
        Whether to fork; else the works are done when `wait` is called.
    """

    def __init__(self, works: Works, *, apart: bool) -> None:
        self._works = works
        self._process: BaseProcess | None = None
        if works and apart and "fork" in multiprocessing.get_all_start_methods():
            context = multiprocessing.get_context("fork")
            self._receiver, sender = context.Pipe(duplex=False)
            process = context.Process(target=_perform, args=(sender, works), daemon=False)
            with signals_held():
                process.start()
            self._process = process
            sender.close()

    def wait(self) -> dict[str, float]:
        """Wait until all is done.

        Returns
        -------
        dict
            Name of each work -> the seconds that it took.

        Raises
        ------
        AssessbookError
            What a work raised; the works after it haven't been done.
        """
        if self._process is None:
            return {name: _timed(work) for name, work in self._works.items()}
        outcome: dict[str, float] | Exception
        try:
            outcome, lacking = self._receiver.recv()
            messages.lack(lacking)
        except EOFError:
            outcome = CheckFailed(
                "The process that writes the PDF and the workbook ended before they were written, most often for "
                "want of memory.\n  Build with --jobs 1, or with fewer --formats."
            )
        self._process.join()
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def end(self) -> None:
        """Leave no process, whatever became of the work."""
        if self._process is not None:
            end(self._process)
            self._receiver.close()


def _perform(sender: connection.Connection, works: Works) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process hears it, too, and ends this one
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGINT, signal.SIGTERM))
    gc.freeze()  # what the main process had read stays: looking through it for garbage would copy it, too
    outcome: dict[str, float] | Exception
    try:
        outcome = {name: _timed(work) for name, work in works.items()}
    except AssessbookError as error:
        outcome = error
    except Exception:  # assessbook is at fault; the main process tells so, with what happened here
        outcome = RuntimeError(traceback.format_exc())
    sender.send((outcome, messages.missing()))
    sender.close()


def _timed(work: Callable[[], None]) -> float:
    begin = time.monotonic()
    work()
    return time.monotonic() - begin
