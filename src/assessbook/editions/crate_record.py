"""What a crate says of an edition: taken from the edition, its pages and its inputs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from assessbook.archive.crate import CrateRecord, CrateRun
from assessbook.core.workspace import Workspace
from assessbook.editions.edition import Edition
from assessbook.editions.manifest import circumstances


def crate_record(
    workspace: Workspace, edition: Edition, inputs: Iterable[Path], titles: Sequence[str]
) -> CrateRecord:
    """The record behind `ro-crate-metadata.json`.

    Parameters
    ----------
    inputs : iterable of Path
        Files read, as the manifest lists them.
    titles : sequence of str
        The pages' titles, in the order of the edition's runs.
    """
    facts = circumstances(edition)
    return CrateRecord(
        title=edition.title,
        subtitle=edition.subtitle,
        document=edition.document,
        office=edition.issuing_office,
        status=edition.standing,
        year=edition.year,
        # The day of publication isn't known when a build is made; a clock would give each build another one.
        published=str(edition.year),
        code=facts["code"],
        version=facts["libraries"]["assessbook"],
        libraries=facts["libraries"],
        inputs={workspace.shown(path): path for path in inputs},
        runs=tuple(
            CrateRun(run.name, title, run.template.as_posix(), run.parameters)
            for run, title in zip(edition.runs, titles, strict=True)
        ),
    )
