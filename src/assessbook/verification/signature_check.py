"""The detached signature of a manifest, checked with the public key of whoever is said to have signed.

Takes the build and the key; leaves to `manifest_check` whether the files are those that the manifest lists.
"""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from assessbook.archive.signature import Signature, fingerprint, is_valid
from assessbook.ledger.files import MANIFEST, SIGNATURE
from assessbook.verification.report import Findings


def check_signature(build: Path, shown: str, key: Ed25519PublicKey, findings: Findings) -> None:
    """Note a finding unless the manifest, as it is, was signed with the private key belonging to `key`.

    Parameters
    ----------
    shown : str
        The build's folder as shown.
    """
    file = f"{shown}/{SIGNATURE}"
    if not (build / SIGNATURE).is_file():
        findings.add(file, "signature", "there", "missing: this build is not signed")
        return
    try:
        signature = Signature.from_text((build / SIGNATURE).read_text(encoding="utf-8"))
    except ValueError as error:
        findings.add(file, "signature", "readable", str(error))
        return
    mine = fingerprint(key)
    if signature.key != mine:
        findings.add(file, "key of the signature", mine, signature.key)
        return
    content = (build / MANIFEST).read_bytes() if (build / MANIFEST).is_file() else b""
    if not is_valid(signature, content, key):
        now = "of something else: the manifest or the signature was altered after signing"
        findings.add(file, "signature", f"of {MANIFEST}", now)
