"""The printed report of a real, small book: its figures are the ledger's, and the book leads to it."""

from __future__ import annotations

import json
import sqlite3
from io import BytesIO

import pytest
from lxml import html
from pypdf import PdfReader

from assessbook.pdf.tagged_text import ShownFigure, shown_figures
from tests.integration.books import EDITION, Book, assessbook


@pytest.fixture(scope="module")
def figures(small_book: Book) -> list[ShownFigure]:
    return shown_figures((small_book.build / "report.pdf").read_bytes())


def test_the_list_at_the_end_is_the_ledger_line_by_line(small_book: Book, figures: list[ShownFigure]) -> None:
    connection = sqlite3.connect(small_book.ledger)
    texts = [text for (text,) in connection.execute("SELECT text FROM figures ORDER BY number")]
    connection.close()
    assert len(texts) > 300
    assert [each.text for each in figures if each.leads_to is None] == texts


def test_every_figure_is_shown_before_it_is_listed_and_leads_to_its_line(figures: list[ShownFigure]) -> None:
    links = [each for each in figures if each.leads_to]
    lines = [each for each in figures if each.leads_to is None]
    places = sorted({each.leads_to for each in links if each.leads_to})
    assert len(places) == len(lines)
    text_at = {place: line.text for place, line in zip(places, lines, strict=True)}
    assert all(each.leads_to and text_at[each.leads_to] == each.text for each in links)


def test_the_first_pages_say_whose_report_it_is_and_the_numbers_that_matter(small_book: Book) -> None:
    pages = PdfReader(BytesIO((small_book.build / "report.pdf").read_bytes())).pages
    cover, _, summary = ("".join(page.extract_text().split()) for page in list(pages)[:3])
    assert "蛟河市" in cover
    assert "真实数据" in cover
    # From the plan: 11609 poor persons, 3.88% of the rural people; 5.001 hundred million yuan.
    for number in ("11609", "3.88", "12090", "5.001", "8.15"):
        assert number in summary


def test_the_first_page_of_the_book_leads_to_the_report(small_book: Book) -> None:
    page = html.parse(small_book.html / "index.html")
    (address,) = page.xpath("//p[@class='downloads']/a[contains(text(), 'PDF')]/@href")
    assert (small_book.html / address).resolve() == (small_book.build / "report.pdf").resolve()


def test_the_manifest_lists_the_report_and_for_whom_it_is(small_book: Book) -> None:
    manifest = json.loads((small_book.build / "manifest.json").read_text(encoding="utf-8"))
    assert "report.pdf" in manifest["outputs"]
    assert manifest["options"]["audience"] == "full"
    assert "book/pdf/report.typ" in manifest["inputs"]


def test_a_build_of_the_book_alone_has_no_report_and_offers_none(small_copy: Book) -> None:
    done = assessbook(small_copy.root, "build", EDITION, "--formats", "html", "--jobs", "2")
    assert done.returncode == 0, done.stderr
    assert not (small_copy.build / "report.pdf").exists()
    assert "report.pdf" not in (small_copy.html / "index.html").read_text(encoding="utf-8")
