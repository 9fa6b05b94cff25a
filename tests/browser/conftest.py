"""A browser, and the sample book as readers get it: with cards, chart and font, opened from disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from assessbook.book.html_builder import build_html
from assessbook.book.webfont import FILE_NAME, characters_of_site, write_webfont
from tests.book.sample_book import write_cards, write_sample_book


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


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample book, complete."""
    folder = tmp_path_factory.mktemp("site")
    site = folder / "html"
    build_html(write_sample_book(folder / "source"), site)
    write_cards(site)
    write_webfont(characters_of_site(site), site / FILE_NAME)
    return site
