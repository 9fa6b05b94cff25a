"""Declared corrections read afresh from `corrections.yaml` beside a workbook, for the cells that figures rest on.

Shares no code with the reader of workbooks: a cell's number is that of its correction, and what is noted
beside the cell must begin with the words that the correction gives.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FILE = "corrections.yaml"
MARK = "更正：原值“"
"""How the note of a corrected cell begins."""


@dataclass(frozen=True)
class Correction:
    """What a cell must be read as: its new content, and the words that a trace says of it."""

    old: object
    new: object
    words: str


def corrections_of(workbook: Path) -> dict[tuple[str, str], Correction]:
    """The corrections of a workbook by sheet and cell; none where no file beside it declares any.

    Raises
    ------
    Exception
        Of any kind, where the file isn't what it was: its hash says so as well.
    """
    path = workbook.with_name(FILE)
    if not path.is_file():
        return {}
    entries: list[dict[str, Any]] = YAML(typ="safe").load(path)["corrections"]
    return {
        (str(entry["sheet"]), str(entry["cell"])): Correction(entry["old"], entry["new"], _words(entry))
        for entry in entries
        if entry["workbook"] == workbook.name
    }


def _words(entry: dict[str, Any]) -> str:
    day = datetime.date.fromisoformat(str(entry["date"]))
    old, new = (_text(entry[name]) for name in ("old", "new"))
    reason = str(entry["reason"]).rstrip("。")
    date = f"{day.year}年{day.month}月{day.day}日"
    return f"{MARK}{old}”，更正为“{new}”；{reason}；{entry['reported_by']}，{date}提出。"


def _text(content: object) -> str:
    whole = isinstance(content, float) and content.is_integer() and abs(content) < 1e15
    return str(int(content)) if whole and isinstance(content, float) else str(content)
