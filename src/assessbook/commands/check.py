"""`assessbook check EDITION`: parameters and data validated, every problem at once, nothing executed."""

from __future__ import annotations

from pathlib import Path

import click

from assessbook.commands.inputs import checked_inputs
from assessbook.commands.options import cores, edition_argument, parameter_option
from assessbook.commands.volumes import check_volumes, compare_with_overview, volume_option
from assessbook.core.workspace import Workspace


@click.command()
@edition_argument
@parameter_option
@volume_option
def check(edition: Path, parameters: tuple[str, ...], volume_of: Path | None) -> int:
    """Validate an edition's parameters and data.

    Reads the edition file, the notebooks' parameters cells and every workbook, and lists all problems
    together, each with file and line or file, sheet and cell. No notebook is executed. The volumes of an
    edition that has some are checked too, and their totals compared with those of the overview.

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
    compare_with_overview(volume_of, loaded, dataset)
    return check_volumes(workspace, loaded, dataset, cores()) if loaded.volumes else 0
