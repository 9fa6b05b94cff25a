"""The benchmark from end to end, as small as it can be: times are not looked at, only that they are told."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def benchmark(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "scripts/benchmark.py"), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_a_quick_run_measures_all_parts_and_writes_table_record_and_chart(tmp_path: Path) -> None:
    done = benchmark("--quick", "--regions", "1,2", "--pages", "2,4", "--out", str(tmp_path))
    content = json.loads((tmp_path / "benchmark.json").read_text(encoding="utf-8"))
    failed = {case["contestant"]: case["failure"] for case in content["cases"] if case["failure"]}
    # ploomber-engine is in an environment of its own, which `make bench` sets up.
    if not (ROOT / ".venv-bench").is_dir():
        assert failed.pop("ploomber-engine, in one process").startswith("it is not installed")
    assert failed == {}, done.stderr
    assert {case["part"] for case in content["cases"]} == {
        "engines",
        "edition",
        "rebuild",
        "pages",
        "overhead",
    }
    assert all(sample["seconds"] > 0 for case in content["cases"] for sample in case["samples"])
    assert {each["reached"] for each in content["promises"]} <= {
        "not at the size promised (2 regions)",
        "not at the size promised (2–4 pages)",
        "not measured",
    }
    assert "## What must be reached" in done.stdout
    assert (tmp_path / "benchmark.png").is_file()
    assert not (tmp_path / "work").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(["--only", "books"], "no part 'books'"), (["--regions", "0,4"], "whole numbers from 1")],
)
def test_a_wrong_option_is_told_before_anything_is_measured(arguments: list[str], message: str) -> None:
    done = benchmark(*arguments)
    assert done.returncode == 2
    assert message in done.stderr
