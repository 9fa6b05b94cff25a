"""Copies of the project in temporary folders, and books built from them by the installed command."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EDITION = "params/jiaohe-2016/2015.yaml"
# What a build reads. The package comes from the source tree, whatever is installed.
_INPUTS = ("params", "data", "notebooks", "book")
_LEFTOVERS = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", "~$*")


@dataclass(frozen=True)
class Book:
    """A built edition.

    Parameters
    ----------
    root : Path
        The copy of the project it was built in.
    build : Path
        The folder of the build.
    """

    root: Path
    build: Path

    @property
    def html(self) -> Path:
        """Folder of the pages."""
        return self.build / "html"

    @property
    def ledger(self) -> Path:
        """The ledger's file."""
        return self.build / "ledger.db"


def copy_project(target: Path, source: Path = ROOT) -> Path:
    """Copy what a build reads into a folder."""
    for name in _INPUTS:
        shutil.copytree(source / name, target / name, ignore=_LEFTOVERS)
    shutil.copy(source / "requirements.lock", target)
    return target


def copy_programme(target: Path) -> Path:
    """The data and parameters of the programme of `EDITION` alone: no notebooks, no shell of the book."""
    for folder in ("data/reference", "data/jiaohe-2016", "params/jiaohe-2016"):
        shutil.copytree(ROOT / folder, target / folder, ignore=_LEFTOVERS)
    for path in (ROOT / "data").glob("*.yaml"):
        shutil.copy(path, target / "data")
    return target


def copy_small_project(target: Path) -> Path:
    """The same with an edition of four notebooks: overview, city and two towns."""
    copy_project(target)
    replace(target / EDITION, "regions: all", "regions: [piaohe, qingling]")
    programme = target / "params/jiaohe-2016/programme.yaml"
    head, _, _ = programme.read_text(encoding="utf-8").partition("notebooks:\n")
    entries = [
        ("overview", "none", "overview"),
        ("region", "top", "region"),
        ("region", "children", "region"),
    ]
    lines = [
        f"  - {{template: notebooks/{template}.ipynb, regions: {regions}, page: {page}}}"
        for template, regions, page in entries
    ]
    programme.write_text("\n".join([f"{head}notebooks:", *lines, ""]), encoding="utf-8")
    return target


def assessbook(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a project's root, with environment variables of its own."""
    return subprocess.run(
        [sys.executable, "-m", "assessbook.commands.main", *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "200", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def build(root: Path) -> Book:
    """Build the edition of a copy where a build belongs."""
    done = assessbook(root, "build", EDITION, "--jobs", "2")
    assert done.returncode == 0, done.stderr
    return Book(root, root / "build/jiaohe-2016/2015")


def built_once(factory: pytest.TempPathFactory, name: str, copy: Callable[[Path], Path]) -> Book:
    """A book that is built once for all processes of a test run, by the one that asks first.

    The others wait for it. Tests must leave the book as it is. (Groups of pytest-xdist would do the same, but
    they have no effect with pytest 9.2.)
    """
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    outcome = folder / "outcome.txt"
    book = Book(folder / "project", folder / "project/build/jiaohe-2016/2015")
    try:
        folder.mkdir()
    except FileExistsError:
        until = time.monotonic() + 600
        while not outcome.exists():
            assert time.monotonic() < until, f"{name} has not been built in ten minutes"
            time.sleep(0.2)
        assert outcome.read_text(encoding="utf-8") == "built", "the process that builds this book has failed"
        return book
    try:
        assert build(copy(book.root)) == book
    except BaseException:
        _tell(outcome, "failed")
        raise
    _tell(outcome, "built")
    return book


def _tell(outcome: Path, word: str) -> None:
    """Write a file that is never seen half written."""
    draft = outcome.with_suffix(".draft")
    draft.write_text(word, encoding="utf-8")
    draft.rename(outcome)


def replace(path: Path, old: str, new: str) -> None:
    """Replace a text that stands exactly once in a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def line_of(path: Path, part: str) -> int:
    """The number of the one line that holds a text."""
    lines = path.read_text(encoding="utf-8").splitlines()
    (number,) = [number for number, line in enumerate(lines, 1) if part in line]
    return number


def hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below a folder, and the names of the folders in it."""
    return {
        path.relative_to(folder).as_posix(): (
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        )
        for path in sorted(folder.rglob("*"))
    }
