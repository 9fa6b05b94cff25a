"""Numbers without a source, found in pages by where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from assessbook.book.page_text import texts_of
from assessbook.book.untraced_notice import mark_pages
from assessbook.book.untraced_scan import Untraced, listed, require_traced, scan_book, untraced_in
from assessbook.book.wording import Wording
from assessbook.core.problems import CheckFailed

FIGURE = '<a class="figure" data-figure="p/2015/r/persons" href="#cell-x">{}</a>'
WORDING = Wording(
    places=frozenset({"九台市"}),
    passages=frozenset(
        {"25个贫困村名单", "收入超过8000元的低收入农户比重", "25个", "原文称辖7个街道，只列6个。"}
    ),
    quotations=frozenset({"共有建档立卡贫困人口5832户11609人", "25", "贫困人口和贫困村脱贫数量双过半"}),
)


def found_in(body: str, page: str = "index", wording: Wording = WORDING) -> list[str]:
    """The numbers without a source in the body of a page."""
    tree = html.document_fromstring(f"<html><body>{body}</body></html>")
    return [
        text.shown[numeral.start : numeral.end]
        for text in texts_of(page, tree)
        for numeral in untraced_in(text, wording)
    ]


def test_plain_text_is_scanned_wherever_it_stands() -> None:
    for body in (
        "<p>共有3座桥。</p>",
        "共有3座桥",
        "<h2>共有3座桥</h2>",
        "<ul><li>共有3座桥</li></ul>",
        "<table><tr><th>共有3座桥</th></tr></table>",
        "<table><tr><td>共有3座桥</td></tr></table>",
        "<figure><figcaption>共有3座桥</figcaption></figure>",
        '<p class="note">注：共有3座桥。</p>',
        '<img src="a.svg" alt="共有3座桥">',
        '<span title="共有3座桥">桥</span>',
        "<p>共有<em>3</em>座桥</p>",
        "<details><summary>共有3座桥</summary></details>",
    ):
        assert found_in(body) == ["3座"], body


@pytest.mark.parametrize("role", ["year", "quote", "place", "label", "reference", "verdict"])
def test_no_role_hides_a_result(role: str) -> None:
    assert found_in(f'<p>共有<span class="{role}">3座桥</span></p>') == ["3座"]


def test_a_year_may_stand_anywhere() -> None:
    assert found_in('<p><span class="year">2016—2020年</span>和2015年末</p>') == []


def test_a_figure_link_and_its_unit_are_no_plain_number() -> None:
    assert (
        found_in(f"<p>贫困人口<span>{FIGURE.format('1.16')}万人</span>，占{FIGURE.format('3.88')}%。</p>")
        == []
    )


def test_a_number_beside_a_figure_link_is_found() -> None:
    assert found_in(f"<p>贫困人口{FIGURE.format('11609')}人，其中3人。</p>") == ["3人"]


def test_code_is_left_out_and_what_stands_beside_it_is_not() -> None:
    assert found_in("<p><code>years = 3</code>和3座桥</p><pre>共有3座桥</pre>") == ["3座"]


def test_names_of_the_definitions_may_hold_numbers() -> None:
    assert found_in("<p>25个贫困村名单，九台市，收入超过8000元的低收入农户比重</p>") == []


def test_a_name_that_is_hardly_more_than_a_number_hides_nothing() -> None:
    assert found_in("<p>共有25个。</p>") == ["25个"]


def test_a_remark_of_the_sources_is_a_citation_as_a_whole_only() -> None:
    assert found_in("<p>原文称辖7个街道，只列6个。</p>") == []
    assert found_in("<p>原文称辖7个街道。</p>") == ["7个"]


def test_words_of_the_plan_are_quoted_between_quotation_marks_only() -> None:
    assert found_in("<p>原文“建档立卡贫困人口5832户11609人”</p>") == []
    assert found_in("<p>提出“双过半”</p>") == []
    assert found_in('<p><span class="quote">25</span></p>') == []
    assert found_in("<p>建档立卡贫困人口5832户</p>") == ["5832户"]


def test_quotation_marks_around_other_words_hide_nothing() -> None:
    assert found_in("<p>“共有3座桥”</p>") == ["3座"]


def test_quotation_marks_within_a_quotation_may_be_single() -> None:
    wording = Wording(quotations=frozenset({"与“地方财政扶贫资金0.065亿元”不符"}))
    assert found_in("<p>“与‘地方财政扶贫资金0.065亿元’不符”</p>", wording=wording) == []


def test_an_alternative_text_may_repeat_a_number_of_the_picture_and_no_other() -> None:
    picture = '<figure><img alt="{}"><table><tr><td>' + FIGURE.format("11609") + "</td></tr></table></figure>"
    assert found_in(picture.format("贫困人口11609人")) == []
    assert found_in(picture.format("贫困人口1160人")) == ["1160人"]


def test_tables_of_a_workbook_are_left_out_on_its_own_page_only() -> None:
    table = '<table class="sheet"><tr><td>3座</td></tr></table>'
    assert found_in(table, page="sources/plan") == []
    assert found_in(table, page="index") == ["3座"]


def test_bases_code_and_navigation_are_left_out() -> None:
    for body in (
        '<details class="basis"><summary>计算依据（3个数字）</summary></details>',
        '<details class="run"><p>模板 3座</p></details>',
        '<details class="computation"><p>3座</p></details>',
        "<nav>共有3座桥</nav>",
        "<script>var a = 3;</script>",
        '<p class="source">资料来源：种子20161123。</p>',
    ):
        assert found_in(body) == [], body


DIGITS = "一二三四五六七八九"


def chinese(number: int) -> str:
    """A number from 1 to 9999 as Chinese writes it: 一千零二十."""
    text, zero = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            text += ("零" if zero and text else "") + DIGITS[digit - 1] + name
        zero = not digit
    return text


QUANTITIES = st.one_of(
    st.builds(
        "{}{}".format, st.integers(0, 10**7), st.sampled_from(["座", "户", "万元", "%", "亿元", "个村"])
    ),
    st.builds("{:.2f}{}".format, st.floats(0, 10**6), st.sampled_from(["元", "%", "万人", "个百分点"])),
    st.builds(
        "{}{}".format, st.integers(1, 9999).map(chinese), st.sampled_from(["座", "户", "人", "万元", "倍"])
    ),
    st.integers(1, 9999).map(lambda number: f"百分之{chinese(number)}"),
    st.sampled_from([f"{digit}成" for digit in DIGITS]),
    st.integers(0, 10**6).map(
        lambda number: f"{number}座".translate({48 + each: 0xFF10 + each for each in range(10)})
    ),
)
SENTENCES = ["全市贫困村的桥", "经核对，数据有", "规划提出", "收入水平较高，", "农村人口中", "截至2015年末，"]


@given(
    st.sampled_from(SENTENCES), QUANTITIES, st.sampled_from(["。", "，需要核实。", "左右", "以上的部分。"])
)
def test_any_quantity_put_into_plain_text_is_found(before: str, quantity: str, after: str) -> None:
    found = found_in(f"<p>{before}{quantity}{after}</p>")
    assert found, quantity
    assert quantity.startswith(found[0][:1]) or found[0] in quantity


@given(QUANTITIES, st.sampled_from(["p", "td", "th", "li", "h3", "figcaption"]))
def test_any_quantity_is_found_in_any_kind_of_element(quantity: str, tag: str) -> None:
    body = f"<{tag}>共有{quantity}。</{tag}>"
    if tag in ("td", "th"):
        body = f"<table><tr>{body}</tr></table>"
    assert found_in(body), quantity


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Two pages of one template and one of none, each with a number."""
    page = '<html><head><meta charset="utf-8"></head><body><header id="pst-header" hidden></header><h1>{0}</h1><div id="cell-bridges"><p>{0}共有3座桥。</p></div></body></html>'
    for name, region in (("region/piaohe", "漂河镇"), ("region/qingling", "庆岭镇")):
        path = tmp_path / f"{name}.html"
        path.parent.mkdir(exist_ok=True)
        path.write_text(page.format(region), encoding="utf-8")
    (tmp_path / "methods.html").write_text(
        '<html><head><meta charset="utf-8"></head><body><header id="pst-header" hidden></header><h2>方法</h2><p>先说一句。误差为百分之七！</p></body></html>',
        encoding="utf-8",
    )
    return tmp_path


