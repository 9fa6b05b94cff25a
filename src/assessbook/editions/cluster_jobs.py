"""What travels between the machine that builds and the workers of a cluster, beside the archive of inputs."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from assessbook.editions.cluster_versions import Versions
from assessbook.editions.edition import NotebookRun
from assessbook.editions.execution import RunResult
from assessbook.editions.limits import Limits


@dataclass(frozen=True)
class Inputs:
    """The inputs of an edition, by name.

    Parameters
    ----------
    sha256 : str
        Of the archive that holds them.
    programme : str
        Whose data are read before the first notebook.
    declared : tuple of str or None
        The only files that notebooks may read, relative to the root; None where they aren't watched.
    """

    sha256: str
    programme: str
    declared: tuple[str, ...] | None


@dataclass(frozen=True)
class Job:
    """One notebook to execute.

    Parameters
    ----------
    run : NotebookRun
    inputs : Inputs
    limits : Limits
        What the notebook may take.
    versions : Versions
        What it must be executed with.
    storage : str or None
        URL of the storage that holds the archive of inputs and takes the executed notebook; None where they
        travel through Dask.
    results : str
        The folder of the storage for executed notebooks.
    """

    run: NotebookRun
    inputs: Inputs
    limits: Limits
    versions: Versions
    storage: str | None
    results: str


@dataclass(frozen=True)
class Outcome:
    """What became of a notebook on a worker.

    Parameters
    ----------
    worker : str
        Address of the worker.
    result : RunResult
        Its paths are relative to the root of the workspace, or absolute where they lie outside.
    sha256 : str
        Of the executed copy; empty if there is none.
    notebook : bytes or None
        The executed copy; None if there is none, or where it lies in the storage.
    """

    worker: str
    result: RunResult
    sha256: str
    notebook: bytes | None


@dataclass(frozen=True)
class Refusal:
    """A worker that doesn't execute with the versions that were asked for.

    Parameters
    ----------
    worker : str
        Address of the worker.
    differences : tuple of str
        In what it differs, in words.
    """

    worker: str
    differences: tuple[str, ...]


def result_name(folder: str, sha256: str) -> str:
    """The name of an executed notebook in the storage."""
    return f"{folder}/{sha256}.ipynb"


def sha256_of_bytes(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def without_root(result: RunResult, root: Path) -> RunResult:
    """A result whose paths are relative to the root of the workspace that it was made in."""
    reads = result.reads
    if reads is not None:
        files = {path.relative_to(root) if path.is_relative_to(root) else path for path in reads.files}
        reads = replace(reads, files=files)
    return replace(result, path=Path(result.path.name), reads=reads)


def with_root(result: RunResult, root: Path, path: Path) -> RunResult:
    """A result that came from a worker, with the paths of this machine."""
    reads = result.reads
    if reads is not None:
        reads = replace(reads, files={root / each for each in reads.files})
    return replace(result, path=path, reads=reads)
