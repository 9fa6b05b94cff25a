"""The page of changes: present values lead home, former ones are quotations of the publication they stood in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import html

from assessbook.book.changes_page import changes_markdown
from assessbook.comparison.compare import Comparison
from assessbook.comparison.revisions import revision_log
from tests.comparison.builds import WORKBOOK, compared, one_cell, valued
from tests.ledger.notebooks import figure, source

NAME = "plan/2015/north/persons"


@pytest.fixture
def comparison(tmp_path: Path) -> Comparison:
    """C3 read 100 and reads 300; C4 is read no longer."""
    former = one_cell(valued(100), figure("south", source("C4", 7)))
    return compared(tmp_path, former, one_cell(valued(300)).but(inputs={WORKBOOK: "sha256:w2"}))


def page_of(comparison: Comparison, earlier: dict[str, Any] | None = None) -> Any:
    def link(page: str, address: str) -> str:
        return f"sources/plan-tables.html#{address.rpartition('!')[2]}"

    text = changes_markdown(comparison, revision_log(comparison, earlier), link)
    assert not [line for line in text.splitlines() if line.startswith("    ")], "MyST would take it for code"
    return html.document_fromstring(f"<main>{text}</main>")


def test_a_present_value_is_a_link_to_the_cell_that_published_it(comparison: Comparison) -> None:
    (link,) = page_of(comparison).xpath("//a[@class='figure']")
    assert dict(link.attrib) == {
        "class": "figure",
        "data-figure": NAME,
        "href": "region/north.html#cell-persons",
    }
    assert link.text == "300"


def test_a_former_value_is_a_quotation_that_names_its_publication_and_leads_nowhere(
    comparison: Comparison,
) -> None:
    changed, gone = page_of(comparison).xpath("//q[@class='former']")
    assert dict(changed.attrib) == {
        "class": "former",
        "data-former": NAME,
        "data-edition": "plan/2015",
        "data-ledger": comparison.former.ledger_digest,
    }
    assert (changed.text, gone.text) == ("100", "7")
    assert gone.get("data-former") == "plan/2015/south/persons"
    assert not gone.xpath("ancestor::a")


def test_the_cause_names_the_cell_and_leads_to_it(comparison: Comparison) -> None:
    (line,) = page_of(comparison).xpath(f"//tr[@data-change='{NAME}']")
    assert line[3].text_content() == "数据：data/plan/tables.xlsx › 表1-1 › C3原为100，现为300。"
    assert line[3].xpath(".//a/@href") == ["sources/plan-tables.html#C3"]


def test_no_number_stands_outside_a_table(comparison: Comparison) -> None:
    page = page_of(comparison)
    for part in page.xpath("//table | //code"):
        part.drop_tree()
    assert not [sign for sign in page.text_content() if sign.isdigit() and sign not in "2015"]


def test_values_of_publications_before_the_former_one_stay_on_the_page(
    comparison: Comparison, tmp_path: Path
) -> None:
    earlier = revision_log(compared(tmp_path / "before", one_cell(valued(90)), one_cell(valued(100))), None)
    (line,) = page_of(comparison, earlier).xpath("//tr[@data-revision]")
    assert line.xpath(".//q[@class='former']/text()") == ["90"]
