"""Every file of a build against the manifest, and the manifest against everything else.

The manifest's own digest stands beside it. Where it doesn't fit, the manifest itself was altered; which
line that is shows by the files, the ledger, the edition file and the notebooks, since each line of the
manifest is said a second time by one of them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from assessbook.core.workspace import sha256_of
from assessbook.ledger.files import DIGEST, MANIFEST, MANIFEST_SCHEMA, UNLISTED
from assessbook.verification.report import Findings, Statement

_PREFIX = "sha256:"
_FIELDS = {
    "schema": int, "edition": str, "edition_file": str, "title": str, "status": str, "parameters": dict,
    "overrides": list, "libraries": dict, "inputs": dict, "outputs": dict,
    "options": dict, "signed_off": dict, "since": dict, "untraced": list, "chain": list, "code": str,
}  # fmt: skip


@dataclass(frozen=True)
class ManifestFile:
    """A manifest that was read.

    Parameters
    ----------
    content : mapping
        Its fields. One that was lost or has another type is empty.
    shown : str
        Its file as shown.
    is_intact : bool
        Whether the digest beside it is its own.
    """

    content: Mapping[str, Any]
    shown: str
    is_intact: bool
    hashes: dict[str, str] = field(default_factory=dict)

    @property
    def files(self) -> int:
        """How many files it lists."""
        return len(self.content["inputs"]) + len(self.content["outputs"])


def read_manifest(build: Path, shown: str, findings: Findings) -> ManifestFile:
    """Read the manifest and check it against its digest; `shown` is the build's folder as shown."""
    path, file = build / MANIFEST, f"{shown}/{MANIFEST}"
    content: Any = {}
    if path.is_file():
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            findings.add(file, "manifest", "valid JSON", f"not valid JSON: {error}")
    else:
        findings.add(file, "manifest", "there", "no such file")
    is_intact = _check_digest(build, shown, findings)
    content = content if isinstance(content, dict) else {}
    for name in content.keys() - _FIELDS.keys():
        findings.add(file, "manifest", "no such field", content[name], place=name)
    fields = {}
    for name, kind in _FIELDS.items():
        fields[name] = content.get(name, kind())
        if not isinstance(fields[name], kind):
            findings.add(file, "manifest", f"a {kind.__name__}", fields[name], place=name)
            fields[name] = kind()
    if fields["schema"] != MANIFEST_SCHEMA:
        findings.add(file, "manifest", MANIFEST_SCHEMA, fields["schema"], place="schema")
    if not is_intact:
        findings.altered.add(file)
    return ManifestFile(fields, file, is_intact)


def check_files(root: Path, build: Path, shown: str, manifest: ManifestFile, findings: Findings) -> None:
    """Every file listed is there and has its SHA-256, and no other file is there.

    Files found altered are added to `findings.altered`, as shown: outputs with the build's folder
    before them, inputs relative to the workspace.
    """
    check_outputs(build, shown, manifest, findings)
    for name, listed in manifest.content["inputs"].items():
        _check_file(root / name, name, listed, f"inputs › {name}", manifest, findings)


def check_outputs(build: Path, shown: str, manifest: ManifestFile, findings: Findings) -> None:
    """The files of the build alone: for one whose inputs have gone on since."""
    outputs = manifest.content["outputs"]
    for name, listed in outputs.items():
        _check_file(build / name, f"{shown}/{name}", listed, f"outputs › {name}", manifest, findings)
    for path in sorted(build.rglob("*")):
        name = path.relative_to(build).as_posix()
        if (path.is_file() or path.is_symlink()) and name not in outputs.keys() | UNLISTED:
            findings.add(f"{shown}/{name}", "file", "not listed in the manifest", "there")


