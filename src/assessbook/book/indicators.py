"""Which indicators have a page across regions, and what stands on it: a column an indicator, year and item.

Takes the ledger's rows, the gaps that notebooks showed in place of a value, and the definitions. An indicator
made for a target (its goal, what is still lacking) stands on the page of the measure that the target is
judged by, so that a reader finds a number beside what is asked of it. Nothing is computed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assessbook.assessment.plan_models import Target
from assessbook.ledger.gather import ExecutedNotebook, blocks_of
from assessbook.ledger.store import FigureRow
from assessbook.observations.definitions import Definitions

FOLDER = "indicators"
LEAST_REGIONS = 3
"""An indicator of fewer regions has no page: the pages of the regions say it all."""


@dataclass(frozen=True)
class IndicatorColumn:
    """A column of a page: an indicator in one year, of one item where it has items."""

    indicator: str
    indicator_name: str
    year: str
    item: str
    item_name: str
    unit: str
    figures: Mapping[str, FigureRow]

    @property
    def is_varied(self) -> bool:
        """Whether its regions have different numbers."""
        return len({row.value for row in self.figures.values()}) > 1

    def gap(self, region: str, gaps: Mapping[str, str]) -> str:
        """How a region's missing value prints; empty where the report shows neither value nor gap."""
        programme = next(iter(self.figures.values())).programme
        parts = [programme, self.year, region, self.indicator, *([self.item] if self.item else [])]
        return gaps.get("/".join(parts), "")


@dataclass(frozen=True)
class Indicator:
    """An indicator with a page.

    Parameters
    ----------
    identifier : str
        The measure's id, or that of the computed indicator.
    name : str
        Its printed name.
    columns : sequence of IndicatorColumn
        In the order of the book, years ascending.
    regions : sequence of str
        Regions with a number in at least one column, in the order of the definitions.
    targets : sequence of Target
        The plan's targets that are judged by it.
    """

    identifier: str
    name: str
    columns: Sequence[IndicatorColumn]
    regions: Sequence[str]
    targets: Sequence[Target]

    @property
    def page(self) -> str:
        """Its page's path in the book, without ending."""
        return f"{FOLDER}/{self.identifier}"

    @property
    def file(self) -> str:
        """The CSV file of its table in the book."""
        return f"tables/{FOLDER}-{self.identifier}.csv"

    @property
    def figures(self) -> Iterator[FigureRow]:
        """Every figure on the page."""
        for column in self.columns:
            yield from column.figures.values()

    @property
    def headline(self) -> IndicatorColumn:
        """The column that is drawn: of the measure itself, with the most regions, the latest of such."""
        own = [column for column in self.columns if column.indicator == self.identifier] or self.columns
        return max(own, key=lambda column: (column.is_varied, len(column.figures), column.year))

    @property
    def units(self) -> list[str]:
        """Units of the columns, each once."""
        return list(dict.fromkeys(column.unit for column in self.columns if column.unit))


def indicators_of(
    figures: Iterable[FigureRow], definitions: Definitions, targets: Sequence[Target]
) -> list[Indicator]:
    """The indicators published for at least `LEAST_REGIONS` regions, in the order of the ledger.

    Parameters
    ----------
    figures : iterable of FigureRow
        All of the ledger.
    targets : sequence of Target
        Those of the plan.

    Limitations
    -----------
    A column is shown if at least two of its regions have a number: one alone compares with nothing. An
    indicator whose columns each repeat one number for all regions has no page.
    """
    judged = {target.id: target for target in targets if target.measure}
    groups: dict[str, list[FigureRow]] = {}
    for row in figures:
        groups.setdefault(_subject(row.indicator, definitions, judged), []).append(row)
    order = {region: place for place, region in enumerate(definitions.regions)}
    found = []
    for identifier, rows in groups.items():
        columns = _columns(rows)
        regions = {region for column in columns for region in column.figures}
        if len(regions) >= LEAST_REGIONS and any(column.is_varied for column in columns):
            own = next((row.indicator_name for row in rows if row.indicator == identifier), "")
            name = (
                definitions.measures[identifier].name
                if identifier in definitions.measures
                else own or rows[0].indicator_name
            )
            asked = [target for target in targets if target.measure == identifier]
            ordered = sorted(regions, key=lambda region: order.get(region, len(order)))
            found.append(Indicator(identifier, name, columns, ordered, asked))
    return found


def gaps_of(notebooks: Iterable[ExecutedNotebook]) -> dict[str, str]:
    """What notebooks show in place of values: the id that the value would have -> how its absence prints."""
    found: dict[str, str] = {}
    for notebook in notebooks:
        for cell in notebook.content["cells"]:
            if cell["cell_type"] == "code":
                for record in blocks_of(cell):
                    for gap in _gaps(record["content"]):
                        found.setdefault(gap["of"], gap["text"])
    return found


def _gaps(content: Any) -> Iterator[dict[str, str]]:
    if isinstance(content, dict):
        if "missing" in content and content.get("of"):
            yield content
        else:
            for part in content.values():
                yield from _gaps(part)
    elif isinstance(content, list):
        for part in content:
            yield from _gaps(part)


def _subject(indicator: str, definitions: Definitions, judged: Mapping[str, Target]) -> str:
    """The measure that an indicator is about; its own id where it is about none."""
    if indicator in definitions.measures:
        return indicator
    stem = indicator
    while "_" in stem:
        stem = stem.rpartition("_")[0]
        if stem in judged:
            return judged[stem].measure or indicator
    return indicator


def _columns(rows: Iterable[FigureRow]) -> list[IndicatorColumn]:
    found: dict[tuple[str, str, str], list[FigureRow]] = {}
    for row in rows:
        found.setdefault((row.indicator, row.item, row.unit), []).append(row)
    columns = []
    for (indicator, item, unit), entries in found.items():
        for year in sorted({row.year for row in entries}):
            figures = {row.region: row for row in entries if row.year == year}
            if len(figures) > 1:
                first = next(iter(figures.values()))
                columns.append(
                    IndicatorColumn(
                        indicator, first.indicator_name, year, item, first.item_name, unit, figures
                    )
                )
    return columns
