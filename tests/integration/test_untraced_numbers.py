"""A number written into a template as plain text: the build fails and names it, or every page tells of it."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
from lxml import html

from tests.integration.books import EDITION, Book, assessbook, hashes

SENTENCE = "共有3座桥"


def write_into_template(root: Path) -> None:
    """Put the sentence into a markdown cell of the overview and, in words, into a code cell of the regions."""
    overview = root / "notebooks/overview.ipynb"
    notebook = nbformat.read(overview, as_version=4)
    (limits,) = [cell for cell in notebook.cells if cell.id == "section-limits"]
    limits.source += f"\n\n{SENTENCE}。"
    nbformat.write(notebook, overview)
    region = root / "notebooks/region.ipynb"
    notebook = nbformat.read(region, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell('report.text("全市共有三座桥。")', id="bridges"))
    nbformat.write(notebook, region)


def test_the_real_book_holds_no_number_without_a_source(real_book: Book) -> None:
    manifest = json.loads((real_book.build / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["untraced"] == []
    assert manifest["options"]["allow_untraced"] is False
    page = html.document_fromstring((real_book.html / "index.html").read_bytes())
    assert page.find_class("untraced-notice") == []


def test_a_number_in_plain_text_fails_the_build_by_name_and_may_be_allowed(small_copy: Book) -> None:
    write_into_template(small_copy.root)
    before = hashes(small_copy.build)
    failed = assessbook(small_copy.root, "build", EDITION, "--jobs", "2", "--formats", "html")
    assert failed.returncode == 1
    assert "4 numbers of the book can't be followed to a source. Nothing was built." in failed.stderr
    assert (
        "index.html › 不能说明的事项 › 共有【3座】桥。\n    from notebooks/overview.ipynb, a markdown cell"
        in failed.stderr
    )
    assert (
        "› 全市共有【三座】桥。\n    from notebooks/region.ipynb, cell bridges\n    also on region/"
        in failed.stderr
    )
    assert hashes(small_copy.build) == before

    allowed = assessbook(
        small_copy.root, "build", EDITION, "--jobs", "2", "--formats", "html", "--allow-untraced"
    )
    assert allowed.returncode == 0, allowed.stderr
    assert "index.html › 不能说明的事项 › 共有【3座】桥。" in allowed.stderr
    assert "4 numbers of this book lead to no source; every page says so." in allowed.stderr
    manifest = json.loads((small_copy.build / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["options"]["allow_untraced"] is True
    assert len(manifest["untraced"]) == 4
    assert "index.html › 不能说明的事项 › 共有【3座】桥。" in manifest["untraced"]
    pages = sorted(small_copy.html.rglob("*.html"))
    assert len(pages) > 5
    for path in pages:
        (notice,) = html.document_fromstring(path.read_bytes()).find_class("untraced-notice")
        assert "本版含有未追溯到来源的数字4处" in notice.text_content(), path.name

    verified = assessbook(small_copy.root, "verify", small_copy.build.as_posix())
    assert verified.returncode == 0, verified.stdout
    assert "4 numbers that lead to no source, as every page says" in verified.stdout
    front = small_copy.html / "index.html"
    text = front.read_text(encoding="utf-8")
    front.write_text(text.replace(' data-untraced="4"', ""), encoding="utf-8")
    spoilt = assessbook(small_copy.root, "verify", small_copy.build.as_posix())
    assert spoilt.returncode == 1
    assert "html/index.html › notice: untraced numbers was ['4'], is []" in spoilt.stdout
