"""The small edition's reports, typeset once for all tests that only read them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from assessbook.pdf.compile import compile_pdf
from assessbook.pdf.document import Contents, Document, make_document
from tests.pdf.edition import SHELL, contents

TEMPLATE = SHELL / "pdf"


@dataclass(frozen=True)
class Typeset:
    """A report with what it was made from."""

    contents: Contents
    document: Document
    pdf: bytes

    @property
    def texts(self) -> dict[str, str]:
        """Figure id -> text in the ledger."""
        return {name: row.text for name, row in self.contents.figures.items()}


def typeset(made: Document) -> bytes:
    """The PDF of a document."""
    return compile_pdf(made.content, made.pictures, TEMPLATE)


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Typeset:
    """The report with everything."""
    source = contents(tmp_path_factory.mktemp("full"))
    made = make_document(source)
    return Typeset(source, made, typeset(made))


@pytest.fixture(scope="session")
def leadership(tmp_path_factory: pytest.TempPathFactory) -> Typeset:
    """The report for leadership, as a draft."""
    source = contents(tmp_path_factory.mktemp("leadership"), status="draft")
    made = make_document(source, "leadership")
    return Typeset(source, made, typeset(made))
