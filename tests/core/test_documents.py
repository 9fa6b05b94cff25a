from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, field_validator

from assessbook.core.documents import load_document
from assessbook.core.problems import InputError


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Target(Strict):
    threshold: float
    year: int | str = 2020


class Scope(Strict):
    title: str = ""
    regions: Literal["all"] | list[int] = "all"
    rows: Literal["regions"] | dict[str, Target] = "regions"


class Plan(Strict):
    programme: str
    year: int
    targets: dict[str, Target] = {}
    steps: list[Target] = []
    scope: Scope = Scope()

    @field_validator("programme")
    @classmethod
    def _lower(cls, text: str) -> str:
        if text != text.lower():
            raise ValueError("small letters are needed")
        return text


@pytest.fixture
def written(tmp_path):
    """A function that writes a document and loads it, shown as params/plan.yaml."""

    def write(text, encoding="utf-8"):
        path = tmp_path / "plan.yaml"
        path.write_bytes(text.encode(encoding))
        return load_document(path, "params/plan.yaml")

    return write


def test_what_is_left_of_a_document_is_what_the_model_does_not_refuse(written):
    document = written(
        "programme: JIAOHE\nyear: 2015\nscope:\n  title: a\n  regoins: all\nsteps:\n  - {threshold: much}\n"
    )
    plan = document.readable(Plan, {"programme": "jiaohe"})
    assert plan == Plan(programme="jiaohe", year=2015, scope=Scope(title="a"))


def test_nothing_is_left_where_what_is_needed_has_no_stand_in(written):
    assert written("programme: jiaohe\n").readable(Plan, {"programme": "jiaohe"}) is None


def refused(document):
    with pytest.raises(InputError) as caught:
        document.validated(Plan)
    return [str(problem) for problem in caught.value.problems]


def unreadable(written, text, **more):
    with pytest.raises(InputError) as caught:
        written(text, **more)
    (problem,) = caught.value.problems
    return problem


GOOD = """\
programme: jiaohe
year: 2015
targets:
  coverage:
    threshold: 90
steps:
  - threshold: 1
  - threshold: 2
    year: 2016-2020
"""


def test_a_valid_document_becomes_its_model(written):
    plan = written(GOOD).validated(Plan)
    assert plan.year == 2015
    assert plan.targets["coverage"].threshold == 90
    assert plan.steps[1].year == "2016-2020"


def test_the_line_of_a_nested_key_is_known(written):
    document = written(GOOD)
    assert document.line(("year",)) == 2
    assert document.line(("targets", "coverage")) == 4
    assert document.line(("targets", "coverage", "threshold")) == 5
    assert document.line(("steps", 1)) == 8
    assert document.line(("steps", 1, "year")) == 9
    assert document.where(("steps", 1, "year")) == "params/plan.yaml, line 9"


def test_a_key_that_is_not_there_stands_at_the_nearest_key_above(written):
    document = written(GOOD)
    assert document.line(("targets", "coverage", "comparator")) == 4
    assert document.where(("comparator",)) == "params/plan.yaml"


def test_a_syntax_error_names_file_and_line(written):
    problem = unreadable(written, "programme: jiaohe\nyear: [2015\ntargets: {}\n")
    assert problem.where == "params/plan.yaml, line 3"
    assert problem.what.startswith("not valid YAML: ")


def test_a_tab_names_file_and_line(written):
    problem = unreadable(written, "programme: jiaohe\ntargets:\n\tcoverage: 1\n")
    assert problem.where == "params/plan.yaml, line 3"


def test_a_repeated_key_names_the_second_line_and_the_key(written):
    problem = unreadable(written, "programme: jiaohe\nyear: 2015\nyear: 2016\n")
    assert problem.where == "params/plan.yaml, line 3"
    assert 'duplicate key "year"' in problem.what


def test_a_date_that_is_not_in_the_calendar_is_a_problem_not_a_traceback(written):
    problem = unreadable(written, "programme: jiaohe\nyear: 2015-13-45\n")
    assert problem.where == "params/plan.yaml, line 2"
    assert "month must be in 1..12" in problem.what


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words\n"])
def test_a_document_that_is_no_mapping_is_refused(written, text):
    assert "must hold a mapping" in unreadable(written, text).what


