"""A small made-up country, written by the generator that people run: two provinces of three counties."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.integration.books import ROOT

OVERVIEW = "params/yanshi-2016/2018.yaml"
FIRST = "params/yanshi-2016-p01/2018.yaml"
SMALL = ("--provinces", "2", "--counties", "6", "--years", "3", "--measures", "6")


def make_country(out: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the generator."""
    return subprocess.run(
        [sys.executable, "scripts/make_country.py", "--out", str(out), *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
