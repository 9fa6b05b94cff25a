"""`assessbook diff BUILD BUILD`: what changed between two builds, by how much, and why."""

from __future__ import annotations

import json
from pathlib import Path

import click

from assessbook.commands.diff_text import diff_text
from assessbook.comparison.compare import compare
from assessbook.comparison.side import read_sides
from assessbook.core.problems import InputError
from assessbook.core.workspace import Workspace


@click.command()
@click.argument("former", metavar="FORMER", type=click.Path(path_type=Path))
@click.argument("present", metavar="PRESENT", type=click.Path(path_type=Path))
@click.option("--all", "everything", is_flag=True, help="List every figure, also those that only rest on "
              "other steps.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Everything as JSON.")
@click.option("--none-allowed", is_flag=True, help="Leave with exit status 1 if any figure differs.")
def diff(former: Path, present: Path, everything: bool, as_json: bool, none_allowed: bool) -> int:
    """Compare two builds of a programme: FORMER, published first, and PRESENT.

    Figures are compared by their ids: programme, period, region, indicator, item. Two builds of one edition
    are compared throughout; two successive editions in what they say of the same period, and what the
    later one says of its own year is new.

    \b
    Changes of a value are listed by size, |a - b| / (|a| + |b|), in tiers: 50% and more, 10 to 50%,
    1 to 10%, below 1%. Each change has its causes, found by following both derivations:
      data        a source cell reads something else; the first is named, and how many more
      method      the code behind the cell, an entry of the plan, a definition, a library
      parameter   a parameter that the cell uses, or the year that is assessed
    Files with the same hash on both sides are never a cause. The package's own code is known by its
    version and digest only.

    \b
    Exit status: 0 compared, whether or not something differs; with --none-allowed, 1 if a figure
    differs; 2 if one of the two isn't a build or they are of different programmes.

    \b
    Examples:
      assessbook diff build/jiaohe-2016/2015 build/trial
      assessbook diff build/jiaohe-2016/2015 build/jiaohe-2016/2016 --json > changes.json
      assessbook diff build/jiaohe-2016/2015 build/again --none-allowed
    """
    sides = read_sides((former, _shown(former)), (present, _shown(present)))
    comparison = compare(*sides)
    if as_json:
        click.echo(json.dumps(comparison.to_json(), ensure_ascii=False, indent=2))
    else:
        click.echo(diff_text(comparison, everything=everything))
    return 1 if none_allowed and comparison.differences else 0


def _shown(build: Path) -> str:
    """The build relative to its project, or as it was given."""
    try:
        return Workspace.find(build).shown(build)
    except InputError:
        return build.as_posix()
