"""The catalogues of a language, read: interface, notebooks, definitions, programme; each in its own file.

    src/assessbook/locale/en/LC_MESSAGES/assessbook.po   texts of the package
    notebooks/en.po                                      texts of the templates
    data/en.po, params/<programme>/en.po                 shared definitions; the programme's own texts

Names that a definition gives in English itself (`english:` beside `name:`) need no entry; where there is one,
it is taken, so that a catalogue can word a name better. A later file goes before an earlier one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from assessbook.core import reads
from assessbook.core.catalogue import Catalogue
from assessbook.core.messages import CHINESE, Language
from assessbook.core.problems import InputError, Problem
from assessbook.core.quick_yaml import quickly_read
from assessbook.core.workspace import Workspace, real_programme

_PACKAGE = Path(__file__).resolve().parents[1] / "locale"
_DEFINITIONS = ("measures.yaml", "items.yaml", "regions.yaml", "entry_measures.yaml")


def catalogue_paths(workspace: Workspace, programme: str, language: Language) -> list[Path]:
    """The catalogue files of a language that are there, in the order in which they are read."""
    return [path for path in _places(workspace, programme, language) if path.is_file()]


def _places(workspace: Workspace, programme: str, language: Language) -> list[Path]:
    """Where catalogues are looked for."""
    if language == CHINESE:
        return []
    real, file = real_programme(programme), f"{language}.po"
    paths = [
        _PACKAGE / language / "LC_MESSAGES" / "assessbook.po",
        workspace.path("notebooks", file),
        workspace.path("data", file),
        workspace.path("params", real, file),
        workspace.programme_folder("params", programme) / file,
    ]
    return list(dict.fromkeys(paths))


def load_catalogue(workspace: Workspace, programme: str, language: Language) -> Catalogue | None:
    """The messages for a programme's report in a language; None for Chinese, which needs none.

    Raises
    ------
    InputError
        If a catalogue can't be read.
    """
    if language == CHINESE:
        return None
    messages: dict[str, str] = {}
    counted: dict[str, tuple[str, str]] = {}
    for path in _definition_paths(workspace, programme):
        messages.update(_names_in(path, path.stat().st_mtime_ns))
    paths = catalogue_paths(workspace, programme, language)
    if (notes := reads.noting()) is not None:
        # Also where this process has read them before, and also those that aren't there yet.
        notes.files.update(_places(workspace, programme, language))
    for path in paths:
        texts, units = _read(path, workspace.shown(path), path.stat().st_mtime_ns)
        messages.update(texts)
        counted.update(units)
    return Catalogue(messages, counted)


def read_messages(path: Path, shown: str) -> dict[str, str]:
    """The translated messages of one catalogue file; units that are counted stand under their own text.

    Raises
    ------
    InputError
        If the file can't be read.
    """
    texts, units = _read(path, shown, path.stat().st_mtime_ns)
    return {**texts, **{symbol: many for symbol, (_, many) in units.items()}}


@lru_cache(maxsize=16)
def _read(path: Path, shown: str, state: int) -> tuple[Mapping[str, str], Mapping[str, tuple[str, str]]]:
    # Imported only here: Chinese reports need no catalogue.
    from babel.messages.pofile import PoFileError, read_po

    try:
        with path.open("rb") as stream:
            catalogue = read_po(stream, abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise InputError([Problem(shown, f"the catalogue can't be read: {error}")]) from None
    texts: dict[str, str] = {}
    counted: dict[str, tuple[str, str]] = {}
    for message in catalogue:
        if isinstance(message.id, tuple) and isinstance(message.string, tuple):
            if all(message.string):
                counted[message.id[0]] = (str(message.string[0]), str(message.string[1]))
        elif message.id and message.string and not message.fuzzy:
            texts[str(message.id)] = str(message.string)
    return texts, counted


def _definition_paths(workspace: Workspace, programme: str) -> Iterator[Path]:
    data = workspace.path("data")
    folders = [data, data / "reference", data / real_programme(programme)]
    folders.append(workspace.programme_folder("data", programme))
    paths = [folder / name for folder in dict.fromkeys(folders) for name in _DEFINITIONS]
    paths.append(workspace.path("params", real_programme(programme), "plan.yaml"))
    yield from (path for path in paths if path.is_file())


@lru_cache(maxsize=64)
def _names_in(path: Path, state: int) -> Mapping[str, str]:
    """Chinese name -> English name, of everything in a file of definitions that has both."""
    return dict(_pairs(quickly_read(path.read_text(encoding="utf-8"))))


def _pairs(content: Any) -> Iterator[tuple[str, str]]:
    if isinstance(content, dict):
        if isinstance(content.get("name"), str) and isinstance(content.get("english"), str):
            yield content["name"], content["english"]
        for part in content.values():
            yield from _pairs(part)
    elif isinstance(content, list):
        for part in content:
            yield from _pairs(part)
