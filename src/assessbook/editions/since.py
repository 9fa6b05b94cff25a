"""A build compared with the one published before it: `build --since`.

Keeps what is needed of the former build, compares, and writes the revision log. The comparison rests on the
kept copy alone, so that it comes out the same when the former build is gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assessbook.comparison.compare import Comparison, compare
from assessbook.comparison.former import keep_former
from assessbook.comparison.revisions import REVISIONS, read_log, revision_log, write_log
from assessbook.comparison.side import Side, programme_problems, read_side
from assessbook.core.problems import InputError, Problem
from assessbook.core.workspace import sha256_of
from assessbook.editions.edition import Edition
from assessbook.ledger.files import LEDGER, MANIFEST


@dataclass(frozen=True)
class SinceFormer:
    """The comparison with the former build, and the revision log that follows from it."""

    comparison: Comparison
    log: Mapping[str, Any]


def read_former(folder: Path, shown: str, edition: Edition) -> Side:
    """The former build that an edition is to be compared with.

    Raises
    ------
    InputError
        If it isn't a build, is of another programme or of a later year, or its revision log can't be read.
    """
    side = read_side(folder, shown)
    problems = programme_problems(side, edition.programme)
    if not problems and side.year > edition.year:
        what = f"this is the edition of {side.year}, later than {edition.year}"
        problems.append(Problem(f"--since {shown}", what, "Name a build that was published before."))
    if problems:
        raise InputError(problems)
    read_log(folder, shown)
    return side


def compare_with_former(former: Side, build: Path, inputs: Mapping[str, str]) -> SinceFormer:
    """Compare a build that has its ledger and its notebooks with the former one.

    Parameters
    ----------
    former : Side
        From `read_former`.
    build : Path
        The build being made; `former/` and `revisions.json` are written into it.
    inputs : mapping
        Hashes of the build's inputs, as its manifest will have them.
    """
    kept = keep_former(former, build)
    comparison = compare(read_side(kept, former.shown), read_side(build, build.name, inputs))
    log = revision_log(comparison, read_log(kept, former.shown))
    write_log(build / REVISIONS, log)
    return SinceFormer(comparison, log)


def former_facts(former: Side) -> dict[str, str]:
    """What the manifest says of the former build: its edition, and the hashes of ledger and manifest."""
    hashes = {
        Path(name).stem: f"sha256:{sha256_of(former.folder / name)}"
        for name in (LEDGER, MANIFEST)
        if (former.folder / name).is_file()
    }
    return {"edition": former.key, **hashes}
