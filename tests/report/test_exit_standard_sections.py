"""The chapter on exits shows every condition of an exit standard, for each village that has values."""

from __future__ import annotations

from pathlib import Path

from assessbook.core.workspace import Workspace
from assessbook.report.blocks import Statements, Table
from assessbook.report.exit_standard_sections import exit_standard_sections
from assessbook.report.session import open_report

ROOT = Workspace.find(Path(__file__).parent).root
CONDITIONS = ["贫困村贫困发生率低于全省", "村级集体经济有稳定收入", "贫困村“八有”达标项数", "结论"]


def test_villages_with_values_are_judged_condition_by_condition() -> None:
    report = open_report(str(ROOT / "params/demo/jiaohe-2016/2017.yaml"), "jiaohe")
    tables = [
        block.content for block in exit_standard_sections(report, "china") if isinstance(block.content, Table)
    ]
    (villages,) = tables
    assert [column.name for column in villages.columns] == CONDITIONS
    # The plan lists 25 poor villages.
    assert 0 < len(villages.rows) <= 25


def test_without_values_one_sentence_says_so() -> None:
    report = open_report(str(ROOT / "params/jiaohe-2016/2017.yaml"), "jiaohe")
    blocks = exit_standard_sections(report, "china")
    assert [type(block.content) for block in blocks] == [Statements, Statements]
