"""What a reviewer clicks: the switch that opens all code, and the searchable index of all figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.integration.books import Book

pytestmark = pytest.mark.browser

PHOTOVOLTAICS = "jiaohe-2016/2016-2020/jiaohe/fund_use/photovoltaics"
Opener = Callable[[str], Page]


@pytest.fixture
def opened(chromium: Browser, real_book: Book) -> Iterator[Opener]:
    """Open a page of the book from the disk, all in one browser profile."""
    context = chromium.new_context(viewport={"width": 1400, "height": 900})

    def open_page(address: str) -> Page:
        page = context.new_page()
        page.goto((real_book.html / address).as_uri())
        return page

    yield open_page
    context.close()


def test_the_switch_opens_all_code_and_shows_ids_and_stays_on(opened: Opener) -> None:
    page = opened("index.html")
    code = page.locator("details.computation pre").first
    expect(code).to_be_hidden()
    page.get_by_role("button", name="审阅").click()
    expect(code).to_be_visible()
    shown = page.locator("a.figure").first.evaluate("link => getComputedStyle(link, '::after').content")
    assert shown.startswith('"jiaohe-2016/')
    other = opened("quality.html")
    expect(other.locator("details.computation pre").first).to_be_visible()
    other.get_by_role("button", name="审阅").click()
    expect(other.locator("details.computation pre").first).to_be_hidden()


def test_the_index_finds_a_figure_by_its_indicator_and_leads_to_its_cell(opened: Opener) -> None:
    page = opened("figures.html")
    page.get_by_label("检索").fill("fund_use/photovoltaics")
    rows = page.locator("table.figure-index tbody tr")
    expect(rows).to_have_count(1)
    link = rows.locator(f'a.figure[data-figure="{PHOTOVOLTAICS}"]')
    # 光伏产业 2.4亿元 of 5.001亿元: the plan's table of uses prints 2.4.
    expect(link).to_have_text("2.4")
    link.click()
    expect(page).to_have_url(re.compile("#cell-fund-uses$"))


def test_the_index_sorts_by_value(opened: Opener) -> None:
    page = opened("figures.html")
    page.get_by_label("检索").fill("rural_disposable_income")
    heading = page.get_by_role("columnheader", name="数值")
    heading.click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    texts = page.locator("table.figure-index tbody td.number").all_text_contents()
    values = [float(text) for text in texts]
    assert len(values) > 1
    assert values == sorted(values)
