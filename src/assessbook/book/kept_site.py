"""The site that Sphinx wrote last time, kept so that only changed pages are written anew.

A page written anew gives the same bytes as in a site written from nothing, as long as nothing changed that
Sphinx puts on other pages as well: the list of pages, their headings, the shell. If anything of that changed,
or the kept files aren't those that were kept, the whole site is written. Only one build at a time uses a kept
site; another one writes its own from nothing.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from assessbook.core.workspace import sha256_of

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows has no such locks, and so no kept sites
    fcntl = None  # type: ignore[assignment]

_PAGES = (".ipynb", ".md")
_HEADING = re.compile(r"^#{1,6}\s.*$|^\([^)\s]+\)=\s*$", re.MULTILINE)
_SEARCH_INDEX = ("Search.setIndex(", ")")


class KeptSite:
    """A folder with the sources, the doctrees and the pages of the last run.

    Parameters
    ----------
    folder : Path
        Where they are kept; made when needed.
    made_by : mapping
        What else decides the pages: package, libraries. As JSON.
    """

    def __init__(self, folder: Path, made_by: dict[str, Any]) -> None:
        self._folder = folder.resolve()
        self._made_by = made_by
        self.source, self.pages = self._folder / "source", self._folder / "html"
        self.doctrees = self._folder / "doctrees"

    @contextmanager
    def reserved(self) -> Iterator[bool]:
        """Whether the site is this build's alone for as long as the block runs."""
        if fcntl is None:
            yield False
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / "lock").open("w") as stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                yield False
                return
            yield True

    def renew(self, source: Path, write: Callable[[Path, Path, Path, bool], None]) -> Path:
        """Bring the site up to the state of a source folder.

        Parameters
        ----------
        source : Path
            The prepared source folder.
        write : callable
            Runs Sphinx: source, pages, doctrees, and whether it starts from nothing.

        Returns
        -------
        Path
            The folder of the pages, as Sphinx wrote them; to be copied, not changed.
        """
        changed = self._changed_pages(source)
        if changed == []:
            return self.pages
        (self._folder / "site.json").unlink(missing_ok=True)  # until all is written, there is no kept site
        if changed is None:
            for folder in (self.source, self.pages, self.doctrees):
                shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(source, self.source)
        for name in changed or ():
            shutil.copyfile(source / name, self.source / name)
        for path in (self.pages / "_static").glob("mystnb*.css"):
            path.unlink()  # Sphinx names its hash in every page if it is there beforehand
        write(self.source, self.pages, self.doctrees, changed is None)
        self._tidy_search_index()
        record = {"made_by": self._made_by, "files": _hashes(self._folder)}
        (self._folder / "site.json").write_text(json.dumps(record), encoding="utf-8")
        return self.pages

    def _changed_pages(self, source: Path) -> list[str] | None:
        """The pages to be written anew; None if the whole site is."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            record = json.loads((self._folder / "site.json").read_text(encoding="utf-8"))
            if record["made_by"] == self._made_by and record["files"] == _hashes(self._folder):
                before, now = _files(self.source), _files(source)
                changed = [name for name in now if name in before and _differ(before[name], now[name])]
                if set(before) == set(now) and all(
                    _only_its_own(before[name], now[name]) for name in changed
                ):
                    return changed
        return None

    def _tidy_search_index(self) -> None:
        """Words that no page holds any more stay in Sphinx's index; in a new one they aren't there."""
        path = self.pages / "searchindex.js"
        before, after = _SEARCH_INDEX
        text = path.read_text(encoding="utf-8")
        if not (text.startswith(before) and text.endswith(after)):
            return
        index = json.loads(text[len(before) : -len(after)])
        for name in ("terms", "titleterms"):
            index[name] = {word: places for word, places in index[name].items() if places != []}
        path.write_text(before + json.dumps(index, sort_keys=True) + after, encoding="utf-8")


def _only_its_own(before: Path, now: Path) -> bool:
    """Whether a changed file is a page whose headings, which other pages may show, are as they were."""
    return now.suffix in _PAGES and _headings(before) == _headings(now)


def _headings(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        notebook = json.loads(text)
        words = [
            "".join(output["data"].get("text/markdown", ""))
            for cell in notebook["cells"]
            for output in cell.get("outputs", [])
            if "data" in output
        ]
        text = "\n".join(
            ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown"] + words
        )
    return _HEADING.findall(text)


def _files(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def _differ(one: Path, other: Path) -> bool:
    return one.stat().st_size != other.stat().st_size or sha256_of(one) != sha256_of(other)


def _hashes(folder: Path) -> str:
    """One digest of all kept files."""
    lines = [
        f"{name} {sha256_of(path)}"
        for name, path in sorted(_files(folder).items())
        if name not in ("lock", "site.json")
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
