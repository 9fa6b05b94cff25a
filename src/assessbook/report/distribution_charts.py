"""Charts of many at once: values near a line that matters, and verdicts of targets by regions.

As in `charts`, each keeps the table of what it draws; the forms themselves are in `chart_forms`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from assessbook.assessment.verdict import OUTCOMES, Outcome, Verdict
from assessbook.core.messages import shown
from assessbook.measures.measure import Measure
from assessbook.report import chart_forms
from assessbook.report.blocks import Chart, Column, Run, Words
from assessbook.report.chart_forms import HeatKind, for_page_and_telephone
from assessbook.report.chart_style import ACCENT, CONTEXT, MAIN, PAPER, PARTNER
from assessbook.report.charts import Namer, mark_of, one_unit
from assessbook.report.tables import Cell, free_table
from assessbook.report.telling import chart_words, told_table

# Told by lightness and by a sign, so that a copy in grey says the same.
_KINDS: dict[Outcome, tuple[str, str]] = {
    "met": (MAIN, "●"),
    "on_track": (PARTNER, "○"),
    "behind": ("#f0c9a8", "△"),
    "not_met": (ACCENT, "×"),
    "not_yet_due": (PAPER, "·"),
    "no_observation": (CONTEXT, "?"),
    "not_quantified": (PAPER, "–"),
}


@dataclass(frozen=True)
class Strip:
    """Values of single households or villages about a line: (label, scalar measure) each, and the line."""

    values: Sequence[tuple[str, Measure]]
    line: tuple[str, Measure]

    def drawn(
        self, programme: str, name_of: Namer, caption: Sequence[Run], alternative: str, notes: Sequence[str]
    ) -> Chart:
        """The chart; the line stands first in its table."""
        unit = one_unit([measure for _, measure in (self.line, *self.values)])
        columns = [Column("数值", self.line[1].unit.symbol)]
        rows = [(label, [measure]) for label, measure in (self.line, *self.values)]
        data = told_table(free_table(programme, caption, "项目", columns, rows, notes=notes))
        marks = [mark_of(programme, label, measure) for label, measure in self.values]
        reference = mark_of(programme, *self.line)
        form = partial(chart_forms.strip, marks, unit=unit, reference=reference, words=chart_words())
        return Chart(caption, *for_page_and_telephone(form), alternative, data)


@dataclass(frozen=True)
class VerdictHeat:
    """Verdicts of targets (rows) by regions (columns): one square each; `regions` in the order shown."""

    verdicts: Sequence[Verdict]
    regions: Sequence[str]

    def drawn(
        self, programme: str, name_of: Namer, caption: Sequence[Run], alternative: str, notes: Sequence[str]
    ) -> Chart:
        """The chart. Its table names the regions of each target under their verdicts."""
        targets = {verdict.target.id: verdict.target.name for verdict in self.verdicts}
        regions = list(self.regions)
        found = {(verdict.target.id, verdict.region): verdict.outcome for verdict in self.verdicts}
        outcomes = [outcome for outcome in OUTCOMES if outcome in found.values()]
        kinds = {each: HeatKind(shown(OUTCOMES[each]), *_KINDS[each]) for each in outcomes}
        rows = [
            (shown(name), [kinds.get(found.get((target, region), "")) for region in regions])  # type: ignore[call-overload]
            for target, name in targets.items()
        ]
        cells: list[tuple[str, list[Cell]]] = [
            (
                name,
                [
                    _named([region for region in regions if found.get((target, region)) == each], name_of)
                    for each in outcomes
                ],
            )
            for target, name in targets.items()
        ]
        columns = [Column(OUTCOMES[each], numeric=False) for each in outcomes]
        data = told_table(free_table(programme, caption, "目标", columns, cells, notes=notes))
        names = [shown(name_of(region)) for region in regions]
        form = partial(chart_forms.heat, rows, names, kinds=list(kinds.values()), words=chart_words())
        return Chart(caption, *for_page_and_telephone(form), alternative, data)


def _named(regions: Sequence[str], name_of: Namer) -> Cell:
    return Words("、".join(map(name_of, regions)), "place") if regions else "—"
