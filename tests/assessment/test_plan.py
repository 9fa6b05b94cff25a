"""A plan file: what it gives, and everything that is wrong with one, each with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessbook.assessment.plan import Plan, load_plan
from assessbook.core.problems import DefinitionError, InputError
from assessbook.core.workspace import Workspace
from tests.assessment.plan_examples import DEFINITIONS

FILE = "params/example/plan.yaml"
HEAD = """\
programme: example
document:
  title: 《某县脱贫攻坚规划》
  level: county
  period: 2016-2020
targets:
"""
# Lines 7 to 21 of a file with one target.
ENTRY = """\
  - id: t_one
    name: 年度脱贫人口
    english: persons leaving poverty
    quote: 600名贫困人口脱贫
    section: 第二章
    kind: flow
    comparator: ">="
    threshold: 600
    unit: 人
    region: county
    base: {year: 2015, value: 1000}
    deadline: "2018-12-31"
    due_year: 2018
    measure: exits
    stated: yes
"""


def load(tmp_path: Path, text: str) -> Plan:
    path = tmp_path / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return load_plan(Workspace(tmp_path.resolve()), "example", DEFINITIONS)


def problems(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        load(tmp_path, text)
    return [str(problem) for problem in caught.value.problems]


def changed(**changes: str) -> str:
    """The entry with some lines changed; an empty text leaves a line out."""
    lines = []
    for line in ENTRY.splitlines():
        key = line.strip().removeprefix("- ").partition(":")[0]
        new = changes.pop(key, None)
        lines += [line] if new is None else [f"{line.partition(':')[0]}: {new}"] if new else []
    lines += [f"    {key}: {value}" for key, value in changes.items()]
    return "\n".join(lines) + "\n"


# ---------------------------------------------------------------- what it gives


def test_a_plan_knows_its_targets_and_where_they_stand(tmp_path: Path) -> None:
    plan = load(tmp_path, HEAD + ENTRY)
    aim = plan.target("t_one")
    assert (aim.threshold, aim.unit, aim.due, aim.recurrence) == (600, "人", 2018, "once")
    assert (aim.source.file, aim.source.document) == (FILE, "《某县脱贫攻坚规划》")
    with pytest.raises(DefinitionError, match="Did you mean t_one"):
        plan.target("t_onee")


def test_the_targets_due_in_a_year_include_those_of_every_year(tmp_path: Path) -> None:
    every = changed(id="t_every", deadline="", due_year="", recurrence="annual")
    plan = load(tmp_path, HEAD + ENTRY + every)
    due = {year: [aim.id for aim in plan.due(year)] for year in (2015, 2016, 2018, 2021)}
    assert due == {2015: [], 2016: ["t_every"], 2018: ["t_one", "t_every"], 2021: []}


def test_earlier_targets_of_the_same_measure_are_steps_of_later_ones(tmp_path: Path) -> None:
    first = changed(id="t_first", deadline="", due_year="2016", threshold="100", kind="cumulative")
    other = changed(
        id="t_other",
        deadline="",
        due_year="2017",
        threshold="100",
        kind="cumulative",
        measure="fund",
        unit="万元",
    )
    last = changed(kind="cumulative")
    plan = load(tmp_path, HEAD + first + other + last)
    assert [(step.target, step.year, step.value) for step in plan.target("t_one").waypoints] == [
        ("t_first", 2016, 100)
    ]
    assert plan.target("t_first").waypoints == ()


def test_poverty_lines_are_found_by_year(tmp_path: Path) -> None:
    line = "poverty_lines:\n  - {year: 2016, value: 3200, unit: 元, price: nominal, income: disposable, section: 二, quote: 3200元/年}\n"
    plan = load(tmp_path, HEAD + ENTRY + line)
    found = plan.poverty_line(2016)
    assert found is not None
    assert found.value == 3200
    assert plan.poverty_line(2017) is None


# ---------------------------------------------------------------- what is wrong with one


@pytest.mark.parametrize(
    ("changes", "line", "says"),
    [
        ({"quote": '""'}, 10, "t_one has no quote"),
        ({"section": '" "'}, 11, "t_one has no section"),
        ({"comparator": "done", "threshold": "null"}, 13, "comparator done can't go with the unit 人"),
        ({"unit": "是/否"}, 13, "comparator >= can't go with the unit 是/否"),
        ({"comparator": '">"', "equal_meets": "true"}, 22, "is not met by equality, but equal_meets is true"),
        ({"deadline": '"2014-12-31"', "due_year": ""}, 18, "lies before the base year 2015"),
        ({"deadline": '"2018-13-01"'}, 18, "no such date in the calendar"),
        ({"due_year": "2017"}, 19, "due_year 2017 isn't the year of the deadline 2018-12-31"),
        ({"region": "conty"}, 16, "there is no region conty\n  Did you mean county?"),
        ({"kind": "relative_level", "unit": '"%"', "reference": "chima"}, 22, "there is no region chima\n  Did you mean china?"),
        ({"kind": "relative_level", "unit": '"%"'}, 7, "kind relative_level needs a reference region"),
        ({"kind": "relative_growth", "threshold": "null", "unit": '"%"'}, 7, "needs a reference region"),
        ({"kind": "relative_growth", "unit": '"%"', "reference": "china"}, 14, "can be read in two ways"),
        ({"measure": "exit"}, 20, "there is no measure exit in measures.yaml\n  Did you mean exits?"),
        ({"measure": "exits_target"}, 20, "exits_target is a number of the plan itself"),
        ({"kind": "level", "unit": "元", "measure": "disposable", "each": "household", "household_measure": "each_houshold"}, 23, "there is no measure each_houshold in measures.yaml\n  Did you mean each_household?"),
        ({"kind": "level", "unit": "元", "measure": "disposable", "each": "household", "household_measure": "village_income"}, 23, "village_income isn't a list of single households"),
        ({"kind": "level", "unit": "元", "measure": "disposable", "each": "household", "household_measure": "cluster_list"}, 23, "cluster_list is in 个, disposable in 元"),
        ({"kind": "level", "unit": "元", "measure": "disposable", "each": "household", "household_measure": "each_household", "comparator": '"="'}, 23, "they can't be judged one by one"),
        ({"kind": "level", "unit": "元", "measure": "disposable", "each": "village", "household_measure": "each_household"}, 23, "they can't be judged one by one"),
        ({"kind": "level", "unit": "元", "measure": "disposable", "each": "household", "household_measure": "each_household", "price": "constant"}, 23, "the target is at constant prices"),
        ({"household_measure": "each_household"}, 22, "they can't be judged one by one"),
        ({"measure": "null"}, 20, "is judged by a number, but no measure is named"),
        ({"measure": "coverage", "unit": '"%"', "item": "watr"}, 22, "coverage has no item watr\n  Did you mean water?"),
        ({"measure": "coverage", "unit": '"%"'}, 7, "coverage is divided by coverage, but no item is named"),
        ({"item": "water"}, 22, "exits has no item water\n  Write item: null"),
        ({"kind": "range", "comparator": "in_range"}, 7, "comparator in_range needs an upper end"),
        ({"kind": "range", "comparator": "in_range", "upper": "500"}, 22, "the upper end 500 lies below the threshold 600"),
        ({"kind": "range"}, 13, "kind range can't go with >="),
        ({"threshold": "null"}, 14, "kind flow needs a threshold"),
        ({"threshold": ""}, 7, "kind flow needs a threshold"),
        ({"threshold": '"600"'}, 14, "threshold"),
        ({"unit": "只"}, 15, "unit '只' is not known"),
        ({"unit": "户"}, 15, "the unit 户 can't be compared with exits, which is in 人"),
        ({"kind": "share"}, 15, "kind share can't have the unit 人"),
        ({"kind": "share", "measure": "poor", "unit": '"%"'}, 20, "poor is no rate"),
        ({"threshhold": "5"}, 22, "targets.0.threshhold is not known here\n  Did you mean threshold?"),
        ({"kind": "flows"}, 12, "Input should be 'level', 'flow'"),
        ({"name": ""}, 7, "targets.0.name is missing"),
    ],
)  # fmt: skip
def test_a_problem_of_a_target_names_its_line(
    tmp_path: Path, changes: dict[str, str], line: int, says: str
) -> None:
    text = HEAD + changed(**changes)
    found = problems(tmp_path, text)
    # A line that is left out moves those below it up by one.
    dropped = sum(1 for key, value in changes.items() if not value and line == 22 and key)
    where = f"{FILE}, line {line - dropped}: "
    assert any(problem.startswith(where) and says in problem for problem in found), found


def test_two_targets_with_one_id_name_both_lines(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, HEAD + ENTRY + ENTRY)
    assert found.startswith(f"{FILE}, line 22: id t_one stands twice, first in line 7")


def test_tasks_handed_down_may_not_exceed_the_task_they_are_parts_of(tmp_path: Path) -> None:
    north = changed(id="t_north", region="north", threshold="400")
    south = changed(id="t_south", region="south", threshold="200")
    assert len(load(tmp_path, HEAD + ENTRY + north + south).targets) == 3
    (found,) = problems(tmp_path, HEAD + ENTRY + north + south.replace("200", "201"))
    assert found.startswith(
        f"{FILE}, line 14: t_one is 600 人, but its parts add up to 601 人 (t_north 400, t_south 201)"
    )


def test_fractions_of_tasks_add_up_without_binary_noise(tmp_path: Path) -> None:
    # 0.1 + 0.2 are exactly 0.3.
    whole = changed(threshold="0.3", unit="万人")
    north = changed(id="t_north", region="north", threshold="0.1", unit="万人")
    south = changed(id="t_south", region="south", threshold="0.2", unit="万人")
    assert len(load(tmp_path, HEAD + whole + north + south).targets) == 3


def test_all_problems_are_listed_together_in_the_order_of_the_file(tmp_path: Path) -> None:
    rest = """\
