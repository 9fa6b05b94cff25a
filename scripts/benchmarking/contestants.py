"""The contestants, each as a user would start it: a whole process, from its start to its end.

All use the same packages: the project's environment, which that of ploomber-engine sees too. Each function runs
its contestant once, checks that the work was really done, and gives the seconds; it raises `ContestantFailed`
with the end of what the contestant printed otherwise.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assessbook.editions.edition import NotebookRun
from benchmarking.projects import SCRIPTS, Project
from benchmarking.samples import ContestantFailed

ASSESSBOOK = "assessbook"
COMMAND = "papermill, a command each"
API = "papermill, its API in a loop"
PLOOMBER = "ploomber-engine, in one process"
BOOK = "jupyter-book build, executing"
STOCK = "papermill, a command each, then jupyter-book build"

_BIN = Path(sys.executable).parent
_LOOPS = Path(__file__).with_name("loops.py")
_PLOOMBER_PYTHON = SCRIPTS.parent / ".venv-bench" / "bin" / "python"
_SECONDS_TO_GIVE_UP = 3600.0
_LINES_OF_A_FAILURE = 6


def assessbook(project: Project, command: str, out: Path, jobs: int, *options: str) -> float:
    """`assessbook run` or `assessbook build`; what stands at `out` is left there for it to reuse."""
    program = [str(_BIN / "assessbook"), command, project.edition, "--out", str(out), "--jobs", str(jobs)]
    seconds = _timed([*program, *options], project.root)
    wanted = len(project.loaded().runs)
    folder = out / "notebooks" if command == "build" else out
    _require_outputs(folder.rglob("*.ipynb"), wanted)
    return seconds


def papermill_commands(project: Project, runs: Sequence[NotebookRun], out: Path) -> float:
    """The command `papermill` for one notebook after another."""
    _empty(out)
    seconds = 0.0
    for run in runs:
        seconds += _timed(
            [
                str(_BIN / "papermill"),
                str(project.root / run.template),
                str(_executed(out, run)),
                *("-y", json.dumps(dict(run.parameters), ensure_ascii=False)),
                *("--cwd", str(project.notebooks), "--no-progress-bar"),
            ],
            project.root,
        )
    _require_outputs(out.rglob("*.ipynb"), len(runs))
    return seconds


def papermill_loop(project: Project, runs: Sequence[NotebookRun], out: Path) -> float:
    """One process that calls papermill's API for one notebook after another."""
    return _loop(sys.executable, "papermill", project, runs, out)


def ploomber_loop(project: Project, runs: Sequence[NotebookRun], out: Path) -> float:
    """One process in which ploomber-engine executes one notebook after another."""
    if not _PLOOMBER_PYTHON.is_file():
        raise ContestantFailed("it is not installed; `make bench` installs it into .venv-bench")
    return _loop(str(_PLOOMBER_PYTHON), "ploomber", project, runs, out)


def _loop(python: str, kind: str, project: Project, runs: Sequence[NotebookRun], out: Path) -> float:
    file = runs_file(project, runs, out)
    seconds = _timed([python, str(_LOOPS), kind, str(file)], project.root)
    _require_outputs(out.rglob("*.ipynb"), len(runs))
    return seconds


def cells_alone(project: Project, runs: Sequence[NotebookRun], out: Path) -> float:
    """Seconds of the notebooks' cells themselves, added up; see `loops`."""
    file = runs_file(project, runs, out)
    printed = _run([sys.executable, str(_LOOPS), "cells", str(file)], project.root)
    return float(sum(json.loads(printed.splitlines()[-1])))


def runs_file(project: Project, runs: Sequence[NotebookRun], out: Path) -> Path:
    """What a loop is to execute, written as JSON; the folder for its notebooks is made anew."""
    _empty(out)
    content = {
        "project": {
            "root": str(project.root),
            "programme": project.programme,
            "notebooks": str(project.notebooks),
        },
        "runs": [
            {
                "template": str(project.root / run.template),
                "out": str(_executed(out, run)),
                "parameters": dict(run.parameters),
            }
            for run in runs
        ],
    }
    file = out / "runs.json"
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return file


