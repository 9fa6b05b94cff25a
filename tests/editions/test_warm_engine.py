"""The warm engine: runs can't see each other, and its notebooks have the plain engine's bytes."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from assessbook.core.workspace import Workspace
from assessbook.editions.edition import NotebookRun
from assessbook.editions.execution import RunResult
from assessbook.editions.kernels import kernel_environment, prepare_kernel
from assessbook.editions.limits import Limits
from assessbook.editions.plain import run_plain
from assessbook.editions.supervision import Task
from assessbook.editions.warm import run_warm

LEAK = """
import os, random, sys, types
import numpy, matplotlib
os.environ["LEFT_BEHIND"] = "yes"
os.chdir("/")
random.seed(1); numpy.random.seed(1)
matplotlib.rcParams["font.size"] = 77
sys.modules["left_behind"] = types.ModuleType("left_behind")
import assessbook.report
assessbook.report.left_behind = True
kept_open = open(os.devnull)
left_behind = 1
"""
LOOK = """
import os, sys, random
import numpy, matplotlib, assessbook.report
print(sorted(name for name in globals() if name == "left_behind"))
print(os.environ.get("LEFT_BEHIND"), os.getcwd() == "/", matplotlib.rcParams["font.size"] == 77)
print("left_behind" in sys.modules, hasattr(assessbook.report, "left_behind"))
"""
SHOW = """
import sys
from IPython.display import HTML, Markdown, clear_output, display
print("one"); print("warning", file=sys.stderr); print("two")
display(Markdown("*text*"), HTML("<b>html</b>"))
handle = display("before", display_id="it")
handle.update("after")
import matplotlib.pyplot as plt
plt.plot([1, 2, 3])
plt.show()
{"a": 1}
"""


def notebook(root: Path, name: str, *sources: str) -> NotebookRun:
    parameters = nbformat.v4.new_code_cell("x = 1", id="parameters", metadata={"tags": ["parameters"]})
    cells = [nbformat.v4.new_code_cell(source, id=f"cell-{index}") for index, source in enumerate(sources)]
    made = nbformat.v4.new_notebook(
        cells=[parameters, *cells],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    (root / "notebooks").mkdir(exist_ok=True)
    nbformat.write(made, root / "notebooks" / f"{name}.ipynb")
    return NotebookRun(Path("notebooks") / f"{name}.ipynb", name, {"x": 2})


def warm(
    root: Path,
    runs: list[NotebookRun],
    *,
    jobs: int = 1,
    time_limit: float | None = None,
    programme: str | None = None,
) -> list[RunResult]:
    folder = root / "kernel"
    folder.mkdir()
    environment = prepare_kernel(folder) | kernel_environment(folder)
    found: dict[str, RunResult] = {}
    task = Task(root, root / "out", tuple(runs), environment, jobs, Limits(time_limit))
    run_warm(task, lambda result: found.update({result.run.name: result}), programme=programme)
    return [found[run.name] for run in runs]


def outputs(path: Path, cell: int = -1) -> list[dict[str, object]]:
    return list(json.loads(path.read_text(encoding="utf-8"))["cells"][cell]["outputs"])


def text_of(path: Path) -> str:
    return "".join("".join(output["text"]) for output in outputs(path) if output["output_type"] == "stream")


def test_nothing_of_one_run_can_be_seen_by_the_next(tmp_path: Path) -> None:
    runs = [notebook(tmp_path, "leak", LEAK), notebook(tmp_path, "look", LOOK)]
    results = warm(tmp_path, runs)
    assert [result.failure for result in results] == [None, None]
    assert text_of(tmp_path / "out/look.ipynb") == "[]\nNone False False\nFalse False\n"


def test_runs_start_from_the_same_random_state(tmp_path: Path) -> None:
    drawing = "import random, numpy\nnumpy.random.seed(3)\nprint(numpy.random.rand())"
    runs = [notebook(tmp_path, "first", drawing), notebook(tmp_path, "second", drawing)]
    warm(tmp_path, runs)
    assert text_of(tmp_path / "out/first.ipynb") == text_of(tmp_path / "out/second.ipynb")


def test_the_plain_engine_gives_the_same_bytes(tmp_path: Path) -> None:
    run = notebook(tmp_path, "show", SHOW, "x + 1")
    warm(tmp_path, [run])
    results: list[RunResult] = []
    folder = tmp_path / "plain-kernel"
    folder.mkdir()
    run_plain(Task(tmp_path, tmp_path / "plain", (run,), prepare_kernel(folder), 1), results.append)
    assert results[0].failure is None
    assert (tmp_path / "plain/show.ipynb").read_bytes() == (tmp_path / "out/show.ipynb").read_bytes()


def test_parameters_reach_the_notebook(tmp_path: Path) -> None:
    warm(tmp_path, [notebook(tmp_path, "sum", "print(x + 40)")])
    assert text_of(tmp_path / "out/sum.ipynb") == "42\n"


def test_a_run_that_fails_leaves_the_others_alone(tmp_path: Path) -> None:
    runs = [
        notebook(tmp_path, "bad", "print(1)", "1 / 0", "print(2)"),
        notebook(tmp_path, "good", "print(3)"),
    ]
    bad, good = warm(tmp_path, runs, jobs=2)
    assert bad.failure is not None
    assert (bad.failure.kind, bad.failure.cell_id) == ("ZeroDivisionError", "cell-1")
    assert good.failure is None
    assert outputs(tmp_path / "out/bad.ipynb", -1) == []


def test_a_run_past_its_time_is_ended_and_named(tmp_path: Path) -> None:
    runs = [notebook(tmp_path, "endless", "print(1)", "while True: pass")]
    (result,) = warm(tmp_path, runs, time_limit=4)
    assert result.failure is not None
    assert result.failure.cell_id == "cell-1"
    assert "longer than the 4 seconds" in result.failure.message
    assert (tmp_path / "out/endless.ipynb").is_file()


@pytest.mark.parametrize(
    "source", ["import os; os._exit(9)", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"]
)
def test_a_process_that_dies_is_the_failure_of_its_cell(tmp_path: Path, source: str) -> None:
    (result,) = warm(tmp_path, [notebook(tmp_path, "dies", source)])
    assert result.failure is not None
    assert result.failure.cell_id == "cell-0"
    assert result.failure.kind == "DeadKernelError"


READ = """
from pathlib import Path
from assessbook.core.workspace import Workspace
from assessbook.observations import reader
kept = dict(reader._datasets._kept)
data = reader.load_dataset(Workspace(Path.cwd().parent), "jiaohe-2016")
print(len(kept), all(value is data for _, value in kept.values()), sorted(data.definitions.measures))
"""


def test_the_data_are_read_before_the_first_notebook_and_found_by_each(small: Workspace) -> None:
    runs = [notebook(small.root, name, READ) for name in ("one", "two")]
    warm(small.root, runs, programme="jiaohe-2016")
    for name in ("one", "two"):
        assert text_of(small.root / f"out/{name}.ipynb") == "1 True ['poor_persons']\n"


def test_data_with_problems_are_told_by_the_notebook_that_reads_them(small: Workspace) -> None:
    small.path("data/measures.yaml").write_text("measures: {x: {}}\n", encoding="utf-8")
    (result,) = warm(small.root, [notebook(small.root, "one", READ)], programme="jiaohe-2016")
    assert result.failure is not None
    assert (result.failure.kind, result.failure.cell_id) == ("InputError", "cell-0")


def test_a_notebook_reads_data_that_changed_since(small: Workspace) -> None:
    change = (
        "from pathlib import Path\n"
        "path = Path.cwd().parent / 'data/measures.yaml'\n"
        "path.write_text(path.read_text().replace('poor_persons:', 'poor_people:'))\n"
    )
    warm(small.root, [notebook(small.root, "one", change, READ)], programme="jiaohe-2016")
    assert text_of(small.root / "out/one.ipynb") == "1 False ['poor_people']\n"
