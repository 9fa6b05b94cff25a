"""What a result rested on, as digests: compared with those of today it shows what has changed since.

Of the observations only those count that the notebook looked at (`core.reads`): a changed cell of one county's
row leaves the results of the others as they were, unless they rank or add up that county.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assessbook.core.periods import Period
from assessbook.core.reads import Fact, Reads
from assessbook.core.workspace import Workspace, sha256_of
from assessbook.observations.dataset import Dataset
from assessbook.observations.observation import Observation

ABSENT = ""
"""The digest of a fact that isn't stated, and of a file that isn't there."""


def digest(thing: object) -> str:
    """Sixteen hexadecimal digits that stand for a thing's printed form."""
    return hashlib.sha256(repr(thing).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Fingerprints:
    """Digests of an edition's observations and files.

    Parameters
    ----------
    workspace : Workspace
    dataset : Dataset
        As the notebooks of the edition see it: `Dataset.as_of` its year.
    """

    workspace: Workspace
    dataset: Dataset

    @cached_property
    def _facts(self) -> dict[str, dict[Fact, Observation]]:
        return {}

    @cached_property
    def _digests(self) -> dict[tuple[str, Fact], str]:
        return {}

    @cached_property
    def _lines(self) -> dict[tuple[str, Fact], list[str | None]]:
        return {}

    @cached_property
    def _shapes(self) -> dict[str, str]:
        return {}

    @cached_property
    def everything(self) -> dict[str, str]:
        """The digest of each measure's observations, restatements included, and of what was corrected."""
        dataset = self.dataset
        found: dict[str, list[object]] = {}
        for entry in dataset.observations:
            found.setdefault(entry.measure, []).append((entry, dataset.restatements.get(entry.key, ())))
        rest = (dataset.corrections, dataset.documents, dataset.yearly, dataset.forms, dataset.synthetic)
        return {measure: digest(entries) for measure, entries in found.items()} | {"": digest(rest)}

    @cached_property
    def definitions(self) -> dict[str, str]:
        """The digest of each definition file that was read beside the workbooks."""
        paths = [path for path in self.dataset.inputs if path.suffix == ".yaml"]
        return {self.workspace.shown(path): sha256_of(path) for path in sorted(paths)}

    def facts_of(self, measure: str) -> Mapping[Fact, Observation]:
        """The observations of a measure by region, period and item."""
        if measure not in self._facts:
            entries = self.dataset.of(measure)
            self._facts[measure] = {(entry.region, entry.period, entry.item): entry for entry in entries}
        return self._facts[measure]

    def shape(self, measure: str) -> str:
        """The digest of which facts are stated of a measure, and of which of them have values."""
        if measure not in self._shapes:
            stated = [(fact, entry.missing) for fact, entry in self.facts_of(measure).items()]
            self._shapes[measure] = digest(
                [(region, str(period), item, int(why)) for (region, period, item), why in stated]
            )
        return self._shapes[measure]

    def fact(self, measure: str, fact: Fact) -> str:
        """The digest of one fact: its value, and all that is said of where it comes from."""
        place = (measure, fact)
        if place not in self._digests:
            entry = self.facts_of(measure).get(fact)
            self._digests[place] = digest(entry) if entry is not None else ABSENT
        return self._digests[place]

    def file(self, shown: str) -> str:
        """The SHA-256 of a file, by its path as shown."""
        path = self.workspace.path(shown)
        return sha256_of(path) if path.is_file() else ABSENT

    def rested_on(self, reads: Reads) -> dict[str, Any]:
        """The record of what a notebook read, as JSON; `changes` reads it."""
        files = sorted(self.workspace.shown(path) for path in reads.files)
        return {
            "shapes": {measure: self.shape(measure) for measure in sorted(reads.shapes)},
            "facts": {
                measure: [self._line(measure, fact) for fact in sorted(facts, key=_order)]
                for measure, facts in sorted(reads.facts.items())
            },
            "everything": self.everything if reads.everything else {},
            "files": {name: self.file(name) for name in files},
        }

    def _line(self, measure: str, fact: Fact) -> list[str | None]:
        """A fact and its digest; the same list for every notebook that looked at it."""
        place = (measure, fact)
        if place not in self._lines:
            region, period, item = fact
            self._lines[place] = [region, str(period), item, self.fact(measure, fact)]
        return self._lines[place]

    def changes(self, record: Mapping[str, Any]) -> list[str]:
        """What has changed of what a notebook read, in words; nothing if its result still holds."""
        return [*self._changed_facts(record), *self._changed_files(record)]

    def _changed_facts(self, record: Mapping[str, Any]) -> Iterator[str]:
        for measure, was in record["shapes"].items():
            if self.shape(measure) != was:
                yield f"observations of {measure} were added, removed or emptied"
        told: set[str] = set()
        for measure, facts in record["facts"].items():
            for region, period, item, was in facts:
                fact = (region, Period.of(period), item)
                if self.fact(measure, fact) != was:
                    told.add(measure)
                    yield self._worded(measure, fact)
        if record["everything"] and record["everything"] != self.everything:
            for measure in sorted({*record["everything"], *self.everything} - told):
                if record["everything"].get(measure) != self.everything.get(measure):
                    yield (
                        f"observations of {measure} changed"
                        if measure
                        else "corrections or documents changed"
                    )

    def _changed_files(self, record: Mapping[str, Any]) -> Iterator[str]:
        for name, was in record["files"].items():
            if self.file(name) != was:
                yield f"{name} changed"

    def _worded(self, measure: str, fact: Fact) -> str:
        region, period, item = fact
        what = f"{measure} of {region}, {period}" + (f", {item}" if item else "")
        entry = self.facts_of(measure).get(fact)
        return f"{what} changed: {entry.origin.shown}" if entry else f"{what} is no longer stated"


def _order(fact: Fact) -> tuple[str, Period, str]:
    region, period, item = fact
    return region, period, item or ""
