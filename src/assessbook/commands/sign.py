"""`assessbook sign BUILD --key FILE`: a detached signature of a build's manifest."""

from __future__ import annotations

from pathlib import Path

import click

from assessbook.archive.signature import Signature, fingerprint, read_private_key
from assessbook.archive.signature import sign as signature_of
from assessbook.core.problems import CheckFailed, InputError, Problem
from assessbook.core.workspace import Workspace
from assessbook.ledger.files import MANIFEST, SIGNATURE
from assessbook.verification.manifest_check import check_outputs, read_manifest
from assessbook.verification.report import Findings


@click.command()
@click.argument("build", type=click.Path(path_type=Path))
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    metavar="FILE",
    required=True,
    help="Private Ed25519 key in PEM form, from keygen or OpenSSL. An encrypted one asks for its passphrase.",
)
def sign(build: Path, key: Path) -> None:
    """Sign a BUILD with a key of one's own.

    The signature of manifest.json is written beside it, as manifest.json.sig. Since the manifest lists
    every file with its SHA-256, it vouches for all of them. Whoever has the public key checks it with
    assessbook verify BUILD --key, or without assessbook (docs/archiving.md).

    A build whose files aren't those of its manifest is not signed. Verify it first: sign checks the files
    only, not where the figures come from.

    \b
    Exit status: 0 signed, 1 the build was altered, 2 no build or no key.

    \b
    Example:
      assessbook sign build/jiaohe-2016/2015 --key ~/keys/office.pem
    """
    shown = _shown(build)
    if not (build / MANIFEST).is_file():
        action = "Name the folder of a finished build, such as build/jiaohe-2016/2015."
        raise InputError([Problem(shown, "this is not a build: it has no manifest", action)])
    private = read_private_key(key, lambda: click.prompt(f"Passphrase of {key}", hide_input=True))
    _require_unaltered(build, shown)
    mark = fingerprint(private.public_key())
    _require_no_other(build / SIGNATURE, shown, mark)
    text = signature_of((build / MANIFEST).read_bytes(), private).to_text()
    (build / SIGNATURE).write_text(text, encoding="utf-8")
    click.echo(f"Signed: {shown}/{SIGNATURE}, with the key {mark}")


def _require_unaltered(build: Path, shown: str) -> None:
    findings = Findings()
    check_outputs(build, shown, read_manifest(build, shown, findings), findings)
    lines = [str(finding) for finding in findings.sorted()]
    if lines:
        raise CheckFailed("\n".join([*lines, f"Not signed. See: assessbook verify {shown}"]))


def _require_no_other(path: Path, shown: str, mark: str) -> None:
    """A signature of someone else isn't replaced; one's own is made anew, with the same bytes."""
    if not path.exists():
        return
    try:
        signer = Signature.from_text(path.read_text(encoding="utf-8")).key
    except (OSError, ValueError):
        signer = "not known"
    if signer != mark:
        what = f"there is a signature already, by another key: {signer}"
        raise InputError([Problem(f"{shown}/{SIGNATURE}", what, "Keep it elsewhere or delete it first.")])


def _shown(build: Path) -> str:
    try:
        return Workspace.find(build).shown(build)
    except InputError:
        return build.as_posix()
