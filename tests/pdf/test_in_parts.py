"""A very long report typeset in parts: the file says and leads to what it does in one piece."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from assessbook.core.kept_bytes import KeptBytes
from assessbook.core.problems import CheckFailed
from assessbook.pdf.compile import compile_pdf
from assessbook.pdf.document import Document
from assessbook.pdf.parts import names_of, parts_of
from assessbook.pdf.read_back import check_pdf
from assessbook.pdf.tagged_text import shown_figures
from assessbook.pdf.typesetter import Typesetter
from tests.pdf.conftest import TEMPLATE, Typeset, typeset


@pytest.fixture(autouse=True)
def _always_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even a short report, whose list of figures gets two lines a part and whose sections one part each."""
    monkeypatch.setattr("assessbook.pdf.compile._IN_PARTS", 100)
    monkeypatch.setattr("assessbook.pdf.parts._SIZE", 10)
    monkeypatch.setattr("assessbook.pdf.parts._LINES", 2)


@pytest.fixture
def joined(full: Typeset, _always_in_parts: None) -> bytes:
    return typeset(full.document)


def text_of(pdf: bytes) -> str:
    pages = [page.extract_text() for page in reader(pdf).pages]
    return "".join("".join(page.replace("\u2060", "").split()) for page in pages)


def reader(pdf: bytes) -> Any:
    return PdfReader(BytesIO(pdf))


def titles(outline: Any) -> Iterator[str]:
    for entry in outline:
        if isinstance(entry, list):
            yield from titles(entry)
        else:
            yield str(entry.title)


def elements(pdf: bytes) -> list[tuple[str, pikepdf.Dictionary]]:
    """Every element of the structure tree with its kind, in reading order."""
    found: list[tuple[str, Any]] = []
    with pikepdf.open(BytesIO(pdf)) as opened:
        stack: list[Any] = [opened.Root["/StructTreeRoot"]["/K"]]
        while stack:
            thing = stack.pop()
            if isinstance(thing, pikepdf.Array):
                stack.extend(reversed(list(thing)))
            elif isinstance(thing, pikepdf.Dictionary) and "/S" in thing:
                found.append(
                    (str(thing["/S"]), {str(key): str(thing[key]) for key in ("/ID",) if key in thing})
                )
                if "/K" in thing:
                    stack.append(thing["/K"])
    return found


def test_every_figure_is_shown_as_in_one_piece_and_leads_to_its_line(full: Typeset, joined: bytes) -> None:
    # `full` was typeset in one piece, before these tests changed the limits.
    whole = [(each.text, each.leads_to is None) for each in shown_figures(full.pdf)]
    assert [(each.text, each.leads_to is None) for each in shown_figures(joined)] == whole
    assert check_pdf(joined, full.document, full.texts) == len(whole)


def test_a_figure_that_leads_to_another_line_is_found(full: Typeset) -> None:
    content = copy.deepcopy(full.document.content)
    content["summary"]["sentences"][1][1]["code"] = "F0003"
    pdf = typeset(Document(content, full.document.pictures, (), ()))
    with pytest.raises(CheckFailed, match="plan/2015/north/persons leads to the line of"):
        check_pdf(pdf, full.document, full.texts)


def test_the_bookmarks_are_those_of_one_piece(full: Typeset, joined: bytes) -> None:
    whole, parts = (reader(pdf).outline for pdf in (full.pdf, joined))
    assert list(titles(parts)) == list(titles(whole))
    assert list(titles(parts))[:2] == ["摘要", "第一章　目标与结论"]


def test_a_bookmark_leads_to_the_page_that_begins_with_its_heading(joined: bytes) -> None:
    made = reader(joined)
    chapters = [entry for entry in made.outline if not isinstance(entry, list) and "章" in str(entry.title)]
    assert len(chapters) == 7
    for entry in chapters:
        page = made.pages[made.get_destination_page_number(entry)]
        said = "".join(page.extract_text().split())
        heading = str(entry.title).replace("\u3000", "")
        assert said.count(heading) == 2, "once in the running head, once as the heading"


def test_pages_are_numbered_through_the_parts(joined: bytes) -> None:
    made = reader(joined)
    labels = made.page_labels
    assert labels[1:4] == ["I", "1", "2"]
    assert labels[-1] == str(len(labels) - 2)
    for label, page in list(zip(labels, made.pages, strict=True))[2:]:
        # The number stands in the foot, before the office.
        assert f"{label}某市统计局" in "".join(page.extract_text().split())


def test_the_contents_tell_the_pages_of_the_parts(joined: bytes) -> None:
    made = reader(joined)
    told = "".join(made.pages[1].extract_text().split())
    assert "摘要" in told
    for entry in made.outline:
        if not isinstance(entry, list) and "章" in str(entry.title):
            label = made.page_labels[made.get_destination_page_number(entry)]
            line = told[told.index(str(entry.title).replace("\u3000", "")) :]
            assert (
                line.replace(".", "").removeprefix(str(entry.title).replace("\u3000", "")).startswith(label)
            )


