"""Sections of a template that come out empty are left out of the book, with heading and words."""

from __future__ import annotations

from assessbook.book.sections import shown_cells
from tests.ledger.notebooks import code, figure, markdown, source, statement

NORTH = figure("north", source("C3", 600))


def shown(*cells: dict[str, object]) -> list[object]:
    return [cell["id"] for cell in shown_cells(cells)]


def test_a_section_whose_cells_show_nothing_is_left_out_with_its_words() -> None:
    found = shown(
        markdown("title", "# 资金"),
        markdown("introduction", "本章说明资金。"),
        markdown("section-mix", "## 资金来源"),
        code("mix", statement(NORTH)),
        markdown("section-shares", "## 资产收益\n\n另见方法。"),
        code("shares"),
        markdown("note-shares", "注。"),
        markdown("section-finance", "## 金融"),
        code("helper"),
        code("finance", statement(NORTH)),
    )
    assert found == ["title", "introduction", "section-mix", "mix", "section-finance", "finance"]


def test_a_section_of_words_alone_stays() -> None:
    assert shown(markdown("words", "## 说明\n\n口径。"), markdown("next", "## 数据"), code("data")) == [
        "words"
    ]


def test_what_stands_before_the_first_section_stays_though_its_cells_show_nothing() -> None:
    found = shown(markdown("title", "# 资金"), code("helper"), markdown("section", "## 金融"), code("quiet"))
    assert found == ["title"]


def test_setup_cells_are_never_shown() -> None:
    setup = {**code("setup", statement(NORTH)), "metadata": {"tags": ["setup"]}}
    assert shown(markdown("title", "# 资金"), setup) == ["title"]
