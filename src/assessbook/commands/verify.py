"""`assessbook verify BUILD`: every figure recomputed, every file compared, every alteration named."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from assessbook.archive.signature import read_public_key
from assessbook.core.problems import AssessbookError, InputError, Problem
from assessbook.core.workspace import Workspace
from assessbook.editions.manifest import MANIFEST
from assessbook.ledger.files import FORMER, SIGNATURE
from assessbook.verification.chain_check import check_chain
from assessbook.verification.report import Findings, Verification
from assessbook.verification.rerun import compare_builds
from assessbook.verification.signature_check import check_signature
from assessbook.verification.verify import verify_build
from assessbook.verification.volumes_check import check_volumes


@click.command()
@click.argument("build", type=click.Path(path_type=Path))
@click.option(
    "--rerun",
    is_flag=True,
    help="Also build the edition anew, in new processes and a temporary folder, and compare every figure "
    "and every file byte for byte. Takes as long as a build.",
)
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Public key of whoever is said to have signed; the build must then bear their signature.",
)
@click.option(
    "--chain",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="Where all earlier editions lie that the build names; each must be there and unaltered. Without it, "
    "those are checked that lie beside the build.",
)
@click.option("--json", "as_json", is_flag=True, help="The findings as JSON.")
def verify(build: Path, rerun: bool, key: Path | None, chain: Path | None, as_json: bool) -> int:
    """Prove that a BUILD follows from its sources and that nobody touched it afterwards.

    \b
    Recomputes every figure of the ledger from the source workbooks and the plan, read afresh by
    address, and compares value, printed text, formula, unit, and what the cells hold.
    Compares the ledger with the executed notebooks, and both with the book: every figure and its
    link, every line of every table and chart, the basis below each cell, the cards, the pages of
    the source workbooks, the index of figures. Compares the PDF, the workbook of tables and the CSV
    files with the ledger: every figure of the text and of the lists at the end, every field.
    Compares every file, inputs included, with the manifest; the manifest with its own digest, and
    its lines with the files, the ledger, the edition file, the notebooks and the RO-Crate.
    Compares the earlier editions that a build made with --since names, as they are now, and the files of
    the volumes that an overview names; figures of a volume are recomputed by verifying the volume.

    One line for each finding: the file, the place, the figure, what it was and what it is. Where a file
    was altered, what was there before is taken from the files that weren't.

    \b
    What it can't tell without a signature: a build made anew as a whole from altered sources,
    with its own manifest. run.json (times, the machine) is not part of the record. Words of the
    method pages, style sheets and fonts are compared by their hashes only.

    \b
    Exit status: 0 nothing altered, 1 something was, 2 BUILD is not a build.

    \b
    Examples:
      assessbook verify build/jiaohe-2016/2015
      assessbook verify build/jiaohe-2016/2015 --rerun
      assessbook verify build/jiaohe-2016/2015 --key office.pub.pem
      assessbook verify build/jiaohe-2016/2016 --chain build/jiaohe-2016
    """
    public = read_public_key(key) if key else None
    workspace = _workspace_of(build)
    folder = build.resolve()
    shown = workspace.shown(folder)
    found = verify_build(workspace.root, folder, shown)
    more, endings = Findings(), []
    if public:
        check_signature(folder, shown, public, more)
        endings.append("; the signature is valid")
    elif (folder / SIGNATURE).is_file():
        endings.append("; the signature was not checked, name the public key with --key")
    if earlier := check_chain(folder, workspace.shown, chain, more).summary:
        endings.append(f"; {earlier}")
    if volumes := check_volumes(folder, workspace.shown, more):
        endings.append(f"; {volumes}")
    found = found.and_also(more)
    failure: AssessbookError | None = None
    if rerun:
        try:
            found = _rerun(workspace, folder, shown, found)
        except AssessbookError as error:
            # What was altered may be the very reason why it can't be built anew: tell that first.
            failure = error
    if rerun and not failure:
        endings.append("; the rerun gave the same")
    _tell(found, shown, as_json=as_json, ending="".join(endings))
    if failure and not found.findings:
        raise failure
    if failure:
        click.echo(f"The edition can't be built anew:\n{failure}", err=True)
    return 1 if found.findings else 0


def _tell(found: Verification, shown: str, *, as_json: bool, ending: str) -> None:
    if as_json:
        click.echo(json.dumps({"build": shown, **found.to_json()}, ensure_ascii=False, indent=2))
        return
    for finding in found.findings:
        click.echo(str(finding))
    click.echo(found.summary + ("" if found.findings else ending))


def _workspace_of(build: Path) -> Workspace:
    """The project that a build lies in; for one outside any project, the one that is stood in."""
    if not build.is_dir():
        action = "Name the folder of a finished build, such as build/jiaohe-2016/2015."
        raise InputError([Problem(build.as_posix(), "there is no such folder", action)])
    try:
        return Workspace.find(build)
    except InputError:
        return Workspace.find()


def _rerun(workspace: Workspace, build: Path, shown: str, found: Verification) -> Verification:
    """The build compared with a fresh one of the same edition file and overrides."""
    # What builds takes seconds to import; a verification without --rerun does without it.
    from assessbook.commands.inputs import checked_inputs
    from assessbook.editions.build import build_edition
    from assessbook.editions.options import BuildOptions
    from assessbook.editions.since import read_former

    manifest = _manifest(build, shown)
    names = manifest.get("overrides", [])
    parameters = [f"{name}={json.dumps(manifest['parameters'][name])}" for name in names]
    edition, dataset = checked_inputs(workspace, workspace.path(manifest["edition_file"]), parameters)
    with tempfile.TemporaryDirectory(prefix="assessbook-rerun-") as folder:
        options = BuildOptions.from_json(manifest.get("options", {}))
        kept = build / FORMER
        fresh = build_edition(
            workspace,
            edition,
            dataset,
            out=Path(folder) / "build",
            options=options,
            since=read_former(kept, f"{shown}/{FORMER}", edition) if kept.is_dir() else None,
        )
        return compare_builds(build, fresh, shown, found)


def _manifest(build: Path, shown: str) -> Mapping[str, Any]:
    try:
        content = json.loads((build / MANIFEST).read_text(encoding="utf-8"))
        edition, values, names = content["edition_file"], content["parameters"], content["overrides"]
        if isinstance(edition, str) and set(names) <= set(values):
            return dict(content)
        what = "its parameters and overrides don't fit each other"
    except (OSError, ValueError, KeyError, TypeError) as error:
        what = f"the manifest can't be read: {error}"
    action = "Verify without --rerun to see what was altered."
    raise InputError([Problem(f"{shown}/{MANIFEST}", what, action)])
