"""The sections of a report on a plan's mechanisms: what the plan asks, what came of it, what was entered.

A notebook cell names a kind and the measures that its entry sheet holds or that the cell computed from them;
a section shows this year beside last year, and says in one line what wasn't observed and where to enter it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assessbook.assessment.entry_sheets import REPORTING, WORKBOOK, entry_kinds, entry_sheet_name, items_of
from assessbook.assessment.mechanisms import (
    MECHANISM_KINDS,
    actual,
    due_in_words,
    intended,
    measures_of,
    mechanisms_of,
)
from assessbook.assessment.paths import PathName
from assessbook.assessment.plan_models import Mechanism
from assessbook.assessment.verdict import OUTCOMES, Outcome, Verdict
from assessbook.core.periods import Period
from assessbook.measures import Measure
from assessbook.report.blocks import Block, Column, Run, Words, quoted
from assessbook.report.session import Report
from assessbook.report.tables import Cell, Heading

ENTERED = "（年度报送）"
"""What ends the names of measures that are entered in the yearly sheets."""

_JUDGED: dict[Outcome, Words] = {
    "met": Words(OUTCOMES["met"], "badge-agree"),
    "on_track": Words(OUTCOMES["on_track"], "badge-agree"),
    "not_met": Words(OUTCOMES["not_met"], "badge-disagree"),
    "behind": Words(OUTCOMES["behind"], "badge-disagree"),
}


@dataclass(frozen=True)
class MechanismSections:
    """The sections of one chapter.

    Parameters
    ----------
    report : Report
    path : str
        How "on track" is judged before a target is due.
    """

    report: Report
    path: PathName = "linear"

    def has(self, kind: str) -> bool:
        """Whether the plan has mechanisms of a kind, or reports to be entered in its sheet."""
        return kind in entry_kinds(self.report.plan)

    def section(self, kind: str, entered: Sequence[Measure], *, itemised: bool = True) -> list[Block]:
        """What a section shows; nothing where the plan has no mechanism of the kind.

        Parameters
        ----------
        entered : sequence of Measure
            Measures of the kind's entry sheet and what was computed from them: region x year x mechanism,
            printed in this order.
        itemised : bool
            Whether the measures are shown for each item; False where the cell shows them itself.
        """
        if not self.has(kind):
            return []
        mechanisms = mechanisms_of(self.report.plan, kind)
        return [
            *([self._requirements(kind, mechanisms)] if mechanisms else ()),
            *self._reports(kind, mechanisms),
            *self._targets(kind, mechanisms),
            *self._linked(kind),
            *(self.entries(kind, entered) if itemised else ()),
            *self.lacking(kind, entered),
        ]

    def entries(self, kind: str, entered: Sequence[Measure]) -> list[Block]:
        """What was entered of each item of a kind: this year beside last year, and by region."""
        blocks = []
        for item, name in items_of(self.report.plan, kind, self.report.year).items():
            measures = [measure for measure in entered if item in measure.items]
            blocks += [*self._compared(name, item, measures), *self._by_region(name, item, measures)]
        return blocks

    def lacking(self, kind: str, entered: Sequence[Measure]) -> list[Block]:
        """One line on the items of which nothing was observed this year, and where to enter it."""
        observed = {entry.id for entry in mechanisms_of(self.report.plan, kind) if self._is_observed(entry)}
        items = items_of(self.report.plan, kind, self.report.year)
        lacking = [
            name
            for item, name in items.items()
            if item not in observed and not self._is_entered(item, entered)
        ]
        if not lacking:
            return []
        names = "全部事项" if len(lacking) == len(items) > 1 else "、".join(quoted(name) for name in lacking)
        place = f"{WORKBOOK} › {entry_sheet_name(kind)}"
        return [
            self.report.text(
                "{names}{year}没有观测数据，可在{place}填报。",
                names=names,
                year=Period.of(self.report.year),
                place=Words(place, "place"),
            )
        ]

    def regions_with(self, measures: Sequence[Measure], item: str | None = None) -> list[str]:
        """The regions below the one reported on for which any of the measures has a value this year."""
        year = Period.of(self.report.year)
        found = {
            region
            for measure in measures
            if year in measure.periods
            for region in measure.regions
            if self.report.has(measure.at(region=region, year=year, item=item))
        }
        known = self.report.definitions.regions
        return [region for region in known if region in found and region != self.report.region_id]

    def linked(self, kind: str, *, lists: bool = False) -> list[str]:
        """Ids of the measures of a kind's mechanisms: those with numbers, or the lists of names."""
        found = measures_of(self.report.dataset, self.report.plan, mechanisms_of(self.report.plan, kind))
        definitions = self.report.definitions.measures
        return [name for name in found if (definitions[name].kind == "entry") == lists]

    def periods_of(self, measure: Measure) -> list[Period]:
        """The periods of a measure that have begun by the report's year, in order."""
        return [period for period in measure.periods if period.start <= self.report.year]

    # ---------------------------------------------------------------- parts of a section

    @cached_property
    def _verdicts(self) -> dict[str, Verdict]:
        return {verdict.target.id: verdict for verdict in self.report.verdicts(path=self.path)}

    def _requirements(self, kind: str, mechanisms: Sequence[Mechanism]) -> Block:
        rows: list[tuple[str, Sequence[Cell]]] = []
        for entry in mechanisms:
            stated = f"；规划数字见工作表“{entry.sheet}”" if entry.sheet else ""
            asked: list[Run] = [Words(quoted(entry.quote), "quote"), Words(entry.section + stated, "place")]
            rows.append((entry.name, [asked, entry.shows]))
        columns = [Column(heading, numeric=False) for heading in ("规划要求", "年度报告应反映")]
        return self.report.grid(f"规划要求：{MECHANISM_KINDS[kind]}", "事项", columns, rows)

    def _reports(self, kind: str, mechanisms: Sequence[Mechanism]) -> list[Block]:
        """The reports and inspections that belong to the mechanisms; the calendar has them all."""
        of_kind = {entry.id for entry in mechanisms} if kind != REPORTING else set()
        due = [entry for entry in self.report.plan.reports_due if entry.mechanism in of_kind]
        if not due:
            return []
        names = "、".join(f"{quoted(entry.name)}（{due_in_words(entry)}）" for entry in due)
        words = Words(f"规划要求的报告、检查：{names}。", "label")
        return [self.report.text("{words}", words=words)]

    def _targets(self, kind: str, mechanisms: Sequence[Mechanism]) -> list[Block]:
        """The targets that rest on the mechanisms: those judged in a table, the others by name in a line."""
        linked = dict.fromkeys(name for entry in mechanisms for name in entry.targets)
        verdicts = [self._verdicts[name] for name in linked]
        judged = [verdict for verdict in verdicts if verdict.outcome in _JUDGED]
        blocks = []
        if judged:
            columns = [Column(heading, numeric=False) for heading in ("要求", "实际", "差距", "结论")]
            rows = [
                (
                    verdict.target.name,
                    [
                        *(
                            "—" if each is None else each
                            for each in (verdict.goal, verdict.actual, verdict.gap)
                        ),
                        [_JUDGED[verdict.outcome]],
                    ],
                )
                for verdict in judged
            ]
            blocks.append(self.report.grid(f"有关目标：{MECHANISM_KINDS[kind]}", "目标", columns, rows))
        others = [
            f"{OUTCOMES[outcome]}的有" + "、".join(quoted(verdict.target.name) for verdict in same)
            for outcome in OUTCOMES
            if outcome not in _JUDGED and (same := [each for each in verdicts if each.outcome == outcome])
        ]
        if others:
            word = "其他有关目标中，" if judged else "有关目标中，"
            names = Words(word + "；".join(others) + "。", "label")
            blocks.append(self.report.text("{names}", names=names))
        return blocks

    def _linked(self, kind: str) -> list[Block]:
        """The measures that the plan's mechanisms name: this year, last year, and what the plan says."""
        definitions = self.report.definitions.measures
        year = self.report.year
        rows: list[tuple[str, Sequence[Cell]]] = []
        for name in self.linked(kind):
            observed = actual(self.report.dataset, self.report.plan, name)
            planned = intended(self.report.dataset, self.report.plan, name)
            for item in observed.items:
                both = [self._element(observed, when, item) for when in (year, year - 1)]
                stated = self._stated(planned, item)
                if stated is None and not any(map(self.report.has, both)):
                    continue
                label = definitions[name].name + (f"：{observed.item_names.get(item, item)}" if item else "")
                rows.append((label, [*both, stated or "—"]))
        if not rows:
            return []
        columns = [Column(Period.of(when).chinese, numeric=False) for when in (year, year - 1)]
        columns.append(Column("规划所列", numeric=False))
        # Where nothing was observed at all, what the plan says stands alone.
        first = (
            0
            if any(isinstance(cell, Measure) and self.report.has(cell) for _, cells in rows for cell in cells)
            else 2
        )
        shown = [(label, cells[first:]) for label, cells in rows]
        return [self.report.grid(f"有关指标：{MECHANISM_KINDS[kind]}", "指标", columns[first:], shown)]

    def _stated(self, planned: Measure, item: str | None) -> list[Run] | None:
        """What the plan says of this year or of a span that holds it, with the span."""
        for period in planned.periods:
            if period.start <= self.report.year <= period.end:
                element = self._element(planned, period, item)
                if self.report.has(element):
                    when = "" if period.is_year else f"（{period.chinese}）"
                    return self.report.caption("{value}{when}", value=element, when=Words(when, "year"))
        return None

    def _compared(self, name: str, item: str, measures: Sequence[Measure]) -> list[Block]:
        years = [Period.of(self.report.year), Period.of(self.report.year - 1)]
        rows: list[tuple[str, Sequence[Cell]]] = []
        for measure in measures:
            both = [self._element(measure, year, item) for year in years]
            if any(map(self.report.has, both)):
                rows.append((measure.name.removesuffix(ENTERED), both))
        columns = [Column(year.chinese, numeric=False) for year in years]
        return [self.report.grid(f"{name}：年度报送数", "内容", columns, rows)] if rows else []

    def _by_region(self, name: str, item: str, measures: Sequence[Measure]) -> list[Block]:
        regions = self.regions_with(measures, item)
        if not regions:
            return []
        headings = [
            Heading(
                measure.name.removesuffix(ENTERED),
                measure.at(year=self.report.year, item=item),
            )
            for measure in measures
            if any(
                self.report.has(measure.at(region=each, year=self.report.year, item=item)) for each in regions
            )
        ]
        year = Period.of(self.report.year)
        caption = self.report.caption("{name}：分地区（{year}）", name=name, year=year)
        totals = [self.report.region_id] if self._has_whole(headings) else []
        labels = [*regions, *totals]
        return [self.report.table(caption, headings, rows="region", labels=labels, totals=totals)]

    def _has_whole(self, headings: Sequence[Heading]) -> bool:
        return any(self.report.has(each.measure.at(region=self.report.region_id)) for each in headings)

    # ---------------------------------------------------------------- what was observed

    def _element(self, measure: Measure, year: int | Period, item: str | None) -> Measure:
        return measure.at(region=self.report.region_id, year=year, item=item)

    def _is_observed(self, mechanism: Mechanism) -> bool:
        """Whether a target of a mechanism was judged this year, or a measure of it observed."""
        year = self.report.year
        judged = (self._verdicts[name] for name in mechanism.targets)
        if any(verdict.actual is not None and verdict.judged == year for verdict in judged):
            return True
        found = (actual(self.report.dataset, self.report.plan, name) for name in mechanism.measures)
        return any(self.report.has(each.at(year=year)) for each in found)

    def _is_entered(self, item: str, entered: Sequence[Measure]) -> bool:
        year = Period.of(self.report.year)
        return any(item in each.items and self.report.has(each.at(year=year, item=item)) for each in entered)
