"""Markdown of notebooks and of the method pages as items of the printed report.

Headings, paragraphs, bulleted lists, strong words and code; that is all the report's own texts use.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from assessbook.pdf.runs import Run, tidy

Item = dict[str, Any]


def items_of(source: str, *, deeper: int = 0) -> list[Item]:
    """The items of a Markdown text.

    Parameters
    ----------
    source : str
        The text.
    deeper : int
        How many levels its headings are lowered.

    Raises
    ------
    ValueError
        If the text holds something the report has no form for, such as a Markdown table.
    """
    items: list[Item] = []
    tokens = iter(MarkdownIt("commonmark").parse(source))
    for token in tokens:
        if token.type == "heading_open":
            text = "".join(run if isinstance(run, str) else run["text"] for run in _inline(next(tokens)))
            items.append(heading(text, int(token.tag[1:]) + deeper))
            next(tokens)
        elif token.type == "paragraph_open":
            items.append({"kind": "paragraph", "runs": _inline(next(tokens))})
            next(tokens)
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            items.append({"kind": "list", "entries": _entries(tokens)})
        elif token.type != "html_block" or "<!--" not in token.content:
            raise ValueError(
                f"the printed report has no form for {token.type} in: {token.content.strip()[:60]}"
            )
    return items


def heading(text: str, level: int, *, target: str = "", breaks: bool = False) -> Item:
    """A heading. `breaks`: it begins a page. Headings of level 1 and 2 are in the table of contents."""
    outlined = level <= 2
    return {
        "kind": "heading", "text": text, "level": level, "target": target, "breaks": breaks, "outlined": outlined,
    }  # fmt: skip


def _entries(tokens: Iterator[Token]) -> list[list[Run]]:
    entries: list[list[Run]] = []
    depth = 1
    for token in tokens:
        depth += token.nesting if token.type.endswith(("list_open", "list_close")) else 0
        if depth == 0:
            break
        if token.type == "inline":
            entries.append(_inline(token))
    return entries


def _inline(token: Token) -> list[Run]:
    runs: list[Run] = []
    strong = False
    for child in token.children or ():
        if child.type in ("strong_open", "strong_close"):
            strong = child.type == "strong_open"
        elif child.type == "text" and child.content:
            runs.append({"kind": "strong", "text": child.content} if strong else tidy(child.content))
        elif child.type == "code_inline":
            runs.append({"kind": "code", "text": child.content})
        elif child.type == "softbreak":
            # Chinese lines are broken anywhere; a blank at their end would be seen in the middle of a line.
            continue
    return runs
