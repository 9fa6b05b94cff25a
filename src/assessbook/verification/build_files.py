"""The files of a build, parsed: pages, executed notebooks, what else a check asks for.

A file that can't be parsed is a finding, and left out. What was parsed is kept by SHA-256, so that the same
build is verified again in a fraction of the time. A file that takes long can be parsed ahead, in a process of
its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any, TypeVar

from lxml import etree, html
from lxml.html import HtmlElement

from assessbook.verification.ledger_file import Damaged
from assessbook.verification.report import Findings

Parsed = TypeVar("Parsed")


class BuildFiles:
    """Reads the files of a build.

    Parameters
    ----------
    root, build : Path
        Root of the workspace, and folder of the build.
    shown : str
        The build's folder as shown.
    hashes : mapping
        File as shown -> its SHA-256, of those that the manifest lists.
    parsed : dict
        Keeps what was parsed, by SHA-256.
    """

    def __init__(
        self,
        root: Path,
        build: Path,
        shown: str,
        hashes: Mapping[str, str],
        parsed: dict[str, Any],
        findings: Findings,
    ) -> None:
        self._root, self._build, self._shown = root, build, shown
        self._hashes, self._parsed, self._findings = hashes, parsed, findings
        self._begun: dict[str, Future[Any]] = {}

    def begin(self, pool: Executor, name: str, parse: Callable[[bytes], Parsed]) -> None:
        """Begin to parse a file of the build ahead; `output` with the same name waits for it."""
        path, shown = self._build / name, f"{self._shown}/{name}"
        if path.is_file() and self._hashes.get(shown, "") not in self._parsed:
            self._begun[shown] = pool.submit(_read, path, parse)

    def page_file(self, page: str) -> str:
        """A page's file as shown, by its name without ending."""
        return f"{self._shown}/html/{page}.html"

    def notebook_file(self, name: str) -> str:
        """A notebook's file as shown, by its name without ending."""
        return f"{self._shown}/notebooks/{name}.ipynb"

    def pages(self) -> dict[str, HtmlElement]:
        """All pages of the book by name without ending."""
        return self._all("html", "html", html.document_fromstring)

    def notebooks(self) -> dict[str, Any]:
        """All executed notebooks by name without ending."""
        return self._all("notebooks", "ipynb", json.loads)

    def output(self, name: str, parse: Callable[[bytes], Parsed]) -> Parsed | None:
        """A file of the build, by its name; None where it isn't there or can't be parsed."""
        path = self._build / name
        return self._kept(path, f"{self._shown}/{name}", parse) if path.is_file() else None

    def template(self, name: str) -> Any:
        """A template of the workspace; None where it is missing or damaged, which its hash says already."""
        path = self._root / name
        return self._kept(path, name, json.loads) if path.is_file() else None

    def _all(self, folder: str, ending: str, parse: Callable[[bytes], Parsed]) -> dict[str, Parsed]:
        found = {}
        for path in sorted((self._build / folder).rglob(f"*.{ending}")):
            file = path.relative_to(self._build).as_posix()
            content = self._kept(path, f"{self._shown}/{file}", parse)
            if content is not None:
                found[file.removeprefix(f"{folder}/").removesuffix(f".{ending}")] = content
        return found

    def _kept(self, path: Path, shown: str, parse: Callable[[bytes], Parsed]) -> Parsed | None:
        key = self._hashes.get(shown, "")
        if key and key in self._parsed:
            kept: Parsed = self._parsed[key]
            return kept
        try:
            begun = self._begun.pop(shown, None)
            found = begun.result() if begun else _read(path, parse)
        except (ValueError, etree.LxmlError, Damaged) as error:
            self._findings.add(shown, "file", "readable", f"it can't be read: {error}")
            return None
        if key:
            self._parsed[key] = found
        return found


def _read(path: Path, parse: Callable[[bytes], Parsed]) -> Parsed:
    return parse(path.read_bytes())
