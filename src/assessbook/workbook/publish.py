"""The workbook of a build: written, then read back and compared with the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from assessbook.book.assemble import Assembly
from assessbook.core.garbage import no_collection
from assessbook.ledger.codes import short_codes
from assessbook.ledger.store import FigureRow
from assessbook.observations.dataset import Dataset
from assessbook.workbook.cells import content_of
from assessbook.workbook.exhibits import exhibits_of
from assessbook.workbook.read_back import check_workbook
from assessbook.workbook.write import write_workbook

WORKBOOK = "tables.xlsx"


def publish_workbook(
    build: Path, assembly: Assembly, figures: Mapping[str, FigureRow], dataset: Dataset
) -> None:
    """Write `tables.xlsx` into a build's folder.

    Raises
    ------
    CheckFailed
        If what was written differs from the ledger.
    """
    exhibits = exhibits_of(assembly.notebooks)
    path = build / WORKBOOK
    with no_collection():
        write_workbook(
            path,
            assembly.facts,
            exhibits,
            figures,
            dataset.definitions,
            dataset.documents,
            assembly.register,
        )
    codes = short_codes(figures)
    shown = Counter(
        codes[figure]
        for exhibit in exhibits
        for row in exhibit.table["rows"]
        for runs in row["cells"]
        for figure in content_of(runs, figures).figures
    )
    check_workbook(path, {codes[name]: row.text for name, row in figures.items()}, shown)
