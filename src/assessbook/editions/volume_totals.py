"""The totals of a volume's region: what the overview's workbook states against what the volume's own does.

The overview's process writes what it states of every volume's region; the process of a volume, which alone
reads the volume's data, compares and writes what it found. Neither holds the other's observations.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assessbook.core.problems import InputError, Problem
from assessbook.editions.edition import Edition
from assessbook.observations.dataset import Dataset
from assessbook.observations.observation import Observation

Difference = tuple[str, str, str, str]
"""Cell of the overview's workbook, what it states; cell of the volume's workbook, what that states."""


@dataclass(frozen=True)
class Comparison:
    """What a volume's process found: how many totals both state, and those that differ."""

    compared: int
    differences: tuple[Difference, ...]


def write_totals(folder: Path, edition: Edition, dataset: Dataset) -> dict[str, str]:
    """Write what an overview states of the regions of its volumes, a file each.

    Returns
    -------
    dict
        Region -> SHA-256 of its file.
    """
    known = dataset.as_of(edition.year)
    regions = {volume.region for volume in edition.volumes}
    stated: dict[str, list[Any]] = {region: [] for region in sorted(regions)}
    for entry in known.observations:
        if entry.region in stated and entry.value is not None:
            stated[entry.region].append(
                [
                    entry.measure,
                    str(entry.period),
                    entry.item,
                    entry.value,
                    entry.decimals,
                    entry.origin.shown,
                ]
            )
    hashes = {}
    for region, facts in stated.items():
        text = json.dumps({"status": edition.status, "facts": facts}, ensure_ascii=False)
        _totals_file(folder, region).write_text(text, encoding="utf-8")
        hashes[region] = hashlib.sha256(text.encode()).hexdigest()
    return hashes


def compare_totals(folder: Path, edition: Edition, dataset: Dataset) -> None:
    """Compare a volume's totals with those that its overview wrote, and write what was found.

    Raises
    ------
    InputError
        If one of the two editions is made up and the other isn't.
    """
    content = json.loads(_totals_file(folder, edition.region).read_text(encoding="utf-8"))
    if (content["status"] == "synthetic") != (edition.status == "synthetic"):
        what = f"status is {edition.status}, and that of the overview is {content['status']}"
        raise InputError([Problem(edition.path, what, "Real and made-up editions are never bound together.")])
    known = dataset.as_of(edition.year)
    pairs = list(_pairs(content["facts"], edition.region, known))
    differences = [
        (shown, _text(value, decimals), ours.origin.shown, ours.origin.raw)
        for (value, decimals, shown), ours in pairs
        if not _agree(value, decimals, ours)
    ]
    record = {"compared": len(pairs), "differences": differences}
    _outcome_file(folder, edition.region).write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def comparison_of(folder: Path, region: str) -> Comparison | None:
    """What a volume's process found; None if it didn't read its data."""
    path = _outcome_file(folder, region)
    if not path.is_file():
        return None
    record = json.loads(path.read_text(encoding="utf-8"))
    return Comparison(record["compared"], tuple((a, b, c, d) for a, b, c, d in record["differences"]))


def _pairs(
    facts: list[Any], region: str, known: Dataset
) -> Iterator[tuple[tuple[float, int, str], Observation]]:
    """Every fact of the overview with the volume's own statement of it, where it has one."""
    for measure, period, item, value, decimals, shown in facts:
        ours = known.value(measure, region, period, item)
        if ours is not None and ours.value is not None:
            yield (value, decimals, shown), ours


def _agree(value: float, decimals: int, ours: Observation) -> bool:
    """Whether two printed numbers may be the same one, rounded to as many digits as the shorter has."""
    assert ours.value is not None
    if decimals == ours.decimals:
        return value == ours.value
    return abs(value - ours.value) <= 0.5 * 10.0 ** -min(decimals, ours.decimals) * (1 + 1e-9)


def _text(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}"


def _totals_file(folder: Path, region: str) -> Path:
    return folder / f"{region}.totals.json"


def _outcome_file(folder: Path, region: str) -> Path:
    return folder / f"{region}.compared.json"
