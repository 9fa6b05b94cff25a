"""The workbook that yearly observations are entered in: written from the plan, read as it is written."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from assessbook.core.workspace import Workspace
from assessbook.observations.blank_forms import is_blank
from assessbook.observations.reader import load_dataset
from tests.integration.books import ROOT, copy_project

PROGRAMMES = ["jiaohe-2016", "jilin-2012", "jilin-2016", "lianzhou-2013", "zhejiang-2013"]


def run(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    script = str(ROOT / "scripts" / "make_entry_workbook.py")
    return subprocess.run(
        [sys.executable, script, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project whose forms a test may fill."""
    return copy_project(tmp_path_factory.mktemp("project"))


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_the_forms_in_the_repository_have_a_row_for_every_mechanism_year_and_region(
    programme: str, tmp_path: Path
) -> None:
    made = tmp_path / "form.xlsx"
    assert run("--out", str(made), programme).returncode == 0
    kept, fresh = load_workbook(ROOT / "data" / programme / "annual-reports.xlsx"), load_workbook(made)
    assert kept.sheetnames == fresh.sheetnames
    for sheet in fresh:
        wanted, there = (
            set(each.iter_rows(min_row=3, max_col=3, values_only=True)) for each in (sheet, kept[sheet.title])
        )
        assert wanted - there == set()


def test_a_form_of_lianzhou() -> None:
    book = load_workbook(ROOT / "data/lianzhou-2013/annual-reports.xlsx")
    sheet = book["培训与就业"]
    assert [cell.value for cell in sheet[2]] == [
        "地区", "年份", "事项", "应培训人数（人）", "参训人数（人）", "取得技能人数（人）", "实现就业人数（人）", "来源", "口径与说明",
    ]  # fmt: skip
    assert sheet["A1"].value == "培训与就业年度报送表"
    assert sheet["D1"].value.startswith("填报说明：")
    # The city and its twelve towns, in three years, for one mechanism.
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert len(rows) == 13 * 3
    assert rows[0][:3] == ("连州市", 2013, "培训和转移就业")
    assert {value for row in rows for value in row[3:]} == {None}


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    digests = set()
    for name in ("one.xlsx", "two.xlsx"):
        assert run("--out", str(tmp_path / name), "jilin-2012").returncode == 0
        digests.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert len(digests) == 1


def test_a_workbook_that_holds_an_entry_is_not_overwritten(project: Path) -> None:
    path = project / "data/jilin-2012/annual-reports.xlsx"
    assert run("jilin-2012", folder=project).returncode == 0  # a blank one is
    book = load_workbook(path)
    book["金融扶贫"]["E5"] = 0
    book.save(path)
    content = path.read_bytes()
    refused = run("jilin-2012", folder=project)
    assert refused.returncode == 2
    assert "data/jilin-2012/annual-reports.xlsx › 金融扶贫 › E5" in refused.stderr
    assert "--out" in refused.stderr
    assert path.read_bytes() == content


def test_an_unknown_programme_is_named_with_the_one_that_was_meant() -> None:
    refused = run("lianzhou-2003")
    assert refused.returncode == 2
    assert "Did you mean lianzhou-2013?" in refused.stderr


def test_what_is_entered_is_read_by_year_region_and_mechanism(project: Path) -> None:
    path = project / "data/lianzhou-2013/annual-reports.xlsx"
    book = load_workbook(path)
    sheet = book["资金监管、公示与绩效评价"]
    (row,) = [
        cells[0].row
        for cells in sheet.iter_rows(min_row=3, max_col=3)
        if [cell.value for cell in cells] == ["星子镇", 2014, "稳定投入和专款专用"]
    ]
    for column, value in zip("DEFGH", (8, 6, None, None, "星子镇2014年报"), strict=True):
        sheet[f"{column}{row}"] = value
    book.save(path)
    assert not is_blank(path, 2, 3)
    dataset = load_dataset(Workspace(project.resolve()), "lianzhou-2013")
    (region,) = [name for name, entry in dataset.definitions.regions.items() if entry.name == "星子镇"]
    found = dataset.value("disclosure_done", region, 2014, "lz_s27")
    assert found is not None
    assert (found.value, found.origin.cell) == (6, f"E{row}")
    # The edition of 2013 doesn't know it yet.
    assert dataset.as_of(2013).of("disclosure_done") == ()
    assert dataset.rows_entered()[found.origin.file, found.origin.sheet] == {1, 2, row}


def test_a_sixth_programme_needs_no_python(project: Path) -> None:
    """Another folder with the plan and the regions of Lianzhou, under another name."""
    for kind in ("data", "params"):
        shutil.copytree(project / kind / "lianzhou-2013", project / kind / "sixth-2013")
    plan = project / "params/sixth-2013/plan.yaml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("programme: lianzhou-2013", "programme: sixth-2013", 1), encoding="utf-8")
    (project / "data/sixth-2013/annual-reports.xlsx").unlink()
    made = run("sixth-2013", folder=project)
    assert made.returncode == 0
    assert "      培训与就业: {layout: training}\n" in made.stdout
    assert (project / "data/sixth-2013/annual-reports.xlsx").is_file()
