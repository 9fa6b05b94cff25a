"""The same inputs give the same bytes, wherever the project lies and whatever the machine is set to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.books import EDITION, Book, assessbook, build, copy_project, hashes


def same_but_for_the_run_record(first: Path, second: Path) -> dict[str, str]:
    """Compare two builds; the run record alone tells when and how long."""
    ours, theirs = hashes(first), hashes(second)
    del ours["run.json"], theirs["run.json"]
    assert ours == theirs
    return ours


def test_two_builds_in_different_folders_are_the_same_byte_for_byte(small_book: Book, tmp_path: Path) -> None:
    again = build(copy_project(tmp_path / "另一处 (2)", small_book.root))
    files = same_but_for_the_run_record(small_book.build, again.build)
    parts = {name.partition("/")[0] for name in files}
    assert parts >= {"html", "ledger.db", "manifest.json", "notebooks", "ro-crate-metadata.json"}
    assert {name for name in files if name.startswith("notebooks/") and files[name] != "folder"} == {
        f"notebooks/{name}.ipynb"
        for name in ("overview", "region/jiaohe", "region/piaohe", "region/qingling")
    }


@pytest.mark.slow
def test_the_default_edition_depends_on_no_folder_clock_locale_hash_seed_or_order(
    real_book: Book, tmp_path: Path
) -> None:
    """The other build lies deeper, runs one notebook at a time, elsewhere in the world."""
    root = copy_project(tmp_path / "deeper" / "and 更深" / "project", real_book.root)
    done = assessbook(
        root, "build", EDITION, "--jobs", "1", "--out", "elsewhere/made",
        TZ="Pacific/Kiritimati", LC_ALL="C", LANG="C", PYTHONHASHSEED="4711", SOURCE_DATE_EPOCH="1",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    files = same_but_for_the_run_record(real_book.build, root / "elsewhere/made")
    assert len(files) > 100
