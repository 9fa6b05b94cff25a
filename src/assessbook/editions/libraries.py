"""The libraries whose versions decide the bytes of a build, and are named in its manifest."""

from __future__ import annotations

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
