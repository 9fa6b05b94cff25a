"""One visual language for every chart: palette, type, and a canvas measured in pixels.

A canvas counts from its top left corner in the pixels of a chart shown at its own width, so that a size
of 13 here is 13 px on the page. Shapes and words come in, a matplotlib Figure or SVG text goes out. What
is drawn and where belongs to the forms. Nothing in pyplot, the font list or rcParams is changed for others.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Literal

import matplotlib
import pylopdf_fonts_zh_cn
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Rectangle
from matplotlib.text import Text

WIDTH = 700.0
"""Width of a chart unless told otherwise, in pixels."""
NARROW = 350.0
"""Width of the same chart drawn for a telephone, which shows it at about its own size."""
ROOMY = 480.0
"""Narrower charts set words above what they name instead of beside it, and rows in place of columns."""
MARGIN = 14.0
TEXT = 13.0
SMALL = 12.0
LINE_HEIGHT = 17.0
"""Distance between the baselines of one label's lines."""

INK = "#1d2733"
MUTED = "#5f6975"
MAIN = "#1f4e79"
CONTEXT = "#b9c2cc"
PARTNER = "#9db8d2"
"""The second of a pair: clearly lighter than MAIN on paper without colour too."""
ACCENT = "#c2571a"
HAIRLINE = "#c9ced4"
PAPER = "#ffffff"

TINTS = ("#1f4e79", "#43739f", "#6e98bd", "#9bb9d3", "#c6d7e6")
"""Parts of a whole, heaviest first: one hue in steps of lightness, which greyscale printing keeps."""

Align = Literal["left", "center", "right"]


@contextmanager
def house_style() -> Iterator[None]:
    """Matplotlib's own defaults with our SVG settings, whatever the reader's matplotlibrc says; then as before.

    A decorator too. Limitations: rcParams are process-wide, so threads must not draw at the same time.
    """
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(
            {
                "svg.fonttype": "path",
                "svg.hashsalt": "assessbook",
                "text.parse_math": False,
                "path.simplify": False,
            }
        )
        yield


@cache
def typeface(size: float) -> FontProperties:
    """Noto Sans SC Regular by its file: the variable fonts of the same family would draw it Thin."""
    return FontProperties(fname=str(pylopdf_fonts_zh_cn.sans_path()), size=size)


