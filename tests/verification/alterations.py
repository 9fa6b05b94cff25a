"""Single-value alterations of a build and of its inputs, each with what a verification must then name.

An alteration takes a copy of a project and a source of chance; it changes one value in one file and says
what it did. The file is put back by `undone`.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import load_workbook

from tests.integration.books import Book

BLOCK = "application/vnd.assessbook.block+json"
WORKBOOK = "data/jiaohe-2016/plan-tables.xlsx"


@dataclass(frozen=True)
class Done:
    """What an alteration did.

    Parameters
    ----------
    path : Path
        The file altered.
    figure : str
        The figure altered in it; empty where it is none, or where the file alone can be named.
    was, now : str
        What findings must say; empty where only hashes can be told.
    """

    path: Path
    figure: str = ""
    was: str = ""
    now: str = ""


Alteration = Callable[[Book, Random], Done]


@contextmanager
def undone(book: Book, alteration: Alteration, random: Random) -> Iterator[Done]:
    """An alteration for as long as the block runs."""
    kept = _Kept()
    done = alteration(book, kept.watching(random))
    try:
        yield done
    finally:
        done.path.write_bytes(kept.before[done.path])


class _Kept:
    """What files held before; every alteration reads its file through `text_of` or `keep`."""

    current: _Kept | None = None

    def __init__(self) -> None:
        self.before: dict[Path, bytes] = {}

    def watching(self, random: Random) -> Random:
        """From now on files are kept here."""
        _Kept.current = self
        return random


def keep(path: Path) -> Path:
    """Keep what a file holds before it is altered."""
    assert _Kept.current is not None
    _Kept.current.before[path] = path.read_bytes()
    return path


def text_of(path: Path) -> str:
    """A file's text, kept."""
    return keep(path).read_text(encoding="utf-8")


def other_digit(text: str, random: Random) -> str:
    """The text with one of its digits another one; a number keeps its first digit from becoming 0."""
    places = [place for place, character in enumerate(text) if character in "0123456789"]
    place = random.choice(places)
    digit = random.choice([digit for digit in "123456789" if digit != text[place]])
    return text[:place] + digit + text[place + 1 :]


def choose(folder: Path, pattern: str, random: Random, holding: str = "") -> Path:
    """One of the files of a folder that hold a text."""
    files = [path for path in sorted(folder.glob(pattern)) if path.is_file()]
    return random.choice([path for path in files if not holding or holding in path.read_text("utf-8")])


def altered_match(path: Path, pattern: str, random: Random) -> tuple[re.Match[str], str]:
    """One match of a pattern in a file, its group `value` with another digit, written back."""
    text = text_of(path)
    found = [match for match in re.finditer(pattern, text) if re.search("[0-9]", match["value"])]
    match = random.choice(found)
    value = other_digit(match["value"], random)
    path.write_text(text[: match.start("value")] + value + text[match.end("value") :], encoding="utf-8")
    return match, value


# ---------------------------------------------------------------- the book


def page_figure(book: Book, random: Random) -> Done:
    """A digit of a figure that a page shows."""
    path = choose(book.html, "**/*.html", random, '<a class="figure"')
    pattern = r'<a class="figure" data-figure="(?P<figure>[^"]+)" href="[^"]+">(?P<value>[^<]+)</a>'
    match, value = altered_match(path, pattern, random)
    return Done(path, match["figure"], match["value"], value)


def page_link(book: Book, random: Random) -> Done:
    """Where a figure's link leads: another cell."""
    path = choose(book.html, "**/*.html", random, '<a class="figure"')
    text = text_of(path)
    pattern = r'<a class="figure" data-figure="(?P<figure>[^"]+)" href="(?P<href>[^"]+)"'
    match = random.choice(list(re.finditer(pattern, text)))
    path.write_text(f"{text[: match.end('href')]}-x{text[match.end('href') :]}", encoding="utf-8")
    return Done(path, match["figure"], match["href"], f"{match['href']}-x")


