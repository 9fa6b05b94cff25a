"""Every edition of every programme, real and made up: its notebooks run, its figures gather, its targets count.

The books as a whole are made for the last year of each. Slow (some ten minutes): run with `make test-slow`.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from lxml import html

from assessbook.assessment.verdict import OUTCOMES
from assessbook.book.html_builder import external_requests
from assessbook.commands.inputs import checked_inputs
from assessbook.core.workspace import Workspace, real_programme
from assessbook.editions.build import build_edition
from assessbook.editions.edition import Edition
from assessbook.editions.options import BuildOptions
from assessbook.editions.runner import run_notebooks
from assessbook.ledger.gather import ExecutedNotebook, Publication, gather
from assessbook.ledger.store import Ledger

WORKSPACE = Workspace.find(Path(__file__).parent)
EDITIONS = sorted(
    path.relative_to(WORKSPACE.root)
    for path in WORKSPACE.path("params").rglob("*.yaml")
    if path.stem.isdecimal() and len(path.stem) == 4
)
YEARS = {
    "jiaohe-2016": range(2015, 2021),
    "jilin-2012": range(2012, 2013),
    "jilin-2016": range(2016, 2021),
    "lianzhou-2013": range(2013, 2016),
    "zhejiang-2013": range(2013, 2018),
}
# Targets that were found in the documents, tables not counted; a plan may divide one into several.
CODED = {"jiaohe-2016": 57, "jilin-2012": 21, "jilin-2016": 75, "lianzhou-2013": 41, "zhejiang-2013": 52}
MARK = "演示数据"


def is_demo(path: Path) -> bool:
    return "demo" in path.parts


def name_of(path: Path) -> str:
    return path.as_posix()


def test_there_is_an_edition_for_every_year_of_the_programmes_periods() -> None:
    real = [path for path in EDITIONS if not is_demo(path)]
    assert {(path.parent.name, int(path.stem)) for path in real} == {
        (programme, year) for programme, years in YEARS.items() for year in years
    }


def test_a_demonstration_has_every_year_that_its_programme_has() -> None:
    real = [(path.parent.name, path.stem) for path in EDITIONS if not is_demo(path)]
    assert real == [(path.parent.name, path.stem) for path in EDITIONS if is_demo(path)]


def targets_of(edition: Edition) -> int:
    """How many targets the plan's file lists."""
    path = WORKSPACE.path("params", real_programme(edition.programme), "plan.yaml")
    return len(yaml.safe_load(path.read_text(encoding="utf-8"))["targets"])


def executed(edition: Edition, folder: Path) -> list[ExecutedNotebook]:
    notebooks = []
    for run in edition.runs:
        content = json.loads((folder / f"{run.name}.ipynb").read_text(encoding="utf-8"))
        rank = 2 if run.name == "overview" else 1 if "/" not in run.name else 0
        region = str(run.parameters.get("region", edition.region))
        notebooks.append(ExecutedNotebook(run.name, region, rank, content))
    return notebooks


def require_counts(edition: Edition, counted: dict[str, float]) -> None:
    """The numbers of targets by outcome add up to those of the plan."""
    total = counted.pop("all")
    assert total == targets_of(edition) >= CODED[real_programme(edition.programme)]
    assert sum(counted.values()) == total


@pytest.mark.slow
@pytest.mark.parametrize("path", EDITIONS, ids=name_of)
def test_the_notebooks_of_an_edition_run_and_their_figures_are_traced(path: Path, tmp_path: Path) -> None:
    edition, _ = checked_inputs(WORKSPACE, path, ())
    assert edition.status == ("synthetic" if is_demo(path) else "real")
    run_notebooks(WORKSPACE, edition, tmp_path, jobs=2)
    found: list[Publication] = [home for home, _ in gather(executed(edition, tmp_path))]
    assert len(found) >= 20
    assert all(record["derivation"] for record in (each.record for each in found))
    values = {
        str(each.record["figure"]): float(each.record["value"]) for each in found if each.record["value"]
    }
    key = f"{edition.programme}/{edition.year}/{edition.region}/targets_"
    counted = {name: values[key + name] for name in ("all", *OUTCOMES) if key + name in values}
    require_counts(edition, counted)
    text = "".join(notebook.read_text(encoding="utf-8") for notebook in tmp_path.rglob("*.ipynb"))
    assert (MARK in text) == is_demo(path)


LAST = [
    max(path for path in EDITIONS if path.parent == folder) for folder in {path.parent for path in EDITIONS}
]


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(LAST), ids=name_of)
def test_every_page_of_a_demonstration_says_so_and_no_real_page_does(path: Path, tmp_path: Path) -> None:
    edition, dataset = checked_inputs(WORKSPACE, path, ())
    built = build_edition(
        WORKSPACE, edition, dataset, out=tmp_path / "build", options=BuildOptions(("html",)), jobs=2
    )
    with Ledger.open(built / "ledger.db") as ledger:
        figures = list(ledger.figures())
    assert len(figures) >= 20
    assert all(figure.sources for figure in figures)
    assert external_requests(built / "html") == []
    pages = sorted((built / "html").rglob("*.html"))
    assert len(pages) > len(edition.runs)
    for page in pages:
        tree = html.parse(page).getroot()
        notices = [notice.text_content() for notice in tree.xpath("//aside[@class='status-notice']/strong")]
        assert notices == ([MARK] if is_demo(path) else []), page.name
        if not is_demo(path):
            assert MARK not in page.read_text(encoding="utf-8"), page.name
