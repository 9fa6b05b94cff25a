"""One build: notebooks run, figures gathered, book written, swapped in whole.

Everything is made in a folder aside. Only when all of it stands does it take the place of the previous
build, so that a failure leaves that one as it was.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from assessbook.archive.crate import write_crate
from assessbook.comparison.side import Side
from assessbook.core.garbage import only_new_garbage
from assessbook.core.problems import AssessbookError, NotebookFailed
from assessbook.core.workspace import Workspace
from assessbook.editions.beside import Beside
from assessbook.editions.build_folder import keep_failed, put_in_place, require_build_folder
from assessbook.editions.cluster_connection import ClusterAddress
from assessbook.editions.crate_record import crate_record
from assessbook.editions.declared_inputs import declared_inputs
from assessbook.editions.edition import Edition
from assessbook.editions.execution import RunResult
from assessbook.editions.limits import UNLIMITED, Limits
from assessbook.editions.manifest import input_hashes, write_manifest, write_run_record
from assessbook.editions.options import EVERYTHING, BuildOptions
from assessbook.editions.progress import Progress
from assessbook.editions.reader_formats import Making, ReaderFormats
from assessbook.editions.reuse import Reuse
from assessbook.editions.runner import Engine, run_notebooks
from assessbook.editions.since import compare_with_former, former_facts
from assessbook.editions.translation import in_its_language, require_translated
from assessbook.observations.dataset import Dataset
from assessbook.pdf.typesetter import has_typeset

Made = TypeVar("Made")


class _Told:
    """Passes a build's stages on to whoever listens, and keeps how long each took."""

    def __init__(self, listener: Progress | None) -> None:
        self._listener = listener
        self.seconds: dict[str, float] = {}

    def stage(
        self, name: str, title: str, work: Callable[[], Made], steps: int = 0, at_once: int = 1
    ) -> Made:
        """Do the work of a stage."""
        if self._listener is not None:
            self._listener.stage(title, steps, at_once)
        begin = time.monotonic()
        result = work()
        self.seconds[name] = time.monotonic() - begin
        return result

    def took(self, seconds: Mapping[str, float]) -> None:
        """Keep how long works took that were done beside others."""
        self.seconds |= seconds

    def executed(self, result: RunResult) -> None:
        """One notebook of the running stage is done, or has failed."""
        if self._listener is not None:
            seconds = None if result.reused else result.seconds
            self._listener.step(result.told, seconds, failed=result.failure is not None)


_TITLES = {"pdf": "Typesetting the PDF", "xlsx": "Writing the workbook"}


@in_its_language
@only_new_garbage()
def build_edition(
    workspace: Workspace,
    edition: Edition,
    dataset: Dataset,
    *,
    out: Path | None = None,
    options: BuildOptions = EVERYTHING,
    since: Side | None = None,
    jobs: int = 1,
    engine: Engine = "warm",
    cluster: ClusterAddress | None = None,
    limits: Limits = UNLIMITED,
    fail_fast: bool = False,
    reuse: Reuse | None = None,
    progress: Progress | None = None,
) -> Path:
    """Build an edition.

    Parameters
    ----------
    dataset : Dataset
        The programme's data, read and found valid.
    out : Path, optional
        Folder of the finished build; ``build/<programme>/<year>`` when left out.
    options : BuildOptions
        Which formats are made for readers, and what else can be chosen.
    since : Side, optional
        The build published before, from `read_former`: adds a page of changes and the revision log.
    jobs : int
        Notebooks executed, and pages written, at a time.
    engine : "warm" or "plain"
        How notebooks are executed; see `runner`.
    cluster : ClusterAddress, optional
        Executes the notebooks instead of this machine.
    limits : Limits
        What each notebook may take.
    fail_fast : bool
        Whether the first notebook that fails stops the others.
    reuse : Reuse, optional
        Earlier results that may be used again; without it everything is made anew.

    Returns
    -------
    Path
        The folder of the finished build.

    Raises
    ------
    InputError
        If `out` holds something that isn't a build; nothing has been built.
    NotebookFailed
        If a notebook failed; the executed copies are kept beside, the previous build is untouched.
    CheckFailed
        If the book contradicts the ledger, holds numbers without a source that aren't allowed, or texts that
        can't be told in the edition's language.
    """
    told = _Told(progress)
    target = (out or workspace.path("build", edition.programme, str(edition.year))).resolve()
    require_build_folder(workspace, target)
    aside = target.with_name(f".{target.name}.making")
    making = Making(workspace, edition, dataset, options, aside, reuse.folder if reuse else None)
    started = datetime.now(UTC).isoformat(timespec="seconds")
    shutil.rmtree(aside, ignore_errors=True)
    (aside / "notebooks").mkdir(parents=True)
    beside = Beside({}, apart=False)
    try:
        told.stage(
            "notebooks",
            "Executing notebooks",
            lambda: run_notebooks(
                workspace,
                edition,
                aside / "notebooks",
                jobs=jobs,
                engine=engine,
                cluster=cluster,
                limits=limits,
                fail_fast=fail_fast,
                dataset=dataset,
                reuse=reuse,
                progress=told.executed,
            ),
            steps=len(edition.runs),
            at_once=0 if cluster else jobs,
        )
        formats = told.stage("ledger", "Gathering figures", lambda: ReaderFormats(making))
        inputs = declared_inputs(workspace, edition, dataset)
        changes = compare_with_former(since, aside, input_hashes(workspace, inputs)) if since else None
        # The book and the workbook together take about as long as the PDF; `jobs` counts both.
        printed = _printed(formats, options)
        longest = {name: printed.pop(name) for name in list(printed)[:1]}
        beside = Beside(longest, apart=jobs > 1 and not has_typeset())
        told.stage("book", "Writing the book", lambda: formats.write_book(changes, max(1, jobs - 1)))
        told.stage("check", "Checking every figure link", formats.check_links)
        untraced = told.stage("untraced", "Looking for numbers without a source", formats.scan)
        told.stage("finish", "Adding charts and cards", formats.finish_book)
        for name, work in printed.items():
            told.stage(name, _TITLES[name], work)
        for name in longest:
            told.took(told.stage("beside", _TITLES[name], beside.wait))
        require_translated(workspace, edition, aside / "notebooks")
        write_crate(aside, crate_record(workspace, edition, inputs, formats.titles))
        former = former_facts(since) if since else None
        write_manifest(workspace, edition, options, aside, inputs, untraced, former)
        write_run_record(aside, started, told.seconds)
        put_in_place(aside, target)
    except NotebookFailed as failure:
        kept = keep_failed(aside, target)
        raise NotebookFailed(str(failure).replace(workspace.shown(aside), workspace.shown(kept))) from None
    except (AssessbookError, KeyboardInterrupt):
        beside.end()
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return target


def _printed(formats: ReaderFormats, options: BuildOptions) -> dict[str, Callable[[], None]]:
    """What is made of the report beside the book, what takes longest first."""
    works = {"pdf": formats.write_pdf, "xlsx": formats.write_workbook}
    return {name: work for name, work in works.items() if name in options.formats}
