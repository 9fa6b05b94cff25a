"""Exit standards: met only if all conditions are, not met if any isn't, otherwise open."""

from __future__ import annotations

import pytest

from assessbook.assessment.exit_standards import ExitStandard, assess_standard, exit_standards
from assessbook.assessment.plan import Plan
from assessbook.assessment.plan_models import Definition, PlanDocument, Target
from assessbook.core.problems import DefinitionError
from tests.assessment.examples import Stated, dataset
from tests.assessment.plan_examples import DEFINITIONS, PLAN, target

CRITERION = {"source_kind": "exit_criterion", "due_year": None, "each": "village"}
INCIDENCE = target(
    "relative_level", "<", None, "%", id="t_incidence", name="发生率低于全省", measure="incidence",
    reference="province", equal_meets=False, **CRITERION,
)  # fmt: skip
HAVING = target("checklist", "=", 3, "项", id="t_having", name="三有", measure="having", **CRITERION)
INCOME = target("milestone", "done", None, "是/否", id="t_income", name="集体经济有稳定收入", **CRITERION)
LINES = [
    target(
        "level",
        ">=",
        value,
        "元",
        id=f"t_line_{year}",
        name=f"{year}年标准",
        measure="disposable",
        source_kind="exit_criterion",
        each="household",
        due_year=year,
    )
    for year, value in ((2018, 3600), (2019, 3800))
]

BELOW: list[Stated] = [
    ("incidence", "hill", 2018, None, "3.0"),
    ("incidence", "province", 2018, None, "3.1"),
]
ABOVE: list[Stated] = [("incidence", "hill", 2018, None, "3.1"), BELOW[1]]
ALL_THREE: list[Stated] = [("having", "hill", 2018, item, "1") for item in ("road", "water", "power")]
TWO: list[Stated] = [*ALL_THREE[:2], ("having", "hill", 2018, "power", "0")]


def plan(*targets: Target, terms: tuple[Definition, ...] = ()) -> Plan:
    head = PlanDocument(title=PLAN.document, level="county", period=PLAN.period)
    return Plan(PLAN, head, targets, terms, (), (), ())


def village(*conditions: Target) -> ExitStandard:
    (found,) = exit_standards(plan(*conditions))
    return found


@pytest.mark.parametrize(
    ("stated", "expected", "conditions"),
    [
        ([*BELOW, *ALL_THREE], "met", ["met", "met"]),
        ([*ABOVE, *ALL_THREE], "not_met", ["not_met", "met"]),
        ([*BELOW, *TWO], "not_met", ["met", "not_met"]),
        (TWO, "not_met", ["no_observation", "not_met"]),
        (BELOW, "no_observation", ["met", "no_observation"]),
        (ALL_THREE, "no_observation", ["no_observation", "met"]),
    ],
)
def test_a_village_leaves_only_when_every_condition_is_met(
    stated: list[Stated], expected: str, conditions: list[str]
) -> None:
    made = assess_standard(
        village(INCIDENCE, HAVING), dataset(*stated, definitions=DEFINITIONS), region="hill", year=2018
    )
    assert made.outcome == expected
    assert [condition.outcome for condition in made.conditions] == conditions


def test_every_condition_shows_its_numbers_and_every_item_of_a_checklist_is_shown() -> None:
    data = dataset(*BELOW, *TWO, definitions=DEFINITIONS)
    made = assess_standard(village(INCIDENCE, HAVING), data, region="hill", year=2018)
    incidence, having = made.conditions
    assert (incidence.actual and incidence.actual.scalar, incidence.goal and incidence.goal.scalar) == (
        3.0,
        3.1,
    )
    assert [(part.name, part.outcome) for part in having.parts] == [
        ("有路", "met"),
        ("有水", "met"),
        ("有电", "not_met"),
    ]


def test_a_condition_that_no_measure_shows_stays_open() -> None:
    data = dataset(*BELOW, definitions=DEFINITIONS)
    made = assess_standard(village(INCIDENCE, INCOME), data, region="hill", year=2018)
    assert [condition.outcome for condition in made.conditions] == ["met", "no_observation"]
    assert (made.outcome, made.reasons) == ("no_observation", ("未确定可观测的指标",))


def test_the_mean_of_a_county_shows_nothing_of_its_villages() -> None:
    data = dataset(("incidence", "county", 2018, None, "1.0"), BELOW[1], definitions=DEFINITIONS)
    made = assess_standard(village(INCIDENCE), data, region="county", year=2018)
    assert (made.outcome, made.reasons) == (
        "no_observation",
        ("目标要求每个村达到，无分村数据，总体数值不能说明",),
    )


def test_criteria_are_grouped_by_whom_they_bind() -> None:
    found = exit_standards(
        plan(*LINES, INCIDENCE, HAVING, target("level", ">=", 1, "个", measure="clusters"))
    )
    assert [(standard.name, [each.id for each in standard.conditions]) for standard in found] == [
        ("贫困户脱贫标准", ["t_line_2018", "t_line_2019"]),
        ("贫困村退出标准", ["t_incidence", "t_having"]),
    ]


def test_only_the_line_of_the_year_holds() -> None:
    (standard,) = exit_standards(plan(*LINES))
    assert [each.id for each in standard.in_year(2018)] == ["t_line_2018"]
    assert [each.id for each in standard.in_year(2019)] == ["t_line_2019"]
    with pytest.raises(DefinitionError, match="no condition for 2021"):
        assess_standard(standard, dataset(definitions=DEFINITIONS), region="county", year=2021)


def test_a_definition_may_name_its_conditions() -> None:
    term = Definition(
        id="d_village",
        term="贫困村出列",
        quote="数语",
        section="第二章",
        meaning="三条",
        conditions=["t_having"],
    )
    found = exit_standards(plan(INCIDENCE, HAVING, terms=(term,)))
    assert [(standard.id, [each.id for each in standard.conditions]) for standard in found] == [
        ("d_village", ["t_having"]),
        ("exit_standard_village", ["t_incidence"]),
    ]
