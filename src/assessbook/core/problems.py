"""Problems and the errors that carry them.

A `Problem` says where, what was found, what is allowed, and what to do. Checks collect problems and
raise once, so that a statistician sees all of them together. Each error class owns its exit status.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong with an input, worded for the person who can mend it.

    Parameters
    ----------
    where : str
        File, and sheet, cell or line: ``data/x/plan-tables.xlsx › 表1-1 › C7``.
    what : str
        What was found and what is allowed, one sentence without a full stop at the end needed.
    action : str
        What to do about it. May be empty when `what` already says so.
    """

    where: str
    what: str
    action: str = ""

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}"
        return f"{text}\n  {self.action}" if self.action else text


class AssessbookError(Exception):
    """An error that is shown to the user as its message, never as a traceback."""

    exit_status = 1


class InputError(AssessbookError):
    """Parameters, data or arguments that can't be used; carries every problem found."""

    exit_status = 2

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return f"{self.listed} Nothing was built."

    @property
    def listed(self) -> str:
        """Every problem and how many there are, without what became of it."""
        lines = [str(problem) for problem in self.problems]
        count = len(self.problems)
        lines.append(f"{count} problem{'' if count == 1 else 's'} in all.")
        return "\n".join(lines)


class CheckFailed(AssessbookError):
    """A check of the product itself found something: exit status 1."""

    exit_status = 1


class NotebookFailed(AssessbookError):
    """One or more notebooks failed while running: exit status 3."""

    exit_status = 3


class DefinitionError(AssessbookError):
    """A notebook cell combined measures that must not be combined."""


class UnitError(DefinitionError):
    """Units that don't fit each other."""


class ConceptError(DefinitionError):
    """Concepts that don't fit each other: net and disposable income, persons and person-times."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A suggestion for a misspelt word, or a list of what is known.

    >>> did_you_mean("refrence_region", ["reference_region", "title"])
    'Did you mean reference_region?'
    """
    # Imported only here: each command starts sooner without it, and few end in a suggestion.
    from difflib import get_close_matches

    names = list(known)
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f"Did you mean {close[0]}?"
    return "Known here: " + ", ".join(names) + "." if names else ""
