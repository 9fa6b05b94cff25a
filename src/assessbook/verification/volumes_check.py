"""The volumes of an overview: each must still be the build that the overview's manifest names.

A volume is intact if its manifest has the SHA-256 that the overview names, and its files those that its own
manifest lists. Whether its figures follow from its sources is told by verifying the volume itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from assessbook.core.workspace import sha256_of
from assessbook.ledger.files import MANIFEST
from assessbook.verification.manifest_check import check_outputs, read_manifest
from assessbook.verification.report import Findings


def check_volumes(build: Path, shown: Callable[[Path], str], findings: Findings) -> str:
    """Check the volumes that a build's manifest names.

    Parameters
    ----------
    build : Path
        Folder of the overview's build.
    shown : callable
        How paths are shown.

    Returns
    -------
    str
        A few words for people; empty for a build without volumes.
    """
    try:
        options = json.loads((build / MANIFEST).read_text(encoding="utf-8"))["options"]
        volumes = [
            (str(each["edition"]), str(each["folder"]), str(each["manifest"]))
            for each in options.get("volumes", ())
        ]
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        findings.add(f"{shown(build)}/{MANIFEST}", "volumes", "readable", str(error))
        return ""
    intact = sum(
        _is_intact(build / folder, edition, digest, shown, findings) for edition, folder, digest in volumes
    )
    return f"{intact} of {len(volumes)} volumes intact" if volumes else ""


def _is_intact(
    folder: Path, edition: str, digest: str, shown: Callable[[Path], str], findings: Findings
) -> bool:
    place = shown(folder)
    if not (folder / MANIFEST).is_file():
        findings.add(place, f"volume {edition}", digest, "no such build")
        return False
    before = len(findings.sorted())
    found = sha256_of(folder / MANIFEST)
    if found != digest:
        findings.add(f"{place}/{MANIFEST}", f"volume {edition}", digest, found)
    check_outputs(folder, place, read_manifest(folder, place, findings), findings)
    return len(findings.sorted()) == before
