"""The volumes of an overview: each must be the build that the overview names, file by file."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessbook.verification.report import Finding, Findings
from assessbook.verification.volumes_check import check_volumes
from tests.archive.builds import digest, make_build, seal


@pytest.fixture
def overview(tmp_path: Path) -> Path:
    """An overview of two volumes."""
    volumes = [make_build(tmp_path / name, f"{name}/2020") for name in ("north", "south")]
    named = [
        {
            "edition": f"{volume.name}/2020",
            "folder": f"../{volume.name}",
            "manifest": digest(volume / "manifest.json").removeprefix("sha256:"),
        }
        for volume in volumes
    ]
    build = tmp_path / "all"
    build.mkdir()
    seal(build, {"options": {"volumes": named}, "outputs": {}})
    return build


def checked(build: Path) -> tuple[str, list[Finding]]:
    findings = Findings()
    words = check_volumes(build, lambda path: path.resolve().name, findings)
    return words, findings.sorted()


def relevant(found: list[Finding]) -> list[tuple[str, str]]:
    """Of builds as small as these the manifest lacks most of its fields, which isn't the matter here."""
    return [(each.file, each.kind) for each in found if each.kind != "manifest"]


def test_volumes_as_they_were_have_nothing_altered(overview: Path) -> None:
    _, found = checked(overview)
    assert relevant(found) == []


def test_a_page_of_a_volume_that_was_altered_is_named(overview: Path) -> None:
    (overview.parent / "south/html/index.html").write_text("altered", encoding="utf-8")
    assert relevant(checked(overview)[1]) == [("south/html/index.html", "file")]


def test_a_volume_made_anew_is_not_the_one_that_was_named(overview: Path, tmp_path: Path) -> None:
    north = overview.parent / "north"
    page = north / "html/index.html"
    page.write_text("made anew", encoding="utf-8")
    seal(
        north,
        {"schema": 3, "edition": "north/2020", "chain": [], "outputs": {"html/index.html": digest(page)}},
    )
    assert relevant(checked(overview)[1]) == [("north/manifest.json", "volume north/2020")]


def test_a_volume_that_is_gone_is_named(overview: Path) -> None:
    (overview.parent / "north").rename(overview.parent / "elsewhere")
    assert relevant(checked(overview)[1]) == [("north", "volume north/2020")]


def test_an_edition_without_volumes_has_none_to_check(tmp_path: Path) -> None:
    seal(tmp_path, {"options": {}, "outputs": {}})
    assert checked(tmp_path) == ("", [])
