"""The rules of a standard as veraPDF writes them down: its validation profiles, read from XML.

veraPDF reads its own profiles with JAXB, which the package that carries it has only in part. Nothing is
interpreted here: the texts go to veraPDF as they stand. What this module doesn't know stops it, so that no
condition of a rule is dropped unseen.
"""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

NAMESPACE = "{http://www.verapdf.org/ValidationProfile}"
# Element -> its attributes and the elements in it.
_KNOWN: dict[str, tuple[set[str], set[str]]] = {
    "profile": ({"flavour"}, {"details", "hash", "rules", "variables"}),
    "details": ({"creator", "created"}, {"name", "description"}),
    "rules": (set(), {"rule"}),
    "rule": ({"object", "deferred", "tags"}, {"id", "description", "test", "error", "references"}),
    "id": ({"specification", "clause", "testNumber"}, set()),
    "error": (set(), {"message", "arguments"}),
    "arguments": (set(), {"argument"}),
    "argument": ({"name"}, set()),
    "references": (set(), {"reference"}),
    "reference": ({"specification", "clause"}, set()),
    "variables": (set(), {"variable"}),
    "variable": ({"name", "object"}, {"defaultValue", "value"}),
}


@dataclass(frozen=True)
class Rule:
    """One rule.

    Parameters
    ----------
    specification, clause, number
        What it is called: the standard, the clause in it, the number of the test of that clause.
    object, test
        The kind of object that is looked at, and the condition (JavaScript) that each must meet.
    deferred
        Whether it is tested when the whole document has been read.
    tags, description, message
        Subjects, the standard's demand, and what is said where it is not met, with %1, %2, … for `arguments`.
    arguments
        Expression and name (or "") of what the message tells.
    """

    specification: str
    clause: str
    number: int
    object: str
    test: str
    deferred: bool
    tags: str
    description: str
    message: str
    arguments: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Variable:
    """What rules count on while a document is read: set to `value` at each `object`."""

    name: str
    object: str
    default: str
    value: str


@dataclass(frozen=True)
class Profile:
    """The rules of one standard; `flavour` is veraPDF's name for it."""

    flavour: str
    name: str
    rules: tuple[Rule, ...]
    variables: tuple[Variable, ...]


def read_profile(xml: bytes) -> Profile:
    """Read a validation profile.

    Raises
    ------
    ValueError
        If it holds an element or attribute that isn't known here.
    """
    root = ElementTree.fromstring(xml)
    unknown = sorted(set(_unknown(root)))
    if unknown:
        raise ValueError(f"the validation profile holds what isn't known: {', '.join(unknown)}")
    return Profile(
        flavour=root.attrib["flavour"],
        name=_text(root, "details/name"),
        rules=tuple(_rule(each) for each in root.iterfind(_path("rules/rule"))),
        variables=tuple(
            Variable(
                each.attrib["name"], each.attrib["object"], _text(each, "defaultValue"), _text(each, "value")
            )
            for each in root.iterfind(_path("variables/variable"))
        ),
    )


def _rule(element: Element) -> Rule:
    identity = element.find(_path("id"))
    if identity is None:
        raise ValueError("the validation profile holds a rule without an id")
    return Rule(
        specification=identity.attrib["specification"],
        clause=identity.attrib["clause"],
        number=int(identity.attrib["testNumber"]),
        object=element.attrib["object"],
        test=_text(element, "test"),
        deferred=element.get("deferred") == "true",
        tags=element.get("tags", ""),
        description=_text(element, "description"),
        message=_text(element, "error/message"),
        arguments=tuple(
            (each.text or "", each.get("name", ""))
            for each in element.iterfind(_path("error/arguments/argument"))
        ),
    )


def _unknown(element: Element) -> Iterator[str]:
    name = element.tag.removeprefix(NAMESPACE)
    attributes, children = _KNOWN.get(name, (set(), set()))
    yield from (f"{name}@{each}" for each in element.attrib if each not in attributes)
    for child in element:
        if child.tag.removeprefix(NAMESPACE) not in children:
            yield f"{name}/{child.tag.removeprefix(NAMESPACE)}"
        else:
            yield from _unknown(child)


def _path(names: str) -> str:
    return "/".join(f"{NAMESPACE}{name}" for name in names.split("/"))


def _text(element: Element, names: str) -> str:
    found = element.find(_path(names))
    if found is None:
        raise ValueError(f"the validation profile lacks {names} in {element.tag.removeprefix(NAMESPACE)}")
    return " ".join((found.text or "").split())
