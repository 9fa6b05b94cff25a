"""Commands in processes of their own, several at a time, each with its time and the memory it came to hold.

A command is an interpreter's arguments. One that fails doesn't stop the others, unless that is asked for;
however the work is left, none goes on running.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from assessbook.editions.processes import family, processes

_SECONDS_BETWEEN_LOOKS = 0.1
_SECONDS_BETWEEN_MEASUREMENTS = 1.0
_SECONDS_TO_END = 30.0
_PROC = Path("/proc")


@dataclass(frozen=True)
class Command:
    """What is run, and what it is called when it is told of."""

    name: str
    arguments: Sequence[str]


@dataclass(frozen=True)
class Ended:
    """A command that is over.

    Parameters
    ----------
    command : Command
    status : int
        Its exit status; negative where a signal ended it.
    told : str
        What it wrote to standard error.
    seconds : float
        Wall time.
    peak : int
        Bytes of memory that it and all processes below it held together at most, shared pages counted once;
        0 where the system doesn't tell.
    """

    command: Command
    status: int
    told: str
    seconds: float
    peak: int


@dataclass
class _Running:
    command: Command
    process: subprocess.Popen[bytes]
    errors: IO[bytes]
    began: float = field(default_factory=time.monotonic)
    measured: float = 0.0
    peak: int = 0

    def measure(self) -> None:
        now = time.monotonic()
        if now - self.measured >= _SECONDS_BETWEEN_MEASUREMENTS:
            self.measured, self.peak = now, max(self.peak, held_by(self.process.pid))

    def ended(self) -> Ended:
        self.errors.seek(0)
        told = self.errors.read().decode("utf-8", "replace").strip()
        self.errors.close()
        seconds = time.monotonic() - self.began
        return Ended(self.command, self.process.returncode, told, seconds, self.peak)


def run_commands(
    commands: Sequence[Command],
    folder: Path,
    *,
    at_once: int,
    stop_at: Callable[[Ended], bool] = lambda ended: False,
) -> Iterator[Ended]:
    """Run commands, and give each as it ends.

    Parameters
    ----------
    commands : sequence of Command
        Begun in this order.
    folder : Path
        Where they stand.
    at_once : int
        Processes at a time, at least 1.
    stop_at : callable
        Whether one that has ended is to stop all others.
    """
    waiting, running = list(commands), list[_Running]()
    try:
        while waiting or running:
            while waiting and len(running) < at_once:
                running.append(_begun(waiting.pop(0), folder))
            time.sleep(_SECONDS_BETWEEN_LOOKS)
            for each in list(running):
                each.measure()
                if each.process.poll() is None:
                    continue
                running.remove(each)
                ended = each.ended()
                yield ended
                if stop_at(ended):
                    return
    finally:
        _end(running)


def held_by(pid: int) -> int:
    """Bytes of memory that a process and all below it hold together, shared pages counted once.

    Returns
    -------
    int
        0 on a system that doesn't tell (only Linux does).
    """
    if not _PROC.is_dir():
        return 0
    return sum(_proportional(each) for each in family(pid, processes()))


def _proportional(pid: int) -> int:
    with suppress(OSError):  # it may have ended meanwhile
        for line in (_PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def _begun(command: Command, folder: Path) -> _Running:
    errors = tempfile.TemporaryFile()  # noqa: SIM115  (closed when it has been read)
    process = subprocess.Popen(
        [sys.executable, *command.arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=errors,
        # Ctrl-C reaches this process alone, which then ends them one by one.
        start_new_session=True,
    )
    return _Running(command, process, errors)


def _end(running: Sequence[_Running]) -> None:
    """Ask processes to end as Ctrl-C would, and kill those that don't, with all below them."""
    for each in running:
        each.process.terminate()
    until = time.monotonic() + _SECONDS_TO_END
    for each in running:
        try:
            each.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            for pid in reversed(family(each.process.pid, processes())):
                with suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, signal.SIGKILL)
            each.process.wait()
        each.errors.close()