def chart_data(book: Book, random: Random) -> Done:
    """A digit in the table behind a chart."""
    path = choose(book.html, "**/*.html", random, 'class="chart-data"')
    text = text_of(path)
    begin = text.index('class="chart-data"')
    pattern = r'data-figure="(?P<figure>[^"]+)" href="[^"]+">(?P<value>[0-9][^<]*)</a>'
    found = list(re.finditer(pattern, text[begin : text.index("</details>", begin)]))
    match = random.choice(found)
    value = other_digit(match["value"], random)
    first, last = begin + match.start("value"), begin + match.end("value")
    path.write_text(text[:first] + value + text[last:], encoding="utf-8")
    return Done(path, match["figure"], match["value"], value)


def _basis(book: Book, random: Random, part: str) -> Done:
    path = choose(book.html, "**/*.html", random, '<details class="basis">')
    pattern = rf'<tr data-figure="(?P<figure>[^"]+)">(?:(?!</tr>).)*?{part}'
    match, value = altered_match(path, pattern, random)
    return Done(path, match["figure"], match["value"].strip(), value.strip())


def basis_value(book: Book, random: Random) -> Done:
    """A digit of a value in a basis."""
    return _basis(book, random, r'<td class="number">(?P<value>[^<]+)</td>')


def basis_formula(book: Book, random: Random) -> Done:
    """A digit of a formula in a basis."""
    return _basis(book, random, r'<td class="number">[^<]+</td><td>(?P<value>[^<]+)</td>')


def basis_source(book: Book, random: Random) -> Done:
    """A digit of a source cell's content in a basis."""
    return _basis(book, random, r'<q class="raw">(?P<value>[0-9][^<]*)</q>')


