"""Whatever single value is altered, a verification names the figure or the file, what it was and is."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from random import Random

import pytest

from assessbook.verification.report import Verification
from tests.verification.alterations import ALL, OF_FIGURES, Alteration, Done, undone
from tests.verification.conftest import Verified


def test_an_untouched_build_has_no_findings(spoilt: Verified) -> None:
    found = spoilt.verify()
    assert found.findings == ()
    assert found.figures > 600
    assert found.summary.startswith(f"nothing altered: {found.figures} figures recomputed from ")


@pytest.mark.parametrize("alteration", ALL, ids=lambda alteration: alteration.__name__)
def test_an_alteration_is_named(spoilt: Verified, alteration: Alteration) -> None:
    _assert_named(spoilt, alteration, Random(f"one {alteration.__name__}"))


@pytest.mark.slow
def test_two_hundred_random_alterations_are_all_named(spoilt: Verified) -> None:
    random = Random(2015)
    every_kind = (ALL * -(-200 // len(ALL)))[:200]
    for alteration in random.sample(every_kind, k=200):
        _assert_named(spoilt, alteration, random)
    assert spoilt.verify().findings == ()


@pytest.mark.parametrize("alteration", OF_FIGURES, ids=lambda alteration: alteration.__name__)
def test_an_alteration_with_its_hashes_made_to_fit_is_named_all_the_same(
    spoilt: Verified, alteration: Alteration
) -> None:
    """Without any help of the manifest: only what other files say of the figure can show it."""
    manifest, digest = spoilt.book.build / "manifest.json", spoilt.book.build / "manifest.json.sha256"
    kept = {path: path.read_bytes() for path in (manifest, digest)}
    with undone(spoilt.book, alteration, Random(f"fitted {alteration.__name__}")) as done:
        _fit_manifest(done.path, spoilt.book.build)
        found = spoilt.verify()
        for path, content in kept.items():
            path.write_bytes(content)
    assert not [finding for finding in found.findings if finding.kind == "file"]
    assert _names_the_figure(found, done, any_file=True), _report(found, done)


def test_a_missing_file_and_one_too_many_are_named(spoilt: Verified, tmp_path: Path) -> None:
    page, extra = spoilt.book.html / "plan.html", spoilt.book.html / "plan-2.html"
    aside = tmp_path / "aside.html"
    shutil.move(page, aside)
    extra.write_text("<p>共有3座桥</p>", encoding="utf-8")
    try:
        lines = [str(finding) for finding in spoilt.verify().findings]
    finally:
        shutil.move(aside, page)
        extra.unlink()
    shown = spoilt.shown
    assert f"{shown}/html/plan.html: file was listed in the manifest, is no such file" in lines
    assert f"{shown}/html/plan-2.html: file was not listed in the manifest, is there" in lines


def _assert_named(spoilt: Verified, alteration: Alteration, random: Random) -> None:
    with undone(spoilt.book, alteration, random) as done:
        found = spoilt.verify()
    name = spoilt.name_of(done.path)
    of_file = [finding for finding in found.findings if name.rpartition("/")[2] in finding.file]
    assert of_file, _report(found, done)
    if done.figure:
        assert _names_the_figure(found, done, any_file=False), _report(found, done)
    elif done.was or done.now:
        assert any(done.was in finding.was and done.now in finding.now for finding in of_file), _report(
            found, done
        )


def _names_the_figure(found: Verification, done: Done, *, any_file: bool) -> bool:
    for finding in found.findings:
        stated = {finding.was, finding.now} if any_file else None
        if finding.figure != done.figure:
            continue
        if stated is None and done.was in finding.was and done.now in finding.now:
            return True
        if (
            stated is not None
            and any(done.was in text for text in stated)
            and any(done.now in text for text in stated)
        ):
            return True
    return False


def _fit_manifest(path: Path, build: Path) -> None:
    manifest = build / "manifest.json"
    content = json.loads(manifest.read_text(encoding="utf-8"))
    name = path.relative_to(build).as_posix()
    content["outputs"][name] = f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
    manifest.write_text(json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    own = hashlib.sha256(manifest.read_bytes()).hexdigest()
    (build / "manifest.json.sha256").write_text(f"{own}  manifest.json\n", encoding="utf-8")


def _report(found: Verification, done: Done) -> str:
    lines = [f"{done}", *(str(finding) for finding in found.findings[:15])]
    return "\n".join(lines)
