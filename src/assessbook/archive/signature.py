"""Keys and detached signatures (Ed25519): who vouches for a manifest, and so for all it lists.

A signature stands in `manifest.json.sig` beside the manifest, as JSON: the algorithm, the fingerprint of
the public key, and the signature of the manifest's bytes in base64. Keys are PEM files (PKCS #8 and
SubjectPublicKeyInfo), as OpenSSL reads and writes them. A key is made by its user and never overwritten.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from assessbook.core.problems import InputError, Problem

ALGORITHM = "Ed25519"
_PUBLIC = (serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
_MAKE = "Make a key with: assessbook keygen FILE"


@dataclass(frozen=True)
class Signature:
    """A signature, and the fingerprint of the public key that it can be checked with."""

    key: str
    value: bytes

    def to_text(self) -> str:
        """The content of a signature file."""
        value = base64.b64encode(self.value).decode("ascii")
        record = {"algorithm": ALGORITHM, "key": self.key, "signature": value}
        return json.dumps(record, indent=1) + "\n"

    @classmethod
    def from_text(cls, text: str) -> Signature:
        """Read the content of a signature file.

        Raises
        ------
        ValueError
            If it isn't one.
        """
        record: Any = json.loads(text)
        try:
            if record["algorithm"] != ALGORITHM:
                raise ValueError(f"the algorithm is {record['algorithm']!r}, not {ALGORITHM}")
            return cls(str(record["key"]), base64.b64decode(record["signature"], validate=True))
        except (LookupError, TypeError, binascii.Error) as error:
            raise ValueError(f"not a signature file: {error!r}") from None


def fingerprint(key: Ed25519PublicKey) -> str:
    """``sha256:…`` of a public key's DER form; ``openssl pkey -pubin -outform DER | sha256sum`` gives it."""
    der = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return f"sha256:{hashlib.sha256(der).hexdigest()}"


def sign(content: bytes, key: Ed25519PrivateKey) -> Signature:
    """Sign; the same content and key give the same signature."""
    return Signature(fingerprint(key.public_key()), key.sign(content))


def is_valid(signature: Signature, content: bytes, key: Ed25519PublicKey) -> bool:
    """Whether a signature of these bytes was made with the private key that belongs to `key`."""
    try:
        key.verify(signature.value, content)
    except InvalidSignature:
        return False
    return True


def make_keys(private: Path, public: Path, passphrase: str) -> str:
    """Make a pair of keys.

    Parameters
    ----------
    private, public : Path
        The files to write. Only the owner may read the private one.
    passphrase : str
        What the private key is encrypted with; empty for none.

    Returns
    -------
    str
        Fingerprint of the public key.

    Raises
    ------
    InputError
        If one of the files is there already, or can't be written; nothing was written then.
    """
    there = [path for path in (private, public) if path.exists() or path.is_symlink()]
    if there:
        action = "Choose another name; a key that was used is needed to check what it signed."
        raise InputError([Problem(path.as_posix(), "there is a file already", action) for path in there])
    key = Ed25519PrivateKey.generate()
    protection: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase:
        protection = serialization.BestAvailableEncryption(passphrase.encode())
    text = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, protection)
    for path, content, mode in (
        (private, text, 0o600),
        (public, key.public_key().public_bytes(*_PUBLIC), 0o644),
    ):
        _write_new(path, content, mode)
    return fingerprint(key.public_key())


def read_private_key(path: Path, passphrase: Callable[[], str]) -> Ed25519PrivateKey:
    """Read a private key; `passphrase` is asked for only if the key is encrypted.

    Raises
    ------
    InputError
        If the file can't be read, isn't a private Ed25519 key, or the passphrase is wrong.
    """
    content = _read(path, _MAKE)
    try:
        try:
            key = serialization.load_pem_private_key(content, None)
        except TypeError:  # this is how the library says that it wants a passphrase
            key = serialization.load_pem_private_key(content, passphrase().encode())
    except (ValueError, TypeError, UnsupportedAlgorithm):
        what = "this is not a private key in PEM form, or the passphrase is wrong"
        raise InputError([Problem(path.as_posix(), what, _MAKE)]) from None
    if not isinstance(key, Ed25519PrivateKey):
        what = f"this is not an {ALGORITHM} key; only those are used here"
        raise InputError([Problem(path.as_posix(), what, _MAKE)])
    return key


def read_public_key(path: Path) -> Ed25519PublicKey:
    """Read a public key.

    Raises
    ------
    InputError
        If the file can't be read or isn't a public Ed25519 key.
    """
    action = "Take the public key from whoever signed, by another way than the build itself."
    content = _read(path, action)
    what = "this is not a public key in PEM form"
    if b"PRIVATE KEY-----" in content:
        what = "this is a private key; to check a signature, the public one is needed"
    try:
        key = serialization.load_pem_public_key(content)
    except (ValueError, UnsupportedAlgorithm):
        raise InputError([Problem(path.as_posix(), what, action)]) from None
    if not isinstance(key, Ed25519PublicKey):
        what = f"this is not an {ALGORITHM} key; only those are used here"
        raise InputError([Problem(path.as_posix(), what, action)])
    return key


def _read(path: Path, action: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        what = f"the key can't be read: {error.strerror}"
        raise InputError([Problem(path.as_posix(), what, action)]) from None


def _write_new(path: Path, content: bytes, mode: int) -> None:
    """Write a file that isn't there yet; never follows a link, never replaces anything."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except OSError as error:
        what = f"the key can't be written: {error.strerror}"
        raise InputError([Problem(path.as_posix(), what, "Choose another folder.")]) from None
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
