"""Where the project's files are, and how paths are written for people.

The root of a workspace is the nearest folder, upwards from where one stands, that holds `params/` and
`data/`. Paths shown to users or kept in outputs are relative to it, with forward slashes.

A programme's files are in `data/<programme>/` and `params/<programme>/`. Those of its demonstration, the
programme `demo-<programme>`, are in `data/demo/<programme>/` and `params/demo/<programme>/`; its plan and
its definitions are the programme's own. This module is the one place that knows that rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assessbook.core.problems import InputError, Problem

DEMO = "demo"
"""The folder of the demonstrations below `data/` and `params/`, and how their programmes' ids begin."""
_PREFIX = f"{DEMO}-"


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

    def programme_folder(self, kind: str, programme: str) -> Path:
        """The folder of a programme's files below `kind`, which is ``data`` or ``params``."""
        real = real_programme(programme)
        return self.path(kind, real) if real == programme else self.path(kind, DEMO, real)

    def is_demo_folder(self, folder: Path) -> bool:
        """Whether a programme's folder below `data/` or `params/` is that of a demonstration."""
        return folder.parent.name == DEMO and folder.parent.parent.parent == self.root

    def programmes(self, kind: str) -> list[str]:
        """Names of the folders below `kind`, and ids of the demonstrations below its folder `demo`."""
        found = [folder.name for folder in _folders(self.path(kind)) if folder.name != DEMO]
        return sorted([*found, *(_PREFIX + folder.name for folder in _folders(self.path(kind, DEMO)))])


def is_demo(programme: str) -> bool:
    """Whether a programme is a demonstration."""
    return programme.startswith(_PREFIX)


def real_programme(programme: str) -> str:
    """The programme whose plan and definitions a programme uses: itself, or what it demonstrates."""
    return programme.removeprefix(_PREFIX)


def programme_of(edition: Path) -> str:
    """Id of the programme that a file of `params/<programme>/` or `params/demo/<programme>/` belongs to."""
    folder = edition.parent
    return _PREFIX + folder.name if folder.parent.name == DEMO else folder.name


def _folders(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")]


def sha256_of(path: Path) -> str:
    """The file's SHA-256, in hexadecimal."""
    # Imported only here: a command that hashes nothing starts sooner without it.
    import hashlib

    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
