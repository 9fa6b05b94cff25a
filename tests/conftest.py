"""A small project of its own for each test (two regions, two notebooks, one edition), and the real book."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from hypothesis import settings

from assessbook.core.workspace import Workspace
from tests.integration.books import Book, built_once, copy_project

# Examples are timed by nobody: a busy machine is no reason for a test to fail.
settings.register_profile("assessbook", deadline=None)
settings.load_profile("assessbook")


REFERENCE = """\
regions:
  - {id: china, name: 全国, english: China, level: nation}
  - {id: jilin, name: 吉林省, english: Jilin, level: province, parent: china}
"""
OWN = """\
regions:
  - {id: jiaohe, name: 蛟河市, english: Jiaohe, level: county, parent: jilin}
  - {id: piaohe, name: 漂河镇, english: Piaohe, level: township, parent: jiaohe}
  - {id: qingling, name: 庆岭镇, english: Qingling, level: township, parent: jiaohe}
"""
PROGRAMME = """\
name: 蛟河市“十三五”脱贫攻坚
document: 蛟河市“十三五”脱贫攻坚规划
region: jiaohe
period: 2016-2020
notebooks:
  - {template: notebooks/overview.ipynb, regions: none, page: overview}
  - {template: notebooks/region.ipynb, regions: top, page: region}
  - {template: notebooks/region.ipynb, regions: children, page: region}
"""
EDITION = """\
programme: jiaohe-2016
year: 2015
title: 年度评估报告
issuing_office: 领导小组办公室
regions: all
parameters:
  reference_region: china
  base_year: 2015
  target_years: [2018, 2020]
"""
MEASURES = """\
measures:
  poor_persons: {name: 建档立卡贫困人口, english: poor persons, unit: 人, kind: stock}
"""
TABLES = "workbooks: {}\n"
PARAMETERS = "region: str = 'jiaohe'\nbase_year = 2015"
Sources = dict[str, str]


def write_template(path: Path, cells: Sources) -> None:
    """Write a notebook with one code cell for each id; the cell `parameters` gets the tag."""
    notebook = nbformat.v4.new_notebook()
    for name, source in cells.items():
        cell = nbformat.v4.new_code_cell(source, id=name)
        if name == "parameters":
            cell.metadata["tags"] = ["parameters"]
        notebook.cells.append(cell)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)


@pytest.fixture
def template(tmp_path: Path) -> Callable[[str, Sources], None]:
    """Write a template of the small project anew: name, then cell id -> source."""
    return lambda name, cells: write_template(tmp_path / "notebooks" / f"{name}.ipynb", cells)


@pytest.fixture
def small(tmp_path: Path) -> Workspace:
    """The small project."""
    for name, text in {
        "data/reference/regions.yaml": REFERENCE,
        "data/jiaohe-2016/regions.yaml": OWN,
        "data/jiaohe-2016/tables.yaml": TABLES,
        "data/measures.yaml": MEASURES,
        "params/jiaohe-2016/programme.yaml": PROGRAMME,
        "params/jiaohe-2016/2015.yaml": EDITION,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    write_template(
        tmp_path / "notebooks/region.ipynb",
        {"parameters": PARAMETERS, "show": "print(region, base_year)"},
    )
    write_template(
        tmp_path / "notebooks/overview.ipynb",
        {
            "parameters": "edition = ''\nreference_region = 'china'",
            "show": "print(edition, reference_region)",
        },
    )
    return Workspace(tmp_path.resolve())


@pytest.fixture
def change(small: Workspace) -> Callable[[str, str, str], None]:
    """Replace one text, which must stand there exactly once, in a file of the small project."""

    def replace(name: str, old: str, new: str) -> None:
        path = small.path(name)
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")

    return replace


@pytest.fixture(scope="session")
def real_book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The default edition, built from a copy of the project; not to be changed by a test."""
    return built_once(tmp_path_factory, "real-book", copy_project)
