"""`tables.xlsx` written whole: the same bytes for the same edition."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from assessbook.book.pages import BookFacts
from assessbook.book.register import Section
from assessbook.core.archives import without_times
from assessbook.core.messages import is_chinese, language, shown
from assessbook.ledger.codes import short_codes
from assessbook.ledger.store import FigureRow
from assessbook.observations.definitions import Definitions
from assessbook.workbook.exhibits import Exhibit
from assessbook.workbook.front_sheets import (
    COVER,
    NOTES,
    appendices,
    index_of,
    register_appendix,
    write_appendix,
    write_contents,
    write_cover,
    write_index,
    write_notes,
)
from assessbook.workbook.long_lists import LongLists
from assessbook.workbook.table_sheet import CONTENTS, INDEX, write_table


def write_workbook(
    path: Path,
    facts: BookFacts,
    exhibits: Sequence[Exhibit],
    figures: Mapping[str, FigureRow],
    definitions: Definitions,
    documents: Mapping[str, str],
    register: Sequence[Section] = (),
) -> None:
    """Write the workbook of an edition.

    Parameters
    ----------
    exhibits : sequence of Exhibit
        Its tables in the order of the book.
    figures : mapping
        Figure id -> its row, in the order of the ledger.
    documents : mapping
        Source file -> the document it transcribes.
    register : sequence of Section
        Assumptions, corrections, caveats, review and sign-off.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = facts.title
    book.properties.creator = facts.office
    book.properties.language = "zh-CN" if is_chinese() else language()
    head = facts.notice
    index = index_of(figures, short_codes(figures))
    rows = list(figures.values())
    write_cover(book.create_sheet(shown(COVER)), facts, len(exhibits))
    lists = [*appendices(definitions, rows, documents), *([register_appendix(register)] if register else [])]
    others = [NOTES, *(appendix.title for appendix in lists), INDEX]
    write_contents(book.create_sheet(shown(CONTENTS)), exhibits, others, head)
    write_notes(book.create_sheet(shown(NOTES)), head)
    for exhibit in exhibits:
        write_table(book.create_sheet(exhibit.name), exhibit, figures, index, head)
    for number, appendix in enumerate(lists, 1):
        write_appendix(book.create_sheet(shown(appendix.title)), appendix, f"list_{number}", head)
    long_lists = LongLists()
    write_index(book.create_sheet(shown(INDEX)), rows, index, head, long_lists)
    content = io.BytesIO()
    book.save(content)
    path.write_bytes(without_times(content.getvalue(), long_lists.completed(book)))
