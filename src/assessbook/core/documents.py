"""YAML documents that remember their lines, checked against a model, all problems at once.

`load_document` reads a file; `Document.validated` turns it into a pydantic model or raises an
`InputError` in which each problem names file and line and, for a misspelt key, what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from assessbook.core.problems import InputError, Problem, did_you_mean
from assessbook.core.quick_yaml import quickly_read

Model = TypeVar("Model", bound=BaseModel)
Location = tuple[int | str, ...]
_DATE = re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])")


@dataclass(frozen=True)
class Document:
    """A YAML mapping with the line of each key.

    Parameters
    ----------
    shown : str
        The path as shown to users.
    content : dict
        The mapping, which knows its lines: as `quick_yaml` reads it, or a ruamel round-trip object.
    """

    shown: str
    content: Any

    def line(self, location: Location) -> int | None:
        """The line, counted from 1, on which the key at `location` stands."""
        node, line = self.content, None
        for key in location:
            marks = getattr(node, "lc", None)
            try:
                line = (marks.key(key) if isinstance(node, dict) else marks.item(key))[0] + 1  # type: ignore[union-attr]
                node = node[key]
            except (KeyError, IndexError, TypeError, AttributeError):
                break
        return line

    def where(self, location: Location) -> str:
        """File and line, as problems show them."""
        line = self.line(location)
        return f"{self.shown}, line {line}" if line else self.shown

    def problem(self, location: Location, what: str, action: str = "") -> Problem:
        """A problem at a place of this document."""
        return Problem(self.where(location), what, action)

    def validated(self, model: type[Model]) -> Model:
        """The document as a model.

        Raises
        ------
        InputError
            With one problem for each thing the model refuses.
        """
        try:
            return model.model_validate(plain(self.content))
        except ValidationError as error:
            refused: dict[Location, list[Any]] = {}
            for item in error.errors():
                place = self._placed(item["loc"], absent=item["type"] == "missing")
                refused.setdefault(place, []).append(item)
        # A value that may take several shapes is refused once for each; what was refused inside the
        # shape it has tells more than that it hasn't got the others.
        telling = [place for place in refused if not any(_lies_within(other, place) for other in refused)]
        telling.sort(key=lambda place: self.line(place) or 0)
        raise InputError([self._worded(place, refused[place], model) for place in telling])

    def readable(self, model: type[Model], stand_ins: Mapping[str, Any]) -> Model | None:
        """What is left of a document without all that the model refuses.

        For checks that go on after `validated` has told what is refused, so that one slip hides no other.

        Parameters
        ----------
        stand_ins : mapping
            Values of top-level keys that are needed but refused or missing.

        Returns
        -------
        BaseModel or None
            None where what is left isn't enough for the model.
        """
        content = plain(self.content)
        dropped = True
        while dropped:
            try:
                return model.model_validate({**stand_ins, **content})
            except ValidationError as error:
                places = [
                    self._placed(item["loc"][:-1] if item["type"] == "missing" else item["loc"], absent=False)
                    for item in error.errors()
                ]
            # What lacks something it needs goes too, and that may again be needed one level up.
            dropped = sum(_drop(content, place) for place in places) > 0
        return None

    def _placed(self, location: Location, *, absent: bool) -> Location:
        """A location without the names of shapes that pydantic puts between keys.

        `absent`: its last part is a key that the document doesn't have.
        """
        node: Any = self.content
        kept: list[int | str] = []
        for key in location[:-1] if absent else location:
            inside = (
                key in node if isinstance(node, dict) else isinstance(node, list) and isinstance(key, int)
            )
            if inside:
                node = node[key]
                kept.append(key)
        return (*kept, location[-1]) if absent else tuple(kept)

    def _worded(self, location: Location, errors: list[Any], model: type[BaseModel]) -> Problem:
        name = ".".join(str(part) for part in location)
        error = errors[0]
        if error["type"] == "extra_forbidden":
            known = _fields_at(model, location[:-1])
            return self.problem(location, f"{name} is not known here", did_you_mean(str(location[-1]), known))
        if error["type"] == "missing":
            return self.problem(location[:-1], f"{name} is missing", "Add it.")
        message = ", or: ".join(dict.fromkeys(each["msg"].removeprefix("Value error, ") for each in errors))
        found = error.get("input")
        shown = f" (found {found!r})" if isinstance(found, str | int | float | bool) else ""
        return self.problem(location, f"{name}: {message}{shown}")


def load_document(path: Path, shown: str) -> Document:
    """Read a YAML file whose top level is a mapping.

    Raises
    ------
    InputError
        If the file is missing, isn't UTF-8, isn't valid YAML, repeats a key, or isn't a mapping.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        near = sorted(other.name for other in path.parent.glob("*.yaml")) if path.parent.is_dir() else []
        raise InputError([Problem(shown, "there is no such file", did_you_mean(path.name, near))]) from None
    except UnicodeDecodeError:
        raise InputError([Problem(shown, "the file isn't UTF-8 text", "Save it again as UTF-8.")]) from None
    except OSError as error:
        raise InputError([Problem(shown, f"the file can't be read: {error.strerror}")]) from None
    content: Any = quickly_read(text)
    if content is not None:
        return Document(shown, content)
    try:
        content = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{shown}, line {mark.line + 1}" if mark else shown
        raise InputError(
            [Problem(where, f"not valid YAML: {error.problem}", "Mend the line named.")]
        ) from None
    except (YAMLError, ValueError) as error:  # ValueError: a date that isn't in the calendar
        line = _impossible_date(text)
        where = f"{shown}, line {line}" if line else shown
        raise InputError([Problem(where, f"not valid YAML: {error}")]) from None
    if not isinstance(content, dict):
        raise InputError([Problem(shown, "the file must hold a mapping (name: value lines)")])
    return Document(shown, content)


def _impossible_date(text: str) -> int | None:
    """The line of the first date that isn't in the calendar; None where there is none."""
    for number, line in enumerate(text.splitlines(), 1):
        for found in _DATE.findall(line):
            try:
                date.fromisoformat(found)
            except ValueError:
                return number
    return None


def plain(node: Any) -> Any:
    """What was read as plain dicts, lists and scalars."""
    if isinstance(node, dict):
        return {plain(key): plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(value) for value in node]
    if isinstance(node, bool) or node is None:
        return node
    for kind in (int, float, str):
        if isinstance(node, kind):
            return kind(node)
    return node


def _drop(content: Any, location: Location) -> bool:
    """Take out what stands at a place, its key or the key of the list it stands in; False if nothing does.

    Lists go as a whole, since problems name their entries by number.
    """
    node, holder, last = content, content, None
    for key in location:
        if isinstance(node, dict):
            if key not in node:
                return False
            holder, last = node, key
        node = node[key]
    if last is None:
        return False
    del holder[last]
    return True


def _lies_within(inner: Location, outer: Location) -> bool:
    return len(inner) > len(outer) and inner[: len(outer)] == outer


def _fields_at(model: type[BaseModel], location: Location) -> list[str]:
    """The field names allowed at a place of a model, as far as the model can tell."""
    current: Any = model
    for part in location:
        field = current.model_fields.get(part) if _is_model(current) else None
        if field is not None:
            current = _model_in(field.annotation)
        elif not _is_model(current):
            return []
    return list(current.model_fields) if _is_model(current) else []


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _model_in(annotation: Any) -> Any:
    if _is_model(annotation):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _model_in(inner)
        if _is_model(found):
            return found
    return annotation
