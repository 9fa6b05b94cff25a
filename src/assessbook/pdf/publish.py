"""The printed report of a build: typeset, then read back and compared with the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from assessbook.book.assemble import Assembly
from assessbook.core.kept_bytes import NOTHING_KEPT, KeptBytes
from assessbook.ledger.store import FigureRow
from assessbook.observations.dataset import Dataset
from assessbook.pdf.audience import Audience
from assessbook.pdf.compile import compile_pdf
from assessbook.pdf.document import Contents, make_document
from assessbook.pdf.glyph_check import check_glyphs
from assessbook.pdf.read_back import check_pdf
from assessbook.pdf.telling import told

REPORT = "report.pdf"


def publish_report(
    build: Path,
    assembly: Assembly,
    figures: Mapping[str, FigureRow],
    dataset: Dataset,
    shell: Path,
    audience: Audience = "full",
    kept: KeptBytes = NOTHING_KEPT,
) -> None:
    """Write `report.pdf` into a build's folder.

    Parameters
    ----------
    assembly : Assembly
        The book of the same build: its facts and its notebooks.
    figures : mapping
        Figure id -> its row, in the order of the ledger.
    shell : Path
        The book's shell, whose folder `pdf` holds the template.
    kept : KeptBytes
        Parts of the reports of earlier builds.

    Raises
    ------
    CheckFailed
        If the fonts lack a character, the report can't be typeset, or what was written differs from the
        ledger.
    """
    contents = Contents(
        assembly.facts,
        assembly.notebooks,
        figures,
        dataset.definitions,
        dataset.documents,
        shell,
        assembly.register,
    )
    document = make_document(contents, audience)
    content = told(document.content)
    check_glyphs(content)
    pdf = compile_pdf(content, document.pictures, shell / "pdf", kept)
    check_pdf(pdf, document, {name: row.text for name, row in figures.items()})
    (build / REPORT).write_bytes(pdf)
