"""Figures recomputed from their derivations and the source cells of today.

A derivation says what was done and where numbers were read; only that is taken from it, and the numbers
written in a notebook (constants). Every value on the way, every unit, every raw content is worked out
anew and compared with the record. Arithmetic is exact; a root alone is taken in binary.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from assessbook.verification.cells import Address, Cells, Content, Unreadable, is_counted
from assessbook.verification.formulas import Recomputed, formula_text
from assessbook.verification.ledger_file import Row
from assessbook.verification.numerals import print_number, ranked, scale_of
from assessbook.verification.report import Findings

_RELATIVE = Fraction(1, 10**9)
# What cancels to nearly nothing keeps the noise of what it was computed from.
_NOISE = Fraction(1, 10**12)
_SAME_SCALE = ("add", "subtract", "sum")


@dataclass(frozen=True)
class _Fault:
    """A place of a derivation whose record isn't what it should be. `source`: the file to blame."""

    kind: str
    place: str
    was: Any
    now: Any
    source: str = ""


class Evaluator:
    """Recomputes figures and notes what their rows in the ledger get wrong.

    Parameters
    ----------
    cells : Cells
        The source cells of all figures.
    ledger : str
        The ledger's file as shown.
    findings : Findings
        Where findings are noted.
    """

    def __init__(self, cells: Cells, ledger: str, findings: Findings) -> None:
        self._cells, self._ledger, self._findings = cells, ledger, findings
        self._contents: dict[tuple[Address, str, bool], Content | Unreadable] = {}
        self._faults: list[_Fault] = []

    def check(self, row: Row) -> None:
        """Recompute a figure and compare all that its row says with it."""
        self._faults = []
        try:
            made = self._node(row.derivation, "derivation")
        except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
            self._note(row, _Fault("derivation", "derivation", "complete", f"damaged at {error}"))
            return
        if made.value is not None:
            self._values(row, made)
        expected = {
            "unit": made.unit,
            "status": "observed" if made.operation == "source" else "derived",
            "formula": formula_text(made),
        }
        for name, value in expected.items():
            if value is not None and row.columns[name] != value:
                self._faults.append(_Fault(name, "", value, row.columns[name]))
        for fault in self._faults:
            self._note(row, fault)

    def _values(self, row: Row, made: Recomputed) -> None:
        assert made.value is not None
        value, text = row.columns["value"], str(row.columns["text"])
        if not isinstance(value, float) or not _agree(Fraction(value), made.value, _operands(made)):
            self._faults.append(_Fault("value", "", float(made.value), value))
        decimals = len(text.partition(".")[2]) if made.operation != "source" else made.decimals
        printed = print_number(made.value, decimals)
        if text != printed:
            self._faults.append(_Fault("text", "", printed, text))

    def _note(self, row: Row, fault: _Fault) -> None:
        was, now, file = fault.was, fault.now, fault.source or self._ledger
        sources = {address[0] for address in row.addresses} & self._findings.altered
        if not fault.source and sources and self._ledger not in self._findings.altered:
            # The record was right; it is the altered source that gives another number now.
            was, now, file = fault.now, fault.was, min(sources)
        self._findings.add(file, fault.kind, was, now, figure=row.figure, place=fault.place)

    # ---------------------------------------------------------------- nodes

    def _node(self, record: dict[str, Any], path: str) -> Recomputed:
        operation, unit = record["operation"], record["unit"]
        if operation == "source":
            return self._source(record, unit)
        inputs = tuple(
            self._node(part, f"{path}.inputs[{place}]") for place, part in enumerate(record.get("inputs", ()))
        )
        parameter: Fraction | None = None
        if operation == "constant":
            value: Fraction | None = _as_exact(record["value"])
        else:
            parameter = self._parameter(record, inputs, path)
            value = _computed(operation, inputs, parameter)
            if value is None and all(part.value is not None for part in inputs):
                self._faults.append(
                    _Fault("derivation", path, "an operation that can be worked out", operation)
                )
        made = Recomputed(operation, unit, value, inputs, None, parameter)
        self._compare_value(record, made, path)
        self._compare_unit(made, path)
        return made

    def _compare_value(self, record: dict[str, Any], made: Recomputed, path: str) -> None:
        if made.value is None or made.operation == "constant":
            return
        found = record["value"]
        if not isinstance(found, int | float) or not _agree(_as_exact(found), made.value, _operands(made)):
            self._faults.append(_Fault("derivation", f"{path}.value", float(made.value), found))

    def _compare_unit(self, made: Recomputed, path: str) -> None:
        scales = [scale_of(part.unit) for part in made.inputs]
        given = {scale_of(made.unit)}
        if made.operation in _SAME_SCALE:
            given |= set(scales)
        elif made.operation == "multiply" and len(scales) == 2:
            given.add(scales[0] * scales[1])
        elif made.operation == "divide" and len(scales) == 2:
            given.add(scales[0] / scales[1])
        elif made.operation == "rank":
            given = {scale_of(made.unit), Fraction(1)}
        if len(given) > 1:
            units = ", ".join(part.unit or "a plain number" for part in made.inputs)
            self._faults.append(_Fault("derivation", f"{path}.unit", f"the unit of {units}", made.unit))

    def _parameter(self, record: dict[str, Any], inputs: Sequence[Recomputed], path: str) -> Fraction | None:
        """The factor that two units give, the degree of a root, the direction of a rank."""
        found = record.get("parameter")
        if record["operation"] == "convert" and len(inputs) == 1:
            factor = scale_of(inputs[0].unit) / scale_of(record["unit"])
            if not isinstance(found, int | float) or not _agree(_as_exact(found), factor, ()):
                self._faults.append(_Fault("derivation", f"{path}.parameter", float(factor), found))
            return factor
        if not isinstance(found, int | float):
            return None
        if record["operation"] == "power":
            degree = round(1 / found) if found else 0
            if degree < 1 or found != 1 / degree:
                self._faults.append(
                    _Fault("derivation", f"{path}.parameter", "one over a whole number", found)
                )
            return Fraction(max(degree, 1))
        return _as_exact(found)

    # ---------------------------------------------------------------- sources

    def _source(self, record: dict[str, Any], unit: str) -> Recomputed:
        source = record["source"]
        address: Address = (source["file"], source["sheet"], source["cell"])
        place = " › ".join(address[1:])
        file = address[0]
        content = self._content(address, unit, record.get("label", ""))
        if isinstance(content, Unreadable):
            self._disagree(place, file, "raw", source["raw"], str(content))
            return Recomputed("source", unit, None)
        fields = {"raw": content.raw, "citation": content.citation, "note": content.note}
        for name, today in fields.items():
            recorded = source.get(name, "")
            if today is not None and recorded != today:
                self._disagree(place, file, name, recorded, today)
        if content.number is None:
            if content.raw == source["raw"]:
                self._faults.append(_Fault("source cell", place, f"a number in {unit}", content.raw, file))
            return Recomputed("source", unit, None)
        printed = {"value": _as_exact(record["value"]), "decimals": source["decimals"]}
        if printed["value"] != content.number.value:
            self._disagree(place, file, "value", record["value"], float(content.number.value))
        if printed["decimals"] != content.number.decimals:
            self._disagree(place, file, "decimals", source["decimals"], content.number.decimals)
        return Recomputed("source", unit, content.number.value, (), content.number.decimals)

    def _disagree(self, place: str, file: str, name: str, recorded: Any, today: Any) -> None:
        """A cell says something else than was recorded of it: one of the two was altered."""
        ledger_altered = self._ledger in self._findings.altered and file not in self._findings.altered
        kind = "source cell" if name == "raw" else f"source cell's {name}"
        if ledger_altered:
            self._faults.append(_Fault(kind, f"{file} › {place}", today, recorded, self._ledger))
        else:
            self._faults.append(_Fault(kind, place, recorded, today, file))

    def _content(self, address: Address, unit: str, label: str) -> Content | Unreadable:
        key = (address, unit, is_counted(label))
        if key not in self._contents:
            try:
                self._contents[key] = self._cells.content(address, unit, label)
            except Unreadable as error:
                self._contents[key] = error
        return self._contents[key]


