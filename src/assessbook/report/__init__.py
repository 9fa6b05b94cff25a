"""What a notebook cell calls: measures in; tables, charts and sentences out, each publishing figures."""

from assessbook.report.blocks import Column, Words, quoted
from assessbook.report.charts import Bars, Composition, Descent, Dumbbell, Lines, Pairs
from assessbook.report.distribution_charts import Strip
from assessbook.report.session import Report, open_report
from assessbook.report.tables import Heading

__all__ = [
    "Bars",
    "Column",
    "Composition",
    "Descent",
    "Dumbbell",
    "Heading",
    "Lines",
    "Pairs",
    "Report",
    "Strip",
    "Words",
    "open_report",
    "quoted",
]
