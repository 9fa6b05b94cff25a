"""What a notebook cell calls: data as measures, and tables, charts and sentences that publish figures.

`open_report` is the first line of every notebook. The report knows the programme, the edition's year
and the region; every number it shows becomes a figure with its derivation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assessbook.assessment.by_region import RegionalVerdicts, by_region
from assessbook.assessment.deflation import DEFLATOR_REGION
from assessbook.assessment.paths import PathName
from assessbook.assessment.plan import Plan, load_plan
from assessbook.assessment.register import is_unsigned_draft
from assessbook.assessment.verdict import Verdict
from assessbook.assessment.verdicts import assess_plan
from assessbook.core.catalogue_files import load_catalogue
from assessbook.core.documents import load_document
from assessbook.core.messages import LANGUAGES, Language, shown, speak
from assessbook.core.periods import Period
from assessbook.core.problems import DefinitionError, InputError, Problem, did_you_mean
from assessbook.core.reads import note_everything, note_facts, note_shape, unnoted
from assessbook.core.remembered import Remembered
from assessbook.core.workspace import Workspace, programme_of
from assessbook.measures import Measure, constant, to_frame
from assessbook.measures.sources import SourceMeasures
from assessbook.observations.dataset import Dataset
from assessbook.observations.definitions import Definitions, Region
from assessbook.observations.reader import load_dataset
from assessbook.report import charts
from assessbook.report.blocks import Block, Column, Run, Statements
from assessbook.report.sentences import Value, filled, is_complete, require_places
from assessbook.report.tables import Cell, Heading, axis_table, free_table, is_empty
from assessbook.report.watermark import DRAFT_MARK, SYNTHETIC_MARK, watermarked

if TYPE_CHECKING:
    import pandas as pd


_sources: Remembered[SourceMeasures] = Remembered(2)


@dataclass(frozen=True)
class Report:
    """One notebook's view of an edition.

    Parameters
    ----------
    programme : str
        Id of the programme, first part of every figure id.
    year : int
        The edition's year.
    region_id : str
        The region this notebook reports on.
    data : Dataset
        All observations, definitions and inputs; cells reach it as `dataset`.
    mark : str
        A word drawn across every chart; empty for none.
    """

    programme: str
    year: int
    region_id: str
    data: Dataset
    mark: str = ""

    # ---------------------------------------------------------------- data

    @property
    def dataset(self) -> Dataset:
        """All observations, for rules that look through them; single measures are asked for by `measure`."""
        note_everything()
        return self.data

    @property
    def definitions(self) -> Definitions:
        """Measures, classifications and regions."""
        return self.data.definitions

    def measure(self, identifier: str) -> Measure:
        """Observations of a measure: region x period x item."""
        note_shape(identifier)
        return sources_of(self.data).of(identifier)

    def frame(self, identifier: str) -> pd.DataFrame:
        """Observations of a measure as a pandas frame, to look at; what is published goes by `measure`."""
        return to_frame(self.measure(identifier))

    @property
    def region(self) -> Region:
        """The region reported on: id, name, level, kind."""
        return self.definitions.regions[self.region_id]

    def name_of(self, region: str) -> str:
        """Printed name of a region id."""
        found = self.definitions.regions.get(region)
        if found is None:
            known = self.definitions.regions
            raise DefinitionError(f"there is no region {region!r}. {did_you_mean(region, known)}")
        return found.name

    @cached_property
    def children(self) -> tuple[str, ...]:
        """Ids of the regions directly below the one reported on."""
        return self.definitions.children(self.region_id)

    def children_of(self, region: str) -> tuple[str, ...]:
        """Ids of the regions directly below a region, in the order of `regions.yaml`."""
        return self.definitions.children(region)

    def years(self, first: int, last: int) -> Measure:
        """The years between two dates, to divide a change by: ``report.years(2015, 2018)`` is 3 年."""
        return constant(last - first, "年")

    def entries(self, identifier: str, region: str) -> tuple[str, ...]:
        """Names that a list holds for a region, in the order of the list."""
        found = [entry for entry in self.data.of(identifier) if entry.region == region]
        note_shape(identifier)
        note_facts(identifier, ((entry.region, entry.period, entry.item) for entry in found))
        return tuple(entry.item for entry in found if entry.item is not None)

    def items(self, classification: str, *, below: str | None = None) -> tuple[str, ...]:
        """Ids of a classification's items; with `below`, the direct parts of one item."""
        entries = self.definitions.classifications[classification].items
        return tuple(name for name, entry in entries.items() if below is None or entry.parent == below)

    def leaves(self, classification: str) -> tuple[str, ...]:
        """Ids of a classification's items that have no parts of their own."""
        entries = self.definitions.classifications[classification].items
        parents = {entry.parent for entry in entries.values()}
        return tuple(name for name in entries if name not in parents)

    def has(self, measure: Measure) -> bool:
        """Whether any element of a measure has a value."""
        return bool((measure.missing == 0).any())

    def item_level(self, classification: str, item: str) -> int:
        """How deep an item stands in its classification, for indenting."""
        entries = self.definitions.classifications[classification].items
        parent = entries[item].parent if item in entries else None
        return 0 if parent is None else 1 + self.item_level(classification, parent)

    # ---------------------------------------------------------------- the plan

    @cached_property
    def plan(self) -> Plan:
        """What the programme's plan asks for."""
        return load_plan(Workspace.find(), self.programme, self.definitions)

    def verdicts(self, *, path: PathName = "linear", deflator_region: str = DEFLATOR_REGION) -> list[Verdict]:
        """The verdict of every target for this edition's year.

        Parameters
        ----------
        path : "linear" or "steps"
            How "on track" is judged before a target is due.
        deflator_region : str
            Whose consumer prices bring incomes to the constant prices that a target asks for.
        """
        return assess_plan(self.plan, self.dataset, self.year, path, deflator_region)

    def by_region(
        self, verdict: Verdict, *, path: PathName = "linear", deflator_region: str = DEFLATOR_REGION
    ) -> RegionalVerdicts | None:
        """The verdicts of the same target for the regions below; None where there is nothing to say of them."""
        return by_region(verdict, self.dataset, path, deflator_region)

    def verdict_sentence(self, verdict: Verdict) -> Block:
        """A verdict as a sentence: 目标…；实际…；差距…；依据…."""
        return Block.of(Statements([self._sentence(verdict.sentence, "", {**verdict.values})]))

    # ---------------------------------------------------------------- showing

    def text(self, template: str, *, otherwise: str = "", **values: Value) -> Block:
        """A sentence. If a number in it is missing, `otherwise` is said instead (itself a template)."""
        return Block.of(Statements([self._sentence(template, otherwise, values)]))

    def headlines(self, *sentences: Block) -> Block:
        """Several sentences as the numbered headlines of the first page."""
        found = [runs for block in sentences for runs in _sentences(block)]
        return Block.of(Statements(found, headline=True))

    def caption(self, template: str, **values: Value) -> list[Run]:
        """A caption or title with figures in it."""
        require_places([template], values)
        return filled(self.programme, template, values)

    def table(
        self,
        caption: str | Sequence[Run],
        columns: Sequence[Measure | Heading],
        *,
        rows: str,
        labels: Sequence[str | int | Period] | None = None,
        classification: str | None = None,
        totals: Sequence[str] = (),
        notes: Sequence[str] = (),
        stub: str = "",
        otherwise: str = "",
    ) -> Block:
        """A table whose rows are regions, years or items.

        Parameters
        ----------
        labels : sequence, optional
            Rows shown, in order; the first column's own labels when left out.
        classification : str, optional
            For item rows: indents parts below their whole.
        otherwise : str
            Said in one line instead of an empty grid when no cell has a value.
        """
        first = columns[0].measure if isinstance(columns[0], Heading) else columns[0]
        axis = {"region": 0, "year": 1, "item": 2}[rows]
        given = labels if labels is not None else first.axes[axis].labels
        chosen: list[str | Period | None] = [
            Period.of(label) if rows == "year" else str(label) for label in given
        ]
        table = axis_table(
            self.programme,
            [caption] if isinstance(caption, str) else caption,
            columns,
            rows=rows,
            labels=chosen,
            name_of=self.name_of if rows == "region" else lambda item: first.item_names.get(item, item),
            level_of=lambda item: self.item_level(classification, item) if classification else 0,
            totals=totals,
            notes=notes,
            stub=stub,
        )
        return self.text(otherwise) if otherwise and is_empty(table) else Block.of(table)

    def grid(
        self,
        caption: str | Sequence[Run],
        stub: str,
        columns: Sequence[Column],
        rows: Sequence[tuple[str, Sequence[Cell]]],
        *,
        notes: Sequence[str] = (),
        otherwise: str = "",
    ) -> Block:
        """A table given cell by cell: scalar measures, words, or runs."""
        runs = [caption] if isinstance(caption, str) else caption
        table = free_table(self.programme, runs, stub, columns, rows, notes=notes)
        return self.text(otherwise) if otherwise and is_empty(table) else Block.of(table)

    def chart(
        self,
        caption: str | Sequence[Run],
        drawing: charts.Drawing,
        *,
        alternative: str,
        notes: Sequence[str] = (),
    ) -> Block:
        """A chart with its data. `caption` states the finding; `alternative` says what the picture shows."""
        runs = [caption] if isinstance(caption, str) else caption
        chart = drawing.drawn(self.programme, self.name_of, runs, alternative, notes)
        if self.mark:
            svg, narrow = watermarked(chart.svg, self.mark), watermarked(chart.narrow, self.mark)
            chart = replace(chart, svg=svg, narrow=narrow)
        return Block.of(chart)

    def _sentence(self, template: str, otherwise: str, values: dict[str, Value]) -> list[Run]:
        require_places([template, otherwise], values)
        chosen = otherwise if otherwise and not is_complete(values) else template
        return filled(self.programme, chosen, values)