def check_figures(rows: Sequence[Row], cells: Cells, ledger: str, findings: Findings) -> None:
    """Recompute all figures; `ledger` is the ledger's file as shown."""
    evaluator = Evaluator(cells, ledger, findings)
    for row in rows:
        evaluator.check(row)


def _computed(operation: str, inputs: Sequence[Recomputed], parameter: Fraction | None) -> Fraction | None:
    """The value of an operation; None where an input is unknown or it can't be worked out."""
    values = [part.value for part in inputs if part.value is not None]
    if len(values) < len(inputs) or not values:
        return None
    if operation == "sum":
        return sum(values, Fraction(0))
    if operation == "rank":
        own, *others = (ranked(value) for value in values)
        better = (other > own if parameter == 1 else other < own for other in others)
        return Fraction(1 + sum(better))
    if len(values) == 1:
        if operation == "convert" and parameter is not None:
            return values[0] * parameter
        if operation == "power" and parameter is not None and values[0] >= 0:
            return Fraction(float(values[0]) ** (1 / float(parameter)))
        return None
    if len(values) != 2:
        return None
    first, second = values
    if operation == "divide":
        return first / second if second else None
    return {"add": first + second, "subtract": first - second, "multiply": first * second}.get(operation)


def _as_exact(number: int | float) -> Fraction:
    return Fraction(repr(number))


def _operands(node: Recomputed) -> tuple[Fraction, ...]:
    return tuple(part.value for part in node.inputs if part.value is not None)


def _agree(found: Fraction, expected: Fraction, operands: Sequence[Fraction]) -> bool:
    size = max(abs(found), abs(expected)) * _RELATIVE
    noise = max((abs(value) for value in operands), default=Fraction(0)) * _NOISE
    return abs(found - expected) <= max(size, noise)
