"""`--scheduler` and `--storage`: what they exclude, and that nothing of Dask is loaded without them."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from assessbook.commands.build import build
from assessbook.commands.run import run
from assessbook.core.problems import InputError
from assessbook.core.workspace import Workspace
from assessbook.editions import cluster_connection
from assessbook.editions.cluster_connection import ClusterAddress, require_extra

ROOT = Path(__file__).resolve().parents[2]
PATH = "params/jiaohe-2016/2015.yaml"
ADDRESS = ("--scheduler", "tcp://127.0.0.1:8786")


@pytest.mark.parametrize("command", [build, run], ids=["build", "run"])
@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((*ADDRESS, "--jobs", "2"), "--jobs and --scheduler exclude each other: each worker of the cluster"),
        ((*ADDRESS, "--engine", "plain"), "--engine plain and --scheduler exclude each other"),
        (("--storage", "s3://bucket"), "--storage needs --scheduler."),
    ],
    ids=["jobs", "plain", "storage alone"],
)
def test_options_that_mean_nothing_together_are_refused(
    command: object, options: tuple[str, ...], told: str
) -> None:
    done = CliRunner().invoke(command, [PATH, *options])  # type: ignore[arg-type]
    assert done.exit_code == 2
    assert told in " ".join(done.output.split())


def test_a_dry_run_needs_no_cluster(small: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small.root)
    done = CliRunner().invoke(run, [PATH, "--dry-run", *ADDRESS])
    assert done.exit_code == 0
    assert "4 notebooks would be executed into build/jiaohe-2016/2015-notebooks:" in done.output


@pytest.mark.parametrize(
    ("storage", "missing", "told"),
    [
        (None, {"distributed"}, ["--scheduler tcp://host:8786: the library distributed is not installed"]),
        (
            "s3://bucket",
            {"distributed", "fsspec"},
            [
                "--scheduler tcp://host:8786: the library distributed is not installed",
                "--storage s3://bucket: the library fsspec is not installed",
            ],
        ),
    ],
)
def test_a_missing_extra_is_told_with_what_to_install(
    storage: str | None, missing: set[str], told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        cluster_connection, "find_spec", lambda name: None if name in missing else found(name)
    )
    with pytest.raises(InputError) as caught:
        require_extra(ClusterAddress("tcp://host:8786", storage))
    assert [str(problem).partition(",")[0] for problem in caught.value.problems] == told
    assert all('pip install "assessbook[cluster]"' in problem.action for problem in caught.value.problems)


def test_without_a_scheduler_nothing_of_dask_is_imported(small: Workspace) -> None:
    # In a file, since the processes of notebooks import where they were started from.
    script = small.path("program.py")
    script.write_text(
        "import sys\n"
        "if __name__ == '__main__':\n"
        "    from assessbook.commands.run import run\n"
        f"    run.main([{PATH!r}, '--jobs', '1'], standalone_mode=False)\n"
        "    print(sorted({'dask', 'distributed', 'fsspec', 's3fs'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=small.root,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"
