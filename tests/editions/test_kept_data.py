"""Data that were read are read from disk again only when a file has changed."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from assessbook.core.workspace import Workspace
from assessbook.editions import kept_data
from assessbook.editions.kept_data import read_data
from tests.integration.books import copy_programme

PROGRAMME = "jiaohe-2016"


@pytest.fixture
def project(tmp_path: Path) -> Workspace:
    return Workspace(copy_programme(tmp_path).resolve())


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The programmes whose files were read."""
    read: list[str] = []
    load = kept_data.load_dataset

    def noted(workspace: Workspace, programme: str) -> object:
        read.append(programme)
        return load(workspace, programme)

    monkeypatch.setattr(kept_data, "load_dataset", noted)
    return read


def poor_persons(project: Workspace) -> float | None:
    found = read_data(project, PROGRAMME).value("poor_persons", "piaohe", 2015)
    return found.value if found else None


def kept(project: Workspace) -> list[Path]:
    return list(project.path("build/.results/data", PROGRAMME).glob("*.pickle"))


def test_unchanged_files_are_read_once_and_give_the_same_data(project: Workspace, reading: list[str]) -> None:
    first, second = read_data(project, PROGRAMME), read_data(project, PROGRAMME)
    assert reading == [PROGRAMME]
    assert second is not first
    assert (second.observations, second.documents, second.inputs) == (
        first.observations,
        first.documents,
        first.inputs,
    )
    read_data(project, PROGRAMME, anew=True)
    assert reading == [PROGRAMME, PROGRAMME]


def test_a_changed_workbook_is_read_anew(project: Workspace, reading: list[str]) -> None:
    assert poor_persons(project) == 567
    path = project.path("data", PROGRAMME, "plan-tables.xlsx")
    workbook = openpyxl.load_workbook(path)
    workbook["表1-1"]["C3"] = 568
    workbook.save(path)
    assert poor_persons(project) == 568
    assert len(reading) == 2
    assert len(kept(project)) == 1


def test_altered_or_broken_data_are_not_used(project: Workspace, reading: list[str]) -> None:
    assert poor_persons(project) == 567
    (path,) = kept(project)
    content = path.read_bytes()
    path.write_bytes(content[:-9] + b"x" + content[-8:])
    assert poor_persons(project) == 567
    path.write_bytes(b"")
    assert poor_persons(project) == 567
    assert len(reading) == 3
