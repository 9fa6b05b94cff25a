"""The archive of inputs: the same bytes for the same files, whole or refused, and nothing but inputs."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from pathlib import Path

import pytest

from assessbook.core.workspace import Workspace
from assessbook.editions.cluster_bundle import AlteredBundle, Bundle, bundled_files, pack, unpack


def names(bundle: Bundle) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(bundle.content)) as archive:
        return archive.namelist()


def test_the_archive_goes_by_its_own_sha256(small: Workspace) -> None:
    bundle = pack(small.root, bundled_files(small, "jiaohe-2016"))
    assert bundle.sha256 == hashlib.sha256(bundle.content).hexdigest()


def test_the_same_files_written_at_another_time_give_the_same_bytes(small: Workspace) -> None:
    before = pack(small.root, bundled_files(small, "jiaohe-2016"))
    for path in small.root.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
        path.chmod(0o700)
    assert pack(small.root, bundled_files(small, "jiaohe-2016")) == before


def test_a_changed_file_gives_another_sha256(small: Workspace) -> None:
    before = pack(small.root, bundled_files(small, "jiaohe-2016"))
    small.path("data/measures.yaml").write_text("measures: {}\n", encoding="utf-8")
    assert pack(small.root, bundled_files(small, "jiaohe-2016")).sha256 != before.sha256


def test_it_holds_what_notebooks_may_read_and_no_more(small: Workspace) -> None:
    for name in (
        "data/other-2016/tables.yaml",
        "data/jiaohe-2016/~$plan-tables.xlsx",
        "data/jiaohe-2016/.cache",
        "notebooks/.ipynb_checkpoints/region-checkpoint.ipynb",
        "build/jiaohe-2016/2015/manifest.json",
        "surveys/income.csv",
        "requirements.lock",
    ):
        small.path(name).parent.mkdir(parents=True, exist_ok=True)
        small.path(name).write_text("x", encoding="utf-8")
    files = bundled_files(small, "jiaohe-2016", [small.path("surveys/income.csv"), Path("/etc/hostname")])
    assert names(pack(small.root, files)) == [
        "data/",
        "params/",
        "data/jiaohe-2016/regions.yaml",
        "data/jiaohe-2016/tables.yaml",
        "data/measures.yaml",
        "data/reference/regions.yaml",
        "notebooks/overview.ipynb",
        "notebooks/region.ipynb",
        "params/jiaohe-2016/2015.yaml",
        "params/jiaohe-2016/programme.yaml",
        "requirements.lock",
        "surveys/income.csv",
    ]


def test_a_demonstration_takes_the_files_of_what_it_demonstrates_along(small: Workspace) -> None:
    path = small.path("data/demo/jiaohe-2016/tables.yaml")
    path.parent.mkdir(parents=True)
    path.write_text("workbooks: {}\n", encoding="utf-8")
    found = names(pack(small.root, bundled_files(small, "demo-jiaohe-2016")))
    assert "data/demo/jiaohe-2016/tables.yaml" in found
    assert "data/jiaohe-2016/regions.yaml" in found
    assert "params/jiaohe-2016/programme.yaml" in found


def test_unpacked_it_is_a_workspace_with_the_same_files(small: Workspace, tmp_path: Path) -> None:
    files = bundled_files(small, "jiaohe-2016")
    folder = tmp_path / "there"
    unpack(pack(small.root, files), folder)
    assert Workspace.find(folder / "notebooks").root == folder
    for path in files:
        assert (folder / path.relative_to(small.root)).read_bytes() == path.read_bytes()


def test_an_altered_archive_is_refused_and_leaves_nothing(small: Workspace, tmp_path: Path) -> None:
    bundle = pack(small.root, bundled_files(small, "jiaohe-2016"))
    altered = Bundle(bundle.content.replace(b"PK", b"KP", 1), bundle.sha256)
    place = tmp_path / "place"
    place.mkdir()
    with pytest.raises(AlteredBundle, match=bundle.sha256):
        unpack(altered, place / "there")
    assert list(place.iterdir()) == []
