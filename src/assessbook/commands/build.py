"""`assessbook build EDITION`: the notebooks executed and the book made from them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

import click

from assessbook.commands.console import shown_progress
from assessbook.commands.inputs import checked_inputs
from assessbook.commands.options import (
    checked_out,
    describe_runs,
    edition_argument,
    execution_options,
    move_aside,
    read_formats,
    tell_why,
)
from assessbook.core.workspace import Workspace
from assessbook.editions.build import build_edition
from assessbook.editions.limits import Limits
from assessbook.editions.manifest import MANIFEST
from assessbook.editions.options import FORMATS, BuildOptions
from assessbook.editions.reuse import Reuse
from assessbook.editions.since import read_former
from assessbook.pdf.audience import AUDIENCES, Audience


@click.command()
@edition_argument
@execution_options
@click.option(
    "--formats",
    default=",".join(FORMATS),
    show_default=True,
    callback=read_formats,
    help="What is made for readers, separated by commas; html is always made.",
)
@click.option(
    "--audience",
    type=click.Choice(AUDIENCES),
    default="full",
    show_default=True,
    help="For whom the PDF is: for leadership it leaves out the chapters of single regions, the data behind "
    "charts and the list of figures.",
)
@click.option(
    "--allow-untraced",
    is_flag=True,
    help="Build although a page holds a number that leads to no source; every page then says so.",
)
@click.option(
    "--since",
    type=click.Path(path_type=Path),
    metavar="BUILD",
    help="The build published before, which may be the one this build replaces: adds a page of the changes "
    "since then, and takes over its revision log.",
)
def build(
    edition: Path,
    parameters: tuple[str, ...],
    jobs: int,
    engine: Literal["warm", "plain"],
    time_limit: float,
    memory_limit: int | None,
    fail_fast: bool,
    out: Path | None,
    force: bool,
    dry_run: bool,
    why: bool,
    formats: tuple[str, ...],
    audience: Audience,
    allow_untraced: bool,
    since: Path | None,
) -> None:
    """Execute an edition's notebooks and make its book.

    Parameters and data are checked first. The build is made aside and put in place only when it is
    whole, so that a failure leaves the build before it untouched.

    \b
    Examples:
      assessbook build params/jiaohe-2016/2015.yaml
      assessbook build params/jiaohe-2016/2015.yaml -p reference_region=guangzhou --out build/trial
      assessbook build params/jiaohe-2016/2016.yaml --since build/jiaohe-2016/2015
    """
    workspace, limits = Workspace.find(), Limits(time_limit, memory_limit)
    loaded, dataset = checked_inputs(workspace, edition, parameters)
    wanted = out or workspace.path("build", loaded.programme, str(loaded.year))
    target = checked_out(workspace, wanted, _is_build, force=force)
    former = read_former(since, workspace.shown(since), loaded) if since else None
    if dry_run:
        click.echo(describe_runs(loaded, workspace.shown(target), jobs))
        return
    if force:
        move_aside(workspace, target, _is_build)
    reuse = None if force else Reuse(workspace, loaded, dataset)
    with shown_progress() as progress:
        made = build_edition(
            workspace,
            loaded,
            dataset,
            out=target,
            options=BuildOptions(formats=formats, audience=audience, allow_untraced=allow_untraced),
            since=former,
            jobs=jobs,
            engine=engine,
            limits=limits,
            fail_fast=fail_fast,
            reuse=reuse,
            progress=progress,
        )
    if why:
        tell_why(reuse)
    if allow_untraced:
        _tell_untraced(made)
    click.echo(f"The book is at {workspace.shown(made / 'html' / 'index.html')}")


def _tell_untraced(build: Path) -> None:
    """The numbers without a source that a build was allowed to hold."""
    found = json.loads((build / MANIFEST).read_text(encoding="utf-8"))["untraced"]
    for line in found:
        click.echo(f"  {line}", err=True)
    if found:
        click.echo(f"{len(found)} numbers of this book lead to no source; every page says so.", err=True)


def _is_build(folder: Path) -> bool:
    """Whether a folder is an earlier build, which a new one takes the place of."""
    return (folder / MANIFEST).is_file()
