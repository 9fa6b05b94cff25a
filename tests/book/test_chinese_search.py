"""Cutting text into search terms, and finding them in a built index."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assessbook.book.chinese_search import search_terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("光伏", ["光伏"]),
        ("因病致贫", ["因病", "病致", "致贫"]),
        ("县", ["县"]),
        ("贫困户、五保户", ["贫困", "困户", "五保", "保户"]),
        ("2015年11609人", ["年", "人"]),
        ("GDP增速", ["gdp", "增速"]),
        ("G50高速", ["g50", "高速"]),
        ("plan_tables", ["plan", "tables"]),
        ("𠮷林", ["𠮷林"]),
        ("，。11 609", []),
    ],
)
def test_text_is_cut_into_pairs_of_characters_and_lower_case_words(text: str, terms: list[str]) -> None:
    assert search_terms(text) == terms


def test_the_index_of_a_book_leads_from_each_pair_to_the_pages_that_hold_it(sample_html: Path) -> None:
    script = (sample_html / "searchindex.js").read_text(encoding="utf-8")
    index = json.loads(script.removeprefix("Search.setIndex(").removesuffix(")"))
    pages = index["docnames"]

    def pages_with(term: str) -> set[str]:
        found = index["terms"][term]
        return {pages[number] for number in ([found] if isinstance(found, int) else found)}

    assert pages_with("光伏") == {"towns/piaohe"}
    assert pages_with("病致") == {"index", "city"}
    assert "11609" not in index["terms"]


def test_the_language_data_of_a_book_cuts_queries_into_pairs(sample_html: Path) -> None:
    assert "function splitQuery" in (sample_html / "_static" / "language_data.js").read_text(encoding="utf-8")
