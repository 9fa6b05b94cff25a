"""The files of definitions, read and checked against each other.

Takes a workspace and a programme; gives `LoadedDefinitions`: what could be read of `measures.yaml`,
`entry_measures.yaml`, `items.yaml` and `regions.yaml`, shared and the programme's own, with every problem
found. The plan's mechanisms and the reports it asks for are classifications too, read from `plan.yaml`. An
entry that can't be read is left out and the others kept, so that the workbooks can still be checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from assessbook.core.documents import Document, Location, load_document, plain
from assessbook.core.problems import InputError, Problem, did_you_mean
from assessbook.core.workspace import Workspace, real_programme
from assessbook.observations.definitions import (
    Classification,
    Definitions,
    ItemDefinition,
    MeasureDefinition,
    Region,
    Strict,
)

Entry = TypeVar("Entry", bound=BaseModel)
REFERENCE = "reference"
OF_THE_PLAN = {"mechanisms": ("监测事项", "mechanisms"), "reports_due": ("报告事项", "reports due")}
"""Lists of `plan.yaml` whose entries are items of a classification: its id -> its names."""


class MeasuresFile(Strict):
    """`measures.yaml`: measure id -> definition."""

    measures: dict[str, MeasureDefinition]


class ItemsFile(Strict):
    """`items.yaml`: classification id -> classification."""

    classifications: dict[str, Classification]


class RegionsFile(Strict):
    """`regions.yaml`: a list of regions."""

    regions: list[Region]


@dataclass
class LoadedDefinitions:
    """What was read of the definitions.

    Parameters
    ----------
    definitions : Definitions
        Every entry that could be read.
    own_regions : set
        Ids of the regions of the programme's own files; the labels of its sheets name these first.
    incomplete : set
        Kinds (measures, classifications, regions) of which an entry or a file couldn't be read, so that
        an unknown id may be one of those.
    inputs : list
        The files read.
    problems : list
        What is wrong with them.
    """

    definitions: Definitions
    own_regions: set[str] = field(default_factory=set)
    incomplete: set[str] = field(default_factory=set)
    inputs: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def load_definitions(workspace: Workspace, programme: str) -> LoadedDefinitions:
    """Read the definitions a programme's data may use; problems are returned, not raised."""
    loader = _Loader(workspace)
    data = workspace.path("data")
    own = definition_folders(workspace, programme)

    def files(shared: Path, name: str) -> list[Path]:
        return [shared / name, *(folder / name for folder in own)]

    measures = [*files(data, "measures.yaml"), data / "entry_measures.yaml"]
    loader.mapping(measures, MeasuresFile, "measures", MeasureDefinition)
    loader.mapping(files(data, "items.yaml"), ItemsFile, "classifications", Classification)
    loader.plan(workspace.programme_folder("params", real_programme(programme)) / "plan.yaml")
    loader.regions(files(data / REFERENCE, "regions.yaml"))
    if "measures" not in loader.found_kinds:
        loader.broken(
            "measures",
            [
                Problem(
                    workspace.shown(data / "measures.yaml"),
                    "there is no such file",
                    "Define the measures there.",
                )
            ],
        )
    definitions = Definitions(
        measures=loader.entries["measures"],
        classifications=loader.entries["classifications"],
        regions=loader.entries["regions"],
    )
    if not loader.incomplete:
        loader.problems += _broken_relations(definitions, loader.places)
    own_regions = {name for name, place in loader.places["regions"].items() if place.folder in own}
    return LoadedDefinitions(definitions, own_regions, loader.incomplete, loader.inputs, loader.problems)


def definition_folders(workspace: Workspace, programme: str) -> list[Path]:
    """The folders of a programme's own definitions: of a demonstration, the programme's and its own."""
    names = dict.fromkeys((real_programme(programme), programme))
    return [workspace.programme_folder("data", name) for name in names]


@dataclass(frozen=True)
class _Place:
    """Where an entry is defined."""

    folder: Path
    document: Document
    location: Location

    def problem(self, key: str, what: str, action: str = "") -> Problem:
        return self.document.problem((*self.location, key), what, action)


