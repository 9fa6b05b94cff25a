"""`assessbook build EDITION`: the notebooks executed and the book made from them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from assessbook.commands.console import shown_progress
from assessbook.commands.inputs import checked_inputs
from assessbook.commands.options import (
    FORMATS,
    checked_out,
    describe_runs,
    edition_argument,
    execution_options,
    move_aside,
    read_formats,
)
from assessbook.core.workspace import Workspace
from assessbook.editions.build import build_edition
from assessbook.editions.manifest import MANIFEST


@click.command()
@edition_argument
@execution_options
@click.option(
    "--formats",
    default=",".join(FORMATS),
    show_default=True,
    callback=read_formats,
    help="What is made for readers, separated by commas.",
)
def build(
    edition: Path,
    parameters: tuple[str, ...],
    jobs: int,
    engine: Literal["warm", "plain"],
    out: Path | None,
    force: bool,
    dry_run: bool,
    formats: tuple[str, ...],
) -> None:
    """Execute an edition's notebooks and make its book.

    Parameters and data are checked first. The build is made aside and put in place only when it is
    whole, so that a failure leaves the build before it untouched.

    \b
    Examples:
      assessbook build params/jiaohe-2016/2015.yaml
      assessbook build params/jiaohe-2016/2015.yaml -p reference_region=guangzhou --out build/trial
    """
    workspace = Workspace.find()
    loaded, dataset = checked_inputs(workspace, edition, parameters)
    wanted = out or workspace.path("build", loaded.programme, str(loaded.year))
    target = checked_out(workspace, wanted, _is_build, force=force)
    if dry_run:
        click.echo(describe_runs(loaded, workspace.shown(target), jobs))
        return
    if force:
        move_aside(workspace, target, _is_build)
    with shown_progress() as progress:
        made = build_edition(
            workspace, loaded, dataset, out=target, jobs=jobs, engine=engine, progress=progress
        )
    click.echo(f"The book is at {workspace.shown(made / 'html' / 'index.html')}")


def _is_build(folder: Path) -> bool:
    """Whether a folder is an earlier build, which a new one takes the place of."""
    return (folder / MANIFEST).is_file()
