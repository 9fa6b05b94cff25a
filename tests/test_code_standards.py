"""The standards the code keeps: style, types, layers, dependencies, notebooks without results."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOOLS = {
    "ruff check": ["ruff", "check", "--quiet", "."],
    "ruff format": ["ruff", "format", "--check", "--quiet", "."],
    "mypy": ["mypy", "src", *sorted(map(str, ROOT.glob("scripts/*.py")))],
    "import layers": ["lint-imports", "--no-logo"],
    "dependencies": ["deptry", "src"],
    "notebooks": ["nbstripout", "--verify", "--keep-id", *sorted(map(str, ROOT.glob("notebooks/*.ipynb")))],
}


@pytest.mark.parametrize("name", TOOLS)
def test_the_code_passes(name: str) -> None:
    program, *arguments = TOOLS[name]
    done = subprocess.run(
        [str(Path(sys.executable).parent / program), *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
