"""Small results kept by what they were made from: found again, made anew when damaged, dropped when unused."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessbook.core.kept_bytes import NOTHING_KEPT, KeptBytes


@pytest.fixture
def kept(tmp_path: Path) -> KeptBytes:
    return KeptBytes(tmp_path / "kept", {"typst": "0.13"})


def test_a_result_is_found_by_what_it_was_made_from(kept: KeptBytes) -> None:
    kept.keep("drawing", b"picture")
    assert (kept.get("drawing"), kept.get("another drawing")) == (b"picture", None)


def test_a_result_of_another_library_is_not_used(kept: KeptBytes) -> None:
    kept.keep("drawing", b"picture")
    assert KeptBytes(kept.folder, {"typst": "0.14"}).get("drawing") is None


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 32 + b"picture"])
def test_a_damaged_result_is_not_used(kept: KeptBytes, content: bytes) -> None:
    kept.keep("drawing", b"picture")
    assert kept.folder is not None
    (file,) = kept.folder.iterdir()
    file.write_bytes(content)
    assert kept.get("drawing") is None


def test_results_that_are_not_wanted_are_dropped(kept: KeptBytes) -> None:
    kept.keep("one", b"1")
    kept.keep("two", b"2")
    kept.keep_only(["two", "three"])
    assert (kept.get("one"), kept.get("two")) == (None, b"2")


def test_a_file_is_made_once_and_put_in_place_afterwards(kept: KeptBytes, tmp_path: Path) -> None:
    made: list[str] = []

    def make() -> None:
        made.append("once more")
        (tmp_path / "font").write_bytes(b"glyphs")

    kept.use_or_make("text", tmp_path / "font", make)
    (tmp_path / "font").unlink()
    kept.use_or_make("text", tmp_path / "font", make)
    assert (len(made), (tmp_path / "font").read_bytes()) == (1, b"glyphs")
    kept.use_or_make("another text", tmp_path / "font", make)
    assert (len(made), kept.get("text")) == (2, None)


def test_where_nothing_is_kept_everything_is_made_anew(tmp_path: Path) -> None:
    NOTHING_KEPT.keep("drawing", b"picture")
    NOTHING_KEPT.keep_only([])
    made: list[str] = []
    for _ in range(2):
        NOTHING_KEPT.use_or_make("text", tmp_path / "font", lambda: made.append("font"))
    assert (NOTHING_KEPT.get("drawing"), made) == (None, ["font", "font"])
