"""What is wrong with a plan is told by `check` with file and line, all at once, with exit status 2."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from openpyxl import Workbook
from tests.integration.books import EDITION, copy_project

from assessbook.commands.main import cli

PLAN = "params/jiaohe-2016/plan.yaml"
DEMO_EDITION = "params/demo/jiaohe-2016/2016.yaml"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the real project, standing in its root."""
    root = copy_project(tmp_path / "project")
    monkeypatch.chdir(root)
    return root


def checked(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["check", *arguments])


def spoil(root: Path, target: str, key: str, new: str) -> int:
    """Write another value for a key of a target; its line."""
    path = root / PLAN
    lines = path.read_text(encoding="utf-8").splitlines()
    start = lines.index(f"  - id: {target}")
    number = next(
        place for place in range(start, len(lines)) if lines[place].strip(" -").startswith(f"{key}:")
    )
    head, _, _ = lines[number].partition(f"{key}:")
    lines[number] = f"{head}{key}: {new}"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return number + 1


def test_seven_mistakes_of_a_plan_are_told_together_with_their_lines(project: Path) -> None:
    expected = {
        spoil(project, "jh_road", "quote", '""'): "jh_road has no quote",
        spoil(project, "jh_bridge", "section", '""'): "jh_bridge has no section",
        spoil(project, "jh_ecom", "comparator", "done"): (
            "jh_ecom: comparator done can't go with the unit 个; what is done or not has the unit 是/否"
        ),
        spoil(project, "jh_t21_persons_2016", "deadline", '"2014-12-31"'): (
            "jh_t21_persons_2016: the deadline 2014-12-31 lies before the base year 2015"
        ),
        spoil(project, "jh_2017_growth", "reference", "western"): (
            "jh_2017_growth: rural_disposable_income, by which it is compared, has no data of the reference "
            "region western"
        ),
        spoil(project, "jh_lowvolt", "id", "jh_lunch"): "id jh_lunch stands twice, first in line ",
    }
    result = checked(EDITION)
    assert result.exit_code == 2
    for line, says in expected.items():
        assert f"{PLAN}, line {line}: {says}" in result.output, result.output
    assert "Nothing was built." in result.output


def test_tasks_of_towns_above_the_citys_are_refused_in_the_plan(project: Path) -> None:
    path = project / PLAN
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    (city,) = (entry for entry in content["targets"] if entry["id"] == "jh_t21_persons_2016")
    towns = [
        {**city, "id": f"jh_part_{number}", "region": region, "threshold": task}
        for number, (region, task) in enumerate((("piaohe", 4000), ("qingling", 2001)))
    ]
    for town in towns:
        town["stated"] = "yes"  # YAML's yes is true.
    block = yaml.safe_dump(towns, allow_unicode=True, sort_keys=False)
    indented = "".join(f"  {line}\n" for line in block.splitlines())
    text = path.read_text(encoding="utf-8").replace("\ndefinitions:\n", f"\n{indented}\ndefinitions:\n", 1)
    path.write_text(text, encoding="utf-8")
    result = checked(EDITION)
    assert result.exit_code == 2
    # 4000 + 2001 are 6001; the city is to bring 6000 out of poverty in 2016.
    assert (
        "jh_t21_persons_2016 is 6000 人, but its parts add up to 6001 人 (jh_part_0 4000, jh_part_1 2001)"
        in (result.output)
    )
    assert f"{PLAN}, line " in result.output


def test_tasks_of_towns_above_the_citys_are_refused_in_a_workbook(project: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "任务分解"
    for row in (["任务分解"], ["乡镇", "人数（人）"], ["漂河镇", 4000], ["庆岭镇", 2001]):
        sheet.append(row)
    book.save(project / "data/jiaohe-2016/tasks.xlsx")
    tables = project / "data/jiaohe-2016/tables.yaml"
    added = """\
  tasks.xlsx:
    document: 年度任务分解表
    sheets:
      任务分解:
        title: 任务分解
        header_row: 2
        label_column: 乡镇
        rows: regions
        partial: true
        defaults: {year: 2016}
        columns: {人数（人）: {measure: planned_exit_persons}}
"""
    tables.write_text(tables.read_text(encoding="utf-8").rstrip("\n") + "\n" + added, encoding="utf-8")
    result = checked(EDITION)
    assert result.exit_code == 2
    # The plan's own table 2-1 or its chapter states the city's 6000.
    assert (
        "is 6000人, but the tasks handed down add up to 6001人 (piaohe 4000, qingling 2001)" in result.output
    )
    assert "data/jiaohe-2016/plan-tables.xlsx › " in result.output


def test_contradictions_of_the_documents_themselves_are_not_refused(project: Path) -> None:
    # Annex 3 of Jilin's plan of 2012 lists 209 villages, its text says 200.
    assert checked("params/jilin-2012/2012.yaml").exit_code == 0


@pytest.mark.parametrize("name", ["reference_region", "deflator_region"])
def test_a_parameter_that_names_a_region_without_data_is_refused_at_its_line(
    project: Path, name: str
) -> None:
    path = project / EDITION
    lines = path.read_text(encoding="utf-8").splitlines()
    number = next(place for place, line in enumerate(lines, start=1) if line.startswith(f"  {name}:"))
    lines[number - 1] = f"  {name}: western"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = checked(EDITION)
    assert result.exit_code == 2
    assert f"{EDITION}, line {number}: {name}: the data have no " in result.output
    given = checked(EDITION, "-p", "reference_region=china", "-p", "deflator_region=china")
    assert given.exit_code == 0


def test_a_demonstration_is_judged_by_the_programmes_own_plan(project: Path) -> None:
    line = spoil(project, "jh_road", "quote", '""')
    result = checked(DEMO_EDITION)
    assert result.exit_code == 2
    assert f"{PLAN}, line {line}: jh_road has no quote" in result.output
