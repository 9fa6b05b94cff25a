"""What a build keeps of the build it was compared with, so that the comparison can be made again.

The former build may be the very one that the new build takes the place of. So its ledger, its manifest, its
revision log and the code of its notebooks are kept in `former/` of the new build; from these alone the page of
changes, the log and `verify --rerun` are made.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from assessbook.comparison.revisions import REVISIONS
from assessbook.comparison.side import Side
from assessbook.ledger.files import FORMER, LEDGER, MANIFEST, NOTEBOOKS


def keep_former(side: Side, build: Path) -> Path:
    """Copy what comparisons need of a former build into a build being made.

    Parameters
    ----------
    side : Side
        The former build, or what another build kept of one.
    build : Path
        The build being made.

    Returns
    -------
    Path
        The folder of the copy, itself readable by `read_side`. Notebooks are kept without their outputs.
        A copy of a copy has the same bytes.
    """
    target = build / FORMER
    target.mkdir()
    for name in (LEDGER, MANIFEST, REVISIONS):
        if (side.folder / name).is_file():
            shutil.copyfile(side.folder / name, target / name)
    notebooks = side.folder / NOTEBOOKS
    for path in sorted(notebooks.rglob("*.ipynb")):
        kept = target / NOTEBOOKS / path.relative_to(notebooks)
        kept.parent.mkdir(parents=True, exist_ok=True)
        content = _without_outputs(json.loads(path.read_text(encoding="utf-8")))
        text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
        kept.write_text(text + "\n", encoding="utf-8")
    return target


def _without_outputs(notebook: dict[str, Any]) -> dict[str, Any]:
    cells = [
        {**cell, "outputs": [], "execution_count": None} if cell["cell_type"] == "code" else cell
        for cell in notebook["cells"]
    ]
    return {**notebook, "cells": cells}
