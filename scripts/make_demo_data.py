"""Writes the demonstration data: `data/demo/<programme>/`, made up from a seed, the same bytes every time.

Run by hand from the project's folder after a description in `scripts/demo_data/` was changed:

    python scripts/make_demo_data.py [--seed 20161123] [--out FOLDER] [PROGRAMME ...]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from assessbook.assessment.plan import load_plan
from assessbook.core.problems import AssessbookError, InputError, Problem, did_you_mean
from assessbook.core.workspace import DEMO, Workspace
from assessbook.observations.definition_files import load_definitions
from assessbook.observations.definitions import Definitions
from assessbook.observations.reader import load_dataset
from assessbook.observations.sheet_layouts import load_layouts
from demo_data.description import Description, Register, described, load_description
from demo_data.entry_description import shared_kinds
from demo_data.entry_pages import entry_sheets
from demo_data.figures import rows_of
from demo_data.households import household_sheet
from demo_data.register import register_rows
from demo_data.workbook import (
    ENTRY_WORKBOOK,
    MARK,
    WORKBOOK,
    report_sheets,
    write_tables,
    write_workbook,
    write_yaml,
)

SEED = 20161123


def main(arguments: list[str] | None = None) -> int:
    """Write the data of the programmes named, or of all; returns the exit status."""
    parser = argparse.ArgumentParser(description="Write the made-up data of demonstrations.")
    parser.add_argument(
        "programmes", nargs="*", metavar="PROGRAMME", help="such as zhejiang-2013; default: all"
    )
    parser.add_argument(
        "--seed", type=int, default=SEED, help="what all random numbers come from (%(default)s)"
    )
    parser.add_argument("--out", type=Path, help="folder to write to (default: data/demo)")
    given = parser.parse_args(arguments)
    try:
        workspace = Workspace.find()
        for programme in given.programmes or described():
            folder = (given.out or workspace.path("data", DEMO)) / programme
            make(workspace, programme, folder, given.seed)
            print(f"Wrote {workspace.shown(folder)}")
    except AssessbookError as error:
        print(error, file=sys.stderr)
        return error.exit_status
    return 0


def make(workspace: Workspace, programme: str, folder: Path, seed: int) -> None:
    """Write one programme's demonstration data.

    Raises
    ------
    InputError
        If there is no description of it, or it names what isn't defined.
    """
    known = described()
    if programme not in known:
        action = did_you_mean(programme, known)
        raise InputError([Problem("scripts/demo_data", f"there is no {programme}.yaml", action)])
    description = load_description(programme)
    definitions = _definitions(workspace, description)
    citation = f"{MARK}（程序生成，种子{seed}）："
    rows = rows_of(description, definitions, seed)
    if description.headcounts is not None:
        register = description.headcounts
        rows += register_rows(description, register, _base(workspace, description, register), seed)
    sheets = report_sheets(rows, definitions, citation)
    if description.households is not None:
        sheets.append(household_sheet(description, description.households, definitions, seed))
    workbooks = {WORKBOOK: sheets}
    plan = load_plan(workspace, programme, load_definitions(workspace, programme).definitions)
    entered = entry_sheets(
        description, shared_kinds(), load_layouts(workspace), plan, definitions, rows, citation, seed
    )
    if entered:
        workbooks[ENTRY_WORKBOOK] = entered
    folder.mkdir(parents=True, exist_ok=True)
    for name, pages in workbooks.items():
        write_workbook(folder / name, pages)
    document = f"{MARK}：{description.document}（程序生成，种子{seed}）"
    write_tables(folder / "tables.yaml", document, workbooks)
    _write_own(folder, description)


def _base(workspace: Workspace, description: Description, register: Register) -> dict[str, float]:
    """What was registered in the base year: what the plan itself says, unless the description does."""
    if register.base:
        return register.base
    dataset = load_dataset(workspace, description.programme)
    found = {}
    for region in description.members(register.regions):
        entry = dataset.value(register.stock, region, register.base_year)
        if entry is None or entry.value is None:
            what = f"{register.stock} of {region} in {register.base_year} isn't stated by the plan's tables"
            raise InputError([Problem(f"scripts/demo_data/{description.programme}.yaml › headcounts", what)])
        found[region] = entry.value
    return found


def _definitions(workspace: Workspace, description: Description) -> Definitions:
    """The programme's definitions and the description's own."""
    loaded = load_definitions(workspace, description.programme)
    if loaded.problems:
        raise InputError(loaded.problems)
    shared = loaded.definitions
    made = Definitions(
        measures={**shared.measures, **description.measures},
        classifications=shared.classifications,
        regions={**shared.regions, **{region.id: region for region in description.regions}},
    )
    problems = []
    for number, series in enumerate(description.series, 1):
        where = f"scripts/demo_data/{description.programme}.yaml › series {number}"
        if series.measure not in made.measures:
            action = did_you_mean(series.measure, made.measures)
            problems.append(Problem(where, f"measure {series.measure} is not defined", action))
        for region in description.members(series.regions):
            if region not in made.regions:
                action = did_you_mean(region, made.regions)
                problems.append(Problem(where, f"region {region} is not defined", action))
    if problems:
        raise InputError(problems)
    return made


def _write_own(folder: Path, description: Description) -> None:
    """The demonstration's own definitions, each in its file; a file that isn't needed any more goes."""
    plain = description.model_dump(exclude_defaults=True, mode="json")
    for name, key, about in (
        ("regions.yaml", "regions", "Regions that only the demonstration has."),
        ("measures.yaml", "measures", "Measures that only the demonstration has."),
    ):
        path = folder / name
        if plain.get(key):
            write_yaml(path, {key: plain[key]}, about)
        elif path.exists():
            path.unlink()


if __name__ == "__main__":
    sys.exit(main())
