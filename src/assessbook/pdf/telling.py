"""The printed report's own words in the language of the report, in one place: between what is said and the template.

Takes the document as `document` made it; gives the same with its texts translated. What blocks say is told
already; code, addresses, names of files and quotations stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assessbook.core.chinese_marks import FOREIGN, HAN
from assessbook.core.messages import is_chinese, language, said, shown

_KEPT_KEYS = frozenset({"cell", "code", "file", "notebook", "role", "svg", "target"})
_KEPT_KINDS = frozenset({"code", "figure", "quote"})
_PUNCTUATION = str.maketrans({"；": "; ", "：": ": ", "、": ", ", "〔": "[", "〕": "] ", "—": "–"})


def told(content: Mapping[str, Any]) -> dict[str, Any]:
    """The document in the language of the report, with what the template then has to set otherwise."""
    if is_chinese():
        return dict(content)
    made = {key: _told(value, key) for key, value in content.items()}
    made["meta"]["language"] = {
        "lang": language(),
        "region": "gb",
        "indent": 0,
        "opened": " (",
        "closed": ")",
        "continued": said("续{number}"),
        "again": said("{number}（续）"),
    }
    return made


def _told(thing: Any, key: str = "") -> Any:
    if isinstance(thing, str):
        return thing if key in _KEPT_KEYS or not FOREIGN.search(thing) else _words(thing, key)
    if isinstance(thing, Mapping):
        if thing.get("kind") in _KEPT_KINDS:
            return thing
        if thing.get("kind") == "page":
            return {**thing, "opened": said(thing["opened"]), "closed": said(thing["closed"])}
        return {name: _told(value, name) for name, value in thing.items()}
    if isinstance(thing, list | tuple):
        if key in ("runs", "caption", "entries", "after") or (thing and isinstance(thing[0], Mapping)):
            return [
                _run(each, place) if isinstance(each, str) else _told(each, key)
                for place, each in enumerate(thing)
            ]
        return [_told(each, key) for each in thing]
    return thing


def _run(text: str, place: int) -> str:
    """A run of a sentence; only the first begins it."""
    return _words(text, "") if place == 0 else said(text) if FOREIGN.search(text) else text


def _words(text: str, key: str) -> str:
    if key == "sources":
        # Names of sheets stay; only what stands between them changes.
        return text.translate(_PUNCTUATION)
    return shown(text) if HAN.search(text) else said(text)
