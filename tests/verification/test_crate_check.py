"""The RO-Crate says of every file what the manifest says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assessbook.verification.crate_check import check_crate
from assessbook.verification.manifest_check import ManifestFile
from assessbook.verification.report import Findings

GRAPH: list[dict[str, Any]] = [
    {"@id": "./", "@type": "Dataset"},
    {"@id": "html/index.html", "@type": "File", "sha256": "aa"},
    {"@id": "#data/x/%E8%A1%A8.xlsx", "@type": "File", "sha256": "bb"},
    {"@id": "manifest.json", "@type": "File"},
]
MANIFEST = {
    "outputs": {"html/index.html": "sha256:aa", "ro-crate-metadata.json": "sha256:cc"},
    "inputs": {"data/x/表.xlsx": "sha256:bb"},
}


def told(folder: Path, graph: Any, manifest: dict[str, dict[str, str]], *, altered: str = "") -> list[str]:
    """What a check says of a crate with these entities."""
    (folder / "ro-crate-metadata.json").write_text(json.dumps({"@graph": graph}), encoding="utf-8")
    findings = Findings({altered})
    check_crate(folder, "b", ManifestFile(manifest, "b/manifest.json", is_intact=True), findings)
    return [str(finding) for finding in findings.sorted()]


def test_a_crate_that_agrees_with_the_manifest_gives_nothing(tmp_path: Path) -> None:
    assert told(tmp_path, GRAPH, MANIFEST) == []


@pytest.mark.parametrize(("place", "name"), [(1, "html/index.html"), (2, "#data/x/表.xlsx")])
def test_another_hash_in_the_crate_is_named(tmp_path: Path, place: int, name: str) -> None:
    graph = [dict(entity) for entity in GRAPH]
    was = graph[place]["sha256"]
    graph[place]["sha256"] = "00"
    assert told(tmp_path, graph, MANIFEST) == [
        f"b/ro-crate-metadata.json › {name}: SHA-256 in the RO-Crate was sha256:{was}, is sha256:00"
    ]


def test_a_line_of_an_altered_manifest_is_told_by_the_crate(tmp_path: Path) -> None:
    manifest = {**MANIFEST, "outputs": {**MANIFEST["outputs"], "html/index.html": "sha256:00"}}
    assert told(tmp_path, GRAPH, manifest, altered="b/manifest.json") == [
        "b/manifest.json › html/index.html: SHA-256 in the RO-Crate was sha256:aa, is sha256:00"
    ]


def test_a_file_that_only_one_of_them_lists_is_named(tmp_path: Path) -> None:
    assert told(tmp_path, GRAPH[:1] + GRAPH[2:], MANIFEST) == [
        "b/ro-crate-metadata.json › html/index.html: SHA-256 in the RO-Crate was sha256:aa, is nothing"
    ]


@pytest.mark.parametrize("graph", [5, [{"sha256": "aa"}], ["text"]])
def test_a_damaged_crate_is_told(tmp_path: Path, graph: Any) -> None:
    lines = told(tmp_path, graph, MANIFEST)
    assert lines
    assert lines[0].startswith("b/ro-crate-metadata.json")
