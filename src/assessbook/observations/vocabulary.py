"""Words to ids: which region or item a label names.

Takes the loaded definitions; gives look-ups and, for a word that names nothing, what to do about it.
Labels are compared without white space.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from assessbook.core.problems import did_you_mean
from assessbook.observations.definition_files import LoadedDefinitions
from assessbook.observations.definitions import Classification, Definitions, MeasureDefinition
from assessbook.observations.grid import squashed

# A longer list of what is known says less than it hides.
LONGEST_LIST = 30


@dataclass(frozen=True)
class Unknown:
    """A label that names nothing, or several things: what was found, and what to do."""

    what: str
    action: str


class Vocabulary:
    """Look-ups over the definitions of a programme."""

    def __init__(self, loaded: LoadedDefinitions) -> None:
        self.definitions: Definitions = loaded.definitions
        self._incomplete = loaded.incomplete
        self._own = loaded.own_regions
        self._regions: dict[str, list[str]] = {}
        for name, region in self.definitions.regions.items():
            for label in dict.fromkeys(squashed(text) for text in (name, region.name, *region.aliases)):
                self._regions.setdefault(label, []).append(name)
        self._items: dict[str, dict[str, str]] = {
            name: _labels_of(group) for name, group in self.definitions.classifications.items()
        }

    def is_whole(self, kind: str) -> bool:
        """Whether all entries of a kind (measures, classifications, regions) could be read.

        If not, a word that names nothing may name one of those, and isn't reported.
        """
        return kind not in self._incomplete

    def measure(self, name: str) -> MeasureDefinition | None:
        """The definition of a measure, if there is one."""
        return self.definitions.measures.get(name)

    def region(self, label: str) -> str | Unknown:
        """The region a label names; one of the programme's own regions before any other."""
        found = self._regions.get(squashed(label), [])
        own = [name for name in found if name in self._own]
        candidates = own or found
        if len(candidates) == 1:
            return candidates[0]
        if candidates:
            return Unknown(
                f'"{label}" names several regions: {", ".join(candidates)}',
                "Write the region's id instead of its name.",
            )
        known = [self.definitions.regions[name].name for name in self._own or self.definitions.regions]
        return Unknown(
            f'region "{label}" is not known',
            suggestion(label, known) or "Correct the name, or add the region to regions.yaml.",
        )

    def item(self, measure: str, label: str) -> str | Unknown:
        """The item a label names in the measure's classification."""
        definition = self.measure(measure)
        group = definition.classification if definition else None
        if definition and definition.kind == "entry" and group is None:
            return label  # What a list names is known to nobody before: a village, a household's number.
        labels = self._items.get(group or "")
        if labels is None:
            return Unknown(
                f'measure {measure} has no classification, but an item "{label}" is given',
                "Remove the item, or give the measure a classification in measures.yaml.",
            )
        found = labels.get(squashed(label))
        if found:
            return found
        items = self.definitions.classifications[group or ""].items.values()
        return Unknown(
            f'item "{label}" is not in classification {group} of measure {measure}',
            suggestion(label, [entry.name for entry in items])
            or f"Correct the label, or add it to classification {group} in items.yaml.",
        )


def suggestion(word: str, known: Iterable[str]) -> str:
    """What was meant, or the list of what is known where that is short."""
    names = list(dict.fromkeys(known))
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    return did_you_mean(word, close or names) if close or len(names) <= LONGEST_LIST else ""


def _labels_of(group: Classification) -> dict[str, str]:
    labels: dict[str, str] = {}
    for name, entry in group.items.items():
        for text in (name, entry.name, *entry.labels):
            labels.setdefault(squashed(text), name)
    return labels
