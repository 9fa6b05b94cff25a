"""What is kept of a page, or drawn for one, is used only for the same page, and made anew where it is damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessbook.book import page_facts
from assessbook.book.drawings import Drawings
from assessbook.book.page_facts import FigureLink, PageReader
from assessbook.core.kept_bytes import KeptBytes

PAGE = (
    '<html><head><meta charset="utf-8"></head><body><h1 id="top">贫困人口</h1>'
    '<p>共25个村。<q class="quote">25个</q></p>'
    '<p>人口<a class="figure" data-figure="f" href="#cell-a">567</a>人</p></body></html>'
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "a.html").write_text(PAGE, encoding="utf-8")
    return tmp_path / "book"


def test_a_page_is_read_once_and_kept_whole(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = KeptBytes(tmp_path / "kept")
    ((name, first),) = PageReader(kept).pages(book)
    assert name == "a"
    assert first.anchors == ["top"]
    assert first.links == [FigureLink("f", "#cell-a", "567")]
    assert [(text.shown, text.heading) for text in first.texts] == [("共25个村。25个", "贫困人口")]
    assert first.texts[0].quoted == ((6, 9),)
    assert set("贫困人口567") <= set(first.characters)

    monkeypatch.setattr(page_facts, "_facts_of", None)  # a page that is read anew fails
    ((_, again),) = PageReader(kept).pages(book)
    assert again == first


def test_what_is_damaged_or_of_another_page_is_not_used(book: Path, tmp_path: Path) -> None:
    kept = KeptBytes(tmp_path / "kept")
    ((_, first),) = PageReader(kept).pages(book)
    (file,) = (tmp_path / "kept").iterdir()
    file.write_bytes(file.read_bytes().replace("25个".encode(), "26个".encode()))
    ((_, again),) = PageReader(kept).pages(book)
    assert again == first
    (book / "a.html").write_text(PAGE.replace("567", "568"), encoding="utf-8")
    reader = PageReader(kept)
    ((_, changed),) = reader.pages(book)
    assert changed.links == [FigureLink("f", "#cell-a", "568")]
    reader.keep_only_read()
    assert len(list((tmp_path / "kept").iterdir())) == 1


def test_a_chart_is_drawn_once_for_the_same_values(tmp_path: Path) -> None:
    drawn: list[str] = []

    def draw(name: str) -> tuple[str, str]:
        drawn.append(name)
        return f"<svg>{name}</svg>", "<svg/>"

    for _ in range(2):
        drawings = Drawings(KeptBytes(tmp_path / "kept"))
        assert drawings.of(("甲", 1.0), lambda: draw("a")) == ("<svg>a</svg>", "<svg/>")
        assert drawings.of(("甲", 2.0), lambda: draw("b")) == ("<svg>b</svg>", "<svg/>")
    assert drawn == ["a", "b"]
    drawings = Drawings(KeptBytes(tmp_path / "kept"))
    drawings.of(("甲", 1.0), lambda: draw("c"))
    drawings.keep_only_used()
    assert len(list((tmp_path / "kept").iterdir())) == 1
