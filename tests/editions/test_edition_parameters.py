"""Parameters are checked before any kernel starts, and every problem names its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assessbook.core.problems import InputError
from assessbook.core.workspace import Workspace
from assessbook.editions.edition import NotebookRun
from assessbook.editions.overrides import split_overrides
from assessbook.editions.parameters import load_edition

PATH = Path("params/jiaohe-2016/2015.yaml")
Change = Callable[[str, str, str], None]
Template = Callable[[str, dict[str, str]], None]


def refused(workspace: Workspace, overrides: dict[str, str] | None = None, path: Path = PATH) -> list[str]:
    with pytest.raises(InputError) as caught:
        load_edition(workspace, path, overrides)
    return [str(problem) for problem in caught.value.problems]


def test_the_runs_stand_in_the_order_of_the_book_with_only_the_declared_parameters(small: Workspace) -> None:
    edition = load_edition(small, PATH)
    region = Path("notebooks/region.ipynb")
    assert edition.key == "jiaohe-2016/2015"
    assert edition.regions == ("piaohe", "qingling")
    assert edition.runs == (
        NotebookRun(
            Path("notebooks/overview.ipynb"),
            "overview",
            {"edition": "params/jiaohe-2016/2015.yaml", "reference_region": "china"},
        ),
        NotebookRun(region, "region/jiaohe", {"region": "jiaohe", "base_year": 2015}),
        NotebookRun(region, "region/piaohe", {"region": "piaohe", "base_year": 2015}),
        NotebookRun(region, "region/qingling", {"region": "qingling", "base_year": 2015}),
    )


def test_an_annotated_parameter_counts_as_declared(small: Workspace, template: Template) -> None:
    template("region", {"parameters": "region: str = ''\ntarget_years: list[int] = []"})
    assert load_edition(small, PATH).runs[1].parameters == {"region": "jiaohe", "target_years": [2018, 2020]}


def test_chosen_regions_get_pages_in_the_order_of_the_regions_file(small: Workspace, change: Change) -> None:
    change(str(PATH), "regions: all", "regions: [qingling, piaohe]")
    assert load_edition(small, PATH).regions == ("piaohe", "qingling")


def test_an_override_replaces_the_parameter_of_the_file(small: Workspace) -> None:
    edition = load_edition(small, PATH, {"reference_region": "jilin"})
    assert edition.parameters["reference_region"] == "jilin"
    assert edition.overrides == ("reference_region",)
    assert edition.runs[0].parameters["reference_region"] == "jilin"


def test_a_misspelt_parameter_is_named_with_its_line_and_what_was_meant(
    small: Workspace, change: Change
) -> None:
    change(str(PATH), "reference_region", "refrence_region")
    assert refused(small) == [
        "params/jiaohe-2016/2015.yaml, line 7: parameters.refrence_region is not known here\n"
        "  Did you mean reference_region?"
    ]


def test_a_year_in_words_is_refused_with_what_is_needed(small: Workspace, change: Change) -> None:
    change(str(PATH), "base_year: 2015", "base_year: '2015'")
    assert refused(small) == [
        "params/jiaohe-2016/2015.yaml, line 8: parameters.base_year: a year between 1949 and 2100 is needed,"
        " such as 2015, without quotes (found '2015')"
    ]


def test_an_unknown_reference_region_is_named_with_its_line(small: Workspace, change: Change) -> None:
    change(str(PATH), "reference_region: china", "reference_region: jilyn")
    assert refused(small) == [
        "params/jiaohe-2016/2015.yaml, line 7: reference_region: there is no region jilyn in the regions.yaml"
        " files\n  Did you mean jilin?"
    ]


def test_a_page_for_a_region_outside_the_programme_is_refused(small: Workspace, change: Change) -> None:
    change(str(PATH), "regions: all", "regions: [piaohe, qinglin]")
    assert refused(small) == [
        "params/jiaohe-2016/2015.yaml, line 5: regions: qinglin is not a region directly below jiaohe\n"
        "  Did you mean qingling?"
    ]


def test_problems_of_all_files_come_together(small: Workspace, change: Change) -> None:
    change(str(PATH), "\nyear: 2015", "\nyear: MMXV")
    change("params/jiaohe-2016/programme.yaml", "period: 2016-2020", "period: 2020-2016")
    change("data/reference/regions.yaml", "level: nation", "level: planet")
    found = refused(small, {"base_yaer": "2015"})
    assert [problem.split(":")[0] for problem in found] == [
        "-p base_yaer=2015",
        "params/jiaohe-2016/2015.yaml, line 2",
        "params/jiaohe-2016/programme.yaml, line 4",
        "data/reference/regions.yaml, line 2",
    ]


def test_a_refused_line_hides_no_problem_of_the_other_lines(small: Workspace, change: Change) -> None:
    change(str(PATH), "regions: all", "regions: [piaohe, qinglin]")
    change(str(PATH), "reference_region: china", "refrence_region: china\n  deflator_region: jilyn")
    change(str(PATH), "issuing_office: 领导小组办公室\n", "")
    found = refused(small)
    assert [problem.split("\n")[0] for problem in found] == [
        "params/jiaohe-2016/2015.yaml: issuing_office is missing",
        "params/jiaohe-2016/2015.yaml, line 6: parameters.refrence_region is not known here",
        "params/jiaohe-2016/2015.yaml, line 7: deflator_region: there is no region jilyn in the regions.yaml"
        " files",
        "params/jiaohe-2016/2015.yaml, line 4: regions: qinglin is not a region directly below jiaohe",
    ]


def test_an_unreadable_programme_file_hides_no_problem_of_the_edition(
    small: Workspace, change: Change
) -> None:
    change(str(PATH), "regions: all", "regions: [piaohe, qinglin]")
    change("params/jiaohe-2016/programme.yaml", "name: ", "name: [")
    found = refused(small)
    assert [problem.split("\n")[-1] for problem in found] == [
        "  Mend the line named.",
        "  Did you mean qingling?",
    ]
    assert found[1].startswith(
        "params/jiaohe-2016/2015.yaml, line 5: regions: qinglin is in none of the regions.yaml files"
    )


def test_an_unreadable_edition_file_hides_no_problem_of_the_programme(
    small: Workspace, change: Change
) -> None:
    change(str(PATH), "title: ", "title: [")
    change("params/jiaohe-2016/programme.yaml", "region: jiaohe", "region: jiaoho")
    found = refused(small)
    assert found[0].startswith("params/jiaohe-2016/2015.yaml, line ")
    assert found[1:] == [
        "params/jiaohe-2016/programme.yaml, line 3: region: there is no region jiaoho in the regions.yaml"
        " files\n  Did you mean jiaohe?"
    ]


def test_a_wrong_value_is_told_once_and_not_judged_further(small: Workspace, change: Change) -> None:
    change(str(PATH), "[2018, 2020]", "[2018, twenty]")
    change("params/jiaohe-2016/programme.yaml", "period: 2016-2020", "period: 2030-2035")
    (problem,) = refused(small)
    assert problem.startswith("params/jiaohe-2016/2015.yaml, line 9: parameters.target_years: a year between")


def test_file_and_folder_must_agree_with_what_the_edition_says(small: Workspace, change: Change) -> None:
    change(str(PATH), "programme: jiaohe-2016", "programme: jilin-2016")
    assert refused(small) == [
        "params/jiaohe-2016/2015.yaml, line 1: programme is jilin-2016, but the file stands at"
        " params/jiaohe-2016/2015.yaml\n  Make them agree."
    ]


def test_target_years_must_rise_within_the_plan(small: Workspace, change: Change, template: Template) -> None:
    template("region", {"parameters": "region = ''\ntarget_years = [2018]"})
    change(str(PATH), "[2018, 2020]", "[2020, 2025]")
    assert refused(small) == [
        "params/jiaohe-2016/2015.yaml, line 9: target_years [2025] are outside the plan's period 2016-2020"
    ]
    assert refused(small, {"target_years": "[2020, 2018]"}) == [
        "-p target_years=[2020, 2018]: target_years [2020, 2018] must rise, each year once"
    ]


def test_the_base_year_is_no_later_than_the_edition(small: Workspace) -> None:
    assert refused(small, {"base_year": "2016"}) == [
        "-p base_year=2016: base_year 2016 is later than the edition's year 2015"
    ]


def test_an_unknown_override_is_named_as_p_with_what_was_meant(small: Workspace) -> None:
    assert refused(small, {"referense_region": "jilin"}) == [
        "-p referense_region=jilin: referense_region is not a parameter that -p can set\n"
        "  Did you mean reference_region?"
    ]


@pytest.mark.parametrize(
    ("name", "text", "needed"),
    [
        ("base_year", "twenty", "a year between 1949 and 2100 is needed"),
        ("base_year", "2015.5", "a year between 1949 and 2100 is needed"),
        ("base_year", "true", "a year between 1949 and 2100 is needed"),
        ("target_years", "2018", "a list of years is needed"),
        ("reference_region", "2015", "the id of a region is needed"),
        ("reference_region", "", "the id of a region is needed"),
        ("target_years", "[2018", "can't be read"),
    ],
)
def test_an_override_of_the_wrong_type_says_what_is_needed(
    small: Workspace, name: str, text: str, needed: str
) -> None:
    (problem,) = refused(small, {name: text})
    assert problem.startswith(f"-p {name}={text}: ")
    assert needed in problem


def test_the_region_can_not_be_overridden(small: Workspace) -> None:
    (problem,) = refused(small, {"region": "piaohe"})
    assert problem.startswith("-p region=piaohe: region can't be given with -p")


def test_an_override_that_no_notebook_takes_is_refused(small: Workspace) -> None:
    assert refused(small, {"deflator_region": "jilin"}) == [
        "-p deflator_region=jilin: no notebook of this programme declares deflator_region, so it would change"
        " nothing\n  Leave it out."
    ]


def test_a_notebook_that_declares_an_unknown_parameter_is_refused(
    small: Workspace, template: Template
) -> None:
    template("region", {"parameters": "region = ''\nbase_yaer: int = 2015"})
    assert refused(small) == [
        "notebooks/region.ipynb › parameters cell: declares base_yaer, which no edition passes\n"
        "  Did you mean base_year?"
    ]


def test_a_notebook_without_a_parameters_cell_is_refused(small: Workspace, template: Template) -> None:
    template("region", {"first": "region = ''"})
    (problem,) = refused(small)
    assert problem.startswith("notebooks/region.ipynb: one code cell must have the tag parameters; 0 have it")


def test_computing_in_the_parameters_cell_is_refused(small: Workspace, template: Template) -> None:
    template("region", {"parameters": "'''What can be set.'''\nregion = ''\nprint(region)"})
    (problem,) = refused(small)
    assert problem.startswith("notebooks/region.ipynb › parameters cell, line 3: only assignments")


def test_a_missing_notebook_is_named_where_the_programme_lists_it(small: Workspace, change: Change) -> None:
    change("params/jiaohe-2016/programme.yaml", "notebooks/overview.ipynb", "notebooks/overvew.ipynb")
    assert refused(small) == [
        "params/jiaohe-2016/programme.yaml, line 6: there is no notebook notebooks/overvew.ipynb\n"
        "  Did you mean notebooks/overview.ipynb?"
    ]


def test_a_missing_edition_is_answered_with_the_nearest_one(small: Workspace) -> None:
    assert refused(small, path=Path("params/jiaohe-2016/2051.yaml")) == [
        "params/jiaohe-2016/2051.yaml: there is no such file\n  Did you mean 2015.yaml?"
    ]


def test_a_path_that_is_no_edition_is_refused(small: Workspace) -> None:
    (problem,) = refused(small, path=Path("jiaohe.yaml"))
    assert problem.startswith("jiaohe.yaml: not an edition file; editions are params/<programme>/<year>.yaml")


def test_overrides_need_a_name_and_a_value_and_each_name_once() -> None:
    assert split_overrides(["base_year=2015", "title=a=b"]) == {"base_year": "2015", "title": "a=b"}
    with pytest.raises(InputError) as caught:
        split_overrides(["base_year", "=3", "region=a", "region=b"])
    assert [problem.where for problem in caught.value.problems] == ["-p base_year", "-p =3", "-p region=b"]
