"""Small builds written by hand: a ledger, a manifest and one executed notebook each, nothing executed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from assessbook.comparison.compare import Change, Comparison, compare
from assessbook.comparison.side import read_sides
from assessbook.ledger.gather import ExecutedNotebook, gather
from assessbook.ledger.store import write_ledger
from tests.ledger.notebooks import Json, code, figure, source, statement

WORKBOOK = "data/plan/tables.xlsx"
PLAN = "params/plan/plan.yaml"
TEMPLATE = "notebooks/region.ipynb"
SETUP = "from report import Lines, measure\nreport = open_report(edition)\n"
PERSONS = 'persons = measure("persons")\nreport.show(persons)\n'


def planned(threshold: float) -> Json:
    """A derivation that is a target of the plan; the words that are quoted don't change with it."""
    record = source("t1", threshold)
    record["source"] |= {"file": PLAN, "sheet": "targets", "raw": "脱贫六千人"}
    record["label"] = "规划目标（脱贫人口，某县，2016年）"
    return record


def dated(year: str, record: Json) -> Json:
    """The figure of another period."""
    identifier = record["figure"].replace("/2015/", f"/{year}/")
    return record | {"figure": identifier, "year": year}


@dataclass(frozen=True)
class Made:
    """What one build is made of. `cells` are code cells: id -> source and the figures it publishes."""

    cells: Mapping[str, tuple[str, Sequence[Json]]]
    year: str = "2015"
    programme: str = "plan"
    parameters: Mapping[str, Any] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    libraries: Mapping[str, str] = field(default_factory=lambda: {"assessbook": "1.0", "pandas": "2.2"})

    code: str = ""

    def but(self, **changes: Any) -> Made:
        """The same with some parts changed; `inputs` and `parameters` are added to."""
        for name in ("inputs", "parameters", "cells"):
            if name in changes:
                changes[name] = {**getattr(self, name), **changes[name]}
        return replace(self, **changes)

    def write(self, folder: Path) -> Path:
        """Write the build."""
        cells = [code("setup", source=SETUP, tags=("setup",))]
        for name, (text, figures) in self.cells.items():
            cells.append(code(name, statement(*figures), source=text))
        papermill = {
            "input_path": TEMPLATE,
            "parameters": {"edition": f"params/plan/{self.year}.yaml", "region": "north", **self.parameters},
        }
        content = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"papermill": papermill}, "cells": cells}
        path = folder / "notebooks/region/north.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        facts = {
            "programme": self.programme,
            "year": self.year,
            "title": f"{self.year}年度评估报告",
            "libraries": json.dumps(dict(self.libraries)),
            **({"code": json.dumps(self.code)} if self.code else {}),
        }
        write_ledger(
            folder / "ledger.db", gather([ExecutedNotebook("region/north", "north", 0, content)]), facts
        )
        inputs = {WORKBOOK: "sha256:w1", PLAN: "sha256:p1", TEMPLATE: "sha256:t1", **self.inputs}
        manifest = {"inputs": {name: digest for name, digest in inputs.items() if digest}}
        (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        return folder


def one_cell(*figures: Json, text: str = PERSONS) -> Made:
    """A build whose only publishing cell is `persons`."""
    return Made({"persons": (text, figures)})


def compared(folder: Path, former: Made, present: Made) -> Comparison:
    """Two builds below a folder, written and compared."""
    sides = [(made.write(folder / name), name) for name, made in (("a", former), ("b", present))]
    return compare(*read_sides(sides[0], sides[1]))


def only_change(folder: Path, former: Made, present: Made) -> Change:
    """The one change between two builds."""
    (change,) = compared(folder, former, present).changes
    return change


def valued(value: float, **changes: Any) -> Json:
    """The figure of the north, read from C3."""
    return figure("north", source("C3", value), **changes)
