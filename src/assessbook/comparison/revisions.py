"""The revision log of a build: what was published before of every figure that was revised or withdrawn.

`revisions.json` goes from build to build: a new build takes over the log of the one that it is compared
with and adds what it changes itself, so that no published value is lost when a build takes another's place.
Publications are named by edition and by the hash of their ledger; no times are kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assessbook.comparison.compare import ChangeKind, Comparison, publication
from assessbook.core.problems import InputError, Problem

REVISIONS = "revisions.json"
SCHEMA = 1
# What a reader may have quoted from the former publication and no longer finds.
_REVISED: tuple[ChangeKind, ...] = ("changed", "form", "gone")


def revision_log(comparison: Comparison, earlier: Mapping[str, Any] | None) -> dict[str, Any]:
    """The log after a comparison.

    Parameters
    ----------
    comparison : Comparison
        The present build compared with the one published before.
    earlier : mapping or None
        The log that the former build holds; None if it holds none.

    Returns
    -------
    dict
        ``publications``: edition, title, ledger hash and number of figures of every publication before
        this one, oldest first. ``present``: the same of this one. ``revisions``: one entry for each value
        that was published and replaced or withdrawn, oldest first: the change as `diff --json` writes it,
        with ``published_in`` and ``replaced_by``, hashes of ledgers.
    """
    before = earlier or {"publications": [], "revisions": []}
    former, present = publication(comparison.former), publication(comparison.present)
    entries = [
        {
            **change.to_json(),
            "published_in": former["ledger"],
            "edition": former["edition"],
            "replaced_by": present["ledger"],
        }
        for kind in _REVISED
        for change in comparison.of_kind(kind)
    ]
    return {
        "schema": SCHEMA,
        "publications": [*before["publications"], former],
        "present": present,
        "revisions": [*before["revisions"], *entries],
    }


def write_log(path: Path, log: Mapping[str, Any]) -> None:
    """Write the log, the same bytes for the same content."""
    path.write_text(json.dumps(log, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def read_log(folder: Path, shown: str) -> dict[str, Any] | None:
    """The log of a build; None if it has none.

    Raises
    ------
    InputError
        If it can't be read: carrying on without it would lose what was published.
    """
    path = folder / REVISIONS
    if not path.is_file():
        return None
    try:
        log: Any = json.loads(path.read_text(encoding="utf-8"))
        if log["schema"] == SCHEMA and {"publications", "revisions"} <= log.keys():
            return dict(log)
        what = "this is not a revision log of a kind known here"
    except (ValueError, LookupError, TypeError) as error:
        what = f"the revision log can't be read: {error}"
    action = "Take the build from where it was published; without its log, earlier values would be lost."
    raise InputError([Problem(f"{shown}/{REVISIONS}", what, action)])
