"""Chapters of the printed report from executed notebooks: their words, tables and charts in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assessbook.book.pages import Page
from assessbook.book.sections import shown_cells
from assessbook.ledger.gather import ExecutedNotebook, blocks_of
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
    for cell in shown_cells(notebook.content["cells"]):
        if cell["cell_type"] == "markdown":
            found = items_of("".join(cell["source"]), deeper=deeper)
            items += [item for item in found if item.get("level") != 1 + deeper]
        elif cell["cell_type"] == "code":
            for record in blocks_of(cell):
                if not record["content"].get("headline"):
                    items += exhibits.items(record)
    return with_references(without_empty_sections(items))


def board_item(notebook: ExecutedNotebook) -> Item | None:
    """All targets of a notebook's boards at a glance: their names under their verdicts; None without any."""
    groups: dict[tuple[str, str], dict[str, None]] = {}
    for cell in notebook.content["cells"]:
        for record in blocks_of(cell):
            for row in _rows_by_outcome(record):
                for run in [run for texts in row["cells"] for run in texts if isinstance(run, dict)]:
                    if run.get("role", "").startswith("badge-"):
                        names = groups.setdefault((run["text"], run["role"]), {})
                        names[row["label"]] = None
    made = [
        {"outcome": outcome, "role": role, "names": list(names)} for (outcome, role), names in groups.items()
    ]
    return {"kind": "board", "groups": made} if made else None


def _rows_by_outcome(record: dict[str, Any]) -> Sequence[dict[str, Any]]:
    """The rows of a table; none of one that readers of the book sort, which names a target once a region."""
    content = record["content"]
    is_listed = record["kind"] == "table" and not content.get("sortable")
    return content["rows"] if is_listed else ()


def verdict_chapter(page: Page, notebook: ExecutedNotebook, exhibits: Exhibits) -> Item:
    """The verdict board: all targets at a glance, then target by target."""
    chapter = begin_chapter(page.title, exhibits)
    items = notebook_items(notebook, exhibits)
    board = board_item(notebook)
    if board:
        place = next((index for index, item in enumerate(items) if item["kind"] == "heading"), len(items))
        items[place:place] = [heading("结论一览", 2), board]
    return {**chapter, "items": items}


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
