"""Arguments and options that several commands share, and what they mean."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from assessbook.core.messages import CHINESE, LANGUAGES
from assessbook.core.problems import InputError, Problem
from assessbook.core.workspace import Workspace
from assessbook.editions.options import FORMATS

if TYPE_CHECKING:
    from assessbook.editions.cluster_connection import ClusterAddress
    from assessbook.editions.edition import Edition
    from assessbook.editions.reuse import Reuse

Command = TypeVar("Command", bound=Callable[..., Any])

_LANGUAGE = "lang"
"""The parameter that tells notebooks the language of the report."""
# What a person wrote; no output may replace it.
_PRECIOUS = ("params", "data", "notebooks", "book", "src", "tests", "scripts", ".git")

edition_argument = click.argument("edition", type=click.Path(path_type=Path))


def _note_language(context: click.Context, option: click.Parameter, language: str | None) -> None:
    if language is not None:
        context.meta[_LANGUAGE] = language


def _with_language(
    context: click.Context, option: click.Parameter, parameters: tuple[str, ...]
) -> tuple[str, ...]:
    """What `-p` set, and the language that `--lang` set, which was read before."""
    asked = context.meta.get(_LANGUAGE)
    return parameters if asked is None else (*parameters, f"{_LANGUAGE}={asked}")


parameter_option = click.option(
    "-p",
    "parameters",
    metavar="NAME=VALUE",
    multiple=True,
    callback=_with_language,
    help="Set a notebook parameter for this run only, as in -p reference_region=guangzhou. May be repeated.",
)


def execution_options(command: Command) -> Command:
    """The options of commands that execute notebooks."""
    for option in (
        click.option("--dry-run", is_flag=True, help="Only list what would be executed."),
        click.option(
            "--force",
            is_flag=True,
            help="Make everything anew, using no earlier result; what else stands at --out is moved aside.",
        ),
        click.option(
            "--why",
            is_flag=True,
            help="Tell for each notebook what changed since its last result, or that it was used again.",
        ),
        click.option(
            "--out",
            type=click.Path(path_type=Path, file_okay=False),
            metavar="DIR",
            help="Where the result goes, instead of the edition's own folder below build/.",
        ),
        click.option(
            "--jobs",
            type=click.IntRange(min=1),
            default=cores,
            show_default="as many as there are cores",
            metavar="N",
            help="Notebooks executed at a time.",
        ),
        click.option(
            "--fail-fast",
            is_flag=True,
            help="Stop at the first notebook that fails, instead of executing the others all the same.",
        ),
        click.option(
            "--time-limit",
            type=click.FloatRange(min=0, min_open=True),
            default=600.0,
            show_default="600",
            metavar="SECONDS",
            help="How long a notebook may take; one that takes longer is stopped and has failed.",
        ),
        click.option(
            "--memory-limit",
            type=click.IntRange(min=1),
            metavar="MB",
            show_default="none",
            help="How much memory a notebook's process may hold, in MB of 1,048,576 bytes; one that holds more "
            "is stopped and has failed. Before its first cell it holds about 120 MB. Only on Linux.",
        ),
        click.option(
            "--engine",
            type=click.Choice(["warm", "plain"]),
            default="warm",
            show_default=True,
            help="warm forks each notebook from a prepared process; plain starts a Jupyter kernel for each. "
            "The results are the same, byte for byte.",
        ),
        click.option(
            "--scheduler",
            metavar="ADDRESS",
            help="Execute the notebooks on the Dask cluster with this scheduler, such as tcp://host:8786, instead "
            "of on this machine. No disk need be shared with it.",
        ),
        click.option(
            "--storage",
            metavar="URL",
            help="With --scheduler: send inputs and results through a bucket, such as s3://bucket/folder, "
            "instead of through the scheduler.",
        ),
        click.option(
            "--lang",
            type=click.Choice(LANGUAGES),
            is_eager=True,
            expose_value=False,
            callback=_note_language,
            help="The language of the report: Chinese, or English from the catalogues. The same as -p lang=en.",
        ),
        parameter_option,
    ):
        command = option(command)
    return command


def chosen_cluster(scheduler: str | None, storage: str | None, engine: str) -> ClusterAddress | None:
    """The cluster that `--scheduler` names; None where notebooks are executed on this machine.

    Raises
    ------
    UsageError
        If an option was given that means nothing with a cluster, or without one.
    """
    context = click.get_current_context()
    if scheduler is None:
        if storage is not None:
            raise click.UsageError("--storage needs --scheduler.", context)
        return None
    # A volume is told how many pages to write at a time, whoever executes its notebooks.
    is_volume = context.params.get("volume_of") is not None
    if context.get_parameter_source("jobs") is click.core.ParameterSource.COMMANDLINE and not is_volume:
        text = "--jobs and --scheduler exclude each other: each worker of the cluster executes as many notebooks "
        raise click.UsageError(f"{text}at a time as it has threads (dask worker --nthreads).", context)
    if engine == "plain":
        text = "--engine plain and --scheduler exclude each other: workers execute with the warm engine."
        raise click.UsageError(text, context)
    # Imported only here: most runs name no cluster.
    from assessbook.editions.cluster_connection import ClusterAddress

    return ClusterAddress(scheduler, storage)


def language_suffix(parameters: Iterable[str]) -> str:
    """What tells the folder of a report in another language from that of the Chinese one: ``-en``.

    Parameters
    ----------
    parameters : iterable of str
        What the command line set, NAME=VALUE each.
    """
    asked = [text.partition("=")[2].strip() for text in parameters if text.startswith(f"{_LANGUAGE}=")]
    chosen = asked[-1] if asked else CHINESE
    return f"-{chosen}" if chosen in LANGUAGES and chosen != CHINESE else ""


def read_formats(context: click.Context, option: click.Parameter, text: str) -> tuple[str, ...]:
    """The formats a comma-separated list names."""
    asked = [name.strip() for name in text.split(",")]
    for name in asked:
        if name not in FORMATS:
            raise click.BadParameter(
                f"{name!r} is not a format. Formats: {', '.join(FORMATS)}.", context, option
            )
    return tuple(name for name in FORMATS if name in asked or name == "html")


def checked_out(workspace: Workspace, out: Path, made_by_us: Callable[[Path], bool], *, force: bool) -> Path:
    """The output folder, if it may be replaced.

    Parameters
    ----------
    workspace : Workspace
        The project.
    out : Path
        The folder asked for.
    made_by_us : callable
        Whether a folder holds what this command made before, and so may be replaced unasked.
    force : bool
        Whether `--force` was given.

    Raises
    ------
    InputError
        If the folder holds something else and `force` is False; and always if it is or holds the
        project, or lies in a folder that holds sources.
    """
    full = out.resolve()
    where = f"--out {workspace.shown(full)}"
    sources = [workspace.path(name) for name in _PRECIOUS]
    if workspace.root.is_relative_to(full) or any(full.is_relative_to(folder) for folder in sources):
        what = "this is or holds what the report is made from"
        raise InputError([Problem(where, what, "Choose a folder below build/, or outside the project.")])
    if blocking := next((path for path in full.parents if path.exists() and not path.is_dir()), None):
        what = f"{workspace.shown(blocking)} is a file, so nothing can be made below it"
        raise InputError([Problem(where, what, "Choose another folder.")])
    if not force and not _replaceable(full, made_by_us):
        what = "there is something else here"
        raise InputError(
            [Problem(where, what, "Choose another folder, or move this one aside with --force.")]
        )
    return full


def move_aside(workspace: Workspace, target: Path, made_by_us: Callable[[Path], bool]) -> None:
    """Rename what stands at the output folder, unless it may be replaced; nothing is deleted."""
    if _replaceable(target, made_by_us):
        return
    number = 1
    while (aside := target.with_name(f"{target.name}.before-{number}")).exists():
        number += 1
    target.rename(aside)
    click.echo(f"What stood at {workspace.shown(target)} is now at {workspace.shown(aside)}")


def _replaceable(folder: Path, made_by_us: Callable[[Path], bool]) -> bool:
    """Whether a folder is absent, empty, or an earlier result."""
    return not folder.exists() or (folder.is_dir() and (not any(folder.iterdir()) or made_by_us(folder)))


def describe_runs(edition: Edition, shown_out: str, jobs: int) -> str:
    """What a run would execute, a notebook a line."""
    count = len(edition.runs)
    at_once = f", up to {min(jobs, count)} at a time" if jobs > 1 and count > 1 else ""
    lines = [f"{edition.key}: {count} notebooks would be executed into {shown_out}{at_once}:"]
    width = max((len(run.name) for run in edition.runs), default=0)
    for run in edition.runs:
        values = ", ".join(f"{name}={value}" for name, value in run.parameters.items())
        lines.append(f"  {run.name:<{width}}  {run.template.as_posix()}  {values}".rstrip())
    return "\n".join(lines)


def tell_why(reuse: Reuse | None) -> None:
    """Why each notebook was executed, or not."""
    if reuse is None:
        click.echo("Everything was made anew, as --force asks.")
        return
    width = max(map(len, reuse.why), default=0)
    for name, reason in reuse.why.items():
        click.echo(f"  {name:<{width}}  {reason}")


def cores() -> int:
    """The cores this process may use, which in a container are fewer than the machine has."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
