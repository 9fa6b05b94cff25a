"""A programme's data as they were read, kept on disk: unchanged files are read and checked only once.

What is kept was found valid. It is used only if every file it was read from, this package and its libraries
are as they were, and the kept bytes have the SHA-256 that they were kept with. It is a pickle: like the
notebooks themselves, it must not come from people who aren't trusted.
"""

from __future__ import annotations

import hashlib
import pickle
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from assessbook.archive.code_version import code_version
from assessbook.core.garbage import no_collection
from assessbook.core.kept_bytes import write_whole
from assessbook.core.remembered import State
from assessbook.core.workspace import Workspace
from assessbook.editions.libraries import versions
from assessbook.observations.dataset import Dataset
from assessbook.observations.reader import load_dataset, remember, state_of_data


@no_collection()
def read_data(workspace: Workspace, programme: str, *, anew: bool = False) -> Dataset:
    """The programme's data, as `load_dataset` reads them; from the kept ones where these still hold.

    Parameters
    ----------
    anew : bool
        Whether the files are read in any case; what was read is kept all the same.

    Raises
    ------
    InputError
        As `load_dataset` does; then nothing is kept.
    """
    state = state_of_data(workspace, programme)
    path = _path(workspace, programme, state)
    if not anew and (kept := _kept(path)) is not None:
        remember(workspace, programme, state, kept)
        return kept
    dataset = load_dataset(workspace, programme)
    if dataset.observations:
        _keep(path, dataset)
    return dataset


def _path(workspace: Workspace, programme: str, state: State) -> Path:
    made_from = hashlib.sha256(repr((state, code_version(), versions())).encode()).hexdigest()
    return workspace.path("build", ".results", "data", programme, f"{made_from[:32]}.pickle")


def _kept(path: Path) -> Dataset | None:
    with suppress(OSError, ValueError, EOFError, pickle.UnpicklingError, AttributeError, ImportError):
        digest, _, content = path.read_bytes().partition(b"\n")
        if digest.decode() == hashlib.sha256(content).hexdigest():
            dataset = pickle.loads(content)
            if isinstance(dataset, Dataset):
                return dataset
    return None


def _keep(path: Path, dataset: Dataset) -> None:
    # Without what was derived from it since, which would be kept twice.
    content = pickle.dumps(replace(dataset), protocol=pickle.HIGHEST_PROTOCOL)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
    for old in path.parent.glob("*.pickle"):
        if old != path:
            old.unlink(missing_ok=True)
