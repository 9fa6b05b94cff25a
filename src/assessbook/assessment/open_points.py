"""Points left open: every cell about which the transcriber noted something, in the order of the sheets."""

from __future__ import annotations

from assessbook.assessment.evidence import Evidence
from assessbook.observations.dataset import Dataset
from assessbook.observations.grid import position_of
from assessbook.observations.observation import Observation


def open_points(dataset: Dataset, region: str) -> list[tuple[Observation, str]]:
    """The cells of a region and the regions below it that carry a note, with the note.

    A cell that states a fact again is listed too; a cell read for several facts is listed once.

    Limitations
    -----------
    Notes about cells that hold no value, such as a title, aren't part of the dataset.
    """
    inside = set(Evidence(dataset, region).scope)
    sheets = _sheets(dataset)
    restated = [entry for several in dataset.restatements.values() for entry in several]
    noted = {
        entry.origin: entry
        for entry in (*restated, *dataset.observations)
        if entry.origin.note and entry.region in inside
    }

    def place(entry: Observation) -> tuple[int, int, int]:
        origin = entry.origin
        return (sheets[origin.file, origin.sheet], *position_of(origin.cell))

    return [(entry, entry.origin.note) for entry in sorted(noted.values(), key=place)]


def _sheets(dataset: Dataset) -> dict[tuple[str, str], int]:
    """The order in which the sheets were read.

    An adopted statement stands where its fact was first met, which may be an earlier sheet than its own;
    so facts that are stated once tell the order, and sheets without any come last.
    """
    once = [entry for entry in dataset.observations if entry.key not in dataset.restatements]
    others = [entry for several in dataset.restatements.values() for entry in several]
    order: dict[tuple[str, str], int] = {}
    for entry in (*once, *dataset.observations, *others):
        order.setdefault((entry.origin.file, entry.origin.sheet), len(order))
    return order
