"""Why a figure changed: data, method or parameter, found by following its derivation on both sides.

The order is that of certainty. Where both derivations take the same steps, the source cells that read
differently explain all. Where the steps differ, parameters and code behind the publishing cell are compared,
then what was read on one side only; only if none of these differs is a file named that touches everything
(another year, the plan, definitions, libraries). A workbook with the same hash on both sides is never a cause.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence

from assessbook.comparison.cause import Cause, Part, firsts, is_plan, reading
from assessbook.comparison.cell_code import CodeOfCell, first_difference
from assessbook.comparison.side import Side
from assessbook.comparison.steps import compare_steps, facts
from assessbook.core.corrected import is_corrected
from assessbook.core.missing import Missing
from assessbook.core.numbers import printed
from assessbook.ledger.store import Derivation, FigureRow

# Handed to every notebook, and different between editions and pages for that reason alone.
_NOT_CHOSEN = {"edition", "region"}


class Causes:
    """Finds causes between two builds.

    Limitations
    -----------
    A cell or file that differs and that the figure rests on is named; whether it alone would have changed
    the figure isn't computed. A change of the package's own code shows by its digest, not by the line.
    """

    def __init__(self, former: Side, present: Side) -> None:
        self._former, self._present = former, present

    def of_change(self, was: FigureRow, now: FigureRow) -> tuple[Cause, ...]:
        """Why a figure that both builds publish differs; none if its derivation doesn't."""
        steps = compare_steps(was.derivation, now.derivation)
        certain = [*_readings(steps.differing)]
        if steps.same_steps:
            unexplained = [pair for pair in steps.differing if not _explained(pair)]
            if unexplained or (not certain and was.unit != now.unit):
                certain += self._wide()
            if _decimals(was) != _decimals(now):
                certain += self._code_and_parameters(was, now)
            return tuple(certain)
        certain += self._code_and_parameters(was, now)
        return tuple(certain or self._one_sided(steps.only_was, steps.only_now) or self._wide())

    def of_appearance(self, now: FigureRow) -> tuple[Cause, ...]:
        """Why a figure is published that wasn't before."""
        return self._of_one((), tuple(facts(now.derivation).values()), None, now)

    def of_disappearance(self, was: FigureRow) -> tuple[Cause, ...]:
        """Why a figure is no longer published."""
        return self._of_one(tuple(facts(was.derivation).values()), (), was, None)

    def of_form(self, was: FigureRow, now: FigureRow) -> tuple[Cause, ...]:
        """Why the same value is printed otherwise: its source, code, parameters; else what touches all."""
        before, after = facts(was.derivation), facts(now.derivation)
        common = [(leaf, after[name]) for name, leaf in before.items() if name in after]
        rewritten = _readings(pair for pair in common if pair[0].raw != pair[1].raw)
        return tuple([*rewritten, *self._code_and_parameters(was, now)] or self._wide())

    # ---------------------------------------------------------------- what is read on one side only

    def _of_one(
        self,
        before: Sequence[Derivation],
        after: Sequence[Derivation],
        was: FigureRow | None,
        now: FigureRow | None,
    ) -> tuple[Cause, ...]:
        known = [*self._reread(before, after), *self._code_and_parameters(was, now)]
        return tuple(known or self._one_sided(before, after) or self._wide())

    def _reread(self, before: Sequence[Derivation], after: Sequence[Derivation]) -> Iterator[Cause]:
        """Cells that the other build read too, but otherwise."""
        found: list[Cause] = []
        for leaf in before:
            now = self._present.readings.get(leaf.address or "")
            if now is not None and now != leaf.raw:
                found.append(reading(leaf.address or "", leaf.raw, now))
        for leaf in after:
            was = self._former.readings.get(leaf.address or "")
            if was is not None and was != leaf.raw:
                found.append(reading(leaf.address or "", was, leaf.raw))
        return firsts(found)

    def _one_sided(self, before: Sequence[Derivation], after: Sequence[Derivation]) -> list[Cause]:
        """Cells that one build alone reads, of files that differ, unless the other build knew them too."""
        found: list[Cause] = []
        for leaf in after:
            if leaf.address and self._file_differs(leaf.address) and not _knows(self._former, leaf):
                found.append(reading(leaf.address, "", _shown(leaf)))
        for leaf in before:
            if leaf.address and self._file_differs(leaf.address) and not _knows(self._present, leaf):
                found.append(reading(leaf.address, _shown(leaf), ""))
        return list(firsts(found))

    def _file_differs(self, address: str) -> bool:
        file = address.partition("!")[0]
        return self._former.inputs.get(file) != self._present.inputs.get(file)

    # ---------------------------------------------------------------- code and parameters

    def _code_and_parameters(self, was: FigureRow | None, now: FigureRow | None) -> list[Cause]:
        """What differs in the code behind the publishing cell and in the parameters that it uses.

        A figure that one side lacks is looked for, there, in the notebook and cell of the other side.
        """
        home_was, home_now = was or now, now or was
        assert home_was is not None
        assert home_now is not None
        before, after = self._former.notebook(home_was.notebook), self._present.notebook(home_now.notebook)
        if before is None or after is None:
            return []
        code_was, code_now = before.behind(home_was.cell), after.behind(home_now.cell)
        found: list[Cause] = []
        for name in sorted((code_was.parameters | code_now.parameters) - _NOT_CHOSEN):
            old, new = (_json(code.parameters.get(name)) for code in (before, after))
            if old != new:
                found.append(Cause("parameter", "value", name, old, new))
        return [*found, *_code(code_was, code_now, after.template)]

    # ---------------------------------------------------------------- what touches everything

    def _wide(self) -> list[Cause]:
        """The first that differs of: year, plan, definitions, libraries; else the package's own code."""
        searches: tuple[Callable[[], list[Cause]], ...] = (
            self._year,
            lambda: self._files("plan", lambda name: name.endswith("/plan.yaml")),
            lambda: self._files("definitions", _is_definition),
            self._libraries,
        )
        for search in searches:
            found = search()
            if found:
                return list(firsts(found))
        version = self._former.libraries.get("assessbook", "")
        return [Cause("method", "package", "assessbook", version, version)]

    def _year(self) -> list[Cause]:
        was, now = self._former.year, self._present.year
        return [Cause("parameter", "year", "year", str(was), str(now))] if was != now else []

    def _files(self, part: Part, wanted: Callable[[str], bool]) -> list[Cause]:
        one, other = self._former.inputs, self._present.inputs
        names = sorted(name for name in one.keys() | other.keys() if wanted(name))
        return [Cause("method", part, name, "", "") for name in names if one.get(name) != other.get(name)]

    def _libraries(self) -> list[Cause]:
        one, other = self._former.libraries, self._present.libraries
        return [
            Cause("method", "package", name, one.get(name, ""), other.get(name, ""))
            for name in sorted(one.keys() | other.keys())
            if one.get(name) != other.get(name)
        ]


