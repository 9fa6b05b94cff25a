"""What the catalogues of a language lack for an edition, and what in them is no longer said anywhere.

    python scripts/messages.py params/jilin-2016/2016.yaml [--lang en] [--write params/jilin-2016/en.po]

Lists the texts of the programme's plan, register, definitions and edition, and of the templates it uses, that
the catalogues don't know; with --write they are added to a catalogue, untranslated, for a translator to fill in.
Messages that no source holds any more are listed too. What only a build can meet (texts put together from
several) `assessbook build --lang en` names. Exit status 1 where something is missing or obsolete.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from assessbook.core.catalogue import Catalogue
from assessbook.core.catalogue_files import catalogue_paths, load_catalogue, read_messages
from assessbook.core.chinese_marks import HAN
from assessbook.core.message_patterns import pieces_of
from assessbook.core.messages import Language
from assessbook.core.quick_yaml import quickly_read
from assessbook.core.workspace import Workspace, real_programme
from assessbook.editions.parameters import load_edition

_TOLD_KEYS = frozenset(
    {
        "name", "title", "subtitle", "issuing_office", "document", "definition", "note", "shows", "reporter",
        "recipient", "consequence", "text", "basis", "caveat", "citation",
    }
)  # fmt: skip
_MOST_PARTS = 3
"""Of how many pieces of code a message may be put together and still be found in it."""
_BOOK = ("*.md", "_config.yml", "_templates/*.html")


def texts_of(workspace: Workspace, edition: Path) -> Iterator[tuple[str, str]]:
    """Every text of an edition's own files that readers are shown, and where it stands."""
    loaded = load_edition(workspace, edition)
    programme = loaded.programme
    files = [
        *workspace.path("params", real_programme(programme)).glob("*.yaml"),
        *workspace.programme_folder("data", programme).glob("*.yaml"),
    ]
    other = {path for path in files if path.stem.isdecimal() and path.stem != str(loaded.year)}
    for path in sorted({*files} - other):
        content = quickly_read(path.read_text(encoding="utf-8"))
        yield from ((text, workspace.shown(path)) for text in _yaml_texts(content))
    for template in sorted({run.template for run in loaded.runs}):
        notebook = json.loads(workspace.root.joinpath(template).read_text(encoding="utf-8"))
        yield from ((text, template.as_posix()) for text in _notebook_texts(notebook))


def lacking(catalogue: Catalogue, texts: Iterator[tuple[str, str]]) -> dict[str, str]:
    """The texts that the catalogue doesn't know, each once, and where it stands first."""
    found: dict[str, str] = {}
    for text, place in texts:
        if HAN.search(text) and catalogue.known(text) is None:
            found.setdefault(text, place)
    return found


def obsolete(workspace: Workspace, paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Messages of some catalogue files whose words stand in no source any more: file and message."""
    corpus = "\n".join(dict.fromkeys(run for source in _sources(workspace) for run in _runs(source)))
    for path in paths:
        for message in read_messages(path, workspace.shown(path)):
            words = [run for piece in pieces_of(message)[0] for run in _runs(piece)]
            if not all(_is_said(word, corpus) for word in words):
                yield workspace.shown(path), message


def _runs(piece: str) -> list[str]:
    """The words of a piece between marks: code joins clauses that a catalogue has as one."""
    return re.findall(r"[\u3400-\u9fff]+", piece)


def _is_said(words: str, corpus: str, parts: int = _MOST_PARTS) -> bool:
    """Whether some words stand in the sources, in one piece or put together from few."""
    if words in corpus:
        return True
    if parts == 1:
        return False
    return any(
        words[:end] in corpus and _is_said(words[end:], corpus, parts - 1)
        for end in range(len(words) - 1, 0, -1)
    )


def _sources(workspace: Workspace) -> Iterator[str]:
    patterns = ("src/assessbook/**/*.py", "notebooks/*.ipynb", "params/**/*.yaml", "data/**/*.yaml")
    for pattern in (*patterns, *(f"book/**/{each}" for each in _BOOK)):
        for path in sorted(workspace.root.glob(pattern)):
            yield path.read_text(encoding="utf-8")
    for path in sorted(workspace.path("data").rglob("*.xlsx")):
        from openpyxl import load_workbook

        for sheet in load_workbook(path, read_only=True).worksheets:
            yield "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)


def _yaml_texts(content: Any) -> Iterator[str]:
    if isinstance(content, dict):
        named = isinstance(content.get("english"), str)
        for key, value in content.items():
            if isinstance(value, str):
                if key in _TOLD_KEYS and not (named and key == "name"):
                    yield value
            else:
                yield from _yaml_texts(value)
    elif isinstance(content, list):
        for part in content:
            yield from _yaml_texts(part)


def _notebook_texts(notebook: Any) -> Iterator[str]:
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            for line in re.split(r"\n+", source):
                yield re.sub(r"^(?:#+|-)\s+", "", line)
        elif cell["cell_type"] == "code":
            code = ast.parse(source)
            told = [node for node in ast.walk(code) if isinstance(node, ast.Constant)]
            docstrings = {id(node.value) for node in ast.walk(code) if isinstance(node, ast.Expr)}
            yield from (
                node.value for node in told if isinstance(node.value, str) and id(node) not in docstrings
            )


def write_missing(path: Path, texts: dict[str, str]) -> None:
    """Add texts to a catalogue file, untranslated; what is there stays."""
    catalogue = Catalog(locale="en")
    if path.is_file():
        with path.open("rb") as stream:
            catalogue = read_po(stream)
    for text, place in texts.items():
        catalogue.add(text, locations=[(place, 0)])
    with path.open("wb") as stream:
        write_po(stream, catalogue, width=110)


def main() -> int:
    """Read the command line, list what was found, and add it to a catalogue where that was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("edition", type=Path)
    parser.add_argument("--lang", default="en")
    parser.add_argument("--write", type=Path, metavar="FILE")
    asked = parser.parse_args()
    workspace = Workspace.find()
    programme = load_edition(workspace, asked.edition).programme
    language: Language = "en" if asked.lang == "en" else "zh"
    catalogue = load_catalogue(workspace, programme, language)
    missing = {} if catalogue is None else lacking(catalogue, texts_of(workspace, asked.edition))
    stale = list(obsolete(workspace, catalogue_paths(workspace, programme, language)))
    for text, place in missing.items():
        print(f"{place}: {text}")
    for file, message in stale:
        print(f"{file}: no longer said anywhere: {message}")
    print(f"{len(missing)} texts missing, {len(stale)} messages obsolete")
    if asked.write:
        write_missing(asked.write, missing)
    return 1 if missing or stale else 0


if __name__ == "__main__":
    sys.exit(main())
