"""Blocks that Sphinx never sees are in the finished site as if it had read them."""

from __future__ import annotations

import json
from pathlib import Path

from assessbook.book import html_builder
from assessbook.book.inserts import Inserts
from assessbook.core.kept_bytes import KeptBytes
from tests.book.sample_book import write_sample_book

TABLE = '<div class="table-scroll"><table class="sorted-table"><tr><td>漂河镇</td></tr></table></div>'
NUMBER = '<div><a class="figure" data-figure="x" href="#cell-a">567</a></div>'
INDEX = {"docnames": ["a", "b"], "terms": {"贫困": 0, "人口": [0, 1]}, "titleterms": {"漂河": 1}}


def write_pages(folder: Path) -> Path:
    (folder / "towns").mkdir(parents=True)
    (folder / "a.md").write_text(f"# 甲\n\n{TABLE}\n\n正文。\n\n{NUMBER}\n", encoding="utf-8")
    cells = [
        {"cell_type": "markdown", "source": ["# 乙\n", "\n", TABLE]},
        {"cell_type": "code", "source": "1", "outputs": [{"data": {"text/html": NUMBER}}]},
    ]
    (folder / "towns" / "b.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    return folder


def test_blocks_leave_marks_that_tell_the_template_which_scripts_they_need(tmp_path: Path) -> None:
    Inserts().set_apart(write_pages(tmp_path / "source"), tmp_path / "apart")
    page = (tmp_path / "apart" / "a.md").read_text(encoding="utf-8")
    assert page == '# 甲\n\n<!--insert 0 sorted-table-->\n\n正文。\n\n<!--insert 1 class="figure"-->\n'
    cells = json.loads((tmp_path / "apart" / "towns" / "b.ipynb").read_text(encoding="utf-8"))["cells"]
    assert cells[0]["source"] == "# 乙\n\n<!--insert 0 sorted-table-->"
    assert cells[1]["outputs"][0]["data"]["text/html"] == '<!--insert 1 class="figure"-->'


def test_a_changed_number_changes_nothing_that_sphinx_reads(tmp_path: Path) -> None:
    source = write_pages(tmp_path / "source")
    Inserts().set_apart(source, tmp_path / "before")
    (source / "a.md").write_text(
        (source / "a.md").read_text(encoding="utf-8").replace("567", "568"), encoding="utf-8"
    )
    Inserts().set_apart(source, tmp_path / "after")
    for path in (tmp_path / "before").rglob("*.*"):
        assert path.read_bytes() == (tmp_path / "after" / path.relative_to(tmp_path / "before")).read_bytes()


def test_markdown_with_fenced_code_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    text = f"```\n\n{TABLE}\n\n```\n"
    (tmp_path / "source" / "a.md").write_text(text, encoding="utf-8")
    Inserts().set_apart(tmp_path / "source", tmp_path / "apart")
    assert (tmp_path / "apart" / "a.md").read_text(encoding="utf-8") == text


def test_words_of_blocks_are_found_but_for_those_of_the_page_s_title(tmp_path: Path) -> None:
    source, site = tmp_path / "source", tmp_path / "site"
    for folder in (source, site):
        folder.mkdir()
    for page in "ab":
        (source / f"{page}.md").write_text(f"# 甲\n\n{TABLE}\n", encoding="utf-8")
        (site / f"{page}.html").write_text("<p>前</p><!--insert 0 sorted-table--><p>后</p>", encoding="utf-8")
    (site / "searchindex.js").write_text(f"Search.setIndex({json.dumps(INDEX)})", encoding="utf-8")
    kept = KeptBytes(tmp_path / "terms")
    for _ in range(2):  # the second time from what was kept
        inserts = Inserts()
        inserts.set_apart(source, tmp_path / f"apart-{_}")
        inserts.put_in(site, kept)
        assert (site / "a.html").read_text(encoding="utf-8") == f"<p>前</p>{TABLE}<p>后</p>"
        index = json.loads((site / "searchindex.js").read_text(encoding="utf-8")[16:-1])
        assert index["terms"] == {"贫困": 0, "人口": [0, 1], "漂河": 0, "河镇": [0, 1]}


def test_the_site_is_the_one_that_sphinx_writes_from_whole_pages(sample_html: Path, tmp_path: Path) -> None:
    source, whole = write_sample_book(tmp_path / "source"), tmp_path / "whole"
    html_builder._run_sphinx(source, whole, tmp_path / "doctrees", 1)
    files = [*sample_html.rglob("*.html"), sample_html / "searchindex.js"]
    assert len(files) > 3
    for path in files:
        assert path.read_bytes() == (whole / path.relative_to(sample_html)).read_bytes(), path.name
