"""What the process that notebooks are forked from has done already, so that no notebook has to.

Imported once, before any notebook runs. It starts no thread and opens nothing that stays open: both
would be broken in the forked children. Nor does it import the inline plotting backend, which looks for
a shell when it is imported.
"""

from __future__ import annotations

import asyncio  # noqa: F401  (IPython's first cell would import it)

import matplotlib.backends.backend_svg  # noqa: F401
import nbformat
import papermill.execute  # noqa: F401

import assessbook.assessment.identities
import assessbook.editions.warm_shell
import assessbook.editions.warm_stage
import assessbook.report  # noqa: F401
from assessbook.report.chart_forms import Mark, ordered_bars


def _draw_once() -> None:
    """Lay out and write one chart: the first in a process reads fonts and fills caches."""
    ordered_bars([Mark("预热", 1.0, "1")], unit="个")


_draw_once()


def _check_once() -> None:
    """Check one notebook: for the first in a process a program is made of the schema."""
    nbformat.validate(nbformat.v4.new_notebook())  # type: ignore[no-untyped-call]


_check_once()
