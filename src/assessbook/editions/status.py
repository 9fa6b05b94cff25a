"""Whether an edition says of its data what they are: real data in real editions, made-up data in synthetic ones.

A reader of a real edition must be sure that no number in it was made up; a reader of a demonstration is
told so on every page, which rests on the edition's status.
"""

from __future__ import annotations

from assessbook.core.documents import load_document
from assessbook.core.problems import Problem
from assessbook.core.workspace import Workspace
from assessbook.editions.edition import Edition
from assessbook.observations.dataset import Dataset

SYNTHETIC = "synthetic"


def status_problems(workspace: Workspace, edition: Edition, dataset: Dataset) -> list[Problem]:
    """What is wrong with an edition's status, at its line of the edition file.

    Parameters
    ----------
    workspace : Workspace
        The project.
    edition : Edition
        A checked edition.
    dataset : Dataset
        The data that the edition reads.

    Returns
    -------
    list of Problem
        One if made-up data are read by an edition that isn't synthetic, or the other way round.
    """
    if dataset.synthetic == (edition.status == SYNTHETIC):
        return []
    document = load_document(workspace.path(edition.path), edition.path)
    said = "" if document.line(("status",)) else ", as it is where the file doesn't say it"
    if dataset.synthetic:
        what = (
            f"status is {edition.status}{said}, but {edition.programme} reads demonstration data (演示数据)"
        )
        action = f"Write status: {SYNTHETIC}; or name the programme's own data, without demo."
    else:
        what = f"status is {edition.status}, but the data of {edition.programme} are real"
        action = f"Write status: real or draft; {SYNTHETIC} is for the editions below params/demo/."
    return [document.problem(("status",), what, action)]
