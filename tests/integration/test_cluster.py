"""Notebooks on a real Dask cluster: the bytes of a local run, whatever becomes of the workers meanwhile."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assessbook.core.problems import InputError, NotebookFailed
from assessbook.core.workspace import Workspace
from assessbook.editions.cluster_connection import ClusterAddress
from assessbook.editions.execution import RunResult
from assessbook.editions.limits import UNLIMITED, Limits
from assessbook.editions.parameters import load_edition
from assessbook.editions.runner import run_notebooks
from assessbook.observations.reader import load_dataset
from tests.integration.books import ROOT, Book, assessbook, hashes
from tests.integration.clusters import Cluster, wait_until

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="processes are read from /proc")

PATH = "params/jiaohe-2016/2015.yaml"
NAMES = ["overview", "region/jiaohe", "region/piaohe", "region/qingling"]
Template = Callable[[str, dict[str, str]], None]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler and two workers, one thread each."""
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        made.start_worker("first")
        made.start_worker("second")
        made.wait_for("first", "second")
        yield made
    finally:
        made.end()


def executed(
    small: Workspace,
    target: Path,
    cluster: Cluster | None,
    *,
    limits: Limits = UNLIMITED,
    fail_fast: bool = False,
    progress: Callable[[RunResult], None] | None = None,
) -> list[RunResult]:
    """Execute the small project's edition on a cluster, or here."""
    return run_notebooks(
        small,
        load_edition(small, Path(PATH)),
        target,
        jobs=2,
        cluster=ClusterAddress(cluster.address) if cluster else None,
        limits=limits,
        fail_fast=fail_fast,
        dataset=load_dataset(small, "jiaohe-2016"),
        progress=progress,
    )


def failure(small: Workspace, cluster: Cluster | None, **options: object) -> str:
    with pytest.raises(NotebookFailed) as caught:
        executed(small, small.path("build"), cluster, **options)  # type: ignore[arg-type]
    return str(caught.value)


def test_a_cluster_gives_the_bytes_of_a_local_run_and_tells_what_was_read_with_the_paths_here(
    small: Workspace, template: Template, tmp_path: Path, cluster: Cluster
) -> None:
    cell = "from pathlib import Path\nprint(len(Path('../data/measures.yaml').read_text()))"
    template("overview", {"parameters": "edition = ''", "read": cell})
    seen: list[RunResult] = []
    results = executed(small, tmp_path / "there", cluster, progress=seen.append)
    executed(small, tmp_path / "here", None)
    assert [result.run.name for result in results] == NAMES
    assert sorted(result.run.name for result in seen) == sorted(NAMES)
    assert [result.path for result in results] == [tmp_path / f"there/{name}.ipynb" for name in NAMES]
    assert all(result.seconds > 0 for result in results)
    assert results[0].reads is not None
    assert results[0].reads.files == {small.path("data/measures.yaml")}
    assert set(hashes(tmp_path / "there")) == {"region", *(f"{name}.ipynb" for name in NAMES)}
    assert hashes(tmp_path / "there") == hashes(tmp_path / "here")


def test_failures_are_told_as_in_a_local_run(small: Workspace, template: Template, cluster: Cluster) -> None:
    cells = {"parameters": "edition = ''", "fine": "x = 1", "bad": "x.income"}
    template("overview", cells)
    told = failure(small, cluster)
    assert "AttributeError: 'int' object has no attribute 'income'" in told
    assert "Executed copy, up to the failure: build/overview.ipynb" in told
    assert told.endswith("1 of 4 notebooks failed; 3 executed without failure.")
    assert told == failure(small, None)


@pytest.mark.slow
def test_a_read_that_was_not_declared_fails_there_too(
    small: Workspace, template: Template, cluster: Cluster
) -> None:
    small.path("data/reference/extra.csv").write_text("1", encoding="utf-8")
    template("overview", {"parameters": "edition = ''", "read": "open('../data/reference/extra.csv')"})
    assert "data/reference/extra.csv was about to be read and isn't declared" in failure(small, cluster)


@pytest.mark.slow
def test_limits_hold_on_workers(small: Workspace, template: Template, cluster: Cluster) -> None:
    template("overview", {"parameters": "edition = ''", "endless": "while True: pass"})
    told = failure(small, cluster, limits=Limits(seconds=2))
    assert "TimeLimit: the notebook ran longer than the 2 seconds it may take" in told
    assert told.endswith("1 of 4 notebooks failed; 3 executed without failure.")


