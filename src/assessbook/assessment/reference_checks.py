"""Reference regions without data: what a plan's targets name, and what an edition's parameters name.

Takes a plan file and the dataset; gives problems at the lines that name the region. That a series has a gap in
some year is no problem of the input: the verdict then says what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from assessbook.assessment.deflation import PRICE_CHANGE
from assessbook.assessment.plan import load_plan
from assessbook.assessment.plan_checks import line_of
from assessbook.assessment.plan_models import TargetEntry
from assessbook.core.documents import load_document, plain
from assessbook.core.problems import InputError, Problem
from assessbook.core.workspace import Workspace, real_programme
from assessbook.observations.dataset import Dataset
from assessbook.observations.definition_files import load_definitions


def plan_problems(workspace: Workspace, programme: str, dataset: Dataset | None) -> list[Problem]:
    """Every problem of a programme's plan: of the file itself, and of what its targets need of the data.

    Parameters
    ----------
    workspace : Workspace
        The project.
    programme : str
        Id of a programme or of its demonstration.
    dataset : Dataset or None
        The programme's data with the reference series; None where they can't be read, which hides no
        problem of the plan file itself.

    Returns
    -------
    list of Problem
        Those of `load_plan` and the reference regions that have no data, in the order of the file. Empty
        for a programme without a plan file, and where the definitions themselves can't be read.
    """
    path = workspace.programme_folder("params", real_programme(programme)) / "plan.yaml"
    if not path.is_file():
        return []
    if dataset is None:
        loaded = load_definitions(workspace, programme)
        if loaded.problems:
            return []
    problems: list[Problem] = []
    try:
        load_plan(workspace, programme, loaded.definitions if dataset is None else dataset.definitions)
    except InputError as error:
        problems += error.problems
    if dataset is not None:
        problems += _without_data(path, workspace.shown(path), dataset)
    return sorted(problems, key=line_of)


def observed_regions(dataset: Dataset, measure: str) -> list[str]:
    """Ids of the regions for which a measure has a value in any year, each once."""
    entries = (entry for entry in dataset.of(measure) if entry.value is not None)
    return list(dict.fromkeys(entry.region for entry in entries))


def parameter_without_data(dataset: Dataset, name: str, region: str) -> tuple[str, str] | None:
    """What is wrong with a parameter that names a region: the problem and what to do; None where nothing is.

    Parameters
    ----------
    name : "reference_region" or "deflator_region"
        Incomes are compared with those of the one, and deflated by consumer prices of the other.
    region : str
        A known region.
    """
    if name == "deflator_region":
        measures, subject = [PRICE_CHANGE], "consumer prices"
    else:
        defined = dataset.definitions.measures.items()
        measures = [key for key, entry in defined if "income" in entry.concept and entry.kind == "level"]
        subject = "incomes"
    known = list(dict.fromkeys(place for measure in measures for place in observed_regions(dataset, measure)))
    if not known or region in known:
        return None
    return f"{name}: the data have no {subject} of {region}", _known(known)


def _without_data(path: Path, shown: str, dataset: Dataset) -> Iterator[Problem]:
    """Of every target that has the right shape; what is wrong with the others is said elsewhere."""
    try:
        document = load_document(path, shown)
    except InputError:
        return
    entries = document.content.get("targets")
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        try:
            target = TargetEntry.model_validate(plain(entry))
        except ValidationError:
            continue
        found = _target_without_data(target, dataset)
        if found is not None:
            yield document.problem(("targets", index, "reference"), *found)


def _target_without_data(target: TargetEntry, dataset: Dataset) -> tuple[str, str] | None:
    """A region that nothing at all is known of, or that lacks the measure which others have."""
    region, measure = target.reference, target.reference_measure or target.measure
    if region is None or region not in dataset.definitions.regions:
        return None
    if not any(entry.region == region and entry.value is not None for entry in dataset.observations):
        what = f"{target.id}: the reference region {region} has no data at all"
        return what, "Name a region of the reference series, or add its rows to data/reference/series.xlsx."
    known = [] if measure is None else observed_regions(dataset, measure)
    others = [place for place in known if place != target.region]
    if not others or region in known:
        return None
    what = f"{target.id}: {measure}, by which it is compared, has no data of the reference region {region}"
    return what, _known(others)


def _known(regions: list[str]) -> str:
    shown = ", ".join(regions[:12])
    return f"There are data of {shown}{', …' if len(regions) > 12 else ''}; correct the name or add the rows."
