"""Rows of the ledger as the package passes them on: a figure, its source cells, its derivation."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from assessbook.core.garbage import no_collection
from assessbook.core.numbers import printed

COLUMNS = (
    "figure", "programme", "year", "region", "region_name", "indicator", "indicator_name", "item", "item_name",
    "value", "unit", "text", "status", "notebook", "cell", "formula",
)  # fmt: skip


class Source(NamedTuple):
    """A source cell: its address (``file!sheet!cell``), what stood there, and what it transcribes."""

    address: str
    raw: str
    citation: str
    note: str = ""


class Derivation(NamedTuple):
    """A node of a figure's derivation, as kept in the ledger. Leaves that are sources have an address.

    A tuple, because a derivation may have ten thousand nodes and tuples are made three times as fast as
    frozen dataclasses.
    """

    operation: str
    value: float | None
    unit: str
    text: str
    label: str = ""
    inputs: tuple[Derivation, ...] = ()
    address: str | None = None
    raw: str = ""
    citation: str = ""
    note: str = ""
    parameter: float | None = None
    missing: str = ""

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Derivation:
        """Read the record a notebook keeps."""
        return _node(record, [cls.from_json(part) for part in record.get("inputs", ())])

    @classmethod
    def from_text(cls, text: str) -> Derivation:
        """Read the record as JSON; each node is made as its text ends, so that no second pass is needed."""
        with no_collection():
            node: Derivation = json.loads(text, object_hook=_node_or_source)
        return node

    def to_json(self) -> dict[str, Any]:
        """The node and those below it as `trace --json` writes them."""
        return {**self._asdict(), "inputs": [part.to_json() for part in self.inputs]}

    def sources(self) -> Iterator[Source]:
        """The source cells below, in reading order, repeated as often as they are read."""
        if self.address is not None:
            yield Source(self.address, self.raw, self.citation, self.note)
        for part in self.inputs:
            yield from part.sources()


def _node_or_source(record: dict[str, Any]) -> Derivation | dict[str, Any]:
    return _node(record, record.get("inputs", ())) if "operation" in record else record


def _node(record: Mapping[str, Any], inputs: Iterable[Derivation]) -> Derivation:
    get, value, source = record.get, record["value"], record.get("source")
    address, raw, citation, note, decimals = None, "", "", "", None
    if source:
        of_source = source.get
        address = f"{source['file']}!{source['sheet']}!{source['cell']}"
        raw, decimals = of_source("raw", ""), of_source("decimals")
        citation, note = of_source("citation", ""), of_source("note", "")
    text = "" if value is None else printed(value, decimals)
    # All fields in one tuple: keywords would cost more than all the rest.
    return tuple.__new__(
        Derivation,
        (
            record["operation"], value, record["unit"], text, get("label", ""), tuple(inputs), address, raw,
            citation, note, get("parameter"), get("missing", ""),
        ),
    )  # fmt: skip


@dataclass(frozen=True)
class FigureRow:
    """One figure of the ledger; columns as `assessbook figures --csv` writes them."""

    figure: str
    programme: str
    year: str
    region: str
    region_name: str
    indicator: str
    indicator_name: str
    item: str
    item_name: str
    value: float | None
    unit: str
    text: str
    status: str
    notebook: str
    cell: str
    formula: str
    sources: tuple[Source, ...]
    derivation: Derivation

    @cached_property
    def digest(self) -> str:
        """Stands for all that is said of the figure, but for the tree of its derivation."""
        columns = [getattr(self, name) for name in COLUMNS]
        return hashlib.sha256(repr((columns, self.sources)).encode()).hexdigest()

    def to_json(self) -> dict[str, Any]:
        """The columns, the sources with raw content and citation, and the derivation."""
        return {
            **{name: getattr(self, name) for name in COLUMNS},
            "sources": [source._asdict() for source in self.sources],
            "derivation": self.derivation.to_json(),
        }
