"""All of a programme's data, read and checked: the way into the observations layer.

Takes a workspace and a programme; gives a `Dataset`, or raises one `InputError` with every problem of
every file. The reference series in `data/reference/` belong to every programme's dataset.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from assessbook.core.garbage import no_collection
from assessbook.core.problems import InputError, Problem, did_you_mean
from assessbook.core.reads import note_everything, unnoted
from assessbook.core.remembered import Remembered, State, state_of
from assessbook.core.workspace import Workspace, real_programme
from assessbook.observations.adoption import adopt
from assessbook.observations.blank_forms import is_blank_form
from assessbook.observations.corrections import FILE as CORRECTIONS
from assessbook.observations.corrections import Correction, Corrections, load_corrections
from assessbook.observations.dataset import Dataset
from assessbook.observations.definition_files import REFERENCE, definition_folders, load_definitions
from assessbook.observations.grid import Grid
from assessbook.observations.safe_open import check_archive, open_workbook
from assessbook.observations.scales import implausible_magnitudes, parts_above_wholes
from assessbook.observations.sheet_reader import Statement, read_sheet
from assessbook.observations.table_spec import WorkbookSpec
from assessbook.observations.tables_file import TablesFile, load_tables
from assessbook.observations.tasks import tasks_above_wholes
from assessbook.observations.vocabulary import Vocabulary, suggestion

# A programme and its demonstration, as one edition after the other reads them.
_datasets: Remembered[Dataset] = Remembered(2)


@dataclass
class _Gathered:
    """What the workbooks gave so far."""

    statements: list[Statement] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    documents: dict[str, str] = field(default_factory=dict)
    inputs: list[Path] = field(default_factory=list)
    yearly: set[str] = field(default_factory=set)
    forms: dict[tuple[str, str], int] = field(default_factory=dict)
    corrections: list[Correction] = field(default_factory=list)


def load_dataset(workspace: Workspace, programme: str) -> Dataset:
    """Read a programme's workbooks and the reference series; unchanged files only once in a process.

    Parameters
    ----------
    workspace : Workspace
        The project.
    programme : str
        The name of a folder under `data/`, or ``demo-`` and the name of one under `data/demo/`: that is
        read beside the programme's own folder.

    Returns
    -------
    Dataset
        One observation per fact, each with the cell it was read from.

    Raises
    ------
    InputError
        With every problem of every file: definitions, `tables.yaml`, workbooks.
    """
    note_everything()

    def read() -> Dataset:
        with no_collection():
            return _read_dataset(workspace, programme)

    with unnoted():
        return _datasets.get((workspace.root, programme), state_of_data(workspace, programme), read)


def state_of_data(workspace: Workspace, programme: str) -> State:
    """Name and SHA-256 of every file in the folders that a programme's data are read from."""
    data = workspace.path("data")
    plan = workspace.programme_folder("params", real_programme(programme))
    return state_of([data, data / REFERENCE, *definition_folders(workspace, programme), plan])


def remember(workspace: Workspace, programme: str, state: State, dataset: Dataset) -> None:
    """Let `load_dataset` give these data for as long as the files are in this state."""
    _datasets.get((workspace.root, programme), state, lambda: dataset)


