"""A cause of a change: what it is, where it stands, what was there and what is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["data", "method", "parameter"]
Part = Literal["source", "notebook", "plan", "definitions", "package", "value", "year"]


@dataclass(frozen=True)
class Cause:
    """One reason.

    Parameters
    ----------
    kind : str
        ``data``, ``method`` or ``parameter``.
    part : str
        Of data: ``source``. Of method: ``notebook``, ``plan``, ``definitions`` or ``package``. Of
        parameter: ``value``, or ``year`` where the two editions assess different years.
    where : str
        The first place that differs: source address (``file!sheet!cell``), ``notebook!cell``, file,
        library or parameter.
    was, now : str
        What stood there; empty where there was nothing, or where a file differs as a whole.
    before : str
        For a source that was read elsewhere before: the former address.
    more : int
        How many further places of the same kind differ.
    """

    kind: Kind
    part: Part
    where: str
    was: str
    now: str
    before: str = ""
    more: int = 0


def reading(address: str, was: str, now: str, before: str = "") -> Cause:
    """A source that reads otherwise: an entry of the plan, which is method, or a cell of a workbook."""
    if is_plan(address):
        return Cause("method", "plan", address, was, now, before)
    return Cause("data", "source", address, was, now, before)


def is_plan(address: str) -> bool:
    """Whether a source address is an entry of a plan."""
    return address.startswith("params/") and address.partition("!")[0].endswith("/plan.yaml")


def firsts(causes: Iterable[Cause]) -> Iterator[Cause]:
    """The first cause of each kind and part, with the number of others of its kind; each counts once."""
    groups: dict[tuple[str, str], list[Cause]] = {}
    for cause in dict.fromkeys(causes):
        groups.setdefault((cause.kind, cause.part), []).append(cause)
    for first, *others in groups.values():
        yield replace(first, more=len(others))
