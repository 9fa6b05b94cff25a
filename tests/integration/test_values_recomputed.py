"""The value of every figure, worked out a second time from the source cells."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from tests.integration.books import Book
from tests.integration.recomputation import Published, Recomputation, constants, published


@pytest.fixture(scope="module")
def figures(real_book: Book) -> list[Published]:
    """All figures of the ledger."""
    return published(real_book.ledger)


def test_every_value_follows_from_the_cells_of_the_workbooks(
    real_book: Book, figures: list[Published]
) -> None:
    recomputation = Recomputation(real_book.root)
    wrong = []
    for entry in figures:
        value = recomputation.value(entry.derivation)
        assert entry.derivation["unit"] == entry.unit
        if entry.value is None or value != pytest.approx(entry.value, rel=1e-9, abs=1e-12):
            wrong.append((entry.figure, entry.value, value))
    assert len(figures) >= 500
    assert wrong == []


def test_every_text_is_its_value_rounded_half_up(figures: list[Published]) -> None:
    wrong = []
    for entry in figures:
        assert re.fullmatch(r"−?[0-9]+(\.[0-9]+)?", entry.text), entry.figure
        shown = Decimal(entry.text.replace("−", "-"))
        exact = Decimal(f"{entry.value:.12g}")
        half = Decimal(5).scaleb(-1 + int(shown.as_tuple().exponent))
        away = abs(shown) - abs(exact)
        if not -half < away <= half:
            wrong.append((entry.figure, entry.value, entry.text))
    assert wrong == []


def test_notebooks_put_no_numbers_into_figures_but_one_and_spans_of_years(figures: list[Published]) -> None:
    # 1 makes a growth rate of a ratio; 2018 − 2015 and 2020 − 2018 are the years between targets.
    assert {number for entry in figures for number in constants(entry.derivation)} == {1, 2, 3}
