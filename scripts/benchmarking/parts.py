"""The five parts of the benchmark: for each, what is prepared unmeasured, and the trials that take turns."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from assessbook.editions.edition import NotebookRun
from benchmarking import contestants, editions, pages
from benchmarking.contestants import API, ASSESSBOOK, BOOK, COMMAND, PLOOMBER
from benchmarking.projects import Project
from benchmarking.samples import Case, Results, Sample, Trial, extended, spread
from benchmarking.setting import SAMPLED, SECONDS_EACH, Setting

_SECONDS_A_PAGE = 0.1
CELLS = "cells alone"


def sizes_measured(sizes: Sequence[int], sampled: int | None) -> list[int]:
    """The sizes at which a contestant is run: all, or two from which the larger ones follow."""
    if sampled is None or max(sizes) <= sampled:
        return list(sizes)
    return sorted({1, sampled, *(size for size in sizes if size < sampled)})


def engines(setting: Setting) -> list[Trial]:
    """A: the same region notebooks, executed."""
    trials = []
    for size in setting.sizes:
        project = setting.copy(f"engines-{size}", size, pages_of_regions_only=True)
        trials.append(_executing(setting, ASSESSBOOK, size, _afresh(setting, project)))
    whole = setting.copy("engines-others", setting.largest, pages_of_regions_only=True)
    loops = {
        COMMAND: contestants.papermill_commands,
        API: contestants.papermill_loop,
        PLOOMBER: contestants.ploomber_loop,
        BOOK: _book_of_runs,
    }
    for name, loop in loops.items():
        for size in sizes_measured(setting.sizes, None if setting.full else SAMPLED.get(name)):
            trials.append(_executing(setting, name, size, _in_turn(setting, whole, loop, size)))
    return trials


def _executing(setting: Setting, name: str, size: int, work: Callable[[int], float]) -> Trial:
    case = Case("engines", "executed", size, name)
    return Trial(case, lambda repeat: Sample(work(repeat), size, size), 2 + SECONDS_EACH[name] * size)


def _afresh(setting: Setting, project: Project) -> Callable[[int], float]:
    def work(repeat: int) -> float:
        out = project.root / "build"
        shutil.rmtree(out, ignore_errors=True)
        return contestants.assessbook(project, "run", out / "executed", setting.jobs, "--force")

    return work


def _in_turn(
    setting: Setting,
    project: Project,
    loop: Callable[[Project, Sequence[NotebookRun], Path], float],
    size: int,
) -> Callable[[int], float]:
    out = project.root / "executed"
    return lambda repeat: loop(project, spread(setting.runs, size, repeat), out)


def _book_of_runs(project: Project, runs: Sequence[NotebookRun], out: Path) -> float:
    notebooks = contestants.parameterised(project, runs, out)
    folder = project.root / "book-of-runs"
    contestants.stock_book(folder, notebooks, "force")
    return contestants.jupyter_book(folder)


def add_extended(setting: Setting, results: Results) -> None:
    """Add the sizes at which slow contestants weren't run, from two at which they were."""
    for name, sampled in SAMPLED.items():
        small, large = (
            results.samples.get(Case("engines", "executed", size, name), []) for size in (1, sampled)
        )
        for size in setting.sizes:
            case = Case("engines", "executed", size, name)
            if small and large and not results.samples.get(case):
                results.add([(case, extended(small, large, (1, sampled), size))])


def book_pages(setting: Setting) -> list[Trial]:
    """D: the site alone, for books of more and more pages."""
    run = setting.runs[0]
    trials = []
    for count in setting.pages:
        source, site = setting.folder / f"pages-{count}", setting.folder / f"site-{count}"
        region = str(run.parameters["region"])
        shell = setting.project.root / "book"
        pages.write_book(setting.executed / f"{run.name}.ipynb", region, count, shell, source)

        def work(repeat: int, source: Path = source, site: Path = site, count: int = count) -> Sample:
            return Sample(pages.write_site(source, site, setting.jobs), count, count)

        # A large book takes minutes and varies little.
        at_most = None if setting.full or count < 200 else 3 if count < 1000 else 2
        trials.append(
            Trial(Case("pages", "written", count, ASSESSBOOK), work, 2 + _SECONDS_A_PAGE * count, at_most)
        )
    return trials


def overhead(setting: Setting) -> list[Trial]:
    """E: a run, and the notebooks' cells alone."""
    size = setting.largest
    project = setting.copy("overhead", size, pages_of_regions_only=True)
    afresh = _afresh(setting, project)

    def cells(repeat: int) -> Sample:
        return Sample(contestants.cells_alone(project, setting.runs, project.root / "cells"), size, size)

    return [
        Trial(
            Case("overhead", "executed", size, ASSESSBOOK),
            lambda repeat: Sample(afresh(repeat), size, size),
            2 + 0.1 * size,
        ),
        Trial(Case("overhead", "executed", size, CELLS), cells, 2 + 0.15 * size),
    ]


PARTS: dict[str, Callable[[Setting], list[Trial]]] = {
    "engines": engines,
    "edition": editions.edition,
    "rebuild": editions.rebuild,
    "pages": book_pages,
    "overhead": overhead,
}
