"""Where a programme's files are, and where those of its demonstration are."""

from __future__ import annotations

from pathlib import Path

from assessbook.core.workspace import Workspace, is_demo, programme_of, real_programme


def test_a_programme_has_a_folder_and_its_demonstration_another_below_demo(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert workspace.programme_folder("data", "jiaohe-2016") == tmp_path / "data/jiaohe-2016"
    assert workspace.programme_folder("params", "demo-jiaohe-2016") == tmp_path / "params/demo/jiaohe-2016"


def test_an_edition_file_tells_its_programme() -> None:
    assert programme_of(Path("params/jiaohe-2016/2015.yaml")) == "jiaohe-2016"
    assert programme_of(Path("params/demo/jiaohe-2016/2018.yaml")) == "demo-jiaohe-2016"


def test_a_demonstration_is_of_the_programme_that_its_id_names() -> None:
    assert real_programme("demo-jiaohe-2016") == "jiaohe-2016"
    assert real_programme("jiaohe-2016") == "jiaohe-2016"
    assert [is_demo(name) for name in ("demo-jiaohe-2016", "jiaohe-2016", "democracy-2016")] == [
        True,
        False,
        False,
    ]


def test_programmes_are_listed_with_demonstrations_but_not_the_folder_that_holds_them(tmp_path: Path) -> None:
    for name in ("data/lianzhou-2013", "data/demo/lianzhou-2013", "data/.cache", "data/demo/.cache"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "data/measures.yaml").touch()
    assert Workspace(tmp_path).programmes("data") == ["demo-lianzhou-2013", "lianzhou-2013"]


def test_a_demonstration_folder_stands_below_demo_of_this_workspace(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert workspace.is_demo_folder(tmp_path / "data/demo/jiaohe-2016")
    assert not workspace.is_demo_folder(tmp_path / "data/jiaohe-2016")
    assert not workspace.is_demo_folder(tmp_path / "other/data/demo/jiaohe-2016")
