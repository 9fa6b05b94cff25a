"""The forms of chart in a report: plain marks in, SVG text out.

They know no measures and no figures: whoever calls them keeps the numbers traceable, and stands the caption
and the alternative text beside the chart. Every form prints the given texts and uses values only for lengths and
positions; shows a missing value in words and never as zero; and gives the same bytes for the same marks.

Common parameters: `unit` is written once at the top right (empty for none). `width` is the pixels that the
chart is designed for, `height` the least pixels it should have; it grows where its content needs more.
`words` are the chart's own words, Chinese unless told otherwise. Where no value is known at all, the chart
says so and shows nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set

from assessbook.report.chart_bars import draw_ordered_bars, draw_paired_bars
from assessbook.report.chart_composition import draw_composition
from assessbook.report.chart_dumbbell import draw_dumbbell
from assessbook.report.chart_heat import HeatKind, draw_heat
from assessbook.report.chart_lines import draw_lines
from assessbook.report.chart_marks import CHINESE, ChartWords, Mark, Step
from assessbook.report.chart_steps import draw_descending_steps
from assessbook.report.chart_strip import draw_strip
from assessbook.report.chart_style import NARROW, WIDTH, to_svg

__all__ = [
    "ChartWords",
    "HeatKind",
    "Mark",
    "Step",
    "composition",
    "descending_steps",
    "dumbbell",
    "for_page_and_telephone",
    "heat",
    "lines",
    "ordered_bars",
    "paired_bars",
    "strip",
]


def for_page_and_telephone(form: Callable[..., str]) -> tuple[str, str]:
    """A form drawn twice from the same marks.

    Parameters
    ----------
    form : callable
        One of this module's forms with everything given but `width`.

    Returns
    -------
    (str, str)
        SVG for a page, `WIDTH` pixels wide, and for a telephone, `NARROW` pixels wide.
    """
    return form(width=WIDTH), form(width=NARROW)


def ordered_bars(
    marks: Sequence[Mark],
    *,
    unit: str,
    highlight: Set[str] = frozenset(),
    reference: Mark | None = None,
    width: float = WIDTH,
    height: float | None = None,
    words: ChartWords = CHINESE,
) -> str:
    """Horizontal bars in the order given, names at the left, numbers at the ends.

    Parameters
    ----------
    marks : sequence of Mark
        One a bar, in `unit`; negative values run to the left of zero.
    unit : str
        Unit of all values.
    highlight : set of str
        Labels of the bars to stand out; the others turn grey. Empty: all bars are alike.
    reference : Mark, optional
        A value in the same unit drawn as a vertical line with its label, such as the county's average.

    Returns
    -------
    str
        An `<svg>` element.

    Limitations
    -----------
    Made for up to about twenty bars; more stay legible but no longer fit on a printed page.
    """
    return to_svg(draw_ordered_bars(marks, frozenset(highlight), reference, unit, width, height, words))


def paired_bars(
    rows: Sequence[tuple[str, Mark, Mark]],
    *,
    unit: str,
    names: tuple[str, str],
    width: float = WIDTH,
    height: float | None = None,
    words: ChartWords = CHINESE,
) -> str:
    """Two bars a row on one scale: a share of funds against a share of projects.

    Parameters
    ----------
    rows : sequence of (label, Mark, Mark)
        Both marks in `unit`.
    unit : str
        Unit of both; two units don't go on one scale.
    names : (str, str)
        What the first and the second bars are, for the legend at the top.

    Returns
    -------
    str
        An `<svg>` element.
    """
    return to_svg(draw_paired_bars(rows, names, unit, width, height, words))


def composition(
    groups: Sequence[tuple[str, Sequence[Mark]]],
    *,
    unit: str,
    width: float = WIDTH,
    height: float | None = None,
    words: ChartWords = CHINESE,
) -> str:
    """Parts of a whole as bars of equal length, one a group: the sources of funds beside their uses.

    Parameters
    ----------
    groups : sequence of (name, marks)
        Amounts or shares in `unit`; each group's bar is the sum of its marks.
    unit : str
        Unit of the printed numbers.

    Returns
    -------
    str
        An `<svg>` element.

    Raises
    ------
    ValueError
        If a part is negative, or more narrow parts stand in one bar than labels find room around it.

    Limitations
    -----------
    A part below 0.2 % is drawn 1.6 px wide so that it can be seen. A missing part is named under the bar;
    the others then fill the bar, which shows the parts known.
    """
    return to_svg(draw_composition(groups, unit, width, height, words))


def dumbbell(
    rows: Sequence[tuple[str, Mark, Mark, Mark]],
    *,
    unit: str,
    names: tuple[str, str, str] = ("2015年", "2018年", "2020年"),
    width: float = WIDTH,
    height: float | None = None,
    words: ChartWords = CHINESE,
) -> str:
    """Base, intermediate target and final target of each row as three dots on a common scale.

    Parameters
    ----------
    rows : sequence of (label, base, middle, target)
        In `unit`. A missing term has no dot; its absence is written at the end of the row.
    unit : str
        Unit of all values.
    names : (str, str, str)
        What the three terms are called in the legend, usually their years.

    Returns
    -------
    str
        An `<svg>` element.

    Limitations
    -----------
    The scale begins at the least value unless values differ by more than a factor of two; distances
    compare, lengths from the left edge don't.
    """
    return to_svg(draw_dumbbell(rows, names, unit, width, height, words))


def lines(
    series: Sequence[tuple[str, Sequence[Mark]]],
    years: Sequence[str],
    *,
    unit: str,
    emphasise: str,
    width: float = WIDTH,
    height: float | None = None,
    words: ChartWords = CHINESE,
) -> str:
    """Short time series, each named at its end with its last number.

    Parameters
    ----------
    series : sequence of (name, marks)
        One mark a year, in `unit`, missing ones too: they are gaps. A lone observation is a dot.
    years : sequence of str
        Ascending; years that begin with their number are spaced by it.
    unit : str
        Unit of all series.
    emphasise : str
        Name of the series to stand out; empty for none.

    Returns
    -------
    str
        An `<svg>` element.

    Raises
    ------
    ValueError
        If a series hasn't one mark for each year.

    Limitations
    -----------
    The last number of every series is always printed; earlier ones where they find room.
    """
    return to_svg(draw_lines(series, years, emphasise, unit, width, height, words))


def descending_steps(
    steps: Sequence[Step],
    *,
    unit: str,
    width: float = WIDTH,
    height: float | None = None,
    words: ChartWords = CHINESE,
) -> str:
    """Columns from a level through signed changes to what remains.

    Parameters
    ----------
    steps : sequence of Step
        In `unit`. Levels stand on zero; changes hang from where the step before ended.
    unit : str
        Unit of all values.

    Returns
    -------
    str
        An `<svg>` element.

    Limitations
    -----------
    Whether levels agree with the changes before them isn't checked: a disagreement shows as a break. After
    a missing step, changes are printed without a column until the next level.
    """
    return to_svg(draw_descending_steps(steps, unit, width, height, words))


def strip(
    marks: Sequence[Mark],
    *,
    unit: str,
    reference: Mark | None = None,
    width: float = WIDTH,
    height: float | None = None,
    words: ChartWords = CHINESE,
) -> str:
    """Many values as dots on a line, piled up where they lie close together; the ends are named.

    Parameters
    ----------
    marks : sequence of Mark
        In `unit`, in any order. A missing value has no dot; it is said below.
    unit : str
        Unit of all values.
    reference : Mark, optional
        A line in the same unit that they are seen against, such as the poverty line. Dots below it are light.

    Returns
    -------
    str
        An `<svg>` element.

    Limitations
    -----------
    The line begins at the least value, not at zero. Only the ends are named: the numbers between stand in
    the table behind the chart.
    """
    return to_svg(draw_strip(marks, reference, unit, width, height, words))


def heat(
    rows: Sequence[tuple[str, Sequence[HeatKind | None]]],
    columns: Sequence[str],
    *,
    kinds: Sequence[HeatKind],
    width: float = WIDTH,
    words: ChartWords = CHINESE,
) -> str:
    """A square for each row and column, told by fill and sign: verdicts of targets by regions.

    Parameters
    ----------
    rows : sequence of (label, kinds)
        One kind a column; None leaves the place blank.
    columns : sequence of str
        Names of the columns, printed upright above them.
    kinds : sequence of HeatKind
        The legend.

    Returns
    -------
    str
        An `<svg>` element.

    Limitations
    -----------
    Squares are at least 17 px wide: more columns than fit, about thirty, are told in bands beneath each other.
    """
    return to_svg(draw_heat(rows, columns, kinds, width, words))
