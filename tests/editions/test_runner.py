"""Notebooks are executed by papermill into deterministic bytes; every failure is told, none stops the rest."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from assessbook.core.problems import NotebookFailed
from assessbook.core.workspace import Workspace
from assessbook.editions.execution import RunResult
from assessbook.editions.parameters import load_edition
from assessbook.editions.runner import run_notebooks

PATH = Path("params/jiaohe-2016/2015.yaml")
Template = Callable[[str, dict[str, str]], None]
Change = Callable[[str, str, str], None]


def only_overview(small: Workspace, change: Change, cell: str, template: Template) -> None:
    """Leave one notebook, with one cell under its parameters."""
    change(
        "params/jiaohe-2016/programme.yaml",
        "  - {template: notebooks/region.ipynb, regions: top, page: region}\n",
        "",
    )
    change(
        "params/jiaohe-2016/programme.yaml",
        "  - {template: notebooks/region.ipynb, regions: children, page: region}\n",
        "",
    )
    template("overview", {"parameters": "edition = ''", "show": cell})


def printed(path: Path) -> str:
    notebook = nbformat.read(path, as_version=4)
    return "".join(output.text for cell in notebook.cells for output in cell.outputs)


def test_a_run_passes_the_parameters_and_keeps_nothing_of_when_or_where(
    small: Workspace, tmp_path: Path
) -> None:
    edition = load_edition(small, PATH)
    seen: list[RunResult] = []
    results = run_notebooks(small, edition, tmp_path / "one", jobs=2, progress=seen.append)
    assert [result.run.name for result in results] == [
        "overview",
        "region/jiaohe",
        "region/piaohe",
        "region/qingling",
    ]
    assert sorted(result.run.name for result in seen) == sorted(result.run.name for result in results)
    assert all(result.seconds > 0 for result in results)

    piaohe = tmp_path / "one/region/piaohe.ipynb"
    assert printed(piaohe) == "piaohe 2015\n"
    content = json.loads(piaohe.read_text(encoding="utf-8"))
    assert content["metadata"]["papermill"] == {
        "input_path": "notebooks/region.ipynb",
        "parameters": {"base_year": 2015, "region": "piaohe"},
    }
    assert set(content["metadata"]) == {"papermill", "kernelspec", "language_info"}
    assert "version" not in content["metadata"]["language_info"]
    assert [cell["id"] for cell in content["cells"]] == ["parameters", "injected-parameters", "show"]
    assert [cell["metadata"] for cell in content["cells"]] == [
        {"tags": ["parameters"]},
        {"tags": ["injected-parameters"]},
        {},
    ]
    assert str(tmp_path) not in piaohe.read_text(encoding="utf-8")

    run_notebooks(small, edition, tmp_path / "two", jobs=1)
    for result in results:
        again = tmp_path / "two" / result.path.relative_to((tmp_path / "one").resolve())
        assert again.read_bytes() == result.path.read_bytes()


def test_a_failed_notebook_is_told_with_its_cell_and_the_others_are_executed(
    small: Workspace, tmp_path: Path, template: Template
) -> None:
    cell = "total = 11609\nshare = total / 0\nprint(share)"
    template("overview", {"parameters": "edition = ''", "fine": "print(edition)", "poor-share": cell})
    with pytest.raises(NotebookFailed) as caught:
        run_notebooks(small, load_edition(small, PATH), small.path("build"), jobs=2)
    assert caught.value.exit_status == 3
    assert str(caught.value) == (
        "notebooks/overview.ipynb failed while making overview\n"
        "  Parameters: edition=params/jiaohe-2016/2015.yaml\n"
        "  In code cell 3 (id poor-share):\n"
        "      total = 11609\n"
        "  >   share = total / 0\n"
        "      print(share)\n"
        "  ZeroDivisionError: division by zero\n"
        "  Executed copy, up to the failure: build/overview.ipynb\n"
        "\n"
        "1 of 4 notebooks failed; 3 executed without failure."
    )
    copy = nbformat.read(small.path("build/overview.ipynb"), as_version=4)
    assert [cell.id for cell in copy.cells] == ["parameters", "injected-parameters", "fine", "poor-share"]
    assert copy.cells[-1].outputs[-1].ename == "ZeroDivisionError"
    assert printed(small.path("build/region/qingling.ipynb")) == "qingling 2015\n"


def test_an_error_of_assessbook_is_shown_as_its_message_only(
    small: Workspace, tmp_path: Path, template: Template, change: Change
) -> None:
    cell = (
        "from assessbook.core.problems import ConceptError\n"
        "raise ConceptError('net and disposable income can not be subtracted')"
    )
    only_overview(small, change, cell, template)
    with pytest.raises(NotebookFailed) as caught:
        run_notebooks(small, load_edition(small, PATH), tmp_path / "out")
    lines = str(caught.value).splitlines()
    assert lines[4] == "  >   raise ConceptError('net and disposable income can not be subtracted')"
    assert lines[5] == "  net and disposable income can not be subtracted"
    assert lines[6].startswith("  Executed copy")


def test_an_error_below_the_cell_says_where_it_was_raised(
    small: Workspace, tmp_path: Path, template: Template, change: Change
) -> None:
    only_overview(small, change, "import json\njson.loads('{')", template)
    with pytest.raises(NotebookFailed) as caught:
        run_notebooks(small, load_edition(small, PATH), tmp_path / "out")
    assert "  >   json.loads('{')\n  JSONDecodeError: " in str(caught.value)
    assert "  Raised in decoder.py, line " in str(caught.value)


def test_a_kernel_that_dies_leaves_a_copy_and_the_name_of_its_cell(
    small: Workspace, tmp_path: Path, template: Template, change: Change
) -> None:
    only_overview(small, change, "import os\nos._exit(9)", template)
    with pytest.raises(NotebookFailed) as caught:
        run_notebooks(small, load_edition(small, PATH), small.path("build"))
    assert "  In code cell 2 (id show):\n" in str(caught.value)
    assert "  DeadKernelError: " in str(caught.value)
    assert "build/overview.ipynb" in str(caught.value)
    assert small.path("build/overview.ipynb").is_file()


def test_the_kernel_is_this_interpreter_whatever_is_installed_elsewhere(
    small: Workspace, tmp_path: Path, template: Template, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    foreign = tmp_path / "foreign/kernels/python3"
    foreign.mkdir(parents=True)
    specification = {"argv": ["no-such-program"], "display_name": "Other", "language": "python"}
    (foreign / "kernel.json").write_text(json.dumps(specification), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "foreign"))
    only_overview(small, change, "import sys\nprint(sys.executable)", template)
    run_notebooks(small, load_edition(small, PATH), tmp_path / "out")
    assert printed(tmp_path / "out/overview.ipynb") == f"{sys.executable}\n"


def test_the_users_own_configuration_is_not_read(
    small: Workspace, tmp_path: Path, template: Template, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    startup = tmp_path / "home/ipython/profile_default/startup"
    startup.mkdir(parents=True)
    (startup / "first.py").write_text("print('startup')", encoding="utf-8")
    python = tmp_path / "home/pythonstartup.py"
    python.write_text("print('pythonstartup')", encoding="utf-8")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "home/ipython"))
    monkeypatch.setenv("PYTHONSTARTUP", str(python))
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    cell = (
        "import os\n"
        "from pathlib import Path\n"
        "print(get_ipython().history_manager.enabled, os.environ['OMP_NUM_THREADS'], Path.cwd().name)\n"
        "print('home' in os.environ['IPYTHONDIR'])"
    )
    only_overview(small, change, cell, template)
    run_notebooks(small, load_edition(small, PATH), tmp_path / "out")
    assert printed(tmp_path / "out/overview.ipynb") == "False 1 notebooks\nFalse\n"


INTERRUPTED = """
import sys
from pathlib import Path
from assessbook.core.workspace import Workspace
from assessbook.editions.parameters import load_edition
from assessbook.editions.runner import run_notebooks

