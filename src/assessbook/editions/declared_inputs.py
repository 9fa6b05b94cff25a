"""The files that an edition rests on: nothing else may be read by its notebooks, and the manifest lists them."""

from __future__ import annotations

from pathlib import Path

from assessbook.assessment.register import register_path
from assessbook.core.catalogue_files import catalogue_paths
from assessbook.core.workspace import Workspace, real_programme
from assessbook.editions.edition import Edition
from assessbook.observations.dataset import Dataset


def declared_inputs(workspace: Workspace, edition: Edition, dataset: Dataset) -> list[Path]:
    """Workbooks, definitions, parameters, plan, register, templates, the book's shell and the lock file.

    Also what the edition names under `inputs`, and the catalogues of its language. Only files that exist.
    """
    templates = {workspace.root / run.template for run in edition.runs}
    shell = [path for path in workspace.path("book").rglob("*") if path.is_file()]
    params = workspace.programme_folder("params", edition.programme)
    files = [
        *dataset.inputs,
        *templates,
        *shell,
        params / "programme.yaml",
        workspace.programme_folder("params", real_programme(edition.programme)) / "plan.yaml",
        register_path(workspace, edition.programme),
        workspace.path(edition.path),
        lock_file(workspace),
        *(workspace.path(name) for name in edition.inputs),
        *catalogue_paths(workspace, edition.programme, edition.language),
    ]
    return [path for path in files if path.is_file()]


def lock_file(workspace: Workspace) -> Path:
    """The versions of all libraries."""
    return workspace.path("requirements.lock")
