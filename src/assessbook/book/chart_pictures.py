"""Charts as PNG, for readers who paste them into slides: drawn from their SVG, the same bytes every time.

All charts of a book are drawn in one go, since starting the typesetter costs more than a chart. Words in
the charts are outlines already, so no font is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from assessbook.core.kept_bytes import NOTHING_KEPT, KeptBytes

_WIDTH = re.compile(r'<svg[^>]*? width="([0-9.]+)"')
_SCALE = 2
"""Pixels of a picture to one of its chart: sharp on dense screens and in print to half a page's width."""


def pictures_of(charts: Sequence[str], kept: KeptBytes = NOTHING_KEPT) -> list[bytes]:
    """Charts as PNG, twice as wide as they are shown.

    Parameters
    ----------
    charts : sequence of str
        SVG texts with a width in pixels.
    kept : KeptBytes
        The pictures of an earlier build: only other charts are drawn. It has these charts' pictures afterwards.
    """
    found = {svg: kept.get(svg) for svg in charts}
    lacking = [svg for svg, picture in found.items() if picture is None]
    for svg, drawn in zip(lacking, _drawn(lacking), strict=True):
        kept.keep(svg, drawn)
        found[svg] = drawn
    kept.keep_only(charts)
    return [picture for svg in charts if (picture := found[svg]) is not None]


def _drawn(charts: Sequence[str]) -> list[bytes]:
    if not charts:
        return []
    with TemporaryDirectory(prefix="assessbook-charts-") as name:
        folder = Path(name)
        pages = []
        for number, svg in enumerate(charts):
            (folder / f"{number}.svg").write_text(svg, encoding="utf-8")
            width = _WIDTH.search(svg)
            size = f", width: {width[1]}pt" if width else ""
            pages.append(f'#page(width: auto, height: auto, margin: 0pt, image("{number}.svg"{size}))')
        document = folder / "charts.typ"
        document.write_text("\n".join(pages), encoding="utf-8")
        # At 72 dots an inch a point is a pixel.
        made = typst.compile(document, None, folder, ignore_system_fonts=True, format="png", ppi=72 * _SCALE)
    return [bytes(picture) for picture in made] if isinstance(made, list) else [bytes(made)]
