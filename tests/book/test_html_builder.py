"""The built site: complete, clean, the same wherever it is built, asking nobody for anything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assessbook.book.html_builder import build_html, external_requests
from assessbook.core.problems import CheckFailed
from tests.book.sample_book import write_sample_book


def page(site: Path, name: str) -> str:
    return (site / f"{name}.html").read_text(encoding="utf-8")


def files_of(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def test_every_page_of_the_contents_is_built_and_no_working_file_is_left(sample_html: Path) -> None:
    names = set(files_of(sample_html))
    pages = {"index", "city", "methods", "towns", "towns/piaohe", "sources/plan-tables", "search"}
    assert {name for name in names if name.endswith(".html")} == {f"{name}.html" for name in pages}
    assert not [name for name in names if name.endswith((".map", ".doctree", ".pickle", ".ipynb", ".md"))]
    assert not {".buildinfo", "objects.inv"} & names
    assert [path.name for path in sample_html.parent.iterdir() if path.name.startswith(".")] == []


def test_two_builds_in_different_folders_and_with_two_processes_give_the_same_bytes(
    sample_html: Path, tmp_path: Path
) -> None:
    build_html(write_sample_book(tmp_path / "elsewhere" / "pages"), tmp_path / "out" / "book", jobs=2)
    assert files_of(tmp_path / "out" / "book") == files_of(sample_html)


def test_each_code_cell_has_the_anchor_of_its_id(sample_html: Path) -> None:
    assert re.findall(r'id="(cell-[^"]+)"', page(sample_html, "city")) == [
        "cell-poverty-headcount",
        "cell-causes",
    ]
    assert 'id="cell-headlines"' in page(sample_html, "index")
    assert 'id="cell-town"' in page(sample_html, "towns/piaohe")


def test_code_is_folded_and_stands_below_what_it_gives(sample_html: Path) -> None:
    text = page(sample_html, "index")
    assert text.index('class="headlines"') < text.index('<details class="computation">')
    assert (
        '<summary><span class="collapsed">查看计算</span><span class="expanded">收起计算</span></summary>'
        in text
    )
    assert not re.search(r"<details[^>]*\bopen\b", text)


def test_a_page_with_figures_loads_its_cards_and_a_page_without_does_not(sample_html: Path) -> None:
    assert '<script defer src="_figures/city.js"></script>' in page(sample_html, "city")
    assert '<script defer src="../_figures/towns/piaohe.js"></script>' in page(sample_html, "towns/piaohe")
    assert "_figures/" not in page(sample_html, "methods")


def test_the_search_index_is_loaded_by_the_search_page_only(sample_html: Path) -> None:
    assert "searchindex.js" in page(sample_html, "search")
    assert "searchindex.js" not in page(sample_html, "city")


def test_the_contents_show_captions_and_open_only_the_way_to_the_page(sample_html: Path) -> None:
    town = page(sample_html, "towns/piaohe")
    assert re.findall(r'class="caption-text">([^<]+)<', town) == ["总体评估", "分地区评估", "方法与来源"]
    assert '<a class="reference internal current" href="#" aria-current="page">漂河镇</a>' in town
    assert '<a class="reference internal" href="../towns.html">各镇</a>' in town
    navigation = re.search(r"<nav class=\"bd-links.*?</nav>", page(sample_html, "city"), re.DOTALL)
    assert navigation is not None
    assert "各镇" in navigation[0]
    assert "漂河镇" not in navigation[0]


@pytest.mark.parametrize("name", ["index", "city", "towns/piaohe", "methods", "search"])
def test_no_interface_text_is_left_in_english(sample_html: Path, name: str) -> None:
    text = page(sample_html, name)
    labels = re.findall(r'(?:title|aria-label|placeholder|data-bs-title|alt)="([^"]*)"', text)
    assert labels
    assert [label for label in labels if not re.search(r"[\u4e00-\u9fff]", label)] == []
    body = re.sub(r"<!--.*?-->", "", text.partition("<body")[2], flags=re.DOTALL)
    body = re.sub(r"<(script|style|noscript|pre|kbd)\b.*?</\1>", "", body, flags=re.DOTALL)
    words = re.findall(r"[A-Za-z]{4,}", re.sub(r"<[^>]+>", " ", body).partition(">")[2])
    # Names of files are no interface text.
    assert set(words) <= {"data", "sample", "plan", "tables", "xlsx"}


def test_the_site_asks_no_other_machine_for_anything(sample_html: Path) -> None:
    assert external_requests(sample_html) == []


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("a.html", '<script async src="https://host.example/x.js"></script>'),
        ("a.html", "<img alt='' src=//host.example/x.js>"),
        ("a.html", '<link rel="stylesheet" href="http://host.example/x.js">'),
        ("a.html", '<form method="get" action="https://host.example/x.js">'),
        ("a.css", "p { background: url( 'https://host.example/x.js' ) }"),
        ("a.css", '@import "https://host.example/x.js";'),
        ("a.js", "await fetch(`https://host.example/x.js`)"),
        ("a.js", 'request.open("GET", "https://host.example/x.js")'),
        ("a.js", 'tag.src = "https://host.example/x.js"'),
        ("a.js", 'const LATER = "https://host.example/x.js"'),
        ("a.svg", '<image width="5" xlink:href="https://host.example/x.js"/>'),
    ],
)
def test_an_address_that_a_page_would_load_is_reported_with_its_file(
    tmp_path: Path, file: str, text: str
) -> None:
    (tmp_path / file).write_text(text, encoding="utf-8")
    found = external_requests(tmp_path)
    assert len(found) == 1
    assert found[0].startswith(f"{file}: ")
    assert found[0].endswith("//host.example/x.js")


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("a.html", '<a href="https://host.example/law">《规划》</a>'),
        ("a.svg", '<svg xmlns="http://www.w3.org/2000/svg"></svg>'),
        ("a.css", "i { mask: url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E\") }"),
        ("a.js", "/* see https://host.example/licence */ document.createElementNS('http://www.w3.org/2000/svg', 'g')"),
    ],
)  # fmt: skip
def test_links_to_click_and_names_of_namespaces_are_no_requests(tmp_path: Path, file: str, text: str) -> None:
    (tmp_path / file).write_text(text, encoding="utf-8")
    assert external_requests(tmp_path) == []


def test_all_warnings_are_reported_with_file_and_nothing_is_replaced(tmp_path: Path) -> None:
    source = write_sample_book(tmp_path / "source")
    (source / "methods.md").write_text(
        "# 方法\n\n见[另一页](nowhere.md)。\n\n```{nonsense}\n```\n", encoding="utf-8"
    )
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "index.html").write_text("the edition before", encoding="utf-8")
    with pytest.raises(CheckFailed) as caught:
        build_html(source, tmp_path / "html")
    message = str(caught.value)
    assert "nowhere.md" in message
    assert "nonsense" in message
    assert "\nmethods.md:" in message
    assert str(tmp_path) not in message
    assert files_of(tmp_path / "html") == {"index.html": b"the edition before"}


def test_a_broken_table_of_contents_is_an_error(tmp_path: Path) -> None:
    source = write_sample_book(tmp_path / "source")
    (source / "_toc.yml").write_text("format: jb-book\nroot: nothing-here\n", encoding="utf-8")
    with pytest.raises(CheckFailed):
        build_html(source, tmp_path / "html")
    assert not (tmp_path / "html").exists()