def check_fields(
    root: Path, manifest: ManifestFile, ledger: tuple[Mapping[str, str], str], findings: Findings
) -> None:
    """Edition, title, status, parameters, overrides and libraries: against the ledger and the edition file.

    Parameters
    ----------
    ledger : tuple
        What the ledger says of the edition, and the ledger's file as shown.
    """
    said, ledger_file = ledger
    content, file = manifest.content, manifest.shown
    texts = {
        "edition": f"{said.get('programme', '')}/{said.get('year', '')}",
        "edition_file": said.get("edition_file", ""),
        "title": said.get("title", ""),
        "status": said.get("status", ""),
        "code": _decoded(said.get("code", "")),
    }
    for name, text in texts.items():
        findings.compare("manifest", Statement(ledger_file, text), Statement(file, content[name]), place=name)
    signed = _decoded(said.get("signed_off", "{}"))
    _compare_mapping("signed_off", signed, ledger_file, content["signed_off"], file, findings)
    for name in ("parameters", "overrides", "libraries"):
        _compare_mapping(name, _decoded(said.get(name, "")), ledger_file, content[name], file, findings)
    for name in said.keys() - {
        "programme",
        "year",
        *texts,
        "parameters",
        "overrides",
        "libraries",
        "signed_off",
    }:
        findings.add(ledger_file, "edition", "no such entry", said[name], place=name)
    _check_edition_file(root, manifest, findings)


def _check_edition_file(root: Path, manifest: ManifestFile, findings: Findings) -> None:
    content, file = manifest.content, manifest.shown
    name = content["edition_file"]
    if name not in content["inputs"]:
        findings.add(file, "manifest", "listed among the inputs", name, place="edition_file")
        return
    try:
        edition = YAML(typ="safe").load(root / name)
        given = dict(edition.get("parameters") or {})
        signed = {key: str(value) for key, value in dict(edition.get("signed_off") or {}).items()}
    except Exception as error:  # a file that can't be read differs from what it was; the hash says so too
        findings.add(name, "edition file", "readable", str(error).splitlines()[0])
        return
    said = {key: edition.get(key) for key in ("title", "status", "year") if edition.get(key) is not None}
    year = content["edition"].rpartition("/")[2]
    recorded = {
        "title": content["title"],
        "status": content["status"],
        "year": int(year) if year.isdecimal() else year,
    }
    for key, value in said.items():
        findings.compare("edition", Statement(file, recorded[key]), Statement(name, value), place=key)
    for key in dict.fromkeys([*content["signed_off"], *signed]):
        was = Statement(file, content["signed_off"].get(key))
        findings.compare("signed_off", was, Statement(name, signed.get(key)), place=key)
    for key, value in given.items():
        if key not in content["overrides"]:
            origin = Statement(file, content["parameters"].get(key))
            findings.compare("parameter", origin, Statement(name, value), place=key)


def _compare_mapping(
    name: str, origin: Any, origin_file: str, copy: Any, copy_file: str, findings: Findings
) -> None:
    if not isinstance(origin, dict) or not isinstance(copy, dict):
        findings.compare("manifest", Statement(origin_file, origin), Statement(copy_file, copy), place=name)
        return
    for key in dict.fromkeys([*origin, *copy]):
        was, now = Statement(origin_file, origin.get(key)), Statement(copy_file, copy.get(key))
        findings.compare("manifest", was, now, place=f"{name} › {key}")


def _decoded(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _check_digest(build: Path, shown: str, findings: Findings) -> bool:
    """Whether the digest is there, is well formed, and is the manifest's."""
    if not (build / DIGEST).is_file():
        findings.add(f"{shown}/{DIGEST}", "digest of the manifest", "there", "no such file")
        return False
    text = (build / DIGEST).read_text(encoding="utf-8", errors="replace")
    actual = f"{sha256_of(build / MANIFEST)}  {MANIFEST}\n" if (build / MANIFEST).is_file() else ""
    if text != actual:
        file = f"{shown}/{MANIFEST} or {DIGEST}"
        findings.add(file, "SHA-256 of the manifest", text.partition(" ")[0], actual.partition(" ")[0])
    return text == actual


def _check_file(
    path: Path, shown: str, listed: Any, line: str, manifest: ManifestFile, findings: Findings
) -> None:
    if not path.is_file():
        findings.add(shown, "file", "listed in the manifest", "no such file")
        return
    actual = _PREFIX + sha256_of(path)
    manifest.hashes[shown] = actual
    if listed == actual:
        return
    if manifest.is_intact:
        findings.altered.add(shown)
        findings.add(shown, "file", listed, actual)
    else:
        # The manifest isn't what it was, so its line is as doubtful as the file.
        findings.add(manifest.shown, "manifest", actual, listed, place=line)
