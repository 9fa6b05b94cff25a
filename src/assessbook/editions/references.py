"""Whether the regions that an edition compares with, or deflates by, have data."""

from __future__ import annotations

from collections.abc import Mapping

from assessbook.assessment.reference_checks import parameter_without_data
from assessbook.core.documents import load_document
from assessbook.core.problems import Problem
from assessbook.core.workspace import Workspace
from assessbook.editions.edition import Edition
from assessbook.editions.overrides import shown
from assessbook.observations.dataset import Dataset

PARAMETERS = ("reference_region", "deflator_region")


def reference_problems(
    workspace: Workspace, edition: Edition, dataset: Dataset, overrides: Mapping[str, str]
) -> list[Problem]:
    """What is wrong with the regions that an edition's parameters name, at the line or the option that does.

    Parameters
    ----------
    workspace : Workspace
        The project.
    edition : Edition
        A checked edition: the regions are known.
    dataset : Dataset
        The data that the edition reads.
    overrides : mapping
        What `-p` set, as it was written.
    """
    problems = []
    for name in PARAMETERS:
        region = edition.parameters.get(name)
        found = parameter_without_data(dataset, name, region) if isinstance(region, str) else None
        if found is None:
            continue
        what, action = found
        if name in overrides:
            problems.append(Problem(shown(name, overrides[name]), what, action))
        else:
            document = load_document(workspace.path(edition.path), edition.path)
            problems.append(document.problem(("parameters", name), what, action))
    return problems
