"""The manifest of a build: what went in and what came out, each file with its SHA-256.

Holds nothing that changes from run to run. Times and the machine are kept in `run.json` beside it, which
the manifest leaves out. The manifest's own SHA-256 stands beside it as `sha256sum -c` reads it, and what
it says of the edition stands in the ledger as well (`edition_facts`), so that an altered line shows.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from assessbook.archive.chain import as_json, chain_after
from assessbook.archive.code_version import code_version
from assessbook.core.workspace import Workspace, sha256_of
from assessbook.editions.edition import Edition
from assessbook.editions.libraries import LIBRARIES
from assessbook.editions.options import BuildOptions
from assessbook.ledger.files import DIGEST, FORMER, MANIFEST_SCHEMA, RUN_RECORD, UNLISTED
from assessbook.ledger.files import MANIFEST as MANIFEST


def write_manifest(
    workspace: Workspace,
    edition: Edition,
    options: BuildOptions,
    build: Path,
    inputs: Iterable[Path],
    untraced: Sequence[str] = (),
    since: Mapping[str, str] | None = None,
) -> None:
    """Write `manifest.json` of a finished build.

    Parameters
    ----------
    options : BuildOptions
        What was chosen for this build.
    build : Path
        Folder of the build; every file in it is listed, but for those of `UNLISTED`.
    inputs : iterable of Path
        Files read: workbooks, definitions, parameters, templates, the book's shell, the lock file.
    untraced : sequence of str
        Numbers without a source that the build was allowed to hold: page, heading and sentence.
    since : mapping, optional
        What names the former build that this one is compared with, from `former_facts`.
    """
    kept_out = [build / name for name in UNLISTED]
    outputs = sorted(path for path in build.rglob("*") if path.is_file() and path not in kept_out)
    record: dict[str, Any] = {
        "schema": MANIFEST_SCHEMA,
        "edition": edition.key,
        "edition_file": edition.path,
        "title": edition.title,
        "status": edition.status,
        "options": options.to_json(),
        "untraced": list(untraced),
        **({"signed_off": signed_off} if (signed_off := _sign_off(edition)) else {}),
        **({"since": dict(since)} if since else {}),
        "chain": as_json(chain_after(build / FORMER if since else None)),
        **circumstances(edition),
        "inputs": input_hashes(workspace, inputs),
        "outputs": _hashes({path.relative_to(build).as_posix(): path for path in outputs}),
    }
    (build / MANIFEST).write_text(_text(record), encoding="utf-8")
    (build / DIGEST).write_text(f"{sha256_of(build / MANIFEST)}  {MANIFEST}\n", encoding="utf-8")


def input_hashes(workspace: Workspace, inputs: Iterable[Path]) -> dict[str, str]:
    """The SHA-256 of every file read, by its path relative to the workspace."""
    return _hashes({workspace.shown(path): path for path in sorted(set(inputs))})


def edition_facts(edition: Edition) -> dict[str, str]:
    """What the ledger says of the edition; lists and mappings as JSON."""
    facts = {
        "programme": edition.programme,
        "year": str(edition.year),
        "edition_file": edition.path,
        "title": edition.title,
        "status": edition.status,
    }
    if signed_off := _sign_off(edition):
        facts["signed_off"] = json.dumps(signed_off, ensure_ascii=False, sort_keys=True)
    for name, value in circumstances(edition).items():
        facts[name] = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return facts


def write_run_record(build: Path, started: str, seconds: Mapping[str, float]) -> None:
    """Write `run.json`: when, on what, and how long each stage and notebook took."""
    record = {
        "started": started,
        "python": platform.python_version(),
        "system": platform.system(),
        "seconds": {name: round(value, 3) for name, value in seconds.items()},
    }
    (build / RUN_RECORD).write_text(_text(record), encoding="utf-8")


def circumstances(edition: Edition) -> dict[str, Any]:
    """What the figures depend on beside the inputs: parameters, and the versions of what computed them."""
    return {
        "parameters": dict(edition.parameters),
        "overrides": list(edition.overrides),
        "libraries": {name: version(name) for name in LIBRARIES},
        "code": code_version(),
    }


def _sign_off(edition: Edition) -> dict[str, Any]:
    """Who signed the edition off; empty where nobody has."""
    signed = edition.register.signed_off
    return signed.model_dump(mode="json") if signed else {}


def _hashes(files: Mapping[str, Path]) -> dict[str, str]:
    return {name: f"sha256:{sha256_of(path)}" for name, path in files.items()}


def _text(record: Mapping[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
