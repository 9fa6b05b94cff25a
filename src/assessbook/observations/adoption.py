"""One statement for each fact: which is adopted, and which only restate it.

Takes the statements of all sheets, in order; gives the adopted observations and the others of the same
fact, and reports primary sources that contradict each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from assessbook.core.missing import Missing
from assessbook.core.numbers import printed
from assessbook.core.problems import Problem
from assessbook.observations.definitions import Definitions
from assessbook.observations.observation import Observation
from assessbook.observations.reporting import with_reporting
from assessbook.observations.sheet_reader import Key, Statement


@dataclass
class Adopted:
    """The facts: one observation each, and what else states them."""

    observations: list[Observation] = field(default_factory=list)
    restatements: dict[Key, tuple[Observation, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def adopt(statements: list[Statement], definitions: Definitions) -> Adopted:
    """Choose one statement of each fact.

    A row marked 是, or a sheet that doesn't restate, comes before a sheet that does, and that before a
    row marked 否; of rows that say when they were reported, the last. A cell that says there is no
    observation gives way to any that has one. Two primary statements that were known at the same time and
    differ by more than their printed rounding are a problem.
    """
    facts: dict[Key, list[Statement]] = {}
    for statement in statements:
        facts.setdefault(statement.observation.key, []).append(statement)
    adopted = Adopted()
    for key, several in facts.items():
        # sorted() is stable: within one rank the order of reading decides.
        ordered = sorted(
            several, key=lambda each: (_is_silent(each), each.rank, -each.observation.known_from)
        )
        others = tuple(each.observation for each in ordered[1:])
        adopted.observations.append(with_reporting(ordered[0].observation, others))
        if others:
            adopted.restatements[key] = others
        at_once: dict[int, Observation] = {}
        for each in ordered:
            if each.rank == 0 and not _is_silent(each):
                first = at_once.setdefault(each.observation.known_from, each.observation)
                if not agree(first, each.observation):
                    adopted.problems.append(_contradiction(first, each.observation, definitions))
    return adopted


def agree(one: Observation, other: Observation) -> bool:
    """Whether two statements say the same, as far as the coarser of them is printed."""
    if one.value is None or other.value is None:
        return one.missing is other.missing
    if one.comparator != other.comparator:
        return False
    half_a_unit = 0.5 * 10.0 ** -min(one.decimals, other.decimals)
    # A millionth of a unit allows for binary fractions at the very edge.
    return one.value == other.value or abs(one.value - other.value) <= half_a_unit * (1 + 1e-6)


def shown_value(observation: Observation, definitions: Definitions) -> str:
    """The value with its unit, as problems print it."""
    if observation.value is None:
        return observation.missing.text
    definition = definitions.measures.get(observation.measure)
    return f"{printed(observation.value)}{definition.unit if definition else ''}"


def fact_name(observation: Observation, definitions: Definitions) -> str:
    """What an observation is about, as problems print it."""
    region = definitions.regions.get(observation.region)
    item = definitions.item_name(observation.measure, observation.item)
    words = (
        observation.measure,
        item,
        region.name if region else observation.region,
        str(observation.period),
    )
    return " ".join(word for word in words if word)


def _is_silent(statement: Statement) -> bool:
    return statement.observation.missing is Missing.NO_OBSERVATION


def _contradiction(first: Observation, other: Observation, definitions: Definitions) -> Problem:
    return Problem(
        other.origin.shown,
        f"{fact_name(other, definitions)} is {shown_value(other, definitions)} here, "
        f"but {shown_value(first, definitions)} in {first.origin.shown}",
        "Correct the wrong one; or mark the sheet that isn't the primary source with restates: true in "
        "tables.yaml (in a long table, mark its row 否).",
    )
