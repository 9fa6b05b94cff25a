"""The inputs of an edition in one ZIP archive, for workers that share no disk with this machine.

The same files give the same bytes, and the archive goes by its SHA-256, so that a worker that has it need not
get it again. Holds what notebooks may read of the workspace: data and parameters of the programme and of what
it demonstrates, the reference series, shared definitions, templates, the lock file and every declared input.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import uuid
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assessbook.core.workspace import Workspace, real_programme
from assessbook.editions.declared_inputs import lock_file

_FIXED = (1980, 1, 1, 0, 0, 0)
_LEFTOVERS = ("__pycache__", ".ipynb_checkpoints")


@dataclass(frozen=True)
class Bundle:
    """An archive of inputs.

    Parameters
    ----------
    content : bytes
        The archive.
    sha256 : str
        Of the archive, in hexadecimal.
    """

    content: bytes
    sha256: str


class AlteredBundle(Exception):
    """An archive of inputs that isn't the one that was sent."""


def bundled_files(workspace: Workspace, programme: str, declared: Iterable[Path] = ()) -> list[Path]:
    """The files that a programme's notebooks may read, sorted by path.

    Parameters
    ----------
    workspace : Workspace
        The project.
    programme : str
        Id of the programme.
    declared : iterable of Path
        Declared inputs of the edition; those outside the workspace can't travel and are left out.
    """
    programmes = {real_programme(programme), programme}
    trees = [workspace.programme_folder(kind, name) for name in programmes for kind in ("data", "params")]
    trees += [workspace.path("data", "reference"), workspace.path("notebooks")]
    files = {path for folder in trees for path in folder.rglob("*")}
    files |= {*workspace.path("data").glob("*"), lock_file(workspace)}
    files |= {path for path in declared if path.is_relative_to(workspace.root)}
    return sorted(path for path in files if path.is_file() and not _is_leftover(path, workspace.root))


def pack(root: Path, files: Iterable[Path]) -> Bundle:
    """Files below a root in one archive, under their paths relative to it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        # A workspace is known by these two folders.
        for name in ("data/", "params/"):
            archive.writestr(zipfile.ZipInfo(name, _FIXED), b"")
        for path in files:
            information = zipfile.ZipInfo(path.relative_to(root).as_posix(), _FIXED)
            information.compress_type = zipfile.ZIP_DEFLATED
            information.external_attr = 0o644 << 16
            archive.writestr(information, path.read_bytes())
    content = made.getvalue()
    return Bundle(content, hashlib.sha256(content).hexdigest())


def unpack(bundle: Bundle, folder: Path) -> None:
    """Write an archive's files into a folder that isn't there yet; it appears whole or not at all.

    Raises
    ------
    AlteredBundle
        If the archive hasn't the SHA-256 that it goes by.
    """
    found = hashlib.sha256(bundle.content).hexdigest()
    if found != bundle.sha256:
        raise AlteredBundle(f"the archive of inputs has SHA-256 {found}, not {bundle.sha256}")
    draft = folder.with_name(f"{folder.name}.{uuid.uuid4().hex}")
    try:
        with zipfile.ZipFile(io.BytesIO(bundle.content)) as archive:
            archive.extractall(draft)
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _is_leftover(path: Path, root: Path) -> bool:
    """Whether a file is a cache, hidden, or the lock of an open workbook."""
    parts = path.relative_to(root).parts
    return any(part in _LEFTOVERS or part.startswith((".", "~$")) for part in parts)
