"""A worker must execute with the client's code and libraries; what differs is told, once for all alike."""

from __future__ import annotations

import platform
from importlib.metadata import version

from assessbook.archive.code_version import code_version
from assessbook.editions.cluster_connection import version_problems
from assessbook.editions.cluster_versions import (
    Versions,
    differences,
    installed_versions,
    library_differences,
)

HERE = Versions("sha256:11", {"python": "3.11.7", "pandas": "3.1.1", "matplotlib": "3.11.2"})


def test_the_versions_are_those_of_this_process() -> None:
    found = installed_versions()
    assert found.code == code_version()
    assert found.libraries["python"] == platform.python_version()
    for name in ("assessbook", "papermill", "pandas", "matplotlib", "ipython", "distributed"):
        assert found.libraries[name] == version(name)


def test_equal_versions_differ_in_nothing() -> None:
    assert differences(HERE, HERE) == ()


def test_each_library_that_differs_or_is_not_there_is_told() -> None:
    there = {"python": "3.11.7", "pandas": "2.2.3", "polars": "1.0"}
    assert library_differences(there, HERE.libraries) == (
        "pandas is 2.2.3, here it is 3.1.1",
        "matplotlib is not installed, here it is 3.11.2",
    )


def test_other_code_of_the_same_version_is_told() -> None:
    there = Versions("sha256:22", HERE.libraries)
    assert differences(there, HERE) == ("the code of assessbook is sha256:22, here it is sha256:11",)


def test_workers_that_differ_alike_are_told_together() -> None:
    told = {
        "scheduler tcp://10.0.0.1:8786": (),
        "worker tcp://10.0.0.2:4000 (a)": ("pandas is 2.2.3, here it is 3.1.1",),
        "worker tcp://10.0.0.3:4000": (),
        "worker tcp://10.0.0.4:4000 (b)": ("pandas is 2.2.3, here it is 3.1.1",),
    }
    (problem,) = version_problems(told)
    assert str(problem) == (
        "worker tcp://10.0.0.2:4000 (a) and 1 more: pandas is 2.2.3, here it is 3.1.1\n"
        "  Install the same assessbook and the same requirements.lock everywhere, and start the workers again."
    )