class _Loader:
    """Reads files of entries, keeps the good ones and collects the problems."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.entries: dict[str, dict[str, Any]] = {"measures": {}, "classifications": {}, "regions": {}}
        self.places: dict[str, dict[str, _Place]] = {"measures": {}, "classifications": {}, "regions": {}}
        self.found_kinds: set[str] = set()
        self.inputs: list[Path] = []
        self.problems: list[Problem] = []
        self.incomplete: set[str] = set()

    def broken(self, kind: str, problems: Iterable[Problem]) -> None:
        """Note problems that leave entries of a kind unread."""
        self.problems += problems
        self.incomplete.add(kind)

    def mapping(self, paths: list[Path], model: type[Strict], kind: str, entry: type[Entry]) -> None:
        """Read files of the form ``kind: {id: entry}``."""
        for path, document in self._documents(paths, model, kind):
            content = document.content.get(kind)
            for name, value in content.items() if isinstance(content, Mapping) else ():
                self._add(
                    kind, str(name), _validated(entry, value), _Place(path.parent, document, (kind, name))
                )

    def regions(self, paths: list[Path]) -> None:
        """Read files of the form ``regions: [entry]``."""
        for path, document in self._documents(paths, RegionsFile, "regions"):
            content = document.content.get("regions")
            for index, value in enumerate(content if isinstance(content, list) else ()):
                entry = _validated(Region, value)
                place = _Place(path.parent, document, ("regions", index))
                if entry:
                    self._add("regions", entry.id, entry, place)

    def plan(self, path: Path) -> None:
        """Take the ids and names of a plan's lists as classifications; what is wrong with it is for others.

        A plan that can't be read leaves the classifications incomplete: an unknown item may be one of its.
        """
        document: Document | None = None
        if path.exists():
            self.inputs.append(path)
            try:
                document = load_document(path, self.workspace.shown(path))
            except InputError as error:
                self.broken("classifications", error.problems)
        for key, (name, english) in OF_THE_PLAN.items():
            entries = plain(document.content.get(key)) if document else None
            items = {}
            for entry in entries if isinstance(entries, list) else ():
                if isinstance(entry, Mapping) and {"id", "name"} <= entry.keys():
                    identifier = str(entry["id"])
                    items[identifier] = ItemDefinition(name=str(entry["name"]), english=identifier)
            made = Classification(name=name, english=english, complete=False, items=items)
            if document is None:
                self.entries["classifications"].setdefault(key, made)
            else:
                self._add("classifications", key, made, _Place(path.parent, document, (key,)))

    def _documents(
        self, paths: list[Path], model: type[Strict], kind: str
    ) -> Iterable[tuple[Path, Document]]:
        for path in paths:
            if not path.exists():
                continue
            self.found_kinds.add(kind)
            self.inputs.append(path)
            try:
                document = load_document(path, self.workspace.shown(path))
            except InputError as error:
                self.broken(kind, error.problems)
                continue
            try:
                document.validated(model)
            except InputError as error:
                self.broken(kind, error.problems)
            yield path, document

    def _add(self, kind: str, name: str, entry: BaseModel | None, place: _Place) -> None:
        first = self.places[kind].get(name)
        if first:
            where = first.document.where(first.location)
            self.problems.append(
                place.document.problem(
                    place.location,
                    f"{name} is defined twice, first in {where}",
                    "Keep one of the two, or give one another id.",
                )
            )
        elif entry:
            self.entries[kind][name] = entry
            self.places[kind][name] = place


def _validated(model: type[Entry], value: Any) -> Entry | None:
    """The entry, or None where the whole file's validation has already said what is wrong."""
    try:
        return model.model_validate(plain(value))
    except ValidationError:
        return None


def _broken_relations(definitions: Definitions, places: dict[str, dict[str, _Place]]) -> Iterable[Problem]:
    """References from one entry to another that lead nowhere, or in a circle."""
    measures, groups = definitions.measures, definitions.classifications
    for name, measure in measures.items():
        place = places["measures"][name]
        targets = [
            (key, getattr(measure, key))
            for key in ("partition_of", "balance_with", "numerator", "list_of", "average_growth")
        ]
        for key, target in [*targets, *(("denominators", target) for target in measure.denominators)]:
            if target is not None and target not in measures:
                yield place.problem(
                    key, f"measure {target}, named by {name}, is not defined", did_you_mean(target, measures)
                )
        for key in ("accumulates_to", "restates"):
            yield from _broken_target(name, key, getattr(measure, key), definitions, place)
        if measure.classification is not None and measure.classification not in groups:
            yield place.problem(
                "classification",
                f"classification {measure.classification} is not defined in items.yaml",
                did_you_mean(measure.classification, groups),
            )
    for name, group in groups.items():
        if name in OF_THE_PLAN:
            continue
        place = places["classifications"][name]
        parents = {item: entry.parent for item, entry in group.items.items()}
        for item, (what, action) in _broken_parents(parents):
            yield place.document.problem((*place.location, "items", item, "parent"), what, action)
    region_parents = {region: entry.parent for region, entry in definitions.regions.items()}
    for region, (what, action) in _broken_parents(region_parents):
        yield places["regions"][region].problem("parent", what, action)


def _broken_target(
    name: str, key: str, target: str | None, definitions: Definitions, place: _Place
) -> Iterable[Problem]:
    """A target that may name an item (``fund_source/local``) and leads nowhere."""
    measure, slash, item = (target or "").partition("/")
    if not target:
        return
    if measure not in definitions.measures:
        what = f"measure {measure}, named by {name}, is not defined"
        yield place.problem(key, what, did_you_mean(measure, definitions.measures))
        return
    group = definitions.classifications.get(definitions.measures[measure].classification or "")
    items = list(group.items) if group else []
    if slash and item not in items:
        what = f"item {item} of {measure}, named by {name}, is not defined"
        yield place.problem(key, what, did_you_mean(item, items))


def _broken_parents(parents: dict[str, str | None]) -> Iterable[tuple[str, tuple[str, str]]]:
    """Entries whose parent isn't defined, or who are their own forebears."""
    above: Callable[[str], str | None] = parents.get
    for name, parent in parents.items():
        if parent is not None and parent not in parents:
            yield name, (f"parent {parent} of {name} is not defined", did_you_mean(parent, parents))
            continue
        seen, current = {name}, parent
        while current is not None and current not in seen:
            seen.add(current)
            current = above(current)
        if current == name:
            yield name, (f"{name} is its own forebear by way of {parent}", "Correct its parent.")
