"""Every identity that can be checked in a dataset, found by rules from the definitions.

No fact of any programme stands here: which numbers should agree follows from classifications, regions
and the relations of `MeasureDefinition`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace

from assessbook.assessment import count_rules, statement_rules, sum_rules
from assessbook.assessment.clues import with_clues
from assessbook.assessment.evidence import Evidence
from assessbook.assessment.identity import Identity
from assessbook.assessment.open_points import open_points
from assessbook.observations.dataset import Dataset

__all__ = ["Identity", "find_identities", "open_points"]

RULES: tuple[Callable[[Evidence], Iterator[Identity]], ...] = (
    sum_rules.regions,
    sum_rules.parts,
    sum_rules.partition,
    sum_rules.balance,
    sum_rules.accumulation,
    statement_rules.restated,
    statement_rules.rate,
    statement_rules.growth,
    count_rules.listed,
    count_rules.kinds,
)
"""The rules in the order in which their identities are listed."""


def find_identities(dataset: Dataset, region: str) -> list[Identity]:
    """Every identity of a region and the regions below it.

    Parameters
    ----------
    dataset : Dataset
        Observations, their restatements, and the definitions.
    region : str
        Id of the region whose statements are checked.

    Returns
    -------
    list of Identity
        By rule, then by measure in the order of the definitions, then by region and period.

    Raises
    ------
    UnitError, ConceptError
        If the definitions relate measures that can't be compared.

    Limitations
    -----------
    Finds only what the definitions relate. Numbers stated with a comparator (≥90%) are not checked.
    """
    evidence = Evidence(dataset, region)
    found = [with_clues(evidence, identity) for rule in RULES for identity in rule(evidence)]
    return _told_apart(evidence, found)


def _told_apart(evidence: Evidence, found: list[Identity]) -> list[Identity]:
    """Statements that several regions or years share, with the region and the year added."""
    places: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for identity in found:
        places[identity.statement].add(_place(identity))
    made = []
    for identity in found:
        regions, periods = (set(column) for column in zip(*places[identity.statement], strict=True))
        region, period = _place(identity)
        words = [evidence.definitions.regions[region].name] if len(regions) > 1 else []
        words += [period] if len(periods) > 1 else []
        suffix = f"（{'，'.join(words)}）" if words else ""
        made.append(replace(identity, statement=identity.statement + suffix))
    return made


def _place(identity: Identity) -> tuple[str, str]:
    return identity.left.regions[0], identity.left.periods[0].chinese
