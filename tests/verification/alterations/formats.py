"""Alterations of what readers take away: tables as CSV, the workbook of tables, the printed report."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
import zlib
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from lxml import html
from openpyxl import Workbook, load_workbook
from pypdf import PdfReader

from assessbook.pdf.marked_content import characters_of, marked_texts
from assessbook.pdf.tagged_text import ShownFigure, shown_figures
from tests.integration.books import Book
from tests.verification.alterations.single import Done, choose, keep, other_digit

INDEX = "数字索引"
_INDEX_TOP = 4


def csv_field(book: Book, random: Random) -> Done:
    """A digit of a figure in a table's CSV file."""
    page = choose(book.html, "**/*.html", random, ">CSV</a>")
    tree = html.fromstring(page.read_bytes())
    table = random.choice(tree.xpath("//figure[.//p[@class='exhibit-files']/a[text()='CSV']]"))
    (link,) = table.xpath(".//p[@class='exhibit-files']/a[text()='CSV']/@href")
    path = keep((page.parent / link).resolve())
    places = {}
    for row, line in enumerate(table.xpath(".//table[contains(@class,'statistics')]/tbody/tr"), 1):
        for column, field in enumerate(line.xpath("./th|./td")):
            for figure in field.xpath(".//a[@class='figure']"):
                places[row, column] = (figure.get("data-figure"), figure.text_content())
    row, column = random.choice([place for place, (_, text) in places.items() if re.search("[0-9]", text)])
    lines = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    figure, text = places[row, column]
    was = lines[row][column]
    now = was.replace(_plain(text), other_digit(_plain(text), random), 1)
    lines[row][column] = now
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows(lines)
    path.write_bytes(written.getvalue().encode("utf-8-sig"))
    return Done(path, figure, was, now)


def _plain(text: str) -> str:
    return text.replace("\N{MINUS SIGN}", "-") if re.fullmatch(r"\N{MINUS SIGN}[0-9.]+", text) else text


# ---------------------------------------------------------------- the workbook


def _workbook(book: Book) -> tuple[Path, Workbook]:
    path = keep(book.build / "tables.xlsx")
    return path, load_workbook(path)


def _figures(book: Book) -> list[str]:
    connection = sqlite3.connect(book.ledger)
    names = [str(row[0]) for row in connection.execute("SELECT figure FROM figures ORDER BY number")]
    connection.close()
    return names


def workbook_number(book: Book, random: Random) -> Done:
    """A number in a table of the workbook."""
    path, workbook = _workbook(book)
    cell: Any = random.choice(
        [
            cell
            for sheet in workbook.worksheets
            for line in sheet.iter_rows()
            for cell in line
            if isinstance(cell.value, int | float) and cell.hyperlink and cell.hyperlink.tooltip
        ]
    )
    was = float(cell.value)
    cell.value = was + random.choice([1, 10, -1])
    code = int(re.findall(r"F([0-9]{4})", cell.hyperlink.tooltip)[0])
    now = float(f"{cell.value:.16g}")
    workbook.save(path)
    return Done(path, _figures(book)[code - 1], repr(was), repr(now))


def workbook_index(book: Book, random: Random) -> Done:
    """A field in the workbook's index of figures."""
    path, workbook = _workbook(book)
    sheet, figures = workbook[INDEX], _figures(book)
    number = random.randrange(len(figures))
    cell: Any = random.choice(
        [cell for cell in sheet[_INDEX_TOP + number] if re.search("[0-9]", str(cell.value or ""))]
    )
    if isinstance(cell.value, int | float):
        was, now = repr(float(cell.value)), repr(float(cell.value) + 1)
        cell.value += 1
    else:
        was, now = str(cell.value), other_digit(str(cell.value), random)
        cell.value = now
    workbook.save(path)
    return Done(path, figures[number], was, now)


def workbook_words(book: Book, random: Random) -> Done:
    """Words of the workbook that hold a digit."""
    path, workbook = _workbook(book)
    cell: Any = random.choice(
        [
            cell
            for sheet in workbook.worksheets
            if sheet.title != INDEX
            for line in sheet.iter_rows()
            for cell in line
            if isinstance(cell.value, str)
            and re.search("[0-9]", cell.value)
            and not (cell.hyperlink or cell.comment)
        ]
    )
    cell.value = other_digit(cell.value, random)
    workbook.save(path)
    return Done(path)


