"""Books of many pages, all made from one executed notebook: to see how the time a page grows with their number.

The pages are written by the project's own `Assembly`, in groups of 25 with ids of their own, so that contents,
search index and styles are those of a real book. Only the writing of the site is measured.
"""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from assessbook.book.assemble import Assembly
from assessbook.book.html_builder import build_html
from assessbook.book.pages import FRONT, BookFacts, Page
from assessbook.book.source_pages import SourcePages
from assessbook.core.problems import CheckFailed
from assessbook.ledger.gather import ExecutedNotebook, gather
from assessbook.ledger.store import FigureRow, Ledger, write_ledger
from benchmarking.samples import ContestantFailed

PAGES_PER_GROUP = 25


class _Copies(Assembly):
    """An assembly whose pages all are the first one, with ids of their own."""

    def page_notebook(self, page: Page, notebook: ExecutedNotebook) -> dict[str, Any]:
        """The first notebook as the book shows it, its region's id replaced by the page's."""
        if not hasattr(self, "_text"):
            content = super().page_notebook(Page(notebook.name, "", "main"), notebook)
            self._text, self._region = json.dumps(content, ensure_ascii=False), notebook.region
        content = json.loads(self._text.replace(f"/{self._region}/", f"/{page.name.rpartition('/')[2]}/"))
        heading = content["cells"][0]
        heading["source"] = f"# {page.title}\n"
        return dict(content)


def write_book(executed: Path, region: str, pages: int, shell: Path, folder: Path) -> None:
    """Write the source folder of a book of so many pages.

    Parameters
    ----------
    executed : Path
        An executed notebook of this project.
    region : str
        The region it reports on.
    pages : int
        Pages made from it, beside the front page and those of the groups.
    shell : Path
        The folder `book/` of the project.
    folder : Path
        Made anew.
    """
    content = json.loads(executed.read_text(encoding="utf-8"))
    notebook = ExecutedNotebook(f"region/{region}", region, 0, content)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    facts = BookFacts("benchmark", 2015, "Benchmark", "", "", "synthetic", "", region)
    names = [f"c{number:04d}" for number in range(pages)]
    entries = [(Page(FRONT, "Benchmark", "front"), notebook)]
    entries += [
        (Page(f"region/{name}", name, "regions", str(number // PAGES_PER_GROUP + 1)), notebook)
        for number, name in enumerate(names)
    ]
    # A book has a page of sources, be it a small one.
    Workbook().save(folder / "source.xlsx")
    sources = SourcePages(folder, {"source.xlsx": "Benchmark"}, {})
    _Copies(facts, entries, _figures(notebook, folder), sources).write(shell, folder)
    for page in ("definitions", "sources"):
        (folder / f"{page}.md").write_text(f"# {page}\n", encoding="utf-8")


def _figures(notebook: ExecutedNotebook, folder: Path) -> dict[str, FigureRow]:
    ledger = folder / "ledger.db"
    write_ledger(ledger, gather([notebook]), {"programme": "benchmark"})
    with Ledger.open(ledger) as opened:
        rows = {row.figure: row for row in opened.figures()}
    ledger.unlink()
    return rows


def write_site(source: Path, site: Path, jobs: int) -> float:
    """Seconds to write the site of a source folder, nothing of an earlier one being there."""
    shutil.rmtree(site, ignore_errors=True)
    begin = time.perf_counter()
    try:
        build_html(source, site, jobs=jobs)
    except CheckFailed as failure:
        raise ContestantFailed(" / ".join(str(failure).splitlines()[:6])) from None
    return time.perf_counter() - begin
