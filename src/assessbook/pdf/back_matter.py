"""The chapters a report ends with: methods and definitions, assumptions and sign-off.

The words of methods are Markdown files of the book's shell; assumptions, caveats and review come from the
register; definitions, sources and parameters are written from the definitions, the ledger and the executed
notebooks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from assessbook.book.definition_page import (
    DERIVED_HEADS,
    OBSERVED_HEADS,
    derived_indicators,
    observed_indicators,
)
from assessbook.book.pages import BookFacts
from assessbook.book.register import TITLE, Section, parameter_text
from assessbook.book.told_source import OVERLAYS
from assessbook.core.messages import is_chinese, language
from assessbook.core.missing import Missing
from assessbook.ledger.gather import ExecutedNotebook
from assessbook.ledger.store import FigureRow
from assessbook.observations.definitions import Definitions
from assessbook.pdf.blocks import Exhibits, plain_table, with_references
from assessbook.pdf.chapters import begin_chapter
from assessbook.pdf.markdown import heading, items_of

Item = dict[str, Any]

SIGN_OFF_HEADS = ("环节", "姓名", "签字", "日期")
SIGN_OFF_STEPS = ("编制", "审核", "签发")

_DECLARED = re.compile(r"^(\w+)\s*=.*?#\s*(.+)$", re.MULTILINE)
_NOT_ASSUMED = {"edition", "region", "lang"}


def methods_chapter(
    shell: Path,
    definitions: Definitions,
    figures: Sequence[FigureRow],
    documents: Mapping[str, str],
    exhibits: Exhibits,
) -> Item:
    """Methods and definitions.

    Parameters
    ----------
    shell : Path
        The book's shell. A section of its `pdf/methods.md` takes the place of the section of the same
        title in `methods.md`, where paper is read otherwise than a screen.
    documents : mapping
        Source file -> title of the document it transcribes.
    """
    chapter = begin_chapter("编制方法与指标口径", exhibits)
    items = _methods(shell)
    items += [
        heading("指标与口径", 2),
        _said(
            "本节列出本报告使用的全部指标。纯收入与可支配收入、名义与实际、人数与人次分别列示，不混用、不相加减。"
        ),
        exhibits.table(plain_table("观测指标", OBSERVED_HEADS, observed_indicators(definitions, figures))),
        exhibits.table(
            plain_table(
                "计算指标",
                DERIVED_HEADS,
                derived_indicators(definitions, figures),
                notes=["计算式以首次出现的数字为例"],
            )
        ),
        heading("无数值时的表示", 2),
        {"kind": "list", "entries": [[f"{kind.explanation}。"] for kind in Missing if kind]},
        heading("来源文件", 2),
        _said("本报告的每个数字均可追溯至下列文件的单元格。"),
        exhibits.table(plain_table("来源文件", ("文件", "转录或引用的文献"), list(documents.items()))),
    ]
    return {**chapter, "items": with_references(items)}


def register_chapter(
    facts: BookFacts,
    register: Sequence[Section],
    notebooks: Sequence[ExecutedNotebook],
    definitions: Definitions,
    exhibits: Exhibits,
) -> Item:
    """Assumptions, parameters, corrections, caveats, review and sign-off.

    Parameters
    ----------
    register : sequence of Section
        As the book's page has them, the sign-off last; without one it is left to be signed by hand.
    """
    chapter = begin_chapter(TITLE, exhibits)
    rows = parameter_rows(notebooks, {name: entry.name for name, entry in definitions.regions.items()})
    items: list[Item] = []
    for section in register:
        is_last = section is register[-1]
        status = f"编制单位：{facts.office}。数据性质：{facts.status_text}。{facts.notice}" if is_last else ""
        items += [heading(section.title, 2), _said(status + section.lead)]
        items += _section_items(section, exhibits)
        if is_last and not section.lines:
            blank = [[step, "", "", ""] for step in SIGN_OFF_STEPS]
            items.append({"kind": "signatures", "heads": list(SIGN_OFF_HEADS), "rows": blank})
        if section is register[0] and rows:
            items += [
                heading("编制参数", 2),
                _said("下列参数由编制人员选定，改变参数将改变有关计算结果。"),
                exhibits.table(plain_table("编制参数", ("参数", "含义", "取值"), rows)),
            ]
    return {**chapter, "items": with_references(items)}


def _section_items(section: Section, exhibits: Exhibits) -> list[Item]:
    """A section's lines: a table, a list where they have nothing but words, or what is said instead."""
    if not section.lines:
        return [_said(section.otherwise)]
    if list(section.columns) == ["item", "content"]:
        return [{"kind": "list", "entries": [[line.content] for line in section.lines]}]
    return [exhibits.table(plain_table(section.title, list(section.columns.values()), section.rows))]


def parameter_rows(
    notebooks: Sequence[ExecutedNotebook], region_names: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    """Name, meaning and value of every parameter the notebooks were executed with.

    The meaning is the comment beside the parameter in the template.
    """
    rows: dict[str, tuple[str, str, str]] = {}
    for notebook in notebooks:
        values = notebook.content["metadata"].get("papermill", {}).get("parameters", {})
        for name, meaning in _declared(notebook):
            if name in values and name not in _NOT_ASSUMED:
                rows.setdefault(name, (name, meaning, parameter_text(values[name], region_names)))
    return list(rows.values())


def _declared(notebook: ExecutedNotebook) -> list[tuple[str, str]]:
    for cell in notebook.content["cells"]:
        if "parameters" in cell["metadata"].get("tags", ()):
            return [(match[1], match[2].strip()) for match in _DECLARED.finditer("".join(cell["source"]))]
    return []


def _methods(shell: Path) -> list[Item]:
    """The method page's sections, those that the printed report words itself in its own words."""
    words = shell if is_chinese() else shell / OVERLAYS / language()
    sections = _sections((words / "methods.md").read_text(encoding="utf-8"))
    sections |= _sections((words / "pdf" / "methods.md").read_text(encoding="utf-8"))
    return [item for part in sections.values() for item in items_of(part)]


def _sections(source: str) -> dict[str, str]:
    """Title of each section of level 2 -> its source."""
    parts = re.split(r"^(?=## )", source, flags=re.MULTILINE)[1:]
    return {part.partition("\n")[0]: part for part in parts}


def _said(text: str) -> Item:
    return {"kind": "paragraph", "runs": [text]}
