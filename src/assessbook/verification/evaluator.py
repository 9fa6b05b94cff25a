"""Figures recomputed from their derivations and the source cells of today.

A derivation says what was done and where numbers were read; only that is taken from it, and the numbers
written in a notebook (constants). Every value on the way, every unit, every raw content is worked out
anew and compared with the record. Arithmetic is exact; a root alone is taken in binary.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from assessbook.core.messages import grouped, said, unit_shown
from assessbook.verification.arithmetic import agree, as_exact, computed, size_of
from assessbook.verification.cells import Address, Cells, Content, Unreadable, is_counted
from assessbook.verification.corrections import FILE as CORRECTIONS
from assessbook.verification.corrections import MARK as CORRECTED
from assessbook.verification.formulas import Recomputed, formula_text
from assessbook.verification.ledger_file import Row
from assessbook.verification.numerals import print_number, scale_of
from assessbook.verification.report import Finding, Findings, shown

_SAME_SCALE = ("add", "subtract", "sum")


@dataclass(frozen=True)
class _Fault:
    """Something in a figure's row that isn't what it should be."""

    kind: str
    place: str
    was: Any
    now: Any


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
        self._changed: dict[Finding, list[str]] = {}
        # Of the figure at hand: its id, what its row gets wrong, and the sources that have changed.
        self._figure = ""
        self._faults: list[_Fault] = []
        self._blamed: list[str] = []

    def check(self, row: Row) -> None:
        """Recompute a figure and compare all that its row says with it."""
        self._figure, self._faults, self._blamed = row.figure, [], []
        try:
            made = self._node(row.derivation, "derivation")
        except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
            self._faults = [_Fault("derivation", "derivation", "complete", f"damaged at {error}")]
            self._note()
            return
        if made.value is not None:
            self._values(row, made)
        expected = {
            "unit": unit_shown(made.unit),
            "status": "observed" if made.operation == "source" else "derived",
            "formula": _told(formula_text(made)),
        }
        for name, value in expected.items():
            if value is not None and row.columns[name] != value:
                self._faults.append(_Fault(name, "", value, row.columns[name]))
        self._note()

    def finish(self) -> None:
        """When all figures are checked: each cell that has changed, with the figures that rest on it."""
        for changed, figures in self._changed.items():
            self._findings.note(replace(changed, figures=tuple(dict.fromkeys(figures))))

    def _values(self, row: Row, made: Recomputed) -> None:
        assert made.value is not None
        value, text = row.columns["value"], str(row.columns["text"])
        if not isinstance(value, float) or not agree(Fraction(value), made.value, made.size):
            self._faults.append(_Fault("value", "", float(made.value), value))
        decimals = len(text.partition(".")[2]) if made.operation != "source" else made.decimals
        printed = grouped(print_number(made.value, decimals))
        if text != printed:
            self._faults.append(_Fault("text", "", printed, text))

    def _note(self) -> None:
        if not self._blamed:
            for fault in self._faults:
                self._findings.add(
                    self._ledger, fault.kind, fault.was, fault.now, figure=self._figure, place=fault.place
                )
            return
        # The record was right; it is the source that gives another number now. One line says so.
        order = {kind: place for place, kind in enumerate(("text", "value", "formula"))}
        for fault in sorted(self._faults, key=lambda fault: order.get(fault.kind, len(order)))[:1]:
            self._findings.add(
                self._blamed[0], fault.kind, fault.now, fault.was, figure=self._figure, place=fault.place
            )

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
            value: Fraction | None = as_exact(record["value"])
        else:
            parameter = self._parameter(record, inputs, path)
            value = computed(operation, inputs, parameter)
            if value is None and all(part.value is not None for part in inputs):
                self._faults.append(
                    _Fault("derivation", path, "an operation that can be worked out", operation)
                )
        size = size_of(operation, inputs, value, parameter)
        made = Recomputed(operation, unit, value, inputs, None, parameter, size)
        self._compare_value(record, made, path)
        self._compare_unit(made, path)
        return made

    def _compare_value(self, record: dict[str, Any], made: Recomputed, path: str) -> None:
        if made.value is None or made.operation == "constant":
            return
        found = record["value"]
        if not isinstance(found, int | float) or not agree(as_exact(found), made.value, made.size):
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
        elif made.operation.startswith("count"):
            # What is counted is in the unit of the line; the count is in a plain one.
            given |= {scale / scales[0] for scale in scales}
        if len(given) > 1:
            units = ", ".join(part.unit or "a plain number" for part in made.inputs)
            self._faults.append(_Fault("derivation", f"{path}.unit", f"the unit of {units}", made.unit))

    def _parameter(self, record: dict[str, Any], inputs: Sequence[Recomputed], path: str) -> Fraction | None:
        """The factor that two units give, the degree of a root, the direction of a rank."""
        found = record.get("parameter")
        if record["operation"] == "convert" and len(inputs) == 1:
            factor = scale_of(inputs[0].unit) / scale_of(record["unit"])
            if not isinstance(found, int | float) or not agree(as_exact(found), factor):
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
        return as_exact(found)

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
        for name, today in (("raw", content.raw), ("citation", content.citation), ("note", content.note)):
            recorded = source.get(name, "")
            if today is not None and recorded != today:
                self._disagree(place, file, name, recorded, today)
        file = self._check_correction(address, source.get("note", ""), content)
        number = content.number
        if number is None:
            if content.raw == source["raw"]:
                self._disagree(place, file, "value", record["value"], f"no number in {unit}")
            return Recomputed("source", unit, None)
        if content.raw == source["raw"]:
            if number.value != as_exact(record["value"]):
                self._disagree(place, file, "value", record["value"], float(number.value))
            if number.decimals != source["decimals"]:
                self._disagree(place, file, "decimals", source["decimals"], number.decimals)
        return Recomputed("source", unit, number.value, (), number.decimals, None, abs(number.value))

    def _check_correction(self, address: Address, noted: str, content: Content) -> str:
        """Compare what is noted of a correction with the declared one; the file that says the cell's number."""
        file, place = address[0], " › ".join(address)
        declared = file.rpartition("/")[0] + f"/{CORRECTIONS}"
        if content.correction and noted.startswith(content.correction):
            return declared
        if content.correction or noted.startswith(CORRECTED):
            self._disagree(place, declared, "correction", noted, content.correction or "no correction")
            return declared
        return file

    def _disagree(self, place: str, file: str, name: str, recorded: Any, today: Any) -> None:
        """A cell says something else than was recorded of it: one of the two was altered."""
        kind = {"raw": "source cell", "correction": "correction"}.get(name, f"source cell's {name}")
        if self._ledger in self._findings.altered and file not in self._findings.altered:
            self._faults.append(_Fault(kind, f"{file} › {place}", today, recorded))
            return
        self._blamed.append(file)
        changed = Finding(file, kind, "", place, shown(recorded), shown(today))
        self._changed.setdefault(changed, []).append(self._figure)

    def _content(self, address: Address, unit: str, label: str) -> Content | Unreadable:
        key = (address, unit, is_counted(label))
        if key not in self._contents:
            try:
                self._contents[key] = self._cells.content(address, unit, label)
            except Unreadable as error:
                self._contents[key] = error
        return self._contents[key]


def _told(formula: str | None) -> str | None:
    """The formula in the language of the report."""
    return None if formula is None else said(formula)


def check_figures(rows: Sequence[Row], cells: Cells, ledger: str, findings: Findings) -> None:
    """Recompute all figures; `ledger` is the ledger's file as shown."""
    evaluator = Evaluator(cells, ledger, findings)
    for row in rows:
        evaluator.check(row)
    evaluator.finish()
