"""A word drawn across charts of made-up data and of drafts: whoever copies the picture copies the word.

The word is drawn as outlines, since a picture inside a page has no fonts but those of the reader's system.
"""

from __future__ import annotations

import re
from functools import lru_cache

from matplotlib.path import Path
from matplotlib.textpath import TextPath

from assessbook.report.chart_style import typeface

SYNTHETIC_MARK = "演示数据"
"""What is drawn across charts of made-up data."""
DRAFT_MARK = "征求意见稿"
"""What is drawn across charts of a draft that isn't signed off."""
_SIZE = 64.0
_ANGLE = -16.0
_LOOK = 'fill="#9b2226" fill-opacity="0.13" stroke="none"'
_VIEW = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')
_COMMANDS = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C", Path.CLOSEPOLY: "Z"}


def watermarked(svg: str, word: str) -> str:
    """The SVG with a word drawn across its middle, in outlines, and named in a `<title>`.

    Parameters
    ----------
    svg : str
        One `<svg>` element with a view box, as `to_svg` gives it.
    word : str
        A few characters.

    Raises
    ------
    ValueError
        If the SVG has no view box.
    """
    view = _VIEW.search(svg)
    if view is None:
        raise ValueError("the chart has no viewBox")
    width, height = float(view[1]), float(view[2])
    (left, right, bottom, top), path = _outlined(word)
    # On a low or narrow chart the word is drawn smaller, so that all of it is seen.
    scale = min(1.0, 0.8 * width / (right - left), 0.8 * height / (top - bottom))
    place = (
        f"translate({width / 2:.1f} {height / 2:.1f}) rotate({_ANGLE:g}) scale({scale:.3f} {-scale:.3f}) "
        f"translate({-(left + right) / 2:.1f} {-(bottom + top) / 2:.1f})"
    )
    mark = f'<g class="watermark" {_LOOK} transform="{place}"><title>{word}</title><path d="{path}"/></g>'
    head, end, rest = svg.rpartition("</svg>")
    return f"{head}{mark}{end}{rest}"


@lru_cache(maxsize=8)
def _outlined(word: str) -> tuple[tuple[float, float, float, float], str]:
    """Where a word's outline ends (left, right, bottom, top), and the outline: a book has one word on every chart."""
    outline = TextPath((0, 0), word, prop=typeface(_SIZE))
    box = outline.get_extents()
    return (float(box.x0), float(box.x1), float(box.y0), float(box.y1)), _drawn(outline)


def _drawn(outline: Path) -> str:
    """The outline as SVG path data, to a tenth of a pixel."""
    parts = []
    for points, code in outline.iter_segments(simplify=False):
        numbers = "" if code == Path.CLOSEPOLY else " ".join(f"{number:.1f}" for number in points)
        parts.append(_COMMANDS[code] + numbers)
    return "".join(parts)
