"""What decides a notebook's result beside its data: its code, its parameters, the package, the libraries.

Words and tags of a template don't: papermill runs its code cells, and only the tags ``parameters`` and
``raises-exception`` change how.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from assessbook.archive.code_version import code_version
from assessbook.core.workspace import Workspace, sha256_of
from assessbook.editions.declared_inputs import lock_file
from assessbook.editions.edition import Edition, NotebookRun
from assessbook.editions.fingerprints import Fingerprints
from assessbook.editions.libraries import versions
from assessbook.editions.normal_form import read_template
from assessbook.report.session import mark_of

_TELLING_TAGS = {"parameters", "raises-exception"}


@dataclass(frozen=True)
class Recipes:
    """The recipes of an edition's runs.

    Parameters
    ----------
    workspace : Workspace
    edition : Edition
    prints : Fingerprints
        Of the edition's data.
    """

    workspace: Workspace
    edition: Edition
    prints: Fingerprints

    def of(self, run: NotebookRun) -> dict[str, Any]:
        """The recipe of a run, as JSON."""
        return {
            "template": run.template.as_posix(),
            "cells": self._cells(run.template),
            "parameters": dict(run.parameters),
            **self._common,
        }

    @cached_property
    def _common(self) -> dict[str, Any]:
        """What all runs have in common."""
        lock = lock_file(self.workspace)
        return {
            "mark": mark_of(self.workspace, self.edition.path, self.prints.dataset),
            "code": code_version(),
            "lock": sha256_of(lock) if lock.is_file() else "",
            "libraries": versions(),
            "definitions": self.prints.definitions,
        }

    def words(self, run: NotebookRun) -> str:
        """The SHA-256 of a run's template: what surrounds the results, beside the code."""
        return self._template(run.template)[0]

    def _cells(self, template: Path) -> list[Any]:
        """The code cells of a template: id, source and telling tags of each."""
        return self._template(template)[1]

    @cached_property
    def _templates(self) -> dict[Path, tuple[str, list[Any]]]:
        return {}

    def _template(self, template: Path) -> tuple[str, list[Any]]:
        """SHA-256 and code cells of a template, which many runs share."""
        if template not in self._templates:
            path = self.workspace.root / template
            cells = [
                [cell["id"], cell.source, sorted(_TELLING_TAGS & set(cell.metadata.get("tags", [])))]
                for cell in read_template(path).cells
                if cell.cell_type == "code"
            ]
            self._templates[template] = (sha256_of(path), cells)
        return self._templates[template]


def recipe_changes(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """What differs between a stored recipe and today's, in words."""
    if was["template"] != now["template"]:
        yield f"the template is now {now['template']}"
    yield from _cell_changes(was["cells"], now["cells"])
    for name in sorted({*was["parameters"], *now["parameters"]}):
        before, after = was["parameters"].get(name), now["parameters"].get(name)
        if before != after:
            yield f"parameter {name} was {before}, is {after}"
    if was["mark"] != now["mark"]:
        yield f"charts are marked {now['mark'] or 'no longer'}"
    if was["code"] != now["code"]:
        yield "the code of assessbook changed"
    if was["lock"] != now["lock"]:
        yield "requirements.lock changed"
    for name in sorted({*was["libraries"], *now["libraries"]}):
        before, after = was["libraries"].get(name), now["libraries"].get(name)
        if before != after:
            yield f"{name} was {before}, is {after}"
    for name in sorted({*was["definitions"], *now["definitions"]}):
        if was["definitions"].get(name) != now["definitions"].get(name):
            yield f"{name} changed"


def _cell_changes(was: list[Any], now: list[Any]) -> Iterator[str]:
    if [cell[1:] for cell in was] == [cell[1:] for cell in now]:
        return
    before = {identifier: rest for identifier, *rest in was}
    changed = [identifier for identifier, *rest in now if before.get(identifier) != rest]
    gone = [identifier for identifier in before if identifier not in {cell[0] for cell in now}]
    for identifier in changed:
        yield f"code cell {identifier} " + ("changed" if identifier in before else "is new")
    for identifier in gone:
        yield f"code cell {identifier} is gone"
    if not changed and not gone:
        yield "the code cells stand in another order"
