"""What readers are given of an edition: the book, the PDF and the workbook, from its executed notebooks.

`ReaderFormats` reads the executed notebooks of a build that is being made, writes the ledger from them, and
then each format from notebooks and ledger alone; nothing is computed here.
"""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assessbook.archive.code_version import code_version
from assessbook.assessment.plan import load_plan
from assessbook.book.assemble import Assembly
from assessbook.book.changes_page import CHANGES, changes_markdown
from assessbook.book.definition_page import definitions_markdown, sources_markdown
from assessbook.book.drawings import Drawings
from assessbook.book.figure_index import PAGE as FIGURE_INDEX
from assessbook.book.figure_index import figure_index_markdown
from assessbook.book.finish import KeptParts, finish
from assessbook.book.html_builder import build_html
from assessbook.book.indicator_page import add_indicator_pages
from assessbook.book.kept_site import KeptSite
from assessbook.book.link_check import check_links
from assessbook.book.page_facts import PageReader
from assessbook.book.pages import FRONT, BookFacts, Page
from assessbook.book.register import register_sections
from assessbook.book.register_page import PAGE as REGISTER
from assessbook.book.register_page import register_markdown
from assessbook.book.source_pages import SourcePages
from assessbook.book.told_source import OVERLAYS, tell_source
from assessbook.book.untraced_notice import mark_pages
from assessbook.book.untraced_scan import require_traced, scan_book
from assessbook.book.volumes_page import volumes_markdown
from assessbook.book.wording import wording_of
from assessbook.core.catalogue_files import catalogue_paths
from assessbook.core.garbage import no_collection, only_new_garbage
from assessbook.core.kept_bytes import KeptBytes, digest_of
from assessbook.core.messages import missing, shown
from assessbook.core.workspace import Workspace
from assessbook.editions.edition import Edition, NotebookRun
from assessbook.editions.edition_years import edition_years
from assessbook.editions.libraries import versions
from assessbook.editions.manifest import MANIFEST, edition_facts
from assessbook.editions.options import BuildOptions
from assessbook.editions.since import SinceFormer
from assessbook.ledger.files import LEDGER, NOTEBOOKS
from assessbook.ledger.gather import ExecutedNotebook, gather
from assessbook.ledger.store import FigureRow, Ledger, write_ledger
from assessbook.observations.dataset import Dataset
from assessbook.pdf.publish import REPORT, publish_report
from assessbook.workbook.csv_files import write_csv_files
from assessbook.workbook.exhibits import exhibits_of
from assessbook.workbook.publish import WORKBOOK, publish_workbook

# What every page offers of a build's other files: its words, and the file beside the book.
_DOWNLOADS = {"pdf": ("报告（PDF）", REPORT), "xlsx": ("数据表（Excel）", WORKBOOK)}
_RECORDS = [("数字台账（SQLite）", LEDGER), ("文件清单", MANIFEST)]


@dataclass(frozen=True)
class Making:
    """A build that is being made: what it is of, and the folder aside in which everything is written.

    `kept` is where results of earlier builds are, to be used again.
    """

    workspace: Workspace
    edition: Edition
    dataset: Dataset
    options: BuildOptions
    folder: Path
    kept: Path | None = None

    @property
    def kept_site(self) -> KeptSite | None:
        """The site of the build before; None where everything is made anew."""
        return KeptSite(self.kept / "site", self.made_by) if self.kept else None

    def kept_bytes(self, of: str) -> KeptBytes:
        """Small results of builds before, all of one kind; none where everything is made anew."""
        return KeptBytes(self.kept / of if self.kept else None, self.made_by)

    @property
    def made_by(self) -> dict[str, Any]:
        """The package and the libraries, whose versions decide the bytes, and what words are told with."""
        catalogues = catalogue_paths(self.workspace, self.edition.programme, self.edition.language)
        return {
            "code": code_version(),
            "libraries": versions(),
            "language": self.edition.language,
            "catalogues": digest_of((), catalogues),
        }