def test_a_file_in_another_encoding_is_refused(written):
    problem = unreadable(written, "programme: 蛟河\n", encoding="gb18030")
    assert problem.where == "params/plan.yaml"
    assert "UTF-8" in problem.what


def test_a_byte_order_mark_is_no_problem(written):
    assert written("\ufeffprogramme: jiaohe\nyear: 2015\n").validated(Plan).programme == "jiaohe"


def test_a_missing_file_suggests_a_near_name(tmp_path):
    (tmp_path / "plan.yaml").write_text("a: 1\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_document(tmp_path / "paln.yaml", "params/paln.yaml")
    (problem,) = caught.value.problems
    assert str(problem) == "params/paln.yaml: there is no such file\n  Did you mean plan.yaml?"


def test_a_missing_folder_is_a_missing_file(tmp_path):
    with pytest.raises(InputError, match="there is no such file"):
        load_document(tmp_path / "nowhere" / "plan.yaml", "nowhere/plan.yaml")


def test_an_unknown_key_gets_its_line_and_a_suggestion(written):
    problems = refused(written("programme: jiaohe\nyear: 2015\ntargts: {}\n"))
    assert problems == ["params/plan.yaml, line 3: targts is not known here\n  Did you mean targets?"]


def test_an_unknown_key_inside_a_named_entry_gets_the_names_known_there(written):
    problems = refused(written(GOOD.replace("    threshold: 90", "    threshold: 90\n    treshhold: 80")))
    assert problems == [
        "params/plan.yaml, line 6: targets.coverage.treshhold is not known here\n  Did you mean threshold?"
    ]


def test_a_missing_key_is_shown_at_the_line_of_what_lacks_it(written):
    problems = refused(written("programme: jiaohe\nyear: 2015\ntargets:\n  coverage: {year: 2020}\n"))
    assert problems == ["params/plan.yaml, line 4: targets.coverage.threshold is missing\n  Add it."]


def test_a_missing_key_at_the_top_is_shown_at_the_file(written):
    assert refused(written("year: 2015\n")) == ["params/plan.yaml: programme is missing\n  Add it."]


def test_a_wrong_type_names_the_line_and_what_was_found(written):
    (problem,) = refused(written("programme: jiaohe\nyear: next\n"))
    assert problem.startswith("params/plan.yaml, line 2: year: ")
    assert problem.endswith("(found 'next')")


def test_a_wrong_entry_of_a_list_names_its_own_line(written):
    (problem,) = refused(written(GOOD.replace("- threshold: 2", "- threshold: two")))
    assert problem.startswith("params/plan.yaml, line 8: steps.1.threshold: ")


def test_a_validator_speaks_in_its_own_words(written):
    (problem,) = refused(written("programme: JIAOHE\nyear: 2015\n"))
    assert problem == "params/plan.yaml, line 1: programme: small letters are needed (found 'JIAOHE')"


def test_all_problems_come_at_once_in_the_order_of_the_lines(written):
    problems = refused(written("yaer: 2015\ntargets:\n  a: {threshold: x}\nsteps: 5\n"))
    assert [problem.split(":")[0] for problem in problems] == [
        "params/plan.yaml",
        "params/plan.yaml",
        "params/plan.yaml, line 1",
        "params/plan.yaml, line 3",
        "params/plan.yaml, line 4",
    ]


def test_a_value_of_several_shapes_is_judged_by_the_shape_it_has(written):
    problems = refused(
        written(
            "programme: a\nyear: 2015\nscope:\n  rows:\n    合计:\n      threshold: 1\n      yaer: 2015\n"
        )
    )
    assert problems == [
        "params/plan.yaml, line 7: scope.rows.合计.yaer is not known here\n  Did you mean year?"
    ]


def test_an_entry_of_a_list_that_might_have_been_a_word_is_judged_as_an_entry(written):
    (problem,) = refused(written("programme: a\nyear: 2015\nscope:\n  regions: [1, x]\n"))
    assert problem.startswith("params/plan.yaml, line 4: scope.regions.1: ")


def test_a_value_of_no_allowed_shape_is_one_problem_that_names_them_all(written):
    (problem,) = refused(written("programme: a\nyear: 2015\nscope:\n  rows: 5\n"))
    assert problem == (
        "params/plan.yaml, line 4: scope.rows: Input should be 'regions', "
        "or: Input should be a valid dictionary (found 5)"
    )
