"""A build that stands is left alone only while everything it was made from, and it itself, is as it was."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assessbook.core.workspace import Workspace
from assessbook.editions.unchanged import EarlierBuild

EDITION = "params/jiaohe-2016/2015.yaml"
PAGE = b"<p>11609</p>"


@pytest.fixture
def standing(small: Workspace) -> Path:
    """A build of one page, made from the edition's file and a definition."""
    build = small.path("build/jiaohe-2016/2015")
    build.mkdir(parents=True)
    (build / "index.html").write_bytes(PAGE)
    manifest = {
        "inputs": {EDITION: "", "data/measures.yaml": ""},
        "outputs": {"index.html": f"sha256:{hashlib.sha256(PAGE).hexdigest()}"},
    }
    (build / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return build


def earlier(small: Workspace, build: Path, **asked: object) -> EarlierBuild:
    return EarlierBuild(small, small.path(EDITION), build, asked)


def test_an_unchanged_build_still_holds_and_one_never_made_does_not(small: Workspace, standing: Path) -> None:
    assert not earlier(small, standing).still_holds()
    earlier(small, standing).remember()
    assert earlier(small, standing).still_holds()
    assert not earlier(small, small.path("build/elsewhere")).still_holds()


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / EDITION).write_text("programme: other\n", encoding="utf-8"),
        lambda root: (root / "data/measures.yaml").unlink(),
        lambda root: (root / "data/jiaohe-2016/corrections.yaml").write_text("[]\n", encoding="utf-8"),
        lambda root: (root / "params/jiaohe-2016/register.yaml").write_text("[]\n", encoding="utf-8"),
        lambda root: (root / "build/jiaohe-2016/2015/index.html").write_text(
            "<p>11610</p>", encoding="utf-8"
        ),
        lambda root: (root / "build/jiaohe-2016/2015/index.html").unlink(),
        lambda root: (root / "build/jiaohe-2016/2015/more.html").write_text("", encoding="utf-8"),
        lambda root: (root / "build/jiaohe-2016/2015/manifest.json").write_text("{}", encoding="utf-8"),
    ],
    ids=[
        "edition",
        "definitions",
        "new file",
        "register",
        "page altered",
        "page gone",
        "page more",
        "manifest",
    ],
)
def test_any_change_lets_it_be_made_anew(
    small: Workspace, standing: Path, change: Callable[[Path], object]
) -> None:
    earlier(small, standing).remember()
    change(small.root)
    assert not earlier(small, standing).still_holds()


def test_what_was_asked_for_counts(small: Workspace, standing: Path) -> None:
    earlier(small, standing, parameters=["base_year=2015"]).remember()
    assert earlier(small, standing, parameters=["base_year=2015"]).still_holds()
    assert not earlier(small, standing, parameters=["base_year=2014"]).still_holds()
