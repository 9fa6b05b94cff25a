"""The finished PDF read back: every figure in it compared with the ledger.

A full report is compared by itself: each link leads to a line of the list at its end, and both must say
what the ledger says. Beside that, every report is compared with what it was to show, in its order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assessbook.core.problems import CheckFailed
from assessbook.pdf.document import Document
from assessbook.pdf.tagged_text import ShownFigure, Unreadable, shown_figures

_FAULTS_TOLD = 50


def check_pdf(pdf: bytes, document: Document, texts: Mapping[str, str]) -> int:
    """Check a PDF.

    Parameters
    ----------
    document : Document
        What it was typeset from.
    texts : mapping
        Figure id -> displayed text, from the ledger.

    Returns
    -------
    int
        How many figures were checked, those of the list at the end included.

    Raises
    ------
    CheckFailed
        If a figure is missing, is shown where it shouldn't be, says something else than the ledger, or
        leads to another figure's line.
    """
    try:
        found = shown_figures(pdf)
    except Unreadable as error:
        raise CheckFailed(f"The PDF can't be read back: {error}") from None
    listed = list(document.listed)
    body = found[: len(found) - len(listed)]
    faults = [*_order_faults(body, document.shown, texts)]
    if listed:
        faults += _list_faults(found[len(body) :], listed, texts)
        faults += _link_faults(body, document.shown, listed)
    if faults:
        more = f"\n  … {len(faults) - _FAULTS_TOLD} more" if len(faults) > _FAULTS_TOLD else ""
        told = "\n".join(f"  {fault}" for fault in faults[:_FAULTS_TOLD])
        raise CheckFailed(f"The PDF differs from the ledger in {len(faults)} places:\n{told}{more}")
    return len(found)


def _order_faults(
    body: Sequence[ShownFigure], expected: Sequence[tuple[str, str]], texts: Mapping[str, str]
) -> Iterator[str]:
    if len(body) != len(expected):
        yield f"{len(body)} figures are shown, {len(expected)} should be"
    for found, (figure, _) in zip(body, expected, strict=False):
        if found.text != texts.get(figure):
            yield f"page {found.page}: {figure} shows {found.text!r}, the ledger says {texts.get(figure)!r}"


def _list_faults(
    lines: Sequence[ShownFigure], listed: Sequence[str], texts: Mapping[str, str]
) -> Iterator[str]:
    for line, figure in zip(lines, listed, strict=False):
        if line.text != texts.get(figure):
            yield (
                f"page {line.page}, list of figures: {figure} shows {line.text!r}, "
                f"the ledger says {texts.get(figure)!r}"
            )
    for line in lines:
        if line.leads_to is not None:
            yield f"page {line.page}: a line of the list of figures was expected, a link was found"


def _link_faults(
    body: Sequence[ShownFigure], expected: Sequence[tuple[str, str]], listed: Sequence[str]
) -> Iterator[str]:
    """Destinations in reading order are the lines of the list in theirs, since every figure is shown."""
    places = sorted({found.leads_to for found in body if found.leads_to is not None})
    if len(places) != len(listed):
        yield f"links lead to {len(places)} lines of the list of figures, which has {len(listed)}"
        return
    line_of = dict(zip(places, listed, strict=True))
    for found, (figure, _) in zip(body, expected, strict=False):
        if found.leads_to is None:
            yield f"page {found.page}: {figure} has no link"
        elif line_of[found.leads_to] != figure:
            yield f"page {found.page}: {figure} leads to the line of {line_of[found.leads_to]}"
