"""Which code and libraries execute notebooks here, and how those of another machine differ.

Results count as this machine's own, so a worker of a cluster may execute a notebook only with the same source
files of this package, the same Python and the same versions of all libraries that the package names.
"""

from __future__ import annotations

import platform
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version

from assessbook.archive.code_version import PACKAGE, digest_of_sources

MISSING = "not installed"
_NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True)
class Versions:
    """What a process executes notebooks with.

    Parameters
    ----------
    code : str
        ``sha256:…`` over the source files of this package.
    libraries : mapping
        Name -> version: Python, this package, and every library that it needs.
    """

    code: str
    libraries: Mapping[str, str]


@cache
def library_names() -> tuple[str, ...]:
    """The libraries whose versions must agree: this package, what it requires, and Dask."""
    needed = [text for text in requires("assessbook") or [] if "extra ==" not in text]
    names = [match[0] for text in needed if (match := _NAME.match(text))]
    return ("assessbook", *sorted(names), "dask", "distributed")


def installed_versions() -> Versions:
    """The versions as they are on the disk now; a process that has imported them before may hold others."""
    libraries = {"python": platform.python_version()}
    libraries |= {name: _version(name) for name in library_names()}
    return Versions(digest_of_sources(PACKAGE), libraries)


def differences(found: Versions, expected: Versions) -> tuple[str, ...]:
    """In what a worker differs, in words; empty if in nothing.

    >>> differences(Versions("sha256:1", {"pandas": "2.2"}), Versions("sha256:1", {"pandas": "3.1"}))
    ('pandas is 2.2, here it is 3.1',)
    """
    told = library_differences(found.libraries, expected.libraries)
    if found.code != expected.code:
        told += (f"the code of assessbook is {found.code}, here it is {expected.code}",)
    return told


def library_differences(found: Mapping[str, str], expected: Mapping[str, str]) -> tuple[str, ...]:
    """In which libraries a worker differs, in words."""
    return tuple(
        f"{name} is {found.get(name, MISSING)}, here it is {needed}"
        for name, needed in expected.items()
        if found.get(name, MISSING) != needed
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return MISSING
