"""Which notebooks must be executed, why, and the results of the others taken from the store.

A result is used again only if code cells, parameters, package, libraries, definitions and all facts and files
that the notebook read are as they were, and the stored notebook has the SHA-256 that it was stored with. The
words of a template may have changed: they are taken from the template of today.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from assessbook.core.garbage import no_collection
from assessbook.core.workspace import Workspace
from assessbook.editions.edition import Edition, NotebookRun
from assessbook.editions.execution import RunResult
from assessbook.editions.fingerprints import Fingerprints
from assessbook.editions.normal_form import read_template, renewed, write_notebook
from assessbook.editions.recipes import Recipes, recipe_changes
from assessbook.editions.result_store import ResultStore, StoredResult
from assessbook.observations.dataset import Dataset

_REASONS_TOLD = 3


@dataclass
class Reuse:
    """The stored results of an edition, and what became of each run.

    Parameters
    ----------
    workspace, edition
        What is run.
    dataset : Dataset
        The programme's data, of all years.

    Attributes
    ----------
    why : dict
        Name of a run -> why it was executed, or that its result was used again.
    """

    workspace: Workspace
    edition: Edition
    dataset: Dataset
    why: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._prints = Fingerprints(self.workspace, self.dataset.as_of(self.edition.year))
        self._recipes = Recipes(self.workspace, self.edition, self._prints)
        self._store = ResultStore(self.workspace, self.edition)
        self._recipe_of: dict[str, dict[str, Any]] = {}

    @property
    def folder(self) -> Path:
        """Where the edition's results are kept."""
        return self._store.folder

    @no_collection()
    def taken(self, target: Path) -> list[RunResult]:
        """Write the results that still hold to a folder.

        Returns
        -------
        list of RunResult
            One for each run that need not be executed.
        """
        results = []
        for run in self.edition.runs:
            if (held := self._holding(run)) is not None:
                stored, content = held
                path = target / f"{run.name}.ipynb"
                self._write(stored, content, run, path)
                self._store.use(stored)
                results.append(RunResult(run, path, 0.0, reused=True))
        return results

    @no_collection()
    def keep(self, result: RunResult) -> None:
        """Store the result of a run that was executed without failure and told what it read."""
        if result.failure is None and result.reads is not None and not result.reused:
            reads = self._prints.rested_on(result.reads)
            words = self._recipes.words(result.run)
            self._store.keep(result.run, result.path, self._recipe(result.run), reads, words)

    def _recipe(self, run: NotebookRun) -> dict[str, Any]:
        if run.name not in self._recipe_of:
            self._recipe_of[run.name] = self._recipes.of(run)
        return self._recipe_of[run.name]

    def _holding(self, run: NotebookRun) -> tuple[StoredResult, bytes] | None:
        """The stored result that still holds, and its notebook; else it is noted why there is none."""
        reasons: list[str] = []
        for stored in self._store.results(run):
            changes = self._changes(stored, run)
            if not changes:
                if (content := stored.content()) is not None:
                    self.why[run.name] = "nothing changed; the result was used again"
                    return stored, content
                changes = ["the stored result was altered or is gone"]
            reasons = reasons or changes
        self.why[run.name] = _worded(reasons) if reasons else "there is no earlier result"
        return None

    def _changes(self, stored: StoredResult, run: NotebookRun) -> list[str]:
        changes = list(recipe_changes(stored.record["recipe"], self._recipe(run)))
        changes += self._prints.changes(stored.record["reads"])
        return list(dict.fromkeys(changes))

    def _write(self, stored: StoredResult, content: bytes, run: NotebookRun, path: Path) -> None:
        if stored.record["words"] == self._recipes.words(run):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            return
        executed = nbformat.reads(content.decode(), as_version=4)  # type: ignore[no-untyped-call]
        template = read_template(self.workspace.root / run.template)
        write_notebook(renewed(executed, template), path)


def _worded(reasons: Sequence[str]) -> str:
    told = "; ".join(reasons[:_REASONS_TOLD])
    return f"{told}; and {len(reasons) - _REASONS_TOLD} more" if len(reasons) > _REASONS_TOLD else told
