"""Editions below `params/demo/`: their programme, their files, and that they say what their data are."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assessbook.core.problems import InputError
from assessbook.core.workspace import Workspace
from assessbook.editions.edition import Edition
from assessbook.editions.parameters import load_edition
from assessbook.editions.status import status_problems
from tests.conftest import EDITION, PROGRAMME

FILE = "params/demo/jiaohe-2016/2015.yaml"
REAL = "params/jiaohe-2016/2015.yaml"
SYNTHETIC: Any = SimpleNamespace(synthetic=True)
OBSERVED: Any = SimpleNamespace(synthetic=False)


@pytest.fixture
def demo(small: Workspace) -> Workspace:
    """The small project with a demonstration edition, one more village and no data yet."""
    for name, text in {
        FILE: EDITION.replace("jiaohe-2016", "demo-jiaohe-2016") + "status: synthetic\n",
        "params/demo/jiaohe-2016/programme.yaml": PROGRAMME,
        "data/demo/jiaohe-2016/regions.yaml": (
            "regions:\n  - {id: xincun, name: 新村, english: Xincun, level: township, parent: jiaohe}\n"
        ),
    }.items():
        small.path(name).parent.mkdir(parents=True, exist_ok=True)
        small.path(name).write_text(text, encoding="utf-8")
    return small


def load(workspace: Workspace, file: str = FILE) -> Edition:
    return load_edition(workspace, Path(file))


def test_the_programme_is_named_after_the_one_it_demonstrates(demo: Workspace) -> None:
    edition = load(demo)
    assert (edition.programme, edition.key, edition.status) == (
        "demo-jiaohe-2016",
        "demo-jiaohe-2016/2015",
        "synthetic",
    )


def test_it_has_the_programmes_regions_and_its_own(demo: Workspace) -> None:
    assert load(demo).regions == ("piaohe", "qingling", "xincun")
    assert load(demo, REAL).regions == ("piaohe", "qingling")


def test_it_may_have_no_regions_of_its_own(demo: Workspace) -> None:
    demo.path("data/demo/jiaohe-2016/regions.yaml").unlink()
    assert load(demo).regions == ("piaohe", "qingling")


def test_the_file_must_name_the_demonstration(demo: Workspace) -> None:
    path = demo.path(FILE)
    path.write_text(path.read_text(encoding="utf-8").replace("demo-", ""), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(demo)
    (found,) = caught.value.problems
    assert found.where == f"{FILE}, line 1"
    assert found.what == f"programme is jiaohe-2016, but the file stands at {FILE}"


def test_a_file_in_the_folder_of_all_demonstrations_is_no_edition(demo: Workspace) -> None:
    demo.path("params/demo/2015.yaml").write_text(EDITION, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(demo, "params/demo/2015.yaml")
    (found,) = caught.value.problems
    assert found.what == "not an edition file; editions are params/<programme>/<year>.yaml"


def test_the_status_of_matching_editions_is_no_problem(demo: Workspace) -> None:
    assert status_problems(demo, load(demo), SYNTHETIC) == []
    assert status_problems(demo, load(demo, REAL), OBSERVED) == []


def test_a_real_edition_of_demonstration_data_is_a_problem_at_its_status(demo: Workspace) -> None:
    path = demo.path(FILE)
    path.write_text(path.read_text(encoding="utf-8").replace("synthetic", "real"), encoding="utf-8")
    (found,) = status_problems(demo, load(demo), SYNTHETIC)
    assert found.where == f"{FILE}, line 10"
    assert found.what == "status is real, but demo-jiaohe-2016 reads demonstration data (演示数据)"
    assert found.action == "Write status: synthetic; or name the programme's own data, without demo."


def test_a_draft_does_not_hide_demonstration_data_either(demo: Workspace) -> None:
    path = demo.path(FILE)
    path.write_text(path.read_text(encoding="utf-8").replace("synthetic", "draft"), encoding="utf-8")
    (found,) = status_problems(demo, load(demo), SYNTHETIC)
    assert found.what.startswith("status is draft, but")


def test_an_edition_that_does_not_say_its_status_is_taken_for_real(demo: Workspace) -> None:
    (found,) = status_problems(demo, load(demo, REAL), SYNTHETIC)
    assert found.where == REAL
    assert "status is real, as it is where the file doesn't say it, but" in found.what


def test_a_synthetic_edition_of_real_data_is_a_problem(demo: Workspace) -> None:
    (found,) = status_problems(demo, load(demo), OBSERVED)
    assert found.where == f"{FILE}, line 10"
    assert found.what == "status is synthetic, but the data of demo-jiaohe-2016 are real"
