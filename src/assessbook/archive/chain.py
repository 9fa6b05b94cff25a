"""The chain of a programme's editions: each manifest names the manifests of all editions before it.

A link is an edition and the SHA-256 of its manifest, which in turn holds the SHA-256 of its files. A build
made with ``--since`` takes over the links of the former build and adds one for that build itself. So an
edition that is altered afterwards no longer fits any of the later ones.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assessbook.core.workspace import sha256_of
from assessbook.ledger.files import MANIFEST

_DEPTH = 3


@dataclass(frozen=True)
class Link:
    """One edition in a chain.

    Parameters
    ----------
    edition : str
        ``jiaohe-2016/2015``.
    manifest : str
        ``sha256:…`` of its manifest.
    """

    edition: str
    manifest: str


@dataclass(frozen=True)
class EarlierBuild:
    """A build found in a folder: where, and its own link."""

    folder: Path
    link: Link


def links_of(manifest: Mapping[str, Any]) -> tuple[Link, ...]:
    """The links a manifest holds, oldest first; none in a manifest without a chain.

    Raises
    ------
    ValueError
        If what stands there isn't a chain.
    """
    entries = manifest.get("chain", [])
    try:
        return tuple(Link(str(entry["edition"]), str(entry["manifest"])) for entry in entries)
    except (TypeError, LookupError):
        raise ValueError("not a list of editions with the SHA-256 of their manifests") from None


def chain_after(former: Path | None) -> tuple[Link, ...]:
    """The chain of a build that follows a former one.

    Parameters
    ----------
    former : Path or None
        Folder that holds the former build's manifest, or none for the first edition of a chain.

    Raises
    ------
    OSError, ValueError
        If that manifest can't be read.
    """
    if former is None:
        return ()
    content = json.loads((former / MANIFEST).read_text(encoding="utf-8"))
    return (*links_of(content), Link(str(content["edition"]), f"sha256:{sha256_of(former / MANIFEST)}"))


def as_json(chain: Iterable[Link]) -> list[dict[str, str]]:
    """The chain as manifests hold it."""
    return [asdict(link) for link in chain]


def builds_below(folder: Path) -> list[EarlierBuild]:
    """Every build in a folder and in the folders of the next levels, by path; what a build holds is left out.

    A manifest that can't be read still makes a build, of an edition without a name.
    """
    return [EarlierBuild(path, _link_of(path)) for path in _build_folders(folder, _DEPTH)]


def _build_folders(folder: Path, depth: int) -> Iterator[Path]:
    if (folder / MANIFEST).is_file():
        yield folder
    elif depth:
        for path in sorted(folder.iterdir()):
            if path.is_dir() and not path.name.startswith("."):
                yield from _build_folders(path, depth - 1)


def _link_of(folder: Path) -> Link:
    digest = f"sha256:{sha256_of(folder / MANIFEST)}"
    try:
        return Link(str(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["edition"]), digest)
    except (ValueError, LookupError, TypeError):
        return Link("", digest)
