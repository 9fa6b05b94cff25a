"""Whether what an edition's file says of review and sign-off agrees with itself and with the checklist.

Takes the edition file and the programme's register as far as they could be read; gives problems, each at its
line. A sign-off counts only when every item of the checklist has been looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from assessbook.assessment.register import (
    CheckItem,
    RegisterFile,
    load_register,
    register_path,
    register_problems,
)
from assessbook.core.documents import Document
from assessbook.core.problems import InputError, Problem, did_you_mean
from assessbook.core.workspace import Workspace, programme_of, real_programme
from assessbook.editions.models import EditionFile, EditionParameters


def checked_register(workspace: Workspace, edition: Path, problems: list[Problem]) -> RegisterFile | None:
    """The register that an edition has, None where it can't be used; its problems are added.

    Parameters
    ----------
    edition : Path
        The edition file; its programme needn't have a register.
    """
    programme = programme_of(edition)
    try:
        register, document = load_register(workspace, programme)
    except InputError as error:
        problems += error.problems
        return None
    if document is not None:
        folder = workspace.programme_folder("params", real_programme(programme))
        years = {int(path.stem) for path in folder.glob("[0-9]*.yaml") if path.stem.isdecimal()}
        problems += register_problems(register, document, list(EditionParameters.model_fields), years)
    return register


def sign_off_problems(
    edition: EditionFile,
    document: Document,
    register: RegisterFile,
    register_file: str,
    overrides: Collection[str] = (),
) -> Iterator[Problem]:
    """What is wrong with the review and the sign-off of an edition.

    Parameters
    ----------
    register_file : str
        Where the checklist stands, as shown.
    overrides : collection of str
        Parameters that `-p` changed.
    """
    yield from _review_problems(edition, document, register.checklist, register_file)
    signed = edition.signed_off
    if signed is None:
        return
    if edition.status == "synthetic":
        what = "signed_off: a demonstration is made of made-up data and can't be signed off"
        yield document.problem(("signed_off",), what, "Take signed_off out; its review may stay.")
    if overrides:
        what = f"signed_off: the edition was signed off with other values of {', '.join(sorted(overrides))}"
        yield document.problem(("signed_off",), what, "For a trial, leave out -p or take signed_off out.")
    if not register.checklist:
        what = f"signed_off: there is no checklist in {register_file} that a review could go by"
        yield document.problem(("signed_off",), what, "Write the checklist and the review first.")
    reviewed = {entry.item for entry in edition.review}
    lacking = [item.id for item in register.checklist if item.id not in reviewed]
    if lacking:
        what = f"signed_off: the review is not complete, it lacks {', '.join(lacking)}"
        yield document.problem(("signed_off",), what, "Add each to review, or take signed_off out.")
    last = max((entry.date for entry in edition.review), default=None)
    if last is not None and signed.date < last:
        what = f"signed_off.date: {signed.date} is earlier than the last review, {last}"
        yield document.problem(("signed_off", "date"), what, "Correct one of the two dates.")


def register_file_of(workspace: Workspace, edition: Path) -> str:
    """Where an edition's checklist stands, as shown."""
    return workspace.shown(register_path(workspace, programme_of(edition)))


def _review_problems(
    edition: EditionFile, document: Document, checklist: list[CheckItem], register_file: str
) -> Iterator[Problem]:
    known = [item.id for item in checklist]
    seen: set[str] = set()
    for place, entry in enumerate(edition.review):
        if entry.item not in known:
            what = f"review: {entry.item} is not an item of the checklist in {register_file}"
            yield document.problem(("review", place, "item"), what, did_you_mean(entry.item, known))
        elif entry.item in seen:
            what = f"review: {entry.item} stands twice"
            yield document.problem(("review", place, "item"), what, "Keep the last finding.")
        seen.add(entry.item)
        before = edition.review[place - 1] if place else None
        if before is not None and entry.date < before.date:
            what = f"review: {entry.date} is earlier than the entry before it, {before.date}"
            yield document.problem(
                ("review", place, "date"), what, "Put the entries in the order of their dates."
            )