@pytest.mark.slow
def test_the_first_failure_stops_the_others_if_asked(
    small: Workspace, template: Template, tmp_path: Path, cluster: Cluster
) -> None:
    mark = tmp_path / "begun"
    template("overview", {"parameters": "edition = ''", "wait": waits_for(mark) + "1 / 0"})
    template("region", {"parameters": "region = 'jiaohe'", "sleep": begins(mark) + "time.sleep(300)"})
    told = failure(small, cluster, fail_fast=True)
    assert told.endswith("1 of 4 notebooks failed; 0 executed without failure, 3 not executed.")
    wait_until(lambda: not cluster.notebooks(), "the notebooks end")


def begins(mark: Path) -> str:
    """Code that leaves a mark for each time it is executed, and may go on."""
    return f"import time, uuid, pathlib\n(pathlib.Path({str(mark)!r}) / uuid.uuid4().hex).touch()\n"


def waits_for(mark: Path) -> str:
    """Code that waits for such a mark."""
    mark.mkdir()
    return f"import os, time\nwhile not os.listdir({str(mark)!r}): time.sleep(0.05)\n"


@pytest.mark.slow
def test_a_stop_from_the_keyboard_leaves_no_process_anywhere(
    small: Workspace, template: Template, tmp_path: Path, cluster: Cluster
) -> None:
    mark = tmp_path / "begun"
    mark.mkdir()
    template("region", {"parameters": "region = 'jiaohe'", "sleep": begins(mark) + "time.sleep(300)"})
    client = subprocess.Popen(
        [sys.executable, "-m", "assessbook.commands.main", "run", PATH, "--scheduler", cluster.address],
        cwd=small.root,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    wait_until(lambda: any(mark.iterdir()), "a notebook begins")
    os.killpg(client.pid, signal.SIGINT)
    _, told = client.communicate(timeout=60)
    assert told.strip() == "Stopped. What was published before is unchanged."
    assert client.returncode == 130
    with pytest.raises(ProcessLookupError):
        os.killpg(client.pid, 0)
    wait_until(lambda: not cluster.notebooks(), "the notebooks end")


def test_a_worker_that_is_killed_loses_nothing_and_nothing_comes_twice(
    small: Workspace, template: Template, tmp_path: Path, cluster: Cluster
) -> None:
    mark, released = tmp_path / "begun", tmp_path / "released"
    mark.mkdir()
    cells = (
        begins(mark) + f"while not pathlib.Path({str(released)!r}).exists(): time.sleep(0.05)\nprint(region)"
    )
    template("region", {"parameters": "region = 'jiaohe'", "show": cells})
    cluster.start_worker("third")
    cluster.wait_for("first", "second", "third")
    seen: list[RunResult] = []

    def kill_one(result: RunResult) -> None:
        seen.append(result)
        if len(seen) == 1:  # the overview is done, and the three others run
            wait_until(lambda: len(list(mark.iterdir())) == 3, "three notebooks run")
            cluster.kill("third")
            wait_until(lambda: len(list(mark.iterdir())) == 3, "one was lost")
            released.touch()

    results = executed(small, tmp_path / "there", cluster, progress=kill_one)
    assert [result.run.name for result in results] == NAMES
    assert sorted(result.run.name for result in seen) == sorted(NAMES)
    assert len(list(mark.iterdir())) == 4, "the notebook whose worker died was executed again, and no other"
    executed(small, tmp_path / "here", None)
    assert hashes(tmp_path / "there") == hashes(tmp_path / "here")
    cluster.wait_for("first", "second")


@pytest.mark.slow
def test_a_notebook_that_kills_its_workers_fails_and_the_others_do_not(
    small: Workspace, template: Template, cluster: Cluster
) -> None:
    # The notebook's process, the one that watches it, the prepared one, the worker.
    cell = (
        "import os, pathlib, signal\n"
        "pid = os.getpid()\n"
        "for _ in range(3):\n"
        "    pid = int(pathlib.Path(f'/proc/{pid}/stat').read_text().rpartition(')')[2].split()[1])\n"
        "os.kill(pid, signal.SIGKILL)\n"
    )
    template("overview", {"parameters": "edition = ''", "kill": cell + "import time\ntime.sleep(300)"})
    told = failure(small, cluster)
    assert "notebooks/overview.ipynb failed while making overview" in told
    assert (
        "DeadWorker: every worker that executed this notebook died, the last while it executed nothing"
        in told
    )
    assert told.endswith("1 of 4 notebooks failed; 3 executed without failure.")
    wait_until(lambda: not cluster.notebooks(), "the notebooks end")
    cluster.wait_for("first", "second")


def test_a_worker_with_other_code_is_refused_by_name(
    small: Workspace, tmp_path: Path, cluster: Cluster
) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "src/assessbook/core/numbers.py").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    cluster.start_worker("other", PYTHONPATH=str(tmp_path / "src"))
    cluster.wait_for("first", "second", "other")
    try:
        with pytest.raises(InputError) as caught:
            executed(small, tmp_path / "out", cluster)
    finally:
        cluster.stop("other")
        cluster.wait_for("first", "second")
    (problem,) = caught.value.problems
    assert problem.where.endswith(" (other)")
    assert problem.what.startswith("the code of assessbook is sha256:")
    assert ", here it is sha256:" in problem.what
    assert not list((tmp_path / "out").rglob("*.ipynb"))


