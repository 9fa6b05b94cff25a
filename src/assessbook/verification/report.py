"""Findings: what was altered, in which file, which figure it concerns, what it was and what it is.

A check compares two statements of one thing. When the manifest shows that one of the two files was
altered, the other one says what the thing was; else the statement that the other is made from does.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Set
from dataclasses import dataclass, field, replace
from typing import Any

_BEFORE, _SHOWN = 24, 100


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that isn't as it was.

    Parameters
    ----------
    file : str
        The file it stands in, as shown to users.
    kind : str
        What kind of thing: ``file``, ``manifest``, ``parameter``, ``source cell``, ``value``, ``text`` ...
    figure : str
        Id of the figure it concerns; empty where it concerns none.
    place : str
        Where in the file: a cell, a field, a page's element. May be empty.
    was, now : str
        What it was and what it is.
    figures : tuple of str
        Of an altered source cell: the figures that rest on it.
    """

    file: str
    kind: str
    figure: str
    place: str
    was: str
    now: str
    figures: tuple[str, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        where = " › ".join(part for part in (self.file, self.place) if part)
        what = f"{self.kind} of {self.figure}" if self.figure else self.kind
        was, now = _around_the_difference(self.was, self.now)
        count = len(self.figures)
        resting = f" ({count} figure{'s' * (count > 1)} on it: {listed(self.figures, 3)})" if count else ""
        return f"{where}: {what} was {was}, is {now}{resting}"

    def to_json(self) -> dict[str, Any]:
        """The finding as `verify --json` writes it."""
        return {
            "file": self.file, "kind": self.kind, "figure": self.figure, "figures_on_it": list(self.figures),
            "place": self.place, "was": self.was, "is": self.now,
        }  # fmt: skip


@dataclass(frozen=True)
class Statement:
    """What a file says: the file as shown, and the value found there (any type; compared with ==)."""

    file: str
    value: Any


class Findings:
    """Collects findings, each once.

    Parameters
    ----------
    altered : set of str
        Files that the manifest shows to be altered, as shown.
    """

    def __init__(self, altered: Set[str] = frozenset()) -> None:
        self.altered = set(altered)
        self._found: dict[Finding, None] = {}

    def add(self, file: str, kind: str, was: Any, now: Any, *, figure: str = "", place: str = "") -> None:
        """Make a finding and note it."""
        self.note(Finding(file, kind, figure, place, shown(was), shown(now)))

    def note(self, finding: Finding) -> None:
        """Note a finding, unless it is noted already."""
        self._found.setdefault(finding)

    def compare(
        self, kind: str, origin: Statement, copy: Statement, *, figure: str = "", place: str = ""
    ) -> bool:
        """Note a finding if two statements of one thing differ.

        Parameters
        ----------
        origin, copy : Statement
            The copy is found wanting, unless only the origin's file is known to be altered.

        Returns
        -------
        bool
            Whether they agree.
        """
        if origin.value == copy.value:
            return True
        if origin.file in self.altered and copy.file not in self.altered:
            origin, copy = copy, origin
        self.add(copy.file, kind, origin.value, copy.value, figure=figure, place=place)
        return False

    def sorted(self) -> list[Finding]:
        """All findings, by file, kind, figure and place."""
        return sorted(self._found)


@dataclass(frozen=True)
class Verification:
    """The outcome of a verification, how much it looked at, and what the build itself admits.

    `untraced`: the numbers without a source that it was allowed to hold (`build --allow-untraced`).
    """

    findings: tuple[Finding, ...]
    figures: int
    cells: int
    files: int
    untraced: tuple[str, ...] = ()

    def and_also(self, findings: Findings) -> Verification:
        """The outcome with more findings."""
        return replace(self, findings=tuple(sorted({*self.findings, *findings.sorted()})))

    @property
    def summary(self) -> str:
        """The last line for people."""
        looked_at = f"{self.figures} figures recomputed from {self.cells} cells, {self.files} files"
        if self.untraced:
            looked_at += f"; {len(self.untraced)} numbers that lead to no source, as every page says"
        if not self.findings:
            return f"nothing altered: {looked_at}"
        figures = len({name for found in self.findings for name in (found.figure, *found.figures) if name})
        files = len({finding.file for finding in self.findings})
        return f"altered: {len(self.findings)} findings in {files} files, {figures} figures concerned; {looked_at}"

    def to_json(self) -> dict[str, Any]:
        """The outcome as `verify --json` writes it."""
        return {
            "altered": bool(self.findings),
            "figures": self.figures,
            "cells": self.cells,
            "files": self.files,
            "findings": [finding.to_json() for finding in self.findings],
            "untraced": list(self.untraced),
        }


def difference(origin: Any, copy: Any, path: str = "") -> tuple[str, Any, Any] | None:
    """The first place where two JSON values differ: its path, and what stands there in each."""
    # Nearly all are the same, and that shows many times as fast: version 2 writes equal values as equal bytes.
    if marshal.dumps(origin, 2) == marshal.dumps(copy, 2):
        return None
    return _difference(origin, copy, path)


def _difference(origin: Any, copy: Any, path: str) -> tuple[str, Any, Any] | None:
    if isinstance(origin, dict) and isinstance(copy, dict):
        for name in dict.fromkeys([*origin, *copy]):
            inner = f"{path}.{name}" if path else str(name)
            if name not in origin or name not in copy:
                return inner, origin.get(name, "nothing"), copy.get(name, "nothing")
            found = _difference(origin[name], copy[name], inner)
            if found:
                return found
        return None
    if isinstance(origin, list) and isinstance(copy, list) and len(origin) == len(copy):
        for index, (left, right) in enumerate(zip(origin, copy, strict=True)):
            found = _difference(left, right, f"{path}[{index}]")
            if found:
                return found
        return None
    return None if origin == copy and type(origin) is type(copy) else (path, origin, copy)


def listed(names: Iterable[str], most: int = 5) -> str:
    """Names in a row, the first few and how many more there are."""
    every = list(names)
    rest = len(every) - most
    return ", ".join(every[:most]) + (f" and {rest} more" if rest > 0 else "")


def shown(value: Any) -> str:
    """A value as findings show it: numbers at full precision, nothing as ``nothing``."""
    if value is None:
        return "nothing"
    return value if isinstance(value, str) else repr(value)


def _around_the_difference(was: str, now: str) -> tuple[str, str]:
    """Two texts, long ones cut to where they first differ; line breaks shown as spaces."""
    was, now = " ".join(was.split()), " ".join(now.split())
    place = next(
        (i for i, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), min(len(was), len(now))
    )
    begin = max(place - _BEFORE, 0) if max(len(was), len(now)) > _SHOWN else 0

    def cut(text: str) -> str:
        part = text[begin : begin + _SHOWN]
        return f"{'…' if begin else ''}{part}{'…' if len(text) > begin + _SHOWN else ''}" or "nothing"

    return cut(was), cut(now)
