"""What was observed of a mechanism, who falls into a band, and which sheet a kind is entered in."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessbook.assessment.entry_sheets import entry_kinds, entry_sheet_name, items_of
from assessbook.assessment.mechanisms import MECHANISM_KINDS, actual, due_in_words, intended, members
from assessbook.assessment.plan import load_plan
from assessbook.assessment.plan_models import GradeBand, ReportDue
from assessbook.core.workspace import Workspace
from assessbook.observations.reader import load_dataset

ROOT = Path(__file__).parents[2]


def band(basis: str, lower: float | None, upper: float | None) -> GradeBand:
    return GradeBand(
        id="b", mechanism="m", name="档次", basis=basis, lower=lower, upper=upper,  # type: ignore[arg-type]
        consequence="通报", quote="通报", section="一",
    )  # fmt: skip


SCORES = {"north": 95.0, "south": 90.0, "east": 89.9}


@pytest.mark.parametrize(
    ("lower", "upper", "found"),
    [
        (90, None, ["north", "south"]),  # the lower end belongs to the band
        (None, 90, ["east"]),  # the upper end doesn't
        (89, 95, ["south", "east"]),
        (96, None, []),
    ],
)
def test_a_band_of_scores(lower: float | None, upper: float | None, found: list[str]) -> None:
    assert members(band("score", lower, upper), SCORES) == found


def test_the_first_two_places() -> None:
    places = {"north": 1.0, "south": 2.0, "east": 2.0, "west": 4.0}
    assert members(band("rank_from_top", 1, 3), places) == ["north", "south", "east"]


@pytest.mark.parametrize(("basis", "lower"), [("unstated", 90), ("score", None)])
def test_a_band_without_bounds_has_no_members_to_tell(basis: str, lower: float | None) -> None:
    assert members(band(basis, lower, None), SCORES) is None


@pytest.mark.parametrize(
    ("frequency", "deadline", "words"),
    [
        ("monthly", None, "每月一次"),
        ("once", "2012-04-30", "一次，2012年4月30日前"),
        ("yearly", "12-31", "每年一次，12月31日前"),
        ("irregular", None, "不定期"),
    ],
)
def test_when_a_report_is_due_in_words(frequency: str, deadline: str | None, words: str) -> None:
    report = ReportDue(
        id="r", mechanism="m", name="月报", reporter="县", frequency=frequency,  # type: ignore[arg-type]
        deadline=deadline, quote="每月", section="一",
    )  # fmt: skip
    assert due_in_words(report) == words


def test_what_the_plan_intends_is_no_observation() -> None:
    dataset = load_dataset(Workspace(ROOT), "jiaohe-2016")
    plan = load_plan(Workspace(ROOT), "jiaohe-2016", dataset.definitions)
    # 表2-1: 6000 persons are to leave poverty in 2016. 表1-1: 11609 were registered at the end of 2015.
    planned = intended(dataset, plan, "planned_exit_persons").at(region="jiaohe", year=2016)
    assert planned.scalar == 6000
    assert 2016 not in [period.start for period in actual(dataset, plan, "planned_exit_persons").periods]
    assert actual(dataset, plan, "poor_persons").at(region="jiaohe", year=2015).scalar == 11609


# ---------------------------------------------------------------- entry sheets


def test_each_kind_has_a_sheet_whose_name_a_workbook_takes() -> None:
    names = [entry_sheet_name(kind) for kind in MECHANISM_KINDS]
    assert len(set(names)) == 29
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'“”") for name in names)
    assert entry_sheet_name("paper_exit_checks") == "防止数字脱贫的核查"
    assert entry_sheet_name("coverage") == "覆盖率指标"


def test_the_sheet_of_reports_names_those_due_in_the_year() -> None:
    dataset = load_dataset(Workspace(ROOT), "jilin-2012")
    plan = load_plan(Workspace(ROOT), "jilin-2012", dataset.definitions)
    assert "行业部门年底工作开展情况报告" in items_of(plan, "reporting", 2012).values()
    assert "j12_r_departments" not in items_of(plan, "reporting", 2013)


# By hand from the matrix of the catalogue: the kinds that a programme's documents do not describe. Jiaohe's asks
# for reports and inspections without setting up a system for them, so that it has their calendar all the same.
ABSENT = {
    "jilin-2012": {
        "coverage", "survey", "post_exit", "information_system", "relocation", "multidimensional", "incidents",
        "asset_shares",
    },
    "jilin-2016": {"village_programme", "leverage", "multidimensional"},
    "jiaohe-2016": {"information_system", "typology", "multidimensional", "asset_shares"},
    "lianzhou-2013": {"survey", "paper_exit_checks", "incidents", "asset_shares"},
    "zhejiang-2013": {"survey", "paper_exit_checks", "post_exit", "incidents", "asset_shares"},
}  # fmt: skip


@pytest.mark.parametrize("programme", ABSENT)
def test_a_programme_has_the_kinds_that_its_document_describes(programme: str) -> None:
    dataset = load_dataset(Workspace(ROOT), programme)
    plan = load_plan(Workspace(ROOT), programme, dataset.definitions)
    assert set(MECHANISM_KINDS) - set(entry_kinds(plan)) == ABSENT[programme]
