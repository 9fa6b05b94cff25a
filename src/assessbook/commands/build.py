"""`assessbook build EDITION`: the notebooks executed and the book made from them."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Literal

import click

from assessbook.commands.options import (
    checked_out,
    chosen_cluster,
    describe_runs,
    edition_argument,
    execution_options,
    language_suffix,
    move_aside,
    read_formats,
    tell_why,
)
from assessbook.commands.volumes import (
    built_volumes,
    compare_with_overview,
    tell_differences,
    volume_option,
)
from assessbook.core.workspace import Workspace, programme_of, sha256_of
from assessbook.editions.limits import Limits
from assessbook.editions.options import FORMATS, BuildOptions
from assessbook.editions.unchanged import EarlierBuild
from assessbook.editions.warm_server import start_server
from assessbook.ledger.files import MANIFEST
from assessbook.pdf.audience import AUDIENCES, Audience


@click.command()
@edition_argument
@volume_option
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
    scheduler: str | None,
    storage: str | None,
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
    volume_of: Path | None,
) -> int:
    """Execute an edition's notebooks and make its book.

    Parameters and data are checked first. The build is made aside and put in place only when it is
    whole, so that a failure leaves the build before it untouched. Of an edition with volumes these are
    built first, each in a process of its own, --jobs at a time.

    \b
    Examples:
      assessbook build params/jiaohe-2016/2015.yaml
      assessbook build params/jiaohe-2016/2015.yaml -p reference_region=guangzhou --out build/trial
      assessbook build params/jiaohe-2016/2016.yaml --since build/jiaohe-2016/2015
    """
    cluster = chosen_cluster(scheduler, storage, engine)
    workspace, limits = Workspace.find(), Limits(time_limit, memory_limit)
    name = edition.stem + language_suffix(parameters)
    place = out or workspace.path("build", programme_of(edition.resolve()), name)
    volumes = built_volumes(workspace, edition, place, parameters, jobs, dry_run=dry_run)
    options = BuildOptions(formats, audience, allow_untraced, volumes)
    asked = {"parameters": list(parameters), "options": options.to_json(), "since": _hash_of(since)}
    earlier = EarlierBuild(workspace, edition, place, asked)
    if not (force or dry_run) and engine == "warm" and earlier.still_holds():
        if why:
            click.echo(
                "  Nothing that the build was made from has changed, and its files are as they were made."
            )
        _tell_where(workspace, place, options, "is unchanged:")
        return tell_differences(each.differences for each in volumes)
    if engine == "warm" and cluster is None and not dry_run:
        start_server()
    # Imported only here: what makes a build takes seconds to import, and most often nothing is to be made.
    from assessbook.commands.console import shown_progress
    from assessbook.commands.inputs import checked_inputs
    from assessbook.editions.build import build_edition
    from assessbook.editions.kept_data import read_data
    from assessbook.editions.reuse import Reuse
    from assessbook.editions.since import read_former

    loaded, dataset = checked_inputs(workspace, edition, parameters, partial(read_data, anew=force))
    compare_with_overview(volume_of, loaded, dataset)
    target = checked_out(workspace, place, _is_build, force=force)
    former = read_former(since, workspace.shown(since), loaded) if since else None
    if dry_run:
        click.echo(describe_runs(loaded, workspace.shown(target), 1 if cluster else jobs))
        return 0
    if force:
        move_aside(workspace, target, _is_build)
    reuse = None if force else Reuse(workspace, loaded, dataset)
    with shown_progress() as progress:
        made = build_edition(
            workspace,
            loaded,
            dataset,
            out=target,
            options=options,
            since=former,
            jobs=jobs,
            engine=engine,
            cluster=cluster,
            limits=limits,
            fail_fast=fail_fast,
            reuse=reuse,
            progress=progress,
        )
    earlier.remember()
    if why:
        tell_why(reuse)
    _tell_where(workspace, made, options, "is at")
    return tell_differences(each.differences for each in volumes)


def _hash_of(since: Path | None) -> str:
    """What stands for the former build; empty without one."""
    manifest = since / MANIFEST if since else None
    return sha256_of(manifest) if manifest and manifest.is_file() else ""


def _tell_where(workspace: Workspace, build: Path, options: BuildOptions, verb: str) -> None:
    if options.allow_untraced:
        _tell_untraced(build)
    click.echo(f"The book {verb} {workspace.shown(build / 'html' / 'index.html')}")


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
