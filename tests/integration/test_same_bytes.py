"""The same inputs give the same bytes, wherever the project lies."""

from __future__ import annotations

from pathlib import Path

from tests.integration.books import Book, build, copy_project, hashes


def test_two_builds_in_different_folders_are_the_same_byte_for_byte(small_book: Book, tmp_path: Path) -> None:
    again = build(copy_project(tmp_path / "另一处 (2)", small_book.root))
    first, second = hashes(small_book.build), hashes(again.build)
    # The run record alone tells when and how long.
    del first["run.json"], second["run.json"]
    assert first == second
    assert {name.partition("/")[0] for name in first} >= {"html", "ledger.db", "manifest.json", "notebooks"}
    assert {name for name in first if name.startswith("notebooks/") and first[name] != "folder"} == {
        f"notebooks/{name}.ipynb"
        for name in ("overview", "region/jiaohe", "region/piaohe", "region/qingling")
    }