def lightness(colour: str) -> float:
    """CIE lightness L* of a colour `#rrggbb`, 0 (black) to 100 (white): what is left of it in greyscale."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 116 * luminance ** (1 / 3) - 16 if luminance > 0.008856 else luminance * 903.3


def ink_on(colour: str) -> str:
    """The colour in which words are read on a field of `colour`."""
    return PAPER if lightness(colour) < 58 else INK


class Canvas:
    """A white sheet of a given width; its height is told when everything is on it.

    All coordinates and sizes are pixels, x from the left and y from the top.
    """

    def __init__(self, width: float) -> None:
        self.width = width
        self.figure = Figure(figsize=(width / 72, 1), dpi=72, facecolor=PAPER)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.axes.set_xlim(0, width)

    def text(
        self,
        x: float,
        y: float,
        lines: str | Sequence[str],
        *,
        size: float = TEXT,
        colour: str = INK,
        align: Align = "left",
        over: bool = False,
    ) -> None:
        """Write lines whose block is centred on height `y`; `over` clears the paper behind them."""
        rows = [lines] if isinstance(lines, str) else list(lines)
        for number, row in enumerate(rows):
            middle = y + (number - (len(rows) - 1) / 2) * LINE_HEIGHT
            # Digits and Chinese characters are both centred 0.37 em above the baseline; centring on each
            # text's own box would make labels of one row dance.
            artist = Text(
                x,
                middle + 0.37 * size,
                row,
                color=colour,
                fontproperties=typeface(size),
                ha=align,
                va="baseline",
            )
            artist.set_zorder(5)
            if over:
                artist.set_bbox({"facecolor": PAPER, "edgecolor": "none", "pad": 1.5})
            self.axes.add_artist(artist)
            artist.set_clip_on(False)

    def turned(self, x: float, bottom: float, words: str) -> None:
        """Words that are read from the bottom up, centred on `x` and beginning at height `bottom`."""
        artist = Text(
            x + 0.37 * TEXT, bottom, words, color=INK, fontproperties=typeface(TEXT), ha="right", va="bottom",
            rotation=90, rotation_mode="default",
        )  # fmt: skip
        artist.set_zorder(5)
        self.axes.add_artist(artist)
        artist.set_clip_on(False)

    def block(
        self, left: float, top: float, right: float, bottom: float, colour: str, name: str = ""
    ) -> None:
        """A filled rectangle. `name` is the datum it stands for (kept on the artist, not in the SVG)."""
        shape = Rectangle(
            (left, top), right - left, bottom - top, facecolor=colour, edgecolor="none", linewidth=0
        )
        shape.set_label(name)
        shape.set_zorder(3)
        self.axes.add_artist(shape)
        shape.set_clip_on(False)

    def dot(self, x: float, y: float, radius: float, fill: str, edge: str, name: str = "") -> None:
        """A round dot with a rim of 1.6 px."""
        shape = Circle((x, y), radius, facecolor=fill, edgecolor=edge, linewidth=1.6)
        shape.set_label(name)
        shape.set_zorder(4)
        self.axes.add_artist(shape)
        shape.set_clip_on(False)

    def path(
        self,
        points: Sequence[tuple[float, float]],
        colour: str = HAIRLINE,
        weight: float = 1.0,
        *,
        dashes: tuple[float, float] | None = None,
        front: bool = False,
        name: str = "",
    ) -> None:
        """A line through points; `weight` in pixels, `dashes` as lengths of dash and gap in weights.

        It lies behind shapes, or with `front` before them; words are always on top.
        """
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        style: Literal["-"] | tuple[float, Sequence[float]] = "-" if dashes is None else (0, dashes)
        line = Line2D(xs, ys, color=colour, linewidth=weight, linestyle=style, solid_joinstyle="round")
        line.set_label(name)
        line.set_zorder(4 if front else 2)
        self.axes.add_artist(line)
        line.set_clip_on(False)

    def finish(self, height: float) -> Figure:
        """Cut the sheet at `height` and give the figure."""
        self.axes.set_ylim(height, 0)
        self.figure.set_size_inches(self.width / 72, height / 72)
        return self.figure


@house_style()
def to_svg(figure: Figure) -> str:
    """The figure as one `<svg>` element: no prolog, no date, letters as outlines, same bytes every time.

    Shown at its own width or, in a narrower column, at the column's. Its ids begin with a mark made from
    its content, so that many charts can stand inside one HTML page without sharing an id or a style rule.
    """
    buffer = io.StringIO()
    figure.savefig(
        buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
    )
    svg = buffer.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"\s*<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    # Matplotlib's rule is for every element (*); inside an HTML page it would reach the whole page.
    svg = re.sub(r'\s*<defs>\s*<style type="text/css">.*?</style>\s*</defs>', "", svg, flags=re.DOTALL)
    svg = re.sub(r'<g id="[A-Za-z0-9]+_\d+"', "<g", svg)
    width, height = (inches * 72 for inches in figure.get_size_inches())
    svg = re.sub(
        r'(<svg[^>]*?) width="[^"]*"( height="[^"]*")?([^>]*?)( height="[^"]*")?([^>]*?)>',
        rf'\1\3\5 width="{width:g}" height="{height:g}"'
        r' style="max-width:100%;height:auto;stroke-linejoin:round;stroke-linecap:butt">',
        svg,
        count=1,
    )
    mark = "c" + hashlib.sha256(svg.encode()).hexdigest()[:10]
    return re.sub(r'( id="|href="#|url\(#)', rf"\g<1>{mark}-", svg)
