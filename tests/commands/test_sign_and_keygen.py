"""`assessbook keygen`, `sign` and the check of a signature, on a build of two files."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.archive.builds import make_build

from assessbook.archive.signature import read_public_key
from assessbook.commands.main import cli
from assessbook.verification.report import Findings
from assessbook.verification.signature_check import check_signature


def invoke(*arguments: str | Path, typed: str = "") -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], input=typed)


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """A build whose files are those of its manifest."""
    return make_build(tmp_path / "build", "x/2015")


def make_key(folder: Path, name: str) -> tuple[Path, Path]:
    """A private and a public key."""
    private = folder / f"{name}.pem"
    assert invoke("keygen", private, "--no-passphrase").exit_code == 0
    return private, folder / f"{name}.pub.pem"


def told(build: Path, public: Path) -> list[str]:
    """What a check of the signature says."""
    findings = Findings()
    check_signature(build, "b", read_public_key(public), findings)
    return [str(finding) for finding in findings.sorted()]


def test_a_signed_build_is_valid_for_its_key_alone(build: Path, tmp_path: Path) -> None:
    private, public = make_key(tmp_path, "office")
    _, other = make_key(tmp_path, "other")
    result = invoke("sign", build, "--key", private)
    assert result.exit_code == 0, result.output
    assert "manifest.json.sig, with the key sha256:" in result.output
    assert told(build, public) == []
    (line,) = told(build, other)
    assert line.startswith("b/manifest.json.sig: key of the signature was sha256:")


def test_an_unsigned_build_and_an_altered_manifest_are_told(build: Path, tmp_path: Path) -> None:
    private, public = make_key(tmp_path, "office")
    assert told(build, public) == [
        "b/manifest.json.sig: signature was there, is missing: this build is not signed"
    ]
    invoke("sign", build, "--key", private)
    manifest = build / "manifest.json"
    manifest.write_text(manifest.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    (line,) = told(build, public)
    assert line.endswith("the manifest or the signature was altered after signing")


def test_a_damaged_signature_is_told(build: Path, tmp_path: Path) -> None:
    private, public = make_key(tmp_path, "office")
    invoke("sign", build, "--key", private)
    path = build / "manifest.json.sig"
    record = json.loads(path.read_text(encoding="utf-8"))
    value = bytearray(base64.b64decode(record["signature"]))
    value[0] ^= 1
    path.write_text(json.dumps({**record, "signature": base64.b64encode(value).decode()}), encoding="utf-8")
    assert len(told(build, public)) == 1
    path.write_text("{", encoding="utf-8")
    (line,) = told(build, public)
    assert line.startswith("b/manifest.json.sig: signature was readable, is ")


def test_an_altered_build_is_not_signed(build: Path, tmp_path: Path) -> None:
    private, _ = make_key(tmp_path, "office")
    (build / "html/index.html").write_text("altered\n", encoding="utf-8")
    result = invoke("sign", build, "--key", private)
    assert result.exit_code == 1
    assert "html/index.html: file was sha256:" in result.output
    assert not (build / "manifest.json.sig").exists()


def test_signing_again_gives_the_same_bytes_but_another_s_signature_is_kept(
    build: Path, tmp_path: Path
) -> None:
    private, public = make_key(tmp_path, "office")
    other, _ = make_key(tmp_path, "other")
    invoke("sign", build, "--key", private)
    first = (build / "manifest.json.sig").read_bytes()
    assert invoke("sign", build, "--key", private).exit_code == 0
    refused = invoke("sign", build, "--key", other)
    assert refused.exit_code == 2
    assert "there is a signature already, by another key" in refused.output
    assert (build / "manifest.json.sig").read_bytes() == first
    assert told(build, public) == []


def test_an_encrypted_key_asks_for_its_passphrase(build: Path, tmp_path: Path) -> None:
    private = tmp_path / "office.pem"
    assert invoke("keygen", private, typed="secret\nsecret\n").exit_code == 0
    wrong = invoke("sign", build, "--key", private, typed="wrong\n")
    assert wrong.exit_code == 2
    assert "the passphrase is wrong" in wrong.output
    assert invoke("sign", build, "--key", private, typed="secret\n").exit_code == 0


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    private, public = make_key(tmp_path, "office")
    before = private.read_bytes(), public.read_bytes()
    assert invoke("keygen", private, "--no-passphrase").exit_code == 2
    assert (private.read_bytes(), public.read_bytes()) == before


def test_a_key_that_cannot_be_read_gives_status_2(build: Path, tmp_path: Path) -> None:
    for command in ("sign", "verify"):
        result = invoke(command, build, "--key", tmp_path / "nowhere.pem")
        assert result.exit_code == 2
        assert "nowhere.pem: the key can't be read" in result.output


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs OpenSSL")
def test_openssl_makes_keys_that_sign_and_checks_what_was_signed(build: Path, tmp_path: Path) -> None:
    def openssl(*arguments: str | Path) -> str:
        words = ["openssl", *map(str, arguments)]
        return subprocess.run(words, check=True, capture_output=True, text=True).stdout

    private, public, raw = (tmp_path / name for name in ("o.pem", "o.pub.pem", "raw.sig"))
    openssl("genpkey", "-algorithm", "ed25519", "-out", private)
    openssl("pkey", "-in", private, "-pubout", "-out", public)
    assert invoke("sign", build, "--key", private).exit_code == 0
    record = json.loads((build / "manifest.json.sig").read_text(encoding="utf-8"))
    raw.write_bytes(base64.b64decode(record["signature"]))
    said = openssl(
        "pkeyutl",
        "-verify",
        "-pubin",
        "-inkey",
        public,
        "-rawin",
        "-in",
        build / "manifest.json",
        "-sigfile",
        raw,
    )
    assert said.strip() == "Signature Verified Successfully"
