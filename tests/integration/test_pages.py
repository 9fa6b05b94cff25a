"""Every page of the book: in Chinese, complete in itself, with nothing of the machine that made it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from assessbook.book.html_builder import external_requests
from tests.integration.books import Book

TOWNS = [
    "piaohe", "baishishan", "qingling", "tiangang", "xinzhan", "songjiang", "tianbei", "huangsongdian", "wulin",
    "qianjin", "henan", "lafa", "xinnong", "naizishan", "minzhu", "changan",
]  # fmt: skip
# What the theme, Sphinx, MyST-NB and the search say where nobody has translated them.
ENGLISH = {
    "about", "back to top", "by", "click to show", "close", "collapse sidebar", "contents", "copyright", "dark",
    "download", "edit this page", "error", "expand sidebar", "fullscreen mode", "hide code cell source",
    "hide search matches", "home", "index", "last updated", "light", "loading", "menu", "navigation", "next",
    "next page", "on this page", "open issue", "permalink", "preparing search", "previous", "previous page",
    "print to pdf", "quick search", "repository", "search", "search page", "search results", "searching",
    "section navigation", "show code cell source", "show source", "site navigation", "skip to main content",
    "source code", "suggest edit", "system settings", "table of contents", "toggle navigation",
}  # fmt: skip
ATTRIBUTES = ("title", "aria-label", "alt", "placeholder", "data-bs-title", "value")


@pytest.fixture(scope="module")
def pages(real_book: Book) -> dict[str, Any]:
    """Every page, parsed, by its path."""
    return {
        path.relative_to(real_book.html).as_posix(): html.document_fromstring(path.read_bytes())
        for path in sorted(real_book.html.rglob("*.html"))
    }


# What the pages of the townships publish for each of them.
COMPARED = (
    "poor_households",
    "poor_persons",
    "share_of_city_poor_households",
    "share_of_city_poor_persons",
    "rank_by_poor_persons",
    "persons_per_poor_household",
    "household_size_gap",
    "listed_poor_villages",
    "poor_village_listed_count",
    "share_of_city_poor_villages",
)


def test_the_book_has_a_page_for_every_part(pages: dict[str, Any]) -> None:
    assert set(pages) == {
        "index.html",
        "plan.html",
        *(f"{chapter}.html" for chapter in ("identification", "responsibility", "funds", "help")),
        "quality.html",
        "paper-exits.html",
        "region/jiaohe.html",
        *(f"region/{town}.html" for town in TOWNS),
        *(f"regions/{group}.html" for group in ("towns", "townships", "streets")),
        "indicators.html",
        *(f"indicators/{measure}.html" for measure in COMPARED),
        "methods.html",
        "definitions.html",
        "figures.html",
        "register.html",
        "sources.html",
        "sources/jiaohe-2016-plan-tables.html",
        "sources/reference-series.html",
        "search.html",
    }


def test_the_chapters_have_a_section_for_each_kind_of_mechanism_that_the_plan_has(
    pages: dict[str, Any],
) -> None:
    found = {
        chapter: [
            heading.text_content().rstrip("#").strip() for heading in pages[f"{chapter}.html"].cssselect("h2")
        ]
        for chapter in ("identification", "responsibility", "funds", "help")
    }
    # All but those that the plan doesn't describe: 多维贫困, 地区分类, 信息系统, 资产收益.
    assert found == {
        "identification": [
            "建档立卡与识别", "退出标准与退出台账", "年度脱贫计划与累计进度", "收入增长及其与参照地区的比较",
            "退出后政策延续、跟踪与返贫", "防止“数字脱贫”的核查",
        ],
        "responsibility": [
            "任务分解与责任书", "领导责任与管理层级", "结对帮扶、驻村与走访", "进度报告制度", "年度考核、等次与排名", "奖励、约谈与惩处",
            "满意度调查与第三方评估", "涉贫事件处置与反馈",
        ],
        "funds": ["资金来源、投向与结构", "资金配套与放大比例", "资金监管、公示与绩效评价", "金融扶贫", "社会动员与捐赠公开"],
        "help": [
            "整村推进、分批村与村名单", "脱贫路径与分批分类帮扶", "覆盖率指标", "易地搬迁与住房", "社会保障兜底与低保标准",
            "培训与就业",
        ],
    }  # fmt: skip


def test_no_page_asks_another_machine_for_anything(real_book: Book) -> None:
    assert external_requests(real_book.html) == []


def test_every_page_says_that_it_is_in_chinese_and_has_a_title(pages: dict[str, Any]) -> None:
    assert {page.get("lang") for page in pages.values()} == {"zh-CN"}
    for name, page in pages.items():
        assert re.search(r"[\u4e00-\u9fff]", page.findtext("head/title")), name


def test_no_page_has_an_interface_text_in_english(pages: dict[str, Any]) -> None:
    found = []
    for name, page in pages.items():
        for text in _texts(page):
            if text.strip(" .:…\n").lower() in ENGLISH:
                found.append((name, text))
    assert found == []


def test_around_the_text_of_a_page_there_is_no_latin_word_but_names(pages: dict[str, Any]) -> None:
    found = set()
    for page in pages.values():
        for article in page.cssselect("article"):
            article.drop_tree()
        for text in _texts(page):
            # File names; kinds of files to download; the key that opens the search; what search needs.
            rest = re.sub(r"[\w-]+\.xlsx|PDF|Excel|SQLite|Ctrl|JavaScript", "", text)
            found.update(re.findall(r"[A-Za-z]{2,}", rest))
    assert found == set()


def test_nothing_in_the_book_tells_the_folder_it_was_made_in(real_book: Book) -> None:
    folder = str(real_book.root.resolve()).encode()
    places = [
        path.name for path in real_book.build.rglob("*") if path.is_file() and folder in path.read_bytes()
    ]
    assert places == []


def test_every_address_within_the_book_leads_to_a_file(real_book: Book, pages: dict[str, Any]) -> None:
    lost = []
    for name, page in pages.items():
        folder = (real_book.html / name).parent
        for address in [*page.xpath("//@href"), *page.xpath("//@src")]:
            file = re.split(r"[?#]", address)[0]
            if file and not re.match(r"[a-z]+:", address) and not (folder / Path(file)).exists():
                lost.append((name, address))
    assert lost == []


def _texts(page: Any) -> list[str]:
    """What a reader sees or hears: texts outside code and scripts, and the attributes that are read out."""
    texts = page.xpath(
        "//text()[not(ancestor::script or ancestor::style or ancestor::code or ancestor::pre)]"
    )
    for name in ATTRIBUTES:
        texts += page.xpath(f"//@{name}")
    return [str(text) for text in texts if text.strip()]
