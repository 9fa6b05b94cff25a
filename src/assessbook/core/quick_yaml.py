"""YAML read with libyaml, many times as fast as ruamel and with the line of each key.

Reads what the project's files are made of: mappings with text keys, lists, quoted and plain scalars. On
anything else, a fault included, it gives None, and the reader that knows the whole of YAML 1.2 is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+")
_SPAN = re.compile(r"[0-9]{4}-[0-9]{4}")
# May be a number or a date in one version of YAML or another.
_DOUBTFUL = re.compile(r"[-+]?\.?[0-9][0-9A-F_.,:XOTZ+-]*|[-+]?\.(?:inf|nan)|<<|=", re.IGNORECASE)
_TEXT, _MAPPING, _LIST = (f"tag:yaml.org,2002:{name}" for name in ("str", "map", "seq"))
_LOADER = getattr(yaml, "CBaseLoader", None)


class _Doubt(Exception):
    """What this reader leaves to the other."""


@dataclass
class Marks:
    """Line and column, counted from 0, of each key of a mapping or each entry of a list."""

    places: dict[int | str, tuple[int, int]] = field(default_factory=dict)

    def key(self, key: int | str) -> tuple[int, int]:
        """Where a key stands."""
        return self.places[key]

    item = key


class MarkedDict(dict[int | str, Any]):
    """A mapping that knows where its keys stand."""

    def __init__(self) -> None:
        super().__init__()
        self.lc = Marks()


class MarkedList(list[Any]):
    """A list that knows where its entries stand."""

    def __init__(self) -> None:
        super().__init__()
        self.lc = Marks()


def quickly_read(text: str) -> MarkedDict | None:
    """A YAML document whose top level is a mapping; None where this reader isn't sure of it."""
    # A directive may ask for another version of YAML; a tag such as !!str leaves no trace in what is composed.
    if _LOADER is None or text.startswith("%") or "!!" in text:
        return None
    try:
        node = yaml.compose(text, Loader=_LOADER)
        made = _made(node, set()) if node is not None else None
    except (yaml.YAMLError, _Doubt, ValueError):
        return None
    return made if isinstance(made, MarkedDict) else None


def _made(node: yaml.Node, seen: set[int]) -> Any:
    if id(node) in seen:
        raise _Doubt  # An alias.
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode) and node.tag == _TEXT:
        return node.value if node.style else _plain(node.value)
    if isinstance(node, yaml.SequenceNode) and node.tag == _LIST:
        entries = MarkedList()
        for index, entry in enumerate(node.value):
            entries.lc.places[index] = _place(entry)
            entries.append(_made(entry, seen))
        return entries
    if isinstance(node, yaml.MappingNode) and node.tag == _MAPPING:
        return _mapping(node, seen)
    raise _Doubt  # A tag.


def _mapping(node: yaml.MappingNode, seen: set[int]) -> MarkedDict:
    mapping = MarkedDict()
    for key_node, value in node.value:
        key = _made(key_node, seen)
        if not isinstance(key, str | int) or key in mapping:
            raise _Doubt
        mapping.lc.places[key] = _place(key_node)
        mapping[key] = _made(value, seen)
    return mapping


def _plain(text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _NUMBER.fullmatch(text):
        return float(text)
    if _DOUBTFUL.fullmatch(text) and not _SPAN.fullmatch(text):
        raise _Doubt
    return text


def _place(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line, node.start_mark.column
