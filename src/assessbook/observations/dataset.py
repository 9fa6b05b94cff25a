"""The observations of a programme with the reference series: one per fact, indexed.

A `Dataset` is what the layers above read. It holds no arithmetic and opens no files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from assessbook.core.periods import Period
from assessbook.observations.definitions import Definitions
from assessbook.observations.observation import Observation
from assessbook.observations.sheet_reader import Key


@dataclass(frozen=True)
class Dataset:
    """All that was observed.

    Parameters
    ----------
    definitions : Definitions
        Measures, classifications and regions, shared and the programme's own.
    observations : tuple of Observation
        One per fact: the adopted statement, in the order of reading (reference first).
    restatements : mapping
        Key -> all other statements of the same fact, the preferred first.
    documents : mapping
        Workbook, as in `Origin.file` -> the document it transcribes.
    inputs : tuple of Path
        Every file read, YAML and workbooks.
    synthetic : bool
        Whether any of the tables is made up, for demonstrations.
    yearly : frozenset of str
        Workbooks that are added to every year.
    """

    definitions: Definitions
    observations: tuple[Observation, ...]
    restatements: Mapping[Key, tuple[Observation, ...]]
    documents: Mapping[str, str]
    inputs: tuple[Path, ...]
    synthetic: bool
    yearly: frozenset[str] = frozenset()
    _by_measure: dict[str, tuple[Observation, ...]] = field(init=False, repr=False, compare=False)
    _by_key: dict[Key, Observation] = field(init=False, repr=False, compare=False)
    _by_address: dict[str, tuple[Observation, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_measure: dict[str, list[Observation]] = {}
        by_address: dict[str, list[Observation]] = {}
        for observation in self.observations:
            by_measure.setdefault(observation.measure, []).append(observation)
        restated = (each for several in self.restatements.values() for each in several)
        for observation in (*self.observations, *restated):
            by_address.setdefault(observation.origin.address, []).append(observation)
        # A frozen dataclass sets its indexes once, here.
        object.__setattr__(self, "_by_measure", {name: tuple(found) for name, found in by_measure.items()})
        object.__setattr__(self, "_by_address", {name: tuple(found) for name, found in by_address.items()})
        object.__setattr__(self, "_by_key", {each.key: each for each in self.observations})

    def as_of(self, year: int) -> Dataset:
        """What was known for the edition of a year: yearly workbooks without what they say of later years."""
        if not self.yearly:
            return self
        return replace(
            self,
            observations=tuple(entry for entry in self.observations if self._is_known(entry, year)),
            restatements={
                key: known
                for key, several in self.restatements.items()
                if (known := tuple(entry for entry in several if self._is_known(entry, year)))
            },
        )

    def _is_known(self, entry: Observation, year: int) -> bool:
        return entry.period.end <= year or entry.origin.file not in self.yearly

    def of(self, measure: str) -> tuple[Observation, ...]:
        """All observations of a measure; none for a measure that was never observed."""
        return self._by_measure.get(measure, ())

    def value(
        self, measure: str, region: str, year: int | str | Period, item: str | None = None
    ) -> Observation | None:
        """The observation of one fact, which may say why there is no value; None if nothing states it.

        `year` is a year (2015), a span (``2016-2020``) or a period.
        """
        return self._by_key.get((measure, region, Period.of(year), item))

    def at(self, address: str) -> tuple[Observation, ...]:
        """The observations read from a cell, adopted or not; `address` is ``file!sheet!cell``."""
        return self._by_address.get(address, ())
