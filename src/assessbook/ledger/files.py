"""Names of the files that make a folder a build; every layer that opens a build asks here."""

from __future__ import annotations

LEDGER = "ledger.db"
MANIFEST = "manifest.json"
MANIFEST_SCHEMA = 3
"""The shape of the manifest, which it names itself."""
NOTEBOOKS = "notebooks"
FORMER = "former"
"""What a build keeps of the build that it was compared with."""
CRATE = "ro-crate-metadata.json"
DIGEST = "manifest.json.sha256"
SIGNATURE = "manifest.json.sig"
RUN_RECORD = "run.json"
UNLISTED = frozenset({MANIFEST, DIGEST, SIGNATURE, RUN_RECORD})
"""What the manifest can't list: itself, what is made from it, and what differs between any two runs."""
