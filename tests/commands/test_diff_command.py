"""`assessbook diff`: what it prints, and its exit statuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.comparison.builds import WORKBOOK, dated, one_cell, valued
from tests.ledger.notebooks import figure, source

from assessbook.commands.main import cli

NAME = "plan/2015/north/persons"


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the builds a and b: C3 read 100 and reads 300, D3 wasn't there."""
    late = figure("south", source("D3", 7))
    one_cell(valued(100)).write(tmp_path / "a")
    one_cell(valued(300), late).but(inputs={WORKBOOK: "sha256:w2"}).write(tmp_path / "b")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["diff", *arguments])


def test_changes_are_listed_by_size_with_the_first_source_cell_that_differs(pair: Path) -> None:
    result = invoke("a", "b")
    assert result.exit_code == 0
    assert result.stdout == (
        "a (plan/2015, 1 figures) compared with b (plan/2015, 2 figures)\n"
        "  1 changed, 0 printed otherwise, 1 late, 0 new, 0 appeared, 0 gone, 0 unchanged\n"
        "\n"
        "Changed by 50% or more (1)\n"
        f"  {NAME}  北镇，2015，贫困人口: 100人 → 300人 (50.0%)\n"
        "    data: data/plan/tables.xlsx › 表1-1 › C3 read “100”, now reads “300”\n"
        "\n"
        "Came late: missing before, for a period already reported on (1)\n"
        "  plan/2015/south/persons  南镇，2015，贫困人口: 7人\n"
        "    data: data/plan/tables.xlsx › 表1-1 › D3 reads “7” and wasn't known before\n"
    )


def test_json_is_the_whole_comparison(pair: Path) -> None:
    record = json.loads(invoke("a", "b", "--json").stdout)
    assert record.keys() == {"schema", "former", "present", "counts", "changes"}
    assert [(entry["figure"], entry["kind"]) for entry in record["changes"]] == [
        (NAME, "changed"),
        ("plan/2015/south/persons", "late"),
    ]


def test_a_difference_fails_only_where_none_is_allowed(pair: Path) -> None:
    assert invoke("a", "b", "--none-allowed").exit_code == 1
    assert invoke("a", "a", "--none-allowed").exit_code == 0


def test_a_long_group_is_cut_unless_all_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    years = [dated(str(year), valued(100)) for year in range(1990, 2002)]
    one_cell(valued(100)).write(tmp_path / "a")
    one_cell(valued(100), *years).write(tmp_path / "b")
    monkeypatch.chdir(tmp_path)
    assert "… and 2 more; --all lists them" in invoke("a", "b").stdout
    everything = invoke("a", "b", "--all").stdout
    assert everything.count("/north/persons  北镇") == 12
    assert "more" not in everything


def test_a_folder_that_is_no_build_is_bad_input(pair: Path) -> None:
    (pair / "none").mkdir()
    result = invoke("a", "none")
    assert result.exit_code == 2
    assert "none/ledger.db: there is no ledger here" in result.stderr
