"""Executed notebooks kept below `build/`, each with the record of what it rested on.

One folder for each run, `build/.results/<programme>/<year>/<run>/`, with a few results in it: the latest, and
those before it, so that going back to an earlier parameter or workbook finds its result again. Everything
in there can be deleted at any time; it is made anew by the next build.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assessbook.core.kept_bytes import write_whole
from assessbook.core.workspace import Workspace, sha256_of
from assessbook.editions.edition import Edition, NotebookRun

_KEPT = 4


@dataclass(frozen=True)
class StoredResult:
    """A result of an earlier run.

    Parameters
    ----------
    record : dict
        Its recipe, what it read, and the SHA-256 of the notebook and of its template's file.
    path : Path
        The executed notebook.
    """

    record: dict[str, Any]
    path: Path

    def content(self) -> bytes | None:
        """The notebook, if it is the one that was stored."""
        with suppress(OSError):
            content = self.path.read_bytes()
            if hashlib.sha256(content).hexdigest() == self.record["notebook"]:
                return content
        return None


class ResultStore:
    """The stored results of an edition's runs."""

    def __init__(self, workspace: Workspace, edition: Edition) -> None:
        self.folder = workspace.path("build", ".results", edition.programme, str(edition.year))

    def results(self, run: NotebookRun) -> Iterator[StoredResult]:
        """The results of a run, the latest first; a record that can't be read is passed over."""
        for path in self._records(run):
            with suppress(OSError, ValueError):
                record = json.loads(path.read_text(encoding="utf-8"))
                if isinstance(record, dict) and {"recipe", "reads", "words", "notebook"} <= set(record):
                    yield StoredResult(record, path.with_suffix(".ipynb"))

    def keep(
        self, run: NotebookRun, executed: Path, recipe: dict[str, Any], reads: dict[str, Any], words: str
    ) -> None:
        """Store a result; the oldest ones of the run go. `words`: the SHA-256 of its template's file."""
        folder = self._folder_of(run)
        folder.mkdir(parents=True, exist_ok=True)
        record = {"recipe": recipe, "reads": reads, "words": words, "notebook": sha256_of(executed)}
        text = json.dumps(record, ensure_ascii=False, sort_keys=True)
        name = hashlib.sha256(text.encode()).hexdigest()[:16]
        # The record last: one without its notebook would be a damaged result.
        write_whole(folder / f"{name}.ipynb", executed.read_bytes())
        write_whole(folder / f"{name}.json", text.encode())
        for old in self._records(run)[_KEPT:]:
            old.unlink(missing_ok=True)
            old.with_suffix(".ipynb").unlink(missing_ok=True)

    def use(self, result: StoredResult) -> None:
        """Make a result the latest, for the next comparison."""
        with suppress(OSError):
            os.utime(result.path.with_suffix(".json"))

    def _records(self, run: NotebookRun) -> list[Path]:
        found = self._folder_of(run).glob("*.json")
        return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)

    def _folder_of(self, run: NotebookRun) -> Path:
        return self.folder / run.name.replace("/", "~")
