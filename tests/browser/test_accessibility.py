"""The book for readers who use a keyboard, a screen reader or a dark screen: axe-core, and keys alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.integration.books import Book

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
# One page of each kind.
PAGES = [
    "index",
    "region/jiaohe",
    "region/piaohe",
    "plan",
    "funds",
    "quality",
    "regions/towns",
    "methods",
    "definitions",
    "sources",
    "sources/jiaohe-2016-plan-tables",
    "register",
    "figures",
    "search",
]
WIDE, NARROW = 1400, 390
COLOURS: dict[str, object] = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
Opener = Callable[..., Page]


@pytest.fixture
def opened(chromium: Browser, real_book: Book) -> Iterator[Opener]:
    """Open a page of the book in a window of some width and colours, with everything unfolded."""
    contexts = []

    def open_page(name: str, width: int = WIDE, theme: str = "light", *, unfolded: bool = True) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        context.add_init_script(
            f"localStorage.setItem('mode', '{theme}'); localStorage.setItem('theme', '{theme}')"
        )
        page = context.new_page()
        page.goto((real_book.html / f"{name}.html").as_uri())
        if unfolded:
            page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
            # What scrolls is named when the folds have told that they are open.
            page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        return page

    yield open_page
    for context in contexts:
        context.close()


def violations(page: Page, options: dict[str, object]) -> list[str]:
    found = Axe().run(page, options={"resultTypes": ["violations"], **options}).response["violations"]
    return [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation(opened: Opener, name: str) -> None:
    assert violations(opened(name), {"runOnly": RULES}) == []


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation_on_a_phone(opened: Opener, name: str) -> None:
    # Colours are the same as in a wide window, and take longest to look at.
    without_colours = {"color-contrast": {"enabled": False}}
    assert violations(opened(name, NARROW), {"runOnly": RULES, "rules": without_colours}) == []


@pytest.mark.parametrize("name", PAGES)
def test_words_stand_out_in_the_dark(opened: Opener, name: str) -> None:
    page = opened(name, theme="dark")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert violations(page, COLOURS) == []


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_words_stand_out_on_a_phone(opened: Opener, name: str, theme: str) -> None:
    assert violations(opened(name, NARROW, theme), COLOURS) == []


def test_keys_alone_lead_from_a_number_over_its_card_to_its_cell_and_back(opened: Opener) -> None:
    page = opened("index", unfolded=False)
    front = page.url
    page.locator(".bd-article").evaluate("article => { article.tabIndex = -1; article.focus(); }")
    for _ in range(15):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('a.figure')"):
            break
    followed = page.evaluate("document.activeElement.dataset.figure")
    expect(page.locator(".figure-card")).to_be_visible()
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.figure-card__cell')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**#cell-*")
    row = page.locator("tr.figure-target")
    expect(row).to_have_attribute("data-figure", followed)
    expect(row).to_be_focused()
    page.keyboard.press("Alt+ArrowLeft")
    page.wait_for_url(front)


def test_every_chart_says_what_it_shows_and_offers_its_table_and_files(opened: Opener) -> None:
    page = opened("region/jiaohe")
    charts = page.locator("figure.chart-block")
    assert charts.count() > 1
    for chart in charts.all():
        alternative = chart.locator("img").get_attribute("alt")
        assert alternative is not None
        assert len(alternative) > 10
        expect(chart.locator("details.chart-data table")).to_be_visible()
        assert chart.locator(".exhibit-files a").all_inner_texts() == ["SVG", "PNG", "CSV"]
