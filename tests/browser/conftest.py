"""A browser, and the sample book as readers get it: with cards, chart and font, opened from disk.

The sample book has a page of changes and one of volumes, too: few editions have them.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from assessbook.book.changes_page import changes_markdown
from assessbook.book.html_builder import build_html
from assessbook.book.volumes_page import VolumeRecord, volumes_markdown
from assessbook.book.webfont import FILE_NAME, characters_of_site, write_webfont
from assessbook.comparison.revisions import revision_log
from tests.book.sample_book import write_cards, write_sample_book
from tests.comparison.builds import WORKBOOK, compared, one_cell, valued
from tests.ledger.notebooks import figure
from tests.ledger.notebooks import source as origin


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium on this machine: install it (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        # What the browser itself asks its maker for is no request of the pages.
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()


def write_further_pages(source: Path, scratch: Path) -> None:
    """Write a page of changes and one of volumes, each with everything that it may hold, behind the others."""
    former = one_cell(valued(100), figure("south", origin("C4", 7)))
    present = one_cell(valued(300), figure("county", origin("C5", 9)))
    comparison = compared(scratch, former, present.but(inputs={WORKBOOK: "sha256:w2"}))
    changes = changes_markdown(
        comparison, revision_log(comparison, None), lambda page, address: "sources/plan-tables.html"
    )
    (source / "changes.md").write_text(changes, encoding="utf-8")
    totals = [("data/x/all.xlsx › 人口 › C4", "120", "data/x-a/one.xlsx › 人口 › D9", "121")]
    volumes = [
        VolumeRecord("x-a/2020", "a", "甲省", "../../x-a/2020", "0" * 64, "1" * 64, 600, tuple(totals)),
        VolumeRecord("x-b/2020", "b", "乙省", "../../x-b/2020", "2" * 64, "3" * 64, 600),
        VolumeRecord("x-c/2020", "c", "丙省", "../../x-c/2020", "4" * 64, "5" * 64, 0),
    ]
    (source / "volumes.md").write_text(volumes_markdown(volumes), encoding="utf-8")
    with (source / "_toc.yml").open("a", encoding="utf-8") as contents:
        contents.write("      - file: changes\n      - file: volumes\n")


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample book, complete."""
    folder = tmp_path_factory.mktemp("site")
    site, source = folder / "html", write_sample_book(folder / "source")
    write_further_pages(source, folder)
    build_html(source, site)
    write_cards(site)
    write_webfont(characters_of_site(site), site / FILE_NAME)
    return site
