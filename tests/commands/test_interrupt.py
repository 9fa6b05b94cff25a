"""Ctrl-C ends `assessbook run` with all that it started, and leaves nothing half-written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

import assessbook
from assessbook.core.workspace import Workspace

EDITION = "params/jiaohe-2016/2015.yaml"
Template = Callable[[str, dict[str, str]], None]
# Starts a process of its own, says that it has, and waits to be stopped.
WAITING = """\
import os, pathlib, time
if os.fork() == 0:
    time.sleep(300)
    os._exit(0)
pathlib.Path("..", "started-" + region).touch()
time.sleep(300)
"""


def marked(mark: bytes) -> list[int]:
    """The processes whose environment holds the mark: all that descend from the one it was given to."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark in path.read_bytes():
                found.append(int(path.parent.name))
        except OSError:  # it has ended meanwhile, or is another user's
            continue
    return found


def wait_until(true: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for something that comes on its own; fail when it doesn't."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


@pytest.mark.skipif(not Path("/proc/self/environ").is_file(), reason="looks processes up in /proc")
@pytest.mark.parametrize("engine", ["warm", "plain"])
def test_ctrl_c_leaves_no_process_and_nothing_half_written(
    small: Workspace, template: Template, tmp_path_factory: pytest.TempPathFactory, engine: str
) -> None:
    template("region", {"parameters": "region: str = 'jiaohe'", "wait": WAITING})
    temporary = tmp_path_factory.mktemp("temporary")
    mark = f"INTERRUPTED_TEST={temporary}"
    name, _, value = mark.partition("=")
    package = str(Path(assessbook.__file__).parents[1])
    command = [sys.executable, "-m", "assessbook.commands.main", "run", EDITION, "--out", "out"]
    with subprocess.Popen(
        [*command, "--jobs", "2", "--engine", engine],
        start_new_session=True,
        cwd=small.root,
        env={**os.environ, "PYTHONPATH": package, "TMPDIR": str(temporary), name: value},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            both = [small.path(f"started-{region}") for region in ("jiaohe", "piaohe")]
            wait_until(lambda: all(path.exists() for path in both))
            # The command, two notebooks and what each of them started, at least.
            assert len(marked(mark.encode())) >= 5
            # What a terminal does on Ctrl-C: the signal goes to the whole foreground group.
            os.killpg(process.pid, signal.SIGINT)
            assert process.wait(timeout=60) == 130
            assert process.stderr is not None
            assert process.stderr.read().strip() == "Stopped. What was published before is unchanged."
            wait_until(lambda: not marked(mark.encode()), seconds=20)
        finally:
            for pid in marked(mark.encode()):
                os.kill(pid, signal.SIGKILL)
    (executed,) = [path for path in small.path("out").rglob("*") if path.is_file()]
    assert executed == small.path("out/overview.ipynb")
    (output,) = nbformat.read(executed, as_version=4).cells[-1].outputs
    assert output.text == "params/jiaohe-2016/2015.yaml china\n"
    assert list(temporary.glob("assessbook-*")) == []
