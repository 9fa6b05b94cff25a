"""The language of an edition's report: spoken while it is built, and nothing left untranslated.

A report goes out in one language whole or not at all: whatever was to be shown and stands in no catalogue is
told at once, each text with where it comes from.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from assessbook.core.catalogue_files import catalogue_paths, load_catalogue
from assessbook.core.messages import CHINESE, missing, speaking
from assessbook.core.problems import CheckFailed
from assessbook.core.workspace import Workspace
from assessbook.editions.edition import Edition
from assessbook.ledger.gather import blocks_of

P = ParamSpec("P")
Result = TypeVar("Result")


def in_its_language(
    build: Callable[Concatenate[Workspace, Edition, P], Result],
) -> Callable[Concatenate[Workspace, Edition, P], Result]:
    """A function of an edition that speaks the edition's language while it works."""

    @functools.wraps(build)
    def told(workspace: Workspace, edition: Edition, /, *args: P.args, **kwargs: P.kwargs) -> Result:
        catalogue = load_catalogue(workspace, edition.programme, edition.language)
        with speaking(catalogue):
            return build(workspace, edition, *args, **kwargs)

    return told


def require_translated(workspace: Workspace, edition: Edition, notebooks: Path) -> None:
    """Refuse a report of which something couldn't be told in its language.

    Parameters
    ----------
    notebooks : Path
        Folder of the executed notebooks, which note what they lacked.

    Raises
    ------
    CheckFailed
        With every text that is missing, and where it stands.
    """
    if edition.language == CHINESE:
        return
    found: dict[str, str] = {}
    for run in edition.runs:
        path = notebooks / f"{run.name}.ipynb"
        content = json.loads(path.read_text(encoding="utf-8"))
        for text, cell in _untranslated(content):
            found.setdefault(text, f"{run.template.as_posix()}, cell {cell}")
    for text in missing():
        found.setdefault(text, "the book, the PDF or the workbook")
    if not found:
        return
    listed = "\n".join(f"  {text}\n    from {place}" for text, place in found.items())
    count = f"{len(found)} text{'' if len(found) == 1 else 's'}"
    files = ", ".join(
        workspace.shown(path) for path in catalogue_paths(workspace, edition.programme, edition.language)
    )
    raise CheckFailed(
        f"{count} can't be told in this language ({edition.language}). Nothing was built.\n{listed}\n"
        f"Add them to a catalogue: a text of the programme to "
        f"{workspace.shown(workspace.programme_folder('params', edition.programme) / f'{edition.language}.po')}. "
        f"Read so far: {files}. How: docs/languages.md."
    )


def _untranslated(notebook: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for cell in notebook["cells"]:
        for record in blocks_of(cell):
            for text in record.get("untranslated", ()):
                yield text, cell["id"]
