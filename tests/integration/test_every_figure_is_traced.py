"""Every figure of the book: where its link leads, what it shows, and the source cells it rests on."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from assessbook.commands.ledgers import figures_on, find_figure
from assessbook.commands.trace_text import trace_text
from assessbook.core.workspace import Workspace
from assessbook.ledger.store import FigureRow, Ledger
from tests.integration.books import Book, assessbook
from tests.integration.recomputation import Sources

PLAN = "data/jiaohe-2016/plan-tables.xlsx"
HOUSEHOLD_SIZE = "jiaohe-2016/2015/piaohe/persons_per_poor_household"


@pytest.fixture(scope="module")
def figures(real_book: Book) -> dict[str, FigureRow]:
    """The ledger, by figure."""
    with Ledger.open(real_book.ledger) as ledger:
        return {row.figure: row for row in ledger.figures()}


@pytest.fixture(scope="module")
def pages(real_book: Book) -> dict[Path, Any]:
    """Every page of the book, parsed."""
    return {
        path.resolve(): html.document_fromstring(path.read_bytes())
        for path in sorted(real_book.html.rglob("*.html"))
    }


@pytest.fixture(scope="module")
def links(pages: dict[Path, Any]) -> list[tuple[Path, Any]]:
    """Every figure link, with its page."""
    return [
        (path, link)
        for path, page in pages.items()
        for link in page.cssselect("a")
        if "figure" in (link.get("class") or "").split()
    ]


def test_every_link_of_a_figure_leads_to_an_existing_cell(
    pages: dict[Path, Any], links: list[tuple[Path, Any]]
) -> None:
    anchors = {path: set(page.xpath("//@id")) for path, page in pages.items()}
    lost = []
    for path, link in links:
        file, _, anchor = link.get("href").partition("#")
        target = (path.parent / file).resolve() if file else path
        if not anchor.startswith("cell-") or anchor not in anchors.get(target, ()):
            lost.append((path.name, link.get("data-figure"), link.get("href")))
    assert len(links) > 500
    assert lost == []


def test_every_link_of_a_figure_leads_to_the_cell_that_published_it(
    real_book: Book, figures: dict[str, FigureRow], links: list[tuple[Path, Any]]
) -> None:
    wrong = []
    for path, link in links:
        row = figures[link.get("data-figure")]
        # The overview is the book's front page.
        page = "index" if row.notebook == "overview" else row.notebook
        file, _, anchor = link.get("href").partition("#")
        if (path.parent / file).resolve() != (
            real_book.html / f"{page}.html"
        ).resolve() or anchor != f"cell-{row.cell}":
            wrong.append((path.name, row.figure, link.get("href")))
    assert wrong == []


def test_every_link_of_a_figure_shows_the_text_of_the_ledger(
    figures: dict[str, FigureRow], links: list[tuple[Path, Any]]
) -> None:
    shown = {(link.get("data-figure"), link.text_content()) for _, link in links}
    assert shown == {(row.figure, row.text) for row in figures.values()}


def test_every_figure_stands_in_the_basis_of_the_cell_that_published_it(
    real_book: Book, figures: dict[str, FigureRow], pages: dict[Path, Any]
) -> None:
    found = defaultdict(list)
    for path, page in pages.items():
        name = path.relative_to(real_book.html.resolve()).with_suffix("").as_posix()
        for row in page.cssselect("details.basis tr[data-figure]"):
            cell = next(part for part in row.iterancestors() if "cell" in (part.get("class") or "").split())
            found[row.get("data-figure")].append((name.replace("index", "overview"), cell.get("id")))
    assert dict(found) == {row.figure: [(row.notebook, f"cell-{row.cell}")] for row in figures.values()}


def test_trace_unfolds_every_figure_to_source_cells(real_book: Book, figures: dict[str, FigureRow]) -> None:
    workspace = Workspace(real_book.root.resolve())
    for identifier in figures:
        row, path = find_figure(workspace, identifier, None)
        assert path == workspace.root / "build/jiaohe-2016/2015/ledger.db"
        assert row.sources, f"{identifier} rests on no source cell"
        assert {leaf.operation for leaf in _leaves(row.derivation)} <= {"source", "constant"}
        assert tuple(dict.fromkeys(row.derivation.sources())) == row.sources
        text = trace_text(row, workspace.shown(path.parent))
        assert text.startswith(f"{identifier}\n")
        for source in row.sources:
            assert f"{source.address.replace('!', ' › ')} reads “{source.raw}”" in text
            assert f"Source: {source.citation}" in text
            assert source.citation


def test_the_raw_content_of_every_source_is_what_stands_there(
    real_book: Book, figures: dict[str, FigureRow]
) -> None:
    sources = Sources(real_book.root)
    recorded = {(source.address, source.raw) for row in figures.values() for source in row.sources}
    held = {(address, str(sources.content(*address.split("!")))) for address, _ in recorded}
    assert len(recorded) > 200
    assert recorded == held


def test_the_cell_of_piaohe_in_table_1_1_leads_back_to_its_persons_and_to_what_is_computed_from_them(
    real_book: Book,
) -> None:
    rows = figures_on(Workspace(real_book.root.resolve()), f"{PLAN}!表1-1!C3", None)
    found = {row.figure.removeprefix("jiaohe-2016/2015/") for _, row in rows}
    assert {
        "piaohe/poor_persons",
        "piaohe/share_of_city_poor_persons",
        "piaohe/persons_per_poor_household",
        # Every rank compares all sixteen.
        "qingling/rank_by_poor_persons",
    } <= found
    assert "qingling/poor_persons" not in found


def test_trace_prints_a_figure_as_a_tree_down_to_its_cells(real_book: Book) -> None:
    done = assessbook(real_book.root, "trace", HOUSEHOLD_SIZE)
    assert done.returncode == 0, done.stderr
    lines = [line.strip() for line in done.stdout.splitlines()]
    # 567 ÷ 271 = 2.0922509...
    assert lines[0] == HOUSEHOLD_SIZE
    assert "Formula: 567 ÷ 271 = 2.09人/户" in lines
    assert "Published by cell poverty-headcount of notebook region/piaohe in build/jiaohe-2016/2015" in lines
    assert lines.index(f"{PLAN} › 表1-1 › C3 reads “567”") < lines.index(f"{PLAN} › 表1-1 › B3 reads “271”")


def test_trace_writes_json_with_every_source(real_book: Book) -> None:
    done = assessbook(real_book.root, "trace", HOUSEHOLD_SIZE, "--build", "build/jiaohe-2016/2015", "--json")
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert record["value"] == pytest.approx(567 / 271, rel=1e-15)
    assert [(source["address"], source["raw"]) for source in record["sources"]] == [
        (f"{PLAN}!表1-1!C3", "567"),
        (f"{PLAN}!表1-1!B3", "271"),
    ]


def test_trace_names_the_figures_that_rest_on_a_cell(real_book: Book) -> None:
    done = assessbook(real_book.root, "trace", "--source", f"{PLAN}!表1-1!C3")
    assert done.returncode == 0, done.stderr
    first, *rest = [line.strip() for line in done.stdout.splitlines()]
    assert first.startswith(f"{PLAN} › 表1-1 › C3 reads “567”. Figures that rest on it: ")
    assert "jiaohe-2016/2015/piaohe/poor_persons  漂河镇，建档立卡贫困人口: 567人" in rest


def _leaves(node: Any) -> list[Any]:
    return [node] if not node.inputs else [leaf for part in node.inputs for leaf in _leaves(part)]
