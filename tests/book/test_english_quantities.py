import pytest

from assessbook.book.numerals import find_numerals
from assessbook.core.catalogue import Catalogue
from assessbook.core.messages import speaking


@pytest.fixture(autouse=True)
def english():
    with speaking(Catalogue({}, {})):
        yield


def found(text):
    return [text[numeral.start : numeral.end] for numeral in find_numerals(text)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("The plan names 25 villages.", ["25"]),
        ("A total of 11,609 persons exit.", ["11,609"]),
        ("Investment rose by 3.88%.", ["3.88%"]),
        ("Three villages remain.", ["Three villages"]),
        ("It costs two million yuan.", ["two million yuan"]),
        ("Half of the households moved.", ["Half of the"]),
        ("2015 households were registered.", ["2015"]),
    ],
)
def test_results_are_found(text, numbers):
    assert found(text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "At the end of 2015 nothing was due.",
        "Planned for 2016–2020.",
        "See chapter 6, section 1, table 3-1.",
        "See chapter 2, section 3 (1).",
        "The 13th Five-Year Plan.",
        "Published on 20 January 2015.",
        "Unit: hundred million yuan",
        "The two disagree.",
        "1. Poverty",
        "Note 2: as printed.",
    ],
)
def test_years_dates_references_and_units_are_no_results(text):
    assert found(text) == []


def test_a_bare_year_is_a_number_in_a_chinese_report():
    with speaking(None):
        assert found("共2015户") == ["2015户"]
