"""The document and its template become one PDF, in one piece or, if it is very long, in parts that are joined.

The PDF follows PDF/UA-1 (ISO 14289-1): a title, a language, tags, and a text for every picture.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assessbook.core.kept_bytes import NOTHING_KEPT, KeptBytes
from assessbook.core.problems import CheckFailed
from assessbook.pdf.in_parts import compile_in_parts
from assessbook.pdf.typesetter import Typesetter, typesetter

_PASSES = 4
"""How often a report is laid out at most; a page that is nearly empty even then stays so."""
_IN_PARTS = 1_000_000
"""Characters of a document from which it is typeset in parts, about 200 pages. In one piece, a report of 800
pages takes 5 GB and is laid out anew when one number changes."""
_TOP = 0.12
"""Share of a page's height at which its text begins: nothing stands on a page that is used no further."""
_LEAST_USED = 0.36


def compile_pdf(
    content: Mapping[str, Any],
    pictures: Mapping[str, str],
    template: Path,
    kept: KeptBytes = NOTHING_KEPT,
) -> bytes:
    """Typeset a document.

    Parameters
    ----------
    content : mapping
        What the template reads as `document.json`.
    pictures : mapping
        File name -> SVG.
    template : Path
        Folder with `report.typ` and what it imports.
    kept : KeptBytes
        Parts of earlier builds, used again where nothing of them changed.

    Raises
    ------
    CheckFailed
        If it can't be typeset, or Typst has something to warn of.
    """
    document = json.dumps(content, ensure_ascii=False)
    with typesetter(pictures, template) as using:
        if len(document) >= _IN_PARTS:
            return compile_in_parts(content, pictures, template, using, kept)
        using.take(document)
        _settle_pages(using)
        return using.pdf()


def _settle_pages(using: Typesetter) -> None:
    """Settle which parts of the report begin below the end of the part before: where a break leaves a page empty.

    What is decided of a part moves all parts after it, so each pass settles the next such part and lays out
    what follows anew.
    """
    joined: list[int] = []
    settled = 0
    for _ in range(_PASSES - 1):
        try:
            found = using.query("<ends>")
        except CheckFailed:
            return  # what is wrong with the document is told when it is typeset
        ends = found[0] if found else []
        later = [end["number"] for end in ends if end["number"] > settled]
        wanted = [end["number"] for end in ends if _TOP < end["reached"] < _LEAST_USED]
        changed = next((part for part in later if (part in wanted) != (part in joined)), None)
        if changed is None:
            return
        joined = [part for part in joined if part < changed] + [part for part in wanted if part >= changed]
        settled = changed
        using.join(joined)
