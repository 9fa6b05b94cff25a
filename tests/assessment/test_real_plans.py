"""The plans in `params/`: each loads, and its verdicts read and count as they should."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from assessbook.assessment.plan import Plan, load_plan
from assessbook.assessment.verdict import Verdict
from assessbook.assessment.verdicts import assess_plan, summary
from assessbook.core.workspace import Workspace
from assessbook.observations.dataset import Dataset
from assessbook.observations.reader import load_dataset
from assessbook.report.sentences import filled, require_places

ROOT = Path(__file__).parents[2]
PROGRAMMES = sorted(path.parent.name for path in (ROOT / "params").glob("*/plan.yaml"))


@cache
def loaded(programme: str) -> tuple[Plan, Dataset]:
    dataset = load_dataset(Workspace(ROOT), programme)
    return load_plan(Workspace(ROOT), programme, dataset.definitions), dataset


def verdicts(programme: str) -> list[Verdict]:
    """In the first, a middle and the last year of the plan, and the year before."""
    plan, dataset = loaded(programme)
    span = plan.source.span
    years = sorted({span.start - 1, span.start, (span.start + span.end) // 2, span.end, span.end + 1})
    return [made for year in years for made in assess_plan(plan, dataset, year)]


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_every_target_has_one_verdict_a_year(programme: str) -> None:
    plan, dataset = loaded(programme)
    made = assess_plan(plan, dataset, plan.source.span.end)
    assert [verdict.target.id for verdict in made] == [target.id for target in plan.targets]
    assert sum(summary(made).values()) == len(plan.targets)


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_every_verdict_reads_as_a_sentence(programme: str) -> None:
    for made in verdicts(programme):
        require_places([made.sentence], dict(made.values))
        runs = filled(programme, made.sentence, dict(made.values))
        text = "".join(run if isinstance(run, str) else run.text for run in runs)
        assert text.startswith(f"目标：{made.target.name}")
        assert "；依据：" in text
        assert "{" not in text


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_no_target_is_met_by_what_its_own_plan_intends(programme: str) -> None:
    plan, _ = loaded(programme)
    for made in verdicts(programme):
        if made.actual is None or made.target.kind == "baseline":
            continue
        leaves = made.actual.derivation_at((0, 0, 0)).leaves()
        read = [leaf.observation for leaf in leaves if leaf.observation is not None]
        intended = [
            entry.origin.shown
            for entry in read
            if plan.source.document in entry.origin.citation
            and entry.origin.sheet != "targets"
            and entry.period.end >= plan.source.span.start
        ]
        assert intended == []
