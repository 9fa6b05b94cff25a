"""A draft of a small edition with a corrected cell, built, verified and signed off: what readers and reviewers see."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.integration.books import EDITION, Book, assessbook, build, copy_small_project, replace
from tests.verification.conftest import Verified

CORRECTIONS = "data/jiaohe-2016/corrections.yaml"
NOTICE = "征求意见稿，尚未签发，不得引用。"
NOTE = "更正：原值“567”，更正为“568”；名册为568人；漂河镇，2016年2月15日提出。"
FIGURE = "jiaohe-2016/2015/piaohe/poor_persons"
CORRECTION = """\
corrections:
  - workbook: plan-tables.xlsx
    sheet: 表1-1
    cell: C3
    old: 567
    new: 568
    reason: 名册为568人
    reported_by: 漂河镇
    date: 2016-02-15
"""
ITEMS = ("sources", "corrections", "contradictions", "parameters", "verdicts", "clues", "traces", "wording")
FIRST = "review:\n  - {item: sources, name: 张三, date: 2016-02-20, finding: 抽查30个单元格，转录无误。}\n"
OTHERS = "".join(
    f"  - {{item: {name}, name: 李四, date: 2016-02-22, finding: 无异议。}}\n" for name in ITEMS[1:]
)
_PARSED: dict[str, Any] = {}
SIGNED = "signed_off: {name: 王五, office: 某办公室, date: 2016-03-01}\n"


def add(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The first page and the page of one town, with one item of the checklist reviewed."""
    root = copy_small_project(tmp_path_factory.mktemp("draft") / "project")
    replace(root / EDITION, "regions: [piaohe, qingling]", "regions: [piaohe]")
    replace(root / EDITION, "status: real", "status: draft")
    replace(
        root / "params/jiaohe-2016/programme.yaml",
        "  - {template: notebooks/region.ipynb, regions: top, page: region}\n",
        "",
    )
    add(
        root / "params/jiaohe-2016/programme.yaml",
        "  - {template: notebooks/quality.ipynb, regions: none, page: quality}\n",
    )
    add(root / EDITION, FIRST)
    (root / CORRECTIONS).write_text(CORRECTION, encoding="utf-8")
    return build(root)


