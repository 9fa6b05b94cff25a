"""One of the two builds that are compared: its figures, what went into it, the code that published them.

Reads the ledger, the inputs' hashes from the manifest and, when a cause is looked for, the executed
notebooks. Only a build's own files are read: the sources may have changed since.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from assessbook.comparison.cell_code import NotebookCode
from assessbook.core.periods import Period
from assessbook.core.problems import InputError, Problem
from assessbook.core.workspace import sha256_of
from assessbook.ledger.files import LEDGER, MANIFEST, NOTEBOOKS
from assessbook.ledger.store import FigureRow, Ledger

# Of a digest, as many digits as tell two versions of the code apart.
_DIGITS = 12


@dataclass(frozen=True)
class Side:
    """A build, as far as a comparison needs it.

    Parameters
    ----------
    folder : Path
        The build.
    shown : str
        The folder as shown.
    edition : mapping
        What the ledger says of the edition.
    rows : mapping
        Figure id -> figure, in book order.
    inputs : mapping
        Input file, relative to the workspace -> ``sha256:…``.
    ledger_digest : str
        ``sha256:…`` of the ledger: it names the publication.
    """

    folder: Path
    shown: str
    edition: Mapping[str, str]
    rows: Mapping[str, FigureRow]
    inputs: Mapping[str, str]
    ledger_digest: str

    @property
    def programme(self) -> str:
        """Id of the programme."""
        return self.edition.get("programme", "")

    @property
    def year(self) -> int:
        """The year that is assessed."""
        return Period.of(self.edition["year"]).end

    @property
    def key(self) -> str:
        """The edition: ``jiaohe-2016/2015``."""
        return f"{self.programme}/{self.year}"

    @property
    def libraries(self) -> dict[str, str]:
        """Version of each library that computed the figures; that of this package with its code's digest."""
        versions = dict(json.loads(self.edition.get("libraries", "{}")))
        if "code" in self.edition:
            code = str(json.loads(self.edition["code"])).removeprefix("sha256:")[:_DIGITS]
            versions["assessbook"] = f"{versions.get('assessbook', '')} ({code})".strip()
        return versions

    @cached_property
    def readings(self) -> dict[str, str]:
        """Source address -> what it read, for every cell that a figure rests on."""
        return {source.address: source.raw for row in self.rows.values() for source in row.sources}

    @cached_property
    def _notebooks(self) -> dict[str, NotebookCode | None]:
        return {}

    def notebook(self, name: str) -> NotebookCode | None:
        """Code and parameters of an executed notebook; None where the build doesn't hold it (whole)."""
        if name not in self._notebooks:
            path = self.folder / NOTEBOOKS / f"{name}.ipynb"
            try:
                self._notebooks[name] = NotebookCode.from_json(json.loads(path.read_text(encoding="utf-8")))
            except (OSError, ValueError, LookupError, TypeError, AttributeError):
                self._notebooks[name] = None
        return self._notebooks[name]


def read_side(folder: Path, shown: str, inputs: Mapping[str, str] | None = None) -> Side:
    """Read a build.

    Parameters
    ----------
    folder : Path
        The build's folder, or what a later build keeps of it (`former`).
    shown : str
        The folder as shown.
    inputs : mapping, optional
        Hashes of the inputs, for a build that has no manifest yet; else the manifest's.

    Raises
    ------
    InputError
        If the folder lacks a ledger or a manifest, or one of them can't be read.
    """
    with Ledger.open(folder / LEDGER) as ledger:
        edition = ledger.edition
        rows = {row.figure: row for row in ledger.figures()}
    if not edition.get("year", "").isdecimal() or not edition.get("programme"):
        what = "the ledger doesn't say which edition it is of"
        raise InputError([Problem(f"{shown}/{LEDGER}", what, "Build the edition again.")])
    hashes = _inputs_of(folder / MANIFEST, f"{shown}/{MANIFEST}") if inputs is None else inputs
    return Side(folder, shown, edition, rows, hashes, f"sha256:{sha256_of(folder / LEDGER)}")


def read_sides(former: tuple[Path, str], present: tuple[Path, str]) -> tuple[Side, Side]:
    """Two builds of one programme, each given as folder and how it is shown.

    Raises
    ------
    InputError
        With the problems of both; or if they are of different programmes.
    """
    problems: list[Problem] = []
    sides: list[Side] = []
    for folder, shown in (former, present):
        try:
            sides.append(read_side(folder, shown))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    problems = programme_problems(sides[0], sides[1].programme)
    if problems:
        raise InputError(problems)
    return sides[0], sides[1]


def programme_problems(former: Side, programme: str) -> list[Problem]:
    """One if the former build is of another programme than the present one."""
    if former.programme == programme:
        return []
    what = f"this is a build of {former.programme}, not of {programme}"
    return [Problem(former.shown, what, "Only builds of one programme can be compared.")]


def _inputs_of(path: Path, shown: str) -> dict[str, str]:
    action = "Name the folder of a finished build, such as build/jiaohe-2016/2015."
    try:
        content: Any = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): str(digest) for name, digest in content["inputs"].items()}
    except OSError:
        raise InputError([Problem(shown, "there is no manifest here", action)]) from None
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise InputError([Problem(shown, f"the manifest can't be read: {error}", action)]) from None
