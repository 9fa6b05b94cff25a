"""A cell is a number, or a problem that says what to type instead."""

from __future__ import annotations

from datetime import datetime

import pytest

from assessbook.observations.grid import SheetCell
from assessbook.observations.printed_numbers import Fault, PrintedNumber, Printing, read_number

PERSONS = Printing("persons", "人", integer=True, minimum=0, unit_stated_by="header")
SHARE = Printing("coverage", "%", unit_in_cell=True, minimum=0, maximum=100)
FUNDS = Printing("fund_uses", "亿元", minimum=0)


def number(value, number_format="General"):
    return SheetCell("C7", "number", value, number_format)


def text(value):
    return SheetCell("C7", "text", value)


@pytest.mark.parametrize(
    ("value", "decimals"),
    [(12090, 0), (27.1, 1), (2.071, 3), (5832.0, 0), (0.30000000000000004, 1), (0.02, 2)],
)
def test_a_number_prints_as_many_decimals_as_its_shortest_form(value, decimals):
    found = read_number(number(value), Printing("gdp", "亿元"))
    assert found == PrintedNumber(pytest.approx(value), "", decimals)


@pytest.mark.parametrize(
    ("printed", "value", "comparator", "decimals"),
    [
        ("3.88%", 3.88, "", 2),
        ("≥90%", 90, ">=", 0),
        ("≤4.5%", 4.5, "<=", 1),
        ("100%", 100, "", 0),
        ("0", 0, "", 0),
    ],
)
def test_text_with_the_unit_is_a_number_where_the_unit_belongs_in_the_cell(
    printed, value, comparator, decimals
):
    assert read_number(text(printed), SHARE) == PrintedNumber(value, comparator, decimals)


def test_a_comparator_needs_no_unit_where_the_header_has_it():
    assert read_number(text("≥90"), Printing("target", "%")) == PrintedNumber(90, ">=", 0)


def test_a_prefix_stands_before_the_number():
    printing = Printing("energy", "%", unit_in_cell=True, prefix="降低")
    assert read_number(text("降低30%"), printing) == PrintedNumber(30, "", 0)
    assert "Write the word 降低 before the number" in read_number(text("30%"), printing).action


@pytest.mark.parametrize(
    ("typed", "action"),
    [
        ("567人", "Remove the unit; the header already says 人."),
        ("５６７", "Enter 567 as a number, in half-width digits."),
        ("1,234", "Enter 1234 as a number, without thousands separators."),
        ("1，234", "Enter 1234 as a number, in half-width digits, without thousands separators."),
        ("\u3000567", "Enter 567 as a number, without spaces."),
        ("567 ", "Enter 567 as a number, without spaces."),
        ("567", "Enter 567 as a number."),
        ("5O7", "Enter 507 as a number, with the digits 0 and 1, not letters."),
        ("l5", "Enter 15 as a number, with the digits 0 and 1, not letters."),
        (
            "５６７人",
            "Remove the unit; the header already says 人. Enter 567 as a number, in half-width digits.",
        ),
    ],
)
def test_text_where_a_whole_number_belongs_says_what_to_type(typed, action):
    found = read_number(text(typed), PERSONS)
    assert found == Fault(f'persons is text "{typed}", a whole number is needed', action)


def test_a_word_where_a_number_belongs_may_be_declared_a_symbol():
    found = read_number(text("若干"), PERSONS)
    assert found.what == 'persons is text "若干", a whole number is needed'
    assert "Enter the number" in found.action
    assert "symbols:" in found.action


def test_a_unit_that_is_stated_nowhere_is_that_of_the_measure():
    found = read_number(text("0.54亿元"), FUNDS)
    assert found.action == "Remove the unit; the measure is in 亿元."


def test_another_unit_of_the_same_kind_is_converted_in_the_advice():
    found = read_number(text("5400万元"), FUNDS)
    assert found.action == "The measure is in 亿元, not 万元: 5400万元 is 0.54亿元. Enter 0.54."


def test_a_unit_of_another_kind_points_at_row_and_column():
    found = read_number(text("271户"), PERSONS)
    assert "The measure is in 人, not 户" in found.action
    assert "tables.yaml" in found.action


@pytest.mark.parametrize("cell", [None, text("  "), text("\u3000")])
def test_a_blank_is_a_problem(cell):
    found = read_number(cell, PERSONS)
    assert found.what == "persons is blank, a whole number is needed"
    assert "Enter the number, 0 if it is zero" in found.action


@pytest.mark.parametrize("cell", [number(0.95), text("0.95")])
def test_a_percentage_without_its_unit_could_be_two_numbers(cell):
    found = read_number(cell, SHARE)
    assert "0.95 without the unit %, so that 0.95 and 95% can't be told apart" in found.what
    assert "95% or 0.95%" in found.action


def test_a_count_without_its_printed_unit_is_a_problem():
    found = read_number(number(5832), Printing("households", "户", unit_in_cell=True))
    assert found.what == "households is 5832 without its unit, a number with its unit 户 is needed"
    assert found.action == "Write 5832户."


def test_a_full_width_percent_sign_is_to_be_written_narrow():
    assert read_number(text("3.88％"), SHARE).action == "Write 3.88%, in half-width digits."


def test_another_unit_than_the_printed_one_is_a_problem():
    found = read_number(text("6‰"), SHARE)
    assert found.action == "The measure is in %, not ‰: 6‰ is 0.6%. Enter 0.6%."


def test_a_unit_in_the_number_format_counts_as_printed():
    assert read_number(number(0.994, "0.0%"), SHARE) == PrintedNumber(99.4, "", 1)
    households = Printing("households", "户", unit_in_cell=True)
    assert read_number(number(5832, '0"户"'), households) == PrintedNumber(5832, "", 0)


def test_a_percent_format_in_a_plain_column_is_a_problem():
    found = read_number(number(0.952, "0.0%"), Printing("coverage", "%"))
    assert "displays 95.2% but holds 0.952" in found.what
    assert found.action == "Format the cell as a number, not as a percentage, and enter 95.2."


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (number(-5), "is -5人, below its minimum 0人".replace("-", "−")),
        (number(567.5), "is 567.5人, a whole number is needed"),
        (SheetCell("C7", "boolean", True), "is the truth value TRUE"),
        (SheetCell("C7", "date", datetime(2016, 3, 1)), "is the date 2016-03-01"),
        (SheetCell("C7", "error", "#REF!"), "is the error value #REF!"),
        (SheetCell("C7", "formula", "=SUM(C3:C6)"), "is the formula =SUM(C3:C6)"),
        (number(float("nan")), "is nan"),
        (number(float("inf")), "is inf"),
        (text("NaN"), 'is text "NaN"'),
        (text("9" * 400), "is text"),
    ],
)
def test_what_is_not_a_possible_whole_number_is_a_problem(cell, words):
    found = read_number(cell, PERSONS)
    assert isinstance(found, Fault)
    assert found.what.startswith(f"persons {words}")
    assert found.action


def test_a_share_above_its_maximum_is_a_problem():
    found = read_number(text("952%"), SHARE)
    assert found.what == "coverage is 952%, above its maximum 100%"


def test_a_formula_is_to_be_pasted_as_a_value():
    found = read_number(SheetCell("C7", "formula", "=1+1"), PERSONS)
    assert found.action == "Replace the formula by its value: copy the cell and paste it as values."


def test_a_measure_without_a_minimum_may_be_negative():
    assert read_number(number(-1.8), Printing("growth", "%")) == PrintedNumber(-1.8, "", 1)
