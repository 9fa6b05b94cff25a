"""The printed report of a build: every figure in it against the ledger, and every link against its line.

Takes the figures read from the file and the ledger's rows. A full report lists all figures at its end, in
the order of the ledger; the links of its text lead there. A report for leadership has neither, so that a number in it is only known to be some
figure's.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from assessbook.pdf.tagged_text import ShownFigure
from assessbook.verification.ledger_file import LedgerFile, Row
from assessbook.verification.report import Findings

REPORT = "report.pdf"


def check_report(
    found: Sequence[ShownFigure], shown: str, ledger: LedgerFile, audience: str, findings: Findings
) -> None:
    """Check a printed report.

    Parameters
    ----------
    found : sequence of ShownFigure
        What `shown_figures` reads from it.
    shown : str
        The file as shown.
    audience : str
        For whom it is, as the manifest says.
    """
    rows = list(ledger.rows.values())
    if audience == "full":
        lines = [each for each in found if each.leads_to is None]
        _check_lines(lines, rows, shown, findings)
        _check_links([each for each in found if each.leads_to is not None], rows, shown, findings)
        return
    texts = {row.columns["text"] for row in rows}
    for each in found:
        if each.text not in texts:
            findings.add(shown, "text", "the text of a figure of the ledger", each.text, place=_place(each))


def _check_lines(lines: Sequence[ShownFigure], rows: Sequence[Row], shown: str, findings: Findings) -> None:
    """The list of figures, line by line."""
    for line, row in zip_longest(lines, rows):
        if line is None:
            findings.add(shown, "line of the list", row.columns["text"], "no such line", figure=row.figure)
        elif row is None:
            findings.add(shown, "line of the list", "no such line", line.text, place=_place(line))
        elif line.text != row.columns["text"]:
            findings.add(
                shown,
                "line of the list",
                row.columns["text"],
                line.text,
                figure=row.figure,
                place=_place(line),
            )


def _check_links(links: Sequence[ShownFigure], rows: Sequence[Row], shown: str, findings: Findings) -> None:
    """The figures of the text: where they lead are, in reading order, the lines of the list in theirs."""
    places = sorted({link.leads_to for link in links if link.leads_to is not None})
    if len(places) != len(rows):
        findings.add(shown, "lines that links lead to", len(rows), len(places))
        return
    row_of = dict(zip(places, rows, strict=True))
    for link in links:
        row = row_of[link.leads_to] if link.leads_to is not None else None
        if row is not None and link.text != row.columns["text"]:
            findings.add(shown, "text", row.columns["text"], link.text, figure=row.figure, place=_place(link))


def _place(figure: ShownFigure) -> str:
    return f"page {figure.page}"
