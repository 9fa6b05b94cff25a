"""Charts made of measures: each draws one form, and keeps the table of the figures behind it.

The forms themselves know nothing of measures (`chart_forms`). Every number drawn is published in the
chart's data table, so that a reader can follow it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal, Protocol

from assessbook.core.messages import shown, unit_shown
from assessbook.core.periods import Period
from assessbook.core.problems import UnitError
from assessbook.measures.measure import Measure
from assessbook.report import chart_forms
from assessbook.report.blocks import Chart, Column, Run, Table
from assessbook.report.chart_forms import Mark, Step, for_page_and_telephone
from assessbook.report.figures import Figure, publish
from assessbook.report.tables import Heading, axis_table, free_table
from assessbook.report.telling import chart_words, told_table

Namer = Callable[[str], str]


class Drawing(Protocol):
    """A chart form with its measures."""

    def drawn(
        self, programme: str, name_of: Namer, caption: Sequence[Run], alternative: str, notes: Sequence[str]
    ) -> Chart:
        """The chart: SVG for a page and for a telephone, alternative text, data table."""
        ...


@dataclass(frozen=True)
class Bars:
    """Bars in the order of `labels`; `highlight` marks those that the caption speaks of."""

    measure: Measure
    rows: str
    labels: Sequence[str]
    highlight: Sequence[str] = ()

    def drawn(
        self, programme: str, name_of: Namer, caption: Sequence[Run], alternative: str, notes: Sequence[str]
    ) -> Chart:
        """The chart."""
        data = _data(programme, name_of, caption, [self.measure], self.rows, self.labels, notes)
        marks = _marks(data, 0)
        names = {
            row.label for row, label in zip(data.rows, self.labels, strict=True) if label in self.highlight
        }
        unit = unit_shown(self.measure.unit.symbol)
        form = partial(
            chart_forms.ordered_bars, marks, unit=unit, highlight=frozenset(names), words=chart_words()
        )
        return Chart(caption, *for_page_and_telephone(form), alternative, data)


@dataclass(frozen=True)
class Pairs:
    """Two measures of one unit side by side for each label."""

    first: Heading
    second: Heading
    rows: str
    labels: Sequence[str]

    def drawn(
        self, programme: str, name_of: Namer, caption: Sequence[Run], alternative: str, notes: Sequence[str]
    ) -> Chart:
        """The chart."""
        unit = one_unit([self.first.measure, self.second.measure])
        data = _data(programme, name_of, caption, [self.first, self.second], self.rows, self.labels, notes)
        rows = list(zip([row.label for row in data.rows], _marks(data, 0), _marks(data, 1), strict=True))
        names = (shown(self.first.name), shown(self.second.name))
        form = partial(chart_forms.paired_bars, rows, unit=unit, names=names, words=chart_words())
        return Chart(caption, *for_page_and_telephone(form), alternative, data)


@dataclass(frozen=True)
class Composition:
    """Shares of several wholes, one bar each: (name of the whole, measure over items, items)."""

    groups: Sequence[tuple[str, Measure, Sequence[str]]]

    def drawn(
        self, programme: str, name_of: Namer, caption: Sequence[Run], alternative: str, notes: Sequence[str]
    ) -> Chart:
        """The chart."""
        unit = one_unit([measure for _, measure, _ in self.groups])
        rows: list[tuple[str, Sequence[Measure]]] = []
        groups = []
        for group, measure, items in self.groups:
            marks = []
            for item in items:
                element = measure.at(item=item)
                name = measure.item_names.get(item, item)
                rows.append((f"{group}：{name}", [element]))
                marks.append(mark_of(programme, name, element))
            groups.append((shown(group), marks))
        columns = [Column(self.groups[0][1].name, self.groups[0][1].unit.symbol)]
        data = free_table(programme, caption, "项目", columns, rows, notes=notes)
        form = partial(chart_forms.composition, groups, unit=unit, words=chart_words())
        return Chart(caption, *for_page_and_telephone(form), alternative, data)


@dataclass(frozen=True)
class Dumbbell:
    """Base, intermediate target and final target of several items."""

    base: Heading
    middle: Heading
    target: Heading
    labels: Sequence[str]

    def drawn(
        self, programme: str, name_of: Namer, caption: Sequence[Run], alternative: str, notes: Sequence[str]
    ) -> Chart:
        """The chart."""
        headings = [self.base, self.middle, self.target]
        unit = one_unit([entry.measure for entry in headings])
        data = _data(programme, name_of, caption, headings, "item", self.labels, notes)
        rows = [
            (row.label, base, middle, target)
            for row, base, middle, target in zip(
                data.rows, _marks(data, 0), _marks(data, 1), _marks(data, 2), strict=True
            )
        ]
        names = (shown(self.base.name), shown(self.middle.name), shown(self.target.name))
        form = partial(chart_forms.dumbbell, rows, unit=unit, names=names, words=chart_words())
        return Chart(caption, *for_page_and_telephone(form), alternative, data)


@dataclass(frozen=True)
class Lines:
    """Several series over years; `emphasise` names the one that the caption speaks of."""

    series: Sequence[Heading]
    years: Sequence[int]
    emphasise: str

    def drawn(
        self, programme: str, name_of: Namer, caption: Sequence[Run], alternative: str, notes: Sequence[str]
    ) -> Chart:
        """The chart."""
        unit = one_unit([entry.measure for entry in self.series])
        periods = [Period.of(year) for year in self.years]
        data = axis_table(
            programme, caption, self.series, rows="year", labels=periods, name_of=name_of, notes=notes
        )
        series = [(shown(entry.name), _marks(data, index)) for index, entry in enumerate(self.series)]
        years, words = [str(year) for year in self.years], chart_words()
        form = partial(
            chart_forms.lines, series, years, unit=unit, emphasise=shown(self.emphasise), words=words
        )
        return Chart(caption, *for_page_and_telephone(form), alternative, data)


@dataclass(frozen=True)
class Descent:
    """A level, the changes, and what remains: (label, scalar measure, is it a change).

    A change takes away what it says; one that adds it, as people who come back do, is a ``rise``.
    """

    steps: Sequence[tuple[str, Measure, bool | Literal["rise"]]]
    unit: str = field(default="")

    def drawn(
        self, programme: str, name_of: Namer, caption: Sequence[Run], alternative: str, notes: Sequence[str]
    ) -> Chart:
        """The chart. A change is published as it stands and drawn downwards; a negative one is a rise."""
        rows = [(label, [measure]) for label, measure, _ in self.steps]
        unit = one_unit([measure for _, measure, _ in self.steps])
        columns = [Column("数值", self.steps[0][1].unit.symbol)]
        data = free_table(programme, caption, "阶段", columns, rows, notes=notes)
        steps = []
        for label, measure, change in self.steps:
            mark = mark_of(programme, label, measure)
            if change == "rise":
                steps.append(
                    Step(mark.label, mark.value, f"+{mark.text}" if mark.value else mark.text, "change")
                )
            else:
                steps.append(_fall(mark) if change else Step(mark.label, mark.value, mark.text, "level"))
        form = partial(chart_forms.descending_steps, steps, unit=unit, words=chart_words())
        return Chart(caption, *for_page_and_telephone(form), alternative, data)


def _fall(mark: Mark) -> Step:
    """What falls away, with its sign turned round: 6000 becomes −6000, a return of −12 becomes +12."""
    if not mark.value:
        return Step(mark.label, mark.value, mark.text, "change")
    text = f"−{mark.text}" if mark.value > 0 else f"+{mark.text.removeprefix('−')}"
    return Step(mark.label, -mark.value, text, "change")


def one_unit(measures: Sequence[Measure]) -> str:
    """The unit of everything that one chart draws, as shown: lengths in different units can't be compared."""
    symbols = list(dict.fromkeys(measure.unit.symbol for measure in measures))
    if len(symbols) > 1:
        names = "; ".join(f"{each.name} ({each.unit.symbol or 'a plain number'})" for each in measures)
        raise UnitError(f'a chart draws one unit; convert with .to("{symbols[0]}"): {names}')
    return unit_shown(symbols[0])


def _data(
    programme: str,
    name_of: Namer,
    caption: Sequence[Run],
    columns: Sequence[Measure | Heading],
    rows: str,
    labels: Sequence[str],
    notes: Sequence[str],
) -> Table:
    first = columns[0].measure if isinstance(columns[0], Heading) else columns[0]

    def naming(label: str) -> str:
        return name_of(label) if rows == "region" else first.item_names.get(label, label)

    made = axis_table(programme, caption, columns, rows=rows, labels=labels, name_of=naming, notes=notes)
    return told_table(made)


def _marks(data: Table, column: int) -> list[Mark]:
    marks = []
    for row in data.rows:
        run = row.cells[column][0]
        value, text = (run.value, run.text) if isinstance(run, Figure) else (None, getattr(run, "text", ""))
        marks.append(Mark(row.label, value, text))
    return marks


def mark_of(programme: str, label: str, measure: Measure) -> Mark:
    """What a chart draws of a scalar measure, under its label as shown."""
    figure, label = publish(programme, measure), shown(label)
    if isinstance(figure, Figure):
        return Mark(label, figure.value, figure.text)
    return Mark(label, None, figure.text)
