"""`assessbook run EDITION`: the notebooks executed and nothing else, for work on the notebooks themselves."""

from __future__ import annotations

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
    tell_why,
)
from assessbook.core.workspace import Workspace
from assessbook.editions.limits import Limits
from assessbook.editions.warm_server import start_server


@click.command()
@edition_argument
@execution_options
def run(
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
) -> None:
    """Execute an edition's notebooks, without making the book.

    Parameters and data are checked first. The executed notebooks go to build/PROGRAMME/YEAR-notebooks, beside
    the published build, which is left as it is. If a notebook fails, the others are executed all the same,
    unless --fail-fast is given; every failure is listed at the end.

    \b
    Examples:
      assessbook run params/jiaohe-2016/2015.yaml
      assessbook run params/jiaohe-2016/2015.yaml -p reference_region=guangzhou --out build/trial
    """
    cluster = chosen_cluster(scheduler, storage, engine)
    workspace, limits = Workspace.find(), Limits(time_limit, memory_limit)
    if engine == "warm" and cluster is None and not dry_run:
        start_server()
    # Imported only here, while the server imports the same.
    from assessbook.commands.console import shown_progress
    from assessbook.commands.inputs import checked_inputs
    from assessbook.editions.kept_data import read_data
    from assessbook.editions.reuse import Reuse
    from assessbook.editions.runner import run_notebooks
    from assessbook.editions.translation import require_translated

    loaded, dataset = checked_inputs(workspace, edition, parameters, partial(read_data, anew=force))
    wanted = out or workspace.path(
        "build", loaded.programme, f"{loaded.year}{language_suffix(parameters)}-notebooks"
    )
    target = checked_out(workspace, wanted, _only_notebooks, force=force)
    shown = workspace.shown(target)
    if dry_run:
        click.echo(describe_runs(loaded, shown, 1 if cluster else jobs))
        return
    if force:
        move_aside(workspace, target, _only_notebooks)
    reuse = None if force else Reuse(workspace, loaded, dataset)
    for stale in target.rglob("*.ipynb"):
        stale.unlink()
    with shown_progress() as progress:
        progress.stage("Executing notebooks", len(loaded.runs), 0 if cluster else jobs)
        results = run_notebooks(
            workspace,
            loaded,
            target,
            jobs=jobs,
            engine=engine,
            cluster=cluster,
            limits=limits,
            fail_fast=fail_fast,
            dataset=dataset,
            reuse=reuse,
            progress=lambda result: progress.step(
                result.told, None if result.reused else result.seconds, failed=result.failure is not None
            ),
        )
    if why:
        tell_why(reuse)
    require_translated(workspace, loaded, target)
    click.echo(f"{len(results)} notebooks executed: {shown}")


def _only_notebooks(folder: Path) -> bool:
    """Whether a folder holds nothing but notebooks: those of an earlier run."""
    return all(path.is_dir() or path.suffix == ".ipynb" for path in folder.rglob("*"))
