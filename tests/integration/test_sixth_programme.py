"""A sixth programme takes data and parameters only: its edition is checked, built and followed like the others."""

from __future__ import annotations

import pytest
from lxml import html

from assessbook.assessment.verdict import OUTCOMES
from assessbook.ledger.store import FigureRow, Ledger
from tests.integration.books import Book, assessbook, copy_project
from tests.integration.sixth_programme import EDITION, PROGRAMME, add_sixth_programme


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The edition of 2022, its web pages only."""
    root = copy_project(tmp_path_factory.mktemp("sixth") / "project")
    add_sixth_programme(root)
    done = assessbook(root, "build", EDITION, "--formats", "html", "--jobs", "2")
    assert done.returncode == 0, done.stderr
    return Book(root, root / "build" / PROGRAMME / "2022")


@pytest.fixture(scope="module")
def figures(book: Book) -> dict[str, FigureRow]:
    with Ledger.open(book.ledger) as ledger:
        return {row.figure: row for row in ledger.figures()}


def test_the_command_finds_nothing_wrong_with_it(book: Book) -> None:
    done = assessbook(book.root, "check", EDITION)
    assert done.returncode == 0, done.stderr


def test_every_notebook_has_its_page(book: Book) -> None:
    names = ["index", "plan", "region/dongshan", "region/xiling", "identification", "quality"]
    assert [name for name in names if not (book.html / f"{name}.html").is_file()] == []


def test_one_target_is_met_one_missed_and_one_not_judged(figures: dict[str, FigureRow]) -> None:
    key = f"{PROGRAMME}/2022/qinghe/targets_"
    outcomes = {name: figures[key + name].value for name in ("all", *OUTCOMES) if key + name in figures}
    # 55 households of at most 60; 15760 yuan of 16000, since the revision to 16020 came in 2023.
    assert outcomes == {"all": 3, "met": 1, "not_met": 1, "not_quantified": 1}


def test_the_plan_page_quotes_the_new_plan(book: Book) -> None:
    text = html.parse(book.html / "plan.html").getroot().text_content()
    assert "监测户减少到60户以内" in text
    assert "240元" in text


def test_a_figure_leads_to_the_cell_of_the_new_workbook(figures: dict[str, FigureRow]) -> None:
    row = figures[f"{PROGRAMME}/2022/qinghe/rural_disposable_income"]
    assert [source.address for source in row.sources] == [f"data/{PROGRAMME}/reports.xlsx!监测户!E6"]
    assert row.value == 15760


def test_the_return_on_its_mechanism_is_read_by_the_shared_layout(figures: dict[str, FigureRow]) -> None:
    assert figures[f"{PROGRAMME}/2022/qinghe/registry_persons/qh_s01"].value == 128
