"""The sample book, built once for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessbook.book.html_builder import build_html
from tests.book.sample_book import write_sample_book


@pytest.fixture(scope="session")
def sample_html(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as it comes from the builder, before anything is added."""
    folder = tmp_path_factory.mktemp("sample")
    build_html(write_sample_book(folder / "source"), folder / "html")
    return folder / "html"
