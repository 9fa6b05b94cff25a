"""`assessbook trace`: a figure unfolded to its source cells, or the figures that rest on a source cell."""

from __future__ import annotations

import json
from pathlib import Path

import click

from assessbook.commands.figures import json_record, one_line
from assessbook.commands.ledgers import figures_on, find_figure
from assessbook.commands.trace_text import trace_text
from assessbook.core.workspace import Workspace


@click.command()
@click.argument("figure", required=False)
@click.option("--source", metavar="FILE!SHEET!CELL", help="List the figures that rest on this source cell.")
@click.option(
    "--build",
    type=click.Path(path_type=Path),
    metavar="BUILD",
    help="The build to look in, instead of those below build/.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as JSON.")
def trace(figure: str | None, source: str | None, build: Path | None, as_json: bool) -> None:
    """Follow a FIGURE back to its sources, or a source cell to the figures that rest on it.

    Without --build, a figure is looked for in the build of its own edition, then in the programme's
    other builds, newest first; a source cell in all builds.

    \b
    Examples:
      assessbook trace jiaohe-2016/2015/jiaohe/poor_persons
      assessbook trace --source 'data/jiaohe-2016/plan-tables.xlsx!表1-1!C3'
    """
    if (figure is None) == (source is None):
        raise click.UsageError("Name either a FIGURE or a --source cell.")
    workspace = None if build else Workspace.find()
    if figure is not None:
        row, path = find_figure(workspace, figure.strip("/"), build)
        if as_json:
            click.echo(json.dumps(row.to_json(), ensure_ascii=False, indent=2))
        else:
            place = workspace.shown(path.parent) if workspace else path.parent.as_posix()
            click.echo(trace_text(row, place))
        return
    assert source is not None
    # An address copied from an error message or a page has arrows between its parts.
    address = "!".join(part.strip() for part in source.replace("›", "!").split("!"))
    rows = figures_on(workspace, address, build)
    if as_json:
        records = [{"build": path.parent.as_posix(), **json_record(row)} for path, row in rows]
        if workspace:
            records = [record | {"build": workspace.shown(Path(record["build"]))} for record in records]
        click.echo(json.dumps(records, ensure_ascii=False, indent=2))
        return
    raw = next(cell.raw for cell in rows[0][1].sources if cell.address == address)
    click.echo(f"{address.replace('!', ' › ')} reads “{raw}”. Figures that rest on it: {len(rows)}")
    for path in dict.fromkeys(path for path, _ in rows):
        click.echo(f"{workspace.shown(path.parent) if workspace else path.parent.as_posix()}:")
        for row in (row for other, row in rows if other == path):
            click.echo(f"  {one_line(row)}")
