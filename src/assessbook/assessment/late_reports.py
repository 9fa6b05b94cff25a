"""Numbers that were reported late or replaced by a later report, and those that still haven't been reported.

Takes what was known for an edition; gives one entry for each such fact of a region and the regions below it.
Only sheets that say when a row was reported tell it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assessbook.assessment.evidence import Evidence
from assessbook.core.missing import Missing
from assessbook.measures import Measure, source_measure
from assessbook.observations.dataset import Dataset
from assessbook.observations.observation import Observation
from assessbook.observations.reporting import is_late, replaced_by

State = Literal["未报送", "迟报", "修订"]


@dataclass(frozen=True)
class LateReport:
    """A fact that wasn't, or wasn't rightly, reported in time.

    Parameters
    ----------
    state : str
        未报送, 迟报 or 修订, as known in the edition's year.
    subject : str
        What the number is: measure, item, region, year.
    reported : int
        The year of the report that is used; of a missing one, the year that it was due.
    value : Measure or None
        The number used; None where nothing has been reported.
    before : Measure or None
        The number that it replaces.
    """

    state: State
    subject: str
    reported: int
    value: Measure | None = None
    before: Measure | None = None


def late_reports(dataset: Dataset, region: str) -> list[LateReport]:
    """The late reports of a region and those below it, those still missing first, then in the order of reading."""
    evidence = Evidence(dataset, region)
    found = list(_found(evidence, dataset))
    order: list[State] = ["未报送", "修订", "迟报"]
    return sorted(found, key=lambda entry: order.index(entry.state))


def _found(evidence: Evidence, dataset: Dataset) -> Iterator[LateReport]:
    inside = set(evidence.scope)
    for entry in dataset.observations:
        if entry.reported is None or entry.region not in inside:
            continue
        subject = _subject(evidence, entry)
        # An empty cell of a returned form says that there is no number, not that it will come.
        if entry.missing is Missing.NO_OBSERVATION and entry.origin.raw:
            yield LateReport("未报送", subject, entry.reported)
            continue
        others = dataset.restatements.get(entry.key, ())
        earlier = replaced_by(entry, others)
        if earlier is None and not is_late(entry, others):
            continue
        value = evidence.measure(entry.measure).at(region=entry.region, year=entry.period, item=entry.item)
        if earlier is None:
            yield LateReport("迟报", subject, entry.reported, value)
            continue
        name = f"{evidence.definition(entry.measure).name}（原报数）"
        before = source_measure(entry.measure, [earlier], evidence.definitions)
        before = before.named(f"{entry.measure}_reported_before", name)
        place = before.at(region=entry.region, year=entry.period, item=entry.item)
        yield LateReport("修订", subject, entry.reported, value, place)


def _subject(evidence: Evidence, entry: Observation) -> str:
    region = evidence.definitions.regions[entry.region].name
    return f"{evidence.subject(entry.measure, entry.item)}，{region}，{entry.period.chinese}"
