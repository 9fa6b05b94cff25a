"""Indented JSON is that of the standard library, to the byte."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessbook.core.quick_json import indented

_SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
_THINGS = st.recursive(
    _SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


@given(_THINGS)
def test_it_is_what_the_standard_library_writes(thing: object) -> None:
    assert indented(thing) == json.dumps(thing, ensure_ascii=False, indent=1, sort_keys=True)


def test_keys_that_are_no_text_become_text_on_every_level() -> None:
    thing = {"b": [{2015: {"x": [1, {}]}, 2016: []}], "a": ("漂河镇", 0.1)}
    assert indented(thing) == json.dumps(thing, ensure_ascii=False, indent=1, sort_keys=True)


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(TypeError, match="set"):
        indented({"a": {1, 2}})
