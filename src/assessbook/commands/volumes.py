"""What `build` and `check` do for an edition with volumes: each volume is a command in a process of its own.

The overview's data are read first, so that its own mistakes are told before any volume begins. A volume's
process reads the volume's data alone and compares its totals with what the overview states; this process keeps
no more of it than its record.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessbook.book.volumes_page import VolumeRecord
from assessbook.commands.volume_commands import VolumesFailed, passed_on, volume_command, worded
from assessbook.core.workspace import Workspace, sha256_of
from assessbook.editions.volumes import Volume, link_between, names_volumes
from assessbook.ledger.files import MANIFEST

if TYPE_CHECKING:
    from assessbook.editions.edition import Edition
    from assessbook.editions.volume_totals import Difference
    from assessbook.observations.dataset import Dataset

volume_option = click.option(
    "--volume-of",
    "volume_of",
    type=click.Path(path_type=Path, file_okay=False),
    hidden=True,
    help="Folder in which the overview of this volume has written its totals.",
)
_MEGABYTE = 1024 * 1024


def built_volumes(
    workspace: Workspace, edition: Path, place: Path, parameters: Iterable[str], jobs: int, *, dry_run: bool
) -> tuple[VolumeRecord, ...]:
    """Build the volumes of an edition, each in a process of its own with the options of this command.

    Parameters
    ----------
    edition : Path
        The edition file; one that names no volumes has none to build.
    place : Path
        Where the overview is built.
    parameters : iterable of str
        What `-p` set; it is passed on.
    jobs : int
        Volumes at a time; what remains for each are notebooks at a time.
    dry_run : bool
        Only list them.

    Returns
    -------
    tuple of VolumeRecord
        In the order of the edition file; empty for an edition without volumes, and with `dry_run`.

    Raises
    ------
    InputError
        If the overview itself has problems.
    VolumesFailed
        If volumes failed. The others are built and stay; the overview isn't.
    """
    if not names_volumes(workspace.root / edition if not edition.is_file() else edition):
        return ()
    # Imported only here: most editions have no volumes.
    from assessbook.commands.console import shown_progress
    from assessbook.commands.inputs import checked_inputs
    from assessbook.editions.volume_processes import run_commands
    from assessbook.editions.volume_totals import write_totals

    loaded, dataset = checked_inputs(workspace, edition, parameters)
    folders = {volume.key: volume.folder(workspace, place) for volume in loaded.volumes}
    if dry_run:
        for key, folder in folders.items():
            click.echo(f"{key}: this volume would be built into {workspace.shown(folder)}")
        return ()
    if not loaded.volumes:
        return ()
    context = click.get_current_context()
    at_once = max(1, min(jobs, len(loaded.volumes)))
    given = [*passed_on(context), "--jobs", str(max(1, jobs // at_once))]
    with tempfile.TemporaryDirectory(prefix="assessbook-volumes-") as name, shown_progress() as progress:
        totals = Path(name)
        hashes = write_totals(totals, loaded, dataset)
        commands = [
            volume_command("build", volume, totals, [*given, "--out", str(folders[volume.key])])
            for volume in loaded.volumes
        ]
        fail_fast = bool(context.params.get("fail_fast"))
        failed, largest = [], 0
        progress.stage("Building volumes", len(commands), at_once)
        for ended in run_commands(
            commands, workspace.root, at_once=at_once, stop_at=lambda one: fail_fast and one.status != 0
        ):
            largest = max(largest, ended.peak)
            failed += [ended] if ended.status else []
            memory = f", {ended.peak / _MEGABYTE:.0f} MB" if ended.peak else ""
            what = f"{ended.command.name}, {ended.seconds:.1f} s{memory}{' FAILED' if ended.status else ''}"
            progress.step(what, ended.seconds, failed=ended.status != 0)
        if failed:
            raise VolumesFailed(
                worded(failed, len(commands), "The overview was not built; volumes that were built stay."),
                [ended.status for ended in failed],
            )
        former = _former_records(place)
        records = tuple(
            _record(workspace, volume, folders[volume.key], place, totals, hashes, former)
            for volume in loaded.volumes
        )
    if largest:
        click.echo(f"The largest volume held {largest / _MEGABYTE:.0f} MB at most, {at_once} at a time.")
    return records


def check_volumes(workspace: Workspace, loaded: Edition, dataset: Dataset, jobs: int) -> int:
    """Check the volumes of an edition, each in a process of its own; gives the exit status.

    Raises
    ------
    VolumesFailed
        If volumes have problems.
    """
    from assessbook.editions.volume_processes import run_commands
    from assessbook.editions.volume_totals import comparison_of, write_totals

    context = click.get_current_context()
    with tempfile.TemporaryDirectory(prefix="assessbook-volumes-") as name:
        totals = Path(name)
        write_totals(totals, loaded, dataset)
        commands = [volume_command("check", each, totals, passed_on(context)) for each in loaded.volumes]
        ended = list(run_commands(commands, workspace.root, at_once=max(1, jobs)))
        failed = [each for each in ended if each.status]
        if failed:
            raise VolumesFailed(worded(failed, len(commands), ""), [each.status for each in failed])
        found = [comparison_of(totals, volume.region) for volume in loaded.volumes]
    compared = sum(each.compared for each in found if each)
    click.echo(f"  {len(commands)} volumes are valid; {compared} totals of the overview compared with theirs")
    return tell_differences(each.differences for each in found if each)


def tell_differences(found: Iterable[Sequence[Difference]]) -> int:
    """Name both cells of every total that isn't the same; gives the exit status."""
    lines = [line for differences in found for line in differences]
    for ours, stated, theirs, other in lines:
        click.echo(f"{ours}: the overview's total is {stated}, but {theirs} reads “{other}”", err=True)
    if lines:
        click.echo(f"{len(lines)} totals of the overview differ from those of its volumes.", err=True)
    return 1 if lines else 0


