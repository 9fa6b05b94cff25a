"""Alterations of the book: pages, their bases and cards, pages of sources, charts."""

from __future__ import annotations

import json
import re
from random import Random

from tests.integration.books import Book
from tests.verification.alterations.single import Done, altered_match, choose, other_digit, text_of


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


def index_line(book: Book, random: Random) -> Done:
    """A digit in the index of figures: a code, an id, what the column is sorted by."""
    code = r'<th scope="row" class="reference">(?P<value>F[0-9]+)</th>(?:(?!</tr>).)*?data-figure="(?P<figure>[^"]+)"'
    order = r'data-order="(?P<value>[^"]+)"><a class="figure" data-figure="(?P<figure>[^"]+)"'
    name = r'data-figure="(?P<figure>[^"]+)"(?:(?!</tr>).)*?<code>(?P<value>[^<]+)</code>'
    path = book.html / "figures.html"
    match, value = altered_match(path, random.choice([code, order, name]), random)
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


def link_to_a_file(book: Book, random: Random) -> Done:
    """A digit of the file that is offered below a table."""
    path = choose(book.html, "**/*.html", random, "tables/table-")
    altered_match(path, r'<a href="[./]*tables/table-(?P<value>[0-9]+)\.csv" download>', random)
    return Done(path)


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
