"""A report over made-up observations, for tests that need one without reading files."""

from __future__ import annotations

from collections.abc import Sequence

from assessbook.observations.dataset import Dataset
from assessbook.observations.definitions import Definitions
from assessbook.observations.observation import Observation
from assessbook.report.session import Report


def report_of(
    definitions: Definitions, observations: Sequence[Observation] = (), region: str = "county"
) -> Report:
    """The report of programme ``plan``, 2015."""
    dataset = Dataset(
        definitions=definitions,
        observations=tuple(observations),
        restatements={},
        documents={},
        inputs=(),
        synthetic=False,
    )
    return Report("plan", 2015, region, dataset)
