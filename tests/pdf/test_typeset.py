"""The PDF itself: fonts, bytes, bookmarks, tags, marks, pages; read by pypdf, not by what made it."""

from __future__ import annotations

import copy
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.image import imread
from pypdf import PdfReader

from assessbook.core.problems import CheckFailed
from assessbook.pdf.compile import compile_pdf
from assessbook.pdf.document import Document, make_document
from assessbook.pdf.glyph_check import characters
from assessbook.pdf.tagged_text import shown_figures
from assessbook.pdf.typesetter import font_files
from tests.ledger.notebooks import code
from tests.pdf.conftest import TEMPLATE, Typeset, typeset
from tests.pdf.edition import contents, notebooks, table
from tests.workbook.edition import NORTH, run


def reader(pdf: bytes) -> Any:
    return PdfReader(BytesIO(pdf))


def text_of(page: Any) -> str:
    return "".join(page.extract_text().replace("\u2060", "").split())


def of_tables(folder: Path, columns: int, rows: int) -> Document:
    """A report whose quality chapter is one large table."""
    entries = notebooks()
    page, quality = entries[-1]
    cells = [code("large", table(NORTH, columns, rows))]
    content = {**quality.content, "cells": cells}
    entries[-1] = (page, type(quality)(quality.name, quality.region, quality.rank, content))
    return make_document(contents(folder, entries=entries))


