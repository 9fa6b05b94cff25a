"""What a worker keeps for one archive of inputs: its files, and the prepared process that notebooks fork from.

Kept between notebooks, so that inputs are unpacked and data are read once. Everything lies in a folder of the
worker's own; a notebook that is no longer wanted is ended at once.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import connection
from pathlib import Path

from assessbook.editions.cluster_bundle import Bundle, unpack
from assessbook.editions.cluster_jobs import Inputs
from assessbook.editions.cluster_versions import Versions
from assessbook.editions.edition import NotebookRun
from assessbook.editions.execution import RunResult
from assessbook.editions.limits import Limits
from assessbook.editions.supervision import Task
from assessbook.editions.warm import warm_environment

_SECONDS_BETWEEN_LOOKS = 0.2
_SECONDS_TO_SHOW = 2.0
_SECONDS_TO_END = 20.0
_DIED = "the process that starts the notebooks ended, most often for want of memory"


class Unwanted(Exception):
    """Nobody waits for the notebook any more."""


class StageFailed(Exception):
    """The process that notebooks are forked from didn't start."""


class Site:
    """The inputs and the prepared process of one archive.

    Parameters
    ----------
    folder : Path
        A folder for this site alone, not there yet.
    inputs : Inputs
    bundle : Bundle
        The archive of `inputs`.

    Attributes
    ----------
    users : int
        Notebooks that are being executed; whoever uses the site counts itself.
    """

    def __init__(self, folder: Path, inputs: Inputs, bundle: Bundle) -> None:
        self.users = 0
        self._folder, self._inputs = folder, inputs
        self.root = folder / "inputs"
        self._lock = threading.Lock()
        self._stage: Stage | None = None
        folder.mkdir(parents=True)
        unpack(bundle, self.root)

    def versions(self, expected: Versions) -> Versions:
        """What notebooks are executed with; older code that is still running is replaced first."""
        with self._lock:
            stage = self._running()
            if stage.versions != expected and stage.users == 0:
                stage.end()
                stage = self._running()
            return stage.versions

    def execute(
        self, run: NotebookRun, limits: Limits, wanted: Callable[[], bool]
    ) -> tuple[RunResult, bytes | None]:
        """Execute a notebook.

        Parameters
        ----------
        run : NotebookRun
        limits : Limits
        wanted : callable
            Asked several times a second whether the result is still wanted.

        Returns
        -------
        tuple
            The result, and the executed copy; None if the notebook left none.

        Raises
        ------
        Unwanted
            If it isn't; the notebook has been told to end.
        """
        target = self._folder / "executed" / uuid.uuid4().hex
        task = Task(self.root, target, (run,), {}, 1, limits)
        try:
            # The prepared process may have ended for want of work just when it was asked.
            result = self._attempt(task, wanted) or self._attempt(task, wanted)
            if result is None:
                result = task.failed(run, None, "DeadKernelError", _DIED)
            path = task.path(run)
            return result, path.read_bytes() if path.is_file() else None
        finally:
            shutil.rmtree(target, ignore_errors=True)

    def close(self) -> None:
        """End the prepared process and remove the files."""
        with self._lock:
            if self._stage is not None:
                self._stage.end()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _attempt(self, task: Task, wanted: Callable[[], bool]) -> RunResult | None:
        """The result; None if the process that should give it ended, and the prepared process with it."""
        with self._lock:
            stage = self._running()
            stage.users += 1
        try:
            return stage.execute(task, wanted)
        except (EOFError, ConnectionError):
            if not stage.ends(within=_SECONDS_TO_SHOW):
                return task.failed(task.runs[0], None, "DeadKernelError", _DIED)
            return None
        finally:
            with self._lock:
                stage.users -= 1

    def _running(self) -> Stage:
        """The prepared process, started if there is none. Called with the lock held."""
        if self._stage is None or not self._stage.is_running():
            home = self._folder / f"stage-{uuid.uuid4().hex[:8]}"
            self._stage = Stage(home, self.root, self._inputs)
        return self._stage


class Stage:
    """A `cluster_stage` process, as seen by the worker that started it."""

    def __init__(self, home: Path, root: Path, inputs: Inputs) -> None:
        self.users = 0
        home.mkdir()
        declared = None if inputs.declared is None else [root / name for name in inputs.declared]
        environment = {**os.environ, **warm_environment(home, root, declared)}
        self._lock = threading.Lock()
        self._control, theirs = socket.socketpair()
        log = home / "stage.log"
        # -P: the folder that the worker stands in holds none of the modules.
        program = [sys.executable, "-P", "-m", "assessbook.editions.cluster_stage"]
        with theirs, log.open("wb") as stream:
            self._process = subprocess.Popen(
                [*program, str(theirs.fileno()), str(root), inputs.programme],
                env=environment,
                cwd=root,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
            )
        self.versions = self._announced(log)

    def _announced(self, log: Path) -> Versions:
        channel = connection.Connection(os.dup(self._control.fileno()), writable=False)
        try:
            versions = channel.recv()
        except (EOFError, ConnectionError):
            self.end()
            lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
            reason = lines[-1] if lines else f"exit status {self._process.returncode}"
            raise StageFailed(f"the process that starts the notebooks didn't start: {reason}") from None
        finally:
            channel.close()
        assert isinstance(versions, Versions)
        return versions

    def is_running(self) -> bool:
        """Whether it can still be asked."""
        return self._process.poll() is None

    def ends(self, within: float) -> bool:
        """Whether it ends within so many seconds: its connections break some time before."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(within)
        return not self.is_running()

    def execute(self, task: Task, wanted: Callable[[], bool]) -> RunResult:
        """Have a task with one run executed."""
        ours, theirs = socket.socketpair()
        channel = connection.Connection(ours.detach())
        with channel:
            with theirs, self._lock:
                socket.send_fds(self._control, [b"+"], [theirs.fileno()])
            channel.send(task)
            while not channel.poll(_SECONDS_BETWEEN_LOOKS):
                if not wanted():
                    raise Unwanted
            result = channel.recv()
        assert isinstance(result, RunResult)
        return result

    def end(self) -> None:
        """End it, and with it whatever it is executing."""
        self._control.close()
        if not self.ends(within=_SECONDS_TO_END):
            self._process.kill()
            self._process.wait()
