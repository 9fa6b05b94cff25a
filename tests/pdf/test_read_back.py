"""Reading a finished PDF back: every figure is found, and every difference from the ledger is named."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from assessbook.core.problems import CheckFailed
from assessbook.pdf.document import Document
from assessbook.pdf.marked_content import marked_texts
from assessbook.pdf.read_back import check_pdf
from assessbook.pdf.tagged_text import Unreadable, shown_figures
from assessbook.verification.ledger_file import LedgerFile, Row
from assessbook.verification.pdf_check import check_report
from assessbook.verification.report import Findings
from tests.pdf.conftest import Typeset, typeset

SHARE = "plan/2015/county/share"
NORTH = "plan/2015/north/persons"


def altered(document: Document, change: Callable[[dict[str, Any]], None]) -> Document:
    """The document with something else in one place."""
    content = copy.deepcopy(document.content)
    change(content)
    return replace(document, content=content)


def first_sentence(content: dict[str, Any]) -> dict[str, Any]:
    figure: dict[str, Any] = content["summary"]["sentences"][1][1]
    assert figure["text"] == "600"
    return figure


def another_text(content: dict[str, Any]) -> None:
    first_sentence(content)["text"] = "601"


def another_line(content: dict[str, Any]) -> None:
    first_sentence(content)["code"] = "F0003"


def one_less(content: dict[str, Any]) -> None:
    content["summary"]["sentences"][1][1] = "600"


def another_text_in_the_list(content: dict[str, Any]) -> None:
    content["chapters"][-1]["items"][1]["lines"][1]["text"] = "60"


def test_every_figure_of_the_ledger_is_shown_and_listed(full: Typeset) -> None:
    found = shown_figures(full.pdf)
    listed = [each.text for each in found if each.leads_to is None]
    assert listed == ["5", "600", "66.67", "\N{MINUS SIGN}3.0", "300"]
    assert {each.text for each in found if each.leads_to} == set(listed)


def test_links_of_one_figure_all_lead_to_one_line(full: Typeset) -> None:
    links = [each for each in shown_figures(full.pdf) if each.leads_to]
    places = {text: {each.leads_to for each in links if each.text == text} for text in full.texts.values()}
    assert [len(found) for found in places.values()] == [1] * 5
    lines = [found.pop() for found in places.values()]
    assert lines == sorted(lines)  # the list is in the order of the ledger


def test_a_report_as_it_was_typeset_agrees_with_the_ledger(full: Typeset, leadership: Typeset) -> None:
    assert check_pdf(full.pdf, full.document, full.texts) == len(full.document.shown) + 5
    assert check_pdf(leadership.pdf, leadership.document, leadership.texts) == len(leadership.document.shown)


def test_in_the_report_for_leadership_figures_are_told_without_links(leadership: Typeset) -> None:
    found = shown_figures(leadership.pdf)
    assert [each.text for each in found] == [text for _, text in leadership.document.shown]
    assert all(each.leads_to is None for each in found)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (another_text, f"page 3: {NORTH} shows '601', the ledger says '600'"),
        (another_line, f"page 3: {NORTH} leads to the line of {SHARE}"),
        (one_less, "figures are shown, "),
        (another_text_in_the_list, f"list of figures: {NORTH} shows '60', the ledger says '600'"),
    ],
)
def test_a_difference_stops_the_build_and_is_named(
    full: Typeset, change: Callable[[dict[str, Any]], None], told: str
) -> None:
    pdf = typeset(altered(full.document, change))
    with pytest.raises(CheckFailed) as raised:
        check_pdf(pdf, full.document, full.texts)
    assert told in str(raised.value)


def test_another_text_in_the_report_for_leadership_is_named(leadership: Typeset) -> None:
    pdf = typeset(altered(leadership.document, another_text))
    with pytest.raises(CheckFailed, match="shows '601', the ledger says '600'"):
        check_pdf(pdf, leadership.document, leadership.texts)


def ledger_of(made: Typeset) -> LedgerFile:
    rows = {
        name: Row({"figure": name, "text": row.text}, {}, (), ())
        for name, row in made.contents.figures.items()
    }
    return LedgerFile(rows, {})


def findings(made: Typeset, pdf: bytes, audience: str) -> list[str]:
    found = Findings()
    check_report(shown_figures(pdf), "build/report.pdf", ledger_of(made), audience, found)
    return [str(finding) for finding in found.sorted()]


def test_a_verification_finds_nothing_in_a_report_as_it_was_built(full: Typeset, leadership: Typeset) -> None:
    assert findings(full, full.pdf, "full") == []
    assert findings(leadership, leadership.pdf, "leadership") == []


@pytest.mark.parametrize(
    ("change", "parts"),
    [
        (another_text, ["page 3", NORTH, "600", "601"]),
        (another_text_in_the_list, ["line of the list", NORTH, "600", "60"]),
        (another_line, ["page 3", SHARE, "66.67", "600"]),
    ],
)
def test_a_verification_names_what_was_altered(
    full: Typeset, change: Callable[[dict[str, Any]], None], parts: list[str]
) -> None:
    (line,) = findings(full, typeset(altered(full.document, change)), "full")
    assert all(part in line for part in parts), line


def test_a_verification_of_a_leadership_report_names_a_number_that_is_no_figure(leadership: Typeset) -> None:
    (line,) = findings(leadership, typeset(altered(leadership.document, another_text)), "leadership")
    assert "601" in line


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"not a pdf at all"])
def test_what_is_no_pdf_is_said_to_be_unreadable(full: Typeset, content: bytes) -> None:
    with pytest.raises(Unreadable):
        shown_figures(content)
    with pytest.raises(CheckFailed, match="can't be read back"):
        check_pdf(content, full.document, full.texts)


def without_an_element(pdf: bytes) -> bytes:
    """The object of one figure's tag under a number that nothing refers to."""
    return re.sub(rb"\n[0-9]+ 0 obj\n(?=<</Type/StructElem/S/Em/)", b"\n1 7 obj\n", pdf, count=1)


