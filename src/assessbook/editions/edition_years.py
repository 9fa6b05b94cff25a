"""Of which years a programme has editions: those of its edition files, by their names alone.

What the other editions' files say is no input of an edition: a corrected parameter of 2017 leaves the book of
2016 as it is.
"""

from __future__ import annotations

import re

from assessbook.core.workspace import Workspace

_YEAR = re.compile(r"[0-9]{4}")


def edition_years(workspace: Workspace, programme: str) -> tuple[int, ...]:
    """Years of the programme's edition files, ascending."""
    folder = workspace.programme_folder("params", programme)
    return tuple(sorted(int(path.stem) for path in folder.glob("*.yaml") if _YEAR.fullmatch(path.stem)))
