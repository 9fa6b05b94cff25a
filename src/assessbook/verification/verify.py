"""One verification of a build, from the manifest to the last card: all checks in their order.

The manifest comes first: which files it shows to be altered decides, where two files disagree, which of
them says what was there before.
"""

from __future__ import annotations

from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path
from typing import Any

from lxml import etree
from lxml.html import HtmlElement
from ruamel.yaml import YAML

from assessbook.core.catalogue import Catalogue
from assessbook.core.catalogue_files import load_catalogue
from assessbook.core.garbage import no_collection
from assessbook.core.messages import CHINESE, LANGUAGES, speaking
from assessbook.core.problems import InputError, Problem
from assessbook.core.workspace import Workspace, programme_of
from assessbook.ledger.files import MANIFEST
from assessbook.pdf.tagged_text import shown_figures
from assessbook.verification.basis_check import check_cards
from assessbook.verification.book_links import (
    FRONT_PAGE,
    INDEX_PAGE,
    INDICATORS,
    SourceLinks,
    page_of,
    source_page,
)
from assessbook.verification.book_tables import BookTables
from assessbook.verification.build_files import BuildFiles
from assessbook.verification.cells import Cells
from assessbook.verification.changes_check import CHANGES_PAGE, check_changes
from assessbook.verification.crate_check import check_crate
from assessbook.verification.csv_check import check_csv_file, check_csv_files
from assessbook.verification.evaluator import check_figures
from assessbook.verification.html_check import HtmlCheck
from assessbook.verification.indicator_check import (
    check_indicator,
    check_offered,
    compared_on,
    csv_of,
    gaps_recorded,
    table_shown,
)
from assessbook.verification.ledger_file import Damaged, LedgerFile, check_rows, read_ledger
from assessbook.verification.manifest_check import check_fields, check_files, read_manifest
from assessbook.verification.notebook_check import NotebookCheck
from assessbook.verification.pdf_check import REPORT, check_report
from assessbook.verification.report import Findings, Verification
from assessbook.verification.source_page_check import check_source_page, places_on
from assessbook.verification.special_pages import check_examples, check_front, check_index, check_notice
from assessbook.verification.template_check import check_code, check_parameters, region_of
from assessbook.verification.workbook_check import WORKBOOK, WorkbookCheck
from assessbook.verification.workbook_file import read_workbook

LEDGER = "ledger.db"
# What taking a file apart may raise that isn't what it was.
_DAMAGES = (LookupError, TypeError, AttributeError, ValueError, AssertionError, etree.LxmlError)


def verify_build(root: Path, build: Path, shown: str, parsed: dict[str, Any] | None = None) -> Verification:
    """Verify a build.

    Parameters
    ----------
    root : Path
        Root of the workspace that it was built from.
    build : Path
        Its folder.
    shown : str
        The folder as shown.
    parsed : dict, optional
        Keeps pages and notebooks that were parsed, by SHA-256, for verifying the same build again.

    Raises
    ------
    InputError
        If the folder isn't a build: it holds neither a manifest nor a ledger.

    Limitations
    -----------
    Someone who alters a source and builds the whole edition anew, or who recomputes every figure, file
    and digest by hand, leaves nothing to find: that takes a signature. `run.json` (times and the
    machine) isn't checked. Of style sheets, scripts, fonts and words of the method pages only the hashes
    are compared.
    """
    if not (build / MANIFEST).is_file() and not (build / LEDGER).is_file():
        action = "Name the folder of a finished build, such as build/jiaohe-2016/2015."
        raise InputError([Problem(shown, "this is not a build: it has no manifest and no ledger", action)])
    with no_collection(), ProcessPoolExecutor(1) as pool:
        return _Verifier(root, build, shown, {} if parsed is None else parsed).run(pool)