def with_a_broken_page(pdf: bytes) -> bytes:
    """The compressed text of the last page with some bytes in its middle changed."""
    reader = PdfReader(BytesIO(pdf))
    number = reader.pages[-1].raw_get("/Contents").idnum  # type: ignore[attr-defined]
    begin = pdf.index(b"stream\n", pdf.index(b"\n%d 0 obj" % number)) + len(b"stream\n")
    middle = (begin + pdf.index(b"endstream", begin)) // 2
    return pdf[:middle] + bytes(byte ^ 0xFF for byte in pdf[middle : middle + 8]) + pdf[middle + 8 :]


@pytest.mark.parametrize("damage", [without_an_element, with_a_broken_page])
def test_a_damaged_report_is_never_mended_in_silence(full: Typeset, damage: Callable[[bytes], bytes]) -> None:
    damaged = damage(full.pdf)
    assert len(damaged) >= len(full.pdf) - 8
    assert damaged != full.pdf
    with pytest.raises(Unreadable) as raised:
        shown_figures(damaged)
    assert " at 0x" not in str(raised.value)  # the same damage is told in the same words


def test_words_of_a_page_keep_their_escapes_and_what_is_said_in_place_of_glyphs() -> None:
    stream = (
        rb"/P<</MCID 0>>BDC /f0 9 Tf (\000\001\0\(\000\)) Tj EMC "
        rb"/Span<</MCID 1/ActualText<FEFF4E00>>>BDC /f0 9 Tf<0001>Tj EMC "
        rb"/Artifact BMC (\000\001) Tj EMC "
        rb"/P <</MCID 2>> BDC q 1 0 0 1 0 0 cm /f1 9 Tf <00 1> Tj /Span <<>> BDC (\000(\000)) Tj EMC Q EMC"
    )
    fonts = {"f0": {1: "a", ord("("): "b", ord(")"): "c"}, "f1": {0x10: "d", ord("("): "e", ord(")"): "f"}}
    assert marked_texts(stream, fonts.__getitem__) == {0: "abc", 1: "一", 2: "def"}
