"""Two builds compared figure by figure.

Figures are one if their ids are: programme, period, region, indicator and item. So two builds of one
edition are compared throughout, and two successive editions in what they say of the same period; what
the later one says of its own year is new.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from assessbook.comparison.cause import Cause
from assessbook.comparison.causes import Causes
from assessbook.comparison.side import Side
from assessbook.comparison.steps import compare_steps, same_value
from assessbook.core.periods import Period
from assessbook.ledger.store import FigureRow

SCHEMA = 1

ChangeKind = Literal["changed", "form", "late", "new", "appeared", "gone", "basis"]
KINDS: tuple[ChangeKind, ...] = ("changed", "form", "late", "new", "appeared", "gone", "basis")

TIERS = (
    (0.5, "at_least_50_percent"),
    (0.1, "10_to_50_percent"),
    (0.01, "1_to_10_percent"),
    (0.0, "below_1_percent"),
)
OTHER_UNIT = "other_unit"


@dataclass(frozen=True)
class Change:
    """A figure that isn't as it was.

    Parameters
    ----------
    kind : str
        ``changed``: another value or unit. ``form``: the same value, printed otherwise. ``late``: missing
        before, for a period that the former edition already covered. ``new``: of a period after the
        former edition's year, up to the present one's. ``appeared``, ``gone``: otherwise published on one
        side only. ``basis``: the same number by other steps, which is no difference for readers.
    former, present : FigureRow or None
        The figure on either side.
    size : float or None
        ``|a - b| / (|a| + |b|)``, from 0 to 1; None unless both have a value, in one unit.
    causes : tuple of Cause
    """

    kind: ChangeKind
    former: FigureRow | None
    present: FigureRow | None
    size: float | None
    causes: tuple[Cause, ...]

    @property
    def row(self) -> FigureRow:
        """The figure as it is, or as it was where it is gone."""
        row = self.present or self.former
        assert row is not None
        return row

    @property
    def tier(self) -> str:
        """How large the change is; empty for figures that didn't change their value."""
        if self.kind != "changed":
            return ""
        if self.size is None:
            return OTHER_UNIT
        return next(name for least, name in TIERS if self.size >= least)

    def to_json(self) -> dict[str, Any]:
        """The change as `diff --json` and the revision log write it."""
        return {
            "figure": self.row.figure,
            "name": figure_name(self.row),
            "kind": self.kind,
            "tier": self.tier or None,
            "size": self.size,
            "former": published(self.former),
            "present": published(self.present),
            "causes": [asdict(cause) for cause in self.causes],
        }


@dataclass(frozen=True)
class Comparison:
    """All changes, in the order of the present book, those that are gone last."""

    former: Side
    present: Side
    changes: tuple[Change, ...]

    @property
    def differences(self) -> tuple[Change, ...]:
        """What a reader could notice: all changes but those of the basis alone."""
        return tuple(change for change in self.changes if change.kind != "basis")

    def of_kind(self, *kinds: ChangeKind) -> list[Change]:
        """Changes of some kinds, the largest first, otherwise in their order."""
        found = [change for change in self.changes if change.kind in kinds]
        return sorted(found, key=lambda change: -(change.size if change.size is not None else 1.0))

    def tiers(self) -> Iterator[tuple[str, list[Change]]]:
        """Changed values by tier, the largest tier first; a tier without changes is left out."""
        changed = self.of_kind("changed")
        for name in (OTHER_UNIT, *(name for _, name in TIERS)):
            found = [change for change in changed if change.tier == name]
            if found:
                yield name, found

    @property
    def counts(self) -> dict[str, int]:
        """Figures on either side, changes of each kind, and figures that are the same."""
        kinds = Counter(change.kind for change in self.changes)
        both = self.former.rows.keys() & self.present.rows.keys()
        same = len(both) - sum(kinds[kind] for kind in ("changed", "form"))
        return {
            "former": len(self.former.rows),
            "present": len(self.present.rows),
            **{kind: kinds[kind] for kind in KINDS},
            "unchanged": same - sum(1 for change in self.changes if change.kind == "late" and change.former),
        }

    def to_json(self) -> dict[str, Any]:
        """The comparison as `diff --json` writes it; keys and words don't change within a schema."""
        return {
            "schema": SCHEMA,
            "former": {"build": self.former.shown, **publication(self.former)},
            "present": {"build": self.present.shown, **publication(self.present)},
            "counts": self.counts,
            "changes": [change.to_json() for change in self.changes],
        }


def compare(former: Side, present: Side) -> Comparison:
    """Compare two builds of one programme."""
    return Comparison(former, present, tuple(_changes(former, present)))


def publication(side: Side) -> dict[str, Any]:
    """What names a build for good: its edition and the hash of its ledger."""
    return {
        "edition": side.key,
        "title": side.edition.get("title", ""),
        "ledger": side.ledger_digest,
        "figures": len(side.rows),
    }


def published(row: FigureRow | None) -> dict[str, Any] | None:
    """What a reader was shown of a figure, and where; None for a figure that wasn't published."""
    if row is None:
        return None
    return {
        "value": row.value,
        "unit": row.unit,
        "text": row.text,
        "formula": row.formula,
        "notebook": row.notebook,
        "cell": row.cell,
    }


def figure_name(row: FigureRow) -> str:
    """A figure in words: region, period, indicator, item."""
    return "，".join(part for part in (row.region_name, row.year, row.indicator_name, row.item_name) if part)


def size_of(was: FigureRow, now: FigureRow) -> float | None:
    """``|a - b| / (|a| + |b|)``: 0 for equal values, 1 where a sign changed or one of the two is 0."""
    if was.value is None or now.value is None or was.unit != now.unit:
        return None
    total = abs(was.value) + abs(now.value)
    return abs(was.value - now.value) / total if total else 0.0


def _changes(former: Side, present: Side) -> Iterator[Change]:
    causes = Causes(former, present)
    for name, now in present.rows.items():
        was = former.rows.get(name)
        found = _appearance(now, former, present, causes) if was is None else _change(was, now, causes)
        if found is not None:
            yield found
    for name, was in former.rows.items():
        if name not in present.rows:
            yield Change("gone", was, None, None, causes.of_disappearance(was))


def _change(was: FigureRow, now: FigureRow, causes: Causes) -> Change | None:
    size = size_of(was, now)
    if was.value is None and now.value is not None:
        return Change("late", was, now, None, causes.of_change(was, now))
    if was.unit != now.unit or not same_value(was.value, now.value):
        return Change("changed", was, now, size, causes.of_change(was, now))
    if was.text != now.text:
        return Change("form", was, now, size, causes.of_form(was, now))
    if was.derivation != now.derivation and not compare_steps(was.derivation, now.derivation).same_steps:
        return Change("basis", was, now, size, causes.of_change(was, now))
    return None


def _appearance(now: FigureRow, former: Side, present: Side, causes: Causes) -> Change:
    found = causes.of_appearance(now)
    end = Period.of(now.year).end
    if former.year < end <= present.year:
        return Change("new", None, now, None, found)
    # Its data weren't there before; a cell that was there and was corrected makes no figure late.
    is_late = end <= former.year and any(cause.kind == "data" and not cause.was for cause in found)
    return Change("late" if is_late else "appeared", None, now, None, found)
