"""One verification of a build, from the manifest to the last card: all checks in their order.

The manifest comes first: which files it shows to be altered decides, where two files disagree, which of
them says what was there before.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lxml import etree, html
from lxml.html import HtmlElement
from ruamel.yaml import YAML

from assessbook.core.problems import InputError, Problem
from assessbook.editions.manifest import MANIFEST
from assessbook.pdf.tagged_text import shown_figures
from assessbook.verification.basis_check import check_cards
from assessbook.verification.book_links import FRONT_PAGE, SourceLinks, page_of, source_page
from assessbook.verification.cells import Cells
from assessbook.verification.changes_check import CHANGES_PAGE, check_changes
from assessbook.verification.crate_check import check_crate
from assessbook.verification.evaluator import check_figures
from assessbook.verification.html_check import HtmlCheck
from assessbook.verification.ledger_file import Damaged, LedgerFile, check_rows, read_ledger
from assessbook.verification.manifest_check import check_fields, check_files, read_manifest
from assessbook.verification.notebook_check import NotebookCheck
from assessbook.verification.pdf_check import REPORT, check_report
from assessbook.verification.report import Findings, Verification
from assessbook.verification.source_page_check import check_source_page, places_on
from assessbook.verification.special_pages import check_examples, check_front, check_notice
from assessbook.verification.template_check import check_code, check_parameters, region_of
from assessbook.verification.workbook_check import check_workbook

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
    return _Verifier(root, build, shown, {} if parsed is None else parsed).run()


class _Verifier:
    def __init__(self, root: Path, build: Path, shown: str, parsed: dict[str, Any]) -> None:
        self._root, self._build, self._shown, self._parsed = root, build, shown, parsed
        self._findings = Findings()
        self._ledger_file = f"{shown}/{LEDGER}"

    def run(self) -> Verification:
        findings = self._findings
        self._manifest = read_manifest(self._build, self._shown, findings)
        check_files(self._root, self._build, self._shown, self._manifest, findings)
        check_crate(self._build, self._shown, self._manifest, findings)
        try:
            ledger = read_ledger(self._build / LEDGER)
        except Damaged as damage:
            findings.add(self._ledger_file, "ledger", "readable", str(damage))
            ledger = LedgerFile({}, {})
        else:
            check_fields(self._root, self._manifest, (ledger.edition, self._ledger_file), findings)
        pages, notebooks = self._pages(), self._notebooks()
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
            texts = {name: str(row.columns["text"]) for name, row in ledger.rows.items()}
            check_workbook(self._build, self._shown, texts, findings)
        check_changes(
            self._build, self._shown, self._manifest.content, pages.get(CHANGES_PAGE), self._findings
        )
        for found in books.values():
            file = self._page_file(found.name)
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
            file = f"{self._shown}/notebooks/{name}.ipynb"
            try:
                check.check(name, file, notebook)
                origin = notebook["metadata"]["papermill"]["input_path"]
                template = self._json(self._root / origin)
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
        made_from = {page_of(name): {**notebook, "name": name} for name, notebook in notebooks.items()}
        for page, tree in pages.items():
            file = self._page_file(page)
            try:
                names = check.check_page(page, file, made_from.get(page))
                self._check_cards(ledger, page, names, links)
                if page == FRONT_PAGE:
                    check_front(tree, file, ledger.edition, self._ledger_file, findings)
                check_examples(tree, file, ledger, findings)
                content = self._manifest.content
                check_notice(tree, file, content["untraced"], self._manifest.shown, findings)
            except _DAMAGES as error:
                findings.add(file, "page", "whole", f"damaged at {error}")
        check.finish(f"{self._shown}/html")

    def _check_cards(self, ledger: LedgerFile, page: str, names: list[str], links: SourceLinks) -> None:
        script = self._build / "html" / "_figures" / f"{page}.js"
        if names or script.is_file():
            rows = [ledger.rows[name] for name in names if name in ledger.rows]
            text = script.read_text("utf-8", "replace") if script.is_file() else ""
            files = (self._ledger_file, f"{self._shown}/html/_figures/{page}.js")
            check_cards(text, rows, links, page, files, self._findings)

    def _check_report(self, ledger: LedgerFile) -> None:
        """The PDF, where the build has one; whether it should have one the manifest's files tell."""
        path, shown = self._build / REPORT, f"{self._shown}/{REPORT}"
        found = self._kept(path, shown, shown_figures) if path.is_file() else None
        if found is not None:
            audience = str(self._manifest.content["options"].get("audience", "full"))
            check_report(found, shown, ledger, audience, self._findings)

    def _top_region(self) -> str:
        """The region of notebooks that report on the whole, as the programme's file names it."""
        folder = Path(self._manifest.content["edition_file"]).parent
        try:
            return str(YAML(typ="safe").load(self._root / folder / "programme.yaml")["region"])
        except Exception:  # its hash says already that it isn't what it was
            return ""

    # ---------------------------------------------------------------- files

    def _page_file(self, page: str) -> str:
        return f"{self._shown}/html/{page}.html"

    def _pages(self) -> dict[str, HtmlElement]:
        book, pages = self._build / "html", {}
        for path in sorted(book.rglob("*.html")):
            name = path.relative_to(book).with_suffix("").as_posix()
            tree = self._kept(path, self._page_file(name), html.document_fromstring)
            if tree is not None:
                pages[name] = tree
        return pages

    def _notebooks(self) -> dict[str, Any]:
        folder, notebooks = self._build / "notebooks", {}
        for path in sorted(folder.rglob("*.ipynb")):
            name = path.relative_to(folder).with_suffix("").as_posix()
            notebook = self._kept(path, f"{self._shown}/notebooks/{name}.ipynb", json.loads)
            if notebook is not None:
                notebooks[name] = notebook
        return notebooks

    def _json(self, path: Path) -> Any:
        """A template; None where it is missing or damaged, which its hash says already."""
        try:
            return self._kept(path, path.relative_to(self._root).as_posix(), json.loads)
        except OSError:
            return None

    def _kept(self, path: Path, shown: str, parse: Any) -> Any:
        """A parsed file; None, and a finding, if it can't be parsed."""
        key = self._manifest.hashes.get(shown, "")
        if key and key in self._parsed:
            return self._parsed[key]
        try:
            found = parse(path.read_bytes())
        except (ValueError, etree.LxmlError) as error:
            self._findings.add(shown, "file", "readable", f"it can't be read: {error}")
            return None
        if key:
            self._parsed[key] = found
        return found
