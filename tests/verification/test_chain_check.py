"""Altering an old edition shows in every later one."""

from __future__ import annotations

import json
from pathlib import Path

from assessbook.verification.chain_check import ChainOutcome, check_chain
from assessbook.verification.report import Finding, Findings
from tests.archive.builds import digest, make_build, seal, three_editions


def checked(build: Path, chain: Path | None = None) -> tuple[ChainOutcome, list[Finding]]:
    findings = Findings()
    outcome = check_chain(build, lambda path: path.resolve().name, chain, findings)
    return outcome, findings.sorted()


def test_untouched_editions_are_intact(tmp_path: Path) -> None:
    *_, last = three_editions(tmp_path)
    for chain in (None, tmp_path):
        outcome, found = checked(last, chain)
        assert outcome.intact == ["x/2015", "x/2016"]
        assert found == []
    assert outcome.summary == "earlier editions in the chain: 2 intact"


def test_a_page_altered_in_the_first_edition_shows_in_both_later_ones(tmp_path: Path) -> None:
    first, second, last = three_editions(tmp_path)
    was = digest(first / "html/index.html")
    (first / "html/index.html").write_text("altered\n", encoding="utf-8")
    for later in (second, last):
        outcome, found = checked(later)
        assert "x/2015" not in outcome.intact
        assert [(each.file, each.was) for each in found] == [("2015/html/index.html", was)]


def test_an_edition_whose_manifest_was_made_anew_is_named_by_every_later_one(tmp_path: Path) -> None:
    first, second, last = three_editions(tmp_path)
    was = digest(first / "manifest.json")
    page = first / "html/index.html"
    page.write_text("altered\n", encoding="utf-8")
    manifest = json.loads((first / "manifest.json").read_text(encoding="utf-8"))
    seal(first, {**manifest, "outputs": {"html/index.html": digest(page)}})
    for later in (second, last):
        outcome, found = checked(later)
        assert "x/2015" not in outcome.intact
        (finding,) = found
        assert (finding.file, finding.kind) == ("2015/manifest.json", "earlier edition x/2015")
        assert (finding.was, finding.now) == (was, digest(first / "manifest.json"))


def test_a_link_altered_in_the_latest_manifest_is_told_by_the_former_one_that_it_keeps(
    tmp_path: Path,
) -> None:
    *_, last = three_editions(tmp_path)
    manifest = json.loads((last / "manifest.json").read_text(encoding="utf-8"))
    manifest["chain"][0]["manifest"] = "sha256:" + "0" * 64
    seal(last, manifest)
    _, found = checked(last)
    assert ("2017/manifest.json", "chain") in {(each.file, each.kind) for each in found}


def test_an_edition_that_is_missing_is_a_finding_only_where_all_were_to_be_there(tmp_path: Path) -> None:
    first, _, last = three_editions(tmp_path)
    first.rename(tmp_path.with_name(f"{tmp_path.name}-elsewhere"))
    outcome, found = checked(last)
    assert (outcome.absent, found) == (["x/2015"], [])
    assert outcome.summary == "earlier editions in the chain: 1 intact, 1 not at hand"
    _, found = checked(last, tmp_path)
    assert [(each.kind, each.now) for each in found] == [("earlier edition x/2015", "not in this folder")]


def test_a_build_that_took_the_place_of_its_former_one_misses_nothing(tmp_path: Path) -> None:
    first = make_build(tmp_path / "2015", "x/2015", text="draft")
    again = make_build(tmp_path / "again", "x/2015", first, text="final")
    for path in sorted(first.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    first.rmdir()
    again.rename(first)
    for chain in (None, tmp_path):
        outcome, found = checked(first, chain)
        assert (outcome.replaced, outcome.absent, found) == (["x/2015"], [], [])


def test_a_manifest_without_a_chain_has_nothing_to_check(tmp_path: Path) -> None:
    outcome, found = checked(make_build(tmp_path / "2015", "x/2015"), tmp_path)
    assert (outcome, found, outcome.summary) == (ChainOutcome(), [], "")
