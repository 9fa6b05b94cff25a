"""Volumes: editions of other programmes that an edition binds together, one for each region below its own.

An edition file names them under `volumes:`, a path each. A volume is an edition like any other, with its own
data, plan and build; the edition that names it is the overview, which reads totals only. Here the names are
checked; building is for `commands`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assessbook.core.documents import load_document
from assessbook.core.problems import InputError, Problem, did_you_mean
from assessbook.core.workspace import Workspace, is_demo, programme_of
from assessbook.editions.checks import CheckedFile
from assessbook.editions.models import EditionFile, ProgrammeFile
from assessbook.editions.regions import KnownRegions

KEY = "volumes"


@dataclass(frozen=True)
class Volume:
    """A volume as its files name it.

    Parameters
    ----------
    file : str
        Its edition file, relative to the root, forward slashes.
    programme, year
        Id of its programme, and the year assessed.
    region, name : str
        Id and printed name of its top region.
    """

    file: str
    programme: str
    year: int
    region: str
    name: str

    @property
    def key(self) -> str:
        """``<programme>/<year>``."""
        return f"{self.programme}/{self.year}"

    def folder(self, workspace: Workspace, overview: Path) -> Path:
        """Its build, given the folder of the overview's.

        The overview in ``build/<programme>/<name>`` has its volumes beside it, under their own programmes and
        the same name, which is the year's; any other folder, in ``<its name>-volumes/<programme>/<year>``.
        """
        place, common = overview.resolve(), workspace.path("build").resolve()
        if place.parent.parent == common:
            return common / self.programme / place.name
        return place.with_name(f"{place.name}-volumes") / self.programme / str(self.year)


def names_volumes(edition: Path) -> bool:
    """Whether an edition file may name volumes: a quick look, for commands that begin before it is read."""
    try:
        return f"{KEY}:" in edition.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False


def link_between(overview: Path, volume: Path) -> str:
    """The volume's build as seen from the overview's, forward slashes."""
    return Path(os.path.relpath(volume.resolve(), overview.resolve())).as_posix()


def checked_volumes(
    workspace: Workspace,
    edition: CheckedFile[EditionFile] | None,
    common: CheckedFile[ProgrammeFile] | None,
    regions: KnownRegions | None,
) -> tuple[tuple[Volume, ...], list[Problem]]:
    """The volumes that an edition names, as far as they can be used, and what is wrong with the others.

    Parameters
    ----------
    edition, common : CheckedFile or None
        The edition file and the programme file; None where nothing of it can be read.
    regions : KnownRegions or None
        None where a regions.yaml can't be used: then no region is judged.
    """
    found: list[Volume] = []
    problems: list[Problem] = []
    named: Sequence[str] = edition.content.volumes if edition is not None else ()
    for position, name in enumerate(named):
        assert edition is not None
        where = edition.document.where((KEY, position))
        try:
            volume = _read(workspace, name, regions)
        except InputError as error:
            problems += [
                Problem(where, f"{KEY}: {name}: {each.what}", each.action) for each in error.problems
            ]
            continue
        wrong = list(_misfits(volume, edition.content, common, regions, found))
        problems += [Problem(where, f"{KEY}: {name} {what}", action) for what, action in wrong]
        if not wrong:
            found.append(volume)
    return tuple(found), problems


def _read(workspace: Workspace, name: str, regions: KnownRegions | None) -> Volume:
    path = workspace.path(name)
    folder = workspace.programme_folder("params", programme_of(path))
    if path.parent != folder or not path.is_file() or not path.stem.isdecimal():
        near = sorted(workspace.shown(each) for each in workspace.path("params").glob("*/[0-9]*.yaml"))
        what = "there is no such edition file; editions are params/<programme>/<year>.yaml"
        raise InputError([Problem(name, what, did_you_mean(name, near) if near else "")])
    document = load_document(path, name)
    if document.content.get(KEY):
        what = "names volumes of its own"
        raise InputError([Problem(name, what, "Name its volumes here, in place of it.")])
    beside = folder / "programme.yaml"
    region = str(load_document(beside, workspace.shown(beside)).content.get("region"))
    known = regions.by_id.get(region) if regions is not None else None
    return Volume(name, programme_of(path), int(path.stem), region, known.name if known else region)


def _misfits(
    volume: Volume,
    edition: EditionFile,
    common: CheckedFile[ProgrammeFile] | None,
    regions: KnownRegions | None,
    others: Sequence[Volume],
) -> Iterator[tuple[str, str]]:
    """What is wrong with a volume of an edition: what, and what to do."""
    if volume.year != edition.year:
        yield (
            f"is an edition of {volume.year}, and this one is of {edition.year}",
            "Name editions of one year.",
        )
    if is_demo(volume.programme) != is_demo(edition.programme):
        yield "is a demonstration and this one isn't, or the other way round", "Keep them apart."
    for other in others:
        if other.region == volume.region:
            yield f"is about {volume.region}, as {other.file} is", "Name one volume for each region."
    if regions is not None and common is not None:
        below = regions.children(common.content.region)
        if volume.region not in below:
            top = common.content.region
            what = (
                f"is about {volume.region}, which isn't a region directly below {top} in the overview's data"
            )
            yield what, did_you_mean(volume.region, below)