def stock_book(folder: Path, notebooks: Sequence[Path], execute: str) -> None:
    """Write what `jupyter-book build` needs for a book of notebooks, one flat list of pages.

    Parameters
    ----------
    folder : Path
        The book's source folder, made anew. It must lie in a project where notebooks are executed.
    notebooks : sequence of Path
        Copied into the folder, the first as front page.
    execute : str
        Jupyter Book's ``execute_notebooks``: ``off``, ``force`` or ``cache``.
    """
    _empty(folder)
    names = [f"page-{number:04d}" for number, _ in enumerate(notebooks)]
    for name, notebook in zip(names, notebooks, strict=True):
        shutil.copy(notebook, folder / f"{name}.ipynb")
    chapters = "".join(f"- file: {name}\n" for name in names[1:])
    toc = f"format: jb-book\nroot: {names[0]}\n" + (f"chapters:\n{chapters}" if chapters else "")
    (folder / "_toc.yml").write_text(toc, encoding="utf-8")
    configuration = (
        "title: Benchmark\nauthor: Benchmark\nonly_build_toc_files: true\n"
        f'execute:\n  execute_notebooks: "{execute}"\n  timeout: 600\n'
    )
    (folder / "_config.yml").write_text(configuration, encoding="utf-8")


def parameterised(project: Project, runs: Sequence[NotebookRun], folder: Path) -> list[Path]:
    """The notebooks of some runs with their parameters in them, not executed."""
    from papermill.iorw import load_notebook_node
    from papermill.parameterize import parameterize_notebook

    _empty(folder)
    paths = []
    for run in runs:
        notebook: Any = parameterize_notebook(
            load_notebook_node(str(project.root / run.template)), dict(run.parameters)
        )
        path = _executed(folder, run)
        path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")
        paths.append(path)
    return paths


def jupyter_book(folder: Path, *, clean: bool = True) -> float:
    """`jupyter-book build` of a folder; `clean` removes what it built before, first."""
    if clean:
        shutil.rmtree(folder / "_build", ignore_errors=True)
    seconds = _timed([str(_BIN / "jupyter-book"), "build", "-q", str(folder)], folder)
    pages = len(list(folder.glob("*.ipynb")))
    html = folder / "_build" / "html"
    # It exits 0 when a notebook fails.
    if failed := sorted(html.glob("reports/**/*.log")):
        raise ContestantFailed(
            f"{len(failed)} notebooks failed; {failed[0].name}: {_end_of(failed[0].read_text())}"
        )
    if (made := len(list(html.glob("page-*.html")))) != pages:
        raise ContestantFailed(f"it wrote {made} pages instead of {pages}")
    return seconds


def stages_of(build: Path) -> dict[str, float]:
    """Seconds of the stages of a build, as it recorded them."""
    record = json.loads((build / "run.json").read_text(encoding="utf-8"))
    return {name: float(seconds) for name, seconds in record["seconds"].items()}


def _executed(out: Path, run: NotebookRun) -> Path:
    return out / f"{run.name.replace('/', '-')}.ipynb"


def _empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def _timed(command: Sequence[str], folder: Path) -> float:
    begin = time.perf_counter()
    _run(command, folder)
    return time.perf_counter() - begin


def _run(command: Sequence[str], folder: Path) -> str:
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([str(_BIN), os.environ.get("PATH", "")]),
        # The kernel of this environment, and no settings of the user's.
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_CONFIG_DIR": str(folder / ".jupyter"),
        "IPYTHONDIR": str(folder / ".ipython"),
    }
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            encoding="utf-8", errors="replace", timeout=_SECONDS_TO_GIVE_UP, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise ContestantFailed(f"it was given up after {_SECONDS_TO_GIVE_UP:.0f} s") from None
    if done.returncode != 0:
        message = _end_of(done.stderr) or _end_of(done.stdout)
        raise ContestantFailed(f"exit status {done.returncode}: {message}")
    return done.stdout


def _end_of(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return " / ".join(lines[-_LINES_OF_A_FAILURE:])


def _require_outputs(paths: Any, wanted: int) -> None:
    """That so many notebooks were executed to the end."""
    found = 0
    for path in paths:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        outputs = [output for cell in cells for output in cell.get("outputs", ())]
        if any(output["output_type"] == "error" for output in outputs):
            raise ContestantFailed(f"a cell of {path.name} failed")
        found += bool(outputs)
    if found != wanted:
        raise ContestantFailed(f"{found} notebooks have results instead of {wanted}")
