"""Builds of two files, with a manifest, and the links of a chain between them."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any


def digest(path: Path) -> str:
    return "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()


def make_build(folder: Path, edition: str, since: Path | None = None, text: str = "page") -> Path:
    """A build as far as chains and signatures look at it; `since` is the former build."""
    (folder / "html").mkdir(parents=True)
    (folder / "html/index.html").write_text(f"{text} of {edition}\n", encoding="utf-8")
    chain: list[dict[str, str]] = []
    if since:
        (folder / "former").mkdir()
        shutil.copy(since / "manifest.json", folder / "former/manifest.json")
        before: Any = json.loads((since / "manifest.json").read_text(encoding="utf-8"))
        chain = [
            *before["chain"],
            {"edition": before["edition"], "manifest": digest(since / "manifest.json")},
        ]
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    seal(
        folder,
        {
            "schema": 3,
            "edition": edition,
            "chain": chain,
            "outputs": {path.relative_to(folder).as_posix(): digest(path) for path in files},
        },
    )
    return folder


def seal(folder: Path, manifest: dict[str, Any]) -> None:
    """Write a manifest and its digest."""
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    line = f"{digest(folder / 'manifest.json').removeprefix('sha256:')}  manifest.json\n"
    (folder / "manifest.json.sha256").write_text(line, encoding="utf-8")


def three_editions(folder: Path) -> tuple[Path, Path, Path]:
    """The editions of 2015, 2016 and 2017, each made since the one before."""
    first = make_build(folder / "2015", "x/2015")
    second = make_build(folder / "2016", "x/2016", first)
    return first, second, make_build(folder / "2017", "x/2017", second)
