"""The workbook of a build against its ledger: every number of a table, and every line of the index."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl.utils.exceptions import InvalidFileException

from assessbook.verification.report import Findings
from assessbook.workbook.read_back import workbook_differences

WORKBOOK = "tables.xlsx"


def check_workbook(build: Path, shown: str, texts: Mapping[str, str], findings: Findings) -> None:
    """Compare `tables.xlsx` of a build with its ledger; a build without one has nothing to compare.

    Parameters
    ----------
    shown : str
        The build's folder as shown.
    texts : mapping
        Figure id -> its text, in the order of the ledger, which gives the figures their short codes.
    """
    path, file = build / WORKBOOK, f"{shown}/{WORKBOOK}"
    if not path.is_file():
        return
    figures: Sequence[str] = list(texts)
    codes = {f"F{number:04d}": figure for number, figure in enumerate(figures, 1)}
    try:
        for found in workbook_differences(path, {code: texts[figure] for code, figure in codes.items()}):
            figure = codes.get(found.code, found.code)
            findings.add(file, "text", found.was, found.now, figure=figure, place=found.place)
    except (InvalidFileException, zipfile.BadZipFile, LookupError, TypeError, ValueError) as error:
        findings.add(file, "file", "readable", f"it can't be read: {error}")
