"""`assessbook figures BUILD`: the ledger as a list, as CSV or as JSON."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

import click

from assessbook.commands.ledgers import ledger_of
from assessbook.ledger.store import FigureRow, Ledger

COLUMNS = (
    "figure",
    "programme",
    "year",
    "region",
    "region_name",
    "indicator",
    "indicator_name",
    "item",
    "item_name",
    "value",
    "unit",
    "text",
    "status",
    "notebook",
    "cell",
    "formula",
    "sources",
)


@click.command()
@click.argument("build", type=click.Path(path_type=Path))
@click.option(
    "--csv", "as_csv", is_flag=True, help="All columns, values at full precision, separated by commas."
)
@click.option("--json", "as_json", is_flag=True, help="The same as JSON, sources with their raw contents.")
def figures(build: Path, as_csv: bool, as_json: bool) -> None:
    """List every figure that a build published.

    A value is in the unit beside it: a share of 48% has value 47.99 and unit %.

    \b
    Examples:
      assessbook figures build/jiaohe-2016/2015
      assessbook figures build/jiaohe-2016/2015 --csv > figures.csv
    """
    if as_csv and as_json:
        raise click.UsageError("Choose one of --csv and --json.")
    with Ledger.open(ledger_of(build)) as ledger:
        rows = list(ledger.figures())
    if as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(csv_row(row) for row in rows)
    elif as_json:
        click.echo(json.dumps([json_record(row) for row in rows], ensure_ascii=False, indent=2))
    else:
        for row in rows:
            click.echo(one_line(row))


def csv_row(row: FigureRow) -> list[str]:
    """A figure as the texts of `COLUMNS`; a missing value is an empty text."""
    texts = {name: str(getattr(row, name)) for name in COLUMNS}
    texts["value"] = "" if row.value is None else repr(row.value)
    texts["sources"] = ";".join(source.address for source in row.sources)
    return [texts[name] for name in COLUMNS]


def json_record(row: FigureRow) -> dict[str, Any]:
    """A figure as a record of `COLUMNS`, sources with raw content and citation."""
    record = row.to_json()
    return {name: record[name] for name in COLUMNS}


def one_line(row: FigureRow) -> str:
    """A figure in one line: its id, what it is, its value."""
    what = "，".join(part for part in (row.region_name, row.indicator_name, row.item_name) if part)
    return f"{row.figure}  {what}: {row.text}{row.unit if row.value is not None else ''}"
