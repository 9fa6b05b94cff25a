"""The quick reader of YAML says what ruamel says, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from assessbook.core.documents import plain
from assessbook.core.quick_yaml import quickly_read

ROOT = Path(__file__).parents[2]
FILES = sorted(path for name in ("data", "params") for path in (ROOT / name).rglob("*.yaml"))


def lines(node: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], int]]:
    """The line of every key and entry."""
    if isinstance(node, dict):
        for key in node:
            yield (*place, key), node.lc.key(key)[0]
            yield from lines(node[key], (*place, key))
    elif isinstance(node, list):
        for index, entry in enumerate(node):
            yield (*place, index), node.lc.item(index)[0]
            yield from lines(entry, (*place, index))


@pytest.mark.parametrize(
    "name", ["data/measures.yaml", "data/entry_sheets.yaml", "params/lianzhou-2013/plan.yaml"]
)
def test_both_readers_give_the_same_values_and_lines(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    quick, known = quickly_read(text), YAML(typ="rt").load(text)
    assert quick is not None
    assert repr(plain(quick)) == repr(plain(known))
    assert dict(lines(quick)) == dict(lines(known))


def test_no_file_of_the_project_needs_the_slow_reader() -> None:
    assert [path.name for path in FILES if quickly_read(path.read_text(encoding="utf-8")) is None] == []


def test_words_and_numbers_are_those_of_yaml_1_2() -> None:
    text = "a: yes\nb: true\nc: 12\nd: -0.5\ne: 2016-2020\nf: '12'\ng: ~\nh:\n2016: 合计\n"
    assert quickly_read(text) == {
        "a": "yes", "b": True, "c": 12, "d": -0.5, "e": "2016-2020", "f": "12", "g": None, "h": None, 2016: "合计",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "a: 2016-12-31",  # a date
        "a: 012",
        "a: 1_000",
        "a: 1e3",
        "a: 12:30",
        "a: .inf",
        "a: &x 1\nb: *x",
        "a: &x {b: [1]}\nc: *x",
        "a: !!str 1",
        "<<: {a: 1}",
        "a: 1\na: 2",
        "{a: 1, a: 2}",
        "? [a]\n: 1",
        "- a",
        "",
        "a: [",
        "a: 1\n---\nb: 2",
        "%YAML 1.1\n---\na: yes",
    ],
)
def test_what_it_is_not_sure_of_is_left_to_the_other_reader(text: str) -> None:
    assert quickly_read(text) is None
