"""One build: notebooks run, figures gathered, book written, swapped in whole.

Everything is made in a folder aside. Only when all of it stands does it take the place of the previous
build, so that a failure leaves that one as it was.
"""

from __future__ import annotations

import json
import shutil
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from assessbook.archive.crate import write_crate
from assessbook.assessment.plan import load_plan
from assessbook.assessment.register import register_path
from assessbook.book.assemble import Assembly
from assessbook.book.changes_page import CHANGES, changes_markdown
from assessbook.book.definition_page import definitions_markdown, sources_markdown
from assessbook.book.figure_index import PAGE as FIGURE_INDEX
from assessbook.book.figure_index import figure_index_markdown
from assessbook.book.finish import finish
from assessbook.book.html_builder import build_html
from assessbook.book.link_check import check_links
from assessbook.book.pages import FRONT, BookFacts, Page
from assessbook.book.register import register_sections
from assessbook.book.register_page import PAGE as REGISTER
from assessbook.book.register_page import register_markdown
from assessbook.book.source_pages import SourcePages
from assessbook.book.untraced_notice import mark_pages
from assessbook.book.untraced_scan import require_traced, scan_book
from assessbook.book.wording import wording_of
from assessbook.comparison.side import Side
from assessbook.core.problems import AssessbookError, InputError, NotebookFailed, Problem
from assessbook.core.workspace import Workspace, real_programme
from assessbook.editions.crate_record import crate_record
from assessbook.editions.edition import Edition, NotebookRun
from assessbook.editions.execution import RunResult
from assessbook.editions.manifest import (
    MANIFEST,
    edition_facts,
    input_hashes,
    write_manifest,
    write_run_record,
)
from assessbook.editions.options import EVERYTHING, BuildOptions
from assessbook.editions.progress import Progress
from assessbook.editions.runner import Engine, run_notebooks
from assessbook.editions.since import SinceFormer, compare_with_former, former_facts
from assessbook.ledger.files import LEDGER
from assessbook.ledger.gather import ExecutedNotebook, gather
from assessbook.ledger.store import FigureRow, Ledger, write_ledger
from assessbook.observations.dataset import Dataset
from assessbook.pdf.publish import REPORT, publish_report
from assessbook.workbook.csv_files import write_csv_files
from assessbook.workbook.exhibits import exhibits_of
from assessbook.workbook.publish import WORKBOOK, publish_workbook

Made = TypeVar("Made")

# What every page offers of a build's other files: its words, and the file beside the book.
_DOWNLOADS = {"pdf": ("报告（PDF）", REPORT), "xlsx": ("数据表（Excel）", WORKBOOK)}
_RECORDS = [("数字台账（SQLite）", LEDGER), ("文件清单", MANIFEST)]


