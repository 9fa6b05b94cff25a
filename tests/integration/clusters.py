"""Dask clusters on loopback for tests: a scheduler and workers as processes, each in a folder of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from assessbook.editions.processes import family, processes
from tests.integration.books import ROOT

_DASK = str(Path(sys.executable).parent / "dask")
_SECONDS = 90.0


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Wait for something that must happen."""
    until = time.monotonic() + _SECONDS
    while not condition():
        assert time.monotonic() < until, f"{what}: not within {_SECONDS:g} seconds"
        time.sleep(0.05)


class Cluster:
    """A running cluster; to be ended with `end`.

    Parameters
    ----------
    folder : Path
        Holds a folder for each process, and their logs.
    environment : str
        Environment variables of all of them.
    """

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self._environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            # A notebook that its worker died of twice isn't tried a third time, but alone.
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
            **environment,
        }
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        record = folder / "scheduler.json"
        self._start("scheduler", "scheduler", "--port", "0", "--scheduler-file", str(record))
        wait_until(record.is_file, "the scheduler starts")
        self.address = str(json.loads(record.read_text(encoding="utf-8"))["address"])

    def start_worker(self, name: str, *options: str, **environment: str) -> None:
        """Start a worker with one thread; `wait_for` waits for it."""
        self._start(name, "worker", self.address, "--nthreads", "1", "--name", name, *options, **environment)

    def wait_for(self, *names: str) -> None:
        """Wait until these workers, and no others, are known to the scheduler."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:

            def known() -> set[str]:
                found = client.scheduler_info(n_workers=-1)["workers"].values()
                return {str(each["name"]) for each in found}

            wait_until(lambda: known() == set(names), f"there are the workers {', '.join(names)}")

    def worker_processes(self, name: str) -> dict[int, str]:
        """Process ids and command lines of a worker and of all that it started."""
        found = {}
        for pid in family(self._running[name].pid, processes()):
            path = Path(f"/proc/{pid}/cmdline")
            if path.is_file() and (words := path.read_bytes()):
                found[pid] = words.replace(b"\0", b" ").decode(errors="replace")
        return found

    def notebooks(self) -> list[int]:
        """Processes that execute a notebook or watch one: those below a prepared process."""
        members = processes()
        stages = [
            pid
            for name in self._running
            for pid, words in self.worker_processes(name).items()
            if "cluster_stage" in words and "cluster_stage" not in self._parent_words(pid)
        ]
        return [pid for stage in stages for pid in family(stage, members) if pid != stage]

    def kill(self, name: str) -> None:
        """Kill a worker with its nanny and whatever it started but the notebooks, as a machine's loss would."""
        process = self._running.pop(name)
        members = processes()
        below = {pid for pid in family(process.pid, members) if "cluster_stage" not in self._words(pid)}
        for pid in sorted(below):
            os.kill(pid, signal.SIGKILL)
        process.wait()

    def stop(self, name: str) -> None:
        """Stop a worker as its user would."""
        process = self._running.pop(name)
        process.terminate()
        process.wait(_SECONDS)

    def end(self) -> None:
        """End all."""
        for name in reversed(list(self._running)):
            self.stop(name)

    def _start(self, name: str, *arguments: str, **environment: str) -> None:
        home = self.folder / name
        home.mkdir(parents=True)
        with (self.folder / f"{name}.log").open("wb") as log:
            self._running[name] = subprocess.Popen(
                [_DASK, *arguments, "--no-dashboard", "--host", "127.0.0.1"],
                cwd=home,
                env={**self._environment, **environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    @staticmethod
    def _words(pid: int) -> str:
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
        except OSError:
            return ""

    def _parent_words(self, pid: int) -> str:
        member = processes().get(pid)
        return self._words(member.parent) if member else ""
