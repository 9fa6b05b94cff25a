"""The appendix that lists every figure: short code, notebook, cell and source cells, a line each.

Source files are numbered once, at its head, so that a line has room for many cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assessbook.book.basis import period_text
from assessbook.core.messages import behind_number, said
from assessbook.ledger.store import FigureRow, Source
from assessbook.pdf.runs import tidy

HEADS = ("代码", "指标、地区、时间", "数值", "笔记本 › 单元格", "来源单元格")
_LONGEST = 240
"""Characters of source cells in a line; the ledger beside the report holds all of them."""
_CELL = re.compile(r"([A-Z]+)([0-9]+)")


def source_files(figures: Iterable[FigureRow]) -> dict[str, int]:
    """The files that figures rest on, numbered from 1 in the order of the figures."""
    files: dict[str, int] = {}
    for row in figures:
        for source in row.sources:
            files.setdefault(_parts(source.address)[0], len(files) + 1)
    return files


def index_item(
    figures: Sequence[FigureRow], codes: Mapping[str, str], files: Mapping[str, int]
) -> dict[str, Any]:
    """The list for the template.

    Parameters
    ----------
    figures : sequence
        Every figure, in the order of the ledger.
    codes : mapping
        Figure id -> short code.
    files : mapping
        Source file -> its number, from `source_files`.
    """
    return {
        "kind": "index",
        "heads": list(HEADS),
        "lines": [
            {
                "code": codes[row.figure],
                "name": tidy(row.indicator_name + (f"（{row.item_name}）" if row.item_name else "")),
                "place": tidy(f"{row.region_name}，{period_text(row.year)}"),
                "text": row.text,
                "unit": behind_number(row.unit),
                "notebook": row.notebook,
                "cell": row.cell,
                "sources": tidy(cut_short(cells_text(row.sources, files), len(row.sources))),
            }
            for row in figures
        ],
    }


def cells_text(sources: Sequence[Source], files: Mapping[str, int]) -> str:
    """Source cells in few words: ``〔1〕表1-1：C3、C5—C8；〔2〕…``, in the order in which they are read."""
    sheets: dict[tuple[str, str], list[str]] = {}
    for source in sources:
        file, sheet, cell = _parts(source.address)
        sheets.setdefault((file, sheet), []).append(cell)
    return "；".join(
        f"〔{files[file]}〕{sheet}：{cells_in_short(cells)}" for (file, sheet), cells in sheets.items()
    )


def cut_short(text: str, count: int) -> str:
    """Source cells that would fill a page, the first of them only and how many there are of all.

    >>> cut_short("表1-1：C3、C5", 2)
    '表1-1：C3、C5'
    """
    if len(text) <= _LONGEST:
        return text
    end = max(text.rfind(mark, 0, _LONGEST) for mark in "、；")
    rest = said("等，共{count}个单元格，全部见数字台账").format(count=count)
    return f"{text[: end if end > 0 else _LONGEST]}{rest}"


def cells_in_short(cells: Sequence[str]) -> str:
    """Addresses with three or more neighbours in one column or row drawn together: ``C3—C18``.

    >>> cells_in_short(["C3", "C4", "C5", "D9", "E2"])
    'C3—C5、D9、E2'
    """
    runs: list[list[str]] = []
    for cell in dict.fromkeys(cells):
        if runs and _follows(runs[-1], cell):
            runs[-1].append(cell)
        else:
            runs.append([cell])
    return "、".join(f"{run[0]}—{run[-1]}" if len(run) > 2 else "、".join(run) for run in runs)


def _follows(run: Sequence[str], cell: str) -> bool:
    """Whether a cell goes on in the direction of a run: one row down, or one column to the right."""
    steps = [_step(run[place - 1], run[place]) for place in range(1, len(run))]
    step = _step(run[-1], cell)
    return step in ((0, 1), (1, 0)) and all(known == step for known in steps)


def _step(one: str, other: str) -> tuple[int, int] | None:
    first, second = _CELL.fullmatch(one), _CELL.fullmatch(other)
    if not first or not second:
        return None
    return _column(second[1]) - _column(first[1]), int(second[2]) - int(first[2])


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _parts(address: str) -> tuple[str, str, str]:
    file, _, rest = address.partition("!")
    sheet, _, cell = rest.rpartition("!")
    return file, sheet, cell