definitions:
  - {id: d_one, term: 三有, quote: "", section: 二, meaning: 三条, conditions: [t_won]}
poverty_lines:
  - {year: 2016, value: 3200, unit: 元, price: nominal, income: disposable, section: 二, quote: 三}
  - {year: 2016, value: 3400, unit: 圆, price: nominal, income: disposable, section: 二, quote: 三}
fund_rules:
  - {id: f_one, name: 比例, quote: 一比十, section: 七, comparator: ">=", threshold: 10, unit: 倍, check: 比较, measure: funds}
mechanisms:
  - {id: s_one, kind: quota, name: 计划, quote: 年度, section: 二, shows: 进度}
"""
    found = problems(tmp_path, HEAD + ENTRY + changed(id="t_two", region="conty") + rest)
    expected = [
        (31, "t_two: there is no region conty"),
        (38, "d_one has no quote"),
        (38, "target t_won, a condition of d_one, is not in this plan"),
        (41, "year 2016 stands twice, first in line 40"),
        (41, "unit '圆' is not known"),
        (43, "measure funds, named by f_one, is not defined"),
        (45, "mechanisms.0.kind: Input should be 'registry'"),
    ]
    assert len(found) == len(expected)
    for problem, (line, says) in zip(found, expected, strict=True):
        assert problem.startswith(f"{FILE}, line {line}: {says}")


def test_a_target_whose_shape_is_wrong_does_not_hide_what_is_wrong_with_others(tmp_path: Path) -> None:
    found = problems(tmp_path, HEAD + changed(threshhold="5") + changed(id="t_two", region="conty"))
    assert [problem.splitlines()[0] for problem in found] == [
        f"{FILE}, line 22: targets.0.threshhold is not known here",
        f"{FILE}, line 32: t_two: there is no region conty",
    ]


def test_a_plan_in_the_wrong_folder_is_noticed(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, (HEAD + ENTRY).replace("programme: example", "programme: other"))
    assert found.startswith(f"{FILE}, line 1: programme is other")


def test_a_missing_plan_is_a_problem_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        load_plan(Workspace(tmp_path), "example", DEFINITIONS)
