"""`ro-crate-metadata.json`: a build described as archives read it (RO-Crate 1.1, Process Run Crate 0.5).

Takes the files of a build and what is known of how they came about; writes one file beside them. It tells
of every input, every notebook run and every output with its SHA-256, of the code and of the environment.
The manifest lists this file, so this file names the manifest but can't hold its hash.

Nothing in it comes from a clock or from chance. The library that composes it would set the present time
and random ids wherever none is given; here all are given. When a notebook ran is kept in `run.json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rocrate.model import ContextEntity, Entity, File
from rocrate.rocrate import ROCrate

from assessbook.archive import crate_words as words
from assessbook.book.pages import STATUS_TEXTS
from assessbook.core.workspace import sha256_of
from assessbook.ledger.files import CRATE, DIGEST, MANIFEST, RUN_RECORD

PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
# Not among the terms of RO-Crate 1.1; Workflow Run Crate defines it.
_TERMS = {"sha256": "https://w3id.org/ro/terms/workflow-run#sha256"}
_COMPLETED = "http://schema.org/CompletedActionStatus"
_ENVIRONMENT = "requirements.lock"
ParameterValue = str | int | list[int]


@dataclass(frozen=True)
class CrateRun:
    """One notebook run.

    Parameters
    ----------
    name : str
        What the executed notebook is called: ``region/piaohe``.
    title : str
        Title of the page made from it.
    template : str
        The template, relative to the workspace.
    parameters : mapping
        What was passed to it.
    """

    name: str
    title: str
    template: str
    parameters: Mapping[str, ParameterValue]


@dataclass(frozen=True)
class CrateRecord:
    """What a crate says beside the files of the build.

    Parameters
    ----------
    title, subtitle, document, office, status
        As the edition has them; the status is ``real``, ``draft`` or ``synthetic``.
    year : int
        The year that is assessed.
    published : str
        ISO 8601: the day of publication where the edition states one, else its year.
    code, version : str
        Digest and version number of the package.
    libraries : mapping
        Name of a library -> its version.
    inputs : mapping
        File that was read, relative to the workspace -> where it is.
    runs : tuple
        The notebook runs, in book order.
    """

    title: str
    subtitle: str
    document: str
    office: str
    status: str
    year: int
    published: str
    code: str
    version: str
    libraries: Mapping[str, str]
    inputs: Mapping[str, Path]
    runs: tuple[CrateRun, ...]


def write_crate(build: Path, record: CrateRecord) -> None:
    """Write the crate of a build that is complete but for its manifest.

    Parameters
    ----------
    build : Path
        Folder of the build; every file in it becomes a part of the crate.
    record : CrateRecord
        How the files came about.

    Limitations
    -----------
    Inputs are described, with name, size and SHA-256, but not copied: a workbook may hold sheets that are
    not meant to be published. Actions have no ``endTime`` and no ``agent``, which the profile recommends.
    """
    content = _Composer(build, record).composed()
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    (build / CRATE).write_text(text + "\n", encoding="utf-8")


class _Composer:
    def __init__(self, build: Path, record: CrateRecord) -> None:
        self._build, self._record = build, record
        self._crate = ROCrate(version="1.1")
        self._crate.metadata.extra_terms.update(_TERMS)

    def composed(self) -> Any:
        self._describe_root()
        inputs = {name: self._input(name, path) for name, path in sorted(self._record.inputs.items())}
        outputs = self._outputs()
        instrument = self._application(inputs)
        actions = [self._notebook_action(run, instrument, inputs, outputs) for run in self._record.runs]
        executed = {_notebook(run) for run in self._record.runs}
        notebooks = [outputs[name] for name in outputs if name in executed]
        made = [outputs[name] for name in outputs if name not in executed]
        actions.append(self._build_action(instrument, [*inputs.values(), *notebooks], made))
        self._crate.root_dataset["mentions"] = _one_or_all(actions)
        return self._crate.metadata.generate()

    def _describe_root(self) -> None:
        record, root = self._record, self._crate.root_dataset
        profile = self._context(PROFILE, "CreativeWork", name="Process Run Crate", version="0.5")
        licence = self._context("#licence", "CreativeWork", **words.LICENCE)
        for name, value in {
            "name": words.full_title(record.title, record.subtitle),
            "description": words.description(record.document, record.office, record.status),
            "datePublished": record.published,
            "temporalCoverage": str(record.year),
            "creativeWorkStatus": STATUS_TEXTS[record.status],
            "inLanguage": "zh-CN",
            "license": licence,
            "conformsTo": profile,
        }.items():
            root[name] = value

    # ---------------------------------------------------------------- files

    def _input(self, name: str, path: Path) -> Entity:
        """A file that was read; its id begins with # because the file isn't part of the build."""
        properties = {"description": words.INPUT, **_properties(name, path)}
        return self._context(f"#{quote(name)}", "File", **{"name": name, **properties})

    def _outputs(self) -> dict[str, Entity]:
        found = {}
        for path in sorted(path for path in self._build.rglob("*") if path.is_file()):
            name = path.relative_to(self._build).as_posix()
            found[name] = self._part(name, _properties(name, path))
        for name in (MANIFEST, DIGEST, RUN_RECORD):
            self._part(name, {"encodingFormat": words.media_type(name)})
        return found

    def _part(self, name: str, properties: Mapping[str, Any]) -> Entity:
        described = {**words.FILES.get(name, {}), **properties}
        return self._added(File(self._crate, dest_path=name, properties=described))

    # ---------------------------------------------------------------- what was done

    def _application(self, inputs: Mapping[str, Entity]) -> Entity:
        libraries = [
            self._context(f"#library/{quote(name)}", "SoftwareApplication", name=name, version=version)
            for name, version in sorted(self._record.libraries.items())
            if name != "assessbook"
        ]
        environment = [inputs[_ENVIRONMENT]] if _ENVIRONMENT in inputs else []
        code = self._context(
            "#code-version", "PropertyValue", name="code version", value=self._record.code,
            description=words.CODE,
        )  # fmt: skip
        return self._context(
            "#assessbook", "SoftwareApplication", name="assessbook", version=self._record.version,
            identifier=code, softwareRequirements=_one_or_all([*environment, *libraries]),
        )  # fmt: skip

    def _notebook_action(
        self,
        run: CrateRun,
        instrument: Entity,
        inputs: Mapping[str, Entity],
        outputs: Mapping[str, Entity],
    ) -> Entity:
        parameters = [
            self._context(f"#run/{quote(run.name)}/{name}", "PropertyValue", name=name, value=_scalar(value))
            for name, value in run.parameters.items()
        ]
        # Every run reads all workbooks of its programme, whichever of their cells it uses.
        workbooks = [entity for name, entity in inputs.items() if name.endswith(".xlsx")]
        return self._action(
            f"#run/{quote(run.name)}",
            words.run_name(run.title),
            words.RUN,
            instrument,
            [inputs[run.template], *parameters, *workbooks],
            [outputs[_notebook(run)]],
        )

    def _build_action(self, instrument: Entity, read: list[Entity], made: list[Entity]) -> Entity:
        return self._action("#build", words.BUILD_NAME, words.BUILD, instrument, read, made)

    def _action(
        self,
        identifier: str,
        name: str,
        description: str,
        instrument: Entity,
        read: Iterable[Entity],
        made: Iterable[Entity],
    ) -> Entity:
        return self._context(
            identifier, "CreateAction", name=name, description=description, instrument=instrument,
            object=_one_or_all(read), result=_one_or_all(made), actionStatus=_COMPLETED,
        )  # fmt: skip

    # ---------------------------------------------------------------- entities

    def _context(self, identifier: str, kind: str, /, **properties: Any) -> Entity:
        return self._added(ContextEntity(self._crate, identifier, {"@type": kind, **properties}))

    def _added(self, entity: Entity) -> Entity:
        self._crate.add(entity)
        return entity


def _properties(name: str, path: Path) -> dict[str, str]:
    return {
        "sha256": sha256_of(path),
        "contentSize": str(path.stat().st_size),
        "encodingFormat": words.media_type(name),
    }


def _notebook(run: CrateRun) -> str:
    return f"notebooks/{run.name}.ipynb"


def _scalar(value: ParameterValue) -> str | int:
    return json.dumps(value) if isinstance(value, list) else value


def _one_or_all(entities: Iterable[Entity]) -> Entity | list[Entity]:
    """RO-Crate 1.1 recommends a single value over a list of one."""
    every = list(entities)
    return every[0] if len(every) == 1 else every
