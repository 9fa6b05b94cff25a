"""The counts on the plan page: one for each target, traced to its line in the plan, adding up."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessbook.assessment.mechanisms import MECHANISM_KINDS
from assessbook.assessment.plan import load_plan
from assessbook.assessment.verdict_counts import counted, outcome_counts
from assessbook.assessment.verdicts import assess_plan
from assessbook.core.workspace import Workspace
from assessbook.observations.reader import load_dataset

WORKSPACE = Workspace.find(Path(__file__).parent)
# Targets of the catalogue, without table rows and without the second numbers of a sentence.
CODED = {"jilin-2012": 21, "jilin-2016": 75, "jiaohe-2016": 57, "lianzhou-2013": 41, "zhejiang-2013": 52}
YEARS = [
    ("jilin-2012", 2012),
    *(("jilin-2016", year) for year in range(2016, 2021)),
    *(("jiaohe-2016", year) for year in range(2015, 2021)),
    *(("lianzhou-2013", year) for year in range(2013, 2016)),
    *(("zhejiang-2013", year) for year in range(2013, 2018)),
]


@pytest.fixture(scope="module")
def loaded():
    found = {}
    for programme in CODED:
        dataset = load_dataset(WORKSPACE, programme)
        found[programme] = dataset, load_plan(WORKSPACE, programme, dataset.definitions)
    return found


@pytest.mark.parametrize(("programme", "coded"), CODED.items())
def test_every_target_of_the_catalogue_is_coded(loaded, programme, coded):
    _, plan = loaded[programme]
    rows = ("_t13_", "_t21_", "_t22_", "_t31_", "_and_")
    assert len([target for target in plan.targets if not any(mark in target.id for mark in rows)]) == coded


@pytest.mark.parametrize(("programme", "year"), YEARS)
def test_the_counts_of_all_outcomes_add_up_to_the_targets_coded(loaded, programme, year):
    dataset, plan = loaded[programme]
    verdicts = assess_plan(plan, dataset, year)
    counts = outcome_counts(verdicts, dataset.definitions)
    assert sum(measure.scalar for measure in counts.values()) == len(plan.targets)
    assert counted(verdicts, dataset.definitions, "all", "总数").scalar == len(plan.targets)


def test_all_counts_of_a_plan_stand_at_one_region(loaded):
    dataset, plan = loaded["zhejiang-2013"]
    # Before 2017 every target not yet due is one of the 29 counties; the first of the plan is the province's.
    counts = outcome_counts(assess_plan(plan, dataset, 2015), dataset.definitions)
    assert {measure.regions for measure in counts.values()} == {("zhejiang",)}


def test_a_count_is_traced_to_the_lines_of_the_targets_counted(loaded):
    dataset, plan = loaded["jilin-2012"]
    verdicts = assess_plan(plan, dataset, 2012)
    met = [verdict.target.id for verdict in verdicts if verdict.outcome == "met"]
    count = outcome_counts(verdicts, dataset.definitions)["met"]
    cells = [origin.cell for origin in count.derivation_at((0, 0, 0)).origins]
    assert cells == met == ["j12_planned_villages"]
    assert count.unit.symbol == "项"


def test_an_outcome_that_does_not_occur_is_left_out_rather_than_counted_as_zero(loaded):
    dataset, plan = loaded["jilin-2012"]
    assert "behind" not in outcome_counts(assess_plan(plan, dataset, 2012), dataset.definitions)


def test_a_count_of_nothing_is_refused(loaded):
    dataset, _ = loaded["jilin-2012"]
    with pytest.raises(ValueError, match="no verdicts"):
        counted([], dataset.definitions, "none", "无")


@pytest.mark.parametrize("programme", CODED)
def test_every_monitored_matter_is_of_a_known_kind(loaded, programme):
    _, plan = loaded[programme]
    assert {entry.kind for entry in plan.mechanisms} <= set(MECHANISM_KINDS)
