"""A notebook past its time or memory is stopped and named; the first failure may stop the rest."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assessbook.core.problems import InputError, NotebookFailed
from assessbook.core.workspace import Workspace
from assessbook.editions import limits as limits_module
from assessbook.editions.limits import UNLIMITED, Limits
from assessbook.editions.parameters import load_edition
from assessbook.editions.processes import Member, family, largest
from assessbook.editions.runner import Engine, run_notebooks

PATH = Path("params/jiaohe-2016/2015.yaml")
Template = Callable[[str, dict[str, str]], None]
needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="memory is read from /proc")
engines = pytest.mark.parametrize("engine", ["warm", "plain"])


def failure(small: Workspace, engine: Engine, limits: Limits = UNLIMITED, *, fail_fast: bool = False) -> str:
    edition = load_edition(small, PATH)
    with pytest.raises(NotebookFailed) as caught:
        run_notebooks(
            small, edition, small.path("build"), jobs=2, engine=engine, limits=limits, fail_fast=fail_fast
        )
    assert caught.value.exit_status == 3
    return str(caught.value)


@needs_proc
@engines
def test_a_notebook_that_holds_too_much_memory_is_stopped_with_its_cell_and_the_others_are_executed(
    small: Workspace, template: Template, engine: Engine
) -> None:
    cells = {
        "parameters": "edition = ''",
        "fine": "import time",
        "hoard": "held = b'x' * 400_000_000\ntime.sleep(300)",
    }
    template("overview", cells)
    text = failure(small, engine, Limits(megabytes=350))
    assert re.sub(r"held \d+ MB", "held … MB", text) == (
        "notebooks/overview.ipynb failed while making overview\n"
        "  Parameters: edition=params/jiaohe-2016/2015.yaml\n"
        "  In code cell 3 (id hoard):\n"
        "      held = b'x' * 400_000_000\n"
        "      time.sleep(300)\n"
        "  MemoryLimit: the notebook held … MB of memory, more than the 350 MB it may, and was stopped while"
        " the cell above was running\n"
        "  Let the cell hold less at a time, or allow more with --memory-limit.\n"
        "  Executed copy, up to the failure: build/overview.ipynb\n"
        "\n"
        "1 of 4 notebooks failed; 3 executed without failure."
    )
    held = re.search(r"held (\d+) MB", text)
    assert held is not None
    assert 350 < int(held[1]) < 900


def test_a_notebook_past_its_time_is_stopped_in_an_ordinary_kernel_too(
    small: Workspace, template: Template
) -> None:
    template("overview", {"parameters": "edition = ''", "endless": "while True: pass"})
    edition = load_edition(small, PATH)
    alone = replace(edition, runs=edition.runs[:1])
    with pytest.raises(NotebookFailed) as caught:
        run_notebooks(small, alone, small.path("build"), engine="plain", limits=Limits(seconds=3))
    text = str(caught.value)
    # Whether the kernel has come as far as the cell depends on the machine.
    assert "  TimeLimit: the notebook ran longer than the 3 seconds it may take, and was stopped " in text
    assert "  Make the cell quicker, or allow more with --time-limit.\n" in text
    assert text.endswith("\n1 of 1 notebooks failed; 0 executed without failure.")


@engines
def test_the_first_failure_can_stop_the_others_and_those_not_executed_are_named(
    small: Workspace, template: Template, engine: Engine
) -> None:
    template("overview", {"parameters": "edition = ''", "share": "1 / 0"})
    template("region", {"parameters": "region: str = 'jiaohe'", "wait": "import time\ntime.sleep(300)"})
    assert failure(small, engine, fail_fast=True) == (
        "notebooks/overview.ipynb failed while making overview\n"
        "  Parameters: edition=params/jiaohe-2016/2015.yaml\n"
        "  In code cell 2 (id share):\n"
        "  >   1 / 0\n"
        "  ZeroDivisionError: division by zero\n"
        "  Executed copy, up to the failure: build/overview.ipynb\n"
        "\n"
        "Stopped at the first failure (--fail-fast). Not executed, or not to the end:\n"
        "  region/jiaohe\n"
        "  region/piaohe\n"
        "  region/qingling\n"
        "\n"
        "1 of 4 notebooks failed; 0 executed without failure, 3 not executed."
    )
    assert [path.name for path in small.path("build").rglob("*.ipynb")] == ["overview.ipynb"]


def test_a_limit_is_exceeded_only_above_it() -> None:
    limits = Limits(seconds=10, megabytes=100)
    assert limits.overrun(10.0, 104_857_600, cell_began=True) is None
    late = limits.overrun(10.1, 0, cell_began=False)
    assert late is not None
    assert late.message.startswith(
        "the notebook ran longer than the 10 seconds it may take, and was stopped before its first cell\n"
    )
    large = limits.overrun(0.0, 2 * 104_857_600, cell_began=True)
    assert large is not None
    assert large.message.startswith("the notebook held 200 MB of memory, more than the 100 MB it may, ")


def test_memory_can_not_be_limited_where_it_can_not_be_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits_module, "can_measure", lambda: False)
    assert Limits(seconds=10).megabytes is None
    with pytest.raises(InputError) as caught:
        Limits(megabytes=500)
    assert str(caught.value) == (
        "--memory-limit 500: this system doesn't tell how much memory is held\n"
        "  Leave the option out, or run on Linux.\n"
        "1 problem in all. Nothing was built."
    )


def test_a_family_is_all_that_descends_from_a_process_and_counts_by_its_largest() -> None:
    members = {
        1: Member(0, 900),
        10: Member(1, 100),
        11: Member(10, 300),
        12: Member(11, 200),
        20: Member(1, 800),
    }
    assert family(10, members) == [10, 11, 12]
    assert largest(10, members) == 300
    assert largest(99, members) == 0
