"""Verdicts beside last year's: what is newly met, what fell behind, and how many, traced to the plan."""

from __future__ import annotations

from assessbook.assessment.plan import Plan
from assessbook.assessment.plan_models import PlanDocument, Target
from assessbook.assessment.verdict_changes import VerdictChange, last_years_verdicts, verdict_changes
from assessbook.assessment.verdicts import assess_plan
from tests.assessment.examples import Stated, dataset
from tests.assessment.plan_examples import DEFINITIONS, PLAN, target

RISING = target(
    "level", ">=", 90, "%", id="t_water", name="饮水安全率", due_year=2020,
    base={"year": 2015, "value": 80}, measure="coverage", item="water",
)  # fmt: skip
EXITS = target("flow", ">=", 600, "人", id="t_exits", name="年度脱贫人口", measure="exits")


def plan_of(*targets: Target) -> Plan:
    head = PlanDocument(title=PLAN.document, level="county", period=PLAN.period)
    return Plan(PLAN, head, targets, (), (), (), ())


def changes(
    *stated: Stated, year: int = 2018, targets: tuple[Target, ...] = (RISING, EXITS)
) -> tuple[VerdictChange, ...]:
    plan, data = plan_of(*targets), dataset(*stated, definitions=DEFINITIONS)
    now, before = assess_plan(plan, data, year), last_years_verdicts(plan, data, year)
    return verdict_changes(now, before, DEFINITIONS)


def water(year: int, value: str) -> Stated:
    return ("coverage", "county", year, "water", value)


def test_a_target_that_was_on_track_and_fell_behind_is_told_as_that() -> None:
    # 84 were asked in 2017 and 86 in 2018.
    (found,) = changes(water(2017, "84.0"), water(2018, "85.0"), targets=(RISING,))
    assert (found.name, found.count.scalar) == ("由进度正常转为进度滞后", 1)
    assert [verdict.target.id for verdict in found.verdicts] == ["t_water"]
    assert [origin.cell for origin in found.count.derivation_at((0, 0, 0)).origins] == ["t_water"]


def test_what_is_newly_met_stands_first_with_what_it_was_last_year() -> None:
    found = changes(water(2017, "84.0"), water(2018, "85.0"), ("exits", "county", 2018, None, "650"))
    assert [(change.name, change.count.scalar) for change in found] == [
        ("新达到（上年未到期）", 1),
        ("由进度正常转为进度滞后", 1),
    ]


def test_targets_that_changed_in_the_same_way_are_counted_together() -> None:
    second = RISING.model_copy(update={"id": "t_second"})
    (found,) = changes(water(2017, "84.0"), water(2018, "85.0"), targets=(RISING, second))
    assert found.count.scalar == 2
    assert found.count.identifier == "targets_from_on_track_to_behind"


def test_verdicts_that_stayed_are_not_listed() -> None:
    assert changes(water(2017, "84.0"), water(2018, "86.0"), targets=(RISING,)) == ()


def test_last_years_verdict_reads_nothing_of_this_year() -> None:
    # 85 of 2018 isn't known in 2017, when nothing was observed.
    plan, data = plan_of(RISING), dataset(water(2018, "85.0"), definitions=DEFINITIONS)
    (before,) = last_years_verdicts(plan, data, 2018)
    assert (before.year, before.outcome, before.actual) == (2017, "not_yet_due", None)


def test_the_base_year_and_the_first_year_have_no_verdicts_to_be_compared_with() -> None:
    plan, data = plan_of(RISING), dataset(water(2015, "80.0"), definitions=DEFINITIONS)
    assert [len(last_years_verdicts(plan, data, year)) for year in (2015, 2016, 2017)] == [0, 0, 1]


def test_the_starting_situation_is_no_change_in_the_year_it_is_stated_for() -> None:
    base = target(
        "baseline", "=", 80, "%", base={"year": 2018}, due_year=None, measure="coverage", item="water"
    )
    assert changes(water(2018, "80"), targets=(base,)) == ()
