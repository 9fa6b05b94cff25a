"""The libraries whose versions decide the bytes of a build, and are named in its manifest."""

from __future__ import annotations

import platform
from functools import cache
from importlib.metadata import version

LIBRARIES = (
    "assessbook",
    "papermill",
    "jupyter-book",
    "sphinx",
    "myst-nb",
    "pandas",
    "numpy",
    "matplotlib",
    "openpyxl",
    "typst",
)


def versions() -> dict[str, str]:
    """The version of Python and of each of these libraries, as they are installed."""
    return {"python": platform.python_version(), **_installed()}


@cache
def _installed() -> dict[str, str]:
    return {name: version(name) for name in LIBRARIES}