class ReaderFormats:
    """The formats of an edition.

    Parameters
    ----------
    making : Making
        Its notebooks have been executed into the folder.

    Raises
    ------
    CheckFailed
        If one figure was published with different content; the ledger isn't written then.
    """

    @no_collection()
    def __init__(self, making: Making) -> None:
        self._making = making
        self._html = making.folder / "html"
        self._reader = PageReader(making.kept_bytes("site-facts"))
        self.notebooks = [_page_and_notebook(making, run) for run in making.edition.runs]
        gathered = gather([entry for _, entry in self.notebooks])
        ledger = making.folder / LEDGER
        write_ledger(ledger, gathered, edition_facts(making.edition))
        with Ledger.open(ledger) as opened:
            self._figures = {row.figure: row for row in opened.figures()}
        self._assembly = self._assembled()
        self._plan = load_plan(making.workspace, making.edition.programme, making.dataset.definitions)

    @property
    def titles(self) -> list[str]:
        """The titles of the notebooks' pages, in the order of the book."""
        return [page.title for page, _ in self.notebooks]

    @only_new_garbage()
    def write_book(self, changes: SinceFormer | None, jobs: int) -> None:
        """Write the pages; with `changes`, one on what changed since the build published before."""
        making, assembly, source = self._making, self._assembly, self._making.folder / "book-source"
        dataset, figures = making.dataset, self._figures
        assembly.appendices[REGISTER] = register_markdown(assembly.register)
        if changes:
            page = changes_markdown(changes.comparison, changes.log, assembly.sources.link)
            assembly.appendices[CHANGES] = page
        assembly.appendices[FIGURE_INDEX] = figure_index_markdown(figures)
        drawings = Drawings(making.kept_bytes("site-charts"))
        add_indicator_pages(assembly, dataset.definitions, self._plan.targets, drawings)
        drawings.keep_only_used()
        assembly.volumes = volumes_markdown(making.options.volumes) if making.options.volumes else ""
        assembly.write(making.workspace.path("book"), source)
        definitions = definitions_markdown(dataset.definitions, figures.values())
        (source / "definitions.md").write_text(definitions, "utf-8")
        links = [(file, assembly.sources.page_of(file)) for file in dataset.documents]
        (source / "sources.md").write_text(sources_markdown(dataset.documents, links), encoding="utf-8")
        tell_source(source, making.workspace.path("book"))
        terms = making.kept_bytes("site-terms")
        build_html(source, self._html, jobs=jobs, kept=making.kept_site, kept_terms=terms)
        shutil.rmtree(source)

    def check_links(self) -> None:
        """Compare every figure link of the book with the ledger.

        Raises
        ------
        CheckFailed
            If a link leads nowhere or its text isn't the ledger's.
        """
        check_links(self._html, {name: row.text for name, row in self._figures.items()}, self._reader)

    def scan(self) -> list[str]:
        """Refuse numbers without a source, or where they are allowed, tell them on every page.

        Returns
        -------
        list of str
            The numbers that were allowed, as shown.

        Raises
        ------
        CheckFailed
            If there are some and they aren't allowed.
        """
        making, edition, plan = self._making, self._making.edition, self._plan
        facts = [edition.title, edition.subtitle, edition.issuing_office, edition.document]
        facts.append(self._assembly.facts.sign_off_text)
        names = {name for row in self._figures.values() for name in (row.indicator_name, row.item_name)}
        if missing():
            return []  # the build fails with all that isn't translated; numbers are looked for afterwards
        wording = wording_of(making.dataset, plan, (*facts, *names), edition.register.words)
        found = scan_book(self._html, wording, self._reader)
        templates = {
            page.name: str(notebook.content["metadata"]["papermill"]["input_path"])
            for page, notebook in self.notebooks
        }
        if not making.options.allow_untraced:
            require_traced(found, templates)
        mark_pages(self._html, found)
        return [each.shown for each in found]

    def finish_book(self) -> None:
        """Add what Sphinx doesn't write: charts, cards, fonts, the tables as CSV."""
        kept = self._making.kept_bytes
        parts = KeptParts(kept("site-pictures"), kept("site-font"), kept("site-cards"))
        finish(self._html, self._assembly, self._figures, parts, self._reader)
        self._reader.keep_only_read()
        tables = {each.file: each.table for each in exhibits_of(self.notebooks)}
        write_csv_files(self._html, {**tables, **self._assembly.indicator_tables}, self._figures)

    def write_pdf(self) -> None:
        """Typeset the PDF and compare it with the ledger."""
        making = self._making
        shell, audience = making.workspace.path("book"), making.options.audience
        parts = making.kept_bytes("printed-parts")
        self._kept_or_made(
            REPORT,
            lambda: publish_report(
                making.folder, self._assembly, self._figures, making.dataset, shell, audience, parts
            ),
        )

    def write_workbook(self) -> None:
        """Write the workbook of tables and compare it with the ledger."""
        making = self._making
        self._kept_or_made(
            WORKBOOK,
            lambda: publish_workbook(making.folder, self._assembly, self._figures, making.dataset),
        )

    def _kept_or_made(self, name: str, make: Callable[[], None]) -> None:
        making = self._making
        if making.kept is None:
            make()
            return
        notebooks = (making.folder / NOTEBOOKS).rglob("*.ipynb")
        definitions = [path for path in making.dataset.inputs if path.suffix == ".yaml"]
        # Words and templates, of all languages; what the web pages alone are made from changes nothing here.
        shell = [path for path in making.workspace.path("book").rglob("*") if path.suffix in (".md", ".typ")]
        edition = making.edition
        catalogues = catalogue_paths(making.workspace, edition.programme, edition.language)
        things = (
            self._assembly.facts,
            self._assembly.register,
            making.dataset.documents,
            making.options.audience,
            sorted(self._figures),
        )
        overlays = making.workspace.path("book", OVERLAYS).rglob("*.md")
        made_from = digest_of(things, [*notebooks, *definitions, *shell, *overlays, *catalogues])
        making.kept_bytes(f"printed-{name}").use_or_make(made_from, making.folder / name, make)

    def _assembled(self) -> Assembly:
        edition, dataset = self._making.edition, self._making.dataset
        resting: dict[str, list[FigureRow]] = defaultdict(list)
        for row in self._figures.values():
            for source in row.sources:
                resting[source.address].append(row)
        facts = BookFacts(
            programme=edition.programme,
            year=edition.year,
            title=str(shown(edition.title)),
            subtitle=str(shown(edition.subtitle)),
            office=str(shown(edition.issuing_office)),
            status=edition.standing,
            document=str(shown(edition.document)),
            region_name=str(shown(dataset.definitions.regions[edition.region].name)),
            signed_off=edition.register.signed_off,
            years=edition_years(self._making.workspace, edition.programme),
        )
        corrections = dataset.as_of(edition.year).corrections
        root = self._making.workspace.root
        sources = SourcePages(root, dataset.documents, resting, dataset.rows_entered(), corrections)
        assembly = Assembly(facts, self.notebooks, self._figures, sources)
        names = {name: region.name for name, region in dataset.definitions.regions.items()}
        assembly.register = register_sections(edition.register, edition.parameters, names, corrections)
        assembly.downloads += _offered(self._making.options.formats)
        assembly.table_files = {
            (each.page.notebook, each.cell, each.place): each.file for each in exhibits_of(self.notebooks)
        }
        return assembly


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


def _offered(formats: Sequence[str]) -> list[tuple[str, str]]:
    return [*(_DOWNLOADS[name] for name in formats if name in _DOWNLOADS), *_RECORDS]


def _page_and_notebook(making: Making, run: NotebookRun) -> tuple[Page, ExecutedNotebook]:
    path = making.folder / "notebooks" / f"{run.name}.ipynb"
    region = str(run.parameters.get("region", making.edition.region))
    # The overview repeats what a region's own notebook computes, so it is a home only where no other is.
    rank = 2 if run.name == FRONT else 1 if "/" not in run.name else 0
    notebook = ExecutedNotebook(run.name, region, rank, json.loads(path.read_text(encoding="utf-8")))
    return page_of(making.edition, run, making.dataset, notebook), notebook
