"""`assessbook check EDITION`: parameters and data validated, every problem at once, nothing executed."""

from __future__ import annotations

from pathlib import Path

import click

from assessbook.commands.inputs import checked_inputs
from assessbook.commands.options import edition_argument, parameter_option
from assessbook.core.workspace import Workspace


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
    loaded, dataset = checked_inputs(workspace, edition, parameters)
    names = ", ".join(run.name for run in loaded.runs)
    click.echo(f"{loaded.key}  {loaded.title}  {loaded.subtitle}".rstrip())
    click.echo(f"  Parameters are valid; {len(loaded.runs)} notebooks to execute: {names}")
    click.echo(f"  Data are valid; {len(dataset.observations)} observations from {len(dataset.inputs)} files")