class _Verifier:
    def __init__(self, root: Path, build: Path, shown: str, parsed: dict[str, Any]) -> None:
        self._root, self._build, self._shown, self._parsed = root, build, shown, parsed
        self._findings = Findings()
        self._ledger_file = f"{shown}/{LEDGER}"

    def run(self, pool: Executor) -> Verification:
        findings = self._findings
        self._manifest = read_manifest(self._build, self._shown, findings)
        with speaking(self._catalogue()):
            return self._run(pool, findings)

    def _catalogue(self) -> Catalogue | None:
        """The messages of the report's language, as the catalogues are today."""
        content = self._manifest.content
        asked = content["parameters"].get("lang")
        language = next((each for each in LANGUAGES if each == asked), CHINESE)
        try:
            edition_file = Path(str(content["edition_file"]))
            return load_catalogue(Workspace(self._root), programme_of(edition_file), language)
        except (InputError, OSError):  # its hash says already that a catalogue isn't what it was
            return None

    def _run(self, pool: Executor, findings: Findings) -> Verification:
        check_files(self._root, self._build, self._shown, self._manifest, findings)
        check_crate(self._build, self._shown, self._manifest, findings)
        self._files = BuildFiles(
            self._root, self._build, self._shown, self._manifest.hashes, self._parsed, findings
        )
        self._files.begin(pool, REPORT, shown_figures)
        try:
            ledger = read_ledger(self._build / LEDGER)
        except Damaged as damage:
            findings.add(self._ledger_file, "ledger", "readable", str(damage))
            ledger = LedgerFile({}, {})
        else:
            check_fields(self._root, self._manifest, (ledger.edition, self._ledger_file), findings)
        pages, notebooks = self._files.pages(), self._files.notebooks()
        books = {found.file: found for name in pages if (found := source_page(name, pages[name]))}
        addresses = {address for row in ledger.rows.values() for address in row.addresses}
        shown = {place for file in books for place in places_on(pages[books[file].name], file)}
        cells = Cells(self._root, addresses | shown, self._parsed)
        if ledger.rows:
            self._check_ledger(ledger, cells)
            self._check_notebooks(ledger, notebooks)
            links = SourceLinks({file: found.name for file, found in books.items()}, cells)
            self._check_pages(ledger, pages, notebooks, links)
            self._check_report(ledger)
            self._check_tables(ledger, pages, notebooks)
        check_changes(
            self._build, self._shown, self._manifest.content, pages.get(CHANGES_PAGE), self._findings
        )
        for found in books.values():
            file = self._files.page_file(found.name)
            try:
                check_source_page(
                    pages[found.name], found, file, cells, (ledger, self._ledger_file), findings
                )
            except _DAMAGES as error:
                findings.add(file, "page", "whole", f"damaged at {error}")
        untraced = tuple(str(number) for number in self._manifest.content["untraced"])
        return Verification(
            tuple(findings.sorted()), len(ledger.rows), len(addresses), self._manifest.files, untraced
        )

    # ---------------------------------------------------------------- checks

    def _check_ledger(self, ledger: LedgerFile, cells: Cells) -> None:
        check_rows(ledger, self._ledger_file, self._findings)
        check_figures(list(ledger.rows.values()), cells, self._ledger_file, self._findings)

    def _check_notebooks(self, ledger: LedgerFile, notebooks: dict[str, Any]) -> None:
        check = NotebookCheck(ledger, self._ledger_file, self._findings)
        content = self._manifest.content
        top = self._top_region()
        for name, notebook in notebooks.items():
            file = self._files.notebook_file(name)
            try:
                check.check(name, file, notebook)
                origin = notebook["metadata"]["papermill"]["input_path"]
                template = self._files.template(str(origin))
                if template is not None:
                    check_code((origin, file), notebook, template, self._findings)
                expected = {
                    **content["parameters"], "edition": content["edition_file"], "region": region_of(name, top)
                }  # fmt: skip
                check_parameters(file, notebook, expected, self._manifest.shown, self._findings)
            except _DAMAGES as error:
                self._findings.add(file, "notebook", "whole", f"damaged at {error}")
        check.finish()

    def _check_pages(
        self, ledger: LedgerFile, pages: dict[str, HtmlElement], notebooks: dict[str, Any], links: SourceLinks
    ) -> None:
        findings, book = self._findings, self._build / "html"
        charts = {path.name: path.read_text("utf-8", "replace") for path in book.glob("charts/*.svg")}
        check = HtmlCheck(ledger, self._ledger_file, pages, charts, links, findings)
        gaps, compared = gaps_recorded(notebooks), compared_on(pages)
        made_from = {page_of(name): {**notebook, "name": name} for name, notebook in notebooks.items()}
        for page, tree in pages.items():
            file = self._files.page_file(page)
            try:
                names = check.check_page(page, file, made_from.get(page))
                self._check_cards(ledger, page, names, links, compared)
                if page == FRONT_PAGE:
                    check_front(tree, file, ledger.edition, self._ledger_file, findings)
                if page == INDEX_PAGE:
                    check_index(tree, file, ledger, self._ledger_file, findings)
                if page.startswith(INDICATORS):
                    check_indicator(tree, file, ledger, self._ledger_file, gaps, findings)
                    check_offered(tree, page, file, findings)
                    name, table = f"html/{csv_of(page)}", table_shown(tree, file, ledger)
                    shown = f"{self._shown}/{name}"
                    check_csv_file(self._build / name, shown, table, self._ledger_file, findings)
                check_examples(tree, file, ledger, findings)
                content = self._manifest.content
                check_notice(tree, file, content["untraced"], self._manifest.shown, findings)
            except _DAMAGES as error:
                findings.add(file, "page", "whole", f"damaged at {error}")
        check.finish(f"{self._shown}/html")

    def _check_cards(
        self, ledger: LedgerFile, page: str, names: list[str], links: SourceLinks, compared: dict[str, str]
    ) -> None:
        script = self._build / "html" / "_figures" / f"{page}.js"
        if names or script.is_file():
            rows = [ledger.rows[name] for name in names if name in ledger.rows]
            text = script.read_text("utf-8", "replace") if script.is_file() else ""
            files = (self._ledger_file, f"{self._shown}/html/_figures/{page}.js")
            check_cards(text, rows, links, page, files, self._findings, compared)

    def _check_report(self, ledger: LedgerFile) -> None:
        """The PDF, where the build has one; whether it should have one the manifest's files tell."""
        found = self._files.output(REPORT, shown_figures)
        if found is not None:
            audience = str(self._manifest.content["options"].get("audience", "full"))
            check_report(found, f"{self._shown}/{REPORT}", ledger, audience, self._findings)

    def _check_tables(
        self, ledger: LedgerFile, pages: dict[str, HtmlElement], notebooks: dict[str, Any]
    ) -> None:
        """The tables as CSV files, and as a workbook where the build has one."""
        collected = BookTables(ledger, self._findings)
        for name, notebook in notebooks.items():
            page = page_of(name)
            file = self._files.notebook_file(name)
            try:
                if page in pages:
                    collected.add_page(page, pages[page], self._files.page_file(page), notebook, file)
            except _DAMAGES:  # what the notebook lost, its own check has named
                return
        tables = collected.finish(f"{self._shown}/html")
        check_csv_files(self._build, self._shown, tables, self._ledger_file, self._findings)
        sheets = self._files.output(WORKBOOK, read_workbook)
        if sheets is not None:
            file = f"{self._shown}/{WORKBOOK}"
            WorkbookCheck(sheets, file, ledger, self._ledger_file, self._findings).check(tables)

    def _top_region(self) -> str:
        """The region of notebooks that report on the whole, as the programme's file names it."""
        folder = Path(self._manifest.content["edition_file"]).parent
        try:
            return str(YAML(typ="safe").load(self._root / folder / "programme.yaml")["region"])
        except Exception:  # its hash says already that it isn't what it was
            return ""
