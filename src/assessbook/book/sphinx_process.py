"""The process in which Sphinx runs.

``python -m assessbook.book.sphinx_process SOURCE OUTPUT DOCTREES JOBS anew|changed``

Kept apart because Sphinx and Jupyter Book change global state (docutils' registries, logging, the
locale) and talk to the console. Warnings go to standard error. Exit status 0: built without a warning.
"""

from __future__ import annotations

import os
import sys

from assessbook.core.quick_imports import leave_out_slow_imports

leave_out_slow_imports()

from jupyter_book.sphinx import build_sphinx  # noqa: E402
from sphinx.util.console import nocolor  # noqa: E402


def main(arguments: list[str]) -> int:
    """Build a folder that holds `_config.yml` and `_toc.yml`; 1 if there was a warning or an error."""
    source, output, doctrees, jobs, extent = arguments
    nocolor()
    result = build_sphinx(
        source,
        output,
        noconfig=True,
        path_config=os.path.join(source, "_config.yml"),  # noqa: PTH118 - Sphinx compares plain strings
        confoverrides={"latex_individualpages": False},
        doctreedir=doctrees,
        freshenv=extent == "anew",
        warningiserror=True,
        keep_going=True,
        quiet=True,
        jobs=int(jobs),
    )
    return int(result != 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
