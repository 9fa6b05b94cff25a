"""Every edition of every programme builds. Slow: run with `make test-slow`."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessbook.book.html_builder import external_requests
from assessbook.commands.inputs import checked_inputs
from assessbook.core.workspace import Workspace
from assessbook.editions.build import build_edition
from assessbook.ledger.store import Ledger

WORKSPACE = Workspace.find(Path(__file__).parent)
EDITIONS = sorted(
    path.relative_to(WORKSPACE.root)
    for path in WORKSPACE.path("params").rglob("*.yaml")
    if path.stem.isdecimal() and len(path.stem) == 4
)


def test_the_editions_are_those_of_the_programmes_periods() -> None:
    years = {"jilin-2012": 1, "jilin-2016": 5, "jiaohe-2016": 6, "lianzhou-2013": 3, "zhejiang-2013": 5}
    real = [path for path in EDITIONS if "demo" not in path.parts]
    assert {name: sum(path.parent.name == name for path in real) for name in years} == years


@pytest.mark.slow
@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: path.as_posix())
def test_an_edition_builds_and_holds_figures(path: Path, tmp_path: Path) -> None:
    edition, dataset = checked_inputs(WORKSPACE, path, ())
    built = build_edition(WORKSPACE, edition, dataset, out=tmp_path / "build", jobs=2)
    with Ledger.open(built / "ledger.db") as ledger:
        figures = list(ledger.figures())
    assert len(figures) >= 20
    assert all(figure.sources for figure in figures)
    assert external_requests(built / "html") == []
