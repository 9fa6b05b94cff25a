"""What is wrong with a mechanism of a plan, or with a report or band that belongs to it, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.assessment.test_plan import ENTRY, FILE, HEAD, load, problems

# Lines 22 to 42 of a file with one target.
PARTS = """\
mechanisms:
  - id: s_one
    kind: quotas
    also: [assessment]
    name: 年度计划
    quote: 年度计划
    section: 二
    shows: 计划数、实际数。
    targets: [t_one]
    measures: [poor]
reports_due:
  - id: r_one
    mechanism: s_one
    name: 进度报告
    reporter: 各乡镇
    receiver: 领导小组
    frequency: monthly
    deadline: null
    quote: 每月一报进度
    section: 二
grade_bands:
  - {id: g_one, mechanism: s_one, name: 优秀, basis: unstated, consequence: 奖励。, quote: 优秀, section: 二}
"""


def with_parts(before: str, after: str) -> str:
    assert before in PARTS
    return HEAD + ENTRY + PARTS.replace(before, after)


def test_a_plan_gives_its_mechanisms_with_what_belongs_to_them(tmp_path: Path) -> None:
    plan = load(tmp_path, HEAD + ENTRY + PARTS)
    (mechanism,), (report,), (band,) = plan.mechanisms, plan.reports_due, plan.grade_bands
    assert (mechanism.kind, mechanism.also) == ("quotas", ["assessment"])
    assert (mechanism.targets, mechanism.measures) == (["t_one"], ["poor"])
    assert (report.mechanism, band.mechanism) == ("s_one", "s_one")


@pytest.mark.parametrize(
    ("before", "after", "line", "says"),
    [
        ("[t_one]", "[t_won]", 30, "target t_won, named by s_one, is not in this plan\n  Did you mean t_one?"),
        ("[t_one]", "[t_one, t_one]", 30, "s_one names t_one twice\n  Name it once."),
        ("[poor]", "[pour]", 31, "measure pour, named by s_one, is not defined\n  Did you mean poor?"),
        ("[poor]", "[poor, exits, poor]", 31, "s_one names poor twice"),
        ("[assessment]", "[quotas]", 25, "s_one is of the kind quotas twice"),
        ("[assessment]", "[survey, survey]", 25, "s_one is of the kind survey twice"),
        ("[assessment]", "[asessment]", 25, "mechanisms.0.also.0: Input should be 'registry'"),
        ("    mechanism: s_one", "    mechanism: s_won", 34, "mechanism s_won, named by r_one, is not in this"),
        ("deadline: null", 'deadline: "01-05"', 39, "r_one is due monthly and has one deadline, 01-05"),
        ("frequency: monthly", "frequency: weekly", 38, "reports_due.0.frequency: Input should be 'once'"),
        ("mechanism: s_one, name", "mechanism: s_won, name", 43, "mechanism s_won, named by g_one, is not in"),
        ("unstated,", "score,", 43, "g_one has the basis score and no bound"),
        ("unstated,", "unstated, lower: 90, unit: 分,", 43, "g_one has the basis unstated and a bound"),
        ("unstated,", "score, lower: 90, unit: 点,", 43, "unit '点' is not known"),
        ("unstated,", "score, lower: 90, upper: 90, unit: 分,", 43, "g_one ends at 90, which is not above its"),
    ],
)  # fmt: skip
def test_a_problem_names_its_line(tmp_path: Path, before: str, after: str, line: int, says: str) -> None:
    (found,) = problems(tmp_path, with_parts(before, after))
    assert found.startswith(f"{FILE}, line {line}: {says}")


@pytest.mark.parametrize(
    ("frequency", "deadline"),
    [
        ("once", "04-30"),
        ("once", "2018"),
        ("once", "2018-02-30"),
        ("yearly", "2018-12-31"),
        ("yearly", "02-30"),
        ("yearly", "年底"),
    ],
)
def test_a_deadline_that_is_no_day_of_its_kind_is_refused(
    tmp_path: Path, frequency: str, deadline: str
) -> None:
    text = with_parts(
        "frequency: monthly\n    deadline: null", f'frequency: {frequency}\n    deadline: "{deadline}"'
    )
    (found,) = problems(tmp_path, text)
    assert found.startswith(
        f"{FILE}, line 39: r_one is due {frequency}, but its deadline is {deadline}\n  Write a "
    )


@pytest.mark.parametrize(("frequency", "deadline"), [("once", "2018-04-30"), ("yearly", "02-29")])
def test_a_deadline_that_is_a_day_is_taken(tmp_path: Path, frequency: str, deadline: str) -> None:
    text = with_parts(
        "frequency: monthly\n    deadline: null", f'frequency: {frequency}\n    deadline: "{deadline}"'
    )
    assert load(tmp_path, text).reports_due[0].deadline == deadline


def test_a_place_in_a_ranking_needs_no_known_unit(tmp_path: Path) -> None:
    text = with_parts("unstated,", "rank_from_top, lower: 1, upper: 31, unit: 名,")
    assert load(tmp_path, text).grade_bands[0].upper == 31
