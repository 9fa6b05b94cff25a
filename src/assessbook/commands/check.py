"""`assessbook check EDITION`: parameters and data validated, every problem at once, nothing executed."""

from __future__ import annotations

from pathlib import Path

import click

from assessbook.commands.options import edition_argument, parameter_option
from assessbook.core.problems import InputError, Problem
from assessbook.core.workspace import Workspace
from assessbook.editions.edition import Edition
from assessbook.editions.overrides import split_overrides
from assessbook.editions.parameters import load_edition
from assessbook.observations.dataset import Dataset
from assessbook.observations.reader import load_dataset


@click.command()
@edition_argument
@parameter_option
def check(edition: Path, parameters: tuple[str, ...]) -> None:
    """Validate an edition's parameters and data.

    Reads the edition file, the notebooks' parameters cells and every workbook, and lists all problems
    together, each with file and line or file, sheet and cell. No notebook is executed.

    \b
    Example:
      assessbook check params/jiaohe-2016/2015.yaml
    """
    workspace = Workspace.find()
    loaded, dataset = checked(workspace, edition, parameters)
    names = ", ".join(run.name for run in loaded.runs)
    click.echo(f"{loaded.key}  {loaded.title}  {loaded.subtitle}".rstrip())
    click.echo(f"  Parameters are valid; {len(loaded.runs)} notebooks to execute: {names}")
    click.echo(f"  Data are valid; {len(dataset.observations)} observations from {len(dataset.inputs)} files")


def checked(workspace: Workspace, path: Path, parameters: tuple[str, ...]) -> tuple[Edition, Dataset]:
    """The edition and its data.

    Raises
    ------
    InputError
        With the problems of both. One that both met (in a regions.yaml) comes once.
    """
    problems: list[Problem] = []
    edition: Edition | None = None
    dataset: Dataset | None = None
    try:
        edition = load_edition(workspace, path, split_overrides(parameters))
        programme = edition.programme
    except InputError as error:
        problems += error.problems
        programme = path.resolve().parent.name
    if workspace.path("data", programme).is_dir():
        try:
            dataset = load_dataset(workspace, programme)
        except InputError as error:
            problems += error.problems
    elif edition is not None:
        folder = f"data/{programme}"
        problems.append(Problem(folder, "there is no such folder", "The programme's workbooks belong there."))
    if edition is None or dataset is None:
        raise InputError(dict.fromkeys(problems))
    return edition, dataset