def _read_dataset(workspace: Workspace, programme: str) -> Dataset:
    known = programmes(workspace)
    if programme not in known:
        raise InputError(
            [
                Problem(
                    workspace.shown(workspace.programme_folder("data", programme)),
                    f"there is no programme {programme}",
                    did_you_mean(programme, known) or "Make this folder, with tables.yaml and workbooks.",
                )
            ]
        )
    loaded = load_definitions(workspace, programme)
    vocabulary = Vocabulary(loaded)
    gathered = _Gathered(problems=list(loaded.problems), inputs=list(loaded.inputs))
    synthetic = False
    for name in dict.fromkeys((REFERENCE, real_programme(programme), programme)):
        folder = workspace.programme_folder("data", name)
        if name != programme and not (folder / "tables.yaml").exists():
            continue
        tables = load_tables(workspace, folder, vocabulary)
        gathered.problems += tables.problems
        gathered.inputs += tables.inputs
        synthetic = synthetic or tables.synthetic
        corrections = load_corrections(workspace, folder)
        for file, workbook in tables.workbooks.items():
            _read_workbook(workspace, tables, file, workbook, vocabulary, gathered, corrections)
        _settle(folder, tables, corrections, gathered)
    adopted = adopt(gathered.statements, loaded.definitions)
    noted = {each.observation.origin.address for each in gathered.statements if each.noted}
    problems = [
        *gathered.problems,
        *adopted.problems,
        *implausible_magnitudes(gathered.statements, loaded.definitions),
        *parts_above_wholes(adopted.observations, loaded.definitions, noted),
        *tasks_above_wholes(adopted.observations, loaded.definitions),
    ]
    if problems:
        raise InputError(dict.fromkeys(problems))
    return Dataset(
        loaded.definitions,
        tuple(adopted.observations),
        adopted.restatements,
        gathered.documents,
        tuple(dict.fromkeys(gathered.inputs)),
        synthetic,
        frozenset(gathered.yearly),
        gathered.forms,
        tuple(gathered.corrections),
    )


def _settle(folder: Path, tables: TablesFile, corrections: Corrections, gathered: _Gathered) -> None:
    """What became of a folder's corrections."""
    if (folder / CORRECTIONS).is_file():
        gathered.inputs.append(folder / CORRECTIONS)
    if tables.document is not None and corrections.entries:
        corrections.unknown({file: list(workbook.sheets) for file, workbook in tables.workbooks.items()})
        if not gathered.problems:  # a sheet with problems doesn't give all of its values
            corrections.unsettled(each.observation.origin.address for each in gathered.statements)
    gathered.problems += corrections.problems
    gathered.corrections += corrections.applied


def programmes(workspace: Workspace) -> list[str]:
    """Ids of the programmes that have data, those of demonstrations included."""
    return [name for name in workspace.programmes("data") if name != REFERENCE]


def _read_workbook(
    workspace: Workspace,
    tables: TablesFile,
    file: str,
    spec: WorkbookSpec,
    vocabulary: Vocabulary,
    gathered: _Gathered,
    corrections: Corrections,
) -> None:
    path = tables.folder / file
    shown = workspace.shown(path)
    gathered.inputs.append(path)
    if spec.yearly:
        gathered.yearly.add(shown)
    try:
        if any(sheet.entry_form for sheet in spec.sheets.values()):
            check_archive(path, shown)
            if not corrections.concern(file) and is_blank_form(path, spec):
                return
        workbook = open_workbook(path, shown)
    except InputError as error:
        gathered.problems += error.problems
        return
    gathered.documents[shown] = spec.document
    sheets = {sheet.title: sheet for sheet in workbook.worksheets}
    for name, sheet_spec in spec.sheets.items():
        if tables.document is None:
            break
        location = ("workbooks", file, "sheets", name)
        if name not in sheets:
            unclaimed = [title for title in sheets if title not in spec.sheets]
            gathered.problems.append(
                Problem(
                    f"{shown} › {name}",
                    "there is no such sheet in the workbook",
                    suggestion(name, unclaimed)
                    or f"Add the sheet, or remove it from {tables.document.where(location)}.",
                )
            )
            continue
        grid = Grid.of(sheets[name], shown)
        corrections.apply(grid, file)
        reading = read_sheet(
            grid,
            sheet_spec,
            tables.document,
            location,
            _citation(spec.document, sheet_spec.citation),
            vocabulary,
        )
        if sheet_spec.entry_form:
            gathered.forms[shown, name] = sheet_spec.header_row or 0
        gathered.statements += reading.statements
        gathered.problems += reading.problems
    workbook.close()


def _citation(document: str, section: str) -> str:
    """The document in title marks, unless it has them, and the section."""
    return f"{document if '《' in document else f'《{document}》'}{section}"
