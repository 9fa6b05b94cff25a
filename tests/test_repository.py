"""What may not be committed: outputs, times, and anything that is true on one machine only."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# Patterns are put together here so that this file doesn't hold what it looks for.
MACHINE = re.compile(
    "|".join(
        [
            "(?<![A-Za-z0-9_.~-])/(?:"
            + "|".join(["home", "root", "Users", "work", "opt"])
            + r")/[A-Za-z0-9_.]",
            r"[A-Z]:\\+Users",
            r"(?:files\.)?python" + r"hosted\.org",
            r"py" + r"pi\.(?:org|python)",
            r"registry\." + r"npmjs",
            r"index" + r"-url\s*=",
            r"(?:localhost|127\.0\.0\.1):\d+/" + "simple",
        ]
    )
)
BINARY = {".png", ".xlsx", ".woff2", ".ico", ".jpg", ".pdf", ".ttf", ".otf"}


def committed(pattern: str = "*") -> list[Path]:
    """Files that are in the repository or would be added to it."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", pattern],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode("utf-8")
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", committed("*.ipynb"), ids=shown)
def test_notebooks_hold_no_results_and_say_what_they_accept(path: Path) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    cells = content["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert [cell["id"] for cell in code if cell["outputs"] or cell["execution_count"] is not None] == []
    assert sum("parameters" in cell["metadata"].get("tags", []) for cell in code) == 1
    assert len({cell["id"] for cell in cells}) == len(cells)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", cell["id"]) for cell in cells), "ids are names, not random"
    assert "papermill" not in content["metadata"]


def test_no_file_holds_a_path_or_an_address_of_one_machine() -> None:
    found = []
    for path in committed():
        if path.suffix in BINARY:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if match := MACHINE.search(line):
                found.append(f"{shown(path)}, line {number}: {match[0]}")
    assert found == []


def test_nothing_that_a_run_makes_is_committed() -> None:
    parts = {part for path in committed() for part in path.relative_to(ROOT).parts}
    assert parts.isdisjoint({"build", ".venv", "__pycache__", ".ipynb_checkpoints"} - {"build"})
    assert not any(shown(path).startswith("build/") for path in committed())
