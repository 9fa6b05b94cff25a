"""Parts B and C: a whole edition built where nothing stands, and built again after changes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from benchmarking import contestants
from benchmarking.contestants import ASSESSBOOK, BOOK, COMMAND, STOCK
from benchmarking.projects import cell_of_a_region, change_cell, set_parameter
from benchmarking.samples import Case, ContestantFailed, Results, Sample, Trial, spread
from benchmarking.setting import SAMPLED, SECONDS_EACH, Setting

_SAMPLED_OF_AN_EDITION = 6
RESULTS_OFF = "jupyter-book build, not executing"
CACHE = "jupyter-book build, cache mode"


def edition(setting: Setting) -> list[Trial]:
    """B: a whole edition, nothing being there before."""
    size = setting.largest
    project = setting.copy("edition", size)
    runs = project.loaded().runs
    sampled = len(runs) if setting.full else min(len(runs), _SAMPLED_OF_AN_EDITION)
    book = setting.folder / "edition-stock"
    contestants.stock_book(book, sorted(setting.executed.rglob("*.ipynb")), "off")

    def cold(repeat: int) -> Sample:
        shutil.rmtree(project.root / "build", ignore_errors=True)
        out = project.root / "build" / "edition"
        seconds = contestants.assessbook(project, "build", out, setting.jobs, "--force")
        return Sample(seconds, size, size, contestants.stages_of(out))

    def commands(repeat: int) -> Sample:
        chosen = spread(runs, sampled, repeat)
        seconds = contestants.papermill_commands(project, chosen, project.root / "executed")
        # Processes that know nothing of each other: as many times as long as there are more of them.
        return Sample(seconds * len(runs) / len(chosen), len(chosen), len(runs))

    def stock(repeat: int) -> Sample:
        return Sample(contestants.jupyter_book(book), size, size)

    return [
        Trial(Case("edition", "cold", size, ASSESSBOOK), cold, 10 + 0.5 * size),
        Trial(Case("edition", "cold", size, COMMAND), commands, sampled * SECONDS_EACH[COMMAND]),
        Trial(Case("edition", "cold", size, RESULTS_OFF), stock, 5 + 0.4 * size),
    ]


def add_stock(setting: Setting, results: Results) -> None:
    """Add up the papermill commands and the build of the book, which a user does one after the other."""
    cases = [Case("edition", "cold", setting.largest, name) for name in (COMMAND, RESULTS_OFF)]
    pairs = zip(*(results.samples.get(case, []) for case in cases), strict=False)
    total = [Sample(one.seconds + two.seconds, one.measured, one.of) for one, two in pairs]
    if total:
        results.add([(Case("edition", "cold", setting.largest, STOCK), total)])


def rebuild(setting: Setting) -> list[Trial]:
    """C: an edition built again: unchanged, a parameter changed, a cell of one region changed."""
    size = setting.largest
    project = setting.copy("rebuild", size)
    out = project.root / "build" / "edition"
    contestants.assessbook(project, "build", out, setting.jobs)
    first_year = int(str(project.loaded().parameters["base_year"]))
    cell = cell_of_a_region(project)
    cached = _Cached(setting)

    def again(prepare: Callable[[int], None]) -> Callable[[int], Sample]:
        def work(repeat: int) -> Sample:
            prepare(repeat)
            begun = _record_of(out)
            seconds = contestants.assessbook(project, "build", out, setting.jobs)
            # A build that is left as it is keeps the record of how it was made.
            stages = contestants.stages_of(out) if _record_of(out) != begun else {}
            return Sample(seconds, size, size, stages)

        return work

    # Every county's notebook takes the base year. Never back to a value that was built before, which the
    # store of results might still know.
    changes: dict[str, tuple[Callable[[int], None], float]] = {
        "unchanged": (lambda repeat: None, 2.0),
        "one parameter changed": (
            lambda repeat: set_parameter(project, "base_year", first_year + repeat + 1),
            10 + 0.4 * size,
        ),
        "one region's data changed": (
            lambda repeat: change_cell(project, cell, (cell.value or 0) + repeat + 1),
            6 + 0.1 * size,
        ),
    }
    trials = [
        Trial(Case("rebuild", what, size, ASSESSBOOK), again(prepare), expected)
        for what, (prepare, expected) in changes.items()
    ]
    if cached.size:
        case = Case("rebuild", "unchanged", cached.size, CACHE)
        trials.append(Trial(case, cached.unchanged, 5.0))
    return trials


def _record_of(build: Path) -> bytes:
    return (build / "run.json").read_bytes()


class _Cached:
    """A book whose notebooks Jupyter Book executes and keeps the results of."""

    def __init__(self, setting: Setting) -> None:
        self.size = min(SAMPLED[BOOK], setting.largest)
        project = setting.copy("cached", setting.largest)
        notebooks = contestants.parameterised(project, setting.runs[: self.size], project.root / "executed")
        self._folder = project.root / "book-of-runs"
        contestants.stock_book(self._folder, notebooks, "cache")
        try:
            contestants.jupyter_book(self._folder)
            self.failure = ""
        except ContestantFailed as failure:
            self.failure = str(failure)

    def unchanged(self, repeat: int) -> Sample:
        """The same command once more."""
        if self.failure:
            raise ContestantFailed(self.failure)
        return Sample(contestants.jupyter_book(self._folder, clean=False), self.size, self.size)
