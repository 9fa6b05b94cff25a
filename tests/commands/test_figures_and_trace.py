"""The ledger listed as CSV and JSON, and figures found by id or by source cell."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from assessbook.commands.main import cli
from assessbook.core.workspace import Workspace
from assessbook.ledger.gather import Publication
from assessbook.ledger.store import write_ledger

FIGURE = "jiaohe-2016/2015/jiaohe/registered_persons"
ADDRESS = "data/jiaohe-2016/plan-tables.xlsx!表1-1!C7"


def publication(value: float, identifier: str = FIGURE) -> Publication:
    file, sheet, cell = ADDRESS.split("!")
    record: dict[str, Any] = {
        "figure": identifier, "programme": "jiaohe-2016", "year": "2015", "region": "jiaohe",
        "region_name": "蛟河市", "indicator": "registered_persons", "indicator_name": "建档立卡贫困人口",
        "item": "", "item_name": "", "value": value, "unit": "人", "text": f"{value:.0f}",
        "status": "observed", "formula": "11609",
        "derivation": {
            "operation": "source", "value": value, "unit": "人", "label": "建档立卡贫困人口",
            "source": {"file": file, "sheet": sheet, "cell": cell, "raw": f"{value:.0f}人",
                       "citation": "表1-1", "note": "", "decimals": 0},
        },
    }  # fmt: skip
    return Publication("region/jiaohe", "headcount", record)


def write_build(folder: Path, *publications: Publication) -> None:
    folder.mkdir(parents=True)
    write_ledger(
        folder / "ledger.db", [(entry, (entry,)) for entry in publications], {"programme": "jiaohe-2016"}
    )


@pytest.fixture
def project(small: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The small project with one build, standing in its root."""
    write_build(small.path("build/jiaohe-2016/2015"), publication(11609))
    monkeypatch.chdir(small.root)
    return small


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def test_csv_has_the_agreed_columns_and_values_at_full_precision(project: Workspace) -> None:
    write_build(project.path("build/third"), publication(1 / 3))
    result = invoke("figures", "build/third", "--csv")
    assert result.exit_code == 0
    header, row = csv.reader(io.StringIO(result.stdout))
    assert ",".join(header) == (
        "figure,programme,year,region,region_name,indicator,indicator_name,item,item_name,value,unit,text,"
        "status,notebook,cell,formula,sources"
    )
    assert row[0] == FIGURE
    assert row[header.index("value")] == "0.3333333333333333"
    assert row[header.index("sources")] == ADDRESS


def test_json_keeps_the_raw_contents_of_the_sources(project: Workspace) -> None:
    result = invoke("figures", "build/jiaohe-2016/2015", "--json")
    (record,) = json.loads(result.stdout)
    assert record["value"] == 11609
    assert record["sources"] == [{"address": ADDRESS, "raw": "11609人", "citation": "表1-1", "note": ""}]


def test_the_plain_list_has_a_line_for_each_figure(project: Workspace) -> None:
    result = invoke("figures", "build/jiaohe-2016/2015")
    assert result.stdout == f"{FIGURE}  蛟河市，建档立卡贫困人口: 11609人\n"


def test_csv_and_json_exclude_each_other(project: Workspace) -> None:
    result = invoke("figures", "build/jiaohe-2016/2015", "--csv", "--json")
    assert result.exit_code == 2
    assert "Choose one of --csv and --json." in result.stderr


def test_a_figure_is_found_in_the_build_of_its_edition(project: Workspace) -> None:
    result = invoke("trace", FIGURE)
    assert result.exit_code == 0
    assert "Published by cell headcount of notebook region/jiaohe in build/jiaohe-2016/2015" in result.stdout
    assert "Formula" not in result.stdout
    assert "data/jiaohe-2016/plan-tables.xlsx › 表1-1 › C7 reads “11609人”" in result.stdout


def test_a_figure_of_no_own_build_is_found_in_the_newest_that_holds_it(project: Workspace) -> None:
    other = "jiaohe-2016/2016/jiaohe/registered_persons"
    for age, (name, value) in enumerate([("new", 3.0), ("old", 2.0)]):
        folder = project.path("build/jiaohe-2016", name)
        write_build(folder, publication(value, other))
        os.utime(folder / "ledger.db", (1_000_000 - age, 1_000_000 - age))
    result = invoke("trace", other, "--json")
    assert json.loads(result.stdout)["value"] == 3.0


def test_a_misspelt_figure_is_answered_with_the_nearest_and_exit_status_2(project: Workspace) -> None:
    result = invoke("trace", "jiaohe-2016/2015/jiaohe/registred_persons")
    assert result.exit_code == 2
    assert result.stderr == (
        "There is no figure jiaohe-2016/2015/jiaohe/registred_persons in build/jiaohe-2016/. "
        f"Did you mean {FIGURE}?\n"
    )


def test_a_figure_of_a_programme_without_builds_says_how_to_make_one(project: Workspace) -> None:
    result = invoke("trace", "jiaohe-2017/2015/jiaohe/registered_persons")
    assert result.exit_code == 2
    assert result.stderr == "There is no build of jiaohe-2017. Did you mean jiaohe-2016?\n"


@pytest.mark.parametrize("written", [ADDRESS, ADDRESS.replace("!", " › ")])
def test_a_source_cell_leads_to_the_figures_that_rest_on_it(project: Workspace, written: str) -> None:
    result = invoke("trace", "--source", written)
    assert result.exit_code == 0
    assert result.stdout == (
        "data/jiaohe-2016/plan-tables.xlsx › 表1-1 › C7 reads “11609人”. Figures that rest on it: 1\n"
        "build/jiaohe-2016/2015:\n"
        f"  {FIGURE}  蛟河市，建档立卡贫困人口: 11609人\n"
    )


def test_a_source_cell_that_nothing_rests_on_is_answered_with_the_nearest(project: Workspace) -> None:
    result = invoke("trace", "--source", ADDRESS.replace("C7", "D7"), "--build", "build/jiaohe-2016/2015")
    assert result.exit_code == 2
    assert f"Did you mean {ADDRESS}?" in result.stderr


def test_what_a_build_keeps_of_the_build_before_it_is_not_listed_again(project: Workspace) -> None:
    write_build(project.path("build/trial/former"), publication(11609))
    assert "build/trial" not in invoke("trace", "--source", ADDRESS).stdout


def test_trace_needs_a_figure_or_a_source(project: Workspace) -> None:
    result = invoke("trace")
    assert result.exit_code == 2
    assert "Name either a FIGURE or a --source cell." in result.stderr


def test_a_folder_without_a_ledger_is_bad_input(project: Workspace) -> None:
    result = invoke("figures", "params")
    assert result.exit_code == 2
    assert "params/ledger.db: there is no ledger here" in result.stderr


def test_a_command_that_builds_nothing_does_not_say_that_nothing_was_built(tmp_path: Path) -> None:
    result = invoke("verify", str(tmp_path / "none"))
    assert result.exit_code == 2
    assert "there is no such folder" in result.output
    assert result.output.endswith("1 problem in all.\n")