def test_a_finding_names_page_heading_cell_and_sentence(book: Path) -> None:
    assert scan_book(book, WORDING) == [
        Untraced("methods", "方法", "", "误差为【百分之七】！"),
        Untraced("region/piaohe", "漂河镇", "bridges", "漂河镇共有【3座】桥。"),
        Untraced("region/qingling", "庆岭镇", "bridges", "庆岭镇共有【3座】桥。"),
    ]


def test_all_findings_are_told_at_once_with_template_and_what_to_do(book: Path) -> None:
    templates = {"region/piaohe": "notebooks/region.ipynb", "region/qingling": "notebooks/region.ipynb"}
    with pytest.raises(CheckFailed) as failure:
        require_traced(scan_book(book, WORDING), templates)
    message = str(failure.value)
    assert failure.value.exit_status == 1
    assert message.startswith("3 numbers of the book can't be followed to a source. Nothing was built.")
    assert "  methods.html › 方法 › 误差为【百分之七】！" in message
    assert (
        "  region/piaohe.html › 漂河镇 › 漂河镇共有【3座】桥。\n    from notebooks/region.ipynb, cell bridges"
        in message
    )
    assert "--allow-untraced" in message


def test_one_cell_that_gives_the_same_number_on_several_pages_is_told_once() -> None:
    found = [
        Untraced(f"region/r{place}", "桥", "bridges", f"第{place}镇共有【3座】桥。") for place in range(8)
    ]
    templates = {each.page: "notebooks/region.ipynb" for each in found}
    assert listed(found, templates).splitlines() == [
        "  region/r0.html › 桥 › 第0镇共有【3座】桥。",
        "    from notebooks/region.ipynb, cell bridges",
        "    also on region/r1.html, region/r2.html, region/r3.html, region/r4.html, region/r5.html and 2 more",
    ]


def test_a_book_without_findings_passes() -> None:
    require_traced([], {})


def test_the_notice_stands_once_on_every_page_and_is_not_scanned_itself(book: Path) -> None:
    found = scan_book(book, WORDING)
    mark_pages(book, found)
    for page in sorted(book.rglob("*.html")):
        (notice,) = html.document_fromstring(page.read_bytes()).find_class("untraced-notice")
        assert notice.get("data-untraced") == "3"
        assert notice.text_content() == (
            "数字未全部追溯 本版含有未追溯到来源的数字3处，其中本页1处，不得作为正式依据引用。"
        )
    assert scan_book(book, WORDING) == found


def test_no_notice_without_findings(book: Path) -> None:
    before = {page: page.read_bytes() for page in book.rglob("*.html")}
    mark_pages(book, [])
    assert {page: page.read_bytes() for page in book.rglob("*.html")} == before
