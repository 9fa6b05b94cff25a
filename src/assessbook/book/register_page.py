"""The page of the register: assumptions, corrections, caveats, review and sign-off of an edition.

What people signed with their names, and the contents of corrected cells, stand in elements that say so;
all other words are the report's own, and hold no number that a cell should have computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assessbook.book.register import TITLE, Section

PAGE = "register"
_SIGNED = ("person", "ground")


def register_markdown(sections: Sequence[Section]) -> str:
    """The page as MyST markdown."""
    parts = [f"# {TITLE}\n"]
    for section in sections:
        parts += [f"## {section.title}\n", f"{section.lead}\n"]
        parts.append(_table(section) if section.lines else f"{section.otherwise}\n")
    return "\n".join(parts)


def _table(section: Section) -> str:
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in section.columns.values())
    rows = "".join(
        f"<tr>{''.join(_cell(name, text) for name, text in zip(section.columns, row, strict=True))}</tr>"
        for row in section.rows
    )
    return (
        '<div class="table-scroll" tabindex="0"><table class="definitions register">'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>\n"
    )


def _cell(name: str, text: str) -> str:
    if name == "item":
        # An address of a cell is code to whoever looks for numbers in a page.
        shown = f"<code>{escape(text)}</code>" if "›" in text else escape(text)
        return f'<th scope="row">{shown}</th>'
    shown = f'<span class="quote">{escape(text)}</span>' if name in _SIGNED else escape(text)
    return f'<td class="{name}">{shown}</td>'