def compare_with_overview(volume_of: Path | None, loaded: Edition, dataset: Dataset) -> None:
    """In a volume's process: compare its totals with those that the overview has written."""
    if volume_of is not None:
        from assessbook.editions.volume_totals import compare_totals

        compare_totals(volume_of, loaded, dataset)


def _former_records(place: Path) -> Mapping[str, VolumeRecord]:
    """What the overview built before knew of its volumes, by their edition."""
    try:
        options = json.loads((place / MANIFEST).read_text(encoding="utf-8"))["options"]
        records = [VolumeRecord.from_json(each) for each in options.get("volumes", ())]
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}
    return {record.edition: record for record in records}


def _record(
    workspace: Workspace,
    volume: Volume,
    folder: Path,
    place: Path,
    totals: Path,
    hashes: Mapping[str, str],
    former: Mapping[str, VolumeRecord],
) -> VolumeRecord:
    """What the overview keeps of a volume that stands."""
    from assessbook.editions.volume_totals import comparison_of

    digest, stated, known = sha256_of(folder / MANIFEST), hashes[volume.region], former.get(volume.key)
    found = comparison_of(totals, volume.region)
    if found is None and known and (known.manifest, known.totals) == (digest, stated):
        compared, differences = known.compared, known.differences
    elif found is None:
        # The volume was unchanged, so its data weren't read; what they are compared with has changed.
        compared, differences = _compared_anew(workspace, volume, totals)
    else:
        compared, differences = found.compared, found.differences
    return VolumeRecord(
        volume.key,
        volume.region,
        volume.name,
        link_between(place, folder),
        digest,
        stated,
        compared,
        differences,
    )


def _compared_anew(workspace: Workspace, volume: Volume, totals: Path) -> tuple[int, tuple[Difference, ...]]:
    from assessbook.editions.volume_processes import run_commands
    from assessbook.editions.volume_totals import comparison_of

    (ended,) = run_commands([volume_command("check", volume, totals, [])], workspace.root, at_once=1)
    found = comparison_of(totals, volume.region)
    if found is None:
        raise VolumesFailed(worded([ended], 1, ""), [ended.status])
    return found.compared, found.differences