if __name__ == "__main__":
    workspace = Workspace(Path(sys.argv[1]))
    edition = load_edition(workspace, Path("params/jiaohe-2016/2015.yaml"))
    try:
        run_notebooks(workspace, edition, workspace.path("build"), jobs=1)
    except KeyboardInterrupt:
        sys.exit(130)
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks processes up in /proc")
def test_ctrl_c_leaves_no_kernel_behind(
    small: Workspace, tmp_path: Path, template: Template, change: Change
) -> None:
    mark = small.path("kernel.pid")
    cell = (
        f"import os, pathlib, time\npathlib.Path({str(mark)!r}).write_text(str(os.getpid()))\ntime.sleep(300)"
    )
    only_overview(small, change, cell, template)
    script = tmp_path / "interrupted.py"
    script.write_text(INTERRUPTED, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(script), str(small.root)],
        start_new_session=True,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            _wait_until(lambda: mark.is_file() and mark.read_text() != "")
            kernel = Path("/proc") / mark.read_text()
            assert kernel.exists()
            # What a terminal does on Ctrl-C: the signal goes to the whole foreground group.
            os.killpg(process.pid, signal.SIGINT)
            assert process.wait(timeout=60) == 130
            assert process.stderr is not None
            assert process.stderr.read() == ""
            _wait_until(lambda: not kernel.exists())
        finally:
            if process.poll() is None:
                process.kill()


def _wait_until(true: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for something that comes on its own; fail when it doesn't."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
