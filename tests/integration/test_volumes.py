"""An edition of volumes: an overview and its volumes, built, proved, altered, contradicted, failed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from lxml import html
from openpyxl import load_workbook

from tests.integration.books import assessbook, replace
from tests.integration.country import FIRST, OVERVIEW, SMALL, make_country

OWN_BUILD = "build/yanshi-2016/2018"
VOLUMES = {name: f"build/yanshi-2016-{name}/2018" for name in ("p01", "p02")}


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The country, not built."""
    root = tmp_path_factory.mktemp("volumes") / "project"
    done = make_country(root, *SMALL)
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture(scope="module")
def built(country: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with its overview and volumes built, pages only."""
    root = tmp_path_factory.mktemp("built") / "project"
    shutil.copytree(country, root)
    done = assessbook(root, "build", OVERVIEW, "--formats", "html", "--jobs", "2")
    assert done.returncode == 0, done.stderr
    assert "yanshi-2016-p02/2018" in done.stdout
    return root


def changed(root: Path, file: str, cell: str, by: float) -> None:
    """Add to a number of a workbook's first sheet."""
    path = root / file
    book = load_workbook(path)
    book.worksheets[0][cell] = book.worksheets[0][cell].value + by
    book.save(path)


@pytest.mark.slow
def test_the_overview_leads_to_each_volumes_book(built: Path) -> None:
    page = built / OWN_BUILD / "html/volumes.html"
    tree = html.parse(page).getroot()
    rows = [[cell.text_content() for cell in row] for row in tree.xpath("//table/tbody/tr")]
    assert rows == [["演示省01", "打开分册", "一致"], ["演示省02", "打开分册", "一致"]]
    for link in tree.xpath("//table//a/@href"):
        assert (page.parent / link).is_file()
    assert (built / VOLUMES["p01"] / "html/county/p01-c003.html").is_file()


@pytest.mark.slow
def test_overview_and_volumes_are_proved_and_an_altered_volume_is_named(built: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(built, root)
    for build in (OWN_BUILD, VOLUMES["p02"]):
        done = assessbook(root, "verify", build)
        assert done.returncode == 0, done.stdout
    assert "2 of 2 volumes intact" in assessbook(root, "verify", OWN_BUILD).stdout
    page = root / VOLUMES["p02"] / "html/plan.html"
    page.write_text(page.read_text(encoding="utf-8") + " ", encoding="utf-8")
    done = assessbook(root, "verify", OWN_BUILD)
    assert done.returncode == 1
    assert f"{VOLUMES['p02']}/html/plan.html" in done.stdout


@pytest.mark.slow
def test_a_volume_built_anew_from_other_data_is_not_the_one_that_the_overview_names(
    built: Path, tmp_path: Path
) -> None:
    root = tmp_path / "project"
    shutil.copytree(built, root)
    replace(root / FIRST, "subtitle: 2018年度（演示数据）", "subtitle: 2018年度（演示数据，修订）")
    done = assessbook(root, "build", FIRST, "--formats", "html")
    assert done.returncode == 0, done.stderr
    done = assessbook(root, "verify", OWN_BUILD)
    assert done.returncode == 1
    assert "volume yanshi-2016-p01/2018" in done.stdout


@pytest.mark.slow
def test_a_failed_volume_does_not_lose_the_others_and_leaves_the_overview_as_it_was(
    country: Path, tmp_path: Path
) -> None:
    root = tmp_path / "project"
    shutil.copytree(country, root)
    replace(root / "data/yanshi-2016-p02/tables.yaml", "title: 贫困人口年度报表", "title: 另一张报表")
    done = assessbook(root, "build", OVERVIEW, "--formats", "html", "--jobs", "2")
    assert done.returncode == 2
    assert "Volume yanshi-2016-p02/2018 (exit status 2)" in done.stderr
    assert "1 of 2 volumes failed" in done.stderr
    assert (root / VOLUMES["p01"] / "manifest.json").is_file()
    assert not (root / OWN_BUILD).exists()


@pytest.mark.slow
def test_a_total_that_differs_is_told_in_the_book_and_recorded(built: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(built, root)
    changed(root, "data/yanshi-2016/province-reports.xlsx", "D3", 7)
    done = assessbook(root, "build", OVERVIEW, "--formats", "html")
    assert done.returncode == 1
    assert "1 totals of the overview differ" in done.stderr
    page = (root / OWN_BUILD / "html/volumes.html").read_text(encoding="utf-8")
    assert "data/yanshi-2016/province-reports.xlsx › 贫困人口 › D3" in page
    options = json.loads((root / OWN_BUILD / "manifest.json").read_text(encoding="utf-8"))["options"]
    (difference,) = options["volumes"][0]["differences"]
    assert float(difference[1]) - float(difference[3]) == 7


def test_the_check_counts_the_totals_and_names_both_cells_of_one_that_differs(
    country: Path, tmp_path: Path
) -> None:
    root = tmp_path / "project"
    shutil.copytree(country, root)
    changed(root, "data/yanshi-2016-p02/county-reports.xlsx", "C3", 5)
    done = assessbook(root, "check", OVERVIEW)
    assert done.returncode == 1
    # 6 measures of 3 years for each of 2 provinces.
    assert "2 volumes are valid; 36 totals of the overview compared" in done.stdout
    assert "data/yanshi-2016/province-reports.xlsx › 贫困人口 › C4" in done.stderr
    assert "data/yanshi-2016-p02/county-reports.xlsx › 贫困人口 › C3" in done.stderr


def test_every_mistake_in_the_list_of_volumes_is_named_with_its_line(country: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(country, root)
    shutil.copy(root / FIRST, root / "params/yanshi-2016-p01/2017.yaml")
    text = (root / OVERVIEW).read_text(encoding="utf-8")
    head, _, _ = text.partition("volumes:\n")
    named = [FIRST, FIRST, "params/yanshi-2016-p09/2018.yaml", "params/yanshi-2016-p01/2017.yaml"]
    text = head + "volumes:\n" + "".join(f"- {name}\n" for name in named)
    (root / OVERVIEW).write_text(text, encoding="utf-8")
    first = len(head.splitlines()) + 2
    done = assessbook(root, "check", OVERVIEW)
    assert done.returncode == 2
    for line, what in (
        (first + 1, f"is about p01, as {FIRST} is"),
        (first + 2, "params/yanshi-2016-p09/2018.yaml: there is no such edition file"),
        (first + 3, "is an edition of 2017, and this one is of 2018"),
    ):
        assert f"{OVERVIEW}, line {line}: volumes: " in done.stderr
        assert what in done.stderr


def test_a_dry_run_lists_where_volumes_would_be_built(country: Path) -> None:
    done = assessbook(country, "build", OVERVIEW, "--dry-run", "--out", "build/trial")
    assert done.returncode == 0, done.stderr
    assert "build/trial-volumes/yanshi-2016-p01/2018" in done.stdout
    assert not list(country.glob("build/trial*"))
