"""The RO-Crate against the manifest: the same files, inputs and outputs, with the same SHA-256.

The crate says of every file what the manifest says. Where the two differ, whichever of them isn't known to
be altered says what was there before. Words and runs are covered by the crate's own hash alone.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from assessbook.ledger.files import CRATE
from assessbook.verification.manifest_check import ManifestFile
from assessbook.verification.report import Findings, Statement

_INPUT = "#"


def check_crate(build: Path, shown: str, manifest: ManifestFile, findings: Findings) -> None:
    """Compare the hashes of a build's crate with those of its manifest.

    Parameters
    ----------
    shown : str
        The build's folder as shown.
    """
    file = f"{shown}/{CRATE}"
    try:
        hashes = _hashes(json.loads((build / CRATE).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return  # the manifest lists it, so its absence is told already
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        findings.add(file, "RO-Crate", "readable", f"damaged at {error}")
        return
    listed = {f"{_INPUT}{name}": digest for name, digest in manifest.content["inputs"].items()}
    listed |= {name: digest for name, digest in manifest.content["outputs"].items() if name != CRATE}
    for name in dict.fromkeys([*listed, *hashes]):
        origin, copy = Statement(manifest.shown, listed.get(name)), Statement(file, hashes.get(name))
        findings.compare("SHA-256 in the RO-Crate", origin, copy, place=name)


def _hashes(content: Any) -> dict[str, str]:
    """Id of every file that has a hash -> ``sha256:…``."""
    return {
        unquote(entity["@id"]): f"sha256:{entity['sha256']}"
        for entity in content["@graph"]
        if "sha256" in entity
    }
