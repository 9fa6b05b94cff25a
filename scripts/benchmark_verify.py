"""How long a verification of ten thousand figures takes: `python scripts/benchmark_verify.py [FIGURES] [FORMAT...]`.

Makes a project in a temporary folder: a workbook of as many source cells as are needed, notebooks that
publish observed values, quotients, shares and ranks, the ledger gathered from them, pages with every
figure linked, bases and cards, the index of figures, CSV files, the workbook and the PDF (or of these two
only the FORMATs named: xlsx, pdf, none), and the manifest. Everything that `assessbook verify` reads is made
by the package itself, only Sphinx and the kernels are left out. Then verifies it three times, each time in
a new process, and prints the times and how busy the machine was.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from html import escape
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from openpyxl import Workbook

from assessbook.book.basis import basis_html, cards_script
from assessbook.book.figure_index import figure_index_markdown
from assessbook.book.pages import FRONT, BookFacts, Page, cell_address, file_address
from assessbook.core.missing import Missing
from assessbook.core.periods import Period
from assessbook.core.units import Unit
from assessbook.core.workspace import Workspace
from assessbook.editions.edition import Edition
from assessbook.editions.manifest import edition_facts, write_manifest
from assessbook.editions.options import FORMATS, BuildOptions
from assessbook.ledger.gather import ExecutedNotebook, blocks_of, gather
from assessbook.ledger.store import FigureRow, Ledger, write_ledger
from assessbook.measures import Measure
from assessbook.measures.axes import Axis
from assessbook.measures.steps import Read
from assessbook.observations.definitions import Definitions
from assessbook.observations.observation import Observation, Origin
from assessbook.pdf.compile import compile_pdf
from assessbook.pdf.document import Contents, make_document
from assessbook.report.blocks import Block, Column, Row, Table
from assessbook.report.figures import publish
from assessbook.report.rendering import render
from assessbook.workbook.csv_files import write_csv_files
from assessbook.workbook.exhibits import exhibits_of
from assessbook.workbook.write import write_workbook

FIGURES = 10_000
RUNS = 3
TITLE, DOCUMENT = "年度评估报告", "统计表"
PER_PAGE = 100
REGIONS = 20
PROGRAMME, YEAR = "benchmark", 2015
EDITION_FILE = f"params/{PROGRAMME}/{YEAR}.yaml"
WORKBOOK = f"data/{PROGRAMME}/tables.xlsx"


def main() -> None:
    """Make the project, verify it, print the times."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else FIGURES
    formats = tuple(sys.argv[2:]) or ("xlsx", "pdf")
    with tempfile.TemporaryDirectory(prefix="assessbook-benchmark-") as folder:
        root = Path(folder)
        for name in ("data", "params"):
            (root / name).mkdir()
        build = make_build(root, wanted, formats)
        command = [
            sys.executable,
            "-m",
            "assessbook.commands.main",
            "verify",
            build.relative_to(root).as_posix(),
        ]
        times, used = [], []
        for _ in range(RUNS):
            begin, before = time.perf_counter(), os.times()
            done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
            times.append(time.perf_counter() - begin)
            after = os.times()
            used.append(sum(after[2:4]) - sum(before[2:4]))
    print("\n".join(done.stdout.splitlines()[-20:]) + done.stderr)
    each = ", ".join(f"{seconds:.1f}" for seconds in times)
    print(f"whole process, {RUNS} times: {each} s, median {median(times):.1f} s")
    print(f"of a processor: median {median(used):.1f} s")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


