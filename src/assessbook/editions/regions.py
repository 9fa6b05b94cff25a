"""The regions an edition may name: those of `data/reference` and those of the programme's own data.

Read here only as far as parameters need it; the dataset reads the same files for its own checks.
"""

from __future__ import annotations

from dataclasses import dataclass

from assessbook.core.documents import load_document
from assessbook.core.problems import InputError, Problem, did_you_mean
from assessbook.core.workspace import Workspace
from assessbook.observations.definition_files import REFERENCE, RegionsFile, definition_folders
from assessbook.observations.definitions import Region


@dataclass(frozen=True)
class KnownRegions:
    """All regions by id, and which of them are the programme's own, in the order of the file."""

    by_id: dict[str, Region]

    def children(self, region: str) -> tuple[str, ...]:
        """Ids of the regions directly below a region, in the order of the file."""
        return tuple(name for name, entry in self.by_id.items() if entry.parent == region)

    def problem(self, where: str, region: str, role: str) -> Problem | None:
        """What is wrong with naming this region, if anything.

        Parameters
        ----------
        where : str
            File and line, or the `-p` argument, that names it.
        region : str
            The id.
        role : str
            What it is named as: ``reference_region``.
        """
        if region in self.by_id:
            return None
        by_name = [entry.id for entry in self.by_id.values() if region in (entry.name, entry.english)]
        action = f"Did you mean {by_name[0]}?" if by_name else did_you_mean(region, self.by_id)
        return Problem(where, f"{role}: there is no region {region} in the regions.yaml files", action)


def known_regions(workspace: Workspace, programme: str) -> tuple[KnownRegions | None, list[Problem]]:
    """The regions of a programme, or the problems of the files that should hold them.

    Parameters
    ----------
    workspace : Workspace
        Where `data/` is.
    programme : str
        Id of a programme; that of a demonstration has the regions of the programme it demonstrates too.

    Returns
    -------
    tuple
        None in the first place when a file can't be used: then no region can be judged.
    """
    found: dict[str, Region] = {}
    problems: list[Problem] = []
    for folder in (workspace.path("data", REFERENCE), *definition_folders(workspace, programme)):
        path = folder / "regions.yaml"
        if workspace.is_demo_folder(folder) and not path.is_file():
            continue  # A demonstration may have no regions but the programme's own.
        try:
            entries = load_document(path, workspace.shown(path)).validated(RegionsFile).regions
        except InputError as error:
            problems += error.problems
        else:
            found |= {entry.id: entry for entry in entries}
    return (None if problems else KnownRegions(found)), problems
