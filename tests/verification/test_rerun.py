"""A build compared with one made anew: figures by id, files by their bytes."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from assessbook.verification.report import Verification
from assessbook.verification.rerun import compare_builds
from tests.integration.books import Book

NOTHING = Verification((), 0, 0, 0)
FIGURE = "jiaohe-2016/2015/piaohe/poor_persons"


def test_two_builds_with_the_same_bytes_have_no_findings(real_book: Book) -> None:
    assert compare_builds(real_book.build, real_book.build, "build", NOTHING).findings == ()


def test_a_figure_and_every_file_that_the_rerun_gives_otherwise_are_named(
    real_book: Book, tmp_path: Path
) -> None:
    fresh = tmp_path / "fresh"
    shutil.copytree(real_book.build, fresh)
    connection = sqlite3.connect(fresh / "ledger.db")
    connection.execute("UPDATE figures SET text = '568' WHERE figure = ?", (FIGURE,))
    connection.commit()
    connection.close()
    (fresh / "html/plan.html").unlink()
    (fresh / "html/new.html").write_text("", encoding="utf-8")
    (fresh / "run.json").write_text("{}", encoding="utf-8")
    lines = [str(finding) for finding in compare_builds(real_book.build, fresh, "build", NOTHING).findings]
    assert f"build/ledger.db: text in the rerun of {FIGURE} was 568, is 567" in lines
    assert "build/html/plan.html: file in the rerun was not made, is there" in lines
    assert "build/html/new.html: file in the rerun was made, is no such file" in lines
    assert len(lines) == 4  # the fourth: the ledger's bytes
