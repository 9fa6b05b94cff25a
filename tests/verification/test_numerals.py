"""Exact numbers out of cells and into print, and scales of units."""

from __future__ import annotations

from fractions import Fraction

import pytest

from assessbook.verification.numerals import Printed, number_of_cell, print_number, ranked, scale_of


@pytest.mark.parametrize(
    ("content", "unit", "value", "decimals"),
    [
        (567, "人", Fraction(567), 0),
        (3.88, "%", Fraction(388, 100), 2),
        ("5832户", "户", Fraction(5832), 0),
        ("56.31%", "%", Fraction(5631, 100), 2),
        ("83.0%", "%", Fraction(83), 1),
        ("≥90%", "%", Fraction(90), 0),
        ("≤2", "倍", Fraction(2), 0),
        ("降低18%", "%", Fraction(18), 0),
        ("-1.5", "%", Fraction(-3, 2), 1),
    ],
)
def test_a_cell_is_read_as_it_prints(content: object, unit: str, value: Fraction, decimals: int) -> None:
    assert number_of_cell(content, "General", unit) == Printed(value, decimals)


def test_a_cell_that_displays_a_percentage_holds_a_hundredth_of_it() -> None:
    assert number_of_cell(0.0388, "0.00%", "%") == Printed(Fraction(388, 100), 2)


def test_a_number_format_keeps_the_zeros_that_a_cell_loses() -> None:
    assert number_of_cell(9, "0.0", "亿元") == Printed(Fraction(9), 1)


@pytest.mark.parametrize("content", ["佟家村", "5832户", "12%人", "", None, True])
def test_what_is_no_number_in_the_unit_is_none(content: object) -> None:
    assert number_of_cell(content, "General", "人") is None


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(-1, 8), 2, "\u22120.13"),
        (Fraction(-1, 1000), 2, "0.00"),
        (Fraction(2, 3), 2, "0.67"),
        (Fraction(2, 3), None, "0.666666666667"),
        (Fraction(6000), None, "6000"),
        (Fraction(120), 1, "120.0"),
    ],
)
def test_numbers_print_half_up(value: Fraction, decimals: int | None, text: str) -> None:
    assert print_number(value, decimals) == text


def test_ranks_take_what_agrees_in_twelve_digits_for_the_same() -> None:
    assert ranked(Fraction(3, 10)) == ranked(Fraction(3, 10) + Fraction(1, 10**14))
    assert ranked(Fraction(3, 10)) != ranked(Fraction(3, 10) + Fraction(1, 10**11))


@pytest.mark.parametrize(
    ("unit", "scale"),
    [
        ("人", Fraction(1)),
        ("万元", Fraction(10**4)),
        ("亿元", Fraction(10**8)),
        ("%", Fraction(1, 100)),
        ("元/人", Fraction(1)),
        ("万元/个", Fraction(10**4)),
        ("平方米/人", Fraction(1, 10**6)),
        ("%·万人", Fraction(100)),
        ("百分点/年", Fraction(1, 100)),
        ("", Fraction(1)),
    ],
)
def test_units_have_their_scale(unit: str, scale: Fraction) -> None:
    assert scale_of(unit) == scale
