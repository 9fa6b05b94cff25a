"""The editions before a build: each must still be the one that the build's chain names.

Takes the manifest's chain and the builds that lie at hand. An earlier edition is intact if its manifest has
the SHA-256 that the chain names, and its files those that its manifest lists. Its inputs aren't looked at:
workbooks go on after an edition is published.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assessbook.archive.chain import EarlierBuild, Link, builds_below, chain_after, links_of
from assessbook.ledger.files import FORMER, MANIFEST
from assessbook.verification.manifest_check import check_outputs, read_manifest
from assessbook.verification.report import Findings


@dataclass
class ChainOutcome:
    """How the links of a chain fared.

    Parameters
    ----------
    intact : list
        Editions whose build was found unaltered.
    replaced : list
        Editions whose build is gone because a later build of the same edition took its place.
    absent : list
        Editions whose build wasn't found.
    """

    intact: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """A line for people; empty for a build without a chain."""
        parts = [
            f"{len(names)} {what}"
            for names, what in (
                (self.intact, "intact"),
                (self.replaced, "replaced by a later build"),
                (self.absent, "not at hand"),
            )
            if names
        ]
        return f"earlier editions in the chain: {', '.join(parts)}" if parts else ""


def check_chain(
    build: Path, shown: Callable[[Path], str], chain_folder: Path | None, findings: Findings
) -> ChainOutcome:
    """Check the editions that a build's chain names.

    Parameters
    ----------
    build : Path
        Folder of the build.
    shown : callable
        How paths are shown.
    chain_folder : Path, optional
        Where every earlier build must be found, on any of the next three levels. When left out, those are
        looked at that lie beside the build in the folder of their year, and none has to be there.
    """
    outcome, file = ChainOutcome(), f"{shown(build)}/{MANIFEST}"
    try:
        content: Any = json.loads((build / MANIFEST).read_text(encoding="utf-8"))
        edition, chain = str(content["edition"]), links_of(content)
        kept = build / FORMER
        expected = chain_after(kept if kept.is_dir() else None)
    except (OSError, ValueError, LookupError, TypeError) as error:
        findings.add(file, "chain", "readable", str(error))
        return outcome
    if chain != expected:
        findings.add(file, "chain", _worded(expected), _worded(chain))
    if not chain:
        return outcome
    folders = builds_below(chain_folder) if chain_folder else _beside(build, chain)
    others = [other for other in folders if other.folder.resolve() != build.resolve()]
    named = {link.manifest for link in chain}
    for place, link in enumerate(chain):
        found = next((other for other in others if other.link == link), None)
        doubtful = [
            other
            for other in others
            if other.link.edition == link.edition and other.link.manifest not in named
        ]
        if found:
            before = len(findings.sorted())
            _check_build(found, shown(found.folder), chain[:place], findings)
            if len(findings.sorted()) == before:
                outcome.intact.append(link.edition)
        elif link.edition in (edition, *(later.edition for later in chain[place + 1 :])):
            outcome.replaced.append(link.edition)
        elif doubtful:
            for other in doubtful:
                _not_that_one(other, shown(other.folder), link, findings)
        else:
            outcome.absent.append(link.edition)
            if chain_folder:
                where = shown(chain_folder)
                findings.add(where, f"earlier edition {link.edition}", link.manifest, "not in this folder")
    return outcome


def _beside(build: Path, chain: Sequence[Link]) -> list[EarlierBuild]:
    years = dict.fromkeys(link.edition.rpartition("/")[2] for link in chain)
    folders = [build.parent / year for year in years if year]
    return [found for folder in folders if folder.is_dir() for found in builds_below(folder)]


def _check_build(found: EarlierBuild, shown: str, before: tuple[Link, ...], findings: Findings) -> None:
    """The files of an earlier build whose manifest is the one that the chain names."""
    manifest = read_manifest(found.folder, shown, findings)
    check_outputs(found.folder, shown, manifest, findings)
    try:
        own = links_of(manifest.content)
    except ValueError:
        own = ()
    if own != before:
        findings.add(f"{shown}/{MANIFEST}", "chain", _worded(before), _worded(own))


def _not_that_one(found: EarlierBuild, shown: str, link: Link, findings: Findings) -> None:
    """An earlier edition that was altered, or made anew, after a later one was built on it."""
    file = f"{shown}/{MANIFEST}"
    findings.add(file, f"earlier edition {link.edition}", link.manifest, found.link.manifest)
    check_outputs(found.folder, shown, read_manifest(found.folder, shown, findings), findings)


def _worded(chain: Sequence[Link]) -> str:
    return ", ".join(f"{link.edition} {link.manifest}" for link in chain) or "no earlier edition"
