"""Chapters of the printed report from executed notebooks: their words, tables and charts in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assessbook.book.pages import Page
from assessbook.book.sections import shown_cells
from assessbook.ledger.gather import ExecutedNotebook, blocks_of
from assessbook.pdf import verdict_board
from assessbook.pdf.blocks import Exhibits, with_references, without_empty_sections
from assessbook.pdf.markdown import heading, items_of

Item = dict[str, Any]

_NUMERALS = "一二三四五六七八九"


def notebook_items(notebook: ExecutedNotebook, exhibits: Exhibits, *, deeper: int = 0) -> list[Item]:
    """What a notebook shows, without its title and without the headlines, which the summary has.

    Parameters
    ----------
    deeper : int
        How many levels its headings are lowered, where it is a section of a chapter.
    """
    items: list[Item] = []
    cells = list(shown_cells(notebook.content["cells"]))
    records = [record for cell in cells if cell["cell_type"] == "code" for record in blocks_of(cell)]
    for cell in cells:
        if cell["cell_type"] == "markdown":
            found = items_of("".join(cell["source"]), deeper=deeper)
            items += [item for item in found if item.get("level") != 1 + deeper]
        elif cell["cell_type"] == "code":
            for record in blocks_of(cell):
                if verdict_board.is_board(record):
                    items += _board(record["content"], records, exhibits)
                elif not record["content"].get("headline"):
                    items += exhibits.items(record)
    return with_references(without_empty_sections(items))


def _board(content: dict[str, Any], records: Sequence[dict[str, Any]], exhibits: Exhibits) -> list[Item]:
    """The board of verdicts: a line for each target instead of a row for each target and region."""
    others = [record["content"] for record in records if record["content"] is not content]
    told = frozenset(verdict_board.figures_in(others))
    regions = verdict_board.by_region(content, told)
    glance = verdict_board.overview(verdict_board.wholes(content))
    return [*([glance] if glance else []), *([exhibits.table(regions)] if regions else [])]


def verdict_chapter(page: Page, notebook: ExecutedNotebook, exhibits: Exhibits) -> Item:
    """The verdict board: all targets at a glance, then target by target."""
    chapter = begin_chapter(page.title, exhibits)
    items = notebook_items(notebook, exhibits)
    if not any(item["kind"] == "board" for item in items):
        rows = [row for record in _tables_of(notebook) for row in record["content"]["rows"]]
        glance = verdict_board.overview(rows)
        if glance:
            place = next((index for index, item in enumerate(items) if item["kind"] == "heading"), len(items))
            items[place:place] = [heading("结论一览", 2), glance]
    return {**chapter, "items": items}


def _tables_of(notebook: ExecutedNotebook) -> list[dict[str, Any]]:
    records = [record for cell in notebook.content["cells"] for record in blocks_of(cell)]
    return [record for record in records if record["kind"] == "table"]


def notebook_chapter(page: Page, notebook: ExecutedNotebook, exhibits: Exhibits) -> Item:
    """A chapter made of one notebook."""
    chapter = begin_chapter(page.title, exhibits)
    return {**chapter, "items": notebook_items(notebook, exhibits)}


def region_chapter(notebooks: Sequence[tuple[Page, ExecutedNotebook]], exhibits: Exhibits) -> Item:
    """The chapter of the regions below: a section each, beginning on a page of its own."""
    chapter = begin_chapter("分地区评估", exhibits)
    items: list[Item] = []
    for place, (page, notebook) in enumerate(notebooks):
        items.append(heading(page.title, 2, breaks=place > 0))
        items += notebook_items(notebook, exhibits, deeper=1)
    return {**chapter, "items": items}


def begin_chapter(title: str, exhibits: Exhibits) -> Item:
    """A numbered chapter without items, and the counters of tables and charts set for it."""
    number = exhibits.begin_chapter()
    return {"title": f"第{chinese_numeral(number)}章　{title}", "target": f"chapter-{number}", "items": []}


def chinese_numeral(number: int) -> str:
    """A whole number from 1 to 99 in Chinese numerals.

    Raises
    ------
    ValueError
        If the number is out of range.

    >>> [chinese_numeral(number) for number in (3, 10, 12, 20, 45)]
    ['三', '十', '十二', '二十', '四十五']
    """
    if not 1 <= number <= 99:
        raise ValueError(f"no Chinese numeral is written for {number}; 1 to 99 are")
    tens, ones = divmod(number, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens - 1]}十"
    return lead + (_NUMERALS[ones - 1] if ones else "")
