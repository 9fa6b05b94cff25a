"""Books to verify: as built, and in copies that a test may spoil."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from assessbook.verification.report import Verification
from assessbook.verification.verify import verify_build
from tests.integration.books import Book


@dataclass(frozen=True)
class Verified:
    """A copy of a project with its build, verified again and again."""

    book: Book
    parsed: dict[str, Any] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """The build's folder as findings show it."""
        return self.book.build.relative_to(self.book.root).as_posix()

    def verify(self) -> Verification:
        """Verify it as it is now."""
        return verify_build(self.book.root, self.book.build, self.shown, self.parsed)

    def name_of(self, path: Path) -> str:
        """A file as findings show it."""
        return path.relative_to(self.book.root).as_posix()


@pytest.fixture(scope="session")
def spoilt(real_book: Book, tmp_path_factory: pytest.TempPathFactory) -> Verified:
    """A copy of the default edition; whoever alters a file puts it back."""
    root = tmp_path_factory.mktemp("spoilt") / "project"
    shutil.copytree(real_book.root, root)
    return Verified(Book(root, root / real_book.build.relative_to(real_book.root)))