def _readings(pairs: Iterable[tuple[Derivation, Derivation]]) -> Iterator[Cause]:
    """Facts that read differently: the first of the workbooks and the first of the plan."""
    found: list[Cause] = []
    for was, now in filter(_explained, pairs):
        address = now.address or was.address or ""
        before = was.address if was.address and was.address != address else ""
        found.append(reading(address, _shown(was, now), _shown(now, was), before))
    return firsts(found)


def _explained(pair: tuple[Derivation, Derivation]) -> bool:
    """Whether the source itself says something else: not the same words of the same cell, read otherwise."""
    was, now = pair
    if is_plan(now.address or was.address or "") or (was.address, was.raw) != (now.address, now.raw):
        return True
    # A correction came, went or changed: the cell holds what it held, and is read as something else.
    return was.note != now.note and any(is_corrected(leaf.note) for leaf in pair)


def _code(was: CodeOfCell, now: CodeOfCell, template: str) -> list[Cause]:
    difference = first_difference(was, now)
    if difference is None:
        return []
    where = f"{template}!{difference.cell}"
    return [Cause("method", "notebook", where, difference.was, difference.now)]


def _shown(leaf: Derivation, other: Derivation | None = None) -> str:
    """What a fact reads; its number where both sides have the same words (a target of the plan)."""
    if leaf.value is None:
        return Missing.from_status(leaf.missing).text if leaf.missing else leaf.raw
    if other is not None and leaf.raw == other.raw:
        return f"{printed(leaf.value)}{leaf.unit}"
    return leaf.raw or leaf.text


def _decimals(row: FigureRow) -> int:
    return len(row.text.partition(".")[2])


def _knows(side: Side, leaf: Derivation) -> bool:
    return side.readings.get(leaf.address or "") == leaf.raw


def _is_definition(name: str) -> bool:
    return name.endswith(".yaml") and (name.startswith("data/") or name.endswith("/programme.yaml"))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
