"""Finding one's way: search results, pages of indicators, other editions; in a real browser, from disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.integration.books import Book

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of its own."""
    context = chromium.new_context(viewport={"width": 1400, "height": 900})
    yield context.new_page()
    context.close()


def test_a_search_result_says_in_which_part_and_below_which_page_it_stands(
    page: Page, real_book: Book
) -> None:
    page.goto(f"{(real_book.html / 'search.html').as_uri()}?q=漂河镇")
    own = page.locator("#search-results li", has=page.locator('a[href^="region/piaohe.html"]')).first
    expect(own.locator(".search-place")).to_have_text("分地区评估 › 各镇")
    results = page.locator("#search-results li")
    expect(page.locator(".search-summary")).to_contain_text("共找到")
    # Every result but the front page stands in a part.
    front = page.locator('#search-results li:has(a[href^="index.html"])').count()
    expect(page.locator("#search-results .search-place")).to_have_count(results.count() - front)


def test_an_indicator_is_found_by_its_name_and_compares_regions(page: Page, real_book: Book) -> None:
    page.goto(f"{(real_book.html / 'search.html').as_uri()}?q=贫困户户均人口")
    page.locator('#search-results a[href="indicators/persons_per_poor_household.html"]').first.click()
    expect(page.locator("h1")).to_have_text("贫困户户均人口")
    table = page.locator("table.indicator")
    # The city and its sixteen towns and streets.
    expect(table.locator("tbody tr")).to_have_count(17)
    heading = table.get_by_role("columnheader", name="2015年")
    heading.click()
    values = [float(cell.get_attribute("data-order") or "nan") for cell in table.locator("td.number").all()]
    assert values == sorted(values)
    page.locator(".column-filter", has_text="类别").locator("select").select_option("街道")
    expect(table.locator("tbody tr")).to_have_count(6)
    table.get_by_role("link", name="长安街").click()
    page.wait_for_url("**/region/changan.html")


def test_the_card_of_a_number_leads_to_the_comparison_of_regions(page: Page, real_book: Book) -> None:
    page.goto((real_book.html / "region" / "piaohe.html").as_uri())
    page.locator('a.figure[data-figure="jiaohe-2016/2015/piaohe/poor_persons"]').first.hover()
    page.locator(".figure-card").get_by_role("link", name="各地区比较").click()
    page.wait_for_url("**/indicators/poor_persons.html")


def test_an_edition_that_is_not_there_is_told_and_one_that_is_opens(
    page: Page, real_book: Book, tmp_path: Path
) -> None:
    page.goto((real_book.html / "index.html").as_uri())
    after = page.locator("nav.editions a[rel=next]")
    expect(after).to_have_text("2016年度")
    after.click()
    expect(page.locator(".editions-note")).to_contain_text("未与本报告存放在同一目录下")
    assert page.url.endswith("2015/html/index.html")
    shelf = tmp_path / "shelf"
    for year in ("2015", "2016"):
        shutil.copytree(real_book.html, shelf / year / "html")
    page.goto((shelf / "2015" / "html" / "index.html").as_uri())
    page.locator("nav.editions a[rel=next]").click()
    page.wait_for_url("**/2016/html/index.html")
