"""Results are used again while what they rested on is as it was, and only then."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import openpyxl
import pytest

from assessbook.core.problems import NotebookFailed
from assessbook.core.workspace import Workspace
from assessbook.editions.parameters import load_edition
from assessbook.editions.reuse import Reuse
from assessbook.editions.runner import run_notebooks
from assessbook.observations.reader import load_dataset
from tests.conftest import PROGRAMME, write_template
from tests.integration.books import EDITION, copy_programme, replace

HEAD = "from assessbook.report import open_report\nreport = open_report(edition, region)"
SHOWS_ITS_OWN = f"""{HEAD}
print(region, report.measure("poor_persons").at(region=region, year=2015).scalar)"""
RANKS_ALL = f"""{HEAD}
towns = report.measure("poor_persons").at(year=2015).select(regions=report.children)
print(towns.rank().at(region="piaohe").scalar)"""
WORKBOOK = "data/jiaohe-2016/plan-tables.xlsx"
TOLD_AGAIN = "nothing changed; the result was used again"
# Of the small project's pages, all but the one of the whole region.
PAGES = "".join(line for line in PROGRAMME.splitlines(keepends=True) if "regions: top" not in line)


@pytest.fixture
def project(tmp_path: Path) -> Workspace:
    """The real data of Jiaohe, and two short templates: a ranking, and one page for each of two towns."""
    copy_programme(tmp_path)
    (tmp_path / "params/jiaohe-2016/programme.yaml").write_text(PAGES, encoding="utf-8")
    replace(tmp_path / EDITION, "regions: all", "regions: [piaohe, qingling]")
    parameters = "edition = ''\nregion = ''\nbase_year = 2015"
    write_template(tmp_path / "notebooks/region.ipynb", {"parameters": parameters, "show": SHOWS_ITS_OWN})
    write_template(
        tmp_path / "notebooks/overview.ipynb",
        {"parameters": "edition = ''\nregion = ''", "show": RANKS_ALL},
    )
    return Workspace(tmp_path.resolve())


def execute(project: Workspace, overrides: dict[str, str] | None = None) -> dict[str, str]:
    """Execute the edition; why each notebook was executed or not."""
    edition = load_edition(project, Path(EDITION), overrides)
    dataset = load_dataset(project, edition.programme)
    reuse = Reuse(project, edition, dataset)
    run_notebooks(project, edition, project.path("out"), jobs=2, dataset=dataset, reuse=reuse)
    return reuse.why


def printed(project: Workspace, name: str) -> str:
    notebook = nbformat.read(project.path("out", f"{name}.ipynb"), as_version=4)
    return "".join(output.text for cell in notebook.cells for output in cell.get("outputs", []))


def set_cell(project: Workspace, sheet: str, cell: str, value: int) -> None:
    workbook = openpyxl.load_workbook(project.path(WORKBOOK))
    workbook[sheet][cell] = value
    workbook.save(project.path(WORKBOOK))


def test_a_changed_cell_executes_what_rests_on_it_and_nothing_else(project: Workspace) -> None:
    assert set(execute(project).values()) == {"there is no earlier result"}
    assert printed(project, "region/piaohe") == "piaohe 567.0\n"
    first = {path.name: path.read_bytes() for path in project.path("out").rglob("*.ipynb")}
    shutil.rmtree(project.path("out"))

    assert set(execute(project).values()) == {TOLD_AGAIN}
    assert {path.name: path.read_bytes() for path in project.path("out").rglob("*.ipynb")} == first

    set_cell(project, "表1-1", "C3", 568)  # 漂河镇: 567 in the plan
    why = execute(project)
    assert why["region/qingling"] == TOLD_AGAIN
    told = f"poor_persons of piaohe, 2015 changed: {WORKBOOK} › 表1-1 › C3"
    assert (why["region/piaohe"], why["overview"]) == (told, told)
    assert printed(project, "region/piaohe") == "piaohe 568.0\n"

    set_cell(project, "表1-1", "C3", 567)
    assert set(execute(project).values()) == {TOLD_AGAIN}
    assert printed(project, "region/piaohe") == "piaohe 567.0\n"


def test_a_changed_parameter_executes_the_notebooks_that_take_it(project: Workspace) -> None:
    execute(project)
    why = execute(project, {"base_year": "2014"})
    assert why["overview"] == TOLD_AGAIN
    assert why["region/piaohe"] == "parameter base_year was 2015, is 2014"


def test_words_and_tags_of_a_template_are_renewed_without_executing(project: Workspace) -> None:
    execute(project)
    path = project.path("notebooks/region.ipynb")
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(1, nbformat.v4.new_markdown_cell("## 贫困人口", id="heading"))
    notebook.cells[2].metadata["tags"] = ["hide-input"]
    nbformat.write(notebook, path)
    why = execute(project)
    assert set(why.values()) == {TOLD_AGAIN}
    renewed = project.path("out/region/piaohe.ipynb").read_bytes()
    assert "贫困人口" in renewed.decode()

    shutil.rmtree(project.path("build"))
    assert execute(project)["region/piaohe"] == "there is no earlier result"
    assert project.path("out/region/piaohe.ipynb").read_bytes() == renewed


def test_changed_code_executes_and_the_cell_is_named(project: Workspace) -> None:
    execute(project)
    replace(project.path("notebooks/region.ipynb"), "print(region,", "print('人口', region,")
    why = execute(project)
    assert why["region/piaohe"] == "code cell show changed"
    assert why["overview"] == TOLD_AGAIN


def test_an_altered_result_is_not_used(project: Workspace) -> None:
    execute(project)
    (stored,) = project.path("build/.results/jiaohe-2016/2015/region~piaohe").glob("*.ipynb")
    replace(stored, "piaohe 567.0", "piaohe 576.0")
    why = execute(project)
    assert why["region/piaohe"] == "the stored result was altered or is gone"
    assert printed(project, "region/piaohe") == "piaohe 567.0\n"


def test_changed_definitions_and_libraries_execute_everything(project: Workspace) -> None:
    execute(project)
    measures = project.path("data/measures.yaml")
    measures.write_text(measures.read_text(encoding="utf-8") + "# Read again.\n", encoding="utf-8")
    assert set(execute(project).values()) == {"data/measures.yaml changed"}
    project.path("requirements.lock").write_text("pandas==0\n", encoding="utf-8")
    assert set(execute(project).values()) == {"requirements.lock changed"}


READS_A_FILE = """import csv
with open("../data/prices.csv", encoding="utf-8") as stream:
    print(next(csv.reader(stream)))"""


@pytest.mark.parametrize("engine", ["warm", "plain"])
def test_reading_a_file_that_was_not_declared_fails_the_notebook(project: Workspace, engine: str) -> None:
    project.path("data/prices.csv").write_text("year,index\n2015,101.4\n", encoding="utf-8")
    cells = {"parameters": "edition = ''", "prices": READS_A_FILE}
    write_template(project.path("notebooks/overview.ipynb"), cells)
    edition = load_edition(project, Path(EDITION))
    dataset = load_dataset(project, edition.programme)
    with pytest.raises(NotebookFailed) as caught:
        run_notebooks(project, edition, project.path("out"), dataset=dataset, engine=engine)  # type: ignore[arg-type]
    text = str(caught.value)
    assert "UndeclaredInput: data/prices.csv was about to be read and isn't declared as an input" in text
    assert "name the file under inputs: in the edition's file" in text
    assert "with open" in text


def test_a_declared_file_may_be_read_and_executes_when_it_changes(project: Workspace) -> None:
    prices = project.path("data/prices.csv")
    prices.write_text("year,index\n2015,101.4\n", encoding="utf-8")
    cells = {"parameters": "edition = ''", "prices": READS_A_FILE}
    write_template(project.path("notebooks/overview.ipynb"), cells)
    path = project.path(EDITION)
    path.write_text(path.read_text(encoding="utf-8") + "inputs: [data/prices.csv]\n", encoding="utf-8")
    execute(project)
    assert printed(project, "overview") == "['year', 'index']\n"
    assert execute(project)["overview"] == TOLD_AGAIN
    prices.write_text("year,rise\n2015,1.4\n", encoding="utf-8")
    assert execute(project)["overview"] == "data/prices.csv changed"
    assert printed(project, "overview") == "['year', 'rise']\n"


def test_a_read_that_the_notebook_swallows_fails_it_all_the_same(project: Workspace) -> None:
    project.path("data/prices.csv").write_text("2015\n", encoding="utf-8")
    source = "try:\n    open('../data/prices.csv')\nexcept Exception:\n    print('no prices')"
    write_template(project.path("notebooks/overview.ipynb"), {"parameters": "edition = ''", "prices": source})
    edition = load_edition(project, Path(EDITION))
    dataset = load_dataset(project, edition.programme)
    with pytest.raises(NotebookFailed, match=r"data/prices\.csv was about to be read"):
        run_notebooks(project, edition, project.path("out"), dataset=dataset)


def test_other_programs_and_the_network_are_refused(project: Workspace) -> None:
    source = "import subprocess\nsubprocess.run(['cat', '../data/measures.yaml'])"
    write_template(project.path("notebooks/overview.ipynb"), {"parameters": "edition = ''", "cat": source})
    edition = load_edition(project, Path(EDITION))
    dataset = load_dataset(project, edition.programme)
    with pytest.raises(NotebookFailed, match="the program cat was about to be read"):
        run_notebooks(project, edition, project.path("out"), dataset=dataset)


def test_where_all_data_are_within_reach_a_changed_fact_is_still_told_by_its_cell(project: Workspace) -> None:
    looks_through = f"{SHOWS_ITS_OWN}\nprint(len(report.dataset.observations) > 0)"
    parameters = "edition = ''\nregion = ''"
    cells = {"parameters": parameters, "show": looks_through}
    write_template(project.path("notebooks/region.ipynb"), cells)
    execute(project)
    set_cell(project, "表1-1", "C3", 568)
    why = execute(project)
    assert why["region/piaohe"] == f"poor_persons of piaohe, 2015 changed: {WORKBOOK} › 表1-1 › C3"
    assert why["region/qingling"] == "observations of poor_persons changed"


def test_a_new_title_of_the_edition_executes_nothing_but_who_reads_the_file_is_executed(
    project: Workspace,
) -> None:
    reads_it = "print(open('../' + edition, encoding='utf-8').readline())"
    write_template(project.path("notebooks/overview.ipynb"), {"parameters": "edition = ''", "show": reads_it})
    execute(project)
    replace(project.path(EDITION), "title: 蛟河市", "title: 吉林省蛟河市")
    why = execute(project)
    assert why["region/piaohe"] == TOLD_AGAIN
    assert why["overview"] == f"{EDITION} changed"
