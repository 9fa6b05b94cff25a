"""Where the project's files are, and how paths are written for people.

The root of a workspace is the nearest folder, upwards from where one stands, that holds `params/` and
`data/`. Paths shown to users or kept in outputs are relative to it, with forward slashes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from assessbook.core.problems import InputError, Problem


@dataclass(frozen=True)
class Workspace:
    """A folder with `params/`, `data/`, `notebooks/` and `book/`."""

    root: Path

    @classmethod
    def find(cls, start: Path | None = None) -> Workspace:
        """The workspace one stands in.

        Raises
        ------
        InputError
            If no folder from `start` upwards holds both `params/` and `data/`.
        """
        here = (start or Path.cwd()).resolve()
        for folder in (here, *here.parents):
            if (folder / "params").is_dir() and (folder / "data").is_dir():
                return cls(folder)
        raise InputError(
            [
                Problem(
                    str(here),
                    "no assessbook project here: neither this folder nor one above it holds params/ and data/",
                    "Change into the project's folder, or clone it first.",
                )
            ]
        )

    def shown(self, path: Path) -> str:
        """The path as it is shown: relative to the root where it lies below it."""
        resolved = path.resolve()
        if resolved.is_relative_to(self.root):
            return resolved.relative_to(self.root).as_posix()
        return path.as_posix()

    def path(self, *parts: str) -> Path:
        """A path below the root."""
        return self.root.joinpath(*parts)


def sha256_of(path: Path) -> str:
    """The file's SHA-256, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
