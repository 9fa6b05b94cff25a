"""A small book, built once for all tests that only read it or start from a copy of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.integration.books import Book, built_once, copy_small_project


@pytest.fixture(scope="session")
def small_book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Overview, city and two towns."""
    return built_once(tmp_path_factory, "small-book", copy_small_project)


@pytest.fixture
def small_copy(small_book: Book, tmp_path: Path) -> Book:
    """A copy of the small book's project, its build included, for a test to spoil."""
    root = tmp_path / "project"
    shutil.copytree(small_book.root, root)
    return Book(root, root / small_book.build.relative_to(small_book.root))
