"""A comparison of two builds as text: counts, then the changes by size, each with its causes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assessbook.comparison.cause import Cause
from assessbook.comparison.compare import OTHER_UNIT, Change, ChangeKind, Comparison, figure_name
from assessbook.ledger.store import FigureRow

_SHOWN = 10
_INDENT = "  "
_TIERS = {
    OTHER_UNIT: "Given in another unit",
    "at_least_50_percent": "Changed by 50% or more",
    "10_to_50_percent": "Changed by 10% to 50%",
    "1_to_10_percent": "Changed by 1% to 10%",
    "below_1_percent": "Changed by less than 1%",
}
_KINDS: dict[ChangeKind, str] = {
    "form": "The same value, printed otherwise",
    "late": "Came late: missing before, for a period already reported on",
    "new": "New: of the present edition's own year",
    "appeared": "Published for the first time",
    "gone": "No longer published",
    "basis": "The same number, by other steps",
}


def diff_text(comparison: Comparison, *, everything: bool = False) -> str:
    """The comparison as text.

    Parameters
    ----------
    comparison : Comparison
        Two builds compared.
    everything : bool
        Whether every change is listed; otherwise the first ten of each group, and no figures whose
        number is the same and only the steps differ.
    """
    former, present, counts = comparison.former, comparison.present, comparison.counts
    lines = [
        f"{former.shown} ({former.key}, {counts['former']} figures) compared with "
        f"{present.shown} ({present.key}, {counts['present']} figures)",
        f"{_INDENT}{counts['changed']} changed, {counts['form']} printed otherwise, {counts['late']} late, "
        f"{counts['new']} new, {counts['appeared']} appeared, {counts['gone']} gone, "
        f"{counts['unchanged']} unchanged",
    ]
    groups = [(_TIERS[tier], changes) for tier, changes in comparison.tiers()]
    groups += [(title, comparison.of_kind(kind)) for kind, title in _KINDS.items()]
    if counts["basis"] and not everything:
        groups.pop()
        lines.append(f"{_INDENT}{counts['basis']} of these by other steps; --all lists them")
    for title, changes in groups:
        if changes:
            lines += ["", f"{title} ({len(changes)})", *_listed(changes, everything)]
    return "\n".join(lines)


def cause_text(cause: Cause) -> str:
    """A cause in one line."""
    where = cause.where.replace("!", " › ")
    if cause.part in ("source", "plan") and "!" in cause.where:
        text = f"{where} {_readings(cause)}"
    elif cause.part == "notebook":
        text = f"code of {where} was: {cause.was or '(nothing)'}  is: {cause.now or '(nothing)'}"
    elif cause.part == "value":
        text = f"{where} was {cause.was}, is {cause.now}"
    elif cause.part == "year":
        text = f"the year assessed was {cause.was}, is {cause.now}"
    elif cause.part == "package" and cause.was == cause.now:
        text = f"the code of {where} {cause.was} itself, of which the manifest keeps the version only"
    elif cause.part == "package":
        text = f"library {where} was {cause.was or 'not there'}, is {cause.now or 'not there'}"
    else:
        text = f"{where} differs"
    more = f" (and {cause.more} more)" if cause.more else ""
    return f"{cause.kind}: {text}{more}"


def _readings(cause: Cause) -> str:
    if not cause.was:
        return f"reads “{cause.now}” and wasn't known before"
    if not cause.now:
        return f"read “{cause.was}” and is no longer known"
    if cause.before:
        return f"reads “{cause.now}”; before, {cause.before.replace('!', ' › ')} read “{cause.was}”"
    return f"read “{cause.was}”, now reads “{cause.now}”"


def _listed(changes: Sequence[Change], everything: bool) -> Iterator[str]:
    shown = changes if everything else changes[:_SHOWN]
    # What holds for a whole group, such as another year, is said once.
    common = len(changes) > 1 and len({change.causes for change in changes}) == 1
    if common:
        yield from (f"{_INDENT}All because of {cause_text(cause)}" for cause in changes[0].causes)
    for change in shown:
        size = f" ({change.size:.1%})" if change.kind == "changed" and change.size is not None else ""
        yield f"{_INDENT}{change.row.figure}  {figure_name(change.row)}: {_values(change)}{size}"
        for cause in () if common else change.causes:
            yield f"{_INDENT * 2}{cause_text(cause)}"
    if len(shown) < len(changes):
        yield f"{_INDENT}… and {len(changes) - len(shown)} more; --all lists them"


def _values(change: Change) -> str:
    if change.former is None or change.present is None:
        return _value(change.row)
    if change.kind == "basis":
        return f"{_value(change.present)}, was {change.former.formula}, is {change.present.formula}"
    return f"{_value(change.former)} → {_value(change.present)}"


def _value(row: FigureRow) -> str:
    return f"{row.text}{row.unit}" if row.value is not None else "no value"
