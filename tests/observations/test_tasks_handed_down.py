"""Tasks handed down to towns may not add up to more than the county's, unless the document says so itself."""

from __future__ import annotations

import pytest

PLAN = "data/sample/tasks.xlsx"

TABLES = """\
workbooks:
  tasks.xlsx:
    document: 清河县规划
    sheets:
      任务:
        title: 任务分解
        header_row: 2
        label_column: 乡镇
        rows: regions
        extra_rows: {合计: {region: qinghe}}
        defaults: {year: 2016}
        columns: {计划脱贫人口（人）: {measure: exits}}
"""


def tasks(project, whole, *parts, note="", declared=True):
    """A programme whose only table is the county's task with those of its three towns."""
    names = ["东山镇", "西岭镇", "南湾乡"]
    rows = [["任务分解"], ["乡镇", "计划脱贫人口（人）"], *zip(names, parts, strict=True), ["合计", whole]]
    project.workbook(PLAN, {"任务": rows})
    project.write("data/sample/tables.yaml", TABLES + (f"        notes: {{B6: {note}}}\n" if note else ""))
    if declared:
        project.replace(
            "data/measures.yaml", "kind: flow, integer: true", "kind: flow, task: true, integer: true"
        )


def test_a_sum_of_tasks_above_the_countys_names_the_countys_cell(project):
    # 300 + 200 + 101 are 601.
    tasks(project, 600, 300, 200, 101)
    found = project.problem()
    assert found.where == f"{PLAN} › 任务 › B6"
    assert "清河县 2016 is 600人, but the tasks handed down add up to 601人" in found.what
    assert "(dongshan 300, xiling 200, nanwan 101)" in found.what
    assert found.action.startswith("Correct the cell that is wrong.")


@pytest.mark.parametrize("last", [100, 40])
def test_the_whole_task_or_less_of_it_may_be_handed_down(project, last):
    tasks(project, 600, 300, 200, last)
    assert len(project.load().of("exits")) == 4


def test_a_contradiction_of_the_document_itself_is_kept_as_printed(project):
    tasks(project, 600, 300, 200, 101, note="正文为600人，附表合计601人，二者不一致。")
    assert project.load().value("exits", "qinghe", 2016).value == 600


def test_a_note_about_something_else_excuses_nothing(project):
    tasks(project, 600, 300, 200, 101, note="原文数字前印有全角空格。")
    assert project.problem().where == f"{PLAN} › 任务 › B6"


def test_a_part_alone_above_the_whole_is_named_once(project):
    tasks(project, 600, 601, 0, 0)
    assert project.problem().where == f"{PLAN} › 任务 › B3"


def test_results_that_do_not_add_up_are_left_to_the_quality_chapter(project):
    tasks(project, 600, 300, 200, 101, declared=False)
    assert len(project.load().of("exits")) == 4
