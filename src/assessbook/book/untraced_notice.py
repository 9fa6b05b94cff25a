"""The notice on every page of a book that was built although numbers in it have no source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from assessbook.book.untraced_scan import Untraced

NOTICE_CLASS = "untraced-notice"
# The page template begins a page with it.
_TOP = re.compile(r'<header id="pst-header"[^>]*></header>')


def mark_pages(book: Path, found: Sequence[Untraced]) -> None:
    """Put the notice above every page; how many of the numbers are on the page itself is said as well.

    Parameters
    ----------
    book : Path
        Folder of the HTML.
    found : sequence of Untraced
        Nothing is written when it is empty.
    """
    if not found:
        return
    for path in sorted(book.rglob("*.html")):
        page = path.relative_to(book).with_suffix("").as_posix()
        own = sum(each.page == page for each in found)
        here = f"，其中本页{own}处" if own else ""
        notice = (
            f'<aside class="status-notice {NOTICE_CLASS}" aria-label="数字未全部追溯" data-untraced="{len(found)}">'
            f"<strong>数字未全部追溯</strong> 本版含有未追溯到来源的数字{len(found)}处{here}，不得作为正式依据引用。</aside>"
        )
        text = path.read_text(encoding="utf-8")
        path.write_text(_TOP.sub(rf"\g<0>\n{notice}", text, count=1), encoding="utf-8")
