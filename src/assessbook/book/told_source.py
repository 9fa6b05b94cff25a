"""The book's source folder put into the language of the report, just before Sphinx reads it.

Takes the pages as they were assembled, in Chinese where they aren't told by blocks already; changes the files in
place: Markdown, HTML inside it, outputs of notebooks, contents and configuration. One place for all pages,
whoever wrote them. What a document or a workbook says stays in its own words.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from html import escape, unescape
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from assessbook.core.chinese_marks import HAN
from assessbook.core.messages import is_chinese, known, language, said, shown

OVERLAYS = "lang"
"""Folder of the book's shell with pages written anew in another language: ``lang/en/methods.md``."""

_TAG = re.compile(r"(<!--.*?-->|<[A-Za-z/][^<>]*>)", re.DOTALL)
_NAME = re.compile(r"</?([A-Za-z0-9]+)")
_CLASS = re.compile(r'class="([^"]*)"')
_READ_OUT = re.compile(r'\b(alt|title|aria-label|placeholder)="([^"]*)"')
_VOID = frozenset({"br", "img", "input", "hr", "col", "wbr", "meta", "link"})
_KEPT_TAGS = frozenset({"code", "pre", "script", "style", "svg", "q"})
# A plan's own words; the contents of a workbook's cells; what people signed with their names.
_KEPT_CLASSES = frozenset({"quote", "raw", "person", "ground"})
_INLINE = frozenset({"a", "abbr", "b", "code", "em", "i", "q", "span", "strong", "sub", "sup"})
_LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
_PREFIX = re.compile(r"^(\s*(?:#{1,6}|[-*]|\d+\.)\s+)")


def tell_source(folder: Path, shell: Path) -> None:
    """Put a book's source folder into the language of the report; nothing is done for Chinese.

    Parameters
    ----------
    folder : Path
        With `_config.yml`, `_toc.yml`, Markdown and notebooks.
    shell : Path
        The book's shell, whose folder `lang/<language>` has pages that take the place of those of the same name.
    """
    if is_chinese():
        return
    overlays = sorted((shell / OVERLAYS / language()).glob("*.md"))
    for path in sorted(folder.rglob("*.ipynb")):
        _rewrite(path, told_notebook)
    for path in sorted(folder.rglob("*.md")):
        if path.parent == folder and path.name in {each.name for each in overlays}:
            continue
        is_source = path.parent.name == "sources"
        _rewrite(path, told_source_page if is_source else told_markdown)
    for name in ("_toc.yml", "_config.yml"):
        _tell_yaml(folder / name)
    for path in overlays:
        shutil.copy(path, folder / path.name)


def told_notebook(text: str) -> str:
    """A page's notebook: its Markdown and its outputs; code stays as it is."""
    notebook = json.loads(text)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = told_markdown("".join(cell["source"]))
        for output in cell.get("outputs", ()):
            html = output.get("data", {}).get("text/html")
            if html is not None:
                output["data"]["text/html"] = told_html("".join(html))
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def told_markdown(text: str, *, sheets: bool = False) -> str:
    """Markdown, block by block. `sheets`: headings of the second level are names of sheets, and stay."""
    return "\n\n".join(_told_block(block, sheets=sheets) for block in text.split("\n\n"))


def told_source_page(text: str) -> str:
    """The page of a workbook: headings below the first are names of its sheets, and stay."""
    return told_markdown(text, sheets=True)


def told_html(text: str) -> str:
    """HTML: its texts, and what is read out of its elements."""
    made: list[str] = []
    kept: list[str] = []  # the elements, innermost last, below one whose contents stay as they are
    begins, before = True, ""
    for part in _TAG.split(text):
        if not part or part.startswith("<!--"):
            made.append(part)
        elif part.startswith("<") and (name := _NAME.match(part)):
            tag, closing = name[1].lower(), part.startswith("</")
            if not closing:
                part = _READ_OUT.sub(_told_attribute, part)
            made.append(part)
            if kept and tag not in _VOID:
                kept = [*kept[:-1]] if closing else [*kept, tag]
            elif not closing and tag not in _VOID and _stays(tag, part, before):
                kept = [tag]
            # What follows an inline element goes on with the sentence around it.
            begins, before = not (closing and tag in _INLINE), part
        elif kept:
            made.append(_told_in_role(part) if "quote" in before else part)
        else:
            made.append(_told_text(part, begins=begins))
    return "".join(made)


def _told_in_role(text: str) -> str:
    """Words in the place of a quotation: the report's own, where they are, are told; a document's stay."""
    words = unescape(text)
    return escape(words if words.startswith("“") else known(words) or words, quote=False)


def _stays(tag: str, element: str, before: str) -> bool:
    """Whether the contents of an element stay as they are; `before` is the tag that comes before it."""
    classes = set(match[1].split()) if (match := _CLASS.search(element)) else set()
    is_cell = (tag == "td" and 'id="sheet-' in element and not classes) or (
        tag == "summary" and 'class="resting"' in before
    )
    return tag in _KEPT_TAGS or bool(classes & _KEPT_CLASSES) or is_cell


def _told_text(text: str, *, begins: bool) -> str:
    words = unescape(text)
    if not words.strip():
        return text
    space = " " if not begins and words.startswith("（") and not is_chinese() else ""
    return space + escape((shown if begins else said)(words), quote=False)


def _told_attribute(match: re.Match[str]) -> str:
    return f'{match[1]}="{escape(shown(unescape(match[2])), quote=True)}"'


def _told_block(block: str, *, sheets: bool) -> str:
    if not HAN.search(block):
        return block
    if block.lstrip().startswith("<"):
        return told_html(block)
    lines = block.split("\n")
    if sheets and lines[0].startswith("## "):
        return "\n".join([lines[0], *(_told_block(line, sheets=False) for line in lines[1:])])
    if any(_PREFIX.match(line) or line.lstrip().startswith("<") for line in lines):
        return "\n".join(_told_line(line) for line in lines)
    return _told_line("".join(lines))


def _told_line(line: str) -> str:
    prefix = match[1] if (match := _PREFIX.match(line)) else ""
    words = line[len(prefix) :]
    if words.lstrip().startswith("<"):
        return prefix + told_html(words)
    if known(words) is None and _LINK.search(words):
        return prefix + _told_links(words)
    return prefix + shown(words)


def _told_links(words: str) -> str:
    """A text with links: what stands before, in and behind each, one after the other."""
    made, done = "", 0
    for link in _LINK.finditer(words):
        made += (shown if not done else said)(words[done : link.start()])
        made += f"[{shown(link[1])}]({link[2]})"
        done = link.end()
    return (made + said(words[done:])).rstrip()


def _tell_yaml(path: Path) -> None:
    yaml = YAML(typ="rt")
    yaml.width = 10_000
    content = yaml.load(path.read_text(encoding="utf-8"))
    _tell_values(content)
    if path.name == "_config.yml":
        content["sphinx"]["config"]["language"] = language()
    with path.open("w", encoding="utf-8") as stream:
        yaml.dump(content, stream)


def _tell_values(content: Any) -> None:
    """Every text of a YAML document, but for its keys."""
    entries: Iterator[Any] = iter(content.items() if isinstance(content, dict) else enumerate(content))
    for key, value in list(entries):
        if isinstance(value, dict | list):
            _tell_values(value)
        elif isinstance(value, str) and HAN.search(value):
            content[key] = str(told_html(value) if value.startswith("<") else shown(value))


def _rewrite(path: Path, tell: Callable[[str], str]) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(tell(text), encoding="utf-8")
