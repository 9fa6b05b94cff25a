"""A site renewed page by page has the bytes of one written from nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from assessbook.book.html_builder import build_html
from assessbook.book.kept_site import KeptSite
from tests.book.sample_book import write_sample_book


def contents(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


def anew(source: Path, folder: Path) -> dict[str, bytes]:
    build_html(source, folder)
    return contents(folder)


class Counted(KeptSite):
    """Tells which runs of Sphinx began from nothing."""

    def __init__(self, folder: Path, made_by: dict[str, str] | None = None) -> None:
        super().__init__(folder, made_by or {"code": "1"})
        self.runs: list[bool] = []

    def renew(self, source, write):  # type: ignore[no-untyped-def]
        def counted(from_source: Path, pages: Path, trees: Path, from_nothing: bool) -> None:
            self.runs.append(from_nothing)
            write(from_source, pages, trees, from_nothing)

        return super().renew(source, counted)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_sample_book(tmp_path / "source")


def change(source: Path, name: str, old: str, new: str) -> None:
    path = source / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_changed_words_renew_their_page_alone_and_the_search_forgets_the_old_ones(
    source: Path, tmp_path: Path
) -> None:
    site = Counted(tmp_path / "kept")
    build_html(source, tmp_path / "first", kept=site)
    assert contents(tmp_path / "first") == anew(source, tmp_path / "first-anew")

    change(source, "towns.md", "本组收录各镇的分册。", "各镇分册见下。")
    build_html(source, tmp_path / "second", kept=site)
    assert site.runs == [True, False]
    assert contents(tmp_path / "second") == anew(source, tmp_path / "second-anew")
    assert "各镇分册见下。" in (tmp_path / "second/towns.html").read_text(encoding="utf-8")

    build_html(source, tmp_path / "third", kept=site)
    assert site.runs == [True, False]
    assert contents(tmp_path / "third") == contents(tmp_path / "second")


def test_a_changed_heading_or_shell_writes_the_whole_site(source: Path, tmp_path: Path) -> None:
    site = Counted(tmp_path / "kept")
    build_html(source, tmp_path / "html", kept=site)
    change(source, "towns.md", "# 各镇", "# 各乡镇")
    build_html(source, tmp_path / "html", kept=site)
    with (source / "_static/assessbook.css").open("a", encoding="utf-8") as stream:
        stream.write("/* another line */\n")
    build_html(source, tmp_path / "html", kept=site)
    assert site.runs == [True, True, True]
    assert contents(tmp_path / "html") == anew(source, tmp_path / "anew")


def test_damaged_pages_and_other_versions_are_not_used(source: Path, tmp_path: Path) -> None:
    site = Counted(tmp_path / "kept")
    build_html(source, tmp_path / "html", kept=site)
    page = site.pages / "towns.html"
    page.write_text(page.read_text(encoding="utf-8").replace("各镇", "某镇"), encoding="utf-8")
    build_html(source, tmp_path / "html", kept=site)
    assert site.runs == [True, True]
    other = Counted(tmp_path / "kept", {"code": "2"})
    build_html(source, tmp_path / "html", kept=other)
    assert other.runs == [True]
    record = json.loads((tmp_path / "kept/site.json").read_text(encoding="utf-8"))
    assert record["made_by"] == {"code": "2"}


def test_a_site_that_another_build_uses_is_left_to_it(source: Path, tmp_path: Path) -> None:
    site, other = Counted(tmp_path / "kept"), Counted(tmp_path / "kept")
    with other.reserved() as is_ours:
        assert is_ours
        build_html(source, tmp_path / "html", kept=site)
    assert site.runs == []
    assert (tmp_path / "html/index.html").is_file()
    shutil.rmtree(tmp_path / "kept")
