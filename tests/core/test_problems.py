import pickle

from assessbook.core.problems import (
    CheckFailed,
    ConceptError,
    InputError,
    NotebookFailed,
    Problem,
    UnitError,
    did_you_mean,
)


def test_a_problem_says_where_then_what_then_what_to_do():
    problem = Problem("a.xlsx › 表1 › C7", "persons is text", "Remove the unit.")
    assert str(problem) == "a.xlsx › 表1 › C7: persons is text\n  Remove the unit."


def test_a_problem_without_action_is_one_line():
    assert str(Problem("a.yaml, line 3", "year is missing")) == "a.yaml, line 3: year is missing"


def test_an_input_error_shows_every_problem_and_counts_them():
    error = InputError([Problem("a", "x"), Problem("b", "y", "Do z.")])
    assert str(error) == "a: x\nb: y\n  Do z.\n2 problems in all. Nothing was built."


def test_one_problem_is_counted_in_the_singular():
    assert str(InputError([Problem("a", "x")])) == "a: x\n1 problem in all. Nothing was built."


def test_an_input_error_survives_crossing_a_process():
    error = pickle.loads(pickle.dumps(InputError([Problem("a", "x", "Do y.")])))
    assert error.problems == (Problem("a", "x", "Do y."),)


def test_exit_statuses_are_those_of_the_contract():
    assert InputError([]).exit_status == 2
    assert CheckFailed().exit_status == 1
    assert NotebookFailed().exit_status == 3
    assert UnitError().exit_status == ConceptError().exit_status == 1


def test_a_near_word_is_suggested():
    assert did_you_mean("refrence_region", ["title", "reference_region"]) == "Did you mean reference_region?"


def test_without_a_near_word_all_known_words_are_listed():
    assert did_you_mean("zzz", ["title", "year"]) == "Known here: title, year."


def test_where_nothing_is_known_nothing_is_suggested():
    assert did_you_mean("zzz", []) == ""
