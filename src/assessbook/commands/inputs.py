"""An edition and its data, read and checked together: what `check`, `run` and `build` begin with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from assessbook.assessment.reference_checks import plan_problems
from assessbook.core.problems import InputError, Problem
from assessbook.core.workspace import Workspace, programme_of
from assessbook.editions.edition import Edition
from assessbook.editions.overrides import split_overrides
from assessbook.editions.parameters import load_edition
from assessbook.editions.references import reference_problems
from assessbook.editions.status import status_problems
from assessbook.observations.dataset import Dataset
from assessbook.observations.reader import load_dataset


def checked_inputs(
    workspace: Workspace,
    path: Path,
    parameters: Iterable[str],
    read: Callable[[Workspace, str], Dataset] | None = None,
) -> tuple[Edition, Dataset]:
    """The edition and its programme's data.

    Parameters
    ----------
    workspace : Workspace
        The project.
    path : Path
        The edition file.
    parameters : iterable of str
        What `-p` set, NAME=VALUE each.
    read : callable, optional
        Reads the data of a programme, `load_dataset` when left out; `read_data` keeps them for the next time.

    Raises
    ------
    InputError
        With the problems of parameters, data and plan together, where the edition's status isn't what its
        data are, and where a region that it compares with has none. One that two of them met (in a
        regions.yaml) comes once.
    """
    problems: list[Problem] = []
    given = list(parameters)
    edition: Edition | None = None
    dataset: Dataset | None = None
    try:
        edition = load_edition(workspace, path, split_overrides(given))
        programme = edition.programme
    except InputError as error:
        problems += error.problems
        programme = programme_of(path.resolve())
    data = workspace.programme_folder("data", programme)
    if data.is_dir():
        try:
            dataset = (read or load_dataset)(workspace, programme)
        except InputError as error:
            problems += error.problems
    elif edition is not None:
        folder = workspace.shown(data)
        problems.append(Problem(folder, "there is no such folder", "The programme's workbooks belong there."))
    if edition is not None and dataset is not None:
        problems += status_problems(workspace, edition, dataset)
        problems += reference_problems(workspace, edition, dataset, split_overrides(given))
    problems += plan_problems(workspace, programme, dataset)
    if edition is None or dataset is None or problems:
        raise InputError(dict.fromkeys(problems))
    return edition, dataset
