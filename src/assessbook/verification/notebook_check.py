"""Executed notebooks against the ledger: what a cell recorded of a figure, and what its preview shows.

The record must be what the ledger has, in every column and every node of the derivation; the preview
must show what the record says.
"""

from __future__ import annotations

from typing import Any

from lxml import html

from assessbook.verification.blocks import block_records, compare_lines, lines_of, lines_shown
from assessbook.verification.ledger_file import COPIED, LedgerFile, Row
from assessbook.verification.report import Findings, Statement, difference, listed

Notebook = dict[str, Any]


class NotebookCheck:
    """Checks the executed notebooks of a build.

    Parameters
    ----------
    ledger : LedgerFile
    ledger_file : str
        The ledger's file as shown.
    findings : Findings
        Where findings are noted.
    """

    def __init__(self, ledger: LedgerFile, ledger_file: str, findings: Findings) -> None:
        self._ledger, self._ledger_file, self._findings = ledger, ledger_file, findings
        self._shown: dict[str, dict[tuple[str, str], None]] = {}

    def check(self, name: str, file: str, notebook: Notebook) -> None:
        """Check a notebook's figures and previews; `name` as in the ledger, `file` as shown."""
        for cell in notebook["cells"]:
            if cell["cell_type"] != "code":
                continue
            for record, data in block_records(cell):
                for figure in record["figures"]:
                    self._shown.setdefault(figure["figure"], {})[name, cell["id"]] = None
                    self._figure(figure, file, f"cell {cell['id']}")
                self._block(record, data, file, f"cell {cell['id']}")

    def finish(self) -> None:
        """When all notebooks are checked: every figure of the ledger is where the ledger says."""
        for name, row in self._ledger.rows.items():
            found, said = self._shown.get(name, {}), dict.fromkeys(row.appearances)
            if found.keys() != said.keys():
                self._findings.add(
                    self._ledger_file,
                    "appearances",
                    listed("#".join(place) for place in found if place not in said),
                    listed("#".join(place) for place in said if place not in found),
                    figure=name,
                )

    def _figure(self, record: dict[str, Any], file: str, place: str) -> None:
        name = record["figure"]
        row = self._ledger.rows.get(name)
        if row is None:
            self._findings.compare(
                "figure",
                Statement(self._ledger_file, "in no row"),
                Statement(file, record.get("text", "")),
                figure=name,
                place=place,
            )
            return
        for column in COPIED:
            self._compare(column, row.columns[column], record.get(column), file, name, place)
        found = difference(row.derivation, record.get("derivation"))
        if found:
            path, origin, copy = found
            self._compare(f"derivation, {path},", origin, copy, file, name, place)

    def _compare(self, kind: str, origin: Any, copy: Any, file: str, figure: str, place: str) -> None:
        self._findings.compare(
            kind, Statement(self._ledger_file, origin), Statement(file, copy), figure=figure, place=place
        )

    def _block(self, record: dict[str, Any], data: dict[str, Any], file: str, place: str) -> None:
        recorded = {figure["figure"]: figure for figure in record["figures"]}
        lines = lines_of(record)
        for run in (run for line in lines for run in line.figures):
            row = self._ledger.rows.get(run.figure)
            text = row.columns["text"] if row else recorded.get(run.figure, {}).get("text")
            self._compare("text in the block", text, run.text, file, run.figure, place)
        for name in recorded.keys() - {run.figure for line in lines for run in line.figures}:
            self._findings.add(file, "figure in the block", "shown", "not shown", figure=name, place=place)
        preview = html.fragment_fromstring("".join(data.get("text/html", "")), create_parent="div")
        compare_lines(lines, lines_shown(preview), file, f"{place}, preview", self._findings)
        self._tooltips(preview, file, place)
        if record["kind"] == "chart" and record["content"]["svg"] not in "".join(data.get("text/html", "")):
            self._findings.add(file, "chart", "as recorded", "another drawing", place=f"{place}, preview")
        plain = "".join(data.get("text/plain", ""))
        if plain != f"<{record['kind']}>":
            self._findings.add(file, "plain text", f"<{record['kind']}>", plain, place=place)

    def _tooltips(self, preview: html.HtmlElement, file: str, place: str) -> None:
        for span in preview.xpath(".//span[@class='figure']"):
            row: Row | None = self._ledger.rows.get(span.get("data-figure", ""))
            if row is not None:
                formula = row.columns["formula"]
                kind = "formula in the preview"
                self._compare(kind, formula, span.get("title", ""), file, row.figure, place)
