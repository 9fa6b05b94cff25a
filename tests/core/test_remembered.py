"""What was made from files is made again only when they have changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessbook.core.remembered import Remembered, state_of


class Maker:
    """Counts how often something is made."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


def test_the_same_state_is_made_once() -> None:
    kept, make = Remembered[int](2), Maker()
    assert [kept.get("a", "state", make) for _ in range(3)] == [1, 1, 1]


def test_another_state_is_made_anew_and_replaces_the_first() -> None:
    kept, make = Remembered[int](2), Maker()
    assert [kept.get("a", state, make) for state in ("one", "two", "one")] == [1, 2, 3]


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    kept, make = Remembered[int](2), Maker()
    for key in ("a", "b", "a", "c"):
        kept.get(key, "state", make)
    assert make.times == 3
    assert kept.get("a", "state", make) == 1
    assert kept.get("b", "state", make) == 4


def test_what_fails_is_not_kept() -> None:
    kept = Remembered[int](2)

    def fail() -> int:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        kept.get("a", "state", fail)
    assert kept.get("a", "state", lambda: 7) == 7


def test_the_state_of_a_folder_changes_with_each_file_in_it_and_not_below_it(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "a.yaml").write_text("1", encoding="utf-8")
    first = state_of([tmp_path])
    (tmp_path / "below/b.yaml").write_text("1", encoding="utf-8")
    assert state_of([tmp_path]) == first
    (tmp_path / "a.yaml").write_text("2", encoding="utf-8")
    changed = state_of([tmp_path])
    assert changed != first
    (tmp_path / "c.yaml").write_text("2", encoding="utf-8")
    assert len(state_of([tmp_path])) == 2
    (tmp_path / "a.yaml").rename(tmp_path / "d.yaml")
    assert state_of([tmp_path]) != changed


def test_a_file_that_is_not_there_has_a_state_too(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    absent = state_of([path])
    path.write_text("", encoding="utf-8")
    assert state_of([path]) != absent