# ---------------------------------------------------------------- the printed report


def report_byte(book: Book, random: Random) -> Done:
    """One byte inside a compressed stream of the PDF."""
    path = keep(book.build / "report.pdf")
    content = bytearray(path.read_bytes())
    begin = random.choice(
        [match.end() for match in re.finditer(rb"/FlateDecode[^>]*>>\s*stream\r?\n", content)]
    )
    place = random.randrange(begin, content.index(b"endstream", begin))
    content[place] ^= 1 << random.randrange(8)
    path.write_bytes(bytes(content))
    return Done(path)


def report_figure(book: Book, random: Random) -> Done:
    """A digit of a figure in the PDF, on a page that is compressed anew."""
    path = keep(book.build / "report.pdf")
    content = path.read_bytes()
    shown, reader = _shown(content), PdfReader(io.BytesIO(content))
    while True:
        number = random.randrange(len(shown))
        figure = shown[number]
        if not re.search("[0-9]", figure.text):
            continue
        page: Any = reader.pages[figure.page - 1]
        fonts = page["/Resources"]["/Font"]
        tables = {name.lstrip("/"): _characters(fonts[name]) for name in fonts}
        stream = page.get_contents().get_data()
        marks = [
            mark for mark, text in marked_texts(stream, tables.__getitem__).items() if text == figure.text
        ]
        if len(marks) == 1:  # its text stands on this page once, so that it is known which piece it is
            break
    now = other_digit(figure.text, random)
    piece = re.search(rb"/MCID %d\b[^>]*>>BDC.*?EMC" % marks[0], stream, re.DOTALL)
    assert piece is not None
    font = re.findall(rb"/(\w+) [-0-9.]+ Tf", piece[0])[-1].decode()
    glyphs = {text: glyph for glyph, text in tables[font].items()}
    if not set(now) <= glyphs.keys():
        now = figure.text[::-1].translate(str.maketrans("", "", ".,")) + figure.text[:1]
    encoded = "".join(f"{glyphs[character]:04X}" for character in now).encode()
    text = re.sub(rb"Tm.*ET", b"Tm<" + encoded + b">Tj\nET", piece[0], count=1, flags=re.DOTALL)
    changed = stream[: piece.start()] + text + stream[piece.end() :]
    path.write_bytes(_updated(content, page.raw_get("/Contents").idnum, changed))
    return Done(path, _name_of(_figures(book), shown, number), figure.text, now)


@lru_cache(maxsize=1)
def _shown(content: bytes) -> list[ShownFigure]:
    return shown_figures(content)


def _characters(font: Any) -> dict[int, str]:
    return characters_of(font.get_object()["/ToUnicode"].get_data().decode("latin-1"))


def _name_of(figures: list[str], shown: list[ShownFigure], number: int) -> str:
    """The figure's id: lines of the list stand in the order of the ledger, and links lead to them in it."""
    figure = shown[number]
    if figure.leads_to is None:
        return figures[sum(each.leads_to is None for each in shown[:number])]
    places = sorted({each.leads_to for each in shown if each.leads_to is not None})
    return figures[places.index(figure.leads_to)]


def _updated(content: bytes, number: int, stream: bytes) -> bytes:
    """The PDF with another stream in place of one of its objects, appended as an update."""
    packed = zlib.compress(stream)
    root = re.findall(rb"/Root (\d+ 0 R)", content)[-1]
    size = re.findall(rb"/Size (\d+)", content)[-1]
    former = re.findall(rb"startxref\s+(\d+)", content)[-1]
    place = len(content) + 1
    head = b"%d 0 obj\n<</Length %d/Filter/FlateDecode>>\nstream\n" % (number, len(packed))
    body = b"\n" + head + packed + b"\nendstream\nendobj\n"
    table = b"xref\n0 1\n0000000000 65535 f \n%d 1\n%010d 00000 n \n" % (number, place)
    trailer = b"trailer\n<</Size %s/Root %s/Prev %s>>\n" % (size, root, former)
    end = b"startxref\n%d\n%%%%EOF\n" % (len(content) + len(body))
    return content + body + table + trailer + end