def make_build(root: Path, figures: int, formats: tuple[str, ...]) -> Path:
    """A project and its build below `root`, with at least so many figures; gives the build's folder."""
    build = root / "build" / PROGRAMME / str(YEAR)
    pages = -(-figures // PER_PAGE)
    edition = _edition(root, pages)
    notebooks = [_notebook(root, build, number) for number in range(pages)]
    _write_workbook(root / WORKBOOK, pages)
    write_ledger(build / "ledger.db", gather(notebooks), edition_facts(edition))
    with Ledger.open(build / "ledger.db") as ledger:
        rows = {row.figure: row for row in ledger.figures()}
    for number, notebook in enumerate(notebooks, 1):
        _write_page(build / "html", notebook, rows, f"tables/table-{number:03d}.csv")
    _write_page_of_all(build / "html", rows)
    _write_formats(build, notebooks, rows, formats)
    options = BuildOptions(formats=("html", *(name for name in FORMATS if name in formats)))
    inputs = [root / "notebooks/page.ipynb", root / EDITION_FILE, root / WORKBOOK]
    write_manifest(Workspace(root), edition, options, build, inputs)
    return build


def _write_formats(
    build: Path, notebooks: list[ExecutedNotebook], rows: dict[str, FigureRow], formats: tuple[str, ...]
) -> None:
    """CSV files, workbook and PDF, as a build makes them."""
    facts = BookFacts(PROGRAMME, YEAR, TITLE, "", "统计局", "synthetic", DOCUMENT, "全市")
    pages = [(Page(notebook.name, notebook.name, "regions", "镇"), notebook) for notebook in notebooks]
    exhibits, definitions, documents = (
        exhibits_of(pages),
        Definitions(measures={}, classifications={}, regions={}),
        {WORKBOOK: DOCUMENT},
    )
    write_csv_files(build / "html", {each.file: each.table for each in exhibits}, rows)
    if "xlsx" in formats:
        write_workbook(build / "tables.xlsx", facts, exhibits, rows, definitions, documents)
    if "pdf" in formats:
        shell = Path(__file__).parents[1] / "book"
        front = (Page(FRONT, TITLE, "front"), ExecutedNotebook(FRONT, "", 0, {"cells": [], "metadata": {}}))
        document = make_document(
            Contents(facts, [front, *pages], rows, definitions, documents, shell), "full"
        )
        pdf = compile_pdf(document.content, document.pictures, shell / "pdf")
        (build / "report.pdf").write_bytes(pdf)


def _write_page_of_all(book: Path, rows: dict[str, FigureRow]) -> None:
    """The index of figures, which is HTML already, and its cards."""
    _, _, table = figure_index_markdown(rows).partition("<div")
    page = f"<!doctype html><meta charset=utf-8><main><div{table}</main>"
    (book / "figures.html").write_text(page, encoding="utf-8")
    script = cards_script("figures", list(rows.values()), _no_source)
    (book / "_figures/figures.js").write_text(script, encoding="utf-8")


def _no_source(page: str, address: str) -> str:
    return ""


def _edition(root: Path, pages: int) -> Edition:
    for name in (EDITION_FILE, WORKBOOK, "notebooks/page.ipynb"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / EDITION_FILE).write_text(f"year: {YEAR}\ntitle: {TITLE}\nparameters: {{}}\n", encoding="utf-8")
    cells = [_code("parameters", []), _code("values", [])]
    (root / "notebooks/page.ipynb").write_text(json.dumps({"cells": cells, "metadata": {}}), encoding="utf-8")
    return Edition(
        path=EDITION_FILE, programme=PROGRAMME, year=YEAR, name="", document=DOCUMENT, title=TITLE,
        subtitle="", issuing_office="", status="synthetic", period=str(YEAR), region="r0", regions=(),
        parameters={}, overrides=(), runs=(),
    )  # fmt: skip


def _value(page: int, row: int, column: int) -> float:
    """A number of the workbook: persons in one column, households in the other, never the same twice."""
    return float(1000 + (page * 7919 + row * 104_729 + column * 31) % 90_000)


def _write_workbook(path: Path, pages: int) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "表1"
    for page in range(pages):
        for row in range(REGIONS):
            sheet.append([_value(page, row, column) for column in range(2)])
    workbook.save(path)


def _measure(page: int, column: int) -> Measure:
    """One column of the workbook for the regions of a page."""
    regions = tuple(f"r{page}-{row}" for row in range(REGIONS))
    period = Period(YEAR, YEAR)
    places, values = {}, np.zeros((REGIONS, 1, 1))
    for row, region in enumerate(regions):
        cell = f"{'AB'[column]}{page * REGIONS + row + 1}"
        value = _value(page, row, column)
        origin = Origin(WORKBOOK, "表1", cell, str(int(value)), "《统计表》表1")
        places[(row, 0, 0)] = Observation(
            f"measure_{column}", region, period, None, value, Missing.PRESENT, origin
        )
        values[row, 0, 0] = value
    axes = (Axis(regions), Axis((period,), fixed=True), Axis((None,), fixed=True))
    return Measure(
        identifier=f"measure_{column}",
        name=("人口", "户数")[column],
        unit=Unit.of(("人", "户")[column]),
        axes=axes,
        numbers=values,
        reasons=np.zeros((REGIONS, 1, 1), np.int8),
        step=Read(f"measure_{column}", axes, places),
        additive=True,
    )


def _published(page: int) -> Iterator[Measure]:
    """The indicators of a page: two observed, a quotient, a share of the total, a rank."""
    persons, households = _measure(page, 0), _measure(page, 1)
    yield persons
    yield households
    yield (persons / households).named("household_size", "户均人口", decimals=2)
    total = persons.rollup(persons.regions, into=persons.regions[0])
    yield (persons / total.at(region=persons.regions[0])).to("%").named("share", "占全部人口比重", decimals=2)
    yield persons.rank().named("rank", "人口位次")


def _notebook(root: Path, build: Path, number: int) -> ExecutedNotebook:
    measures = list(_published(number))
    rows = []
    for place in range(REGIONS):
        cells = [(publish(PROGRAMME, measure, (place, 0, 0)),) for measure in measures]
        rows.append(Row(measures[0].regions[place], cells))
    columns = [Column(measure.name, measure.unit.symbol) for measure in measures]
    bundle = Block.of(Table(("表",), "地区", columns, rows))._repr_mimebundle_()
    parameters = {"edition": EDITION_FILE}
    injected = _code("injected-parameters", [], f'# Parameters\nedition = "{EDITION_FILE}"\n')
    content = {
        "cells": [_code("parameters", []), injected, _code("values", [bundle])],
        "metadata": {"papermill": {"input_path": "notebooks/page.ipynb", "parameters": parameters}},
    }
    # As read back: derivations are JSON, tuples are lists.
    text = json.dumps(content, ensure_ascii=False)
    name = f"region/p{number}"
    path = build / "notebooks" / f"{name}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return ExecutedNotebook(name, f"p{number}", 0, json.loads(text))


def _code(identifier: str, bundles: list[dict[str, Any]], source: str = "") -> dict[str, Any]:
    outputs = [{"output_type": "display_data", "metadata": {}, "data": data} for data in bundles]
    return {"cell_type": "code", "id": identifier, "metadata": {}, "source": source, "outputs": outputs}


def _write_page(book: Path, notebook: ExecutedNotebook, rows: dict[str, FigureRow], table: str) -> None:
    page = notebook.name

    def link(figure: str) -> str:
        return cell_address(page, rows[figure].notebook, rows[figure].cell)

    parts, shown = [], []
    for cell in notebook.content["cells"]:
        for record in blocks_of(cell):
            figures = [rows[figure["figure"]] for figure in record["figures"]]
            shown += figures
            offered = [("CSV", file_address(page, table))]
            body = render(record, link, lambda svg: "", downloads=offered)
            body += basis_html(page, figures, _no_source)
            parts.append(f'<div class="cell" id="cell-{cell["id"]}">{body}</div>')
    values = "".join(
        f"<tr><th>{escape(name)}</th><td>{escape(json.dumps(value))}</td></tr>"
        for name, value in notebook.content["metadata"]["papermill"]["parameters"].items()
    )
    details = (
        f'<details class="run"><p><code>notebooks/page.ipynb</code></p><table>{values}</table></details>'
    )
    target = book / f"{page}.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(
        f"<!doctype html><meta charset=utf-8><main>{''.join(parts)}{details}</main>", encoding="utf-8"
    )
    script = book / "_figures" / f"{page}.js"
    script.parent.mkdir(parents=True, exist_ok=True)
    script.write_text(cards_script(page, shown, _no_source), encoding="utf-8")


if __name__ == "__main__":
    main()
