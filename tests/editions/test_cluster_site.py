"""What a worker keeps: notebooks run in processes forked from a prepared one, and end when nobody wants them."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assessbook.core.workspace import Workspace
from assessbook.editions.cluster_bundle import bundled_files, pack
from assessbook.editions.cluster_jobs import Inputs
from assessbook.editions.cluster_site import Site, Stage, StageFailed, Unwanted
from assessbook.editions.cluster_versions import installed_versions
from assessbook.editions.edition import NotebookRun
from assessbook.editions.limits import Limits
from assessbook.editions.processes import family, processes
from tests.conftest import write_template

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="processes are read from /proc")

CELLS = {
    "parents": "import os\nprint(os.getppid())",
    "sleep": "import time\ntime.sleep(300)",
    "fail": "1 / 0",
    "stand": "import os\nprint(os.getcwd())",
}


def run(name: str) -> NotebookRun:
    return NotebookRun(Path("notebooks") / f"{name}.ipynb", name, {})


def always() -> bool:
    return True


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    root = tmp_path_factory.mktemp("project")
    for name, source in CELLS.items():
        write_template(root / f"notebooks/{name}.ipynb", {"parameters": "x = 1", "cell": source})
    workspace = Workspace(root)
    bundle = pack(root, bundled_files(workspace, "none"))
    folder = tmp_path_factory.mktemp("worker") / "site"
    made = Site(folder, Inputs(bundle.sha256, "none", None), bundle)
    yield made
    made.close()
    assert not folder.exists()
    assert own_processes() == []


def own_processes() -> list[int]:
    """The prepared process and all that it started."""
    members = processes()
    stages = [
        pid
        for pid in family(os.getpid(), members)
        if b"assessbook.editions.cluster_stage" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]
    return sorted({each for pid in stages for each in family(pid, members)})


def left_over() -> list[int]:
    """The same, once the processes of the last notebook have ended; all that are there after 20 seconds."""
    until = time.monotonic() + 20
    while len(found := own_processes()) > 1 and time.monotonic() < until:
        time.sleep(0.05)
    return found


def test_it_says_with_what_it_executes(site: Site) -> None:
    assert site.versions(installed_versions()) == installed_versions()


def test_a_notebook_stands_in_the_unpacked_inputs_and_leaves_only_its_copy(site: Site) -> None:
    result, copy = site.execute(run("stand"), Limits(), always)
    assert result.failure is None
    assert copy is not None
    assert f"{site.root}/notebooks".encode() in copy
    assert not result.path.exists()


def test_a_failure_is_handed_back_with_the_copy_up_to_it(site: Site) -> None:
    result, copy = site.execute(run("fail"), Limits(), always)
    assert result.failure is not None
    assert (result.failure.kind, result.failure.cell_id) == ("ZeroDivisionError", "cell")
    assert copy is not None
    assert b"ZeroDivisionError" in copy


def test_the_prepared_process_stays_and_those_of_notebooks_end(site: Site) -> None:
    site.execute(run("stand"), Limits(), always)
    before = left_over()
    site.execute(run("stand"), Limits(), always)
    assert len(before) == 1
    assert left_over() == before


def test_a_notebook_past_its_time_is_ended(site: Site) -> None:
    result, _ = site.execute(run("sleep"), Limits(seconds=1.5), always)
    assert result.failure is not None
    assert result.failure.kind == "TimeLimit"
    assert len(left_over()) == 1


def test_a_notebook_that_nobody_wants_any_more_is_ended(site: Site) -> None:
    def wanted() -> bool:
        return len(own_processes()) < 3  # the prepared one, the notebook's and the one that watches it

    with pytest.raises(Unwanted):
        site.execute(run("sleep"), Limits(), wanted)
    assert len(left_over()) == 1


def test_a_prepared_process_that_was_killed_is_replaced(site: Site) -> None:
    site.execute(run("stand"), Limits(), always)
    (pid,) = left_over()
    os.kill(pid, signal.SIGKILL)
    result, _ = site.execute(run("stand"), Limits(), always)
    assert result.failure is None
    assert pid not in own_processes()


def test_one_that_does_not_start_says_why(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text("import os\nos.write(2, b'the disk is full')\nos._exit(7)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(StageFailed, match="didn't start: the disk is full"):
        Stage(tmp_path / "home", site.root, Inputs("", "none", None))
