"""The verdict board in a real browser, opened from disk: filter, sort, follow a row, print."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.integration.books import Book

pytestmark = pytest.mark.browser

# The plan of Jiaohe has 124 targets; the base year has no results to judge region by region.
TARGETS = 124


@pytest.fixture
def plan(chromium: Browser, real_book: Book) -> Iterator[Page]:
    """The page of targets and verdicts."""
    context = chromium.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.goto((real_book.html / "plan.html").as_uri())
    yield page
    context.close()


def rows(page: Page) -> Locator:
    return page.locator("#cell-verdict-board table.sorted-table tbody tr")


def choice(page: Page, column: str) -> Locator:
    """The list of what can be chosen from in a column."""
    return page.locator("#cell-verdict-board .column-filter", has_text=column).locator("select")


def test_readers_choose_an_outcome_and_see_only_its_targets(plan: Page) -> None:
    expect(plan.locator("#cell-verdict-board .dt-info")).to_contain_text(f"共{TARGETS}行")
    choice(plan, "结论").select_option("已达到")
    shown = rows(plan).locator("td:nth-child(3)").all_inner_texts()
    assert shown
    assert set(shown) == {"已达到"}
    choice(plan, "结论").select_option("全部")
    expect(rows(plan)).to_have_count(50)


def test_the_board_sorts_by_the_value_of_what_was_asked(plan: Page) -> None:
    heading = plan.locator("#cell-verdict-board").get_by_role("columnheader", name="要求")
    heading.click()
    heading.click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    values = [
        float(cell.get_attribute("data-order") or "nan")
        for cell in rows(plan).locator("td:nth-child(6)").all()
    ]
    assert values == sorted(values, reverse=True)
    assert values[0] > values[-1]


def test_a_row_leads_to_its_sentence_and_a_number_there_to_its_cell(plan: Page) -> None:
    choice(plan, "结论").select_option("已达到")
    link = rows(plan).first.locator("th a")
    name = link.inner_text()
    link.click()
    sentence = plan.locator("p.statement:target")
    expect(sentence).to_be_in_viewport()
    expect(sentence).to_contain_text(f"目标：{name}")
    number = sentence.locator("a.figure").first
    followed = number.get_attribute("data-figure")
    assert followed is not None
    number.click()
    plan.wait_for_url("**#cell-*")
    expect(plan.locator("tr.figure-target")).to_have_attribute("data-figure", followed)


def test_a_row_without_a_sentence_leads_to_the_table_that_explains_it(plan: Page) -> None:
    choice(plan, "结论").select_option("无数据")
    rows(plan).first.locator("th a").click()
    plan.wait_for_url("**#cell-verdicts-no-observation")
    expect(plan.locator("#cell-verdicts-no-observation figure.table-block")).to_be_in_viewport()


def test_on_paper_every_row_is_printed(plan: Page) -> None:
    expect(rows(plan)).to_have_count(50)
    plan.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(rows(plan)).to_have_count(TARGETS)
    plan.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(rows(plan)).to_have_count(50)


def test_on_a_phone_the_table_scrolls_and_its_filters_stay(plan: Page) -> None:
    plan.set_viewport_size({"width": 390, "height": 844})
    box = plan.locator("#cell-verdict-board figure .table-scroll")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    assert plan.evaluate("document.documentElement.scrollWidth") <= 390
    assert box.locator(".column-filters").count() == 0
    expect(choice(plan, "地区")).to_be_visible()
