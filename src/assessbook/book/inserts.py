"""The HTML of a book's pages, set apart before Sphinx reads them and put in again when it has written them.

Tables, charts and sentences are HTML already, and Sphinx would only copy them from the source to the page. Without
them it has little to read, and where nothing but numbers changed, nothing has changed for it. Every block leaves
a mark in its place; the finished pages, and the search index, are those that Sphinx would have written.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from assessbook.book.search_index import PageTerms, add_terms
from assessbook.core.kept_bytes import NOTHING_KEPT, KeptBytes

_BLANK_LINES = re.compile(r"(\n[ \t]*\n)")
_BEGINS_BLOCK = re.compile(r"<(?:div|figure|table|details)[\s>]")
"""What begins a block of HTML in Markdown, which goes on to the next blank line."""
_FENCE = "```"
_MARK = re.compile(r"<!--insert ([0-9]+)[^>]*-->")
# What the page's template chooses scripts by stays visible in the mark.
_TELLING = ('class="figure"', "sorted-table")


class Inserts:
    """The blocks of a site's pages."""

    def __init__(self) -> None:
        self._blocks: dict[str, list[str]] = {}

    def set_apart(self, source: Path, target: Path) -> None:
        """Copy a source folder, with marks in the places of the blocks.

        Limitations
        -----------
        Markdown pages that hold fenced code are copied as they are.
        """
        shutil.copytree(source, target)
        for path in sorted(target.rglob("*.ipynb")):
            notebook = json.loads(path.read_text(encoding="utf-8"))
            _from_notebook(notebook, self._keeper(target, path))
            text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True)
            path.write_text(f"{text}\n", encoding="utf-8")
        for path in sorted(target.rglob("*.md")):
            text = path.read_text(encoding="utf-8")
            path.write_text(_from_markdown(text, self._keeper(target, path)), encoding="utf-8")

    def put_in(self, site: Path, kept_terms: KeptBytes = NOTHING_KEPT) -> None:
        """Put the blocks into the pages that Sphinx wrote, and their words into its search index.

        Parameters
        ----------
        site : Path
            Folder of the pages.
        kept_terms : KeptBytes
            The words of blocks of earlier builds; it has those of these blocks afterwards.
        """
        for page, blocks in self._blocks.items():
            path = site / f"{page}.html"
            text = path.read_text(encoding="utf-8")
            path.write_text(_MARK.sub(lambda mark: blocks[int(mark[1])], text), encoding="utf-8")  # noqa: B023
        terms = PageTerms(kept_terms)
        add_terms(site / "searchindex.js", {page: terms.of(blocks) for page, blocks in self._blocks.items()})
        terms.keep_only_used()

    def _keeper(self, folder: Path, path: Path) -> Callable[[str], str]:
        """What keeps a block of a page and gives its mark."""
        page = path.relative_to(folder).with_suffix("").as_posix()

        def keep(block: str) -> str:
            blocks = self._blocks.setdefault(page, [])
            blocks.append(block)
            words = [word for word in _TELLING if word in block]
            return f"<!--insert {' '.join([str(len(blocks) - 1), *words])}-->"

        return keep


def _from_notebook(notebook: Mapping[str, Any], keep: Callable[[str], str]) -> None:
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = _from_markdown("".join(cell["source"]), keep)
        for output in cell.get("outputs", ()):
            if (block := output.get("data", {}).get("text/html")) is not None:
                output["data"]["text/html"] = keep("".join(block))


def _from_markdown(text: str, keep: Callable[[str], str]) -> str:
    if _FENCE in text:
        return text
    return "".join(_kept_parts(_BLANK_LINES.split(text), keep))


def _kept_parts(parts: Sequence[str], keep: Callable[[str], str]) -> Iterator[str]:
    for part in parts:
        if _BEGINS_BLOCK.match(part):
            # The end of the last line of all isn't the block's: a mark ends with its line.
            block = part.rstrip("\n")
            yield keep(block) + part[len(block) :]
        else:
            yield part
