"""Projects to measure with: a made-up programme of as many counties as are needed, and copies of it.

Every copy is a project of its own in the benchmark's working folder, so that nothing of one measurement is left
for another to reuse, and the project's own files are never touched.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from ruamel.yaml import YAML

from assessbook.core.workspace import Workspace, programme_of
from assessbook.editions.edition import Edition, NotebookRun
from assessbook.editions.parameters import load_edition
from assessbook.observations.observation import Observation
from assessbook.observations.reader import load_dataset
from benchmarking.samples import ContestantFailed

SCRIPTS = Path(__file__).resolve().parents[1]
_PARTS = ("params", "data", "notebooks", "book")


@dataclass(frozen=True)
class Project:
    """A project and one of its editions.

    Parameters
    ----------
    root : Path
        Its folder.
    edition : str
        The edition file, relative to the root.
    """

    root: Path
    edition: str

    @property
    def programme(self) -> str:
        """Id of the programme."""
        return programme_of(self.root / self.edition)

    @property
    def notebooks(self) -> Path:
        """The folder of the templates, in which notebooks are executed."""
        return self.root / "notebooks"

    def loaded(self) -> Edition:
        """The edition, read and checked."""
        return load_edition(Workspace(self.root), Path(self.edition))

    def region_runs(self) -> list[NotebookRun]:
        """The runs that report on one region below the top one each."""
        edition = self.loaded()
        return [run for run in edition.runs if run.name.rpartition("/")[2] in edition.regions]


def copied(project: Project, target: Path) -> Project:
    """A copy of all that a build reads."""
    for name in _PARTS:
        shutil.copytree(
            project.root / name, target / name, ignore=shutil.ignore_patterns("__pycache__", "~$*")
        )
    lock = project.root / "requirements.lock"
    if lock.is_file():
        shutil.copy(lock, target)
    return Project(target, project.edition)


def made_country(target: Path, counties: int) -> Project:
    """A made-up province of so many counties, as `scripts/make_country.py` writes it.

    Raises
    ------
    ContestantFailed
        If the project could not be made.
    """
    command = [sys.executable, str(SCRIPTS / "make_country.py"), "--out", str(target), "--provinces", "1"]
    done = subprocess.run(
        [*command, "--counties", str(counties)],
        cwd=SCRIPTS.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    editions = sorted(target.glob("params/*/[0-9]*.yaml"))
    if done.returncode != 0 or len(editions) != 1:
        raise ContestantFailed(f"scripts/make_country.py made {len(editions)} editions. {done.stderr}")
    return Project(target, editions[0].relative_to(target).as_posix())


def narrow(project: Project, regions: int, *, pages_of_regions_only: bool = False) -> None:
    """Leave an edition the first `regions` regions, and if asked no other pages."""
    names = list(project.loaded().regions[:regions])
    _rewrite(project.root / project.edition, lambda content: content.update(regions=names))
    if pages_of_regions_only:
        common = (project.root / project.edition).with_name("programme.yaml")
        _rewrite(common, _keep_pages_of_regions)


def _keep_pages_of_regions(content: dict[str, Any]) -> None:
    content["notebooks"] = [entry for entry in content["notebooks"] if entry["regions"] == "children"]


def set_parameter(project: Project, name: str, value: object) -> None:
    """Change a parameter in the edition file."""
    _rewrite(project.root / project.edition, lambda content: content["parameters"].update({name: value}))


def _rewrite(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    yaml = YAML(typ="rt")
    content = yaml.load(path.read_text(encoding="utf-8"))
    change(content)
    with path.open("w", encoding="utf-8") as stream:
        yaml.dump(content, stream)


def cell_of_a_region(project: Project) -> Observation:
    """An observation of the last region of an edition, read from a workbook of its programme."""
    region = project.loaded().regions[-1]
    workspace = Workspace(project.root)
    folder = workspace.shown(workspace.programme_folder("data", project.programme))
    return next(
        entry
        for entry in load_dataset(workspace, project.programme).observations
        if entry.region == region and entry.value and entry.origin.file.startswith(f"{folder}/")
    )


def change_cell(project: Project, observation: Observation, value: float) -> None:
    """Write another value into the cell an observation was read from."""
    path = project.root / observation.origin.file
    workbook = load_workbook(path)
    workbook[observation.origin.sheet][observation.origin.cell] = value
    workbook.save(path)