@pytest.fixture(scope="module")
def signed(draft: Book, tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The same edition when the review is complete and it is signed off."""
    root = tmp_path_factory.mktemp("signed") / "project"
    shutil.copytree(draft.root, root, ignore=shutil.ignore_patterns("build"))
    add(root / EDITION, OTHERS + SIGNED)
    return build(root)


def findings(book: Book) -> list[str]:
    return [str(each) for each in Verified(book, _PARSED).verify().findings]


def pages(book: Book) -> Iterator[tuple[str, html.HtmlElement]]:
    for path in sorted(book.html.rglob("*.html")):
        yield path.relative_to(book.html).as_posix(), html.parse(path).getroot()


def words_of(book: Book, page: str) -> str:
    article = html.parse(book.html / page).getroot().find(".//article")
    return " ".join(part for text in article.itertext() for part in text.split())


@contextmanager
def altered(path: Path, old: str, new: str) -> Iterator[None]:
    before = path.read_text(encoding="utf-8")
    assert before.count(old) == 1
    path.write_text(before.replace(old, new), encoding="utf-8")
    try:
        yield
    finally:
        path.write_text(before, encoding="utf-8")


# ---------------------------------------------------------------- the draft


def test_every_page_of_a_draft_carries_the_notice_and_the_mark(draft: Book) -> None:
    names = []
    for name, page in pages(draft):
        names.append(name)
        assert page.findtext(".//title").strip().startswith("征求意见稿 · "), name
        (notice,) = page.xpath("//*[@class='status-notice']")
        assert notice.text_content().strip() == NOTICE, name
        assert page.xpath("string(//*[@class='status-seal'])") == "征求意见稿", name
    assert {"index.html", "register.html", "quality.html", "search.html"} <= set(names)


def test_the_word_is_drawn_across_every_chart(draft: Book) -> None:
    charts = sorted((draft.html / "charts").glob("*.svg"))
    assert charts
    for chart in charts:
        text = chart.read_text(encoding="utf-8")
        assert text.count('class="watermark"') == text.count("<title>征求意见稿</title>") == 1


def test_every_page_of_the_pdf_carries_the_notice_and_the_mark(draft: Book) -> None:
    for page in PdfReader(draft.build / "report.pdf").pages:
        text = "".join(page.extract_text().split())
        assert NOTICE in text
        assert text.count("征求意见稿") >= 2


def test_every_sheet_carries_the_notice(draft: Book) -> None:
    for sheet in load_workbook(draft.build / "tables.xlsx").worksheets:
        assert sheet.oddHeader.center.text == NOTICE
        assert any(cell.value == NOTICE for row in sheet.iter_rows(max_row=60) for cell in row), sheet.title


def test_the_register_tells_what_was_reviewed_and_what_was_not(draft: Book) -> None:
    text = words_of(draft, "register.html")
    assert "张三 2016年2月20日 抽查30个单元格，转录无误。" in text
    assert text.count("尚未审核") == len(ITEMS) - 1
    assert "尚未签发。" in text


# ---------------------------------------------------------------- the correction


def test_a_corrected_number_is_traced_to_the_cell_with_what_it_holds_and_why_it_is_another(
    draft: Book,
) -> None:
    done = assessbook(draft.root, "trace", FIGURE, "--json")
    traced = json.loads(done.stdout)
    assert traced["value"] == 568
    assert "567" in done.stdout
    assert NOTE in done.stdout
    assert NOTE in (draft.html / "_figures/region/piaohe.js").read_text(encoding="utf-8")


def test_the_page_of_the_workbook_marks_the_cell_and_shows_what_it_holds(draft: Book) -> None:
    page = html.parse(draft.html / "sources/jiaohe-2016-plan-tables.html").getroot()
    (cell,) = page.xpath("//td[@class='read corrected']")
    assert cell.xpath("string(.//summary)") == "567"
    assert cell.xpath("string(.//p)") == NOTE


def test_the_chapter_on_quality_and_the_register_list_the_correction(draft: Book) -> None:
    assert "表1-1 › C3 567 568 名册为568人" in words_of(draft, "quality.html")
    assert "原值“567”，更正为“568”" in words_of(draft, "register.html")


def test_the_file_of_corrections_is_an_input(draft: Book) -> None:
    manifest = json.loads((draft.build / "manifest.json").read_text(encoding="utf-8"))
    assert {CORRECTIONS, "params/jiaohe-2016/register.yaml"} <= set(manifest["inputs"])
    assert "signed_off" not in manifest


def test_a_build_with_a_correction_verifies(draft: Book) -> None:
    assert findings(draft) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        (CORRECTIONS, "new: 568", "new: 569", f"{CORRECTIONS}: text of {FIGURE} was 568, is 569"),
        (CORRECTIONS, "reported_by: 漂河镇", "reported_by: 庆岭镇", f"{CORRECTIONS} › data/jiaohe-2016/plan-tables.xlsx › 表1-1 › C3: correction was "),
        (EDITION, "张三", "张四", f"{EDITION}: file was sha256:"),
        ("params/jiaohe-2016/register.yaml", "来源工作簿与规划文件逐表核对", "来源工作簿与规划文件核对", "params/jiaohe-2016/register.yaml: file was sha256:"),
    ],
)  # fmt: skip
def test_an_altered_line_is_named(draft: Book, file: str, old: str, new: str, named: str) -> None:
    with altered(draft.root / file, old, new):
        assert any(line.startswith(named) for line in findings(draft))


# ---------------------------------------------------------------- the sign-off


def test_after_the_sign_off_nothing_says_draft(signed: Book) -> None:
    for name, page in pages(signed):
        assert not page.xpath("//*[@class='status-notice' or @class='status-seal']"), name
    files = [*signed.html.rglob("*.html"), *signed.html.rglob("*.svg")]
    assert [path.name for path in files if "征求意见稿" in path.read_text(encoding="utf-8")] == []
    text = "".join(page.extract_text() for page in PdfReader(signed.build / "report.pdf").pages)
    assert "征求意见稿" not in text
    for sheet in load_workbook(signed.build / "tables.xlsx").worksheets:
        assert sheet.oddHeader.center.text is None


def test_the_first_page_the_cover_and_the_register_say_who_signed(signed: Book) -> None:
    said = [
        item.text_content()
        for item in html.parse(signed.html / "index.html").xpath("//ul[@class='edition']/li")
    ]
    assert said[2:] == ["数据性质：真实数据", "签发情况：已签发，王五，某办公室，2016年3月1日"]
    cover = "".join(PdfReader(signed.build / "report.pdf").pages[0].extract_text().split())
    assert "已签发，王五，某办公室，2016年3月1日" in cover
    assert "已签发 王五 某办公室 2016年3月1日" in words_of(signed, "register.html")
    lines = load_workbook(signed.build / "tables.xlsx")["封面"].iter_rows(values_only=True)
    assert ("签发情况", "已签发，王五，某办公室，2016年3月1日") in [line[:2] for line in lines]


def test_a_signed_build_verifies_and_another_signature_is_named(signed: Book) -> None:
    assert findings(signed) == []
    with altered(signed.root / EDITION, "王五", "王六"):
        assert f"{EDITION} › name: signed_off was 王五, is 王六" in findings(signed)
    with altered(signed.html / "index.html", "已签发，王五", "已签发，王六"):
        assert any("sign-off was 签发情况：已签发，王五" in line for line in findings(signed))
