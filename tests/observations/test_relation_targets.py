"""Relations of measures that may name an item of another measure lead somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessbook.core.workspace import Workspace
from assessbook.observations.definition_files import load_definitions

MEASURES = """\
measures:
  funds: {{name: 资金, english: funds, unit: 亿元, kind: flow, classification: source}}
  total: {{name: 总额, english: total, unit: 亿元, kind: flow}}
  budget: {{name: 预算, english: budget, unit: 万元, kind: flow, {relation}}}
"""
ITEMS = """\
classifications:
  source: {name: 来源, english: source, items: {local: {name: 地方, english: local}}}
"""


def problems(folder: Path, relation: str) -> list[str]:
    (folder / "data").mkdir()
    (folder / "data" / "measures.yaml").write_text(MEASURES.format(relation=relation), encoding="utf-8")
    (folder / "data" / "items.yaml").write_text(ITEMS, encoding="utf-8")
    return [str(problem) for problem in load_definitions(Workspace(folder), "example").problems]


@pytest.mark.parametrize(
    "relation", ["accumulates_to: funds/local", "accumulates_to: total", "restates: funds/local"]
)
def test_a_measure_or_one_of_its_items_may_be_named(tmp_path: Path, relation: str) -> None:
    assert problems(tmp_path, relation) == []


@pytest.mark.parametrize(
    ("relation", "found", "action"),
    [
        ("accumulates_to: found/local", "measure found, named by budget, is not defined", "mean funds?"),
        (
            "accumulates_to: funds/locla",
            "item locla of funds, named by budget, is not defined",
            "mean local?",
        ),
        ("restates: total/local", "item local of total, named by budget, is not defined", ""),
        ("average_growth: totl", "measure totl, named by budget, is not defined", "mean total?"),
    ],
)
def test_a_relation_that_leads_nowhere_is_a_problem_with_its_line(
    tmp_path: Path, relation: str, found: str, action: str
) -> None:
    (problem,) = problems(tmp_path, relation)
    assert problem.startswith("data/measures.yaml")
    assert "line 4" in problem
    assert found in problem
    assert action in problem
