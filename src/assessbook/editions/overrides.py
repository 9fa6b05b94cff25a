"""`-p NAME=VALUE`: parameters given on the command line, checked like those of the edition file.

Values are read as YAML, so that `-p base_year=2015` is a whole number and `-p target_years='[2018, 2020]'`
a list. Nothing is guessed: a text where a year is needed is a problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from assessbook.core.documents import plain
from assessbook.core.problems import InputError, Problem, did_you_mean
from assessbook.editions.models import EditionParameters

# Fixed by the edition file and the page, so nobody may give them by hand.
_FIXED = {
    "edition": "it is the edition file you name",
    "region": "each notebook gets its own; choose the pages with regions: in the edition file",
    "year": "each edition has its own file, params/<programme>/<year>.yaml",
}


def split_overrides(given: Iterable[str]) -> dict[str, str]:
    """The `NAME=VALUE` texts of a command line as a mapping.

    Raises
    ------
    InputError
        If one has no equals sign or no name, or a name is given twice.
    """
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for text in given:
        name, equals, value = text.partition("=")
        name = name.strip()
        if not equals or not name:
            what = "a name, an equals sign and a value are needed"
            problems.append(Problem(f"-p {text}", what, "For example: -p base_year=2015"))
        elif name in found:
            problems.append(Problem(f"-p {text}", f"{name} is given twice", "Leave one out."))
        found[name] = value
    if problems:
        raise InputError(problems)
    return found


def checked_overrides(overrides: Mapping[str, str]) -> tuple[dict[str, Any], list[Problem]]:
    """The overrides as typed values, and the problems of those that can't be used.

    Parameters
    ----------
    overrides : mapping
        Name -> text, as given after `-p`.

    Returns
    -------
    tuple
        Values of the good ones by name; one problem for each of the others.
    """
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, text in overrides.items():
        where = shown(name, text)
        if name in _FIXED:
            problems.append(Problem(where, f"{name} can't be given with -p", _sentence(_FIXED[name])))
            continue
        if name not in EditionParameters.model_fields:
            suggestion = did_you_mean(name, EditionParameters.model_fields)
            problems.append(Problem(where, f"{name} is not a parameter that -p can set", suggestion))
            continue
        try:
            value = plain(YAML(typ="rt").load(text)) if text.strip() else None
            checked = EditionParameters.model_validate({name: value})
        except YAMLError:
            what = f"the value {text!r} can't be read"
            problems.append(Problem(where, what, "Write a single value, or a list such as [2018, 2020]."))
        except ValidationError as error:
            messages = {item["msg"].removeprefix("Value error, ") for item in error.errors()}
            problems.append(Problem(where, f"{'; '.join(sorted(messages))} (found {text!r})"))
        else:
            values[name] = getattr(checked, name)
    return values, problems


def shown(name: str, text: str) -> str:
    """How a problem names an override."""
    return f"-p {name}={text}"


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
