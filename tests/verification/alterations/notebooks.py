"""Alterations of executed notebooks."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random
from typing import Any

from tests.integration.books import Book
from tests.verification.alterations.single import Done, choose, other_digit, text_of, told

BLOCK = "application/vnd.assessbook.block+json"


def _notebook(book: Book, random: Random) -> tuple[Path, dict[str, Any], list[dict[str, Any]]]:
    path = choose(book.build, "notebooks/**/*.ipynb", random, '"derivation"')
    content = json.loads(text_of(path))
    blocks = [output["data"] for cell in content["cells"] for output in cell.get("outputs", ())]
    return path, content, [block for block in blocks if BLOCK in block and block[BLOCK]["figures"]]


def _written(path: Path, content: dict[str, Any]) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def notebook_figure(book: Book, random: Random) -> Done:
    """A value, a text, a formula or a derivation that a notebook recorded."""
    path, content, blocks = _notebook(book, random)
    figure = random.choice(random.choice(blocks)[BLOCK]["figures"])
    entry, key = random.choice(
        [(figure, "value"), (figure, "text"), (figure, "formula"), (figure["derivation"], "value")]
    )
    was = entry[key]
    entry[key] = was + 1 if isinstance(was, float) else other_digit(was, random)
    _written(path, content)
    return Done(path, figure["figure"], told(was), told(entry[key]))


def notebook_preview(book: Book, random: Random) -> Done:
    """A digit of a figure in a preview."""
    path, content, blocks = _notebook(book, random)
    data = random.choice(blocks)
    text = "".join(data["text/html"])
    pattern = r'<span class="figure" data-figure="(?P<figure>[^"]+)" title="[^"]*">(?P<value>[^<]+)</span>'
    match = random.choice(list(re.finditer(pattern, text)))
    value = other_digit(match["value"], random)
    text = text[: match.start("value")] + value + text[match.end("value") :]
    data["text/html"] = text.splitlines(keepends=True)
    _written(path, content)
    return Done(path, match["figure"], match["value"], value)


def notebook_code(book: Book, random: Random) -> Done:
    """A digit in the code of a cell."""
    path, content, _ = _notebook(book, random)
    hidden = "injected-parameters"
    cells = [
        cell
        for cell in content["cells"]
        if cell["id"] != hidden
        and cell["cell_type"] == "code"
        and re.search("[0-9]", "".join(cell["source"]))
    ]
    cell = random.choice(cells)
    cell["source"] = other_digit("".join(cell["source"]), random).splitlines(keepends=True)
    _written(path, content)
    return Done(path)


def notebook_parameter(book: Book, random: Random) -> Done:
    """A parameter in a notebook's metadata."""
    path, content, _ = _notebook(book, random)
    parameters = content["metadata"]["papermill"]["parameters"]
    name = random.choice(sorted(parameters))
    was = json.dumps(parameters[name], ensure_ascii=False)
    now = other_digit(was, random) if re.search("[0-9]", was) else f'{was[:-1]}x"'
    parameters[name] = json.loads(now)
    _written(path, content)
    return Done(path, "", was, now)
