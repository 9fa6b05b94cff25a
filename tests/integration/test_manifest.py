"""The manifest: every file that went in and every file that came out, with the right SHA-256."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import pytest

from tests.integration.books import Book


@pytest.fixture(scope="module")
def manifest(real_book: Book) -> dict[str, Any]:
    """The manifest as read."""
    content = json.loads((real_book.build / "manifest.json").read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def test_every_output_is_listed_with_its_hash(real_book: Book, manifest: dict[str, Any]) -> None:
    files = [path for path in real_book.build.rglob("*") if path.is_file()]
    kept_out = {"manifest.json", "manifest.json.sha256", "run.json"}
    assert manifest["outputs"] == {
        path.relative_to(real_book.build).as_posix(): "sha256:"
        + hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.relative_to(real_book.build).as_posix() not in kept_out
    }
    assert len(manifest["outputs"]) > 60


def test_every_input_is_listed_with_its_hash(real_book: Book, manifest: dict[str, Any]) -> None:
    root = real_book.root
    programme = (root / "params/jiaohe-2016/programme.yaml").read_text(encoding="utf-8")
    patterns = (
        "data/*.yaml",
        "data/jiaohe-2016/*.*",
        "data/reference/*.*",
        "params/jiaohe-2016/2015.yaml",
        # The plan and the programme; other years are other editions.
        "params/jiaohe-2016/[a-z]*.yaml",
        *re.findall(r"template: (notebooks/\S+\.ipynb)", programme),
        "book/**/*.*",
        "requirements.lock",
    )
    files = {path for pattern in patterns for path in root.glob(pattern) if path.is_file()}
    assert manifest["inputs"] == {
        path.relative_to(root).as_posix(): "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }
    assert len(manifest["inputs"]) > 20


def test_the_manifest_has_its_own_hash_beside_it_as_sha256sum_reads_it(real_book: Book) -> None:
    digest = hashlib.sha256((real_book.build / "manifest.json").read_bytes()).hexdigest()
    seal = (real_book.build / "manifest.json.sha256").read_text(encoding="utf-8")
    assert seal == f"{digest}  manifest.json\n"


def test_the_manifest_names_the_edition_its_parameters_and_no_place_or_time(
    real_book: Book, manifest: dict[str, Any]
) -> None:
    assert manifest["edition"] == "jiaohe-2016/2015"
    parameters = {"reference_region": "china", "base_year": 2015, "target_years": [2018, 2020]}
    assert manifest["parameters"].items() >= parameters.items()
    assert manifest["overrides"] == []
    assert manifest["edition_file"] == "params/jiaohe-2016/2015.yaml"
    text = (real_book.build / "manifest.json").read_text(encoding="utf-8")
    assert str(real_book.root) not in text
    assert "started" not in text


def test_the_manifest_names_the_code_and_a_first_edition_has_no_chain(manifest: dict[str, Any]) -> None:
    assert re.fullmatch("sha256:[0-9a-f]{64}", manifest["code"])
    assert manifest["chain"] == []


def test_the_manifest_s_own_hash_stands_beside_it_as_sha256sum_reads_it(real_book: Book) -> None:
    digest = hashlib.sha256((real_book.build / "manifest.json").read_bytes()).hexdigest()
    text = (real_book.build / "manifest.json.sha256").read_text(encoding="utf-8")
    assert text == f"{digest}  manifest.json\n"
