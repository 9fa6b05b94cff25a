"""The book for readers who use a keyboard, a screen reader or a dark screen: axe-core, and keys alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.integration.books import EDITION, Book, assessbook, copy_project, copy_small_project

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
# Colours take longest to look at. One fold of each kind shows all the colours that there are.
STRUCTURE: dict[str, object] = {"runOnly": RULES, "rules": {"color-contrast": {"enabled": False}}}
COLOURS: dict[str, object] = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
UNFOLD_ALL = "document.querySelectorAll('details').forEach(fold => { fold.open = true; })"
UNFOLD_ONE_OF_EACH_KIND = """
    ['basis', 'computation', 'chart-data', 'run', 'resting'].forEach(kind => {
      const fold = document.querySelector(`details.${kind}`);
      if (fold) { fold.open = true; }
    })
"""
# One page of each kind that the default edition has; a search is one by its results.
SEARCH = "search?q=贫困人口"
PAGES = [
    "index",
    "region/jiaohe",
    "region/piaohe",
    "plan",
    "funds",
    "responsibility",
    "paper-exits",
    "quality",
    "regions/towns",
    "methods",
    "definitions",
    "indicators",
    "indicators/poor_persons",
    "sources",
    "sources/jiaohe-2016-plan-tables",
    "register",
    "figures",
    "help",
    "search",
    SEARCH,
]
# Those that only few editions have, in the sample book.
FURTHER = ["changes", "volumes"]
# Pages whose words or tables are others: in English, and with results for every region.
OTHER_BOOKS = {
    "english": (
        copy_small_project,
        [EDITION, "--lang", "en"],
        ["index", "region/jiaohe", "region/piaohe", "definitions", "indicators", "sources", "register", "help",
         "search?q=poverty"],
    ),
    "demonstration": (
        copy_project,
        ["params/demo/zhejiang-2013/2017.yaml"],
        ["index", "plan", "funds", "responsibility", "quality", "indicators", "register"],
    ),
}  # fmt: skip
WIDE, NARROW = 1400, 390
Opener = Callable[..., Page]


@pytest.fixture
def opener(chromium: Browser) -> Iterator[Opener]:
    """Open a page of a site in a window of some width and colours, with what a script unfolds."""
    contexts = []

    def open_page(html: Path, name: str, width: int = WIDE, theme: str = "light", unfold: str = "") -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        context.add_init_script(
            f"localStorage.setItem('mode', '{theme}'); localStorage.setItem('theme', '{theme}')"
        )
        page = context.new_page()
        file, _, query = name.partition("?")
        page.goto((html / f"{file}.html").as_uri() + (f"?{query}" if query else ""))
        if query:
            page.locator(".search-summary").filter(has_text=re.compile("[0-9]")).wait_for()
        if unfold:
            page.evaluate(unfold)
            # What scrolls is named when the folds have told that they are open.
            page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def opened(opener: Opener, real_book: Book) -> Opener:
    """Open a page of the default edition's book."""
    return partial(opener, real_book.html)


def violations(page: Page, options: dict[str, object]) -> list[str]:
    found = Axe().run(page, options={"resultTypes": ["violations"], **options}).response["violations"]
    return [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation(opened: Opener, name: str, width: int) -> None:
    assert violations(opened(name, width, unfold=UNFOLD_ALL), STRUCTURE) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_words_stand_out_from_their_ground(opened: Opener, name: str, theme: str) -> None:
    page = opened(name, WIDE, theme, UNFOLD_ONE_OF_EACH_KIND)
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    assert violations(page, COLOURS) == []


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_words_stand_out_on_a_phone(opened: Opener, name: str, theme: str) -> None:
    assert violations(opened(name, NARROW, theme, UNFOLD_ONE_OF_EACH_KIND), COLOURS) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", FURTHER)
def test_axe_finds_no_violation_on_pages_of_few_editions(
    opener: Opener, sample_site: Path, name: str, theme: str
) -> None:
    for width in (WIDE, NARROW):
        page = opener(sample_site, name, width, theme, UNFOLD_ALL)
        assert violations(page, STRUCTURE) == []
        assert violations(page, COLOURS) == []


@pytest.mark.slow
@pytest.mark.parametrize(("copy", "arguments", "names"), OTHER_BOOKS.values(), ids=OTHER_BOOKS)
def test_axe_finds_no_violation_in_other_books(
    opener: Opener, tmp_path: Path, copy: Callable[[Path], Path], arguments: list[str], names: list[str]
) -> None:
    root = copy(tmp_path / "project")
    done = assessbook(root, "build", *arguments, "--formats", "html", "--out", "book")
    assert done.returncode == 0, done.stderr
    found = {}
    for name, width, theme in product(names, (WIDE, NARROW), ("light", "dark")):
        page = opener(root / "book/html", name, width, theme, UNFOLD_ONE_OF_EACH_KIND)
        found[name, width, theme] = [*violations(page, STRUCTURE), *violations(page, COLOURS)]
        page.close()
    assert {place: listed for place, listed in found.items() if listed} == {}


def test_keys_alone_lead_from_a_number_over_its_card_to_its_cell_and_back(opened: Opener) -> None:
    page = opened("index")
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
    page.go_back()  # the browser's own keys don't reach a browser without a window
    expect(page).to_have_url(front)


def test_every_chart_says_what_it_shows_and_offers_its_table_and_files(opened: Opener) -> None:
    page = opened("region/jiaohe", unfold=UNFOLD_ALL)
    charts = page.locator("figure.chart-block")
    assert charts.count() > 1
    for chart in charts.all():
        alternative = chart.locator("img").get_attribute("alt")
        assert alternative is not None
        assert len(alternative) > 10
        expect(chart.locator("details.chart-data table")).to_be_visible()
        assert chart.locator(".exhibit-files a").all_inner_texts() == ["SVG", "PNG", "CSV"]
