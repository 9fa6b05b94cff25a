"""Figures: published values, each with id, displayed text, formula and derivation down to cells.

A figure is made of one element of a measure. Its record is plain JSON, kept in the output of the
notebook cell that published it; the ledger is gathered from there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from assessbook.core.messages import grouped, said, shown, unit_shown
from assessbook.core.missing import Missing
from assessbook.core.numbers import printed
from assessbook.core.problems import DefinitionError
from assessbook.measures.axes import Position
from assessbook.measures.derivation import Derivation
from assessbook.measures.formula import formula
from assessbook.measures.measure import Measure

_DEFAULT_DECIMALS = 2


@dataclass(frozen=True)
class Figure:
    """One published value.

    `value` is in `unit` at full precision; `text` is what readers see, without the unit. `status` is
    ``observed`` (taken from a cell as it stands) or ``derived``. `derivation` is the unfolded tree.
    """

    figure: str
    programme: str
    year: str
    region: str
    region_name: str
    indicator: str
    indicator_name: str
    item: str
    item_name: str
    value: float
    unit: str
    text: str
    status: str
    formula: str
    derivation: dict[str, Any]

    def to_json(self) -> dict[str, Any]:
        """The record kept in the notebook."""
        # Its fields are plain JSON as they are; copying every derivation would take longer than computing it.
        return dict(vars(self))


@dataclass(frozen=True)
class Gap:
    """A place without a value: the kind of missing that readers are shown instead.

    `figure` is the id that a value in this place would have, where that is known.
    """

    missing: Missing
    figure: str = field(default="", compare=False)

    @property
    def text(self) -> str:
        """How it prints."""
        return shown(self.missing.text)


def publish(programme: str, measure: Measure, position: Position = (0, 0, 0)) -> Figure | Gap:
    """Make the figure of one element, or the gap that stands in its place.

    Raises
    ------
    DefinitionError
        If the measure was computed but never named: a figure needs an indicator id.
    """
    if not measure.is_named:
        raise DefinitionError(
            f"a result computed from {measure.name} is published without a name; add "
            '.named("indicator_id", "指标名称") to say what it is'
        )
    region, period, item = (axis.labels[place] for axis, place in zip(measure.axes, position, strict=True))
    identifier = figure_id(programme, period, region, measure.identifier, item)
    missing = Missing(int(measure.missing[position]))
    if missing:
        return Gap(missing, identifier)
    derivation = measure.derivation_at(position)
    value = float(measure.values[position])
    text = grouped(printed(value, decimals_of(measure, derivation)))
    return Figure(
        figure=identifier,
        programme=programme,
        year=str(period),
        region=region,
        region_name=shown(measure.region_names.get(region, region)),
        indicator=measure.identifier,
        indicator_name=shown(measure.name),
        item=item or "",
        item_name=shown(measure.item_names.get(item, item)) if item is not None else "",
        value=value,
        unit=unit_shown(measure.unit.symbol),
        text=text,
        status="observed" if derivation.operation == "source" else "derived",
        formula=said(formula(derivation)),
        derivation=derivation_to_json(derivation),
    )


def figure_id(programme: str, period: object, region: str, indicator: str, item: str | None) -> str:
    """The id of a figure: programme, period, region, indicator and, where there is one, item."""
    return "/".join([programme, str(period), region, indicator, *([item] if item is not None else [])])


def decimals_of(measure: Measure, derivation: Derivation) -> int:
    """How many decimals are printed.

    An observed value keeps those of its source. A derived one has the decimals its cell asked for;
    otherwise sums and differences keep the most precise source's, anything else two.
    """
    if derivation.observation is not None:
        return derivation.observation.decimals
    if measure.decimals is not None:
        return measure.decimals
    if _only_sums(derivation):
        return max((leaf.observation.decimals for leaf in derivation.leaves() if leaf.observation), default=0)
    return _DEFAULT_DECIMALS


def _only_sums(node: Derivation) -> bool:
    if node.operation == "source":
        return True
    return node.operation in ("add", "subtract", "sum") and all(_only_sums(part) for part in node.inputs)


def derivation_to_json(node: Derivation) -> dict[str, Any]:
    """A derivation as JSON. Keys that say nothing are left out."""
    record: dict[str, Any] = {"operation": node.operation, "value": node.value, "unit": node.unit}
    if node.label:
        record["label"] = node.label
    if node.missing:
        record["missing"] = node.missing.status
    if node.parameter is not None:
        record["parameter"] = node.parameter
    if node.observation is not None:
        origin = node.observation.origin
        record["source"] = {
            "file": origin.file,
            "sheet": origin.sheet,
            "cell": origin.cell,
            "raw": origin.raw,
            "citation": origin.citation,
            "decimals": node.observation.decimals,
        }
        note = " ".join(text for text in (origin.note, node.observation.reporting) if text)
        if note:
            record["source"]["note"] = note
    if node.inputs:
        record["inputs"] = [derivation_to_json(part) for part in node.inputs]
    return record
