"""`assessbook keygen FILE`: a pair of keys for signing builds."""

from __future__ import annotations

from pathlib import Path

import click

from assessbook.archive.signature import make_keys


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--no-passphrase", is_flag=True, help="Don't ask for a passphrase; the key is then not encrypted."
)
def keygen(file: Path, no_passphrase: bool) -> None:
    """Make a pair of Ed25519 keys: the private one in FILE, the public one beside it.

    The private key stays with whoever signs, outside the project's folder. The public one (FILE with .pub
    before the ending) goes to everyone who is to check signatures. Nothing is ever overwritten.

    OpenSSL makes the same: openssl genpkey -algorithm ed25519 -out FILE

    \b
    Example:
      assessbook keygen ~/keys/office.pem
    """
    public = file.with_name(f"{file.stem}.pub{file.suffix or '.pem'}")
    passphrase = "" if no_passphrase else _new_passphrase()
    mark = make_keys(file, public, passphrase)
    click.echo(f"Private key, to be kept: {file.as_posix()}")
    click.echo(f"Public key, to be given away: {public.as_posix()}")
    click.echo(f"Fingerprint of the public key: {mark}")


def _new_passphrase() -> str:
    text: str = click.prompt(
        "Passphrase, empty for none",
        default="",
        show_default=False,
        hide_input=True,
        confirmation_prompt=True,
    )
    return text