def test_the_summary_tells_the_pages_of_the_chapters(joined: bytes) -> None:
    made = reader(joined)
    (quality,) = [entry for entry in made.outline if getattr(entry, "title", "") == "第五章　数据质量"]
    label = made.page_labels[made.get_destination_page_number(quality)]
    assert f"第五章数据质量（第{label}页）" in "".join(made.pages[2].extract_text().split())


def test_a_chart_names_its_data_without_a_page_that_is_not_known_yet(full: Typeset, joined: bytes) -> None:
    assert "图中数据：见附表1（第" in text_of(full.pdf)
    assert "图中数据：见附表1。" in text_of(joined)


def test_the_cells_of_heads_have_names_of_their_own(joined: bytes) -> None:
    heads = [element["/ID"] for kind, element in elements(joined) if kind == "/TH"]
    assert len(heads) > 20
    assert len(set(heads)) == len(heads)
    with pikepdf.open(BytesIO(joined)) as opened:
        named = [str(name) for name in list(opened.Root["/StructTreeRoot"]["/IDTree"]["/Names"])[::2]]
    assert sorted(heads) == named


def test_every_link_and_page_is_found_from_its_number(joined: bytes) -> None:
    with pikepdf.open(BytesIO(joined)) as opened:
        tree = pikepdf.NumberTree(opened.Root["/StructTreeRoot"]["/ParentTree"])
        for page in opened.pages:
            for note in page.obj.get("/Annots", ()):
                assert tree[int(note["/StructParent"])]["/S"] == "/Link"
        pages = [page for page in opened.pages if "/StructParents" in page.obj]
        assert all(int(page.obj["/StructParents"]) in tree for page in pages)


def test_the_file_is_told_to_be_what_it_is_in_one_piece(joined: bytes) -> None:
    root = reader(joined).trailer["/Root"]
    assert root["/Lang"] == "zh-CN"
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_the_same_report_has_the_same_bytes_and_holds_no_date(full: Typeset, joined: bytes) -> None:
    assert typeset(full.document) == joined
    assert "/CreationDate" not in reader(joined).metadata


def test_only_parts_that_changed_are_typeset_again(
    full: Typeset, joined: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    take = Typesetter.take

    def noted(using: Typesetter, document: str) -> None:
        made.append(document)
        take(using, document)

    monkeypatch.setattr(Typesetter, "take", noted)
    kept = KeptBytes(tmp_path / "parts")
    content, pictures = full.document.content, full.document.pictures
    assert compile_pdf(content, pictures, TEMPLATE, kept) == joined
    assert len(made) == len(parts_of(content)) + 1
    made.clear()
    changed = copy.deepcopy(content)
    changed["chapters"][4]["items"][-1]["entries"][1] = ["第二项，已经改动"]
    pdf = compile_pdf(changed, pictures, TEMPLATE, kept)
    (document,) = made
    assert "已经改动" in document
    assert pdf == compile_pdf(changed, pictures, TEMPLATE)


def test_a_kept_part_is_not_used_where_what_its_links_lead_to_is_called_otherwise(
    full: Typeset, tmp_path: Path
) -> None:
    kept = KeptBytes(tmp_path / "parts")
    pictures = full.document.pictures
    compile_pdf(full.document.content, pictures, TEMPLATE, kept)
    changed = copy.deepcopy(full.document.content)
    changed["chapters"][-1]["title"] = "附录　全部数字"
    pdf = compile_pdf(changed, pictures, TEMPLATE, kept)
    assert pdf == compile_pdf(changed, pictures, TEMPLATE)
    with pikepdf.open(BytesIO(pdf)) as opened:
        told = [
            str(note.get("/Contents", "")) for page in opened.pages for note in page.obj.get("/Annots", ())
        ]
    assert "附录　全部数字 F0001" in told


def test_a_link_to_what_is_not_there_is_refused(full: Typeset) -> None:
    content = copy.deepcopy(full.document.content)
    content["summary"]["sentences"][1][1]["code"] = "F9999"
    with pytest.raises(CheckFailed, match="'F9999', which isn't in the report"):
        typeset(Document(content, full.document.pictures, (), ()))


def test_parts_hold_all_of_a_report_once(full: Typeset) -> None:
    parts = parts_of(full.document.content)
    items = [item for part in parts for item in part.chapter["items"] if item["kind"] != "index"]
    expected = [item for chapter in full.document.content["chapters"] for item in chapter["items"]]
    assert items == [item for item in expected if item["kind"] != "index"]
    lines = [line for part in parts for item in part.chapter["items"] for line in item.get("lines", ())]
    assert lines == full.document.content["chapters"][-1]["items"][1]["lines"]
    assert [part.chapter["title"] for part in parts if not part.chapter["continued"]] == [
        chapter["title"] for chapter in full.document.content["chapters"]
    ]
    assert names_of(parts)["table-1-1"] == "表1-1"