def card(book: Book, random: Random) -> Done:
    """A digit of a card: value, formula, source cell, address, link."""
    path = choose(book.html, "_figures/**/*.js", random)
    text = text_of(path)
    begin, end = "window.assessbookFigures = ", ";\n"
    cards = json.loads(text.removeprefix(begin).removesuffix(end))
    figure = random.choice(sorted(cards))
    entry, key = random.choice(
        [(cards[figure], "text"), (cards[figure], "formula")]
        + [
            (source, key)
            for source in cards[figure]["sources"]
            for key in ("raw", "address", "citation", "href")
            if re.search("[0-9]", source[key])
        ]
    )
    was = entry[key]
    entry[key] = other_digit(was, random)
    text = json.dumps(cards, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    path.write_text(begin + text.replace("</", "<\\/") + end, encoding="utf-8")
    return Done(path, figure, was, entry[key])


def sheet_on_page(book: Book, random: Random) -> Done:
    """A digit in a sheet that the page of a workbook shows."""
    path = choose(book.html, "sources/*.html", random)
    match, value = altered_match(path, r'<td id="sheet-[^>]*>(?P<value>[0-9][^<]*)</td>', random)
    return Done(path, "", match["value"].strip(), value.strip())


def chart_drawing(book: Book, random: Random) -> Done:
    """A digit of a drawing."""
    path = choose(book.html, "charts/*.svg", random)
    altered_match(path, r"L (?P<value>[0-9]+)", random)
    return Done(path)


def words_of_a_page(book: Book, random: Random) -> Done:
    """A year on a page."""
    path = choose(book.html, "region/*.html", random)
    match, value = altered_match(path, r'<span class="year">(?P<value>20[0-9]{2})年</span>', random)
    return Done(path, "", match["value"], value)


def any_byte(book: Book, random: Random) -> Done:
    """One byte of any file of the build."""
    kept_out = {"manifest.json", "manifest.json.sha256", "run.json"}
    files = [path for path in sorted(book.build.rglob("*")) if path.is_file() and path.name not in kept_out]
    path = keep(random.choice([path for path in files if path.stat().st_size]))
    content = bytearray(path.read_bytes())
    place = random.randrange(len(content))
    content[place] = (content[place] + random.randrange(1, 256)) % 256
    path.write_bytes(bytes(content))
    return Done(path)


# ---------------------------------------------------------------- the ledger


def _ledger(book: Book, query: str, values: tuple[Any, ...]) -> Path:
    path = keep(book.ledger)
    connection = sqlite3.connect(path)
    connection.execute(query, values)
    connection.commit()
    connection.close()
    return path


def _rows(book: Book, query: str) -> list[Any]:
    connection = sqlite3.connect(book.ledger)
    rows = connection.execute(query).fetchall()
    connection.close()
    return rows


def ledger_value(book: Book, random: Random) -> Done:
    """A value at its full precision."""
    figure, value = random.choice(_rows(book, "SELECT figure, value FROM figures WHERE value <> 0"))
    now = value + random.choice([1, 0.01, -1])
    path = _ledger(book, "UPDATE figures SET value = ? WHERE figure = ?", (now, figure))
    return Done(path, figure, repr(value), repr(now))


def ledger_text(book: Book, random: Random) -> Done:
    """A digit of a text or a formula."""
    column = random.choice(["text", "formula"])
    figure, text = random.choice(_rows(book, f"SELECT figure, {column} FROM figures"))
    now = other_digit(text, random)
    path = _ledger(book, f"UPDATE figures SET {column} = ? WHERE figure = ?", (now, figure))
    return Done(path, figure, text, now)


def ledger_words(book: Book, random: Random) -> Done:
    """A unit, a status, a name, a region."""
    column = random.choice(["unit", "status", "indicator_name", "region_name", "year", "cell", "notebook"])
    figure, text = random.choice(_rows(book, f"SELECT figure, {column} FROM figures"))
    path = _ledger(book, f"UPDATE figures SET {column} = ? WHERE figure = ?", (f"{text}x", figure))
    return Done(path, figure, text, f"{text}x")


def ledger_derivation(book: Book, random: Random) -> Done:
    """A number or a word inside a derivation."""
    figure, text = random.choice(_rows(book, "SELECT figure, derivation FROM figures"))
    tree = json.loads(text)
    nodes = list(_nodes(tree))
    node = random.choice(nodes)
    source = node.get("source")
    entry, key = random.choice([(node, "value")] + [(source, key) for key in ("raw", "cell") if source])
    was = entry[key]
    entry[key] = was + 1 if isinstance(was, float) else f"{was}7"
    query = "UPDATE figures SET derivation = ? WHERE figure = ?"
    path = _ledger(book, query, (json.dumps(tree, ensure_ascii=False, separators=(",", ":")), figure))
    return Done(path, figure, _told(was), _told(entry[key]))


def ledger_source(book: Book, random: Random) -> Done:
    """The content of a cell, or its address, in the list of a figure's sources."""
    column = random.choice(["raw", "address"])
    query = f"SELECT sources.figure, place, {column}, figures.figure FROM sources JOIN figures ON number = sources.figure"
    number, place, text, figure = random.choice(_rows(book, query))
    path = _ledger(
        book, f"UPDATE sources SET {column} = ? WHERE figure = ? AND place = ?", (f"{text}7", number, place)
    )
    return Done(path, figure, text, f"{text}7")


def ledger_appearance(book: Book, random: Random) -> Done:
    """A cell that shows a figure."""
    query = "SELECT appearances.figure, place, appearances.cell, figures.figure FROM appearances JOIN figures ON number = appearances.figure"
    number, place, cell, figure = random.choice(_rows(book, query))
    query = "UPDATE appearances SET cell = ? WHERE figure = ? AND place = ?"
    return Done(_ledger(book, query, (f"{cell}x", number, place)), figure, cell, f"{cell}x")


def ledger_edition(book: Book, random: Random) -> Done:
    """What the ledger says of the edition."""
    name, value = random.choice(_rows(book, "SELECT name, value FROM edition WHERE value <> '[]'"))
    now = other_digit(value, random) if re.search("[0-9]", value) else f"{value}x"
    return Done(_ledger(book, "UPDATE edition SET value = ? WHERE name = ?", (now, name)))


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for part in node.get("inputs", ()):
        yield from _nodes(part)


def _told(value: Any) -> str:
    return value if isinstance(value, str) else repr(value)


# ---------------------------------------------------------------- the notebooks


def _notebook(book: Book, random: Random) -> tuple[Path, dict[str, Any], list[dict[str, Any]]]:
    path = choose(book.build, "notebooks/**/*.ipynb", random, '"derivation"')
    content = json.loads(text_of(path))
    blocks = [output["data"] for cell in content["cells"] for output in cell.get("outputs", ())]
    return path, content, [block for block in blocks if BLOCK in block and block[BLOCK]["figures"]]


def _written(path: Path, content: dict[str, Any]) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def notebook_figure(book: Book, random: Random) -> Done:
    """A value, a text, a formula or a derivation that a notebook recorded."""
    path, content, blocks = _notebook(book, random)
    figure = random.choice(random.choice(blocks)[BLOCK]["figures"])
    entry, key = random.choice(
        [(figure, "value"), (figure, "text"), (figure, "formula"), (figure["derivation"], "value")]
    )
    was = entry[key]
    entry[key] = was + 1 if isinstance(was, float) else other_digit(was, random)
    _written(path, content)
    return Done(path, figure["figure"], _told(was), _told(entry[key]))


def notebook_preview(book: Book, random: Random) -> Done:
    """A digit of a figure in a preview."""
    path, content, blocks = _notebook(book, random)
    data = random.choice(blocks)
    text = "".join(data["text/html"])
    pattern = r'<span class="figure" data-figure="(?P<figure>[^"]+)" title="[^"]*">(?P<value>[^<]+)</span>'
    match = random.choice(list(re.finditer(pattern, text)))
    value = other_digit(match["value"], random)
    text = text[: match.start("value")] + value + text[match.end("value") :]
    data["text/html"] = text.splitlines(keepends=True)
    _written(path, content)
    return Done(path, match["figure"], match["value"], value)


def notebook_code(book: Book, random: Random) -> Done:
    """A digit in the code of a cell."""
    path, content, _ = _notebook(book, random)
    hidden = "injected-parameters"
    cells = [
        cell
        for cell in content["cells"]
        if cell["id"] != hidden
        and cell["cell_type"] == "code"
        and re.search("[0-9]", "".join(cell["source"]))
    ]
    cell = random.choice(cells)
    cell["source"] = other_digit("".join(cell["source"]), random).splitlines(keepends=True)
    _written(path, content)
    return Done(path)


def notebook_parameter(book: Book, random: Random) -> Done:
    """A parameter in a notebook's metadata."""
    path, content, _ = _notebook(book, random)
    parameters = content["metadata"]["papermill"]["parameters"]
    name = random.choice(sorted(parameters))
    was = json.dumps(parameters[name], ensure_ascii=False)
    now = other_digit(was, random) if re.search("[0-9]", was) else f'{was[:-1]}x"'
    parameters[name] = json.loads(now)
    _written(path, content)
    return Done(path, "", was, now)


# ---------------------------------------------------------------- the manifest


def _manifest(book: Book, change: Callable[[dict[str, Any]], tuple[str, str]]) -> Done:
    path = book.build / "manifest.json"
    content = json.loads(text_of(path))
    was, now = change(content)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    return Done(path, "", was, now)


def manifest_hash(book: Book, random: Random) -> Done:
    """A digit of the hash of a file."""

    def change(content: dict[str, Any]) -> tuple[str, str]:
        listed = content[random.choice(["inputs", "outputs"])]
        name = random.choice(sorted(listed))
        was = listed[name]
        listed[name] = f"sha256:{other_digit(was.removeprefix('sha256:'), random)}"
        return was, listed[name]

    return _manifest(book, change)


def manifest_name(book: Book, random: Random) -> Done:
    """The name of a file."""

    def change(content: dict[str, Any]) -> tuple[str, str]:
        listed = content[random.choice(["inputs", "outputs"])]
        name = random.choice(sorted(listed))
        listed[f"{name}x"] = listed.pop(name)
        return "", ""

    return _manifest(book, change)


def manifest_field(book: Book, random: Random) -> Done:
    """Edition, title, status, schema, a parameter or a library's version."""

    def change(content: dict[str, Any]) -> tuple[str, str]:
        entries = [(content, name) for name in ("edition", "edition_file", "title", "status")]
        entries += [(content["parameters"], name) for name in content["parameters"]]
        entries += [(content["libraries"], name) for name in content["libraries"]]
        entry, name = random.choice(entries)
        was = json.dumps(entry[name], ensure_ascii=False)
        now = other_digit(was, random) if re.search("[0-9]", was) else f'{was[:-1]}x"'
        entry[name] = json.loads(now)
        return _told(json.loads(was)), _told(entry[name])

    return _manifest(book, change)


def crate_hash(book: Book, random: Random) -> Done:
    """A digit of a hash in the RO-Crate."""
    path = book.build / "ro-crate-metadata.json"
    _, value = altered_match(path, r'"sha256": "(?P<value>[0-9a-f]{64})"', random)
    return Done(path, "", "", f"sha256:{value}")


def digest(book: Book, random: Random) -> Done:
    """A digit of the manifest's own digest."""
    path = book.build / "manifest.json.sha256"
    _, value = altered_match(path, r"(?P<value>[0-9a-f]{64})", random)
    return Done(path, "", value, "")


# ---------------------------------------------------------------- the inputs


def source_cell(book: Book, random: Random) -> Done:
    """A number in a workbook, whether a figure rests on it or not."""
    path = keep(book.root / WORKBOOK)
    workbook = load_workbook(path)
    cells = [
        cell
        for sheet in workbook.worksheets
        for line in sheet.iter_rows()
        for cell in line
        if isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    ]
    cell = random.choice(cells)
    was = cell.value
    cell.value = was + random.choice([1, 10, -1])
    workbook.save(path)
    return Done(path, "", f"{was:g}" if isinstance(was, float) else str(was), "")


def source_text(book: Book, random: Random) -> Done:
    """A cell that prints its unit behind the number."""
    path = keep(book.root / WORKBOOK)
    workbook = load_workbook(path)
    cells = [
        cell
        for sheet in workbook.worksheets
        for line in sheet.iter_rows()
        for cell in line
        if isinstance(cell.value, str) and re.fullmatch(r"[0-9.]+[户人%]", cell.value)
    ]
    cell = random.choice(cells)
    was = cell.value
    cell.value = other_digit(was, random)
    workbook.save(path)
    return Done(path, "", was, cell.value)


def plan(book: Book, random: Random) -> Done:
    """A threshold of the plan."""
    path = book.root / "params/jiaohe-2016/plan.yaml"
    altered_match(path, r"threshold: (?P<value>[0-9]+)\n", random)
    return Done(path)


def edition_file(book: Book, random: Random) -> Done:
    """A parameter of the edition file."""
    path = book.root / "params/jiaohe-2016/2015.yaml"
    match, value = altered_match(path, r"(?:base_year: |target_years: \[)(?P<value>20[0-9]{2})", random)
    return Done(path, "", match["value"], value)


def any_input(book: Book, random: Random) -> Done:
    """A digit in a definition, a template, the shell of the book."""
    names = ["data/jiaohe-2016/tables.yaml", "notebooks/region.ipynb", "book/_static/assessbook.css"]
    path = book.root / random.choice(names)
    altered_match(path, r"(?P<value>[0-9]+)", random)
    return Done(path)


OF_FIGURES: tuple[Alteration, ...] = (
    page_figure, page_link, chart_data, basis_value, basis_formula, basis_source, card, ledger_value,
    ledger_text, ledger_words, ledger_derivation, ledger_source, ledger_appearance, notebook_figure,
    notebook_preview,
)  # fmt: skip
"""Alterations of what is said of one figure."""

ALL: tuple[Alteration, ...] = (
    *OF_FIGURES, sheet_on_page, chart_drawing, words_of_a_page, any_byte, ledger_edition, notebook_code,
    notebook_parameter, manifest_hash, manifest_name, manifest_field, crate_hash, digest, source_cell,
    source_text, plan, edition_file, any_input,
)  # fmt: skip
