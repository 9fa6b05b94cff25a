"""What a reader does with the book in a real browser, opened from disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.book.sample_book import HEADCOUNT, PIAOHE

pytestmark = pytest.mark.browser

WIDE = {"width": 1400, "height": 900}
NARROW = {"width": 390, "height": 844}
PAGES = ["index", "city", "towns/piaohe", "methods", "sources/plan-tables", "search"]
Opener = Callable[..., Page]


@pytest.fixture
def opened(chromium: Browser, sample_site: Path) -> Iterator[Opener]:
    """Open a page of the sample book; fails at the end if any page asked for anything but files, or broke."""
    contexts = []
    faults: list[str] = []

    def open_page(name: str, *, touch: bool = False, **options: Any) -> Page:
        size = options.pop("viewport", NARROW if touch else WIDE)
        context = chromium.new_context(viewport=size, has_touch=touch, is_mobile=touch, **options)
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
        page.goto(f"{sample_site.as_uri()}/{name}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def figure(page: Page, identifier: str) -> Any:
    return page.locator(f'a.figure[data-figure="{identifier}"]').first


def card(page: Page) -> Any:
    return page.locator(".figure-card")


def test_pointing_at_a_figure_shows_its_card_and_leaving_closes_it(opened: Opener) -> None:
    page = opened("index.html")
    figure(page, HEADCOUNT).hover()
    expect(card(page)).to_be_visible()
    for text in (
        "建档立卡贫困人口",
        "蛟河市",
        "2015年",
        "11609",
        "人",
        "271 + 583",
        "表1-1 › C3",
        "“567”",
        "第一章 三 表1-1",
        "另有 13 个",
    ):
        expect(card(page)).to_contain_text(text)
    card(page).hover()
    page.wait_for_timeout(500)
    expect(card(page)).to_be_visible()
    page.mouse.move(5, 5)
    expect(card(page)).to_have_count(0)


def test_keyboard_focus_shows_the_card_tab_leads_into_it_and_escape_closes_it(opened: Opener) -> None:
    page = opened("towns/piaohe.html")
    link = figure(page, PIAOHE)
    page.locator(".bd-article").evaluate("article => { article.tabIndex = -1; article.focus(); }")
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(card(page)).to_be_visible()
    expect(card(page)).to_have_attribute("role", "dialog")
    described = link.get_attribute("aria-describedby")
    expect(page.locator(f"#{described}")).to_contain_text("漂河镇")
    page.keyboard.press("Tab")
    assert card(page).evaluate("card => card.contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)
    expect(link).to_be_focused()
    assert link.get_attribute("aria-describedby") is None


def test_markup_in_card_data_is_shown_as_text(opened: Opener) -> None:
    page = opened("towns/piaohe.html")
    figure(page, PIAOHE).hover()
    expect(card(page)).to_contain_text("<b>建档立卡贫困人口</b>")
    expect(card(page).locator("b")).to_have_count(0)


def test_the_first_tap_opens_the_card_inside_the_screen_and_its_link_leads_to_the_cell(
    opened: Opener,
) -> None:
    page = opened("index.html", touch=True)
    start = page.url
    figure(page, HEADCOUNT).tap()
    expect(card(page)).to_be_visible()
    assert page.url == start
    box = card(page).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= NARROW["width"]
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= NARROW["height"]
    card(page).get_by_text("查看计算单元格").tap()
    page.wait_for_url("**/city.html#cell-poverty-headcount")
    expect(page.locator("tr.figure-target")).to_contain_text("11609人")


def test_a_tap_beside_the_card_closes_it_and_a_second_tap_on_the_figure_follows_it(opened: Opener) -> None:
    page = opened("index.html", touch=True)
    figure(page, HEADCOUNT).tap()
    expect(card(page)).to_be_visible()
    page.locator("h2").first.tap(position={"x": 300, "y": 5}, force=True)
    figure(page, HEADCOUNT).tap()
    expect(card(page)).to_be_visible()
    figure(page, HEADCOUNT).tap()
    page.wait_for_url("**/city.html#cell-poverty-headcount")


def test_a_followed_figure_opens_the_basis_of_its_cell_and_marks_its_row(opened: Opener) -> None:
    page = opened("towns/piaohe.html")
    figure(page, HEADCOUNT).click()
    page.wait_for_url("**/city.html#cell-poverty-headcount")
    marked = page.locator("tr.figure-target")
    expect(marked).to_have_count(1)
    assert marked.get_attribute("data-figure") == HEADCOUNT
    expect(marked).to_be_in_viewport()
    header = page.locator(".bd-header-article").bounding_box()
    row = marked.bounding_box()
    assert header is not None
    assert row is not None
    assert row["y"] >= header["y"] + header["height"]


def test_within_one_page_a_figure_leads_to_its_row_each_time(opened: Opener) -> None:
    page = opened("city.html")
    for _ in range(2):
        page.evaluate("scrollTo(0, 0)")
        figure(page, HEADCOUNT).click()
        expect(page.locator("tr.figure-target")).to_be_in_viewport()
        page.keyboard.press("Escape")
    page.locator(".chart-data > summary").click()
    page.locator(".chart-data a.figure").click()
    expect(page.locator("tr.figure-target")).to_contain_text("48.0%")
    expect(page.locator("tr.figure-target")).to_have_count(1)


def test_the_row_is_marked_where_the_browser_refuses_to_store_anything(
    chromium: Browser, sample_site: Path
) -> None:
    # Not with `opened`: the theme's own scripts break without storage, ours must not.
    context = chromium.new_context(viewport=WIDE)
    context.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('refused'); } });"
    )
    page = context.new_page()
    page.goto(f"{sample_site.as_uri()}/index.html")
    figure(page, HEADCOUNT).click()
    page.wait_for_url("**/city.html#cell-poverty-headcount")
    expect(page.locator("tr.figure-target")).to_contain_text("11609人")
    context.close()


def test_a_cell_reached_without_a_figure_opens_its_basis_and_marks_no_row(opened: Opener) -> None:
    page = opened("city.html#cell-causes")
    expect(page.locator("#cell-causes details.basis[open]")).to_have_count(1)
    expect(page.locator("tr.figure-target")).to_have_count(0)


def test_a_source_in_a_card_leads_to_the_cell_of_the_sheet_and_that_leads_back(opened: Opener) -> None:
    page = opened("towns/piaohe.html")
    figure(page, PIAOHE).hover()
    card(page).locator("a.figure-card__address").first.click()
    page.wait_for_url("**/sources/plan-tables.html#sheet-1-C3")
    expect(page.locator("td:target")).to_be_in_viewport()
    page.locator("td:target summary").click()
    page.locator("a[data-follow]").click()
    page.wait_for_url("**/towns/piaohe.html#cell-town")
    expect(page.locator("tr.figure-target")).to_contain_text("567人")


def test_a_page_whose_card_data_is_absent_works_as_a_page_of_links(
    chromium: Browser, sample_site: Path
) -> None:
    context = chromium.new_context(viewport=NARROW, has_touch=True, is_mobile=True)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route("**/_figures/**", lambda route: route.abort())
    page.goto(f"{sample_site.as_uri()}/index.html")
    figure(page, HEADCOUNT).tap()
    page.wait_for_url("**/city.html#cell-poverty-headcount")
    assert errors == []
    context.close()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("光伏", {"漂河镇"}),
        ("因病致贫", {"蛟河市脱贫攻坚2015年度评估报告", "全市总体情况"}),
        ("光伏扶贫项目覆盖", {"漂河镇"}),
        ("建档立卡口径", {"全市总体情况"}),
        ("易地搬迁", set()),
    ],
)
def test_a_search_from_disk_finds_the_pages_that_hold_the_phrase(
    opened: Opener, query: str, found: set[str]
) -> None:
    page = opened("index.html")
    page.keyboard.press("Control+k")
    page.locator("#pst-search-dialog input").fill(query)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    expect(page.locator(".search-summary")).to_contain_text(
        f"共找到 {len(found)} 页" if found else "未找到相关内容"
    )
    assert set(page.locator("#search-results ul.search li > a").all_inner_texts()) == found


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("因病致贫", ["因病", "病致", "致贫"]),
        ("县", ["县"]),
        ("贫困户、GDP 2015年", ["贫困", "困户", "gdp", "年"]),
        ("G50高速", ["g50", "高速"]),
        ("𠮷林", ["𠮷林"]),
    ],
)
def test_the_browser_cuts_a_query_as_the_index_was_cut(opened: Opener, query: str, terms: list[str]) -> None:
    assert opened("search.html").evaluate("query => splitQuery(query)", query) == terms


@pytest.mark.parametrize("width", [390, 768, 1024, 1400, 1600])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways(opened: Opener, name: str, width: int) -> None:
    page = opened(f"{name}.html", viewport={"width": width, "height": 844})
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_narrow_screen_a_wide_table_scrolls_by_itself_and_keeps_its_first_column(opened: Opener) -> None:
    page = opened("city.html", touch=True)
    box = page.locator("figure.table-block .table-scroll")
    assert box.get_attribute("role") == "region"
    assert "贫困人口" in (box.get_attribute("aria-label") or "")
    name = page.locator("figure.table-block tbody th").first
    before = name.bounding_box()
    box.evaluate("box => { box.scrollLeft = 150; }")
    after = name.bounding_box()
    assert box.evaluate("box => box.scrollLeft") == 150
    assert before is not None
    assert after is not None
    assert after["x"] == before["x"]


def test_a_table_that_fits_is_no_stop_for_the_keyboard(opened: Opener) -> None:
    page = opened("city.html")
    assert page.locator("figure.table-block .table-scroll").get_attribute("tabindex") is None


def test_the_books_own_font_is_used_from_disk_in_folders_too(opened: Opener) -> None:
    page = opened("towns/piaohe.html")
    page.evaluate("document.fonts.ready.then(() => true)")
    state = (
        "[...document.fonts].filter(face => face.family.includes('Assessbook Sans')).map(face => face.status)"
    )
    assert page.evaluate(state) == ["loaded"]


def test_the_reader_can_switch_to_dark_and_the_next_page_stays_dark(
    opened: Opener, sample_site: Path
) -> None:
    page = opened("index.html")
    assert page.locator("html").get_attribute("data-theme") == "light"
    for _ in range(3):
        page.locator(".theme-switch-button").first.click()
        if page.locator("html").get_attribute("data-theme") == "dark":
            break
    page.goto(f"{sample_site.as_uri()}/city.html")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_on_paper_there_is_no_navigation_and_no_folded_code(opened: Opener) -> None:
    page = opened("city.html")
    page.emulate_media(media="print")
    for hidden in (".bd-sidebar-primary", ".bd-header-article", "details.computation", "details.basis"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    assert figure(page, HEADCOUNT).evaluate("link => getComputedStyle(link).color") == "rgb(0, 0, 0)"
