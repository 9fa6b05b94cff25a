"""Clues to a disagreement: its difference equals another number stated in the same classification.

A clue is a fact beside a fact. What caused the difference is not for a program to say.
"""

from __future__ import annotations

from dataclasses import replace

from assessbook.assessment.evidence import Evidence
from assessbook.assessment.identity import Identity
from assessbook.assessment.words import quoted
from assessbook.core.numbers import as_decimal
from assessbook.core.units import Unit
from assessbook.measures import Measure
from assessbook.observations.observation import Observation


def with_clues(evidence: Evidence, identity: Identity) -> Identity:
    """The identity with a sentence in its remark for every number that its difference equals."""
    if identity.outcome != "disagree" or identity.difference is None or not identity.difference.scalar:
        return identity
    gap = as_decimal(identity.difference.scalar)
    word = "差额" if gap > 0 else "差额的绝对值"
    figures, sentences = dict(identity.figures), [identity.remark]
    for entry in _beside(evidence, identity):
        measure = evidence.measure(entry.measure)
        factor = _factor(measure.unit, identity.left.unit)
        if entry.value is None or as_decimal(entry.value * factor) != abs(gap):
            continue
        place = f"clue_{len(figures) + 1}"
        figures[place] = measure.at(region=entry.region, year=entry.period, item=entry.item)
        name = evidence.definitions.item_name(entry.measure, entry.item)
        sentences.append(f"{word}与{quoted(name)}的数值（{{{place}}}）相等。")
    return replace(identity, remark="".join(sentences), figures=figures)


def _beside(evidence: Evidence, identity: Identity) -> list[Observation]:
    """What is stated of the same region and period in the classifications that the two sides read."""
    found: dict[tuple[object, ...], Observation] = {}
    compared = {key for side in (identity.left, identity.right) for key in _whole(side)}
    for side in (identity.left, identity.right):
        for leaf in side.derivation_at((0, 0, 0)).leaves():
            if leaf.observation is None:
                continue
            read = leaf.observation
            group = evidence.definitions.classifications.get(
                evidence.definition(read.measure).classification or ""
            )
            for item in group.items if group else ():
                entry = evidence.find(read.measure, read.region, read.period, item)
                if entry is not None and entry.key not in compared:
                    found[entry.key] = entry
    return list(found.values())


def _whole(side: Measure) -> list[tuple[object, ...]]:
    """The fact a side is, where it is a single stated one."""
    leaf = side.derivation_at((0, 0, 0))
    return [leaf.observation.key] if leaf.observation is not None else []


def _factor(unit: Unit, other: Unit) -> float:
    return float(unit.factor_to(other)) if unit.same_dimensions(other) else 0.0
