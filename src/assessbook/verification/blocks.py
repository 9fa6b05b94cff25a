"""What a block says, line by line, and what a piece of HTML shows of it.

A block is the record that a notebook cell keeps of a table, a chart or sentences. Its lines are its
sentences, its caption, and the rows of its table; every line is plain text with the figures in it. The
book's pages and the notebooks' previews must show the same lines with the same figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from assessbook.core.messages import is_chinese
from assessbook.verification.report import Findings, listed

MEDIA_TYPE = "application/vnd.assessbook.block+json"
_LINES = (
    "descendant-or-self::p[@class='statement']|descendant::figcaption|descendant::table[{table}]//tr".format(
        table="contains(concat(' ', @class, ' '), ' statistics ')"
    )
)
_FIGURES = "descendant::*[self::a or self::span][contains(concat(' ', @class, ' '), ' figure ')]"


@dataclass(frozen=True)
class Shown:
    """A figure in a line: its id, its text, and where it leads (empty in a notebook's preview)."""

    figure: str
    text: str
    href: str = ""


@dataclass(frozen=True)
class Line:
    """A line's text without white space, and the figures in it."""

    text: str
    figures: tuple[Shown, ...]


def block_records(cell: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The blocks that a notebook's cell shows: each record, and the whole output it stands in."""
    for output in cell.get("outputs", ()):
        record = output.get("data", {}).get(MEDIA_TYPE)
        if record is not None:
            yield record, output["data"]


def lines_of(record: dict[str, Any]) -> list[Line]:
    """The lines of a block's record."""
    content, kind = record["content"], record["kind"]
    if kind == "statements":
        return [_line(sentence) for sentence in content["sentences"]]
    caption = _line(content["caption"])
    return [caption, *_rows(content["data"] if kind == "chart" else content)]


def lines_shown(element: HtmlElement) -> list[Line]:
    """The lines that an element of a page shows, in reading order."""
    found = element.xpath(_LINES)
    return [Line(_squashed(line.text_content()), tuple(_figures(line))) for line in found]


def figures_shown(element: HtmlElement) -> list[Shown]:
    """The figures that an element shows, in reading order, within lines or not."""
    return list(_figures(element))


def shown_by(notebook: dict[str, Any]) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """The cells that readers are shown, with their blocks: setup and parameters are left out."""
    hidden = {"parameters", "injected-parameters", "setup"}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code" and not hidden & set(cell["metadata"].get("tags", ())):
            records = [record for record, _ in block_records(cell)]
            if records:
                yield cell, records


def compare_lines(expected: list[Line], shown: list[Line], file: str, place: str, findings: Findings) -> None:
    """Note every line, and every figure in it, that isn't shown as it is recorded."""
    if len(expected) != len(shown):
        findings.add(file, "lines", f"{len(expected)} lines", f"{len(shown)} lines", place=place)
    for line, found in zip(expected, shown, strict=False):
        ids, found_ids = [run.figure for run in line.figures], [run.figure for run in found.figures]
        if ids != found_ids:
            concerned = next((a for a, b in zip(ids, found_ids, strict=False) if a != b), "")
            findings.add(
                file, "figures in a line", listed(ids), listed(found_ids), figure=concerned, place=place
            )
        for run, other in zip(line.figures, found.figures, strict=False):
            if run.text != other.text:
                findings.add(file, "text", run.text, other.text, figure=run.figure, place=place)
        if line.text != found.text:
            findings.add(file, "words", line.text, found.text, place=place)


def _rows(table: dict[str, Any]) -> Iterator[Line]:
    heads = [table["stub"]]
    for column in table["columns"]:
        heads.append(column["name"] + in_brackets(column["unit"]))
    yield Line(_squashed("".join(heads)), ())
    for row in table["rows"]:
        yield _line([row["label"], *(run for cell in row["cells"] for run in cell)])


def in_brackets(unit: str) -> str:
    """A heading's unit in the brackets of the report's language; nothing for none."""
    if not unit:
        return ""
    return f"（{unit}）" if is_chinese() else f" ({unit})"


def _line(runs: list[Any]) -> Line:
    text = "".join(run if isinstance(run, str) else run["text"] for run in runs)
    figures = [run for run in runs if isinstance(run, dict) and "figure" in run]
    return Line(_squashed(text), tuple(Shown(run["figure"], run["text"]) for run in figures))


def _figures(element: HtmlElement) -> Iterator[Shown]:
    for link in element.xpath(_FIGURES):
        yield Shown(link.get("data-figure", ""), link.text_content(), link.get("href", ""))


def _squashed(text: str) -> str:
    return "".join(text.split())