def refused(small: Workspace, cluster: ClusterAddress) -> str:
    with pytest.raises(InputError) as caught:
        run_notebooks(small, load_edition(small, Path(PATH)), small.path("build"), cluster=cluster)
    assert caught.value.exit_status == 2
    return str(caught.value)


@pytest.mark.parametrize(
    "listens", [False, True], ids=["nobody listens", "somebody listens and says nothing"]
)
def test_a_scheduler_that_does_not_answer_is_given_up_in_time(small: Workspace, listens: bool) -> None:
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        if listens:
            mute.listen()
        address = f"tcp://127.0.0.1:{mute.getsockname()[1]}"
        told = refused(small, ClusterAddress(address, connect_seconds=1))
    assert told.startswith(
        f"--scheduler {address}: no Dask scheduler could be reached here in 1 seconds or less"
    )
    assert told.endswith("1 problem in all. Nothing was built.")


@pytest.mark.slow
def test_a_cluster_without_workers_is_given_up_in_time(small: Workspace, tmp_path: Path) -> None:
    lonely = Cluster(tmp_path / "cluster")
    try:
        told = refused(small, ClusterAddress(lonely.address, patience_seconds=2))
    finally:
        lonely.end()
    assert "the cluster has had no worker for 2 seconds" in told


@pytest.mark.slow
def test_a_storage_that_can_not_be_used_is_told(small: Workspace, cluster: Cluster) -> None:
    address = ClusterAddress(cluster.address, storage="file:///proc/none")
    told = refused(small, address)
    assert told.startswith("--storage file:///proc/none: file:///proc/none/inputs/")
    assert " can't be written: " in told


@pytest.mark.slow
def test_inputs_and_results_can_go_through_a_bucket(
    small: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import s3fs
    from moto.server import ThreadedMotoServer

    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    cluster: Cluster | None = None
    try:
        host, port = server.get_host_and_port()
        endpoint = f"http://{host}:{port}"
        monkeypatch.setenv("FSSPEC_S3_ENDPOINT_URL", endpoint)
        bucket = s3fs.S3FileSystem(endpoint_url=endpoint, skip_instance_cache=True)
        bucket.mkdir("reports")
        cluster = Cluster(tmp_path / "cluster")
        cluster.start_worker("only")
        cluster.wait_for("only")
        options = ("--scheduler", cluster.address, "--storage", "s3://reports/county")
        done = assessbook(small.root, "run", PATH, *options, "--out", str(tmp_path / "there"))
        assert done.returncode == 0, done.stderr
        assert bucket.ls("reports/county") == ["reports/county/inputs"], "results are removed once taken"
        (archive,) = bucket.ls("reports/county/inputs")
        executed(small, tmp_path / "here", None)
        assert hashes(tmp_path / "there") == hashes(tmp_path / "here")

        # Somebody spoils the archive: no worker that gets it anew executes anything.
        bucket.pipe_file(archive, b"x" * bucket.size(archive))
        cluster.stop("only")
        cluster.start_worker("another")
        cluster.wait_for("another")
        options = (*options, "--force", "--fail-fast")
        spoilt = assessbook(small.root, "run", PATH, *options, "--out", str(tmp_path / "spoilt"))
        assert spoilt.returncode == 3
        assert f"StorageError: s3://{archive} has SHA-256 " in spoilt.stderr
    finally:
        if cluster is not None:
            cluster.end()
        server.stop()


@pytest.mark.slow
def test_a_build_on_a_cluster_has_the_files_of_a_local_one(
    small_book: Book, tmp_path: Path, cluster: Cluster
) -> None:
    root = tmp_path / "project"
    shutil.copytree(small_book.root, root, ignore=shutil.ignore_patterns("build"))
    done = assessbook(root, "build", PATH, "--scheduler", cluster.address)
    assert done.returncode == 0, done.stderr
    there, here = hashes(root / "build/jiaohe-2016/2015"), hashes(small_book.build)
    there.pop("run.json")
    here.pop("run.json")
    assert there == here
