"""Keys and signatures."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from assessbook.archive.signature import (
    Signature,
    fingerprint,
    is_valid,
    make_keys,
    read_private_key,
    read_public_key,
    sign,
)
from assessbook.core.problems import InputError

# RFC 8032, section 7.1, test 2: private key, public key, message and signature.
SEED = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
MESSAGE = bytes.fromhex("72")
EXPECTED = bytes.fromhex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


def no_passphrase() -> str:
    raise AssertionError("no passphrase is needed")


def test_a_signature_is_that_of_rfc_8032() -> None:
    key = Ed25519PrivateKey.from_private_bytes(SEED)
    signature = sign(MESSAGE, key)
    assert signature.value == EXPECTED
    assert is_valid(signature, MESSAGE, key.public_key())
    assert not is_valid(signature, b"s", key.public_key())


def test_a_signature_survives_its_file() -> None:
    signature = sign(MESSAGE, Ed25519PrivateKey.from_private_bytes(SEED))
    assert Signature.from_text(signature.to_text()) == signature


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"algorithm": "RSA"}', '{"algorithm": "Ed25519", "key": "", "signature": "*"}']
)
def test_what_is_no_signature_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the reader's own and the JSON reader's
        Signature.from_text(text)


@pytest.mark.parametrize("passphrase", ["", "秘密 phrase"])
def test_keys_are_made_read_and_belong_together(tmp_path: Path, passphrase: str) -> None:
    private, public = tmp_path / "a.pem", tmp_path / "a.pub.pem"
    mark = make_keys(private, public, passphrase)
    key = read_private_key(private, (lambda: passphrase) if passphrase else no_passphrase)
    assert mark == fingerprint(key.public_key()) == fingerprint(read_public_key(public))
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert (b"ENCRYPTED" in private.read_bytes()) is bool(passphrase)


@pytest.mark.parametrize("name", ["a.pem", "a.pub.pem"])
def test_no_key_is_overwritten(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("precious", encoding="utf-8")
    with pytest.raises(InputError, match="there is a file already"):
        make_keys(tmp_path / "a.pem", tmp_path / "a.pub.pem", "")
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text(encoding="utf-8") == "precious"


def test_a_wrong_passphrase_is_told(tmp_path: Path) -> None:
    make_keys(tmp_path / "a.pem", tmp_path / "a.pub.pem", "right")
    with pytest.raises(InputError, match="the passphrase is wrong"):
        read_private_key(tmp_path / "a.pem", lambda: "wrong")


def test_files_that_are_no_keys_are_told(tmp_path: Path) -> None:
    make_keys(tmp_path / "a.pem", tmp_path / "a.pub.pem", "")
    (tmp_path / "text").write_text("text", encoding="utf-8")
    other = ec.generate_private_key(ec.SECP256R1())
    form = (serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "other.pem").write_bytes(other.public_key().public_bytes(*form))
    for name, said in {
        "nowhere": "the key can't be read",
        "text": "not a public key",
        "a.pem": "this is a private key",
        "other.pem": "not an Ed25519 key",
    }.items():
        with pytest.raises(InputError, match=said):
            read_public_key(tmp_path / name)
    with pytest.raises(InputError, match="not a private key"):
        read_private_key(tmp_path / "text", no_passphrase)
