"""The folder of a build: may it be replaced, put in place whole, kept aside when something failed."""

from __future__ import annotations

import shutil
from pathlib import Path

from assessbook.core.problems import InputError, Problem
from assessbook.core.workspace import Workspace
from assessbook.editions.manifest import MANIFEST


def require_build_folder(workspace: Workspace, target: Path) -> None:
    """Refuse a folder that is not a build: nothing else may be lost to `--out`.

    Raises
    ------
    InputError
        If it holds something and no manifest.
    """
    if target.is_dir() and any(target.iterdir()) and not (target / MANIFEST).is_file():
        what = "this folder is not empty and is not a build, so it won't be replaced"
        raise InputError([Problem(workspace.shown(target), what, "Name another folder with --out.")])


def put_in_place(aside: Path, target: Path) -> None:
    """Let a finished build take the place of the one before it."""
    former = target.with_name(f".{target.name}.former")
    shutil.rmtree(former, ignore_errors=True)
    if target.exists():
        target.rename(former)
    aside.rename(target)
    shutil.rmtree(former, ignore_errors=True)


def keep_failed(aside: Path, target: Path) -> Path:
    """Keep what was made of a build that failed, beside it; returns where."""
    kept = target.with_name(f"{target.name}.failed")
    shutil.rmtree(kept, ignore_errors=True)
    aside.rename(kept)
    return kept