def test_the_same_report_has_the_same_bytes_from_another_folder(
    full: Typeset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert typeset(full.document) == full.pdf


def test_every_font_is_embedded_and_is_one_of_the_two_families(full: Typeset) -> None:
    names = set()
    for page in reader(full.pdf).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            below = font["/DescendantFonts"][0]
            names.add(str(below["/BaseFont"]).partition("+")[2])
            descriptor = below["/FontDescriptor"]
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
    assert {name.partition("-")[0] for name in names} == {"NotoSerifSC", "NotoSansCJKsc"}


def test_title_language_and_tags_are_there_for_screen_readers(full: Typeset) -> None:
    root = reader(full.pdf).trailer["/Root"]
    assert reader(full.pdf).metadata.title == "某市规划实施情况年度评估报告（2015年度）"
    assert root["/Lang"] == "zh-CN"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_the_file_holds_no_date_and_no_place(full: Typeset) -> None:
    assert "/CreationDate" not in reader(full.pdf).metadata
    assert b"/tmp" not in full.pdf


def test_chapters_and_sections_are_bookmarks(full: Typeset) -> None:
    outline = reader(full.pdf).outline
    top = [entry.title for entry in outline if not isinstance(entry, list)]
    assert top == ["摘要", *(chapter["title"] for chapter in full.document.content["chapters"])]
    (place,) = [n for n, entry in enumerate(outline) if getattr(entry, "title", "") == "第四章　分地区评估"]
    assert [entry.title for entry in outline[place + 1] if not isinstance(entry, list)] == ["北镇", "南镇"]


def test_the_contents_lead_to_pages(full: Typeset) -> None:
    contents_page = reader(full.pdf).pages[1]
    assert text_of(contents_page).startswith("某市规划实施情况年度评估报告（2015年度）目录目录摘要")
    assert len([note for note in contents_page["/Annots"] if note.get_object()["/Subtype"] == "/Link"]) > 10


def test_the_cover_says_title_region_year_office_and_status(full: Typeset, leadership: Typeset) -> None:
    cover = text_of(reader(full.pdf).pages[0])
    assert cover == (
        "某市规划实施情况年度评估报告2015年度评估地区某市评估年度2015年评估依据《规划》编制单位某市统计局数据性质真实数据"
    )
    assert text_of(reader(leadership.pdf).pages[0]).endswith("数据性质征求意见稿")


def test_a_draft_is_marked_on_every_page_and_a_real_report_on_none(
    full: Typeset, leadership: Typeset
) -> None:
    assert all("征求意见稿" in text_of(page) for page in reader(leadership.pdf).pages)
    assert not any("征求意见稿" in text_of(page) for page in reader(full.pdf).pages)


def test_made_up_data_are_told_on_every_page_in_words(tmp_path: Path) -> None:
    made = make_document(contents(tmp_path, status="synthetic"), "leadership")
    for page in reader(typeset(made)).pages:
        assert "演示数据" in text_of(page)
        assert "不反映任何地区的实际情况" in text_of(page)


def test_pages_are_numbered_roman_before_the_summary_and_arabic_from_it(full: Typeset) -> None:
    labels = reader(full.pdf).page_labels
    assert labels[1:3] == ["I", "1"]
    assert labels[-1] == str(len(labels) - 2)


@pytest.mark.parametrize("count", [1, 9])
def test_the_summary_is_one_page_however_long_its_sentences_are(tmp_path: Path, count: int) -> None:
    long = [
        ["北镇", run(NORTH), "人，" + "原文未注明年份，按规划期末计算，" * 8 + "。"] for _ in range(count)
    ]
    made = make_document(contents(tmp_path, entries=notebooks(*long)), "leadership")
    pages = [text_of(page) for page in reader(typeset(made)).pages]
    (summary,) = [number for number, text in enumerate(pages) if "年度）摘要" in text]
    assert pages[summary].count("按规划期末计算，。") == count
    assert "第一章目标与结论" in pages[summary + 1]


def test_a_wide_table_is_turned_with_its_running_head(tmp_path: Path) -> None:
    pages = reader(typeset(of_tables(tmp_path, 13, 3))).pages
    turned = [page for page in pages if page.mediabox.width > page.mediabox.height]
    assert len(turned) == 1
    assert "第五章数据质量" in text_of(turned[0])
    assert "第13项人口" in text_of(turned[0])


def test_a_long_table_repeats_its_head_and_says_that_it_goes_on(tmp_path: Path) -> None:
    pages = [text_of(page) for page in reader(typeset(of_tables(tmp_path, 2, 80))).pages]
    of_chapter = [text for text in pages if "第五章数据质量" in text and "第1项人口（人）" in text]
    assert len(of_chapter) >= 2
    assert ["续表5-1" in text for text in of_chapter] == [False] + [True] * (len(of_chapter) - 1)


def test_a_caption_stands_on_the_page_of_its_table(tmp_path: Path) -> None:
    pages = [text_of(page) for page in reader(typeset(of_tables(tmp_path, 2, 80))).pages]
    (captioned,) = [text for text in pages if "表5-1人口" in text]
    assert "第1行" in captioned


def first_pages_of_chapters(pdf: bytes) -> list[int]:
    made = reader(pdf)
    chapters = [entry for entry in made.outline if not isinstance(entry, list)]
    return [made.get_destination_page_number(entry) for entry in chapters if entry.title.startswith("第")]


def test_a_chapter_begins_below_a_short_end_of_the_one_before(full: Typeset) -> None:
    pages = first_pages_of_chapters(full.pdf)
    # The chapters of this report are a few lines each.
    assert len(set(pages)) < len(pages)
    assert pages == sorted(pages)


def test_chapters_of_a_very_long_report_all_begin_on_a_new_page(
    full: Typeset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assessbook.pdf.compile._IN_PARTS", 100)
    pages = first_pages_of_chapters(typeset(full.document))
    assert len(pages) == len(set(pages)) > 1


def test_bold_is_bolder_and_not_only_asked_for() -> None:
    def ink(weight: int) -> float:
        source = (
            "#set page(width: 80pt, height: 40pt, margin: 4pt)\n"
            f'#text(font: "Noto Sans CJK SC", size: 24pt, weight: {weight})[贫困]'
        )
        fonts = [font_files()[1].parent]
        png = typst.compile(source.encode(), font_paths=fonts, ignore_system_fonts=True, format="png", ppi=72)
        return float((1 - imread(BytesIO(bytes(png)))[:, :, 0]).sum())

    assert ink(700) > 1.3 * ink(400)


HAN = st.sampled_from([chr(code) for code in sorted(characters()) if 0x4E00 <= code <= 0x9FA5])
SIGNS = st.sampled_from(
    list("“”‘’《》（）【】、，。；：！？…—·％‰×÷−≤≥№℃①②Ⅲ#$*_`@\\[]{}<>=+-/~^&|'\"%;:,.!?()")
)
LATIN = st.characters(min_codepoint=0x21, max_codepoint=0x7E)
TEXT = st.text(st.one_of(HAN, SIGNS, LATIN), min_size=1, max_size=12)


@given(st.lists(TEXT, min_size=1, max_size=20))
@settings(max_examples=12)
def test_any_text_comes_back_as_it_was(texts: list[str]) -> None:
    source = "\n".join(
        ['#import "style.typ": *', '#let data = json("document.json").texts', '#set document(title: "x")',
         '#set text(font: serif, lang: "zh", region: "cn")', "#for text in data { par(emph(text)) }"]
    )  # fmt: skip
    assert [shown.text for shown in shown_figures(_compiled(source, texts))] == texts


def _compiled(source: str, texts: list[str]) -> bytes:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "report.typ").write_text(source, encoding="utf-8")
        (folder / "style.typ").write_text(
            (TEMPLATE / "style.typ").read_text(encoding="utf-8"), encoding="utf-8"
        )
        return compile_pdf({"meta": {}, "texts": texts}, {}, folder)


def test_a_chart_without_alternative_text_can_not_be_typeset(full: Typeset) -> None:
    content = copy.deepcopy(full.document.content)
    for chapter in content["chapters"]:
        for item in chapter["items"]:
            item.pop("alternative", None)
    with pytest.raises(CheckFailed, match="can't be typeset"):
        compile_pdf(content, full.document.pictures, TEMPLATE)