class _Told:
    """Passes a build's stages on to whoever listens, and keeps how long each took."""

    def __init__(self, listener: Progress | None) -> None:
        self._listener = listener
        self.seconds: dict[str, float] = {}

    def stage(self, name: str, title: str, work: Callable[[], Made], steps: int = 0) -> Made:
        """Do the work of a stage."""
        if self._listener is not None:
            self._listener.stage(title, steps)
        begin = time.monotonic()
        result = work()
        self.seconds[name] = time.monotonic() - begin
        return result

    def step(self, what: str) -> None:
        """One step of the running stage is done."""
        if self._listener is not None:
            self._listener.step(what)


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
        If the book contradicts the ledger, or holds numbers without a source that aren't allowed.
    """
    told = _Told(progress)
    target = (out or workspace.path("build", edition.programme, str(edition.year))).resolve()
    _require_build_folder(workspace, target)
    aside = target.with_name(f".{target.name}.making")
    started = datetime.now(UTC).isoformat(timespec="seconds")
    shutil.rmtree(aside, ignore_errors=True)
    try:
        told.stage(
            "notebooks",
            "Executing notebooks",
            lambda: _run(workspace, edition, aside / "notebooks", jobs, engine, told),
            len(edition.runs),
        )
        notebooks = [_page_and_notebook(edition, run, dataset, aside) for run in edition.runs]
        told.stage(
            "ledger",
            "Gathering figures",
            lambda: _write_ledger(aside, edition, [entry for _, entry in notebooks]),
        )
        assembly, figures = _assemble(workspace, edition, dataset, aside, notebooks)
        assembly.downloads += [_DOWNLOADS[name] for name in options.formats if name in _DOWNLOADS]
        assembly.downloads += _RECORDS
        assembly.table_files = {
            (each.page.notebook, each.cell, each.place): each.file for each in exhibits_of(notebooks)
        }
        inputs = [*dataset.inputs, *_own_inputs(workspace, edition)]
        changes = compare_with_former(since, aside, input_hashes(workspace, inputs)) if since else None
        told.stage(
            "book",
            "Writing the book",
            lambda: _write_book(workspace, dataset, aside, assembly, figures, changes, jobs),
        )
        texts = {name: row.text for name, row in figures.items()}
        told.stage("check", "Checking every figure link", lambda: check_links(aside / "html", texts))
        untraced = told.stage(
            "untraced",
            "Looking for numbers without a source",
            lambda: _scan(workspace, edition, dataset, aside / "html", assembly, options),
        )
        told.stage("finish", "Adding charts and cards", lambda: _finish(aside / "html", assembly, figures))
        if "pdf" in options.formats:
            shell, audience = workspace.path("book"), options.audience
            told.stage(
                "pdf",
                "Typesetting the PDF",
                lambda: publish_report(aside, assembly, figures, dataset, shell, audience),
            )
        if "xlsx" in options.formats:
            told.stage(
                "workbook",
                "Writing the workbook",
                lambda: publish_workbook(aside, assembly, figures, dataset),
            )
        titles = [page.title for page, _ in notebooks]
        write_crate(aside, crate_record(workspace, edition, inputs, titles))
        former = former_facts(since) if since else None
        write_manifest(workspace, edition, options, aside, inputs, untraced, former)
        write_run_record(aside, started, told.seconds)
        _swap(aside, target)
    except NotebookFailed as failure:
        kept = _keep_failed(aside, target)
        raise NotebookFailed(str(failure).replace(workspace.shown(aside), workspace.shown(kept))) from None
    except (AssessbookError, KeyboardInterrupt):
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return target


def _page_and_notebook(
    edition: Edition, run: NotebookRun, dataset: Dataset, aside: Path
) -> tuple[Page, ExecutedNotebook]:
    notebook = _executed(aside, run, edition)
    return page_of(edition, run, dataset, notebook), notebook


def page_of(edition: Edition, run: NotebookRun, dataset: Dataset, notebook: ExecutedNotebook) -> Page:
    """The page of a run: the front page, a chapter on the whole, or a region's.

    Its title stands in the template's metadata (`assessbook.title`), with a place for the region's name.
    """
    if run.name == FRONT:
        return Page(run.name, edition.title, "front")
    titles = notebook.content["metadata"].get("assessbook", {})
    region = dataset.definitions.regions[notebook.region]
    if region.id in edition.regions and run.name.endswith(f"/{region.id}"):
        return Page(
            run.name, titles.get("title", "{region}").format(region=region.name), "regions", region.kind
        )
    title = titles.get("title_top", titles.get("title", run.name))
    return Page(run.name, title.format(region=region.name), "main")


def _run(
    workspace: Workspace, edition: Edition, folder: Path, jobs: int, engine: Engine, told: _Told
) -> None:
    folder.mkdir(parents=True)

    def tell(result: RunResult) -> None:
        told.step(f"{result.run.name}, {result.seconds:.1f} s")

    run_notebooks(workspace, edition, folder, jobs=jobs, engine=engine, progress=tell)


def _executed(aside: Path, run: NotebookRun, edition: Edition) -> ExecutedNotebook:
    content = json.loads((aside / "notebooks" / f"{run.name}.ipynb").read_text(encoding="utf-8"))
    region = str(run.parameters.get("region", edition.region))
    # The overview repeats what a region's own notebook computes, so it is a home only where no other is.
    rank = 2 if run.name == FRONT else 1 if "/" not in run.name else 0
    return ExecutedNotebook(run.name, region, rank, content)


def _write_ledger(aside: Path, edition: Edition, notebooks: list[ExecutedNotebook]) -> None:
    write_ledger(aside / LEDGER, gather(notebooks), edition_facts(edition))


def _assemble(
    workspace: Workspace,
    edition: Edition,
    dataset: Dataset,
    aside: Path,
    notebooks: list[tuple[Page, ExecutedNotebook]],
) -> tuple[Assembly, dict[str, FigureRow]]:
    with Ledger.open(aside / LEDGER) as ledger:
        figures = {row.figure: row for row in ledger.figures()}
    resting: dict[str, list[FigureRow]] = defaultdict(list)
    for row in figures.values():
        for source in row.sources:
            resting[source.address].append(row)
    facts = BookFacts(
        programme=edition.programme,
        year=edition.year,
        title=edition.title,
        subtitle=edition.subtitle,
        office=edition.issuing_office,
        status=edition.standing,
        document=edition.document,
        region_name=dataset.definitions.regions[edition.region].name,
        signed_off=edition.register.signed_off,
    )
    corrections = dataset.as_of(edition.year).corrections
    sources = SourcePages(workspace.root, dataset.documents, resting, dataset.rows_entered(), corrections)
    assembly = Assembly(facts, notebooks, figures, sources)
    names = {name: region.name for name, region in dataset.definitions.regions.items()}
    assembly.register = register_sections(edition.register, edition.parameters, names, corrections)
    return assembly, figures


def _write_book(
    workspace: Workspace,
    dataset: Dataset,
    aside: Path,
    assembly: Assembly,
    figures: dict[str, FigureRow],
    changes: SinceFormer | None,
    jobs: int,
) -> None:
    source = aside / "book-source"
    assembly.appendices[REGISTER] = register_markdown(assembly.register)
    if changes:
        assembly.appendices[CHANGES] = changes_markdown(
            changes.comparison, changes.log, assembly.sources.link
        )
    assembly.appendices[FIGURE_INDEX] = figure_index_markdown(figures)
    assembly.write(workspace.path("book"), source)
    (source / "definitions.md").write_text(
        definitions_markdown(dataset.definitions, figures.values()), "utf-8"
    )
    links = [(file, assembly.sources.page_of(file)) for file in dataset.documents]
    (source / "sources.md").write_text(sources_markdown(dataset.documents, links), encoding="utf-8")
    build_html(source, aside / "html", jobs=jobs)
    shutil.rmtree(source)


def _scan(
    workspace: Workspace,
    edition: Edition,
    dataset: Dataset,
    book: Path,
    assembly: Assembly,
    options: BuildOptions,
) -> list[str]:
    """Refuse numbers without a source, or where they are allowed, tell them on every page."""
    plan = load_plan(workspace, edition.programme, dataset.definitions)
    facts = [edition.title, edition.subtitle, edition.issuing_office, edition.document]
    facts.append(assembly.facts.sign_off_text)
    names = {name for row in assembly.figures.values() for name in (row.indicator_name, row.item_name)}
    found = scan_book(book, wording_of(dataset, plan, (*facts, *names), edition.register.words))
    templates = {
        page.name: str(notebook.content["metadata"]["papermill"]["input_path"])
        for page, notebook in assembly.notebooks
    }
    if not options.allow_untraced:
        require_traced(found, templates)
    mark_pages(book, found)
    return [each.shown for each in found]


def _finish(book: Path, assembly: Assembly, figures: dict[str, FigureRow]) -> None:
    finish(book, assembly, figures)
    write_csv_files(book, exhibits_of(assembly.notebooks), figures)


def _own_inputs(workspace: Workspace, edition: Edition) -> list[Path]:
    templates = {workspace.root / run.template for run in edition.runs}
    shell = [path for path in workspace.path("book").rglob("*") if path.is_file()]
    params = workspace.programme_folder("params", edition.programme)
    files = [
        *templates,
        *shell,
        params / "programme.yaml",
        workspace.programme_folder("params", real_programme(edition.programme)) / "plan.yaml",
        register_path(workspace, edition.programme),
        workspace.path(edition.path),
    ]
    return [path for path in [*files, workspace.path("requirements.lock")] if path.is_file()]


def _require_build_folder(workspace: Workspace, target: Path) -> None:
    """A folder that is swapped away must be a build: nothing else may be lost to `--out`."""
    if target.is_dir() and any(target.iterdir()) and not (target / MANIFEST).is_file():
        what = "this folder is not empty and is not a build, so it won't be replaced"
        raise InputError([Problem(workspace.shown(target), what, "Name another folder with --out.")])


def _swap(aside: Path, target: Path) -> None:
    former = target.with_name(f".{target.name}.former")
    shutil.rmtree(former, ignore_errors=True)
    if target.exists():
        target.rename(former)
    aside.rename(target)
    shutil.rmtree(former, ignore_errors=True)


def _keep_failed(aside: Path, target: Path) -> Path:
    kept = target.with_name(f"{target.name}.failed")
    shutil.rmtree(kept, ignore_errors=True)
    aside.rename(kept)
    return kept
