"""Late, revised and missing reports of a region, as they were known for an edition."""

from __future__ import annotations

from assessbook.assessment.late_reports import LateReport, late_reports
from assessbook.core.missing import Missing
from assessbook.core.periods import Period
from assessbook.observations.dataset import Dataset
from assessbook.observations.observation import Observation, Origin
from tests.assessment.examples import dataset_of

YEAR = Period(2016, 2016)


def report(region: str, reported: int | None, value: float | None, raw: str = "") -> Observation:
    origin = Origin("reports.xlsx", "表", f"D{reported}", raw or f"{value}", "年度报送表")
    missing = Missing.NO_OBSERVATION if value is None else Missing.PRESENT
    return Observation("persons", region, YEAR, None, value, missing, origin, "", 0, reported)


def found(*reports: Observation, before: Observation | None = None) -> list[LateReport]:
    restated = {before.key: (before,)} if before else {}
    return late_reports(dataset_of(reports, restated), "county")


def test_what_was_reported_in_time_is_not_listed() -> None:
    assert found(report("north", 2016, 120.0), report("south", None, 80.0)) == []


def test_a_missing_report_is_listed_with_the_year_it_was_due() -> None:
    (entry,) = found(report("north", 2016, None, "未报送"))
    assert (entry.state, entry.subject, entry.reported) == ("未报送", "贫困人口，北镇，2016年", 2016)
    assert (entry.value, entry.before) == (None, None)


def test_an_empty_cell_of_a_returned_form_is_no_missing_report() -> None:
    origin = Origin("reports.xlsx", "表", "D3", "", "年度报送表")
    empty = Observation("persons", "north", YEAR, None, None, Missing.NO_OBSERVATION, origin, "", 0, 2016)
    assert found(empty) == []


def test_a_late_report_shows_its_value() -> None:
    (entry,) = found(report("north", 2017, 120.0))
    assert (entry.state, entry.reported, entry.before) == ("迟报", 2017, None)
    assert entry.value is not None
    assert entry.value.scalar == 120


def test_a_revised_report_shows_both_values_under_ids_of_their_own() -> None:
    (entry,) = found(report("north", 2018, 114.0), before=report("north", 2016, 120.0))
    assert (entry.state, entry.reported) == ("修订", 2018)
    assert entry.value is not None
    assert entry.before is not None
    assert (entry.value.scalar, entry.before.scalar) == (114, 120)
    assert (entry.value.identifier, entry.before.identifier) == ("persons", "persons_reported_before")


def test_other_regions_are_left_out() -> None:
    assert found(report("elsewhere", 2017, 5.0)) == []


def test_missing_reports_stand_first_then_revisions() -> None:
    entries = late_reports(
        dataset_of(
            [report("north", 2017, 120.0), report("south", 2017, 79.0), report("east", 2016, None, "未报送")],
            {report("south", 2016, 80.0).key: (report("south", 2016, 80.0),)},
        ),
        "county",
    )
    assert [entry.state for entry in entries] == ["未报送", "修订", "迟报"]


def test_editions_differ_by_what_had_been_reported() -> None:
    whole: Dataset = dataset_of(
        [report("north", 2018, 114.0)], {report("north", 2016, 120.0).key: (report("north", 2016, 120.0),)}
    )
    assert late_reports(whole.as_of(2017), "county") == []
    assert [entry.state for entry in late_reports(whole.as_of(2018), "county")] == ["修订"]
