"""`check` tells the problems of parameters and data together; `build` hands over what was asked for."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result

from assessbook.commands.main import cli
from assessbook.core.problems import InputError, Problem
from assessbook.core.workspace import Workspace
from assessbook.editions.limits import Limits
from assessbook.editions.options import BuildOptions

EDITION = "params/jiaohe-2016/2015.yaml"


@pytest.fixture
def project(small: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The small project, standing in its root."""
    monkeypatch.chdir(small.root)
    return small


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def data_with(monkeypatch: pytest.MonkeyPatch, *problems: Problem) -> None:
    """Stand in for the dataset: three observations from two files, or these problems."""

    def load(workspace: Workspace, programme: str, *, anew: bool = False) -> Any:
        assert programme == "jiaohe-2016"
        if problems:
            raise InputError(problems)
        return SimpleNamespace(
            observations=(1, 2, 3),
            inputs=("a", "b"),
            synthetic=False,
            definitions=SimpleNamespace(measures={}),
            of=lambda measure: (),
            as_of=lambda year: None,
        )

    monkeypatch.setattr(import_module("assessbook.commands.inputs"), "load_dataset", load)
    monkeypatch.setattr(import_module("assessbook.editions.kept_data"), "read_data", load)


def test_check_says_what_is_there_when_all_is_well(
    project: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    data_with(monkeypatch)
    result = invoke("check", EDITION)
    assert result.exit_code == 0
    assert result.stdout == (
        "jiaohe-2016/2015  年度评估报告\n"
        "  Parameters are valid; 4 notebooks to execute: overview, region/jiaohe, region/piaohe,"
        " region/qingling\n"
        "  Data are valid; 3 observations from 2 files\n"
    )


@pytest.mark.parametrize("command", ["check", "run", "build"])
def test_problems_of_parameters_and_data_are_listed_together_each_once(
    project: Workspace, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    project.path("data/jiaohe-2016/regions.yaml").unlink()
    both = Problem("data/jiaohe-2016/regions.yaml", "there is no such file", "Did you mean tables.yaml?")
    cell = Problem("data/jiaohe-2016/plan-tables.xlsx › 表1-1 › C7", "persons is text", "Remove the unit.")
    data_with(monkeypatch, both, cell)
    result = invoke(command, EDITION, "-p", "base_year=soon")
    assert result.exit_code == 2
    assert result.stderr == (
        "-p base_year=soon: a year between 1949 and 2100 is needed, such as 2015, without quotes"
        " (found 'soon')\n"
        "data/jiaohe-2016/regions.yaml: there is no such file\n  Did you mean tables.yaml?\n"
        "data/jiaohe-2016/plan-tables.xlsx › 表1-1 › C7: persons is text\n"
        "  Remove the unit.\n"
        "3 problems in all. Nothing was built.\n"
    )
    assert not project.path("build").exists()


def test_build_hands_over_the_edition_with_its_options_and_says_where_the_book_is(
    project: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, Any] = {}

    def build_edition(
        workspace: Workspace,
        edition: Any,
        dataset: Any,
        *,
        out: Path,
        options: BuildOptions,
        since: None,
        jobs: int,
        engine: str,
        limits: Limits,
        fail_fast: bool,
        cluster: None,
        reuse: Any,
        progress: Any,
    ) -> Path:
        asked.update(
            dataset=dataset,
            out=out,
            formats=options.formats,
            jobs=jobs,
            engine=engine,
            limits=limits,
            fail_fast=fail_fast,
            reuses=reuse is not None,
            parameters=edition.parameters,
        )
        progress.stage("Executing notebooks", 2)
        progress.step("overview")
        out.mkdir(parents=True)
        (out / "manifest.json").write_text('{"inputs": {}}', encoding="utf-8")
        return out

    data_with(monkeypatch)
    monkeypatch.setattr(import_module("assessbook.editions.build"), "build_edition", build_edition)
    result = invoke("build", EDITION, "--jobs", "3", "-p", "base_year=2014")
    assert result.exit_code == 0
    assert result.stdout == (
        "Executing notebooks\n  [1/2] overview\nThe book is at build/jiaohe-2016/2015/html/index.html\n"
    )
    assert asked["out"] == project.path("build/jiaohe-2016/2015")
    assert asked["dataset"].inputs == ("a", "b")
    assert asked["formats"] == ("html", "pdf", "xlsx")
    assert asked["jobs"] == 3
    assert asked["reuses"]
    assert (asked["limits"].seconds, asked["limits"].megabytes, asked["fail_fast"]) == (600, None, False)
    assert asked["parameters"]["base_year"] == 2014


def test_a_format_that_can_not_be_made_is_bad_input(project: Workspace) -> None:
    result = invoke("build", EDITION, "--formats", "html,docx")
    assert result.exit_code == 2
    assert "'docx' is not a format. Formats: html, pdf, xlsx." in result.stderr


@pytest.mark.parametrize("command", ["check", "run", "build", "figures", "trace"])
def test_every_command_explains_itself_with_an_example(command: str) -> None:
    result = invoke(command, "--help")
    assert result.exit_code == 0
    assert f"  assessbook {command} " in result.stdout


def test_help_lists_the_commands_in_the_order_of_use() -> None:
    result = invoke("--help")
    listed = result.stdout.split("Commands:")[1].split("\n")
    assert [line.split()[0] for line in listed if line.strip()] == [
        "check",
        "run",
        "build",
        "figures",
        "trace",
        "verify",
        "diff",
        "keygen",
        "sign",
    ]
