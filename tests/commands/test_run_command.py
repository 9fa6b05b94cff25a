"""Running an edition from the command line: statuses, messages, and folders that are not overwritten."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import assessbook
from assessbook.commands import main as entry
from assessbook.commands.main import cli
from assessbook.core.workspace import Workspace

EDITION = "params/jiaohe-2016/2015.yaml"
Template = Callable[[str, dict[str, str]], None]


@pytest.fixture
def project(small: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The small project, standing in its root."""
    monkeypatch.chdir(small.root)
    return small


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def test_a_dry_run_lists_the_notebooks_and_makes_nothing(project: Workspace) -> None:
    result = invoke("run", EDITION, "-p", "base_year=2014", "--jobs", "2", "--dry-run")
    assert result.exit_code == 0
    assert result.stdout == (
        "jiaohe-2016/2015: 4 notebooks would be executed into build/jiaohe-2016/2015-notebooks,"
        " up to 2 at a time:\n"
        "  overview         notebooks/overview.ipynb"
        "  edition=params/jiaohe-2016/2015.yaml, reference_region=china\n"
        "  region/jiaohe    notebooks/region.ipynb  region=jiaohe, base_year=2014\n"
        "  region/piaohe    notebooks/region.ipynb  region=piaohe, base_year=2014\n"
        "  region/qingling  notebooks/region.ipynb  region=qingling, base_year=2014\n"
    )
    assert not project.path("build").exists()


def test_bad_parameters_end_with_status_2_before_anything_runs(project: Workspace) -> None:
    result = invoke("run", EDITION, "-p", "base_yaer=2014")
    assert result.exit_code == 2
    assert result.stderr == (
        "-p base_yaer=2014: base_yaer is not a parameter that -p can set\n"
        "  Did you mean base_year?\n"
        "1 problem in all. Nothing was built.\n"
    )
    assert not project.path("build").exists()


def test_a_failed_notebook_ends_the_installed_program_with_status_3(
    project: Workspace, template: Template
) -> None:
    template("overview", {"parameters": "edition = ''", "share": "1 / 0"})
    package = Path(assessbook.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-m", "assessbook.commands.main", "run", EDITION, "--jobs", "2"],
        capture_output=True,
        text=True,
        cwd=project.root,
        env={**os.environ, "PYTHONPATH": str(package)},
        check=False,
    )
    assert done.returncode == 3
    assert "In code cell 2 (id share):\n  >   1 / 0\n  ZeroDivisionError: division by zero\n" in done.stderr
    assert "Traceback" not in done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "Executing notebooks"
    assert lines[-1].startswith("  [4/4] ")
    assert project.path("build/jiaohe-2016/2015-notebooks/region/piaohe.ipynb").is_file()


def test_fail_fast_leaves_the_rest_unexecuted_and_says_so(project: Workspace, template: Template) -> None:
    template("overview", {"parameters": "edition = ''", "share": "1 / 0"})
    result = invoke("run", EDITION, "--jobs", "1", "--fail-fast")
    assert result.exit_code == 3
    assert result.stdout.startswith("Executing notebooks\n  [1/4] overview, ")
    assert result.stdout.count("\n") == 2
    assert result.stderr.endswith(
        "Stopped at the first failure (--fail-fast). Not executed, or not to the end:\n"
        "  region/jiaohe\n"
        "  region/piaohe\n"
        "  region/qingling\n"
        "\n"
        "1 of 4 notebooks failed; 0 executed without failure, 3 not executed.\n"
    )


@pytest.mark.parametrize("limit", [("--time-limit", "0"), ("--memory-limit", "0"), ("--memory-limit", "2GB")])
def test_a_limit_that_is_none_is_bad_input(project: Workspace, limit: tuple[str, str]) -> None:
    result = invoke("run", EDITION, *limit)
    assert result.exit_code == 2
    assert f"Invalid value for '{limit[0]}'" in result.stderr
    assert not project.path("build").exists()


def test_a_folder_with_other_things_is_left_alone(project: Workspace) -> None:
    kept = project.path("elsewhere/thesis.docx")
    kept.parent.mkdir()
    kept.write_text("years of work", encoding="utf-8")
    result = invoke("run", EDITION, "--out", "elsewhere")
    assert result.exit_code == 2
    assert result.stderr.startswith("--out elsewhere: there is something else here\n")
    assert kept.read_text(encoding="utf-8") == "years of work"


def test_force_moves_other_things_aside_and_deletes_nothing(project: Workspace, template: Template) -> None:
    kept = project.path("elsewhere/thesis.docx")
    kept.parent.mkdir()
    kept.write_text("years of work", encoding="utf-8")
    template("region", {"parameters": "region = ''"})
    result = invoke("run", EDITION, "--out", "elsewhere", "--force", "--jobs", "2")
    assert result.exit_code == 0
    assert "What stood at elsewhere is now at elsewhere.before-1" in result.stdout
    assert project.path("elsewhere.before-1/thesis.docx").read_text(encoding="utf-8") == "years of work"
    assert project.path("elsewhere/overview.ipynb").is_file()


@pytest.mark.parametrize("out", [".", "data", "params/jiaohe-2016", ".."])
def test_no_output_replaces_what_the_report_is_made_from(project: Workspace, out: str) -> None:
    result = invoke("run", EDITION, "--out", out, "--force")
    assert result.exit_code == 2
    assert "this is or holds what the report is made from" in result.stderr


def test_outside_a_project_the_command_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    result = invoke("run", EDITION)
    assert result.exit_code == 2
    assert "no assessbook project here" in result.stderr


def test_a_misspelt_command_is_answered_with_the_nearest(project: Workspace) -> None:
    result = invoke("figurs")
    assert result.exit_code == 2
    assert "There is no command figurs. Did you mean figures?" in result.stderr


def test_an_unknown_option_is_bad_input(project: Workspace) -> None:
    assert invoke("run", EDITION, "--job", "many").exit_code == 2


@click.command()
def broken() -> None:
    raise KeyError("region_nmae")


@click.command()
def interrupted() -> None:
    raise KeyboardInterrupt


def test_a_fault_of_our_own_is_one_line_that_names_the_file_with_the_details(
    project: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entry.Commands, "get_command", lambda *_: broken)
    monkeypatch.setattr(tempfile, "tempdir", str(project.root))
    result = invoke("run")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "KeyError: 'region_nmae'" in result.stderr
    (details,) = project.root.glob("assessbook-error-*.txt")
    assert details.as_posix() in result.stderr
    assert "Traceback" in details.read_text(encoding="utf-8")


def test_debugging_shows_the_traceback(project: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry.Commands, "get_command", lambda *_: broken)
    monkeypatch.setenv("ASSESSBOOK_DEBUG", "1")
    result = invoke("run")
    assert result.exit_code == 1
    assert "Traceback" in result.stderr


def test_ctrl_c_ends_with_status_130(project: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry.Commands, "get_command", lambda *_: interrupted)
    result = invoke("run")
    assert result.exit_code == 130
    assert "Stopped." in result.stderr