def sources_of(dataset: Dataset) -> SourceMeasures:
    """The measures of a dataset; what one notebook's process built before the next was forked is there already."""
    # The sources hold the dataset, so that no other one can have its place in memory.
    return _sources.get(id(dataset), None, lambda: SourceMeasures(dataset))


def open_report(edition: str, region: str, lang: Language = "zh") -> Report:
    """Open the report of an edition for one region; works from any folder of the project.

    Parameters
    ----------
    edition : str
        The edition file, such as ``params/jiaohe-2016/2015.yaml``.
    region : str
        Id of the region reported on.
    lang : "zh" or "en"
        The language in which everything is shown from here on.

    Raises
    ------
    InputError
        If the data have problems, there is no such region, or no such language.
    """
    workspace = Workspace.find()
    path = Path(edition)
    programme, year = programme_of(path), int(path.stem)
    if lang not in LANGUAGES:
        raise InputError([Problem(edition, f"there is no language {lang!r}", did_you_mean(lang, LANGUAGES))])
    speak(load_catalogue(workspace, programme, lang))
    with unnoted():
        # Cells note what they ask of it.
        dataset = load_dataset(workspace, programme).as_of(year)
    regions = dataset.definitions.regions
    if region not in regions:
        raise InputError([Problem(edition, f"there is no region {region!r}", did_you_mean(region, regions))])
    return Report(programme, year, region, dataset, mark_of(workspace, edition, dataset))


def mark_of(workspace: Workspace, edition: str, dataset: Dataset) -> str:
    """What is drawn across an edition's charts: that data are made up, or that nobody has signed it off."""
    if dataset.synthetic:
        return shown(SYNTHETIC_MARK)
    path = Path(edition)
    file = workspace.programme_folder("params", programme_of(path)) / path.name
    with unnoted():
        # A notebook may be tried with a year that has no edition yet.
        is_draft = file.is_file() and is_unsigned_draft(load_document(file, edition))
    return shown(DRAFT_MARK) if is_draft else ""


def _sentences(block: Block) -> Sequence[Sequence[Run]]:
    if not isinstance(block.content, Statements):
        raise DefinitionError("headlines are made of sentences; give report.text(...) blocks")
    return block.content.sentences
