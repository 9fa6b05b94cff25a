"""The published book in a real browser, opened from disk as a reader opens it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.integration.books import Book

pytestmark = pytest.mark.browser

WIDE = {"width": 1400, "height": 900}
NARROW = {"width": 390, "height": 844}
# One page of each kind.
PAGES = [
    "index",
    "region/jiaohe",
    "region/piaohe",
    "plan",
    "identification",
    "responsibility",
    "funds",
    "help",
    "quality",
    "regions/towns",
    "methods",
    "definitions",
    "indicators",
    "indicators/poor_persons",
    "sources",
    "sources/jiaohe-2016-plan-tables",
    "sources/reference-series",
    "search",
]
SHARE = "jiaohe-2016/2016-2020/jiaohe/fund_use_share/photovoltaics"
FUND = "jiaohe-2016/2016-2020/jiaohe/fund_use/photovoltaics"
WORKBOOK = "data/jiaohe-2016/plan-tables.xlsx"
# The sheet 资金投向 is the thirteenth of the workbook; photovoltaics stand in its ninth row.
CELL = "sheet-13-B9"
Opener = Callable[..., Page]


@pytest.fixture
def opened(chromium: Browser, real_book: Book) -> Iterator[Opener]:
    """Open a page of the book; fails at the end if a page asked for more than files, or complained."""
    contexts = []
    faults: list[str] = []

    def open_page(address: str, size: Any = WIDE) -> Page:
        context = chromium.new_context(viewport=size)
        contexts.append(context)
        page = context.new_page()
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith(("file:", "data:")) else faults.append(request.url)
            ),
        )
        page.on("requestfailed", lambda request: faults.append(f"failed: {request.url}"))
        page.on("pageerror", lambda error: faults.append(f"script: {error}"))
        page.on(
            "console",
            lambda message: faults.append(message.text) if message.type in ("error", "warning") else None,
        )
        page.goto(f"{real_book.html.as_uri()}/{address}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def figure(page: Page, identifier: str) -> Any:
    return page.locator(f'a.figure[data-figure="{identifier}"]').first


def card(page: Page) -> Any:
    return page.locator(".figure-card")


def test_a_number_of_the_overview_leads_to_its_marked_row_in_the_cell_that_computed_it(
    opened: Opener,
) -> None:
    page = opened("index.html")
    number = figure(page, SHARE)
    expect(number).to_have_text("47.99")
    number.click()
    page.wait_for_url("**/region/jiaohe.html#cell-fund-uses")
    expect(page.locator("#cell-fund-uses details.basis[open]")).to_have_count(1)
    row = page.locator("tr.figure-target")
    expect(row).to_have_count(1)
    expect(row).to_have_attribute("data-figure", SHARE)
    expect(row).to_contain_text("2.4 ÷ 5.001 × 100% = 47.99%")
    expect(row).to_be_in_viewport()
    background = "element => getComputedStyle(element.querySelector('td')).backgroundColor"
    unmarked = page.locator("#cell-fund-uses details.basis tbody tr:not(.figure-target)").first
    assert row.evaluate(background) != unmarked.evaluate(background)


def test_the_card_of_a_number_tells_its_name_value_formula_and_source_cells(opened: Opener) -> None:
    page = opened("index.html")
    figure(page, SHARE).hover()
    expect(card(page)).to_be_visible()
    expect(card(page).locator(".figure-card__name")).to_have_text("占总投资比重")
    expect(card(page).locator(".figure-card__place")).to_have_text("蛟河市　2016—2020年　光伏产业")
    expect(card(page).locator(".figure-card__value")).to_have_text("47.99%")
    expect(card(page).locator(".figure-card__formula")).to_have_text("2.4 ÷ 5.001 × 100% = 47.99%")
    sources = card(page).locator(".figure-card__sources > li")
    expect(sources).to_have_count(2)
    for item, cell, raw in ((sources.nth(0), "B9", "2.4"), (sources.nth(1), "B3", "5.001")):
        expect(item).to_contain_text(f"{WORKBOOK} › 资金投向 › {cell}")
        expect(item).to_contain_text(f"原值“{raw}”")
        expect(item).to_contain_text("《蛟河市“十三五”脱贫攻坚规划（2016-2020年）》第六章“二、资金投向”")


def test_the_keyboard_reaches_a_number_opens_its_card_and_escape_closes_it(opened: Opener) -> None:
    page = opened("index.html")
    page.locator(".bd-article").evaluate("article => { article.tabIndex = -1; article.focus(); }")
    reached = "document.activeElement.matches('a.figure')"
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate(reached):
            break
    assert page.evaluate(reached)
    expect(card(page)).to_be_visible()
    identifier = page.evaluate("document.activeElement.dataset.figure")
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)
    assert page.evaluate("document.activeElement.dataset.figure") == identifier


def test_a_source_cell_is_one_click_from_a_card_and_one_click_from_the_figures_that_rest_on_it(
    opened: Opener,
) -> None:
    page = opened("index.html")
    figure(page, SHARE).hover()
    card(page).locator("a.figure-card__address").first.click()
    page.wait_for_url(f"**/sources/jiaohe-2016-plan-tables.html#{CELL}")
    cell = page.locator("td:target")
    expect(cell).to_be_in_viewport()
    expect(cell.locator("summary")).to_have_text("2.4")
    cell.locator("summary").click()
    cell.locator(f'a[data-follow="{FUND}"]').click()
    page.wait_for_url("**/region/jiaohe.html#cell-fund-uses")
    row = page.locator("tr.figure-target")
    expect(row).to_have_attribute("data-figure", FUND)
    expect(row).to_contain_text("2.4亿元")
    expect(row).to_be_in_viewport()


@pytest.mark.parametrize("phrase", ["光伏", "因病致贫"])
def test_a_search_from_disk_finds_the_page_of_the_city(opened: Opener, phrase: str) -> None:
    page = opened("index.html")
    page.keyboard.press("Control+k")
    page.locator("#pst-search-dialog input").fill(phrase)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    expect(page.locator(".search-summary")).to_contain_text("共找到")
    found = page.locator("#search-results ul.search li > a")
    assert "蛟河市总体评估" in found.all_inner_texts()
    found.get_by_text("蛟河市总体评估", exact=True).click()
    page.wait_for_url("**/region/jiaohe.html*")
    expect(page.locator("article")).to_contain_text(phrase)


def test_a_search_for_what_no_page_holds_says_so_in_chinese(opened: Opener) -> None:
    page = opened("search.html?q=火星移民")
    expect(page.locator(".search-summary")).to_contain_text("未找到相关内容")


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["390", "1400"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_its_window_and_complains_of_nothing(
    opened: Opener, name: str, size: dict[str, int]
) -> None:
    page = opened(f"{name}.html", size)
    width = "document.documentElement.scrollWidth"
    assert page.evaluate(width) <= size["width"]
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    assert page.evaluate(width) <= size["width"]
    broken = (
        "[...document.images].filter(image => image.complete && !image.naturalWidth).map(image => image.src)"
    )
    assert page.evaluate(broken) == []


@pytest.mark.parametrize("name", ["index", "region/piaohe", "sources/jiaohe-2016-plan-tables"])
def test_chinese_text_is_set_in_the_books_own_font(opened: Opener, name: str) -> None:
    page = opened(f"{name}.html")
    page.evaluate("document.fonts.ready.then(() => true)")
    own = (
        "[...document.fonts].filter(face => face.family.includes('Assessbook Sans')).map(face => face.status)"
    )
    assert page.evaluate(own) == ["loaded"]
    # What the browser drew the words with, whatever the style sheet asks for.
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    for selector in ("h1", "article h2", ".bd-sidebar-primary a.reference"):
        node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
        fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        assert fonts, selector
        assert all(font["isCustomFont"] for font in fonts), (selector, fonts)


# Characters that stand at the ends of lines though they may not: closing marks first, opening ones last.
MISPLACED = """() => {
  const first = "，。；：、）》”！？】%", last = "（《“【", found = [], range = document.createRange();
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  let before = null;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    let block = node.parentElement;
    if (!block.checkVisibility() || block.closest("pre, script, svg")) { continue; }
    while (getComputedStyle(block).display.startsWith("inline")) { block = block.parentElement; }
    for (let place = 0; place < node.length; place++) {
      range.setStart(node, place);
      range.setEnd(node, place + 1);
      const box = Array.from(range.getClientRects()).pop();
      if (!box || !box.width || !node.data[place].trim()) { continue; }
      const here = { block, letter: node.data[place], left: box.left, top: box.top };
      if (before && before.block === block && here.left < before.left && here.top > before.top + 6
          && (first.includes(here.letter) || last.includes(before.letter))) {
        found.push(block.textContent.trim().slice(0, 40) + ": " + before.letter + " | " + here.letter);
      }
      before = here;
    }
  }
  return found;
}"""
READ = ["index", "region/jiaohe", "plan", "quality", "help", "indicators/poor_persons"]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("name", READ)
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(
    opened: Opener, name: str, size: Any
) -> None:
    assert opened(f"{name}.html", size).evaluate(MISPLACED) == []


@pytest.mark.parametrize("name", ["index", "region/jiaohe", "indicators/poor_persons"])
def test_charts_of_a_telephone_are_drawn_for_it_and_none_is_cut(opened: Opener, name: str) -> None:
    page = opened(f"{name}.html", NARROW)
    pictures = page.locator(".chart-picture img")
    pictures.last.scroll_into_view_if_needed()
    shown = pictures.evaluate_all(
        "images => images.map(i => [i.naturalWidth, i.getBoundingClientRect().left, i.getBoundingClientRect().right])"
    )
    assert shown
    # Drawn with letters of 12 px on a sheet of 350 px, and shown at no less.
    assert all(
        natural == 350 and left >= 0 and right - left >= 350 and right <= 390
        for natural, left, right in shown
    )
    assert page.evaluate("document.documentElement.scrollWidth") == 390
