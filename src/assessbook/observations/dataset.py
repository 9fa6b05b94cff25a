"""The observations of a programme with the reference series: one per fact, indexed.

A `Dataset` is what the layers above read. It holds no arithmetic and opens no files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from assessbook.core.periods import Period
from assessbook.observations.corrections import Correction
from assessbook.observations.definitions import Definitions
from assessbook.observations.grid import position_of
from assessbook.observations.observation import Observation
from assessbook.observations.reporting import with_reporting
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
    forms : mapping
        Workbook and sheet of each entry form -> the row of its headers.
    corrections : tuple of Correction
        What was corrected while reading, in the order of the files.
    """

    definitions: Definitions
    observations: tuple[Observation, ...]
    restatements: Mapping[Key, tuple[Observation, ...]]
    documents: Mapping[str, str]
    inputs: tuple[Path, ...]
    synthetic: bool
    yearly: frozenset[str] = frozenset()
    forms: Mapping[tuple[str, str], int] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    _by_measure: dict[str, tuple[Observation, ...]] = field(init=False, repr=False, compare=False)
    _by_key: dict[Key, Observation] = field(init=False, repr=False, compare=False)
    _by_address: dict[str, tuple[Observation, ...]] = field(init=False, repr=False, compare=False)
    _as_of: dict[int, Dataset] = field(init=False, repr=False, compare=False, default_factory=dict)

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
        """What was known for the edition of a year.

        Rows that say when they were reported count from that year; the other rows of yearly workbooks from
        the last year they speak of; everything else from the start. Of successive reports of one fact the
        last one known is adopted.
        """
        if year not in self._as_of:
            self._as_of[year] = self._known_in(year)
        return self._as_of[year]

    def _known_in(self, year: int) -> Dataset:
        if not self.yearly and all(entry.reported is None for entry in self.observations):
            return self
        observations: list[Observation] = []
        restatements: dict[Key, tuple[Observation, ...]] = {}
        for entry in self.observations:
            others = self.restatements.get(entry.key, ())
            if not others:
                if self._is_known(entry, year):
                    observations.append(entry)
                continue
            known = [each for each in (entry, *others) if self._is_known(each, year)]
            if known:
                observations.append(with_reporting(known[0], known[1:]))
            if known[1:]:
                restatements[entry.key] = tuple(known[1:])
        read = replace(self, observations=tuple(observations), restatements=restatements)
        corrections = tuple(each for each in self.corrections if read.at(each.address))
        return read if corrections == self.corrections else replace(read, corrections=corrections)

    def _is_known(self, entry: Observation, year: int) -> bool:
        if entry.reported is None and entry.origin.file not in self.yearly:
            return True
        return entry.known_from <= year

    def rows_entered(self) -> dict[tuple[str, str], set[int]]:
        """The rows of each entry form that readers are shown: down to the headers, and those that were read."""
        rows = {form: set(range(1, header_row + 1)) for form, header_row in self.forms.items()}
        for several in self._by_address.values():
            origin = several[0].origin
            if (origin.file, origin.sheet) in rows:
                rows[origin.file, origin.sheet].add(position_of(origin.cell)[0])
        return rows

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
