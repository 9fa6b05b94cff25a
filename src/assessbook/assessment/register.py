"""The register of a programme: what its reports assume, what they can't say, and what a reviewer checks.

`params/<programme>/register.yaml` is read here, and the shapes of what an edition's own file says of review
and sign-off stand here too. Whether a review is complete is for `editions`; how it is printed, for `book`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from assessbook.core.documents import Document, load_document
from assessbook.core.problems import Problem, did_you_mean
from assessbook.core.workspace import Workspace, is_demo, real_programme
from assessbook.observations.corrections import CalendarDate, Words
from assessbook.observations.definitions import Strict

FILE = "register.yaml"
DEMONSTRATION = "演示版的数据由程序生成，不反映任何地区的实际情况；所列结论只用于说明报告的样式，不得引用。"
"""What no edition of made-up data can say, beside what its programme's can't."""

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
Year = Annotated[int, Field(strict=True, ge=1949, le=2100)]


class Remark(Strict):
    """Something that holds for the editions of the years in `editions`, or for all where it is empty."""

    id: Identifier
    text: Words
    editions: list[Year] = []

    def holds_in(self, year: int) -> bool:
        """Whether it belongs to the edition of a year."""
        return not self.editions or year in self.editions


class Assumption(Remark):
    """What a report takes for granted: on what ground, and which of its parameters carry it."""

    basis: Words
    parameters: list[str] = []


class CheckItem(Strict):
    """One thing that a reviewer looks at."""

    id: Identifier
    text: Words


class RegisterFile(Strict):
    """`register.yaml`. A programme without one has nothing registered, and can't be signed off."""

    assumptions: list[Assumption] = []
    caveats: list[Remark] = []
    checklist: list[CheckItem] = []


class ReviewEntry(Strict):
    """A finding in an edition's file: which item of the checklist was looked at, by whom, when."""

    item: str
    name: Words
    date: CalendarDate
    finding: Words


class SignOff(Strict):
    """Who signed an edition off, for which office, when."""

    name: Words
    office: Words
    date: CalendarDate


@dataclass(frozen=True)
class Register:
    """What is registered for one edition.

    Parameters
    ----------
    assumptions, caveats, checklist : tuples
        Those of its year, in the order of the file.
    review : tuple of ReviewEntry
        What its file says of the review, in order of date.
    signed_off : SignOff or None
    """

    assumptions: tuple[Assumption, ...] = ()
    caveats: tuple[Remark, ...] = ()
    checklist: tuple[CheckItem, ...] = ()
    review: tuple[ReviewEntry, ...] = ()
    signed_off: SignOff | None = None

    def finding(self, item: str) -> ReviewEntry | None:
        """What the review says of an item of the checklist; None where it hasn't been looked at."""
        return next((entry for entry in self.review if entry.item == item), None)

    @property
    def words(self) -> frozenset[str]:
        """What people have signed with their names: names, offices and findings, repeated as they stand."""
        said = {text for entry in self.review for text in (entry.name, entry.finding)}
        if self.signed_off is not None:
            said |= {self.signed_off.name, self.signed_off.office}
        return frozenset(said)


def register_path(workspace: Workspace, programme: str) -> Path:
    """Where a programme's register is; a demonstration has that of the programme it demonstrates."""
    return workspace.programme_folder("params", real_programme(programme)) / FILE


def load_register(workspace: Workspace, programme: str) -> tuple[RegisterFile, Document | None]:
    """The register of a programme with the file it stands in; an empty one where there is none.

    Raises
    ------
    InputError
        With everything that the shape refuses, each with file and line.
    """
    path = register_path(workspace, programme)
    if not path.is_file():
        return RegisterFile(), None
    document = load_document(path, workspace.shown(path))
    return document.validated(RegisterFile), document


def register_problems(
    register: RegisterFile, document: Document, parameters: Collection[str], years: Collection[int]
) -> Iterator[Problem]:
    """What is wrong with a register that its shape doesn't tell.

    Parameters
    ----------
    parameters : collection of str
        Names that notebooks may be passed.
    years : collection of int
        Years that have an edition.
    """
    lists: dict[str, Sequence[Remark | CheckItem]] = {
        "assumptions": register.assumptions,
        "caveats": register.caveats,
        "checklist": register.checklist,
    }
    for key, entries in lists.items():
        seen: set[str] = set()
        for place, entry in enumerate(entries):
            if entry.id in seen:
                what = f"{key} has two entries {entry.id}"
                yield document.problem((key, place, "id"), what, "Give one another id.")
            seen.add(entry.id)
            for year in entry.editions if isinstance(entry, Remark) else ():
                if year not in years:
                    action = did_you_mean(str(year), [str(each) for each in sorted(years)])
                    what = f"{entry.id} holds in the edition of {year}, which there isn't"
                    yield document.problem((key, place, "editions"), what, action)
    for place, assumption in enumerate(register.assumptions):
        for name in assumption.parameters:
            if name not in parameters:
                what = f"{assumption.id} is carried by {name}, which is no parameter of an edition"
                yield document.problem(
                    ("assumptions", place, "parameters"), what, did_you_mean(name, parameters)
                )


def register_of(
    file: RegisterFile,
    programme: str,
    year: int,
    review: Sequence[ReviewEntry] = (),
    signed_off: SignOff | None = None,
) -> Register:
    """What is registered for the edition of a year; a demonstration says that its data are made up."""
    caveats = [each for each in file.caveats if each.holds_in(year)]
    if is_demo(programme):
        caveats.insert(0, Remark(id="demonstration", text=DEMONSTRATION))
    return Register(
        tuple(each for each in file.assumptions if each.holds_in(year)),
        tuple(caveats),
        tuple(file.checklist),
        tuple(review),
        signed_off,
    )


def is_unsigned_draft(edition: Document) -> bool:
    """Whether an edition's file says that it is a draft that nobody has signed off."""
    content = edition.content
    return bool(content.get("status") == "draft" and not content.get("signed_off"))
