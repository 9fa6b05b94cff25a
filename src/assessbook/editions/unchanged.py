"""Whether a build would come out as it stands: known from hashes alone, without reading any data.

After each build the hashes of all that it was made from are kept below `build/.results/`. When they are the
same, and every file of the build has the hash that its manifest says, nothing is made anew. Imports little, so
that the answer takes a fraction of a second.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from assessbook.archive.code_version import code_version
from assessbook.core.workspace import Workspace, programme_of, real_programme, sha256_of
from assessbook.editions.libraries import versions
from assessbook.ledger.files import MANIFEST, UNLISTED


class EarlierBuild:
    """The build that stands at a folder, and what it was made from.

    Parameters
    ----------
    workspace : Workspace
    edition : Path
        The edition file.
    target : Path
        Folder of the build.
    asked : mapping
        Everything else that was asked for: parameters, formats and the like, as JSON.
    """

    def __init__(self, workspace: Workspace, edition: Path, target: Path, asked: Mapping[str, Any]) -> None:
        self._workspace, self._edition, self._target = workspace, edition.resolve(), target.resolve()
        self._asked = dict(asked)
        name = hashlib.sha256(str(self._target).encode()).hexdigest()[:16]
        self._record = workspace.path("build", ".results", "builds", f"{name}.json")

    def still_holds(self) -> bool:
        """Whether a build made now would have the same bytes, and all of them are there."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            known = json.loads(self._record.read_text(encoding="utf-8"))
            manifest = self._target / MANIFEST
            return (
                bool(known["manifest"] == sha256_of(manifest))
                and known["made_from"] == self._made_from(known["inputs"])
                and self._is_whole(json.loads(manifest.read_text(encoding="utf-8"))["outputs"])
            )
        return False

    def remember(self) -> None:
        """Keep what the build was made from; called when it stands."""
        manifest = self._target / MANIFEST
        inputs = sorted(json.loads(manifest.read_text(encoding="utf-8"))["inputs"])
        known = {
            "inputs": inputs,
            "made_from": self._made_from(inputs),
            "manifest": sha256_of(manifest),
        }
        self._record.parent.mkdir(parents=True, exist_ok=True)
        self._record.write_text(json.dumps(known, ensure_ascii=False, sort_keys=True), encoding="utf-8")

    def _made_from(self, inputs: Iterable[str]) -> dict[str, Any]:
        files = {self._workspace.path(name) for name in inputs}
        for folder, pattern in self._folders():
            files |= {path for path in folder.glob(pattern) if path.is_file()}
        return {
            "asked": self._asked,
            "edition": self._workspace.shown(self._edition),
            "files": {self._workspace.shown(path): _hash(path) for path in sorted(files)},
            "code": code_version(),
            "libraries": versions(),
        }

    def _folders(self) -> list[tuple[Path, str]]:
        """Where a new file could change the build without any known one being changed."""
        workspace, programme = self._workspace, programme_of(self._edition)
        folders = [(workspace.path("book"), "**/*"), (workspace.path("data"), "*")]
        folders.append((workspace.path("data", "reference"), "*"))
        for name in {programme, real_programme(programme)}:
            folders += [(workspace.programme_folder(kind, name), "**/*") for kind in ("data", "params")]
        return folders

    def _is_whole(self, outputs: Mapping[str, str]) -> bool:
        found = {
            path.relative_to(self._target).as_posix(): path
            for path in self._target.rglob("*")
            if path.is_file()
        }
        return set(found) - UNLISTED == set(outputs) and all(
            f"sha256:{sha256_of(found[name])}" == expected for name, expected in outputs.items()
        )


def _hash(path: Path) -> str:
    return sha256_of(path) if path.is_file() else ""
